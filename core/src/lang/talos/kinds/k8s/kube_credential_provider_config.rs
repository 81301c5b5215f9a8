//! `KubeCredentialProviderConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::talos::embedded;
use crate::model::Object;
use ostler_derive::Kind;

/// Sets programs from which the kubelet gets registry credentials.
///
/// Replaces `machine.kubelet.credentialProviderConfig`, and cannot stand beside `machine.kubelet` at all. The
/// programs come from a system extension.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "KubeCredentialProviderConfig",
    version = "v1alpha1",
    since = "1.14",
    example = r#"apiVersion: v1alpha1
kind: KubeCredentialProviderConfig
configuration:
  apiVersion: kubelet.config.k8s.io/v1
  kind: CredentialProviderConfig
  providers:
    - name: ecr-credential-provider
      apiVersion: credentialprovider.kubelet.k8s.io/v1
      defaultCacheDuration: 12h
      matchImages:
        - "*.dkr.ecr.*.amazonaws.com"
"#
)]
pub struct KubeCredentialProviderConfig {
    /// Credential provider configuration object of Kubernetes.
    /// A patch replaces it whole.
    #[field(keep_empty, merge = replace, embedded = embedded::CREDENTIAL_PROVIDERS)]
    pub configuration: Object,
}

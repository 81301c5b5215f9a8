//! `KubeAuthenticationConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::talos::embedded;
use crate::model::Object;
use ostler_derive::Kind;

/// Sets how the API server recognises users beside certificates and service accounts.
///
/// Takes the place of `oidc-…` and `anonymous-auth` arguments, which `KubeAPIServerConfig` refuses.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "KubeAuthenticationConfig",
    version = "v1alpha1",
    since = "1.14",
    control_plane_only,
    example = r#"apiVersion: v1alpha1
kind: KubeAuthenticationConfig
configuration:
  apiVersion: apiserver.config.k8s.io/v1
  kind: AuthenticationConfiguration
  jwt:
    - issuer:
        url: https://login.example.org
        audiences:
          - kubernetes
      claimMappings:
        username:
          claim: email
          prefix: "oidc:"
"#
)]
pub struct KubeAuthenticationConfig {
    /// Authentication configuration object of Kubernetes.
    /// Talos checks nothing in it. A patch replaces it whole.
    #[field(keep_empty, merge = replace, embedded = embedded::AUTHENTICATION)]
    pub configuration: Object,
}

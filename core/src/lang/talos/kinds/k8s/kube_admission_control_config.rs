//! `KubeAdmissionControlConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::talos::embedded;
use crate::model::Object;
use ostler_derive::Kind;

/// Configures an admission plugin of the API server.
///
/// Replaces an item of `cluster.apiServer.admissionControl`; giving both is refused. One document per plugin.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "KubeAdmissionControlConfig",
    version = "v1alpha1",
    since = "1.14",
    identity = "name",
    control_plane_only,
    example = "apiVersion: v1alpha1
kind: KubeAdmissionControlConfig
name: PodSecurity
configuration:
  apiVersion: pod-security.admission.config.k8s.io/v1
  kind: PodSecurityConfiguration
  defaults:
    enforce: baseline
    enforce-version: latest
  exemptions:
    namespaces:
      - kube-system
"
)]
pub struct KubeAdmissionControlConfig {
    /// Name of the plugin, as Kubernetes spells it: it is the document's name.
    #[field(keep_empty, required, example = "PodSecurity")]
    pub name: String,
    /// Configuration object of the plugin, with its own `apiVersion` and `kind`.
    /// A patch merges into it, and its lists append.
    #[field(keep_empty, embedded = embedded::ADMISSION)]
    pub configuration: Object,
}

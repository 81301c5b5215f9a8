//! `KubeTalosAPIAccessConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::talos::rules::legacy;
use ostler_derive::Kind;

/// Lets pods use the Talos API.
///
/// Replaces `machine.features.kubernetesTalosAPIAccess`; giving both is refused. Pods get access by a
/// `ServiceAccount` object of the API group `talos.dev`. Absence of the document means that no pod has access.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "KubeTalosAPIAccessConfig",
    version = "v1alpha1",
    since = "1.14",
    control_plane_only,
    rules(legacy::API_ACCESS_ROLE),
    example = "apiVersion: v1alpha1
kind: KubeTalosAPIAccessConfig
allowedRoles:
  - os:reader
allowedKubernetesNamespaces:
  - monitoring
"
)]
pub struct KubeTalosAPIAccessConfig {
    /// Roles that pods may be given.
    /// `os:admin` is as good as root on all machines.
    #[field(example = "[os:reader]")]
    // Unordered: one is looked for.
    #[field(unordered)]
    pub allowed_roles: Vec<String>,
    /// Namespaces whose pods may have access; who can create pods there has it too.
    #[field(example = "[monitoring]")]
    // Unordered: one is looked for.
    #[field(unordered)]
    pub allowed_kubernetes_namespaces: Vec<String>,
}

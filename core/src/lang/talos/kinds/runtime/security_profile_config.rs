//! `SecurityProfileConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use ostler_derive::Kind;

// Impact: the sandbox is set up by the boot sequence (Talos 1.14, internal/app/machined/pkg/sandboxd/enabled.go).
/// Chooses how far workloads are kept apart from the operating system.
///
/// Has no legacy counterpart, and without this document nothing is kept apart beyond what containers are.
#[derive(Kind)]
#[kind(impact = reboot)]
#[kind(
    name = "SecurityProfileConfig",
    version = "v1alpha1",
    since = "1.14",
    example = "apiVersion: v1alpha1
kind: SecurityProfileConfig
workloadIsolation: true
"
)]
pub struct SecurityProfileConfig {
    /// Whether container runtime and kubelet run in a namespace apart from Talos' own services.
    /// Workloads that reach deep into the host may stop working.
    #[field(default = "false")]
    pub workload_isolation: Option<bool>,
}

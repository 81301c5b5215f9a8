//! `CRICustomizationConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::talos::embedded;
use crate::lang::talos::rules::cri;
use ostler_derive::Kind;

// Impact: the container runtime is started anew (Talos 1.14, internal/app/machined/pkg/controllers/cri/service.go).
/// Adds a fragment to the container runtime's configuration.
///
/// Replaces the `machine.files` entry for `/etc/cri/conf.d/20-customization.part`. Fragments are merged in the
/// order of their names; a change restarts the runtime.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "CRICustomizationConfig",
    version = "v1alpha1",
    since = "1.14",
    identity = "name",
    rules(cri::CUSTOMIZATION_NAME),
    example = r#"apiVersion: v1alpha1
kind: CRICustomizationConfig
name: metrics
content: |
  [metrics]
    address = "0.0.0.0:11234"
"#
)]
pub struct CRICustomizationConfig {
    /// Name of the fragment, written like a Kubernetes label key.
    /// `customization` is reserved for the legacy entry.
    #[field(keep_empty, required, example = "metrics")]
    pub name: String,
    /// Fragment of containerd's configuration in TOML.
    /// It is merged key by key into the rest, and its lists append.
    #[field(keep_empty, embedded = embedded::CONTAINERD)]
    pub content: String,
}

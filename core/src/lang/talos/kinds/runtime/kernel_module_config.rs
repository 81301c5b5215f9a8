//! `KernelModuleConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use ostler_derive::Kind;

/// Loads a kernel module at boot.
///
/// Replaces an item of `machine.kernel.modules`; both lists together are loaded. The module must be part of Talos
/// or of an installed extension.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "KernelModuleConfig",
    version = "v1alpha1",
    since = "1.14",
    identity = "name",
    example = "apiVersion: v1alpha1
kind: KernelModuleConfig
name: drbd
parameters:
  - usermode_helper=disabled
"
)]
pub struct KernelModuleConfig {
    /// Name of the module: it is the document's name.
    #[field(keep_empty, required, example = "drbd")]
    pub name: String,
    /// Parameters as `name=value`.
    /// A change takes effect at the next boot.
    #[field(example = "[usermode_helper=disabled]")]
    pub parameters: Vec<String>,
}

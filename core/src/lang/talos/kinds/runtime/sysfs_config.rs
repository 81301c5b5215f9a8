//! `SysfsConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::talos::rules::runtime;
use crate::model::Map;
use ostler_derive::Kind;

/// Sets kernel attributes below `/sys`.
///
/// Replaces `machine.sysfs`; both are merged and this document wins per key. For devices that may appear later use
/// `UdevRulesConfig`.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "SysfsConfig",
    version = "v1alpha1",
    since = "1.14",
    rules(runtime::EMPTY_PARAMETER),
    example = "apiVersion: v1alpha1
kind: SysfsConfig
params:
  devices.system.cpu.cpu0.cpufreq.scaling_governor: performance
"
)]
pub struct SysfsConfig {
    /// Attributes by path below `/sys`, with dots for slashes.
    /// Values are text, so quote numbers.
    #[field(keep_empty, example = "devices.system.cpu.cpu0.cpufreq.scaling_governor: performance")]
    pub params: Map<String>,
}

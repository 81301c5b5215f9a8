//! `UdevRulesConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use ostler_derive::Kind;

/// Adds rules for device events.
///
/// Replaces `machine.udev`, over which this document wins.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "UdevRulesConfig",
    version = "v1alpha1",
    since = "1.14",
    example = r#"apiVersion: v1alpha1
kind: UdevRulesConfig
rules:
  - SUBSYSTEM=="drm", KERNEL=="renderD*", GROUP="44", MODE="0660"
"#
)]
pub struct UdevRulesConfig {
    /// Rules, one line each, in udev's syntax.
    /// They are not checked; groups must be numbers.
    #[field(example = "['SUBSYSTEM==\"drm\", GROUP=\"44\"']")]
    pub rules: Vec<String>,
}

//! `SysctlConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::talos::rules::runtime;
use crate::model::Map;
use ostler_derive::Kind;

/// Sets kernel parameters below `/proc/sys`.
///
/// Replaces `machine.sysctls`; both are merged and this document wins per key. Some parameters are set by Talos for
/// security and cannot be changed.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "SysctlConfig",
    version = "v1alpha1",
    since = "1.14",
    rules(runtime::EMPTY_PARAMETER),
    example = r#"apiVersion: v1alpha1
kind: SysctlConfig
params:
  net.ipv4.ip_forward: "1"
  fs.inotify.max_user_watches: "1048576"
"#
)]
pub struct SysctlConfig {
    /// Parameters by dotted name.
    /// Values are text, so quote numbers; an empty value in a patch does not clear an existing one.
    #[field(keep_empty, example = "net.ipv4.ip_forward: \"1\"")]
    pub params: Map<String>,
}

//! `ExtensionServiceConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::talos::rules::runtime;
use ostler_derive::{Kind, Shape};

/// Gives a system extension's service its files and environment.
///
/// Has no legacy counterpart. The service must be part of an installed extension, and waits for this document when
/// its extension asks for configuration. At least one of the two lists must be there.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "ExtensionServiceConfig",
    version = "v1alpha1",
    since = "1.7",
    identity = "name",
    rules(runtime::EXTENSION_WITHOUT_CONFIG),
    example = "apiVersion: v1alpha1
kind: ExtensionServiceConfig
name: nut-client
configFiles:
  - content: MONITOR ups@nut.example.org 1 monitor not-a-real-password secondary
    mountPath: /usr/local/etc/nut/upsmon.conf
environment:
  - UPS_NAME=ups
"
)]
pub struct ExtensionServiceConfig {
    /// Name of the extension's service, without the prefix `ext-` that `talosctl services` shows.
    #[field(keep_empty, required, example = "nut-client")]
    pub name: String,
    /// Files that the service sees.
    /// A patch merges them by `mountPath`.
    #[field(merge = by_key("mountPath"))]
    pub config_files: Vec<ConfigFile>,
    /// Variables of the service as `NAME=value`.
    /// A patch appends, and of two equal names the later one wins.
    #[field(example = "[UPS_NAME=ups]")]
    pub environment: Vec<String>,
}

/// A file inside an extension service's container.
#[derive(Shape)]
pub struct ConfigFile {
    /// Text of the file.
    /// It often carries credentials and is stored as readable as the rest of the configuration.
    #[field(keep_empty, required)]
    pub content: String,
    /// Absolute path in the service's container.
    #[field(keep_empty, required, example = "/usr/local/etc/nut/upsmon.conf")]
    pub mount_path: String,
}

//! `FilesystemTrimConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::formats;
use crate::lang::talos::rules::common;
use ostler_derive::Kind;

/// Tells disks regularly which blocks are no longer used.
///
/// Keeps SSDs fast and thin volumes thin. Single volumes may differ by their `trim` section; without this document only
/// volumes that have one are trimmed.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "FilesystemTrimConfig",
    version = "v1alpha1",
    since = "1.14",
    rules(common::NEGATIVE_DURATION),
    example = "apiVersion: v1alpha1
kind: FilesystemTrimConfig
interval: 168h
"
)]
pub struct FilesystemTrimConfig {
    /// Time between two runs on a volume.
    /// The moment within it is derived from machine and volume, so that a fleet does not trim at once.
    #[field(format = formats::GO_DURATION, example = "168h")]
    pub interval: String,
}

//! `FilesystemScrubConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::formats;
use crate::lang::talos::rules::common;
use ostler_derive::Kind;

/// Checks file systems regularly for damage.
///
/// Single volumes may differ by their `scrub` section. The check costs read bandwidth while it runs.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "FilesystemScrubConfig",
    version = "v1alpha1",
    since = "1.14",
    rules(common::DURATION_TOO_SHORT),
    example = "apiVersion: v1alpha1
kind: FilesystemScrubConfig
interval: 336h
"
)]
pub struct FilesystemScrubConfig {
    /// Time between two runs on a volume, at least ten seconds.
    /// 0 or absent means a week.
    #[field(format = formats::GO_DURATION, default = "168h", example = "336h")]
    pub interval: String,
}

//! `ExistingVolumeConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::formats;
use crate::lang::talos::kinds::shared::volume::{ScrubConfig, TrimConfig};
use crate::lang::talos::rules::common;
use ostler_derive::{Kind, Shape};

// Impact: a volume is made and opened at once, and looked for, grown and opened anew at the next boot only (Talos 1.14,
// internal/app/machined/pkg/controllers/block/internal/volumes).
/// Mounts a partition or disk that somebody else has made.
///
/// Talos neither creates nor formats it, and mounts it at `/var/mnt/NAME`. Use it for data that must survive, or
/// that another system shares. A volume that is mounted follows another selector or other mount options at the next boot.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "ExistingVolumeConfig",
    version = "v1alpha1",
    since = "1.11",
    identity = "name",
    conflicts("UserVolumeConfig"),
    rules(common::DURATION_TOO_SHORT, common::NEGATIVE_DURATION, common::STORAGE_NAME),
    example = r#"apiVersion: v1alpha1
kind: ExistingVolumeConfig
name: media
discovery:
  volumeSelector:
    match: volume.partition_label == "MEDIA"
"#
)]
pub struct ExistingVolumeConfig {
    /// Name of the volume: ASCII letters, digits and hyphens.
    /// It becomes the mount directory.
    #[field(keep_empty, required, example = "media")]
    pub name: String,
    /// How the volume is found.
    #[field(required)]
    #[field(impact = reboot)]
    pub discovery: VolumeDiscoverySpec,
    /// Mount options.
    #[field(impact = reboot)]
    pub mount: ExistingMountSpec,
    /// Discarding of unused blocks on this volume, where it differs from `FilesystemTrimConfig`.
    #[field(since = "1.14", see = "FilesystemTrimConfig")]
    pub trim: Option<TrimConfig>,
    /// Regular check of this volume's file system, where it differs from `FilesystemScrubConfig`.
    #[field(since = "1.14", see = "FilesystemScrubConfig")]
    pub scrub: Option<ScrubConfig>,
}

/// How an existing volume is found.
#[derive(Shape)]
pub struct VolumeDiscoverySpec {
    /// Expression that picks the volume.
    #[field(required)]
    pub volume_selector: VolumeSelector,
}

/// Picks volumes by an expression.
#[derive(Shape)]
pub struct VolumeSelector {
    /// CEL expression over `volume` and `disk` that gives true for the volume; it should match one only.
    #[field(format = formats::CEL_VOLUME, merge = assign_always, required, example = "volume.partition_label == \"MEDIA\"")]
    pub r#match: String,
}

/// Mount options of an existing volume.
#[derive(Shape)]
pub struct ExistingMountSpec {
    /// Whether the volume is mounted so that nothing can be written.
    #[field(default = "false")]
    pub read_only: Option<bool>,
    /// Whether reading a file leaves its access time alone, which saves writes.
    #[field(since = "1.13", default = "false")]
    pub disable_access_time: Option<bool>,
    /// Whether the volume is mounted with `nosuid`, `nodev` and `noexec`.
    /// Programs on the volume need it off.
    #[field(since = "1.13", default = "true")]
    pub secure: Option<bool>,
}

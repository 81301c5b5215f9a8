//! `UserVolumeConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::talos::enums;
use crate::lang::talos::kinds::shared::encryption::EncryptionSpec;
use crate::lang::talos::kinds::shared::volume::{ProvisioningSpec, ScrubConfig, TrimConfig, XFSSpec};
use crate::lang::talos::rules::{block, common};
use ostler_derive::{Kind, Shape};

// Impact: a volume is made and opened at once, and looked for, grown and opened anew at the next boot only (Talos 1.14,
// internal/app/machined/pkg/controllers/block/internal/volumes).
/// Creates a volume for workloads, mounted under `/var/mnt`.
///
/// Replaces `machine.disks`. Talos makes a partition with the label `u-` and the name, formats it and mounts it at
/// `/var/mnt/NAME`, where pods reach it by `hostPath`. Removing the document unmounts the volume, it does not wipe
/// it. A volume that exists stays on its disk: a larger size and other mount options follow at the next boot, and another
/// file system or encryption needs a wipe of the volume.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "UserVolumeConfig",
    version = "v1alpha1",
    since = "1.10",
    identity = "name",
    conflicts("ExistingVolumeConfig"),
    rules(
        block::DIRECTORY_VOLUME_SETTING,
        block::DISK_VOLUME_SIZE,
        common::DURATION_TOO_SHORT,
        block::ENCRYPTION_WITHOUT_KEYS,
        block::ENCRYPTION_WITHOUT_PROVIDER,
        common::NEGATIVE_DURATION,
        block::NEGATIVE_SIZE,
        common::STORAGE_NAME,
        block::USER_VOLUME_TYPE,
        block::VOLUME_FILESYSTEM,
        block::VOLUME_KEY_SLOT_TWICE,
        block::VOLUME_KEY_WITHOUT_SOURCE,
        block::VOLUME_SIZE_MISSING,
        block::VOLUME_SIZE_ORDER,
        block::VOLUME_WITHOUT_DISK,
        block::XFS_ONLY
    ),
    page = "user_volume_config.md",
    example = "apiVersion: v1alpha1
kind: UserVolumeConfig
name: local-storage
provisioning:
  diskSelector:
    match: disk.transport == 'nvme' && !system_disk
  minSize: 100GiB
"
)]
pub struct UserVolumeConfig {
    /// Name of the volume, 1 to 34 ASCII letters, digits and hyphens.
    /// It becomes the mount directory and the partition label.
    #[field(keep_empty, required, example = "local-storage")]
    pub name: String,
    /// What backs the volume: a partition, a whole disk, or a directory on `EPHEMERAL`.
    #[field(values = enums::VOLUME_TYPE, since = "1.12", default = "partition", example = "directory")]
    #[field(impact = reboot)]
    pub volume_type: Option<String>,
    /// Disk and size.
    /// Needs a disk selector and a size for partitions, only the selector for whole disks, and is refused for
    /// directories.
    pub provisioning: ProvisioningSpec,
    /// How the volume is formatted.
    /// Refused for directories.
    pub filesystem: FilesystemSpec,
    /// Encryption of the volume.
    /// Refused for directories.
    pub encryption: EncryptionSpec,
    /// Mount options.
    #[field(since = "1.13")]
    #[field(impact = reboot)]
    pub mount: UserMountSpec,
    /// Discarding of unused blocks on this volume, where it differs from `FilesystemTrimConfig`.
    #[field(since = "1.14", see = "FilesystemTrimConfig")]
    pub trim: Option<TrimConfig>,
    /// Regular check of this volume's file system, where it differs from `FilesystemScrubConfig`.
    #[field(since = "1.14", see = "FilesystemScrubConfig")]
    pub scrub: Option<ScrubConfig>,
}

/// File system of a user volume.
#[derive(Shape)]
pub struct FilesystemSpec {
    /// File system that is made.
    /// Absent means XFS; only `xfs`, `ext4` and from 1.14 `btrfs` are allowed here.
    #[field(values = enums::FILESYSTEM_TYPE, default = "xfs", example = "ext4")]
    #[field(impact = reinstall)]
    pub r#type: String,
    /// Whether project quotas are on, which Kubernetes uses to measure local storage.
    /// XFS only.
    #[field(since = "1.11", default = "false")]
    #[field(impact = reboot)]
    pub project_quota_support: Option<bool>,
    /// Options for XFS.
    /// Refused with another type.
    #[field(since = "1.14")]
    #[field(impact = none)]
    pub xfs: Option<XFSSpec>,
}

/// Mount options of a user volume.
#[derive(Shape)]
pub struct UserMountSpec {
    /// Whether reading a file leaves its access time alone, which saves writes.
    #[field(default = "false")]
    pub disable_access_time: Option<bool>,
    /// Whether the volume is mounted with `nosuid`, `nodev` and `noexec`.
    /// Programs on the volume need it off.
    #[field(default = "true")]
    pub secure: Option<bool>,
}

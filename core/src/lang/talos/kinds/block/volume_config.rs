//! `VolumeConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::talos::kinds::shared::encryption::EncryptionSpec;
use crate::lang::talos::kinds::shared::volume::{MountSpec, ProvisioningSpec, ScrubConfig, TrimConfig, XFSSpec};
use crate::lang::talos::rules::{block, common};
use ostler_derive::{Kind, Shape};

// Impact: system volumes are there from the installation on, so a document says no more than its fields do. They are grown,
// opened and mounted at boot (Talos 1.14, internal/app/machined/pkg/controllers/block/internal/volumes).
/// Changes where and how one of Talos' own volumes is kept.
///
/// Replaces `machine.systemDiskEncryption` from 1.11 on. The name says which volume is meant; each accepts only
/// part of the fields. The place counts when the volume is created; a larger size, other keys and other mount
/// options follow at the next boot, and on an installed machine encryption needs a wipe of that volume. A patch that
/// leaves out `match` or `minSize` clears it, so repeat them.
#[derive(Kind)]
#[kind(
    name = "VolumeConfig",
    version = "v1alpha1",
    since = "1.8",
    identity = "name",
    rules(
        common::DURATION_TOO_SHORT,
        block::ENCRYPTION_WITHOUT_KEYS,
        block::ENCRYPTION_WITHOUT_PROVIDER,
        common::NEGATIVE_DURATION,
        block::NEGATIVE_SIZE,
        block::SYSTEM_VOLUME_NAME,
        block::SYSTEM_VOLUME_SETTING,
        block::VOLUME_KEY_SLOT_TWICE,
        block::VOLUME_KEY_WITHOUT_SOURCE,
        block::VOLUME_SIZE_ORDER
    ),
    page = "volume_config.md",
    example = "apiVersion: v1alpha1
kind: VolumeConfig
name: EPHEMERAL
provisioning:
  diskSelector:
    match: system_disk
  minSize: 10GiB
  grow: true
"
)]
pub struct VolumeConfig {
    /// System volume that is meant: `EPHEMERAL`, from 1.9 `IMAGECACHE`, from 1.11 `STATE`, from 1.14 `ETCD`, `CRI`, `KUBELET` and `LOG`.
    #[field(
        keep_empty,
        required,
        release_note("1.9", "`IMAGECACHE` can be named."),
        release_note("1.11", "`STATE` can be named."),
        release_note("1.14", "`ETCD`, `CRI`, `KUBELET` and `LOG` can be named."),
        example = "EPHEMERAL"
    )]
    pub name: String,
    /// Disk and size of the volume.
    /// Not allowed for `STATE`, which always lives on the system disk.
    #[field(impact = none)]
    pub provisioning: ProvisioningSpec,
    /// How the volume is formatted.
    /// Only read when it is formatted, and not allowed for `IMAGECACHE`.
    #[field(since = "1.14")]
    #[field(impact = none)]
    pub filesystem: SystemVolumeFilesystemSpec,
    /// Encryption of the volume.
    /// Absent leaves it plain.
    #[field(since = "1.11", see = "machine.systemDiskEncryption")]
    #[field(impact = reinstall)]
    pub encryption: EncryptionSpec,
    /// Mount options.
    /// Not allowed for `STATE` and `IMAGECACHE`; for the new volumes only when they have a partition of their own.
    #[field(since = "1.13")]
    #[field(impact = reboot)]
    pub mount: MountSpec,
    /// Discarding of unused blocks on this volume, where it differs from `FilesystemTrimConfig`.
    #[field(since = "1.14", see = "FilesystemTrimConfig")]
    #[field(impact = in_place)]
    pub trim: Option<TrimConfig>,
    /// Regular check of this volume's file system, where it differs from `FilesystemScrubConfig`.
    #[field(since = "1.14", see = "FilesystemScrubConfig")]
    #[field(impact = in_place)]
    pub scrub: Option<ScrubConfig>,
}

/// File system options of a system volume.
#[derive(Shape)]
pub struct SystemVolumeFilesystemSpec {
    /// Options for XFS, the file system of system volumes.
    pub xfs: Option<XFSSpec>,
}

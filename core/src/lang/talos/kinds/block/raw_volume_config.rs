//! `RawVolumeConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::talos::kinds::shared::encryption::EncryptionSpec;
use crate::lang::talos::kinds::shared::volume::ProvisioningSpec;
use crate::lang::talos::rules::{block, common};
use ostler_derive::Kind;

// Impact: a volume is made and opened at once, and looked for, grown and opened anew at the next boot only (Talos 1.14,
// internal/app/machined/pkg/controllers/block/internal/volumes).
/// Creates a partition without a file system, for storage systems that want raw disks.
///
/// The partition gets the label `r-` and the name and shows up at `/dev/disk/by-partlabel/r-NAME`. Needs a disk
/// selector and `minSize` or `maxSize`.
/// A partition that exists stays on its disk: a larger size follows at the next boot, and another encryption needs a wipe of
/// it.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "RawVolumeConfig",
    version = "v1alpha1",
    since = "1.11",
    identity = "name",
    rules(
        block::ENCRYPTION_WITHOUT_KEYS,
        block::ENCRYPTION_WITHOUT_PROVIDER,
        block::NEGATIVE_SIZE,
        common::STORAGE_NAME,
        block::VOLUME_KEY_SLOT_TWICE,
        block::VOLUME_KEY_WITHOUT_SOURCE,
        block::VOLUME_SIZE_MISSING,
        block::VOLUME_SIZE_ORDER,
        block::VOLUME_WITHOUT_DISK
    ),
    example = "apiVersion: v1alpha1
kind: RawVolumeConfig
name: ceph
provisioning:
  diskSelector:
    match: disk.transport == 'nvme' && !system_disk
  minSize: 200GiB
"
)]
pub struct RawVolumeConfig {
    /// Name of the volume, 1 to 34 ASCII letters, digits and hyphens.
    #[field(keep_empty, required, example = "ceph")]
    pub name: String,
    /// Disk and size.
    /// The disk selector must be there, and `minSize` or `maxSize`.
    #[field(required)]
    pub provisioning: ProvisioningSpec,
    /// Encryption of the volume.
    /// The opened device is what workloads see.
    pub encryption: EncryptionSpec,
}

//! `SwapVolumeConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::talos::kinds::shared::encryption::EncryptionSpec;
use crate::lang::talos::kinds::shared::volume::ProvisioningSpec;
use crate::lang::talos::rules::{block, common};
use ostler_derive::Kind;

// Impact: a volume is made and opened at once, and looked for, grown and opened anew at the next boot only (Talos 1.14,
// internal/app/machined/pkg/controllers/block/internal/volumes).
/// Creates a swap partition.
///
/// The kubelet uses it only when its configuration allows swap.
/// A partition that exists stays on its disk: a larger size follows at the next boot, and another encryption needs a wipe of
/// it.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "SwapVolumeConfig",
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
kind: SwapVolumeConfig
name: swap
provisioning:
  diskSelector:
    match: system_disk
  minSize: 4GiB
  maxSize: 4GiB
"
)]
pub struct SwapVolumeConfig {
    /// Name of the volume, 1 to 34 ASCII letters, digits and hyphens.
    /// The partition label is `s-` and the name.
    #[field(keep_empty, required, example = "swap")]
    pub name: String,
    /// Disk and size.
    /// The disk selector must be there, and `minSize` or `maxSize`.
    #[field(required)]
    pub provisioning: ProvisioningSpec,
    /// Encryption of the partition.
    /// Swapped memory holds secrets, so do encrypt it.
    pub encryption: EncryptionSpec,
}

//! `LVMLogicalVolumeConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::formats;
use crate::lang::talos::enums;
use crate::lang::talos::rules::{block, common, storage};
use ostler_derive::{Kind, Shape};

/// Makes a logical volume in a volume group of LVM.
///
/// The volume group must be declared by an `LVMVolumeGroupConfig`; the name is not checked against it.
/// A volume that exists grows to a larger size; it never shrinks, and its layout stays.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "LVMLogicalVolumeConfig",
    version = "v1alpha1",
    since = "1.14",
    identity = "name",
    rules(storage::COPIES_OR_STRIPES, block::NEGATIVE_SIZE, common::STORAGE_NAME, block::VOLUME_SIZE_ORDER),
    example = "apiVersion: v1alpha1
kind: LVMLogicalVolumeConfig
name: data
type: linear
provisioning:
  volumeGroup: vg-data
  maxSize: 80%
"
)]
pub struct LVMLogicalVolumeConfig {
    /// Name of the volume, 1 to 63 ASCII letters, digits, hyphens and underscores.
    #[field(keep_empty, required, example = "data")]
    pub name: String,
    /// How the data lies on the physical volumes.
    /// Absent means `linear`.
    #[field(values = enums::LOGICAL_VOLUME_TYPE, keep_empty, default = "linear", example = "raid1")]
    #[field(impact = none)]
    pub r#type: String,
    /// Copies beyond the first, at least one; absent means one.
    /// Only for `raid1` and `raid10`.
    #[field(range(1, 4_294_967_295), default = "1", example = "1")]
    #[field(impact = none)]
    pub mirrors: Option<u32>,
    /// Physical volumes that the data is spread over, at least two; absent takes all.
    /// Only for `raid0` and `raid10`.
    #[field(range(2, 4_294_967_295), example = "2")]
    #[field(impact = none)]
    pub stripes: Option<u32>,
    /// Volume group and size.
    #[field(keep_empty, required)]
    pub provisioning: LVMLogicalVolumeProvisioningSpec,
}

/// Volume group and size of a logical volume.
#[derive(Shape)]
pub struct LVMLogicalVolumeProvisioningSpec {
    /// Volume group that the space is taken from: the name of an `LVMVolumeGroupConfig`.
    #[field(keep_empty, required, example = "vg-data", see = "LVMVolumeGroupConfig")]
    pub volume_group: String,
    /// Space that must be free in the group.
    /// May not exceed `maxSize`.
    #[field(format = formats::BYTE_SIZE, merge = assign_always, example = "10GiB")]
    #[field(impact = none)]
    pub min_size: String,
    /// Size in bytes or per cent of the group.
    /// Must be there and not be negative.
    #[field(format = formats::BYTE_SIZE_OR_PERCENTAGE, merge = size_union, required, example = "80%")]
    pub max_size: String,
}

//! `LVMVolumeGroupConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::formats;
use crate::lang::talos::rules::common;
use ostler_derive::{Kind, Shape};

/// Makes a volume group of LVM from disks and partitions.
///
/// Talos initialises every matching device as a physical volume. Logical volumes in the group are made by
/// `LVMLogicalVolumeConfig`.
/// Devices are added to a group that exists and never taken out.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "LVMVolumeGroupConfig",
    version = "v1alpha1",
    since = "1.14",
    identity = "name",
    rules(common::STORAGE_NAME),
    example = r#"apiVersion: v1alpha1
kind: LVMVolumeGroupConfig
name: vg-data
provisioning:
  volumeSelector:
    match: volume.partition_label.startsWith("r-lvm")
"#
)]
pub struct LVMVolumeGroupConfig {
    /// Name of the group, 1 to 63 ASCII letters, digits, hyphens and underscores.
    #[field(keep_empty, required, example = "vg-data")]
    pub name: String,
    /// Devices of the group.
    #[field(keep_empty, required)]
    pub provisioning: VolumeGroupProvisioningSpec,
}

/// Devices of a volume group.
#[derive(Shape)]
pub struct VolumeGroupProvisioningSpec {
    /// Expression that picks the devices.
    #[field(required)]
    pub volume_selector: LVMVolumeSelectorSpec,
}

/// Picks physical volumes by an expression.
#[derive(Shape)]
pub struct LVMVolumeSelectorSpec {
    /// CEL expression over `volume` and, for whole disks, `disk`.
    /// Every device for which it gives true is taken into the group.
    #[field(format = formats::CEL_VOLUME, merge = assign_always, required, example = "volume.partition_label.startsWith(\"r-lvm\")")]
    pub r#match: String,
}

//! `RAIDArrayConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::formats;
use crate::lang::talos::enums;
use crate::lang::talos::rules::common;
use ostler_derive::{Kind, Shape};

/// Makes a RAID array of disks or partitions.
///
/// The array shows up at `/dev/disk/by-id/md-name-NAME`. The system disk is never taken.
/// Members are added to an array that exists and never taken out; its level stays.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "RAIDArrayConfig",
    version = "v1alpha1",
    since = "1.14",
    identity = "name",
    rules(common::STORAGE_NAME),
    example = r#"apiVersion: v1alpha1
kind: RAIDArrayConfig
name: mirror
level: raid1
metadata: "1.2"
provisioning:
  volumeSelector:
    match: disk.transport == "nvme" && volume.size > 100u * GiB
"#
)]
pub struct RAIDArrayConfig {
    /// Name of the array, 1 to 32 ASCII letters, digits, hyphens and underscores.
    /// It is written into the members.
    #[field(keep_empty, required, example = "mirror")]
    pub name: String,
    /// RAID level.
    /// Only `raid1` is supported, which is also what absence means.
    #[field(values = enums::RAID_LEVEL, keep_empty, default = "raid1", example = "raid1")]
    #[field(impact = none)]
    pub level: String,
    /// Where members keep the array's description.
    /// Quote it: it is text that looks like a number.
    #[field(values = enums::RAID_METADATA, default = "1.0", example = "\"1.2\"")]
    #[field(impact = none)]
    pub metadata: String,
    /// Members of the array.
    #[field(keep_empty, required)]
    pub provisioning: RAIDProvisioningSpec,
}

/// Members of a RAID array.
#[derive(Shape)]
pub struct RAIDProvisioningSpec {
    /// Expression that picks the members.
    #[field(keep_empty, required)]
    pub volume_selector: RAIDVolumeSelector,
}

/// Picks members of an array by an expression.
#[derive(Shape)]
pub struct RAIDVolumeSelector {
    /// CEL expression over `volume` and, for whole disks, `disk`.
    /// Every device for which it gives true becomes a member.
    #[field(format = formats::CEL_VOLUME, merge = assign_always, required, example = "volume.size > 100u * GiB")]
    pub r#match: String,
}

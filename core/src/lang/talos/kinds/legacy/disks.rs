//! `machine.disks`.

use crate::lang::formats::DISK_SIZE;
use ostler_derive::Shape;

/// A disk that Talos partitions and mounts.
#[derive(Shape)]
pub struct ExtraDisk {
    /// Path of the disk.
    /// Names such as `/dev/sdb` change between boots; links below `/dev/disk/by-id` do not.
    #[field(example = "/dev/sdb", example = "/dev/disk/by-id/nvme-EXAMPLE_1234")]
    pub device: String,
    /// Partitions in the order in which they are made.
    /// They cannot be changed afterwards.
    pub partitions: Vec<ExtraPartition>,
}

/// A partition of an extra disk, formatted with XFS.
#[derive(Shape)]
pub struct ExtraPartition {
    /// Size in bytes, with or without a unit.
    /// 0 or nothing takes the rest of the disk, which only the last partition may.
    #[field(format = DISK_SIZE, example = "100GB", example = "500 MiB")]
    pub size: String,
    /// Where it is mounted: a path below `/var`, usually `/var/mnt`.
    #[field(example = "/var/mnt/extra")]
    pub mountpoint: String,
}

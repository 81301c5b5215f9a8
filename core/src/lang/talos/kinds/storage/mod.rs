//! LVM and RAID. One kind, one file; nothing here decides anything.

pub mod lvm_logical_volume_config;
pub mod lvm_volume_group_config;
pub mod raid_array_config;

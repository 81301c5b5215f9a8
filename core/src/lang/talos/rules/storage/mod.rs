//! Rules of LVM and RAID. Source: Talos 1.14, `pkg/machinery/config/types/storage`.

mod logical_volume;

pub use logical_volume::COPIES_OR_STRIPES;

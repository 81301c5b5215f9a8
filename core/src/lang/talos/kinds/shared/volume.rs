//! Where volumes are placed, how they are mounted and looked after. Used by several kinds; knows none of them.

use crate::lang::formats;
use ostler_derive::Shape;

/// Disk and size of a partition that Talos creates.
#[derive(Shape)]
pub struct ProvisioningSpec {
    /// Disk on which the partition is made.
    /// When several match, a partition goes on one of them; a whole-disk volume waits until only one matches.
    #[field(impact = none)]
    pub disk_selector: DiskSelector,
    /// Whether the partition takes the free space behind it, up to `maxSize`.
    /// Absent means yes for `EPHEMERAL`, no for other volumes.
    #[field(impact = reboot)]
    pub grow: Option<bool>,
    /// Space that must be free, else the volume waits.
    /// Absent takes a small size of Talos' own; 100 MiB for user volumes.
    #[field(format = formats::BYTE_SIZE, merge = refused, merge_since("1.9", assign_always), example = "10GiB")]
    #[field(impact = none)]
    pub min_size: String,
    /// Largest size in bytes.
    /// Absent takes all the free space when `grow` is set.
    #[field(rename = "maxSize", format = formats::BYTE_SIZE, removed = "1.12", merge = refused, merge_since("1.9", assign_always))]
    #[field(impact = reboot)]
    pub max_size_in_bytes: String,
    /// Largest size in bytes or per cent of the disk.
    /// From 1.13 on a negative value leaves that much free; bytes win when a patch gives per cent over bytes.
    #[field(format = formats::BYTE_SIZE_OR_PERCENTAGE, since = "1.12", release_note("1.13", "Negative sizes leave that much of the disk free."), merge = size_union, example = "80%")]
    #[field(impact = reboot)]
    pub max_size: String,
}

/// Picks disks by an expression.
#[derive(Shape)]
pub struct DiskSelector {
    /// CEL expression over `disk` and `system_disk` that gives true for the disk.
    /// Sizes are unsigned: write `disk.size > 100u * GB`.
    #[field(format = formats::CEL_DISK, merge = assign_always, example = "disk.transport == 'nvme' && !system_disk")]
    pub r#match: String,
}

/// Mount options of a system volume.
#[derive(Shape)]
pub struct MountSpec {
    /// Whether the volume is mounted with `nosuid` and `nodev` (and `noexec` for `ETCD` and `LOG`).
    /// Switch it off only for workloads that need device files or set-uid programs there.
    #[field(default = "true")]
    pub secure: Option<bool>,
    /// Whether reading a file leaves its access time alone, which saves writes.
    /// Only for `EPHEMERAL`.
    #[field(since = "1.14", default = "false")]
    pub disable_access_time: Option<bool>,
}

/// Options for XFS.
#[derive(Shape)]
pub struct XFSSpec {
    /// Lower bound of an allocation group's size.
    /// Keeps `mkfs.xfs` from making hundreds of small groups on machines with many cores; 0 gives its default.
    #[field(format = formats::BYTE_SIZE, merge = assign_always, example = "16GiB")]
    pub min_allocation_group_size: String,
}

/// Discarding of unused blocks on one volume.
#[derive(Shape)]
pub struct TrimConfig {
    /// Whether the volume is trimmed.
    /// Absent means yes, as soon as this section is there and an interval is known.
    pub enabled: Option<bool>,
    /// Time between two runs.
    /// 0 or absent takes the machine-wide interval; negative is refused.
    #[field(format = formats::GO_DURATION, example = "168h")]
    pub interval: String,
}

/// Regular check of one volume's file system.
#[derive(Shape)]
pub struct ScrubConfig {
    /// Whether the volume is checked.
    /// Absent means yes, as soon as this section is there.
    pub enabled: Option<bool>,
    /// Time between two runs, at least ten seconds.
    /// 0 or absent takes the machine-wide interval.
    #[field(format = formats::GO_DURATION, example = "168h")]
    pub interval: String,
}

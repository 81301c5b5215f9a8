//! `ExternalVolumeConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::talos::enums;
use crate::lang::talos::rules::{block, common};
use ostler_derive::{Kind, Shape};

// Impact: a volume is made and opened at once, and looked for, grown and opened anew at the next boot only (Talos 1.14,
// internal/app/machined/pkg/controllers/block/internal/volumes).
/// Mounts a directory that the hypervisor shares.
///
/// The share is mounted at `/var/mnt/NAME`. Only virtiofs is supported. A share that is mounted follows other options at the
/// next boot.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "ExternalVolumeConfig",
    version = "v1alpha1",
    since = "1.13",
    identity = "name",
    rules(block::EXTERNAL_FILESYSTEM, common::STORAGE_NAME),
    example = "apiVersion: v1alpha1
kind: ExternalVolumeConfig
name: shared
filesystemType: virtiofs
mount:
  virtiofs:
    tag: shared
"
)]
pub struct ExternalVolumeConfig {
    /// Name of the volume, 1 to 34 ASCII letters, digits and hyphens.
    /// It becomes the mount directory.
    #[field(keep_empty, required, example = "shared")]
    pub name: String,
    /// Kind of share.
    /// All file systems are read here, but only `virtiofs` is allowed.
    #[field(values = enums::FILESYSTEM_TYPE, keep_empty, required, example = "virtiofs")]
    #[field(impact = reboot)]
    pub filesystem_type: String,
    /// What is mounted, and how.
    #[field(required)]
    #[field(impact = reboot)]
    pub mount: ExternalMountSpec,
}

/// Mount options of an external volume.
#[derive(Shape)]
pub struct ExternalMountSpec {
    /// Whether the share is mounted so that nothing can be written.
    #[field(default = "false")]
    pub read_only: Option<bool>,
    /// Whether reading a file leaves its access time alone.
    #[field(default = "false")]
    pub disable_access_time: Option<bool>,
    /// Whether the share is mounted with `nosuid`, `nodev` and `noexec`.
    #[field(default = "true")]
    pub secure: Option<bool>,
    /// Options of virtiofs, needed for it.
    #[field(required)]
    pub virtiofs: Option<VirtiofsMountSpec>,
}

/// Options of virtiofs.
#[derive(Shape)]
pub struct VirtiofsMountSpec {
    /// Tag under which the hypervisor offers the directory.
    #[field(keep_empty, required, example = "shared")]
    pub tag: String,
}

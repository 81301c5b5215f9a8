//! `UnattendedInstallConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::formats;
use crate::lang::talos::rules::runtime;
use ostler_derive::{Kind, Shape};

/// Installs Talos to disk on a machine that was booted from another medium.
///
/// Replaces `machine.install`; giving both is refused. Without either a machine runs from the boot medium and
/// installs nothing.
#[derive(Kind)]
#[kind(impact = none)]
#[kind(
    name = "UnattendedInstallConfig",
    version = "v1alpha1",
    since = "1.14",
    rules(runtime::INSTALLER_IMAGE_MISSING),
    example = "apiVersion: v1alpha1
kind: UnattendedInstallConfig
installer:
  image: factory.talos.dev/metal-installer/376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba:v1.14.0
provisioning:
  diskSelector:
    match: disk.size > 100u * GB && !disk.rotational
"
)]
pub struct UnattendedInstallConfig {
    /// Whether the machine reboots after the installation.
    /// Absent reboots only when `installer.image` is set.
    pub reboot: Option<bool>,
    /// Where the system comes from.
    /// An empty mapping takes the version and schematic that the machine was booted with.
    #[field(keep_empty)]
    pub installer: InstallerSpec,
    /// Disk that is installed to.
    #[field(keep_empty, required)]
    pub provisioning: InstallProvisioningSpec,
}

/// Source of an installation.
#[derive(Shape)]
pub struct InstallerSpec {
    /// Installer image with its tag.
    /// Absent draws a warning and takes what was booted, which works for media of the Image Factory only.
    #[field(
        example = "factory.talos.dev/metal-installer/376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba:v1.14.0"
    )]
    pub image: String,
}

/// Disk of an installation.
#[derive(Shape)]
pub struct InstallProvisioningSpec {
    /// Disk that is installed to.
    #[field(required)]
    pub disk_selector: InstallDiskSelectorSpec,
    /// Whether the disk is emptied before the installation, data partitions included.
    #[field(default = "true")]
    pub wipe: Option<bool>,
}

/// Picks the disk of an installation by an expression.
#[derive(Shape)]
pub struct InstallDiskSelectorSpec {
    /// CEL expression over `disk` that gives true for the disk.
    /// Leave no choice where the machine has data disks too.
    #[field(format = formats::CEL_DISK, merge = assign_always, required, example = "disk.size > 100u * GB && !disk.rotational")]
    pub r#match: String,
}

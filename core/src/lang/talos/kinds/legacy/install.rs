//! `machine.install`.

use crate::lang::formats::DISK_SIZE_CONDITION;
use crate::lang::talos::enums;
use ostler_derive::Shape;

/// Installation of Talos on a disk.
/// Most of it counts only while installing or upgrading.
#[derive(Shape)]
pub struct Install {
    /// Disk to install on.
    /// `diskSelector` wins when both are given.
    #[field(example = "/dev/sda")]
    pub disk: String,
    /// Picks the disk by its properties.
    /// An empty mapping counts as given and takes the first disk that is writable.
    pub disk_selector: Option<InstallDiskSelector>,
    /// Arguments added to the kernel's command line.
    /// Nothing replaces it: with unified kernel images the arguments are part of the boot asset.
    #[field(example = "talos.platform=metal", deprecated("1.12"))]
    pub extra_kernel_args: Vec<String>,
    /// Installer image; its tag is the Talos version that gets installed.
    /// Use one made by the image factory when extensions are needed.
    #[field(example = "ghcr.io/siderolabs/installer:v1.12.0")]
    pub image: String,
    /// Extensions added while installing.
    /// Nothing replaces it: build them into the boot asset or the installer image instead.
    #[field(deprecated("1.10"))]
    pub extensions: Vec<InstallExtension>,
    /// Once told whether a boot loader is installed.
    /// Nothing replaces it: it has no effect any more.
    #[field(default = "true", deprecated("1.6"))]
    pub bootloader: Option<bool>,
    /// Overwrites the whole disk before installing.
    /// Only for the first installation, upgrades never wipe.
    #[field(keep_empty, default = "false")]
    pub wipe: Option<bool>,
    /// Marks the boot partition as active in the protective MBR.
    /// Needed by old firmware that does not boot from GPT otherwise.
    #[field(rename = "legacyBIOSSupport", default = "false")]
    pub legacy_bios_support: Option<bool>,
    /// Takes the kernel arguments out of the unified image when booting with GRUB.
    /// Exclusive with `extraKernelArgs`; generated configurations set it.
    #[field(rename = "grubUseUKICmdline", default = "false", since = "1.12")]
    pub grub_use_uki_cmdline: Option<bool>,
}

/// Properties of the disk to install on; all given ones must match and the first such disk is taken.
#[derive(Shape)]
pub struct InstallDiskSelector {
    /// Size with an optional comparison in front; without one the size must be equal.
    #[field(format = DISK_SIZE_CONDITION, example = "'>= 100GB'", example = "4GB")]
    pub size: Option<String>,
    /// Name of the disk under `/dev`.
    /// It is read, but refused since 1.9.
    pub name: String,
    /// Model as reported by the disk; `*` and `?` match as in file names.
    #[field(example = "WDC*")]
    pub model: String,
    /// Serial number; `*` and `?` match as in file names.
    pub serial: String,
    /// Kernel module alias of the device; `*` and `?` match as in file names.
    pub modalias: String,
    /// Unique id of the disk; `*` and `?` match as in file names.
    pub uuid: String,
    /// World wide id; `*` and `?` match as in file names.
    #[field(example = "naa.*")]
    pub wwid: String,
    /// Kind of disk.
    #[field(values = enums::INSTALL_DISK_TYPE)]
    pub r#type: String,
    /// Path on the bus; `*` and `?` match as in file names.
    #[field(example = "/pci0000:00/0000:00:1f.2/*")]
    pub bus_path: String,
}

/// An extension added while installing.
#[derive(Shape)]
pub struct InstallExtension {
    /// Image of the extension.
    /// The same image twice is refused.
    #[field(keep_empty, example = "ghcr.io/siderolabs/gvisor:20240325.0-v1.6.0")]
    pub image: String,
}

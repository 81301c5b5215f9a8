//! `machine.files`, `time`, `udev`, `kernel`, `seccompProfiles`.

use crate::lang::formats::{GO_DURATION, OCTAL_MODE};
use crate::lang::talos::embedded;
use crate::model::Object;
use ostler_derive::Shape;

/// A file written at boot.
#[derive(Shape)]
pub struct ExtraFile {
    /// Text of the file, taken as it is.
    /// It may hold credentials, which nothing masks.
    #[field(keep_empty, embedded = embedded::MACHINE_FILE)]
    pub content: String,
    /// Mode of the file.
    /// Write it in octal: `0o644` or `0644`; a plain `644` is a decimal number and another mode.
    #[field(keep_empty, format = OCTAL_MODE, example = "0o644")]
    pub permissions: String,
    /// Absolute path.
    /// Only below `/var`, or as `/etc/cri/conf.d/20-customization.part` for the container runtime, can a file be
    /// created.
    #[field(keep_empty, example = "/var/etc/example.conf")]
    pub path: String,
    /// What to do: `create` (must not exist), `append` (must exist) or `overwrite`.
    /// Anything else is found only at boot.
    #[field(keep_empty, example = "create")]
    pub op: String,
}

/// How the clock is kept.
#[derive(Shape)]
pub struct Time {
    /// Leaves the clock alone and stops waiting for it.
    /// The hardware or the hypervisor has to keep it right.
    #[field(default = "false")]
    pub disabled: Option<bool>,
    /// Time servers, names or addresses.
    /// `/dev/ptp0` takes the clock that a hypervisor offers.
    #[field(default = "time.cloudflare.com", example = "time.example.org")]
    pub servers: Vec<String>,
    /// How long the boot waits for the first synchronisation before it goes on regardless.
    /// 0 waits for ever.
    #[field(format = GO_DURATION, default = "0s", example = "2m")]
    pub boot_timeout: String,
}

/// Rules that react to devices appearing.
#[derive(Shape)]
pub struct Udev {
    /// Lines of a udev rules file.
    /// Groups are given by number: there is no group database.
    #[field(example = "SUBSYSTEM==\"tpm\", GROUP=\"59\", MODE=\"0660\"", deprecated("1.14", "UdevRulesConfig"))]
    pub rules: Vec<String>,
}

/// Modules of the kernel.
#[derive(Shape)]
pub struct Kernel {
    /// Modules to load besides those that udev loads.
    /// Patches append, even when the name is there already.
    #[field(deprecated("1.14", "KernelModuleConfig"))]
    // Unordered: each becomes a resource of its own name.
    #[field(unordered)]
    pub modules: Vec<KernelModule>,
}

/// A kernel module to load.
#[derive(Shape)]
pub struct KernelModule {
    /// Name of the module.
    /// It must be part of the kernel or of an extension.
    #[field(keep_empty, example = "btrfs", deprecated("1.14", "KernelModuleConfig"))]
    pub name: String,
    /// Parameters passed when loading, each as `name=value`.
    #[field(example = "options=value", deprecated("1.14", "KernelModuleConfig"))]
    pub parameters: Vec<String>,
}

/// A system call filter for pods.
#[derive(Shape)]
pub struct SeccompProfile {
    /// File name below `profiles/` in the kubelet's seccomp directory.
    /// Pods name it as `localhostProfile: profiles/audit.json`.
    #[field(keep_empty, example = "audit.json")]
    pub name: String,
    /// The filter in the format of the OCI runtime specification, as a mapping.
    #[field(keep_empty, example = "{defaultAction: SCMP_ACT_LOG}")]
    pub value: Object,
}

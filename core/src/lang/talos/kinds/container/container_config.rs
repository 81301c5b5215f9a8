//! `ContainerConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::talos::enums;
use crate::lang::talos::rules::container;
use ostler_derive::{Kind, Shape};

/// Runs a container under Talos itself, without Kubernetes.
///
/// For what must run before or beside Kubernetes, in place of a system extension or static pod. The container
/// starts again when it ends. Changing the document restarts it.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "ContainerConfig",
    version = "v1alpha1",
    since = "1.14",
    identity = "name",
    rules(
        container::CONTAINER_CAPABILITY,
        container::CONTAINER_DEPENDENCY,
        container::CONTAINER_ENVIRONMENT,
        container::CONTAINER_IMAGE,
        container::CONTAINER_LIMIT,
        container::CONTAINER_MOUNT,
        container::CONTAINER_MOUNT_TWICE,
        container::CONTAINER_NAME,
        container::CONTAINER_PATH,
        container::IMAGE_WITHOUT_DIGEST,
        container::MOUNT_OPTION
    ),
    example = "apiVersion: v1alpha1
kind: ContainerConfig
name: ups-monitor
image: registry.example.org/ups-monitor@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
environment:
  - UPS_HOST=10.20.0.9
network:
  mode: host
resources:
  limits:
    cpu: 200m
    memory: 64MiB
dependsOn:
  networks:
    - connectivity
"
)]
pub struct ContainerConfig {
    /// Name of the container: 1 to 63 lower-case letters, digits and hyphens.
    /// Names of Talos' own services are taken.
    #[field(keep_empty, required, example = "ups-monitor")]
    pub name: String,
    /// Image that the container runs.
    /// Pin it by digest: a tag draws a warning, since it can change from pull to pull.
    #[field(
        keep_empty,
        required,
        example = "registry.example.org/ups-monitor@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    )]
    pub image: String,
    /// Program in place of the image's entry point.
    /// A patch appends, which is rarely what you want.
    pub entrypoint: Vec<String>,
    /// Arguments in place of the image's.
    /// A patch appends.
    #[field(example = "[--verbose]")]
    pub args: Vec<String>,
    /// Directory that the program starts in, in place of the image's.
    #[field(example = "/srv")]
    pub working_dir: String,
    /// User and group in place of the image's.
    /// There are no user namespaces: user 0 is root on the machine.
    pub run_as: Option<ContainerRunAs>,
    /// Variables as `NAME=value`, laid over the image's.
    /// They are stored as readable as the rest of the configuration.
    #[field(example = "[UPS_HOST=10.20.0.9]")]
    pub environment: Vec<String>,
    /// What is mounted into the container; exactly one source per item.
    /// Two items may not have one destination.
    pub mounts: Vec<ContainerMount>,
    /// How far the container is confined.
    /// Absent means the restricted profile.
    pub security: Option<ContainerSecurity>,
    /// Network that the container sees.
    /// Absent means none but its own loopback.
    pub network: Option<ContainerNetwork>,
    /// Limits of processor time and memory.
    /// Absent means none.
    pub resources: Option<ContainerResources>,
    /// What must be there before the container starts.
    /// It waits for ever.
    pub depends_on: Option<ContainerDependsOn>,
}

/// User and group of a container's program.
#[derive(Shape)]
pub struct ContainerRunAs {
    /// User number.
    /// Absent takes the image's; 0 is root on the machine.
    #[field(range(0, 2_147_483_647), example = "65534")]
    pub uid: Option<i32>,
    /// Group number.
    /// Absent takes the image's.
    #[field(range(0, 2_147_483_647), example = "65534")]
    pub gid: Option<i32>,
}

/// A mount in a container: exactly one of the three.
#[derive(Shape)]
pub struct ContainerMount {
    /// Volume of a `UserVolumeConfig`.
    /// The container waits until it is mounted.
    #[field(see = "UserVolumeConfig")]
    pub user_volume: Option<UserVolumeMount>,
    /// Scratch space in memory.
    pub tmpfs: Option<TmpfsMount>,
    /// Directory or file of the machine, the widest of the three.
    pub host_path: Option<HostPathMount>,
}

/// A user volume in a container.
#[derive(Shape)]
pub struct UserVolumeMount {
    /// Name of the `UserVolumeConfig`.
    /// It is not checked against the documents.
    #[field(keep_empty, required, example = "local-storage")]
    pub name: String,
    /// Absolute path in the container.
    #[field(keep_empty, required, example = "/data")]
    pub destination: String,
    /// Mount options.
    /// Absent mounts it read-only: say `rw` to write.
    #[field(values = enums::CONTAINER_MOUNT_OPTION, example = "[rw]")]
    pub options: Vec<String>,
}

/// Scratch space in a container.
#[derive(Shape)]
pub struct TmpfsMount {
    /// Absolute path in the container.
    #[field(keep_empty, required, example = "/tmp")]
    pub destination: String,
    /// Most memory that it may take, such as `64MiB`.
    /// Absent takes the kernel's default, half of the machine's memory.
    #[field(example = "64MiB")]
    pub size: String,
    /// Mount options.
    /// Absent mounts it writable.
    #[field(example = "[noexec]")]
    pub options: Vec<String>,
}

/// A path of the machine in a container.
#[derive(Shape)]
pub struct HostPathMount {
    /// Absolute path on the machine.
    /// It must exist: Talos does not create it.
    #[field(keep_empty, required, example = "/dev/ttyUSB0")]
    pub source: String,
    /// Absolute path in the container.
    #[field(keep_empty, required, example = "/dev/ttyUSB0")]
    pub destination: String,
    /// Mount options.
    /// Absent mounts it read-only: say `rw` to write.
    #[field(example = "[rw]")]
    pub options: Vec<String>,
}

/// How far a container is confined.
#[derive(Shape)]
pub struct ContainerSecurity {
    /// Starting point for rights.
    /// Absent or empty means `restricted`.
    #[field(values = enums::CONTAINER_PROFILE, default = "restricted", example = "restricted")]
    pub profile: String,
    /// Single rights on top of the profile.
    pub capabilities: Option<ContainerCapabilities>,
}

/// Capabilities of a container; a name may not stand in both lists.
#[derive(Shape)]
pub struct ContainerCapabilities {
    /// Capabilities to grant, upper case without `CAP_`.
    /// `ALL` is refused here: use the privileged profile.
    #[field(example = "[NET_ADMIN]")]
    // Unordered: a set of capabilities.
    #[field(unordered)]
    pub add: Vec<String>,
    /// Capabilities to take away, upper case without `CAP_`; `ALL` takes away every one.
    #[field(example = "[ALL]")]
    // Unordered: a set of capabilities.
    #[field(unordered)]
    pub drop: Vec<String>,
}

/// Which network a container sees: its own or the machine's.
#[derive(Shape)]
pub struct ContainerNetwork {
    /// Whether the container shares the machine's network.
    /// Absent or empty means `none`.
    #[field(values = enums::CONTAINER_NETWORK, default = "none", example = "host")]
    pub mode: String,
}

/// Bounds on processor time and memory of a container.
#[derive(Shape)]
pub struct ContainerResources {
    /// What the container may use at most.
    pub limits: Option<ContainerResourceLimits>,
}

/// What a container may use at most.
#[derive(Shape)]
pub struct ContainerResourceLimits {
    /// Processor time in thousandths of a core, with the suffix `m`: `1500m` is one and a half.
    /// Plain numbers are refused.
    #[field(example = "1500m")]
    pub cpu: String,
    /// Memory, such as `512MiB`.
    /// A container that needs more is killed.
    #[field(example = "512MiB")]
    pub memory: String,
}

/// What must be there before a container starts.
#[derive(Shape)]
pub struct ContainerDependsOn {
    /// Absolute paths on the machine that must exist.
    /// One that never appears keeps the container waiting for ever.
    #[field(example = "[/var/mnt/local-storage]")]
    // Unordered: all are waited for.
    #[field(unordered)]
    pub paths: Vec<String>,
    /// States of the network that must be reached.
    #[field(values = enums::CONTAINER_DEPENDS_ON_NETWORK, example = "[connectivity]")]
    // Unordered: all are waited for.
    #[field(unordered)]
    pub networks: Vec<String>,
    /// Whether the clock must be synchronised.
    #[field(default = "false")]
    pub time: Option<bool>,
    /// Other containers, by the name of their document, that must run.
    /// Cycles are refused.
    #[field(example = "[ups-monitor]")]
    // Unordered: all are waited for.
    #[field(unordered)]
    pub containers: Vec<String>,
}

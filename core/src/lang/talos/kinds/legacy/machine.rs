//! `machine`: the settings of one machine.

use super::certificates::{Certificate, CertificateAndKey};
use super::disks::ExtraDisk;
use super::encryption::SystemDiskEncryption;
use super::features::Features;
use super::install::Install;
use super::kubelet::Kubelet;
use super::logging::Logging;
use super::network::Network;
use super::registries::Registries;
use super::system::{ExtraFile, Kernel, SeccompProfile, Time, Udev};
use crate::lang::talos::embedded;
use crate::lang::talos::enums;
use crate::model::{Map, Object};
use ostler_derive::Shape;

/// Settings of this one machine.
#[derive(Shape)]
pub struct Machine {
    /// Role of the machine in the cluster.
    /// It can be changed only by reinstalling.
    #[field(keep_empty, values = enums::MACHINE_TYPE)]
    #[field(impact = reinstall)]
    pub r#type: String,
    /// Join secret of the Talos API: a worker shows it to the control plane to get its certificate.
    /// Same on every machine, form `abcdef.0123456789abcdef`.
    #[field(keep_empty, secret, example = "gld0bh.e2r0637iosoqw8hp")]
    pub token: String,
    /// Certificate authority that issues the certificates of the Talos API.
    /// Control plane machines need certificate and key; on workers a key is refused.
    #[field(impact_since("1.7", in_place))]
    pub ca: Option<CertificateAndKey>,
    /// Further certificate authorities that the Talos API trusts.
    /// They allow to rotate `machine.ca` without a cut.
    #[field(rename = "acceptedCAs", see = "machine.ca", since = "1.7")]
    #[field(impact_since("1.7", in_place))]
    // Unordered: a bundle that is searched.
    #[field(unordered)]
    pub accepted_cas: Vec<Certificate>,
    /// Extra names and addresses in the certificate of the machine's Talos API.
    /// Needed for every name or load balancer by which `talosctl` reaches it.
    #[field(rename = "certSANs", keep_empty, example = "10.0.0.10", example = "talos.example.org")]
    #[field(impact = in_place)]
    // Unordered: names in a certificate.
    #[field(unordered)]
    pub cert_sans: Vec<String>,
    /// Switches for control plane components on this machine alone.
    #[field(deprecated("1.14", "KubeControllerManagerConfig", "KubeSchedulerConfig"))]
    #[field(impact = in_place)]
    pub control_plane: Option<ControlPlaneSwitches>,
    /// The kubelet of this machine: image, arguments, mounts, configuration.
    #[field(deprecated("1.14", "KubeletConfig"))]
    #[field(impact = in_place)]
    pub kubelet: Option<Kubelet>,
    /// Static pods that the kubelet runs without the API server knowing them first.
    /// Each item is a whole Pod manifest.
    #[field(
        embedded = embedded::STATIC_POD,
        example = "[{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {containers: [{name: web, image: nginx}]}}]",
        deprecated("1.14", "KubeStaticPodConfig")
    )]
    #[field(impact = in_place)]
    pub pods: Vec<Object>,
    /// Host name, interfaces, resolvers and the KubeSpan mesh.
    /// Without any interface here, every physical link uses DHCP.
    #[field(deprecated("1.13", "HostnameConfig", "KubeSpanConfig", "ResolverConfig", "StaticHostConfig"))]
    #[field(impact = in_place)]
    pub network: Option<Network>,
    /// Extra disks that Talos partitions, formats with XFS and mounts.
    /// A disk that has partitions already is left as it is.
    #[field(deprecated("1.10", "UserVolumeConfig"))]
    #[field(impact = reboot)]
    pub disks: Vec<ExtraDisk>,
    /// Where and how Talos is installed.
    /// Needed on bare metal (`metal` mode) up to 1.13; images that boot installed ignore it.
    #[field(deprecated("1.14", "UnattendedInstallConfig"))]
    #[field(impact = none)]
    pub install: Option<Install>,
    /// Files written at boot.
    /// The root file system is read-only, so only paths below `/var` can be created freely; a bad entry can stop the
    /// boot.
    #[field(deprecated("1.14", "CRICustomizationConfig", "EtcFileConfig"))]
    #[field(impact = reboot)]
    pub files: Vec<ExtraFile>,
    /// Environment variables of Talos services, mostly proxies.
    /// `http_proxy`, `https_proxy` and `no_proxy` also count for image pulls. Services take a change over when they start.
    #[field(
        example = "{http_proxy: http://10.0.0.1:3128, no_proxy: 10.0.0.0/8}",
        deprecated("1.13", "EnvironmentConfig")
    )]
    #[field(impact = reboot)]
    pub env: Map<String>,
    /// How the clock is kept.
    /// Certificates are refused while it is wrong, so most of the boot waits for it.
    #[field(deprecated("1.12", "TimeSyncConfig"))]
    #[field(impact = in_place)]
    pub time: Option<Time>,
    /// Kernel parameters by dotted name, the value as text.
    /// They override what Talos sets for Kubernetes and for hardening.
    #[field(example = "{net.ipv4.ip_forward: \"0\"}", deprecated("1.14", "SysctlConfig"))]
    #[field(impact = in_place)]
    pub sysctls: Map<String>,
    /// Values written below `/sys`, by path with dots instead of slashes and without the leading `/sys`.
    #[field(
        example = "{devices.system.cpu.cpu0.cpufreq.scaling_governor: performance}",
        deprecated("1.14", "SysfsConfig")
    )]
    #[field(impact = in_place)]
    pub sysfs: Map<String>,
    /// Mirrors, credentials and certificates for pulling images, used by Talos itself and by the container runtime.
    #[field(deprecated("1.12", "RegistryAuthConfig", "RegistryMirrorConfig", "RegistryTLSConfig"))]
    #[field(impact = in_place)]
    pub registries: Registries,
    /// Encryption of the two partitions that Talos keeps on its own disk.
    /// It applies when a partition is created; existing ones are not converted.
    #[field(deprecated("1.11", "VolumeConfig"))]
    pub system_disk_encryption: Option<SystemDiskEncryption>,
    /// Optional behaviour of the machine that can be switched.
    pub features: Option<Features>,
    /// Rules that react to devices appearing.
    #[field(deprecated("1.14", "UdevRulesConfig"))]
    pub udev: Option<Udev>,
    /// Where the logs of Talos services are sent.
    #[field(impact = in_place)]
    pub logging: Option<Logging>,
    /// Kernel modules loaded at boot.
    #[field(deprecated("1.14", "KernelModuleConfig"))]
    #[field(impact = in_place)]
    pub kernel: Option<Kernel>,
    /// System call filters written to the kubelet's profile directory for use by pods.
    #[field(impact = in_place)]
    // Unordered: each is a file of its own.
    #[field(unordered)]
    pub seccomp_profiles: Vec<SeccompProfile>,
    /// Changes to the OCI runtime specification of every container.
    /// They are merged over the built-in one; upstream checks the types only.
    #[field(
        example = "{process: {rlimits: [{type: RLIMIT_NOFILE, hard: 1024, soft: 1024}]}}",
        since = "1.9",
        deprecated("1.14", "CRIBaseRuntimeSpecConfig")
    )]
    pub base_runtime_spec_overrides: Object,
    /// Labels that Talos keeps on the node object.
    /// Those in reserved domains are refused by the node restriction of the API server on workers.
    #[field(example = "{topology.kubernetes.io/zone: a}", deprecated("1.14", "KubeNodeConfig"))]
    #[field(impact = in_place)]
    pub node_labels: Map<String>,
    /// Annotations that Talos keeps on the node object.
    /// Together at most 256 KiB; removing one here removes it from the node.
    #[field(example = "{example.org/rack: r12}", since = "1.8", deprecated("1.14", "KubeNodeConfig"))]
    #[field(impact_since("1.8", in_place))]
    pub node_annotations: Map<String>,
    /// Taints of the node, value `Effect` or `value:Effect`.
    /// On workers they apply only at registration, since a node may not change its own taints later.
    #[field(example = "{example.org/dedicated: \"database:NoSchedule\"}", deprecated("1.14", "KubeNodeConfig"))]
    #[field(impact = in_place)]
    pub node_taints: Map<String>,
}

/// Control plane components that this machine may leave out.
#[derive(Shape)]
pub struct ControlPlaneSwitches {
    /// Whether the controller manager runs on this control plane machine.
    #[field(deprecated("1.14", "KubeControllerManagerConfig"))]
    pub controller_manager: Option<ControllerManagerSwitch>,
    /// Whether the scheduler runs on this control plane machine.
    #[field(deprecated("1.14", "KubeSchedulerConfig"))]
    pub scheduler: Option<SchedulerSwitch>,
}

/// Switch of the controller manager on one machine.
#[derive(Shape)]
pub struct ControllerManagerSwitch {
    /// Keeps the controller manager off this machine.
    /// At least one control plane machine of the cluster must run it.
    #[field(default = "false")]
    pub disabled: Option<bool>,
}

/// Switch of the scheduler on one machine.
#[derive(Shape)]
pub struct SchedulerSwitch {
    /// Keeps the scheduler off this machine.
    /// At least one control plane machine of the cluster must run it.
    #[field(default = "false")]
    pub disabled: Option<bool>,
}

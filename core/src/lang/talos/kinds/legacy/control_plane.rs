//! `cluster.controlPlane`, controller manager, scheduler and kube-proxy.

use crate::lang::formats::URL;
use crate::lang::talos::embedded;
use crate::lang::talos::kinds::shared::ArgValue;
use crate::model::{Map, Object};
use ostler_derive::Shape;

/// The address of the Kubernetes API.
#[derive(Shape)]
pub struct ControlPlane {
    /// URL under which the Kubernetes API is reached from everywhere.
    /// Use a name, load balancer or shared address, not one machine's. It is written into certificates and kubeconfigs.
    #[field(
        keep_empty,
        required,
        format = URL,
        example = "https://10.0.0.100:6443", example = "https://k8s.example.org:6443",
        merge = url
    )]
    pub endpoint: Option<String>,
    /// Port on which each API server listens.
    /// It may differ from the endpoint's when a load balancer translates. 0 counts as not given.
    #[field(rename = "localAPIServerPort", default = "6443", deprecated("1.14", "KubeAPIServerConfig"))]
    pub local_api_server_port: i64,
}

/// A host path inside the static pod of a control plane component.
#[derive(Shape)]
pub struct ComponentVolume {
    /// Path on the host.
    /// A missing one is created as a directory.
    #[field(keep_empty, example = "/var/lib/auth")]
    pub host_path: String,
    /// Path inside the component's container.
    /// The volume's name is derived from it, so two must not differ only in `/`, `_` and `.`.
    #[field(keep_empty, example = "/etc/kubernetes/auth")]
    pub mount_path: String,
    /// Mounts it without write access.
    #[field(default = "false")]
    pub readonly: bool,
}

/// CPU and memory of a control plane component.
#[derive(Shape)]
pub struct ComponentResources {
    /// Guaranteed `cpu` and `memory`, as Kubernetes quantities.
    /// Other keys are refused.
    #[field(example = "{cpu: 250m, memory: 512Mi}")]
    pub requests: Object,
    /// Largest `cpu` and `memory`, as Kubernetes quantities.
    /// A component over its memory limit is killed.
    #[field(example = "{memory: 1Gi}")]
    pub limits: Object,
}

/// The controller manager: a static pod on every control plane machine, of which one leads.
#[derive(Shape)]
pub struct ControllerManager {
    /// Image; keep its version equal on all control plane machines.
    /// Without it the version built into this Talos release is used.
    #[field(example = "registry.k8s.io/kube-controller-manager:v1.34.1")]
    pub image: String,
    /// Command line flags without the leading dashes.
    /// They override what Talos sets. Each value is one text.
    #[field(rename = "extraArgs", removed = "1.13", example = "{feature-gates: ServerSideApply=true}")]
    pub extra_args_text: Map<String>,
    /// Command line flags without the leading dashes.
    /// They override what Talos sets. A value may be a list: the flag is then given once for each item.
    #[field(example = "{feature-gates: ServerSideApply=true}", merge = replace_per_key, since = "1.13")]
    pub extra_args: Map<ArgValue>,
    /// Host paths mounted into the component.
    pub extra_volumes: Vec<ComponentVolume>,
    /// Environment variables of the component.
    #[field(example = "{GOGC: \"50\"}")]
    pub env: Map<String>,
    /// CPU and memory of the component.
    pub resources: Option<ComponentResources>,
}

/// The scheduler: a static pod on every control plane machine, of which one leads.
#[derive(Shape)]
pub struct Scheduler {
    /// Image; keep its version equal on all control plane machines.
    /// Without it the version built into this Talos release is used.
    #[field(example = "registry.k8s.io/kube-scheduler:v1.34.1")]
    pub image: String,
    /// Command line flags without the leading dashes.
    /// They override what Talos sets. Each value is one text.
    #[field(rename = "extraArgs", removed = "1.13", example = "{feature-gates: AllBeta=true}")]
    pub extra_args_text: Map<String>,
    /// Command line flags without the leading dashes.
    /// They override what Talos sets. A value may be a list: the flag is then given once for each item.
    #[field(example = "{feature-gates: AllBeta=true}", merge = replace_per_key, since = "1.13")]
    pub extra_args: Map<ArgValue>,
    /// Host paths mounted into the component.
    pub extra_volumes: Vec<ComponentVolume>,
    /// Environment variables of the component.
    #[field(example = "{GOGC: \"50\"}")]
    pub env: Map<String>,
    /// CPU and memory of the component.
    pub resources: Option<ComponentResources>,
    /// A `KubeSchedulerConfiguration`: profiles, plugins, extenders.
    /// Talos fills in the connection to the API server.
    #[field(embedded = embedded::SCHEDULER, example = "{profiles: [{schedulerName: default-scheduler}]}")]
    pub config: Object,
}

/// The kube-proxy: a daemon set that implements services on every node.
#[derive(Shape)]
pub struct Proxy {
    /// Does not deploy it, for CNIs that replace it.
    /// A running one is not removed from the cluster.
    #[field(default = "false")]
    pub disabled: Option<bool>,
    /// Image of the daemon set.
    /// Without it the version built into this Talos release is used.
    #[field(example = "registry.k8s.io/kube-proxy:v1.34.1")]
    pub image: String,
    /// How services are implemented: `iptables`, `ipvs` or `nftables`.
    /// Without it newer releases take `nftables`, older ones `iptables`.
    #[field(example = "nftables")]
    pub mode: String,
    /// Command line flags without the leading dashes.
    /// Each value is one text.
    #[field(rename = "extraArgs", removed = "1.13", example = "{proxy-mode: iptables}")]
    pub extra_args_text: Map<String>,
    /// Command line flags without the leading dashes.
    /// A value may be a list: the flag is then given once for each item.
    #[field(example = "{proxy-mode: iptables}", merge = replace_per_key, since = "1.13")]
    pub extra_args: Map<ArgValue>,
}

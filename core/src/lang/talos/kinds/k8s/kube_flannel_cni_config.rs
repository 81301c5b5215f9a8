//! `KubeFlannelCNIConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::talos::kinds::shared::resources::ResourcesConfig;
use crate::lang::talos::rules::legacy;
use crate::model::Object;
use ostler_derive::Kind;

/// Deploys flannel as the pod network.
///
/// Replaces `cluster.network.cni`, and cannot stand beside `cluster.network` at all. Leave the document out to
/// bring a CNI of your own.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "KubeFlannelCNIConfig",
    version = "v1alpha1",
    since = "1.14",
    control_plane_only,
    rules(legacy::COMPONENT_RESOURCE),
    example = "apiVersion: v1alpha1
kind: KubeFlannelCNIConfig
backendType: vxlan
"
)]
pub struct KubeFlannelCNIConfig {
    /// How packets travel between nodes: `vxlan` works everywhere, `host-gw` is faster where all nodes share a segment.
    #[field(keep_empty, required, example = "vxlan")]
    pub backend_type: String,
    /// UDP port of the tunnel.
    /// 0 or absent takes flannel's own; generated configurations say 4789.
    #[field(example = "4789")]
    pub backend_port: u16,
    /// Largest packet on the network below; flannel takes the tunnel's overhead off.
    /// 0 or absent is found out, or is KubeSpan's where that is on.
    #[field(rename = "backendMTU")]
    pub backend_mtu: u32,
    /// Further keys of the backend section in flannel's configuration, passed on unchecked.
    #[field(example = "DirectRouting: true")]
    pub backend_extra_config: Object,
    /// CPU and memory of flannel's main container.
    pub resources: ResourcesConfig,
    /// Arguments of `flanneld`, with dashes.
    #[field(example = "[--iface-can-reach=10.20.0.1]")]
    pub extra_args: Vec<String>,
    /// Whether network policies are enforced by an additional component.
    /// Flannel alone ignores them.
    #[field(default = "false")]
    pub kube_network_policies_enabled: Option<bool>,
}

//! `KubeSpanConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::formats;
use crate::lang::talos::rules::network;
use ostler_derive::{Kind, Shape};

/// Connects the cluster's machines by an encrypted mesh.
///
/// Replaces `machine.network.kubespan`; giving both is refused. Needs cluster discovery, and UDP port 51820 between
/// machines.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "KubeSpanConfig",
    version = "v1alpha1",
    since = "1.13",
    rules(network::ADDRESS_FILTER),
    example = "apiVersion: v1alpha1
kind: KubeSpanConfig
enabled: true
"
)]
pub struct KubeSpanConfig {
    /// Whether the mesh is used.
    /// All machines should agree: those without it are reached directly.
    #[field(default = "false")]
    pub enabled: Option<bool>,
    /// Whether pod networks go through the mesh too.
    /// Usually the CNI's own tunnel does that; switch it on for a CNI that routes.
    #[field(default = "false")]
    pub advertise_kubernetes_networks: Option<bool>,
    /// Whether traffic to a peer that is down goes unencrypted over the ordinary network, instead of being dropped.
    #[field(default = "false")]
    pub allow_down_peer_bypass: Option<bool>,
    /// Whether addresses at which peers were seen are shared with the cluster.
    /// Helps behind NAT; not for more than about 50 machines.
    #[field(default = "false")]
    pub harvest_extra_endpoints: Option<bool>,
    /// Largest packet in the mesh, at least 1280.
    /// Absent means 1420; lower it where the network below carries less than 1500 bytes.
    #[field(default = "1420", range(1280, 4_294_967_295), example = "1380")]
    pub mtu: Option<u32>,
    /// What this machine tells the others about itself.
    pub filters: Option<KubeSpanFiltersConfig>,
}

/// Limits what a machine announces in the mesh.
#[derive(Shape)]
pub struct KubeSpanFiltersConfig {
    /// Addresses of this machine that peers may dial: prefixes, `!` in front excludes one, the first match decides.
    /// Absent announces all.
    #[field(example = "[0.0.0.0/0, \"!192.168.0.0/16\", \"::/0\"]")]
    pub endpoints: Vec<String>,
    /// Networks that peers must not send through the mesh.
    /// They need another way to be reached.
    #[field(format = formats::IP_PREFIX, example = "[192.168.1.0/24]")]
    // Unordered: an address in any of them is left out.
    #[field(unordered)]
    pub exclude_advertised_networks: Vec<String>,
}

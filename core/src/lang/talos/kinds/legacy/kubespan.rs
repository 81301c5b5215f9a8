//! `machine.network.kubespan`.

use ostler_derive::Shape;

/// The KubeSpan mesh on this machine.
#[derive(Shape)]
pub struct KubeSpan {
    /// Joins the mesh.
    /// `cluster.id` and `cluster.secret` must be set and discovery must be on, or the configuration is refused.
    #[field(default = "false")]
    pub enabled: Option<bool>,
    /// Sends pod traffic through the mesh as well, by announcing the pod networks of the node.
    /// Leave it off where the CNI encapsulates by itself.
    #[field(default = "false")]
    pub advertise_kubernetes_networks: Option<bool>,
    /// Sends traffic to a peer in the clear while its tunnel is down.
    /// Without it such traffic is dropped.
    #[field(default = "false")]
    pub allow_down_peer_bypass: Option<bool>,
    /// Publishes the addresses under which WireGuard has seen its peers, which helps behind NAT.
    /// Costly in large clusters.
    #[field(default = "false")]
    pub harvest_extra_endpoints: Option<bool>,
    /// Packet size of the mesh's link in bytes, at least 1280.
    /// Lower it when the underlying network carries less than 1500.
    #[field(default = "1420", example = "1380")]
    pub mtu: Option<u32>,
    /// What is published to the mesh.
    pub filters: Option<KubeSpanFilter>,
}

/// Selection of what a machine publishes to its peers.
#[derive(Shape)]
pub struct KubeSpanFilter {
    /// Networks from which own addresses are offered to peers; a leading `!` excludes.
    /// The order counts, without a list all are offered.
    #[field(example = "0.0.0.0/0", example = "'!192.168.0.0/16'")]
    pub endpoints: Vec<String>,
    /// Networks that are never announced to the mesh, even when the machine has them.
    /// No `!` here.
    #[field(example = "192.168.1.0/24", since = "1.12")]
    // Unordered: an address in any of them is left out.
    #[field(unordered)]
    pub exclude_advertised_networks: Vec<String>,
}

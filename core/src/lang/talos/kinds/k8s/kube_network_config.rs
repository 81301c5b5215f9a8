//! `KubeNetworkConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::formats;
use crate::lang::talos::rules::k8s;
use ostler_derive::Kind;

/// Sets the networks of pods and services and the cluster's DNS domain.
///
/// Replaces `cluster.network`; giving both is refused. All machines of a cluster share the document; networks
/// cannot be changed in a running cluster without great effort.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "KubeNetworkConfig",
    version = "v1alpha1",
    since = "1.14",
    rules(k8s::CLUSTER_SUBNET, k8s::SUBNETS_DIFFER),
    example = "apiVersion: v1alpha1
kind: KubeNetworkConfig
dnsDomain: cluster.local
podSubnets:
  - 10.244.0.0/16
serviceSubnets:
  - 10.96.0.0/12
"
)]
pub struct KubeNetworkConfig {
    /// Domain of names inside the cluster.
    #[field(keep_empty, default = "cluster.local", example = "cluster.local")]
    pub dns_domain: String,
    /// Network of all pods, or one per address family.
    /// Each node gets a part of it, so it bounds the number of nodes. A patch replaces the list.
    #[field(format = formats::IP_PREFIX, keep_empty, merge = replace, required, example = "[10.244.0.0/16]")]
    pub pod_subnets: Vec<String>,
    /// Network of service addresses, or one per address family, as many as `podSubnets`.
    /// At most 20 host bits. A patch replaces the list.
    #[field(format = formats::IP_PREFIX, keep_empty, merge = replace, required, example = "[10.96.0.0/12]")]
    pub service_subnets: Vec<String>,
    /// Prefix length of a node's part of the IPv4 pod network.
    /// 0 or absent means 24, room for 254 addresses.
    #[field(rename = "nodeCIDRMaskSizeIPv4", range(0, 32), default = "24", example = "24")]
    pub node_cidr_mask_size_ipv4: i64,
    /// Prefix length of a node's part of the IPv6 pod network.
    /// 0 or absent means 64; not more than 16 longer than the pod network's.
    #[field(rename = "nodeCIDRMaskSizeIPv6", range(0, 128), default = "64", example = "80")]
    pub node_cidr_mask_size_ipv6: i64,
}

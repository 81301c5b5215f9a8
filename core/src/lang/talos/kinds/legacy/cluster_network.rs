//! `cluster.network`.

use crate::lang::talos::enums;
use ostler_derive::Shape;

/// Networks inside the cluster.
#[derive(Shape)]
pub struct ClusterNetwork {
    /// The plugin that connects pods.
    /// Without it flannel.
    pub cni: Option<Cni>,
    /// DNS domain of services.
    /// It is part of many certificates and client settings, so it cannot be changed later.
    #[field(keep_empty, default = "cluster.local")]
    pub dns_domain: String,
    /// Networks for pods, at most one per address family; each node gets a part.
    /// A patch replaces the list.
    #[field(keep_empty, default = "10.244.0.0/16", example = "fd00:10:244::/56", merge = replace)]
    pub pod_subnets: Vec<String>,
    /// Networks for services, in the order of the pod networks.
    /// The first address becomes that of the API server. A patch replaces the list.
    #[field(keep_empty, default = "10.96.0.0/12", example = "fd00:10:96::/112", merge = replace)]
    pub service_subnets: Vec<String>,
}

/// The plugin that connects pods.
#[derive(Shape)]
pub struct Cni {
    /// Who provides it: Talos, a list of manifests, or yourself.
    #[field(values = enums::CNI_NAME, default = "flannel")]
    pub name: String,
    /// Manifests of a `custom` CNI, applied when the control plane starts.
    /// Refused with the other two names.
    #[field(example = "https://example.org/manifests/calico.yaml")]
    pub urls: Vec<String>,
    /// Settings of the built-in flannel; refused with the other two names.
    pub flannel: Option<Flannel>,
}

/// Settings of the built-in flannel.
#[derive(Shape)]
pub struct Flannel {
    /// Arguments of the flannel daemon, here with their leading dashes.
    #[field(example = "--iface-can-reach=10.0.0.1")]
    pub extra_args: Vec<String>,
    /// Deploys a controller beside flannel that enforces network policies, which flannel alone ignores.
    #[field(default = "false", since = "1.13")]
    pub kube_network_policies_enabled: Option<bool>,
}

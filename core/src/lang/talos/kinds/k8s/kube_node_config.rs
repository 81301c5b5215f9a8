//! `KubeNodeConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::talos::rules::{labels, network};
use crate::model::Map;
use ostler_derive::{Kind, Shape};

/// Describes the machine's Kubernetes node: labels, annotations, taints, address.
///
/// Replaces `machine.nodeLabels`, `nodeAnnotations`, `nodeTaints`, the node part of `machine.kubelet` and
/// `cluster.allowSchedulingOnControlPlanes`; giving both is refused, even with empty values. Control plane machines
/// are schedulable when their taint is absent here.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "KubeNodeConfig",
    version = "v1alpha1",
    since = "1.14",
    rules(network::ADDRESS_FILTER, labels::NODE_ANNOTATION, labels::NODE_LABEL, labels::NODE_TAINT),
    example = "apiVersion: v1alpha1
kind: KubeNodeConfig
labels:
  topology.kubernetes.io/zone: rack-2
nodeIP:
  validSubnets:
    - 10.20.0.0/24
"
)]
pub struct KubeNodeConfig {
    /// Whether the kubelet stays away from the API server and runs static pods only.
    /// The other fields then mean nothing.
    #[field(default = "false")]
    pub skip_node_registration: Option<bool>,
    /// Whether the node is named by the fully qualified hostname instead of its first label.
    /// Some cloud controllers need it; changing it later makes a second node.
    #[field(rename = "registerWithFQDN", default = "false")]
    pub register_with_fqdn: Option<bool>,
    /// Which of the machine's addresses the kubelet announces.
    #[field(rename = "nodeIP", keep_empty)]
    pub node_ip: NodeIPConfig,
    /// Labels of the node.
    /// The API server lets workers set labels of their own only outside `node-role.kubernetes.io` and similar
    /// prefixes.
    #[field(example = "topology.kubernetes.io/zone: rack-2")]
    pub labels: Map<String>,
    /// Annotations of the node, at most 256 KiB in all.
    /// `talos.dev/owned-labels` and its siblings are reserved.
    pub annotations: Map<String>,
    /// Taints as key and `value:Effect`, or `Effect` alone.
    /// Workers may set them only while they register.
    #[field(example = "dedicated: gpu:NoSchedule")]
    pub taints: Map<String>,
}

/// Which address a node announces.
#[derive(Shape)]
pub struct NodeIPConfig {
    /// Networks to choose from, `!` in front excludes one; exclusions go last.
    /// Absent chooses by the families of the pod networks.
    #[field(example = "[10.20.0.0/24, \"!10.20.0.10/32\"]")]
    pub valid_subnets: Vec<String>,
}

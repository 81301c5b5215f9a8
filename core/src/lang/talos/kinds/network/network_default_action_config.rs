//! `NetworkDefaultActionConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::talos::enums;
use ostler_derive::Kind;

/// Says what happens to incoming traffic that no firewall rule is about.
///
/// With `block` little is let in beside what `NetworkRuleConfig` documents open: loopback, SideroLink and KubeSpan,
/// answers, ICMP at a low rate, and pod networks. Open the Talos API and the ports of etcd, kubelet and API server
/// first.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "NetworkDefaultActionConfig",
    version = "v1alpha1",
    example = "apiVersion: v1alpha1
kind: NetworkDefaultActionConfig
ingress: block
"
)]
pub struct NetworkDefaultActionConfig {
    /// Let in or drop.
    /// Absent means `accept`: rules then only guard their own ports.
    #[field(values = enums::DEFAULT_ACTION, keep_empty, default = "accept", example = "block")]
    pub ingress: String,
}

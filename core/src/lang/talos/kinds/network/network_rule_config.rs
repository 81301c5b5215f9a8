//! `NetworkRuleConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::formats;
use crate::lang::talos::enums;
use crate::lang::talos::rules::network;
use ostler_derive::{Kind, Shape};

/// Says from which networks ports of the machine can be reached.
///
/// What a rule does depends on `NetworkDefaultActionConfig`: under `block` it opens its ports for the networks, under
/// `accept`, which is the default, it closes its ports to all others. Under `block`, forgetting port 50000 (the Talos
/// API), 6443 or 10250 locks you or the cluster out. Traffic between pods is not filtered.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "NetworkRuleConfig",
    version = "v1alpha1",
    identity = "name",
    rules(network::PORT_RANGE_OVERLAP),
    page = "network_rule_config.md",
    example = "apiVersion: v1alpha1
kind: NetworkRuleConfig
name: kubelet
portSelector:
  ports:
    - 10250
  protocol: tcp
ingress:
  - subnet: 10.20.0.0/24
"
)]
pub struct NetworkRuleConfig {
    /// Free name that tells rules apart.
    #[field(keep_empty, required, example = "kubelet")]
    pub name: String,
    /// Ports and protocol that the rule is about.
    #[field(keep_empty, required)]
    pub port_selector: RulePortSelector,
    /// Networks that may connect.
    /// A patch replaces the list.
    #[field(keep_empty, merge = replace)]
    // Unordered: the rules become one set of addresses.
    #[field(unordered)]
    pub ingress: Vec<IngressRule>,
}

/// Ports of a protocol.
#[derive(Shape)]
pub struct RulePortSelector {
    /// Ports as numbers, or ranges as text such as `"8000-8100"`.
    /// They must not overlap; a patch replaces the list.
    #[field(format = formats::PORT_RANGE, keep_empty, merge = replace, required, example = "[10250]")]
    // Unordered: the ranges become one set of ports.
    #[field(unordered)]
    pub ports: Vec<String>,
    /// Protocol of the ports.
    /// The ICMP ones have no ports, but the list must be filled all the same.
    #[field(values = enums::PROTOCOL, keep_empty, example = "tcp")]
    pub protocol: String,
}

/// A network that may connect.
#[derive(Shape)]
pub struct IngressRule {
    /// Network that traffic may come from; `0.0.0.0/0` and `::/0` mean everyone.
    #[field(format = formats::IP_PREFIX, keep_empty, required, example = "10.20.0.0/24")]
    pub subnet: String,
    /// Part of `subnet` that may not.
    #[field(format = formats::IP_PREFIX, merge_since("1.14", assign_unless_zero), example = "10.20.0.128/25")]
    pub except: String,
}

//! `RoutingRuleConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::formats;
use crate::lang::talos::enums;
use crate::lang::talos::rules::network;
use ostler_derive::Kind;

/// Chooses a routing table by where packets come from or go to.
///
/// Needed for machines with several uplinks, where answers must leave by the link that the question came in by.
/// Routes get into a table by `table` of a route.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "RoutingRuleConfig",
    version = "v1alpha1",
    since = "1.13",
    identity = "name",
    rules(network::FW_MASK_WITHOUT_MARK, network::ROUTING_RULE_PRIORITY, network::ROUTING_RULE_WITHOUT_EFFECT),
    example = r#"apiVersion: v1alpha1
kind: RoutingRuleConfig
name: "1000"
src: 10.60.0.0/16
table: 100
action: unicast
"#
)]
pub struct RoutingRuleConfig {
    /// Priority of the rule, a number in text that is also the document's name: lower is asked first.
    /// 1 to 32765 without 32500 and 32501.
    #[field(keep_empty, required, example = "\"1000\"")]
    pub name: String,
    /// Network that packets come from.
    /// Absent matches every sender.
    #[field(format = formats::IP_PREFIX, merge = refused_always, merge_since("1.14", assign_unless_zero), example = "10.60.0.0/16")]
    pub src: String,
    /// Network that packets go to.
    /// Absent matches every destination.
    #[field(format = formats::IP_PREFIX, merge = refused_always, merge_since("1.14", assign_unless_zero), example = "10.70.0.0/16")]
    pub dst: String,
    /// Table that is looked up.
    /// Must be given unless the action drops packets.
    #[field(values = enums::ROUTING_TABLE, keep_empty, example = "100")]
    pub table: String,
    /// What happens to matching packets.
    /// Absent looks up the table.
    #[field(values = enums::ROUTING_RULE_ACTION, default = "unicast", example = "blackhole")]
    pub action: String,
    /// Link that packets arrive by, a kernel name.
    /// `lo` stands for packets of the machine itself.
    #[field(example = "enp1s0")]
    pub iif_name: String,
    /// Link that packets leave by, for sockets that are bound to one.
    pub oif_name: String,
    /// Mark that packets carry, as set by firewall or tunnel.
    /// 0 or absent matches all.
    #[field(example = "256")]
    pub fw_mark: u32,
    /// Bits of the mark that are compared.
    /// Means something only with `fwMark`, and is refused without it.
    #[field(example = "65280")]
    pub fw_mask: u32,
}

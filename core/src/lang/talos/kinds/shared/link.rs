//! Addresses and routes that every kind of link can carry. Used by several kinds; knows none of them.

use crate::lang::formats;
use crate::lang::talos::enums;
use ostler_derive::Shape;

/// What every kind of link has in common.
#[derive(Shape)]
pub struct CommonLinkConfig {
    /// Whether the link is brought up.
    /// Absent means up; `false` keeps it configured but down.
    #[field(default = "true")]
    pub up: Option<bool>,
    /// Largest packet in bytes.
    /// 0 or absent keeps what the driver chose, mostly 1500; every device on the segment must agree.
    #[field(example = "9000")]
    pub mtu: u32,
    /// Fixed addresses, in addition to what DHCP or router advertisements bring.
    #[field(see = "DHCPv4Config")]
    // Unordered: each becomes a resource of its own name.
    #[field(unordered)]
    pub addresses: Vec<AddressConfig>,
    /// Fixed routes through this link.
    /// They exist only while the link is up.
    // Unordered: each becomes a resource of its own name.
    #[field(unordered)]
    pub routes: Vec<RouteConfig>,
    /// Whether the link takes part in multicast.
    /// Absent leaves the kernel's setting, which is on for Ethernet.
    pub multicast: Option<bool>,
}

/// An address with its prefix length, put on a link.
#[derive(Shape)]
pub struct AddressConfig {
    /// Address with the prefix length of its network.
    /// A bare address is refused, as is an unspecified one such as `0.0.0.0/24`.
    #[field(format = formats::IP_PREFIX, keep_empty, required, example = "10.20.0.5/24")]
    pub address: String,
    /// Metric of the route to the address's own network; lower wins.
    /// Absent leaves the kernel's choice.
    #[field(example = "1024")]
    pub route_priority: Option<u32>,
}

/// A fixed route through a link.
#[derive(Shape)]
pub struct RouteConfig {
    /// Network that is reached by the route.
    /// Leave it out for a default route; writing `0.0.0.0/0` is refused.
    #[field(format = formats::IP_PREFIX, merge_since("1.14", assign_unless_zero), example = "10.0.0.0/8")]
    pub destination: String,
    /// Next hop.
    /// Without it the destination is taken to be directly on the link.
    #[field(format = formats::IP, merge_since("1.14", assign_unless_zero), example = "10.20.0.1")]
    pub gateway: String,
    /// Address that packets leaving by this route carry as their sender, when the machine has several.
    #[field(format = formats::IP, merge_since("1.14", assign_unless_zero))]
    pub source: String,
    /// Priority among routes to the same destination: the lowest wins.
    /// 0 or absent takes the default of 1024.
    #[field(example = "100")]
    pub metric: u32,
    /// Largest packet in bytes on this route, when it is smaller than the link's.
    /// 0 or absent takes the link's.
    pub mtu: u32,
    /// Routing table that the route goes into.
    /// Only `RoutingRuleConfig` documents and VRFs look into tables other than `main`.
    #[field(values = enums::ROUTING_TABLE, default = "main", see = "RoutingRuleConfig")]
    pub table: String,
}

//! Version 1 of the network file (Bottlerocket 1.8; core-kit 12.3.0, netdog, `net_config/v1.rs`).

use super::shared::{Dhcp4, Dhcp6, Switch};
use crate::lang::bottlerocket::rules;
use crate::model::Map;
use ostler_derive::{Kind, Shape};

// Impact: netdog reads the file while the machine boots.
/// Version 1 of `net.toml`: interfaces that get their addresses by DHCP.
///
/// Each table is named after an interface. The first one is the primary, unless another says so.
#[derive(Kind)]
#[kind(impact = reboot)]
#[kind(
    name = "NetConfigV1",
    headless,
    since = "1.8",
    example = "version = 1\n\n[eno1]\nprimary = true\ndhcp4 = true\ndhcp6 = { enabled = true, optional = true }\n",
    rules(rules::INTERFACE_NAME, rules::NO_ADDRESSING, rules::NO_INTERFACES, rules::SEVERAL_PRIMARIES,)
)]
#[allow(dead_code, reason = "a declaration")]
pub struct NetConfigV1 {
    /// Version of the file's format, here 1.
    #[field(required, range(1, 1), example = "1")]
    pub version: u8,
    /// What is set up under the name of an interface.
    #[field(rest)]
    pub interfaces: Map<DhcpInterface>,
}

/// An interface that uses DHCP.
#[derive(Shape)]
#[allow(dead_code, reason = "a declaration")]
pub struct DhcpInterface {
    /// Makes this the interface whose address the node goes by. One at most.
    #[field(default = "false", example = "true")]
    pub primary: Option<bool>,
    /// DHCP for IPv4: a boolean, or a table with options.
    #[field(example = "true")]
    pub dhcp4: Option<Switch<Dhcp4>>,
    /// DHCP for IPv6: a boolean, or a table with options.
    pub dhcp6: Option<Switch<Dhcp6>>,
}

//! Version 2 of the network file (Bottlerocket 1.10; core-kit 12.3.0, netdog, `net_config/v2.rs`).

use super::shared::{Dhcp4, Dhcp6, Route, StaticAddresses, Switch};
use crate::lang::bottlerocket::rules;
use crate::model::Map;
use ostler_derive::{Kind, Shape};

// Impact: netdog reads the file while the machine boots.
/// Version 2 of `net.toml`: interfaces with DHCP, static addresses and routes.
///
/// Each table is named after an interface. The first one is the primary, unless another says so.
#[derive(Kind)]
#[kind(impact = reboot)]
#[kind(
    name = "NetConfigV2",
    headless,
    since = "1.10",
    example = "version = 2\n\n[eno1]\nprimary = true\ndhcp4 = true\n\n[eno2.static4]\naddresses = [\"10.0.0.5/24\"]\n\n\
               [[eno2.route]]\nto = \"10.0.0.0/8\"\nvia = \"10.0.0.1\"\n",
    rules(
        rules::ADDRESS_FAMILY,
        rules::INTERFACE_NAME,
        rules::MIXED_ADDRESSES,
        rules::NO_ADDRESSING,
        rules::NO_INTERFACES,
        rules::ROUTE_WITHOUT_STATIC,
        rules::SEVERAL_PRIMARIES,
    )
)]
#[allow(dead_code, reason = "a declaration")]
pub struct NetConfigV2 {
    /// Version of the file's format, here 2.
    #[field(required, range(2, 2), example = "2")]
    pub version: u8,
    /// What is set up under the name of an interface.
    #[field(rest)]
    pub interfaces: Map<Interface>,
}

/// An interface.
#[derive(Shape)]
#[allow(dead_code, reason = "a declaration")]
pub struct Interface {
    /// Makes this the interface whose address the node goes by. One at most.
    #[field(default = "false", example = "true")]
    pub primary: Option<bool>,
    /// DHCP for IPv4: a boolean, or a table with options.
    #[field(example = "true")]
    pub dhcp4: Option<Switch<Dhcp4>>,
    /// DHCP for IPv6: a boolean, or a table with options.
    pub dhcp6: Option<Switch<Dhcp6>>,
    /// Fixed IPv4 addresses.
    pub static4: Option<StaticAddresses>,
    /// Fixed IPv6 addresses.
    pub static6: Option<StaticAddresses>,
    /// Routes, for interfaces with fixed addresses and without DHCP.
    pub route: Option<Vec<Route>>,
}

//! Links, addresses, routes, name resolution, firewall, probes. One kind, one file; nothing here decides anything.

pub mod bond_config;
pub mod ethernet_config;
pub mod hostname_config;
pub mod link_config;
pub mod network_rule_config;
pub mod resolver_config;
pub mod vlan_config;
pub mod wireguard_config;

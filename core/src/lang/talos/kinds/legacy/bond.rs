//! Bonds and bridges of `machine.network.interfaces`.

use super::interface::DeviceSelector;
use crate::lang::talos::enums;
use ostler_derive::Shape;

/// A bond: several links used as one.
#[derive(Shape)]
pub struct InterfaceBond {
    /// Names of the member links.
    /// Exclusive with `deviceSelectors`; a member may not have addresses of its own.
    #[field(keep_empty, example = "[enp0s3, enp0s8]")]
    pub interfaces: Vec<String>,
    /// Picks the members by hardware properties.
    /// Exclusive with `interfaces`.
    pub device_selectors: Vec<DeviceSelector>,
    /// Addresses to probe for link monitoring by ARP.
    /// It is read but validation refuses it: monitor with `miimon`.
    #[field(rename = "arpIPTarget")]
    // Unordered: all are asked.
    #[field(unordered)]
    pub arp_ip_target: Vec<String>,
    /// How the members share the traffic.
    /// `802.3ad` needs a switch that speaks LACP.
    #[field(keep_empty, values = enums::LEGACY_BOND_MODE, default = "balance-rr")]
    pub mode: String,
    /// Which parts of a packet decide its member, in modes that balance by hash.
    #[field(values = enums::LEGACY_XMIT_HASH_POLICY, default = "layer2")]
    pub xmit_hash_policy: String,
    /// How often the partner is asked for LACP frames.
    /// Only in mode `802.3ad`.
    #[field(values = enums::LEGACY_LACP_RATE, default = "slow")]
    pub lacp_rate: String,
    /// MAC address to use in LACP frames.
    /// It is read but validation refuses it.
    pub ad_actor_system: String,
    /// Which members check the ARP traffic that proves a link alive.
    /// Not with `802.3ad`, `balance-tlb` and `balance-alb`.
    #[field(values = enums::LEGACY_ARP_VALIDATE, default = "none")]
    pub arp_validate: String,
    /// Whether one reachable ARP target suffices.
    #[field(values = enums::LEGACY_ARP_ALL_TARGETS, default = "any")]
    pub arp_all_targets: String,
    /// Member that is preferred whenever it is up.
    /// Only with `active-backup`, `balance-tlb` and `balance-alb`.
    #[field(example = "enp0s3")]
    pub primary: String,
    /// When the primary member takes over again after it came back.
    #[field(values = enums::LEGACY_PRIMARY_RESELECT, default = "always")]
    pub primary_reselect: String,
    /// Which MAC address the bond has when the active member changes.
    #[field(values = enums::LEGACY_FAIL_OVER_MAC, default = "none")]
    pub fail_over_mac: String,
    /// How the aggregate is chosen in mode `802.3ad` when several are possible.
    #[field(values = enums::LEGACY_AD_SELECT, default = "stable")]
    pub ad_select: String,
    /// Interval of link checks in milliseconds.
    /// 0 switches them off, and a dead member then stays in use.
    #[field(default = "0", example = "100")]
    pub miimon: u32,
    /// Milliseconds until a member that came up is used.
    /// Must be a multiple of `miimon`.
    #[field(default = "0")]
    pub updelay: u32,
    /// Milliseconds until a member that went down is given up.
    /// Must be a multiple of `miimon`.
    #[field(default = "0")]
    pub downdelay: u32,
    /// Interval of link monitoring by ARP in milliseconds.
    /// Not with `802.3ad`, `balance-tlb` and `balance-alb`.
    #[field(default = "0")]
    pub arp_interval: u32,
    /// Number of IGMP membership reports after a failover.
    /// 0 counts as not given.
    pub resend_igmp: u32,
    /// Members that must be up for the bond to count as up.
    #[field(default = "0")]
    pub min_links: u32,
    /// Seconds between learning packets to the switches.
    /// 0 counts as not given.
    pub lp_interval: u32,
    /// Packets sent through a member before the next one is used.
    /// Above 1 only in mode `balance-rr`.
    pub packets_per_slave: u32,
    /// Number of announcements to peers after a failover, 0 to 255.
    pub num_peer_notif: u8,
    /// 1 moves flows between members by load.
    /// Only with `balance-tlb` and `balance-alb`.
    pub tlb_dynamic_lb: u8,
    /// 1 delivers frames that arrive on inactive members instead of dropping them as duplicates.
    #[field(default = "0")]
    pub all_slaves_active: u8,
    /// Checks links by their carrier state instead of asking the driver.
    /// Linux 6.18 and later no longer let it be switched off.
    #[field(default = "true")]
    pub use_carrier: Option<bool>,
    /// System priority in LACP frames.
    /// Only in mode `802.3ad`.
    pub ad_actor_sys_prio: u16,
    /// Upper ten bits of the port key in LACP frames.
    /// Only in mode `802.3ad`.
    pub ad_user_port_key: u16,
    /// Milliseconds between announcements to peers after a failover.
    #[field(default = "0")]
    pub peer_notify_delay: u32,
}

/// A software bridge.
#[derive(Shape)]
pub struct InterfaceBridge {
    /// Names of the links that are ports.
    /// A port may not have addresses of its own.
    #[field(keep_empty, example = "[enp0s3, enp0s8]")]
    // Unordered: each link names its bridge.
    #[field(unordered)]
    pub interfaces: Vec<String>,
    /// Spanning tree protocol, against loops.
    pub stp: Option<InterfaceStp>,
    /// Handling of VLAN tags inside the bridge.
    #[field(since = "1.8")]
    pub vlan: Option<InterfaceBridgeVlan>,
}

/// Spanning tree protocol of a bridge.
#[derive(Shape)]
pub struct InterfaceStp {
    /// Runs the protocol.
    /// New ports carry no traffic for some seconds while it listens.
    #[field(default = "true")]
    pub enabled: Option<bool>,
}

/// Handling of VLAN tags in a bridge.
#[derive(Shape)]
pub struct InterfaceBridgeVlan {
    /// Makes the bridge keep VLANs apart instead of forwarding every tag to every port.
    #[field(default = "false", since = "1.8")]
    pub vlan_filtering: Option<bool>,
}

/// Membership in a bridge that is declared elsewhere.
#[derive(Shape)]
pub struct InterfaceBridgePort {
    /// Name of the bridge.
    #[field(example = "br0", since = "1.9")]
    pub master: String,
}

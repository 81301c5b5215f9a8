//! Version 3 of the network file (Bottlerocket 1.12; core-kit 12.3.0, netdog, `net_config/v3.rs` and `devices`).

use super::shared::{Dhcp4, Dhcp6, Route, StaticAddresses, Switch};
use crate::lang::bottlerocket::{formats, rules};
use crate::model::{Enum, EnumValue, Map};
use ostler_derive::{Kind, Shape};

// Impact: netdog reads the file while the machine boots.
/// Version 3 of `net.toml`: interfaces, bonds and VLANs.
///
/// Each table is named after a device; a physical interface can be named by its MAC address too. `kind` makes a bond or
/// VLAN of it. The first one is the primary, unless another says so.
#[derive(Kind)]
#[kind(impact = reboot)]
#[kind(
    name = "NetConfigV3",
    headless,
    since = "1.12",
    example = "version = 3\n\n[bond0]\nkind = \"bond\"\nmode = \"active-backup\"\ninterfaces = [\"eno1\", \"eno2\"]\n\
               dhcp4 = true\n\n[bond0.monitoring]\nmiimon-frequency-ms = 100\nmiimon-updelay-ms = 200\n\
               miimon-downdelay-ms = 200\n\n[vlan42]\nkind = \"vlan\"\ndevice = \"bond0\"\nid = 42\ndhcp4 = true\n",
    rules(
        rules::ADDRESS_FAMILY,
        rules::BOND_MEMBERS,
        rules::BOND_MONITORING,
        rules::DEVICE_KIND,
        rules::INTERFACE_NAME,
        rules::MIXED_ADDRESSES,
        rules::NO_ADDRESSING,
        rules::NO_INTERFACES,
        rules::ROUTE_WITHOUT_STATIC,
        rules::SEVERAL_PRIMARIES,
    )
)]
#[allow(dead_code, reason = "a declaration")]
pub struct NetConfigV3 {
    /// Version of the file's format, here 3.
    #[field(required, range(3, 3), example = "3")]
    pub version: u8,
    /// What is set up under the name of a device.
    #[field(rest)]
    pub devices: Map<Device>,
}

/// An interface, bond or VLAN; `kind` decides which keys it may have.
#[derive(Shape)]
#[allow(dead_code, clippy::struct_field_names, reason = "a declaration")]
pub struct Device {
    /// Makes this the device whose address the node goes by. One at most.
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
    /// Routes, for devices with fixed addresses and without DHCP.
    pub route: Option<Vec<Route>>,
    /// What the device is; left out, it is an interface of the machine.
    #[field(values = DEVICE_KIND, example = "bond")]
    pub kind: Option<String>,
    /// How a bond shares the work among its members.
    #[field(values = BOND_MODE, example = "active-backup")]
    pub mode: Option<String>,
    /// Members of a bond. They must not stand in the file on their own.
    #[field(format = formats::INTERFACE_NAME, example = "[\"eno1\", \"eno2\"]")]
    pub interfaces: Option<Vec<String>>,
    /// Members of a bond that have to work for the bond to count as up.
    #[field(rename = "min-links", range(0, i64::MAX as i128), example = "1")]
    pub min_links: Option<u64>,
    /// How a bond finds out which of its members work.
    pub monitoring: Option<Monitoring>,
    /// Device that a VLAN rides on: an interface or a bond, but not a member of one.
    #[field(format = formats::INTERFACE_NAME, example = "bond0")]
    pub device: Option<String>,
    /// Number of a VLAN.
    #[field(range(0, 4094), example = "42")]
    pub id: Option<u16>,
}

/// How a bond watches its members: by the state of the link (`miimon-…`) or by ARP probes (`arpmon-…`).
#[derive(Shape)]
#[allow(dead_code, reason = "a declaration")]
pub struct Monitoring {
    /// Milliseconds between looks at the link.
    #[field(rename = "miimon-frequency-ms", range(1, u32::MAX as i128), example = "100")]
    pub miimon_frequency: Option<u32>,
    /// Milliseconds that a link has to be up before it is used; not below the frequency.
    #[field(rename = "miimon-updelay-ms", example = "200")]
    pub miimon_updelay: Option<u32>,
    /// Milliseconds that a link has to be down before it is dropped; not below the frequency.
    #[field(rename = "miimon-downdelay-ms", example = "200")]
    pub miimon_downdelay: Option<u32>,
    /// Milliseconds between ARP probes.
    #[field(rename = "arpmon-interval-ms", range(1, u32::MAX as i128), example = "200")]
    pub arpmon_interval: Option<u32>,
    /// Which members have their probes validated.
    #[field(rename = "arpmon-validate", values = ARP_VALIDATE, example = "all")]
    pub arpmon_validate: Option<String>,
    /// Addresses that are probed, 1 to 16.
    #[field(rename = "arpmon-targets", format = formats::ADDRESS, example = "[\"10.0.0.1\"]")]
    pub arpmon_targets: Option<Vec<String>>,
}

const fn value(text: &'static str, doc: &'static str) -> EnumValue {
    EnumValue { text, doc, life: &[] }
}

/// What a device is.
static DEVICE_KIND: Enum = Enum {
    name: "device kind",
    doc: "What a device is, beside an interface of the machine.",
    values: &[
        value("bond", "Several interfaces that work as one."),
        value("vlan", "A tagged network on another device."),
    ],
    ignores_case_since: None,
    aliases: &[("Bond", "bond"), ("Vlan", "vlan"), ("VLAN", "vlan")],
    left_to_rules: false,
    zero: None,
    unnamed: "",
};

/// How a bond shares the work.
static BOND_MODE: Enum = Enum {
    name: "bond mode",
    doc: "How a bond shares the work among its members.",
    values: &[value("active-backup", "One member works, the others wait.")],
    ignores_case_since: None,
    aliases: &[],
    left_to_rules: false,
    zero: None,
    unnamed: "",
};

/// Which members have their ARP probes validated.
static ARP_VALIDATE: Enum = Enum {
    name: "ARP validation",
    doc: "Which members of a bond have their ARP probes validated.",
    values: &[
        value("active", "The one that works."),
        value("all", "All."),
        value("backup", "Those that wait."),
        value("none", "None."),
    ],
    ignores_case_since: None,
    aliases: &[],
    left_to_rules: false,
    zero: None,
    unnamed: "",
};

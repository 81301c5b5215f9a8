//! `machine.network.interfaces`: links, routes, VLANs, DHCP, shared addresses.

use super::bond::{InterfaceBond, InterfaceBridge, InterfaceBridgePort};
use super::wireguard::InterfaceWireguard;
use ostler_derive::Shape;

/// A network interface: an existing link, or a logical one that is created.
#[derive(Shape)]
pub struct Interface {
    /// Name of the link; a logical link is created under it.
    /// Exclusive with `deviceSelector`, and one of the two is needed.
    #[field(example = "enp0s3")]
    pub interface: String,
    /// Picks the link by hardware properties instead of its name, which may change between boots and kernels.
    pub device_selector: Option<DeviceSelector>,
    /// Static addresses with prefix length.
    /// An address without one counts as a single host.
    #[field(example = "10.5.0.2/24", example = "2001:db8::2/64")]
    // Unordered: each becomes a resource of its own name.
    #[field(unordered)]
    pub addresses: Vec<String>,
    /// Single static address with prefix length: the form before `addresses`, and refused together with it.
    #[field(example = "10.5.0.2/24", deprecated("1.6", "addresses"))]
    pub cidr: String,
    /// Static routes through the link.
    // Unordered: each becomes a resource of its own name.
    #[field(unordered)]
    pub routes: Vec<InterfaceRoute>,
    /// Makes the interface a bond of several links.
    /// Exclusive with `bridge`.
    pub bond: Option<InterfaceBond>,
    /// Makes the interface a bridge.
    /// Exclusive with `bond`.
    pub bridge: Option<InterfaceBridge>,
    /// Makes the interface a port of a bridge that is declared elsewhere.
    #[field(since = "1.9")]
    pub bridge_port: Option<InterfaceBridgePort>,
    /// VLANs on top of the interface.
    /// Patches match them by `vlanId`.
    #[field(merge = by_key("vlanId"))]
    // Unordered: each item says which VLAN it is.
    #[field(unordered)]
    pub vlans: Vec<InterfaceVlan>,
    /// Largest packet of the link in bytes.
    /// 0 or nothing keeps the driver's value.
    #[field(example = "9000")]
    pub mtu: i64,
    /// Asks for addresses by DHCP.
    /// An interface that is listed without it and without addresses is brought up but stays unaddressed.
    #[field(default = "false")]
    pub dhcp: Option<bool>,
    /// Leaves the interface alone: neither configured nor used for automatic DHCP.
    #[field(default = "false")]
    pub ignore: Option<bool>,
    /// Creates a dummy link, a place for addresses without hardware.
    #[field(default = "false")]
    pub dummy: Option<bool>,
    /// Details of DHCP; without effect unless `dhcp` is on.
    pub dhcp_options: Option<DhcpOptions>,
    /// Makes the interface a WireGuard tunnel.
    pub wireguard: Option<InterfaceWireguard>,
    /// Address that the control plane machines share: one at a time answers for it.
    /// Refused on workers.
    pub vip: Option<SharedAddress>,
}

/// Hardware properties of a link; all given ones must match.
#[derive(Shape)]
pub struct DeviceSelector {
    /// Path on the PCI or USB bus; `*` and `?` match as in file names.
    #[field(example = "00:*")]
    pub bus_path: String,
    /// Current MAC address in lower case; `*` and `?` match as in file names.
    /// Bonds and bridges change it, see `permanentAddr`.
    #[field(example = "'*:f0:ab'")]
    pub hardware_addr: String,
    /// MAC address burned into the card, in lower case; it does not change when the link joins a bond.
    /// `*` and `?` match as in file names.
    #[field(example = "00:1b:21:*", since = "1.9")]
    pub permanent_addr: String,
    /// Vendor and device on the PCI bus, `vendor:device` in hexadecimal; `*` and `?` match as in file names.
    #[field(rename = "pciID", example = "8086:1520")]
    pub pci_id: String,
    /// Kernel driver of the link; `*` and `?` match as in file names.
    #[field(example = "virtio")]
    pub driver: String,
    /// Limits the choice to physical links, or with `false` to virtual ones.
    /// Patches never match an item whose selector has it.
    #[field(since = "1.7")]
    pub physical: Option<bool>,
}

/// A static route.
#[derive(Shape)]
pub struct InterfaceRoute {
    /// Destination.
    /// Without it the route is the default route of the gateway's address family.
    #[field(keep_empty, example = "10.2.0.0/16")]
    pub network: String,
    /// Next hop.
    /// Without it the destination is reached on the link directly; then `network` is needed.
    #[field(keep_empty, example = "10.5.0.1")]
    pub gateway: String,
    /// Source address for packets on this route.
    #[field(example = "10.5.0.2")]
    pub source: String,
    /// Priority among routes to the same destination: the lower one wins.
    /// 0 counts as not given.
    #[field(default = "1024")]
    pub metric: u32,
    /// Packet size in bytes on this route alone.
    /// 0 leaves it to the link.
    #[field(example = "1400")]
    pub mtu: u32,
}

/// A VLAN on top of an interface.
#[derive(Shape)]
pub struct InterfaceVlan {
    /// Static addresses with prefix length.
    #[field(example = "10.6.0.2/24")]
    // Unordered: each becomes a resource of its own name.
    #[field(unordered)]
    pub addresses: Vec<String>,
    /// Single static address with prefix length: the form before `addresses`, and refused together with it.
    #[field(example = "10.6.0.2/24", deprecated("1.6", "addresses"))]
    pub cidr: String,
    /// Static routes through the VLAN.
    #[field(keep_empty)]
    // Unordered: each becomes a resource of its own name.
    #[field(unordered)]
    pub routes: Vec<InterfaceRoute>,
    /// Asks for addresses by DHCP on the VLAN.
    #[field(default = "false")]
    pub dhcp: Option<bool>,
    /// Tag of the VLAN, 1 to 4094.
    /// The link is named after its parent, as in `eth0.100`. Items of patches are matched by it.
    #[field(keep_empty, example = "100")]
    pub vlan_id: u16,
    /// Largest packet of the VLAN in bytes, not above that of the parent.
    /// 0 keeps the parent's.
    #[field(example = "1500")]
    pub mtu: u32,
    /// Address on the VLAN that the control plane machines share.
    pub vip: Option<SharedAddress>,
    /// Details of DHCP; without effect unless `dhcp` is on.
    pub dhcp_options: Option<DhcpOptions>,
}

/// An address that moves between control plane machines, elected through etcd.
#[derive(Shape)]
pub struct SharedAddress {
    /// The shared address, without prefix length.
    /// It must be free in the machines' network and appears only after etcd is up.
    #[field(example = "10.5.0.100")]
    pub ip: String,
    /// Moves the address through the API of Equinix Metal rather than by ARP.
    pub equinix_metal: Option<EquinixMetalVip>,
    /// Moves the address through the API of Hetzner Cloud rather than by ARP.
    pub hcloud: Option<HetznerCloudVip>,
}

/// Access to the API of Equinix Metal.
#[derive(Shape)]
pub struct EquinixMetalVip {
    /// Token that may assign the project's addresses.
    #[field(keep_empty, secret)]
    pub api_token: String,
}

/// Access to the API of Hetzner Cloud.
#[derive(Shape)]
pub struct HetznerCloudVip {
    /// Token that may assign the project's floating or alias addresses.
    #[field(keep_empty, secret)]
    pub api_token: String,
}

/// Details of DHCP on an interface.
#[derive(Shape)]
pub struct DhcpOptions {
    /// Priority of the routes that DHCP brings: the lower one wins.
    /// 0 counts as not given. Raise it on links that must not carry the default route.
    #[field(keep_empty, default = "1024")]
    pub route_metric: u32,
    /// Asks for an IPv4 address.
    #[field(default = "true")]
    pub ipv4: Option<bool>,
    /// Asks for an IPv6 address.
    /// Router advertisements work without it.
    #[field(default = "false")]
    pub ipv6: Option<bool>,
    /// Client identifier for DHCPv6 in hexadecimal.
    /// Without it one is made from the link's address.
    #[field(example = "00:01:00:01:2a:6b:fc:01:02:42:ac:11:00:02")]
    pub duidv6: String,
}

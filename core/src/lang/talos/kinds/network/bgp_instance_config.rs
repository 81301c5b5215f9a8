//! `BGPInstanceConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::formats;
use crate::lang::talos::rules::{common, network};
use ostler_derive::{Kind, Shape};

/// Runs a BGP speaker on the machine, for routed networks without a shared segment.
///
/// The usual use is a host that announces an address of a dummy link over two or more uplinks. It speaks for the
/// machine itself; load balancers inside the cluster bring their own speakers, which must not use the same peers
/// and port.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "BGPInstanceConfig",
    version = "v1alpha1",
    since = "1.14",
    identity = "name",
    rules(
        network::BGP_BFD_IN_VRF,
        network::BGP_IMPORT_OVERLAP,
        network::BGP_IMPORT_PREFIX,
        network::BGP_IMPORT_SOURCE,
        network::BGP_NEIGHBOR,
        network::BGP_NEIGHBOR_TWICE,
        network::BGP_ROUTER_ID,
        network::BGP_WITHOUT_NEIGHBORS,
        common::NEGATIVE_DURATION
    ),
    example = "apiVersion: v1alpha1
kind: BGPInstanceConfig
name: fabric
localASN: 65010
advertise:
  - dummy0
multipath: true
neighbors:
  - link: enp1s0
  - link: enp2s0
"
)]
pub struct BGPInstanceConfig {
    /// Free name of the instance; other instances refer to it in `importRoutes`.
    #[field(keep_empty, required, example = "fabric")]
    pub name: String,
    /// Name of the `VRFConfig` link whose routing domain the instance uses.
    /// Absent means the default domain.
    #[field(example = "vrf-blue", see = "VRFConfig")]
    pub vrf: String,
    /// Autonomous system number of this machine, not 0.
    /// Numbers 64512 to 65534 and 4200000000 to 4294967294 are for private use.
    #[field(rename = "localASN", keep_empty, required, range(1, 4_294_967_295), example = "65010")]
    pub local_asn: u32,
    /// Identifier in the form of an IPv4 address, unique in the fabric.
    /// Absent takes the first advertised address.
    #[field(rename = "routerID", format = formats::IP, merge = assign_unless_zero, example = "10.255.0.7")]
    pub router_id: String,
    /// Address that packets by learned routes carry as their sender.
    /// Absent lets the kernel choose, mostly the uplink's address.
    #[field(format = formats::IP, merge = assign_unless_zero, example = "10.255.0.7")]
    pub route_source: String,
    /// Links, by name or alias, whose addresses are announced with their prefix lengths.
    /// A patch replaces the list.
    #[field(merge = replace, example = "[dummy0]")]
    // Unordered: all are announced.
    #[field(unordered)]
    pub advertise: Vec<String>,
    /// Whether routes that several neighbours announce are used at the same time.
    #[field(default = "false")]
    pub multipath: Option<bool>,
    /// Most next hops of a route that are used at the same time.
    /// 0 leaves it to Talos.
    pub max_paths: u8,
    /// Whether learned routes go into the kernel's table.
    /// With `false` they are only kept for `importRoutes` of other instances.
    #[field(default = "true")]
    pub install_routes: Option<bool>,
    /// Routes that are taken over from other instances, one way.
    /// A patch replaces the list.
    #[field(merge = replace)]
    pub import_routes: Vec<BGPImportRoute>,
    /// Peers.
    /// Without any the instance runs and does nothing. A patch replaces the list.
    #[field(merge = replace)]
    pub neighbors: Vec<BGPNeighborConfig>,
}

/// Routes taken over from another BGP instance.
#[derive(Shape)]
pub struct BGPImportRoute {
    /// Name of the other instance, once per list.
    #[field(keep_empty, required, example = "storage")]
    pub bgp_instance: String,
    /// Networks that contain the routes to take over, without host bits.
    /// They may not overlap within the instance.
    #[field(format = formats::IP_PREFIX, keep_empty, required, example = "[10.60.0.0/16]")]
    // Unordered: a route in any of them is taken.
    #[field(unordered)]
    pub prefixes: Vec<String>,
}

/// A BGP peer, named by address or by link.
#[derive(Shape)]
pub struct BGPNeighborConfig {
    /// Address of the peer.
    /// Excludes `link`; one of them must be there.
    #[field(format = formats::IP, merge = assign_unless_zero, example = "10.20.0.1")]
    pub address: String,
    /// Link, by name or alias, on which the peer is found by its link-local address.
    /// Excludes `address`.
    #[field(example = "enp1s0")]
    pub link: String,
    /// Number that the peer must have.
    /// 0 or absent accepts any number other than ours.
    #[field(rename = "peerASN", example = "65001")]
    pub peer_asn: u32,
    /// Number that this machine shows to this peer, when it differs from the instance's.
    /// 0 or absent shows the instance's.
    #[field(rename = "localASN")]
    pub local_asn: u32,
    /// Whether this machine waits for the peer to connect.
    /// A patch that gives the neighbour again without it sets it to false.
    pub passive: bool,
    /// Silence after which the session is given up.
    /// 0 or absent leaves it to Talos; fast detection is the work of `bfd`.
    #[field(format = formats::GO_DURATION, example = "9s")]
    pub hold_time: String,
    /// Fast detection of a dead path.
    /// Writing `{}` switches it on with its defaults; it does not work in a VRF.
    pub bfd: Option<BGPBFDConfig>,
}

/// Fast detection of a dead path (BFD).
#[derive(Shape)]
pub struct BGPBFDConfig {
    /// Shortest time between two packets that are sent.
    /// 0 or absent leaves it to Talos.
    #[field(format = formats::GO_DURATION, example = "300ms")]
    pub transmit_interval: String,
    /// Shortest time between two packets that this machine wants to receive.
    /// 0 or absent leaves it to Talos.
    #[field(format = formats::GO_DURATION, example = "300ms")]
    pub receive_interval: String,
    /// Missing packets in a row after which the path is dead.
    /// 0 leaves it to Talos.
    #[field(example = "3")]
    pub detect_multiplier: u8,
}

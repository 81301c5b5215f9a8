//! `BridgeConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::formats;
use crate::lang::talos::kinds::shared::link::CommonLinkConfig;
use crate::lang::talos::rules::network;
use ostler_derive::{Kind, Shape};

/// Creates a bridge: a switch in software.
///
/// Replaces an item of `machine.network.interfaces` with `bridge`. Addresses go on the bridge, members need none.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "BridgeConfig",
    version = "v1alpha1",
    since = "1.12",
    identity = "name",
    conflicts(
        "BondConfig",
        "DummyLinkConfig",
        "LinkConfig",
        "VLANConfig",
        "VRFConfig",
        "VethConfig",
        "WireguardConfig"
    ),
    rules(network::UNSPECIFIED_ADDRESS),
    example = "apiVersion: v1alpha1
kind: BridgeConfig
name: br0
links:
  - enp1s0
stp:
  enabled: true
addresses:
  - address: 10.20.0.5/24
"
)]
pub struct BridgeConfig {
    /// Name of the bridge that is created, at most 15 bytes.
    #[field(keep_empty, required, example = "br0")]
    pub name: String,
    /// MAC address of the bridge.
    /// Absent takes the lowest among the members, which may change when one is added.
    #[field(format = formats::HEX_BYTES, example = "2e:3c:4d:5e:6f:70")]
    pub hardware_addr: String,
    /// Names or aliases of the members.
    /// May be empty, for virtual machines that attach later.
    #[field(example = "[enp1s0]")]
    // Unordered: each link names its bridge.
    #[field(unordered)]
    pub links: Vec<String>,
    /// Spanning tree, which breaks loops.
    pub stp: BridgeSTPConfig,
    /// Handling of VLAN tags.
    pub vlan: BridgeVLANConfig,
    /// What every link has: state, packet size, addresses and routes.
    #[field(flatten)]
    pub common: CommonLinkConfig,
}

/// Spanning tree of a bridge.
#[derive(Shape)]
pub struct BridgeSTPConfig {
    /// Whether the bridge takes part in spanning tree.
    /// Without it a loop in the cabling floods the network.
    #[field(default = "false")]
    pub enabled: Option<bool>,
}

/// VLAN handling of a bridge.
#[derive(Shape)]
pub struct BridgeVLANConfig {
    /// Whether ports only pass the VLANs that they belong to.
    /// Without it tags pass through untouched.
    #[field(default = "false")]
    pub filtering: Option<bool>,
}

//! `VLANConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::talos::enums;
use crate::lang::talos::kinds::shared::link::CommonLinkConfig;
use crate::lang::talos::rules::network;
use ostler_derive::Kind;

/// Creates a VLAN on top of another link.
///
/// Replaces an item of `vlans` below `machine.network.interfaces`. The parent needs no addresses of its own.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "VLANConfig",
    version = "v1alpha1",
    since = "1.12",
    identity = "name",
    conflicts(
        "BondConfig",
        "BridgeConfig",
        "DummyLinkConfig",
        "LinkConfig",
        "VRFConfig",
        "VethConfig",
        "WireguardConfig"
    ),
    rules(network::UNSPECIFIED_ADDRESS),
    example = "apiVersion: v1alpha1
kind: VLANConfig
name: enp0s1.30
vlanID: 30
parent: enp0s1
addresses:
  - address: 10.30.0.5/24
"
)]
pub struct VLANConfig {
    /// Name of the VLAN link that is created, at most 15 bytes.
    /// The kernel does not derive the VLAN from it.
    #[field(keep_empty, required, example = "enp0s1.30")]
    pub name: String,
    /// Number of the VLAN, 1 to 4094.
    /// It must be allowed on the switch port.
    #[field(rename = "vlanID", required, range(1, 4094), example = "30")]
    pub vlan_id: u16,
    /// Kind of tag.
    /// Absent means `802.1q`; `802.1ad` is the outer tag of stacked VLANs.
    #[field(values = enums::VLAN_PROTOCOL, example = "802.1q")]
    pub vlan_mode: Option<String>,
    /// Name or alias of the link that carries the tagged frames.
    #[field(required, example = "enp0s1")]
    pub parent: String,
    /// What every link has: state, packet size, addresses and routes.
    #[field(flatten)]
    pub common: CommonLinkConfig,
}

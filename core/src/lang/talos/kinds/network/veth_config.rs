//! `VethConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::talos::kinds::shared::link::CommonLinkConfig;
use crate::lang::talos::rules::network;
use ostler_derive::{Kind, Shape};

/// Creates two links that are the ends of one virtual cable.
///
/// Both ends are in the machine's network; put one of them into a VRF or bridge to connect it with the rest.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "VethConfig",
    version = "v1alpha1",
    since = "1.14",
    identity = "name",
    conflicts(
        "BondConfig",
        "BridgeConfig",
        "DummyLinkConfig",
        "LinkConfig",
        "VLANConfig",
        "VRFConfig",
        "WireguardConfig"
    ),
    rules(network::UNSPECIFIED_ADDRESS, network::VETH_NAME),
    example = "apiVersion: v1alpha1
kind: VethConfig
name: veth-a
peer:
  name: veth-b
  addresses:
    - address: 10.99.0.2/30
addresses:
  - address: 10.99.0.1/30
"
)]
pub struct VethConfig {
    /// Name of this end, at most 15 bytes without spaces, `/` and `:`.
    /// Aliases are not possible, since the link is created.
    #[field(keep_empty, required, example = "veth-a")]
    pub name: String,
    /// The other end.
    #[field(keep_empty, required)]
    pub peer: VethPeerConfig,
    /// What every link has: state, packet size, addresses and routes.
    #[field(flatten)]
    pub common: CommonLinkConfig,
}

/// The other end of a virtual cable.
#[derive(Shape)]
pub struct VethPeerConfig {
    /// Name of the other end, under the same rules as the document's name.
    /// It may not be the name of another link document.
    #[field(keep_empty, required, example = "veth-b")]
    pub name: String,
    /// What every link has: state, packet size, addresses and routes.
    #[field(flatten)]
    pub common: CommonLinkConfig,
}

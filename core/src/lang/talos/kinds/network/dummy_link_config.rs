//! `DummyLinkConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::formats;
use crate::lang::talos::kinds::shared::link::CommonLinkConfig;
use crate::lang::talos::rules::network;
use ostler_derive::Kind;

/// Creates a link that leads nowhere, to carry an address.
///
/// Replaces an item of `machine.network.interfaces` with `dummy: true`. The address stays up whatever happens to
/// the cables, which is what routing protocols announce.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "DummyLinkConfig",
    version = "v1alpha1",
    since = "1.12",
    identity = "name",
    conflicts("BondConfig", "BridgeConfig", "LinkConfig", "VLANConfig", "VRFConfig", "VethConfig", "WireguardConfig"),
    rules(network::UNSPECIFIED_ADDRESS),
    example = "apiVersion: v1alpha1
kind: DummyLinkConfig
name: dummy0
addresses:
  - address: 10.255.0.7/32
"
)]
pub struct DummyLinkConfig {
    /// Name of the link that is created, at most 15 bytes.
    #[field(keep_empty, required, example = "dummy0")]
    pub name: String,
    /// MAC address of the link.
    /// Absent takes a random one.
    #[field(format = formats::HEX_BYTES, example = "2e:3c:4d:5e:6f:70")]
    pub hardware_addr: String,
    /// What every link has: state, packet size, addresses and routes.
    #[field(flatten)]
    pub common: CommonLinkConfig,
}

//! `LinkConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::talos::kinds::shared::link::CommonLinkConfig;
use crate::lang::talos::rules::network;
use ostler_derive::Kind;

/// Configures a link that exists already, such as a physical network card.
///
/// Replaces an item of `machine.network.interfaces` that names a physical interface. It takes the link out of
/// automatic configuration: as soon as any link or DHCP document exists, Talos no longer runs DHCP by itself, so
/// add a `DHCPv4Config` where addresses come from DHCP. Links that must be created first have kinds of their own
/// (`BondConfig`, `VLANConfig` …).
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "LinkConfig",
    version = "v1alpha1",
    since = "1.12",
    identity = "name",
    conflicts(
        "BondConfig",
        "BridgeConfig",
        "DummyLinkConfig",
        "VLANConfig",
        "VRFConfig",
        "VethConfig",
        "WireguardConfig"
    ),
    rules(network::UNSPECIFIED_ADDRESS),
    example = "apiVersion: v1alpha1
kind: LinkConfig
name: enp0s1
mtu: 9000
addresses:
  - address: 10.20.0.5/24
routes:
  - gateway: 10.20.0.1
"
)]
pub struct LinkConfig {
    /// Kernel name of the link, or an alias that a `LinkAliasConfig` gives.
    /// Names such as `eth0` depend on probing order; an alias survives hardware changes.
    #[field(keep_empty, required, example = "enp0s1", see = "LinkAliasConfig")]
    pub name: String,
    /// What every link has: state, packet size, addresses and routes.
    #[field(flatten)]
    pub common: CommonLinkConfig,
}

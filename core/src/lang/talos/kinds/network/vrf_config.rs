//! `VRFConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::formats;
use crate::lang::talos::enums;
use crate::lang::talos::kinds::shared::link::CommonLinkConfig;
use crate::lang::talos::rules::network;
use ostler_derive::Kind;

/// Creates a VRF: a routing domain of its own for some links.
///
/// Traffic of its members uses the VRF's table only, so it needs its own default route there. Programs must bind to
/// the VRF to use it; Kubernetes itself stays in the default domain.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "VRFConfig",
    version = "v1alpha1",
    since = "1.13",
    identity = "name",
    conflicts(
        "BondConfig",
        "BridgeConfig",
        "DummyLinkConfig",
        "LinkConfig",
        "VLANConfig",
        "VethConfig",
        "WireguardConfig"
    ),
    rules(network::RESERVED_VRF_TABLE, network::UNSPECIFIED_ADDRESS),
    example = "apiVersion: v1alpha1
kind: VRFConfig
name: vrf-blue
links:
  - enp2s0
table: 100
"
)]
pub struct VRFConfig {
    /// Name of the VRF link that is created, at most 15 bytes.
    #[field(keep_empty, required, example = "vrf-blue")]
    pub name: String,
    /// MAC address of the VRF link.
    /// Absent takes a random one.
    #[field(format = formats::HEX_BYTES, example = "2e:3c:4d:5e:6f:70")]
    pub hardware_addr: String,
    /// Names or aliases of the links that belong to the VRF.
    #[field(example = "[enp2s0]")]
    // Unordered: each link names its VRF.
    #[field(unordered)]
    pub links: Vec<String>,
    /// Routing table of the VRF: a number from 1 to 252 that nothing else uses.
    /// The named tables are refused.
    #[field(values = enums::ROUTING_TABLE, keep_empty, required, example = "100")]
    pub table: String,
    /// What every link has: state, packet size, addresses and routes.
    #[field(flatten)]
    pub common: CommonLinkConfig,
}

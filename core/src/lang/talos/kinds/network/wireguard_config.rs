//! `WireguardConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::formats;
use crate::lang::talos::kinds::shared::link::CommonLinkConfig;
use crate::lang::talos::rules::{common, network};
use ostler_derive::{Kind, Shape};

/// Creates a WireGuard tunnel with its peers.
///
/// Replaces an item of `machine.network.interfaces` with `wireguard`. Routes are not derived from `allowedIPs`: add
/// them under `routes` where traffic should enter the tunnel. KubeSpan sets up a mesh of its own and needs no such
/// document.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "WireguardConfig",
    version = "v1alpha1",
    since = "1.12",
    identity = "name",
    conflicts("BondConfig", "BridgeConfig", "DummyLinkConfig", "LinkConfig", "VLANConfig", "VRFConfig", "VethConfig"),
    rules(common::NEGATIVE_DURATION, network::UNSPECIFIED_ADDRESS, network::WIREGUARD_DOCUMENT_KEY),
    example = "apiVersion: v1alpha1
kind: WireguardConfig
name: wg0
privateKey: GBsGHHfqNOhDlSVLZvGOoHMTrWbDkbH7H+Gcj3FGNmI=
listenPort: 51820
peers:
  - publicKey: RXdkJ5GN0wlKkzjQ5Sk3zQ1ynMDxIVUV9DC0TKK2Pgs=
    endpoint: 203.0.113.7:51820
    persistentKeepaliveInterval: 25s
    allowedIPs:
      - 10.90.0.0/24
addresses:
  - address: 10.90.0.1/24
"
)]
pub struct WireguardConfig {
    /// Name of the tunnel link that is created.
    #[field(keep_empty, required, example = "wg0")]
    pub name: String,
    /// This end's private key: 32 bytes in base64, as `wg genkey` prints it.
    /// Its public half goes to the peers.
    #[field(required, secret)]
    pub private_key: String,
    /// UDP port on which peers reach this end.
    /// 0 or absent takes a random port, which suits ends that only dial out.
    #[field(range(0, 65535), example = "51820")]
    pub listen_port: i64,
    /// Mark on the encrypted packets that leave, for routing rules that keep them out of the tunnel itself.
    pub firewall_mark: i64,
    /// The other ends.
    /// A patch appends to the list; it does not merge peers by key.
    // Unordered: upstream sorts them by key.
    #[field(unordered)]
    pub peers: Vec<WireguardPeer>,
    /// What every link has: state, packet size, addresses and routes.
    #[field(flatten)]
    pub common: CommonLinkConfig,
}

/// The other end of a WireGuard tunnel.
#[derive(Shape)]
pub struct WireguardPeer {
    /// The peer's public key in base64, which is also its identity.
    #[field(required)]
    pub public_key: String,
    /// Symmetric key in base64 that both ends add on top, as `wg genpsk` prints it.
    #[field(secret)]
    pub preshared_key: String,
    /// Address and port at which the peer is dialled.
    /// Without it this end waits for the peer; host names are not allowed.
    #[field(format = formats::IP_PORT, merge_since("1.14", assign_unless_zero), example = "203.0.113.7:51820")]
    pub endpoint: String,
    /// How often an empty packet keeps a NAT mapping open.
    /// 0 or absent sends none; behind NAT 25 seconds are usual.
    #[field(format = formats::GO_DURATION, example = "25s")]
    pub persistent_keepalive_interval: String,
    /// Networks whose packets may come from the peer and are sent to it.
    /// An address belongs to one peer only.
    #[field(rename = "allowedIPs", format = formats::IP_PREFIX, example = "[10.90.0.0/24]")]
    // Unordered: a set of networks.
    #[field(unordered)]
    pub allowed_ips: Vec<String>,
}

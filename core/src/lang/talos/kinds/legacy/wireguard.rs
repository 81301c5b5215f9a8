//! WireGuard of `machine.network.interfaces`.

use crate::lang::formats::GO_DURATION;
use ostler_derive::Shape;

/// A WireGuard tunnel.
#[derive(Shape)]
pub struct InterfaceWireguard {
    /// Own private key: base64 of 32 bytes, as made by `wg genkey`.
    /// An empty one is refused.
    #[field(secret)]
    pub private_key: String,
    /// UDP port on which peers reach this machine.
    /// 0 lets the kernel choose one.
    #[field(example = "51820")]
    pub listen_port: i64,
    /// Mark set on the tunnel's own packets, for rules that keep them out of the tunnel.
    /// 0 sets none.
    pub firewall_mark: i64,
    /// Machines at the other ends.
    /// Patches append to the list.
    // Unordered: upstream sorts them by key.
    #[field(unordered)]
    pub peers: Vec<InterfaceWireguardPeer>,
}

/// A machine at the other end of a WireGuard tunnel.
#[derive(Shape)]
pub struct InterfaceWireguardPeer {
    /// Its public key: base64 of 32 bytes.
    #[field(example = "THsSvMhUSLC9OEYgWsdvuhx/tr5YHf7nzXArv5FH+V8=")]
    pub public_key: String,
    /// Address and port under which it is reached first.
    /// Without it this side waits until the peer speaks.
    #[field(example = "192.168.1.2:51820")]
    pub endpoint: String,
    /// Interval of empty packets that keep NAT mappings open.
    /// 0 sends none.
    #[field(format = GO_DURATION, default = "0s", example = "25s")]
    pub persistent_keepalive_interval: String,
    /// Networks behind the peer: what may come from it and what is routed to it.
    #[field(rename = "allowedIPs", example = "10.2.0.0/24")]
    // Unordered: a set of networks.
    #[field(unordered)]
    pub allowed_ips: Vec<String>,
}

//! `DHCPv4Config`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::formats;
use crate::lang::talos::enums;
use crate::lang::talos::rules::network;
use ostler_derive::Kind;

/// Runs a DHCP client for IPv4 on a link.
///
/// Replaces `dhcp: true` and `dhcpOptions` of the legacy document. It stands beside the link's own document of the
/// same name. The first DHCP or link document on a machine ends the DHCP that Talos runs by itself on all physical
/// links.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "DHCPv4Config",
    version = "v1alpha1",
    since = "1.12",
    identity = "name",
    rules(network::DUID_AND_IDENTIFIER),
    example = "apiVersion: v1alpha1
kind: DHCPv4Config
name: enp0s1
"
)]
pub struct DHCPv4Config {
    /// Name or alias of the link.
    #[field(keep_empty, required, example = "enp0s1")]
    pub name: String,
    /// Metric of the routes that the server hands out; the lowest wins.
    /// 0 or absent means 1024.
    #[field(example = "2048")]
    pub route_metric: u32,
    /// Whether the server's idea of the hostname is ignored.
    #[field(default = "false")]
    pub ignore_hostname: Option<bool>,
    /// Whether default gateway and static routes of the server are ignored.
    /// The leased address keeps the route to its own network.
    #[field(since = "1.14", default = "false")]
    pub ignore_routes: Option<bool>,
    /// What the client identifies itself by.
    /// Servers with fixed leases mostly go by the MAC address.
    #[field(values = enums::CLIENT_IDENTIFIER, default = "mac", example = "mac")]
    pub client_identifier: Option<String>,
    /// Identifier that is sent with `clientIdentifier: duid`, in hexadecimal; needed then and refused otherwise.
    #[field(format = formats::HEX_BYTES, example = "00:03:00:01:2e:3c:4d:5e:6f:70")]
    pub duid_raw: String,
}

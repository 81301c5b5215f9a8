//! `DHCPv6Config`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::formats;
use crate::lang::talos::enums;
use crate::lang::talos::rules::network;
use ostler_derive::Kind;

/// Runs a DHCP client for IPv6 on a link.
///
/// Replaces `dhcpOptions.ipv6` of the legacy document. Default routes come from router advertisements, not from
/// DHCP, so this document brings addresses and name servers only.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "DHCPv6Config",
    version = "v1alpha1",
    since = "1.12",
    identity = "name",
    rules(network::DUID_AND_IDENTIFIER),
    example = "apiVersion: v1alpha1
kind: DHCPv6Config
name: enp0s1
"
)]
pub struct DHCPv6Config {
    /// Name or alias of the link.
    #[field(keep_empty, required, example = "enp0s1")]
    pub name: String,
    /// Metric of the routes that go with the lease; the lowest wins.
    /// 0 or absent means 1024.
    #[field(example = "2048")]
    pub route_metric: u32,
    /// Whether the server's idea of the hostname is ignored.
    #[field(default = "false")]
    pub ignore_hostname: Option<bool>,
    /// What the client identifies itself by.
    #[field(values = enums::CLIENT_IDENTIFIER, default = "mac", example = "duid")]
    pub client_identifier: Option<String>,
    /// Identifier that is sent with `clientIdentifier: duid`, in hexadecimal; needed then and refused otherwise.
    #[field(format = formats::HEX_BYTES, example = "00:03:00:01:2e:3c:4d:5e:6f:70")]
    pub duid_raw: String,
}

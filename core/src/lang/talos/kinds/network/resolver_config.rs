//! `ResolverConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::formats;
use crate::lang::talos::enums;
use crate::lang::talos::rules::network;
use ostler_derive::{Kind, Shape};

/// Sets the machine's name servers and search domains, and from 1.14 on its DNS cache.
///
/// Replaces `machine.network.nameservers`, `searchDomains` and `disableSearchDomain`, and
/// `machine.features.hostDNS`; giving both is refused. What is given here overrides name servers from DHCP and from
/// the cloud platform.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "ResolverConfig",
    version = "v1alpha1",
    since = "1.12",
    rules(network::ENCRYPTED_DNS_NAME, network::HOST_DNS_OFF, network::ONLY_ENCRYPTED_DNS),
    example = "apiVersion: v1alpha1
kind: ResolverConfig
nameservers:
  - address: 10.20.0.53
  - address: 2001:db8::53
searchDomains:
  domains:
    - example.org
"
)]
pub struct ResolverConfig {
    /// Servers in the order in which they are asked.
    /// Absent takes those of DHCP or the platform, else 1.1.1.1 and 8.8.8.8.
    pub nameservers: Vec<NameserverConfig>,
    /// Domains that are appended to short names.
    pub search_domains: SearchDomainsConfig,
    /// The caching resolver on the machine itself, which pods can use too.
    /// It counts only when `enabled` is true; otherwise the legacy setting does.
    #[field(rename = "hostDNS", since = "1.14")]
    pub host_dns: HostDNSConfig,
}

/// A DNS server.
#[derive(Shape)]
pub struct NameserverConfig {
    /// The server's IP address.
    /// Names are not allowed, since nothing could resolve them yet.
    #[field(format = formats::IP, keep_empty, merge_since("1.14", assign_unless_zero), required_since = "1.14", example = "10.20.0.53")]
    pub address: String,
    /// How the server is asked.
    /// Absent means plain DNS; encrypted protocols need a right clock and an enabled `hostDNS`.
    #[field(values = enums::DNS_PROTOCOL, since = "1.14", default = "Do53", example = "DoT")]
    pub protocol: String,
    /// Name that the server's certificate must carry, for `DoT` and `DoH`, where it is needed; refused with `Do53`.
    #[field(since = "1.14", example = "dns.example.org")]
    pub tls_server_name: String,
}

/// Domains that are appended to names without dots.
#[derive(Shape)]
pub struct SearchDomainsConfig {
    /// Domains in the order in which they are tried.
    /// An empty list drops those of DHCP; leaving the key out keeps them.
    #[field(example = "[example.org]")]
    pub domains: Vec<String>,
    /// Whether the domain part of the machine's own hostname stays out of the list.
    #[field(default = "false")]
    pub disable_default: Option<bool>,
}

/// The DNS cache that runs on the machine.
#[derive(Shape)]
pub struct HostDNSConfig {
    /// Whether the cache runs.
    /// Encrypted name servers and container mode need it.
    pub enabled: Option<bool>,
    /// Whether CoreDNS asks this cache instead of the name servers directly.
    /// Refused without `enabled`.
    #[field(rename = "forwardKubeDNSToHost")]
    pub forward_kube_dns_to_host: Option<bool>,
    /// Whether names of cluster members resolve without a DNS server.
    /// Needs cluster discovery, and is refused without `enabled`.
    pub resolve_member_names: Option<bool>,
}

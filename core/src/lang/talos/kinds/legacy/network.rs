//! `machine.network`.

use super::interface::Interface;
use super::kubespan::KubeSpan;
use ostler_derive::Shape;

/// Host name, interfaces, name resolution and the KubeSpan mesh.
#[derive(Shape)]
pub struct Network {
    /// Fixed host name.
    /// It wins over DHCP and over the platform's metadata.
    #[field(example = "worker-1", deprecated("1.12", "HostnameConfig"))]
    pub hostname: String,
    /// Network interfaces.
    /// An interface that is named here gets no automatic DHCP; all others keep theirs. Patches match items by name or
    /// selector.
    #[field(
        merge = by_key("interface", "deviceSelector"),
        deprecated(
            "1.12",
            "BondConfig",
            "BridgeConfig",
            "DHCPv4Config",
            "DHCPv6Config",
            "DummyLinkConfig",
            "HCloudVIPConfig",
            "Layer2VIPConfig",
            "LinkConfig",
            "VLANConfig",
            "WireguardConfig"
        )
    )]
    // Unordered: each item says which link it is for.
    #[field(unordered)]
    pub interfaces: Vec<Interface>,
    /// Addresses of the resolvers; given ones replace those from DHCP.
    /// Without any source `1.1.1.1` and `8.8.8.8` are used.
    #[field(example = "8.8.8.8", deprecated("1.12", "ResolverConfig"))]
    pub nameservers: Vec<String>,
    /// Domains that are tried behind names without dots.
    /// They replace those from DHCP.
    #[field(example = "example.org", since = "1.9", deprecated("1.12", "ResolverConfig"))]
    pub search_domains: Vec<String>,
    /// Lines added to `/etc/hosts`.
    #[field(deprecated("1.12", "StaticHostConfig"))]
    pub extra_host_entries: Vec<HostEntry>,
    /// WireGuard mesh between all machines of the cluster.
    /// It needs cluster discovery.
    #[field(deprecated("1.13", "KubeSpanConfig"))]
    pub kubespan: Option<KubeSpan>,
    /// Leaves the search domain that is derived from the machine's own domain out of `/etc/resolv.conf`.
    #[field(default = "false", deprecated("1.12", "ResolverConfig"))]
    pub disable_search_domain: Option<bool>,
}

/// A line of `/etc/hosts`.
#[derive(Shape)]
pub struct HostEntry {
    /// Address to which the names resolve.
    #[field(keep_empty, example = "192.168.1.100")]
    pub ip: String,
    /// Names of the address.
    #[field(keep_empty, example = "[example, example.domain.tld]")]
    pub aliases: Vec<String>,
}

//! `HostnameConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::talos::enums;
use crate::lang::talos::rules::network;
use ostler_derive::Kind;

/// Sets the machine's hostname, or has Talos derive one.
///
/// Replaces `machine.network.hostname` and `machine.features.stableHostname` of the legacy document; giving both is
/// refused. Exactly one way must be chosen: a `hostname`, or `auto`. A patch that sets `hostname` on a base with
/// `auto: stable` must also say `auto: off`.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "HostnameConfig",
    version = "v1alpha1",
    since = "1.12",
    rules(network::HOSTNAME_LENGTH, network::HOSTNAME_SOURCE),
    page = "hostname_config.md",
    example = "apiVersion: v1alpha1
kind: HostnameConfig
hostname: worker-3.example.org
",
    example = "apiVersion: v1alpha1
kind: HostnameConfig
auto: stable
"
)]
pub struct HostnameConfig {
    /// Where the name comes from when none is written down.
    /// It gives way to a name from DHCP or the platform; `off` makes up none and waits for one of those.
    #[field(values = enums::AUTO_HOSTNAME, example = "stable")]
    pub auto: Option<String>,
    /// Fixed name, short or fully qualified, which wins over DHCP and the platform.
    /// At most 253 characters, its first label 1 to 63; whatever stands behind the first dot becomes the domain
    /// name.
    #[field(example = "worker-3.example.org")]
    pub hostname: String,
}

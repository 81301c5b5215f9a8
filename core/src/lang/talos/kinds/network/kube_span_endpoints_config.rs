//! `KubeSpanEndpointsConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::formats;
use ostler_derive::Kind;

/// Adds addresses at which other machines can dial this one in the mesh.
///
/// For addresses that the machine cannot see itself, such as a port forwarded by a router. Several documents are
/// not possible; list all addresses here.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "KubeSpanEndpointsConfig",
    version = "v1alpha1",
    since = "1.8",
    example = "apiVersion: v1alpha1
kind: KubeSpanEndpointsConfig
extraAnnouncedEndpoints:
  - 203.0.113.7:51820
"
)]
pub struct KubeSpanEndpointsConfig {
    /// Addresses with port, IPv6 in brackets.
    /// A patch appends.
    #[field(format = formats::IP_PORT, keep_empty, example = "[203.0.113.7:51820]")]
    // Unordered: all are announced.
    #[field(unordered)]
    pub extra_announced_endpoints: Vec<String>,
}

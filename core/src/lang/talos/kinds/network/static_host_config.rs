//! `StaticHostConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::talos::rules::common;
use ostler_derive::Kind;

/// Adds names for an address to `/etc/hosts`.
///
/// Replaces an item of `machine.network.extraHostEntries`; both lists together are used.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "StaticHostConfig",
    version = "v1alpha1",
    since = "1.12",
    identity = "name",
    rules(common::NAME_IS_NO_ADDRESS),
    example = "apiVersion: v1alpha1
kind: StaticHostConfig
name: 10.20.0.9
hostnames:
  - kms.example.org
"
)]
pub struct StaticHostConfig {
    /// The address: it is the document's name.
    #[field(keep_empty, required, example = "10.20.0.9")]
    pub name: String,
    /// Names that resolve to the address, at least one.
    #[field(keep_empty, required, example = "[kms.example.org]")]
    pub hostnames: Vec<String>,
}

//! `HCloudVIPConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::talos::rules::common;
use ostler_derive::Kind;

/// Shares an address between control plane machines in Hetzner Cloud.
///
/// Replaces `vip.hcloud` of the legacy document. The machine that leads moves the address by Hetzner's API. Control
/// plane only in practice: the leader is elected through etcd.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "HCloudVIPConfig",
    version = "v1alpha1",
    since = "1.12",
    identity = "name",
    conflicts("Layer2VIPConfig"),
    rules(common::NAME_IS_NO_ADDRESS),
    example = "apiVersion: v1alpha1
kind: HCloudVIPConfig
name: 203.0.113.50
link: eth0
apiToken: not-a-real-token
"
)]
pub struct HCloudVIPConfig {
    /// The shared address, without prefix length: it is the document's name.
    #[field(keep_empty, required, example = "203.0.113.50")]
    pub name: String,
    /// Name or alias of the link that carries the address.
    #[field(keep_empty, required, example = "eth0")]
    pub link: String,
    /// Token for Hetzner's API with the right to write.
    #[field(keep_empty, required, secret)]
    pub api_token: String,
}

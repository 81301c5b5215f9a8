//! `Layer2VIPConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::talos::rules::common;
use ostler_derive::Kind;

/// Shares an address between control plane machines on one network segment.
///
/// Replaces `vip.ip` of the legacy document. One machine, elected through etcd, answers for the address and
/// announces a change by gratuitous ARP. Do not use it as the Talos endpoint: it is gone when etcd is.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "Layer2VIPConfig",
    version = "v1alpha1",
    since = "1.12",
    identity = "name",
    conflicts("HCloudVIPConfig"),
    rules(common::NAME_IS_NO_ADDRESS),
    example = "apiVersion: v1alpha1
kind: Layer2VIPConfig
name: 10.20.0.50
link: enp0s1
"
)]
pub struct Layer2VIPConfig {
    /// The shared address, without prefix length: it is the document's name.
    /// It must be free and within the link's network.
    #[field(keep_empty, required, example = "10.20.0.50")]
    pub name: String,
    /// Name or alias of the link that carries the address.
    #[field(keep_empty, required, example = "enp0s1")]
    pub link: String,
}

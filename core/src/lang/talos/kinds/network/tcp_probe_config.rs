//! `TCPProbeConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::formats;
use crate::lang::talos::kinds::shared::probe::CommonProbeConfig;
use crate::lang::talos::rules::common;
use ostler_derive::Kind;

/// Watches a TCP endpoint and reports whether it can be reached.
///
/// The result is the resource `ProbeStatus`. All probes together decide whether Talos takes the network to be
/// connected, and boot waits for that, so probe only what must be there.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "TCPProbeConfig",
    version = "v1alpha1",
    since = "1.13",
    identity = "name",
    rules(common::NEGATIVE_DURATION),
    example = "apiVersion: v1alpha1
kind: TCPProbeConfig
name: proxy
endpoint: proxy.example.org:3128
interval: 5s
"
)]
pub struct TCPProbeConfig {
    /// Free name that tells probes apart.
    #[field(keep_empty, required, example = "proxy")]
    pub name: String,
    /// What every probe has: pace and patience.
    #[field(flatten)]
    pub common: CommonProbeConfig,
    /// Host and port to connect to, `HOST:PORT`.
    /// Its form is not checked: a typing error shows as a failing probe.
    #[field(keep_empty, required, example = "proxy.example.org:3128")]
    pub endpoint: String,
    /// Time after which an attempt has failed.
    /// 0 or absent means ten seconds.
    #[field(format = formats::GO_DURATION, default = "10s", example = "3s")]
    pub timeout: String,
}

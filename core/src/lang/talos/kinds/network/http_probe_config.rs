//! `HTTPProbeConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::formats;
use crate::lang::talos::kinds::shared::probe::CommonProbeConfig;
use crate::lang::talos::rules::common;
use ostler_derive::Kind;

/// Watches a web address and reports whether it answers.
///
/// An answer counts as good with a status from 200 to 399; redirects are not followed. The result is the resource
/// `ProbeStatus`, and boot waits until all probes succeed.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "HTTPProbeConfig",
    version = "v1alpha1",
    since = "1.14",
    identity = "name",
    rules(common::NEGATIVE_DURATION, common::URL_SCHEME, common::URL_WITHOUT_HOST),
    example = "apiVersion: v1alpha1
kind: HTTPProbeConfig
name: registry
url: https://registry.example.org/v2/
interval: 10s
"
)]
pub struct HTTPProbeConfig {
    /// Free name that tells probes apart.
    #[field(keep_empty, required, example = "registry")]
    pub name: String,
    /// What every probe has: pace and patience.
    #[field(flatten)]
    pub common: CommonProbeConfig,
    /// Address that is asked, absolute, `http` or `https`.
    #[field(format = formats::URL, keep_empty, merge = url, required, example = "https://registry.example.org/v2/")]
    pub url: String,
    /// Time after which an attempt has failed.
    /// 0 or absent means ten seconds.
    #[field(format = formats::GO_DURATION, default = "10s", example = "3s")]
    pub timeout: String,
}

//! `DiscoveryServiceConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::formats;
use crate::lang::talos::rules::common;
use ostler_derive::Kind;

/// Uses a service through which cluster members find each other.
///
/// Replaces `cluster.discovery`; giving both is refused. What goes through the service is encrypted; it learns
/// addresses of machines and the cluster's identifier, not more. KubeSpan needs one.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "DiscoveryServiceConfig",
    version = "v1alpha1",
    since = "1.14",
    identity = "name",
    rules(common::URL_SCHEME, common::URL_WITHOUT_HOST),
    example = "apiVersion: v1alpha1
kind: DiscoveryServiceConfig
name: default
endpoint: https://discovery.talos.dev/
"
)]
pub struct DiscoveryServiceConfig {
    /// Free name that tells services apart.
    #[field(keep_empty, required, example = "default")]
    pub name: String,
    /// Address of the service, `https`, `http` or `grpc`.
    #[field(format = formats::URL, keep_empty, merge = url, required, example = "https://discovery.talos.dev/")]
    pub endpoint: String,
}

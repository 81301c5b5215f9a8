//! `BlackholeRouteConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::talos::rules::common;
use ostler_derive::Kind;

/// Drops packets to a network without telling the sender.
///
/// A common use is the machine's own aggregate, so that packets to unused parts of it do not go back to the default
/// route.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "BlackholeRouteConfig",
    version = "v1alpha1",
    since = "1.13",
    identity = "name",
    rules(common::NAME_IS_NO_ADDRESS),
    example = "apiVersion: v1alpha1
kind: BlackholeRouteConfig
name: 10.60.0.0/16
"
)]
pub struct BlackholeRouteConfig {
    /// Network whose packets are dropped, as a prefix: it is the document's name.
    /// More specific routes still win.
    #[field(keep_empty, required, example = "10.60.0.0/16")]
    pub name: String,
    /// Priority among routes to the same network: the lowest wins.
    /// 0 or absent takes the default of 1024.
    #[field(example = "2048")]
    pub metric: u32,
}

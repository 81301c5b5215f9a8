//! `EventSinkConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::talos::rules::runtime;
use ostler_derive::Kind;

/// Sends Talos' events to a receiver.
///
/// The receiver speaks Talos' own protocol (gRPC over a SideroLink tunnel, mostly); it is what management systems
/// such as Omni set up. There is no legacy counterpart but the kernel argument `talos.events.sink`.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "EventSinkConfig",
    version = "v1alpha1",
    rules(runtime::EVENT_SINK_ENDPOINT),
    example = "apiVersion: v1alpha1
kind: EventSinkConfig
endpoint: 10.20.0.8:8080
"
)]
pub struct EventSinkConfig {
    /// Host and port of the receiver, `HOST:PORT`; an IPv6 address goes in brackets.
    #[field(keep_empty, required, example = "10.20.0.8:8080")]
    pub endpoint: String,
}

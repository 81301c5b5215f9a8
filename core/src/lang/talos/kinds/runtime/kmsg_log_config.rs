//! `KmsgLogConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::formats;
use crate::lang::talos::rules::common;
use ostler_derive::Kind;

/// Sends the kernel log to a remote receiver.
///
/// Talos' own messages go through the kernel log too, so this is how they leave the machine. Every line is one JSON
/// object. It does the same as the kernel argument `talos.logging.kernel`, and several documents may name several
/// receivers.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "KmsgLogConfig",
    version = "v1alpha1",
    identity = "name",
    rules(common::URL_SCHEME, common::URL_WITHOUT_PORT, common::URL_WITH_PATH),
    example = "apiVersion: v1alpha1
kind: KmsgLogConfig
name: remote-log
url: tcp://10.20.0.8:3478/
"
)]
pub struct KmsgLogConfig {
    /// Free name that tells several receivers apart.
    #[field(keep_empty, required, example = "remote-log")]
    pub name: String,
    /// Receiver as `tcp://HOST:PORT` or `udp://HOST:PORT`.
    /// The port is needed and a path is refused; UDP loses lines silently.
    #[field(format = formats::URL, keep_empty, merge = url, required, example = "udp://10.20.0.8:3478")]
    pub url: String,
}

//! `SideroLinkConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::formats;
use crate::lang::talos::rules::common;
use ostler_derive::Kind;

/// Connects the machine to a management service through a tunnel.
///
/// What the service can do goes through the Talos API in the tunnel. Management systems such as Omni hand this
/// document out; there is no legacy counterpart but the kernel argument `siderolink.api`.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "SideroLinkConfig",
    version = "v1alpha1",
    rules(common::URL_SCHEME, common::URL_WITH_PATH),
    example = "apiVersion: v1alpha1
kind: SideroLinkConfig
apiUrl: https://siderolink.example.org/?jointoken=not-a-real-token
"
)]
pub struct SideroLinkConfig {
    /// Address of the service, `https` or `grpc` without a path.
    /// The join token is its query parameter `jointoken`.
    #[field(format = formats::URL, keep_empty, merge = url, required, secret_query = "jointoken", example = "https://siderolink.example.org/")]
    pub api_url: String,
    /// Token that identifies this one machine.
    /// A token that the machine has stored in its META partition wins.
    #[field(since = "1.10", secret)]
    pub unique_token: String,
}

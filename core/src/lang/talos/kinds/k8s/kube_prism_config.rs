//! `KubePrismConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use ostler_derive::Kind;

/// Runs a load balancer for the Kubernetes API on every machine.
///
/// Replaces `machine.features.kubePrism`; giving both is refused. Components on the machine then reach the API as
/// long as one control plane machine is up, whatever happens to the cluster endpoint.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "KubePrismConfig",
    version = "v1alpha1",
    since = "1.14",
    example = "apiVersion: v1alpha1
kind: KubePrismConfig
port: 7445
"
)]
pub struct KubePrismConfig {
    /// Port on 127.0.0.1, 1 to 65535; 7445 is usual.
    /// CNIs that talk to the API through it must be told a change.
    #[field(keep_empty, required, range(1, 65535), example = "7445")]
    pub port: i64,
    /// Name that the kubelet asks for in TLS when it connects through the load balancer.
    /// Only for API servers behind a proxy that routes by name.
    #[field(example = "kube.example.org")]
    pub tls_server_name: String,
}

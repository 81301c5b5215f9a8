//! `KubeCoreDNSConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use ostler_derive::Kind;

/// Configures CoreDNS, which Talos deploys.
///
/// Replaces `cluster.coreDNS`; giving both is refused.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "KubeCoreDNSConfig",
    version = "v1alpha1",
    since = "1.14",
    control_plane_only,
    example = "apiVersion: v1alpha1
kind: KubeCoreDNSConfig
enabled: true
image: registry.k8s.io/coredns/coredns:v1.14.2
"
)]
pub struct KubeCoreDNSConfig {
    /// Whether Talos deploys CoreDNS.
    /// Without it pods need another DNS under the cluster's DNS address.
    #[field(default = "true")]
    pub enabled: Option<bool>,
    /// Container image.
    /// Absent takes the version that Talos was released with.
    #[field(example = "registry.k8s.io/coredns/coredns:v1.14.2")]
    pub image: String,
}

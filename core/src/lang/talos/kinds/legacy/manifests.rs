//! What is deployed into the cluster: DNS, manifests, the administrator's kubeconfig.

use crate::lang::formats::GO_DURATION;
use crate::lang::talos::embedded;
use ostler_derive::Shape;

/// The cluster's DNS server.
#[derive(Shape)]
pub struct LegacyCoreDns {
    /// Does not deploy it.
    /// A running one is not removed from the cluster.
    #[field(default = "false")]
    pub disabled: Option<bool>,
    /// Image of the deployment.
    /// Without it the version built into this Talos release is used.
    #[field(example = "registry.k8s.io/coredns/coredns:v1.12.4")]
    pub image: String,
}

/// Preparation for a cloud controller manager.
#[derive(Shape)]
pub struct ExternalCloudProvider {
    /// Starts the kubelet with an external cloud provider.
    /// Nodes stay tainted until the cloud controller manager has initialised them.
    #[field(default = "false")]
    pub enabled: Option<bool>,
    /// URLs of manifests that deploy it.
    /// Refused unless `enabled` is on.
    #[field(example = "https://example.org/cloud-controller-manager.yaml")]
    pub manifests: Vec<String>,
}

/// A manifest written in place.
#[derive(Shape)]
pub struct InlineManifest {
    /// Name among the inline manifests; it must be unique and is no object's name.
    #[field(keep_empty, required, example = "namespace-ci")]
    pub name: String,
    /// One or several YAML documents as text.
    /// Leading line breaks and tabs are dropped.
    #[field(keep_empty, embedded = embedded::MANIFESTS, example = "|\n  apiVersion: v1\n  kind: Namespace\n  metadata:\n    name: ci")]
    pub contents: String,
}

/// The kubeconfig that `talosctl kubeconfig` hands out.
#[derive(Shape)]
pub struct AdminKubeconfig {
    /// Lifetime of its certificate, which cannot be revoked earlier.
    /// 0 counts as not given.
    #[field(format = GO_DURATION, default = "8760h", example = "24h")]
    pub cert_lifetime: String,
}

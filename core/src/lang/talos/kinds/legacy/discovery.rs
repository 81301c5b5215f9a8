//! `cluster.discovery`.

use ostler_derive::Shape;

/// How machines of the cluster find each other.
#[derive(Shape)]
pub struct Discovery {
    /// Publishes this machine and looks for the others.
    /// Generated configurations switch it on, KubeSpan needs it.
    #[field(default = "false", deprecated("1.14", "DiscoveryServiceConfig"))]
    pub enabled: Option<bool>,
    /// Places where machines are published.
    #[field(keep_empty, deprecated("1.14", "DiscoveryServiceConfig"))]
    pub registries: DiscoveryRegistries,
}

/// Places where machines are published.
#[derive(Shape)]
pub struct DiscoveryRegistries {
    /// Annotations of the cluster's node objects.
    #[field(keep_empty, deprecated("1.14", "DiscoveryServiceConfig"))]
    pub kubernetes: KubernetesDiscovery,
    /// A discovery service on the network.
    #[field(keep_empty, deprecated("1.14", "DiscoveryServiceConfig"))]
    pub service: ServiceDiscovery,
}

/// Discovery through node objects.
#[derive(Shape)]
pub struct KubernetesDiscovery {
    /// Does not use it.
    /// It works only while the API server does, and not with Kubernetes 1.32 and later unless its authorization is
    /// relaxed.
    #[field(default = "false")]
    pub disabled: Option<bool>,
}

/// Discovery through a service on the network.
#[derive(Shape)]
pub struct ServiceDiscovery {
    /// Does not use it.
    /// The service sees encrypted data only, but also the addresses from which machines connect.
    #[field(default = "false", deprecated("1.14", "DiscoveryServiceConfig"))]
    pub disabled: Option<bool>,
    /// URL of the service, without a path.
    /// The public one is run by the makers of Talos.
    #[field(default = "https://discovery.talos.dev/", deprecated("1.14", "DiscoveryServiceConfig"))]
    pub endpoint: String,
}

//! `machine.features`.

use crate::lang::talos::enums;
use ostler_derive::Shape;

/// Optional behaviour that can be switched.
#[derive(Shape)]
pub struct Features {
    /// Roles for clients of the Talos API.
    /// Up to 1.11 every client was an administrator without it; since 1.12 roles always count and the key has no
    /// effect.
    #[field(hidden = "1.12")]
    pub rbac: Option<bool>,
    /// Derives the default host name from the machine's identity (`talos-xxx-yyy`) instead of its address.
    /// A host name from elsewhere wins.
    #[field(default = "false", deprecated("1.12", "HostnameConfig"))]
    pub stable_hostname: Option<bool>,
    /// Lets pods talk to the Talos API through service accounts.
    /// Only on control plane machines.
    #[field(rename = "kubernetesTalosAPIAccess", deprecated("1.14", "KubeTalosAPIAccessConfig"))]
    #[field(impact = in_place)]
    pub kubernetes_talos_api_access: Option<TalosApiAccess>,
    /// Insists that clients of the Talos API show a certificate made for clients.
    /// Since 1.12 that is always so and the key has no effect.
    #[field(hidden = "1.12")]
    pub apid_check_ext_key_usage: Option<bool>,
    /// Mounts EPHEMERAL with project quotas, so that the kubelet counts the disk space of pods cheaply.
    /// Generated configurations set it.
    #[field(default = "false")]
    #[field(impact = reboot)]
    pub disk_quota_support: Option<bool>,
    /// Load balancer on each machine in front of all API servers.
    #[field(deprecated("1.14", "KubePrismConfig"))]
    #[field(impact = in_place)]
    pub kube_prism: Option<LegacyKubePrism>,
    /// Caching DNS server on each machine.
    #[field(rename = "hostDNS", since = "1.7", deprecated("1.14", "ResolverConfig"))]
    #[field(impact_since("1.7", in_place))]
    pub host_dns: Option<LegacyHostDns>,
    /// Use of images that came with the installation medium.
    #[field(since = "1.9", deprecated("1.14", "ImageCacheConfig"))]
    #[field(impact_since("1.9", in_place))]
    pub image_cache: Option<LegacyImageCache>,
    /// Order of the machine's addresses, which decides the default one.
    /// Changing it can change the node's address.
    #[field(values = enums::ADDRESS_SORT_ALGORITHM, default = "v1", since = "1.9")]
    #[field(impact_since("1.9", in_place))]
    pub node_address_sort_algorithm: String,
}

/// Access to the Talos API from pods.
#[derive(Shape)]
pub struct TalosApiAccess {
    /// Offers the access: pods get credentials by creating a `ServiceAccount` of the group `talos.dev`.
    #[field(default = "false")]
    pub enabled: Option<bool>,
    /// Roles that such service accounts may ask for.
    /// Without any, none is granted.
    #[field(values = enums::LEGACY_TALOS_ROLE, example = "os:reader")]
    // Unordered: one is looked for.
    #[field(unordered)]
    pub allowed_roles: Vec<String>,
    /// Namespaces whose service accounts may have access.
    /// Whoever can create objects there can use the roles.
    #[field(example = "kube-system")]
    // Unordered: one is looked for.
    #[field(unordered)]
    pub allowed_kubernetes_namespaces: Vec<String>,
}

/// The load balancer in front of all API servers.
#[derive(Shape)]
pub struct LegacyKubePrism {
    /// Runs it on `127.0.0.1`.
    /// Kubelet, controller manager and scheduler then use it and survive the loss of the outer endpoint.
    #[field(default = "false")]
    pub enabled: Option<bool>,
    /// Local port on which it listens.
    /// 0 counts as not given.
    #[field(default = "7445")]
    pub port: i64,
}

/// The caching DNS server of the machine.
#[derive(Shape)]
pub struct LegacyHostDns {
    /// Runs the server; programs of the host then resolve through it.
    #[field(default = "false", since = "1.7")]
    pub enabled: Option<bool>,
    /// Sends what the cluster's DNS does not know to this server instead of the network's resolvers.
    /// It needs `enabled`, else 1.13 and later refuse it.
    #[field(rename = "forwardKubeDNSToHost", default = "false", since = "1.7")]
    pub forward_kube_dns_to_host: Option<bool>,
    /// Answers for the host names of the cluster's machines.
    /// It needs discovery.
    #[field(default = "false", since = "1.7")]
    pub resolve_member_names: Option<bool>,
}

/// Images that came with the installation medium.
#[derive(Shape)]
pub struct LegacyImageCache {
    /// Copies the images to the disk and pulls from there first.
    /// It needs a medium that was built with a cache.
    #[field(default = "false", since = "1.9")]
    pub local_enabled: Option<bool>,
}

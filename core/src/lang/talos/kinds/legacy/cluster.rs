//! `cluster`: the settings that machines share.

use super::api_server::ApiServer;
use super::certificates::{Certificate, CertificateAndKey, SigningKey};
use super::cluster_network::ClusterNetwork;
use super::control_plane::{ControlPlane, ControllerManager, Proxy, Scheduler};
use super::discovery::Discovery;
use super::etcd::Etcd;
use super::manifests::{AdminKubeconfig, ExternalCloudProvider, InlineManifest, LegacyCoreDns};
use crate::model::Map;
use ostler_derive::Shape;

/// Settings that all machines of a cluster share.
#[derive(Shape)]
pub struct Cluster {
    /// Random name of the cluster at the discovery service.
    /// Everyone who knows it can see how many machines there are.
    #[field(example = "QsGdqQA_wFZlRcxP64pIJVz_sKfv9vNbmutKzaPmO0c=", deprecated("1.14", "DiscoveryIdentityConfig"))]
    pub id: String,
    /// Key with which machines encrypt what they publish through discovery and KubeSpan: base64 of 32 bytes.
    #[field(secret, deprecated("1.14", "DiscoveryIdentityConfig"))]
    pub secret: String,
    /// The address of the Kubernetes API.
    #[field(
        keep_empty,
        omitted_when_empty_since = "1.14",
        required,
        optional_since = "1.14",
        deprecated("1.14", "KubeClusterConfig")
    )]
    pub control_plane: Option<ControlPlane>,
    /// Name of the cluster in kubeconfig contexts and certificates.
    /// It has no effect on networking.
    #[field(example = "homelab", deprecated("1.14", "KubeClusterConfig"))]
    pub cluster_name: String,
    /// Pod and service networks, DNS domain and CNI.
    /// Hard to change once the cluster runs.
    #[field(deprecated("1.14", "KubeFlannelCNIConfig", "KubeNetworkConfig"))]
    pub network: Option<ClusterNetwork>,
    /// Kubernetes bootstrap token with which a kubelet asks for its certificate.
    /// Form `abcdef.0123456789abcdef`.
    #[field(secret, example = "zl2l71.8dosv7rqm8a157jv")]
    pub token: String,
    /// Key for encrypting Secrets in etcd with AES-CBC: base64 of 32 bytes.
    /// Older clusters have it; it is still needed to read what it wrote.
    #[field(secret, deprecated("1.14", "KubeEtcdEncryptionConfig"))]
    pub aescbc_encryption_secret: String,
    /// Key for encrypting Secrets in etcd with secretbox: base64 of 32 bytes.
    /// Losing or changing it makes stored Secrets unreadable.
    #[field(secret, deprecated("1.14", "KubeEtcdEncryptionConfig"))]
    pub secretbox_encryption_secret: String,
    /// Certificate authority of Kubernetes.
    /// Control plane machines need the key; on workers it is refused since 1.7.
    #[field(deprecated("1.14", "KubeAPIServerCAConfig"))]
    pub ca: Option<CertificateAndKey>,
    /// Further certificate authorities that Kubernetes clients and servers trust, for rotating `cluster.ca`.
    #[field(rename = "acceptedCAs", see = "cluster.ca", since = "1.7", deprecated("1.14", "KubeAPIServerCAConfig"))]
    // Unordered: a bundle that is searched.
    #[field(unordered)]
    pub accepted_cas: Vec<Certificate>,
    /// Certificate authority of the aggregation layer, which lets extension API servers trust the API server.
    /// Control plane only.
    #[field(rename = "aggregatorCA", deprecated("1.14", "KubeAggregatorCAConfig"))]
    pub aggregator_ca: Option<CertificateAndKey>,
    /// Key that signs service account tokens.
    /// Changing it invalidates all tokens in use.
    #[field(deprecated("1.14", "KubeServiceAccountConfig"))]
    pub service_account: Option<SigningKey>,
    /// The API server, through which everything else talks to etcd.
    /// Static pod on every control plane machine.
    #[field(deprecated("1.14", "KubeAPIServerConfig"))]
    pub api_server: Option<ApiServer>,
    /// The controller manager, which turns declared objects into real ones.
    /// Read on control plane machines only.
    #[field(deprecated("1.14", "KubeControllerManagerConfig"))]
    pub controller_manager: Option<ControllerManager>,
    /// The kube-proxy, which runs on every node.
    #[field(deprecated("1.14", "KubeProxyConfig"))]
    pub proxy: Option<Proxy>,
    /// The scheduler, which picks a node for each pod.
    /// Read on control plane machines only.
    #[field(deprecated("1.14", "KubeSchedulerConfig"))]
    pub scheduler: Option<Scheduler>,
    /// How machines of the cluster find each other.
    #[field(deprecated("1.14", "DiscoveryServiceConfig"))]
    pub discovery: Option<Discovery>,
    /// The etcd members.
    /// Only control plane machines may have this section.
    pub etcd: Option<Etcd>,
    /// The cluster's DNS server.
    #[field(rename = "coreDNS", deprecated("1.14", "KubeCoreDNSConfig"))]
    pub core_dns: Option<LegacyCoreDns>,
    /// Preparation for a cloud controller manager that you deploy.
    pub external_cloud_provider: Option<ExternalCloudProvider>,
    /// URLs of manifests that are applied when the control plane starts.
    /// They are fetched again at every start and never removed from the cluster.
    #[field(
        example = "https://example.org/manifests/metrics-server.yaml",
        deprecated("1.14", "KubeExternalManifestConfig")
    )]
    pub extra_manifests: Vec<String>,
    /// HTTP headers sent when fetching `extraManifests`.
    /// They may hold credentials, which nothing masks.
    #[field(secret, example = "{Token: \"1234567\"}", deprecated("1.14", "KubeExternalManifestConfig"))]
    pub extra_manifest_headers: Map<String>,
    /// Manifests written in place that are applied when the control plane starts.
    /// Keep them equal on all control plane machines.
    #[field(deprecated("1.14", "KubeInlineManifestConfig"))]
    pub inline_manifests: Vec<InlineManifest>,
    /// The kubeconfig that `talosctl kubeconfig` hands out.
    pub admin_kubeconfig: Option<AdminKubeconfig>,
    /// Older spelling of `allowSchedulingOnControlPlanes`, which wins when both are given.
    #[field(
        default = "false",
        see = "cluster.allowSchedulingOnControlPlanes",
        deprecated("1.6", "allowSchedulingOnControlPlanes"),
        deprecated("1.14", "KubeNodeConfig")
    )]
    pub allow_scheduling_on_masters: Option<bool>,
    /// Lets ordinary pods run on control plane machines by not tainting them.
    /// Needed where there are no workers.
    #[field(default = "false", deprecated("1.14", "KubeNodeConfig"))]
    pub allow_scheduling_on_control_planes: Option<bool>,
}

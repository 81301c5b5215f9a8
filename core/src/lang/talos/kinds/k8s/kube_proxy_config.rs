//! `KubeProxyConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::talos::kinds::shared::ArgValue;
use crate::lang::talos::kinds::shared::resources::ResourcesConfig;
use crate::lang::talos::rules::{k8s, legacy};
use crate::model::{Map, Object};
use ostler_derive::Kind;

/// Configures kube-proxy, which Talos deploys to all nodes.
///
/// Replaces `cluster.proxy`; giving both is refused. Switch it off for a CNI that does the work itself, such as
/// Cilium.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "KubeProxyConfig",
    version = "v1alpha1",
    since = "1.14",
    control_plane_only,
    rules(
        k8s::COMPONENT_WITHOUT_IMAGE,
        legacy::COMPONENT_RESOURCE,
        legacy::KUBERNETES_VERSION,
        k8s::PROXY_ARGUMENTS,
        k8s::PROXY_MODE,
        k8s::PROXY_MODE_OUTDATED
    ),
    example = "apiVersion: v1alpha1
kind: KubeProxyConfig
image: registry.k8s.io/kube-proxy:v1.36.0
mode: nftables
"
)]
pub struct KubeProxyConfig {
    /// Whether Talos deploys kube-proxy.
    /// Switching it off later does not remove it from a running cluster.
    #[field(default = "true")]
    pub enabled: Option<bool>,
    /// Container image, with a tag that names the Kubernetes version even when a digest pins it.
    /// Needed unless disabled.
    #[field(example = "registry.k8s.io/kube-proxy:v1.36.0")]
    pub image: String,
    /// How service traffic is redirected: `nftables`, `iptables` or `ipvs`; anything but `nftables` draws a warning.
    #[field(default = "nftables", example = "nftables", example = "iptables", example = "ipvs")]
    pub mode: String,
    /// Configuration of kube-proxy without `apiVersion` and `kind`, which Talos adds.
    #[field(keep_empty)]
    pub config: Object,
    /// Arguments by name without dashes.
    /// Most mean nothing, since kube-proxy reads a configuration file, and their use draws a warning.
    #[field(merge = replace_per_key)]
    pub extra_args: Map<ArgValue>,
    /// CPU and memory of the pod.
    pub resources: ResourcesConfig,
}

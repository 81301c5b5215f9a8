//! `KubeletConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::talos::embedded;
use crate::lang::talos::kinds::shared::ArgValue;
use crate::lang::talos::rules::legacy;
use crate::model::{Map, Object};
use ostler_derive::Kind;

/// Configures the kubelet.
///
/// Replaces `machine.kubelet`; giving both is refused. What concerns the node rather than the program is in
/// `KubeNodeConfig`.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "KubeletConfig",
    version = "v1alpha1",
    since = "1.14",
    page = "kubelet_config.md",
    rules(legacy::KUBELET_MANAGED_FIELD, legacy::KUBERNETES_VERSION),
    example = "apiVersion: v1alpha1
kind: KubeletConfig
image: ghcr.io/siderolabs/kubelet:v1.36.0
config:
  serverTLSBootstrap: true
"
)]
pub struct KubeletConfig {
    /// Container image, with a tag that names the Kubernetes version even when a digest pins it.
    /// It must not be newer than the API server.
    #[field(keep_empty, required, example = "ghcr.io/siderolabs/kubelet:v1.36.0")]
    pub image: String,
    /// Kubelet configuration of Kubernetes without `apiVersion` and `kind`.
    /// Keys that Talos sets itself are refused.
    #[field(keep_empty, embedded = embedded::KUBELET, example = "maxPods: 250")]
    pub config: Object,
    /// Arguments by name without dashes; a list repeats the argument.
    /// Prefer `config`: most arguments are deprecated.
    #[field(merge = replace_per_key, example = "feature-gates: ServerSideApply=true")]
    pub extra_args: Map<ArgValue>,
    /// Addresses of the cluster's DNS that pods use.
    /// Absent takes the tenth address of each service network.
    #[field(rename = "clusterDNS", example = "[10.96.0.10]")]
    pub cluster_dns: Vec<String>,
    /// Whether pods without a seccomp profile of their own get the runtime's.
    /// Generated configurations switch it on.
    #[field(default = "false")]
    pub default_runtime_seccomp_profile_enabled: Option<bool>,
}

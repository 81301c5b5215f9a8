//! `KubeAPIServerConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::talos::kinds::shared::ArgValue;
use crate::lang::talos::kinds::shared::resources::ResourcesConfig;
use crate::lang::talos::rules::{k8s, legacy};
use crate::model::Map;
use ostler_derive::Kind;

/// Configures the Kubernetes API server of a control plane machine.
///
/// Replaces `cluster.apiServer` and `cluster.controlPlane.localAPIServerPort`; giving both is refused. Admission,
/// audit policy, authentication, authorisation and etcd encryption have documents of their own, and arguments that
/// belong to those are refused here. Beside this document the authorizers `Node` and `RBAC` must be declared too.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "KubeAPIServerConfig",
    version = "v1alpha1",
    since = "1.14",
    control_plane_only,
    rules(k8s::API_SERVER_ARGUMENT, legacy::COMPONENT_RESOURCE, legacy::KUBERNETES_VERSION),
    page = "kube_api_server_config.md",
    example = r#"apiVersion: v1alpha1
kind: KubeAPIServerConfig
image: registry.k8s.io/kube-apiserver:v1.36.0
extraArgs:
  audit-log-maxage: "7"
certExtraSANs:
  - kube.example.org
"#
)]
pub struct KubeAPIServerConfig {
    /// Container image, with a tag that names the Kubernetes version even when a digest pins it.
    /// The version must be one that this Talos supports.
    #[field(keep_empty, required, example = "registry.k8s.io/kube-apiserver:v1.36.0")]
    pub image: String,
    /// Arguments by name without dashes; a list repeats the argument.
    /// A patch replaces the value of an argument whole.
    #[field(merge = replace_per_key, example = "audit-log-maxage: \"7\"")]
    pub extra_args: Map<ArgValue>,
    /// Environment variables of the container, such as proxy settings.
    #[field(example = "HTTPS_PROXY: http://proxy.example.org:3128")]
    pub env: Map<String>,
    /// CPU and memory of the pod.
    pub resources: ResourcesConfig,
    /// Port on which the server listens on this machine.
    /// Absent means 6443; a load balancer in front needs to know a change.
    #[field(default = "6443", example = "6443")]
    pub api_port: Option<i64>,
    /// Names and addresses that clients use beyond those that Talos puts into the certificate: the machine's own, Kubernetes' names, the cluster endpoint.
    #[field(rename = "certExtraSANs", example = "[kube.example.org]")]
    // Unordered: names in a certificate.
    #[field(unordered)]
    pub cert_extra_sans: Vec<String>,
    /// Whether a startup probe gives the server time before the liveness probe may restart it.
    #[field(default = "true")]
    pub startup_probes: Option<bool>,
}

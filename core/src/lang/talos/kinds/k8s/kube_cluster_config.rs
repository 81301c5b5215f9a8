//! `KubeClusterConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::formats;
use crate::lang::talos::rules::k8s;
use ostler_derive::Kind;

/// Names the Kubernetes cluster and its endpoint.
///
/// Replaces `cluster.clusterName` and `cluster.controlPlane.endpoint`; giving both is refused. All machines of a
/// cluster share the document.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "KubeClusterConfig",
    version = "v1alpha1",
    since = "1.14",
    rules(k8s::KUBERNETES_ENDPOINT),
    example = "apiVersion: v1alpha1
kind: KubeClusterConfig
clusterName: example
endpoint: https://kube.example.org:6443
"
)]
pub struct KubeClusterConfig {
    /// Name of the cluster, used in kubeconfig files and logs.
    #[field(keep_empty, required, example = "example")]
    pub cluster_name: String,
    /// Address under which machines and users reach the Kubernetes API: load balancer, shared address or name.
    /// It is part of certificates, so choose one that can stay.
    #[field(format = formats::URL, keep_empty, merge = url, required, example = "https://kube.example.org:6443")]
    pub endpoint: String,
}

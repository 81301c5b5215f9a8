//! `KubeStaticPodConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::talos::embedded;
use crate::lang::talos::rules::k8s;
use crate::model::Object;
use ostler_derive::Kind;

/// Runs a static pod: a pod that the kubelet starts by itself, without the API server.
///
/// Replaces an item of `machine.pods`; both lists together are used. A change takes effect without a reboot.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "KubeStaticPodConfig",
    version = "v1alpha1",
    since = "1.14",
    identity = "name",
    page = "kube_static_pod_config.md",
    rules(k8s::KUBERNETES_OBJECT_NAME),
    example = "apiVersion: v1alpha1
kind: KubeStaticPodConfig
name: haproxy
pod:
  apiVersion: v1
  kind: Pod
  metadata:
    name: haproxy
    namespace: kube-system
  spec:
    hostNetwork: true
    containers:
      - name: haproxy
        image: registry.example.org/haproxy:3.2
"
)]
pub struct KubeStaticPodConfig {
    /// Name of the document, a lower-case DNS name.
    /// The pod itself is named in its metadata.
    #[field(keep_empty, required, example = "haproxy")]
    pub name: String,
    /// The whole pod object, with `apiVersion` and `kind`.
    /// Talos does not check it; the kubelet logs what it does not like. A patch replaces it whole.
    #[field(keep_empty, merge = replace, required, embedded = embedded::STATIC_POD)]
    pub pod: Object,
}

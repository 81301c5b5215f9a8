//! `KubeSchedulerConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::talos::embedded;
use crate::lang::talos::kinds::shared::ArgValue;
use crate::lang::talos::kinds::shared::resources::ResourcesConfig;
use crate::lang::talos::rules::{k8s, legacy};
use crate::model::{Map, Object};
use ostler_derive::Kind;

/// Configures the Kubernetes scheduler of a control plane machine.
///
/// Replaces `cluster.scheduler` and `machine.controlPlane.scheduler`; giving both is refused.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "KubeSchedulerConfig",
    version = "v1alpha1",
    since = "1.14",
    control_plane_only,
    rules(k8s::COMPONENT_WITHOUT_IMAGE, legacy::COMPONENT_RESOURCE, legacy::KUBERNETES_VERSION),
    example = "apiVersion: v1alpha1
kind: KubeSchedulerConfig
image: registry.k8s.io/kube-scheduler:v1.36.0
config:
  profiles:
    - schedulerName: default-scheduler
      plugins:
        score:
          disabled:
            - name: ImageLocality
"
)]
pub struct KubeSchedulerConfig {
    /// Whether the scheduler runs on this machine.
    /// With `false` nothing else in the document is checked.
    #[field(default = "true")]
    pub enabled: Option<bool>,
    /// Container image, with a tag that names the Kubernetes version even when a digest pins it.
    /// Needed unless disabled.
    #[field(keep_empty, example = "registry.k8s.io/kube-scheduler:v1.36.0")]
    pub image: String,
    /// Scheduler configuration of Kubernetes without `apiVersion` and `kind`, which Talos adds.
    #[field(keep_empty, embedded = embedded::SCHEDULER)]
    pub config: Object,
    /// Arguments by name without dashes; a list repeats the argument.
    /// Prefer `config`.
    #[field(merge = replace_per_key, example = "bind-address: 0.0.0.0")]
    pub extra_args: Map<ArgValue>,
    /// Environment variables of the container.
    #[field(example = "HTTPS_PROXY: http://proxy.example.org:3128")]
    pub env: Map<String>,
    /// CPU and memory of the pod.
    pub resources: ResourcesConfig,
}

//! Requests and limits of control plane pods. Used by several kinds; knows none of them.

use crate::model::Object;
use ostler_derive::Shape;

/// Requests and limits of a pod.
#[derive(Shape)]
pub struct ResourcesConfig {
    /// What is set aside for the pod.
    /// Only `cpu` and `memory`, as Kubernetes quantities.
    #[field(example = "cpu: 500m")]
    pub requests: Object,
    /// What the pod may use at most.
    /// Only `cpu` and `memory`; over the memory limit the container is killed.
    #[field(example = "memory: 4Gi")]
    pub limits: Object,
}

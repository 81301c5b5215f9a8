//! Rules of the Kubernetes documents. Source: Talos 1.14, `pkg/machinery/config/types/k8s`.
//!
//! What the legacy document has too (resources of components, roles, fields of the kubelet, versions) is with its
//! rules.

mod authorizer;
mod components;
mod names;
mod proxy;
mod subnets;

pub use authorizer::{AUTHORIZER_WEBHOOK_MISSING, AUTHORIZER_WEBHOOK_UNUSED};
pub(super) use components::is_on;
pub use components::{API_SERVER_ARGUMENT, COMPONENT_WITHOUT_IMAGE};
pub use names::{KUBERNETES_ENDPOINT, KUBERNETES_OBJECT_NAME};
pub use proxy::{PROXY_ARGUMENTS, PROXY_MODE, PROXY_MODE_OUTDATED};
pub use subnets::{CLUSTER_SUBNET, SUBNETS_DIFFER};

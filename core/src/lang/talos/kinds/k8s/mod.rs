//! Kubernetes components. One kind, one file; nothing here decides anything.

pub mod kube_api_server_config;
pub mod kube_node_config;

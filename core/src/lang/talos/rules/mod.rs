//! Semantic rules: what Talos validates beyond the shape of a document, and what it should.

pub mod block;
pub mod cluster;
pub mod common;
pub mod container;
pub mod cri;
pub mod k8s;
pub mod labels;
pub mod legacy;
pub mod network;
pub(in crate::lang) mod pem;
mod prefix;
pub mod runtime;
pub mod runtime_spec;
pub mod set;
pub mod storage;
pub mod twice;
pub(in crate::lang) mod typed;

use crate::model::Rule;

/// Rules that see all documents of a node, one a line, sorted by code.
pub static RULES: &[&Rule] = &[
    &twice::CLUSTER,
    &set::CONTAINER_CYCLE,
    &set::CONTAINER_HOST_DNS,
    &set::CONTAINER_UNKNOWN,
    &twice::CONTROL_PLANE,
    &set::CONTROL_PLANE_KIND_ON_WORKER,
    &twice::DISCOVERY,
    &set::DISCOVERY_WITHOUT_IDENTITY,
    &twice::DISK_ENCRYPTION,
    &set::ENCRYPTED_DNS_WITHOUT_HOST_DNS,
    &set::ENDPOINT_MISSING,
    &set::ETCD_ENCRYPTION_MISSING,
    &twice::HOSTNAME,
    &legacy::INSTALL_MISSING,
    &twice::KUBELET,
    &twice::KUBESPAN,
    &set::KUBESPAN_WITHOUT_DISCOVERY,
    &set::LINK_NAME_TWICE,
    &twice::NODE,
    &twice::RESOLVERS,
    &twice::RUNTIME,
    &twice::SECRETS,
    &twice::TIME,
];

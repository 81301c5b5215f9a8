//! What a release writes into a new configuration, and how (Talos 1.14, pkg/machinery/config/contract.go). The release
//! steers what is generated only; what is accepted is in the tables.

use crate::model::Version;

/// The contract of a release, folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "independent facts, folded from releases")]
pub(in crate::lang) struct Contract {
    /// `machine.features.hostDNS`, from 1.7.
    pub host_dns: bool,
    /// Pods ask the resolver of the host; workers know the name of their cluster; control planes are left out of load
    /// balancers. From 1.8.
    pub cluster_on_workers: bool,
    /// The endpoint's name stands among the names of the API server's certificate, up to 1.11.
    pub endpoint_in_names: bool,
    /// Host names and registries are documents, switches that are always on are not written. From 1.12.
    pub network_documents: bool,
    /// KubeSpan is a document, from 1.13.
    pub kubespan_document: bool,
    /// Installation, discovery and all of Kubernetes are documents, from 1.14.
    pub kubernetes_documents: bool,
}

impl Contract {
    /// The contract of a release.
    pub fn at(version: Version) -> Self {
        let since = |minor| version >= Version::new(1, minor);
        Self {
            host_dns: since(7),
            cluster_on_workers: since(8),
            endpoint_in_names: !since(12),
            network_documents: since(12),
            kubespan_document: since(13),
            kubernetes_documents: since(14),
        }
    }
}

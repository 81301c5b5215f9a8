//! The legacy machine configuration, kind `v1alpha1` without envelope: every section of it, for all releases.
//!
//! One file per section. Structs that upstream uses in several places are declared once, beside their first use. The
//! documents that replace parts of it are kinds of their own; each deprecated key names them. Sources: Talos,
//! `pkg/machinery/config/types/v1alpha1`, releases 1.6 to 1.14. Rules do not belong here.

pub mod api_server;
pub mod bond;
pub mod certificates;
pub mod cluster;
pub mod cluster_network;
pub mod control_plane;
pub mod discovery;
pub mod disks;
pub mod encryption;
pub mod etcd;
pub mod features;
pub mod install;
pub mod interface;
pub mod kubelet;
pub mod kubespan;
pub mod logging;
pub mod machine;
pub mod manifests;
pub mod network;
pub mod registries;
pub mod system;
pub mod wireguard;

use crate::lang::talos::enums;
use cluster::Cluster;
use machine::Machine;
use ostler_derive::Kind;

/// A worker's configuration with the parts that every release needs.
const WORKER: &str = include_str!("worker.yaml");

/// The legacy machine configuration: one document for the whole machine, without `apiVersion` and `kind`.
#[derive(Kind)]
#[kind(name = "v1alpha1", headless, example = WORKER)]
pub struct LegacyConfig {
    /// Version of this document's format.
    /// It does not identify the document: the keys `machine`, `cluster`, `debug` or `persist` do.
    #[field(keep_empty, values = enums::LEGACY_VERSION)]
    pub version: String,
    /// Sends the logs of all services to the console too.
    /// Kernel messages get hard to find there, so switch it off again.
    #[field(default = "false")]
    pub debug: Option<bool>,
    /// Once chose between keeping the configuration on disk and losing it at reboot.
    /// Only `true` is left and `false` is refused: nothing replaces it, leave it out.
    #[field(default = "true", deprecated("1.6"))]
    pub persist: Option<bool>,
    /// Settings of this one machine: role, certificates, disk, network, kubelet.
    /// Validation stops with an error when the section is missing.
    #[field(keep_empty, required)]
    pub machine: Option<Machine>,
    /// Settings that machines of one cluster have in common: endpoint, secrets, networks, control plane components.
    /// Keep them equal on all machines.
    #[field(keep_empty, required)]
    pub cluster: Option<Cluster>,
}

//! A cluster with its nodes.

use super::{LAYER, Node, Patch, Settings};
use crate::lang::formats::{ENDPOINT, IP_PREFIX};
use crate::lang::ostler::formats;
use crate::model::Map;
use ostler_derive::Shape;

/// Machines that form one Kubernetes cluster.
#[derive(Shape)]
#[allow(dead_code, reason = "a declaration")]
pub struct Cluster {
    /// Name of the cluster, unique in the fleet; patches have it as `${cluster.name}`.
    #[field(required, format = formats::NAME, example = "home")]
    pub name: String,
    /// URL of the cluster's Kubernetes API; patches have it as `${cluster.endpoint}`.
    #[field(format = ENDPOINT, example = "https://10.0.0.10:6443")]
    pub endpoint: Option<String>,
    /// Address ranges that the cluster uses.
    pub networks: Option<Networks>,
    /// What counts for all nodes of the cluster.
    #[field(flatten)]
    pub settings: Settings,
    /// Where the keys and tokens of the cluster are kept.
    pub secrets: Option<Secrets>,
    /// Image Factory schematic that the machines are installed from: a path relative to this file.
    ///
    /// A base that is generated gets the install image of it, `factory.talos.dev/metal-installer/ID:RELEASE`, where the id is
    /// computed from the schematic; nothing is fetched. That is for machines on metal; for others, and where `base` names a
    /// file, write `machine.install.image` in a patch.
    #[field(example = "schematics/base.yaml")]
    pub schematic: Option<String>,
    /// The config that patches change: a path relative to this file, or nothing, and it is generated from the secrets.
    ///
    /// `{cluster}`, `{role}` and `{node}` stand for the names of the node's.
    #[field(format = formats::BASE, example = "base/{role}.yaml")]
    pub base: Option<String>,
    /// Which layers of patches count, and in which order; later ones win.
    ///
    /// The default is `all`, `role:{role}`, `group:{group}`, `node:{node}`. The braces stand for the node's own role, groups
    /// and name.
    #[field(values = LAYER, example = "[all, \"role:{role}\", \"group:{group}\", \"node:{node}\"]")]
    pub layers: Option<Vec<String>>,
    /// Directory whose folders hold the patches of the layers; the directory of this file, unless it is given.
    ///
    /// Patches of all nodes are in `all`, those of a role in `controlplane` (or `control-plane`) and `worker`, those of a
    /// group in `group/NAME`, those of a node in `node/NAME`, the last ones in `final`. All `.yaml`, `.yml` and `.json` files
    /// of a folder count, in the order of their names.
    #[field(example = "talos")]
    pub patches_dir: Option<String>,
    /// Patches of a layer in their order, in place of the layer's folder: `all`, `role:worker`, `group:gpu`, `node:cp-1`.
    ///
    /// A patch is the path of a file, relative to this one, or the patch itself.
    #[field(example = "{all: [common.yaml], \"group:gpu\": [gpu.yaml]}")]
    pub patches: Option<Map<Vec<Patch>>>,
    /// The machines.
    pub nodes: Option<Vec<Node>>,
}

/// Address ranges of a cluster, IPv4 and IPv6 side by side where both are used.
#[derive(Shape)]
#[allow(dead_code, reason = "a declaration")]
pub struct Networks {
    /// Ranges that pods get addresses from.
    #[field(format = IP_PREFIX, example = "[10.42.0.0/16]")]
    pub pods: Option<Vec<String>>,
    /// Ranges that services get addresses from.
    #[field(format = IP_PREFIX, example = "[10.43.0.0/16]")]
    pub services: Option<Vec<String>>,
    /// Ranges that the machines' own addresses lie in.
    #[field(format = IP_PREFIX, example = "[10.0.0.0/24]")]
    pub nodes: Option<Vec<String>>,
}

/// Where secrets are kept. They are never written here.
#[derive(Shape)]
#[allow(dead_code, reason = "a declaration")]
pub struct Secrets {
    /// Secrets bundle as `talosctl gen secrets` writes it, plain or encrypted with SOPS: a path relative to this file.
    #[field(required, example = "talsecret.sops.yaml")]
    pub file: String,
}

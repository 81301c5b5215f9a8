//! What every node of a fleet is made of: pure data, made from an inventory. It must not know how an inventory is
//! written, nor how layers are merged.

use std::sync::Arc;

use super::Scope;
use crate::diag::Diagnostic;
use crate::model::Target;
use crate::session::{OpenFile, Switches};
use crate::text::Span;
use crate::tree::{NodeId, Tree};

/// All nodes of a fleet, by cluster in the order of the inventory, then in the order of the cluster.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The nodes.
    pub nodes: Vec<NodePlan>,
    /// The inventory's own files, opened by the engine that renders: spans of declarations, variables and inline
    /// patches lie in them.
    pub inventory: Vec<Arc<OpenFile>>,
    /// Findings that the project does not want.
    pub switches: Switches,
    /// What is wrong with the plan itself, such as a group that no node has. Findings about the inventory as a
    /// document are with its files.
    pub problems: Vec<Diagnostic>,
}

/// How nodes are called: by name, with the cluster where names alone do not say which node is meant.
#[derive(Clone, Copy, Debug)]
pub struct NodeNames {
    with_cluster: bool,
}

impl NodeNames {
    /// The names for nodes of all these plans.
    pub fn new<'p>(plans: impl IntoIterator<Item = &'p Plan>) -> Self {
        Self { with_cluster: plans.into_iter().any(Plan::has_several_clusters) }
    }

    /// The name of a node.
    pub fn of(self, node: &NodePlan) -> String {
        if self.with_cluster { node.whole_name() } else { node.name.to_string() }
    }
}

impl NodePlan {
    /// `CLUSTER/NODE`, which no other node of the plan is called.
    pub fn whole_name(&self) -> String {
        format!("{}/{}", self.cluster.name, self.name)
    }
}

impl Plan {
    /// True when names of nodes do not say which node is meant.
    pub fn has_several_clusters(&self) -> bool {
        let first = self.nodes.first().map(|n| &n.cluster.name);
        self.nodes.iter().any(|n| Some(&n.cluster.name) != first)
    }
}

/// What the nodes of one cluster share.
#[derive(Clone, Debug)]
pub struct ClusterPlan {
    /// Its name.
    pub name: Arc<str>,
    /// URL of its Kubernetes API; empty when the inventory has none.
    pub endpoint: Arc<str>,
    /// Path of the secrets bundle, when one is named.
    pub secrets: Option<(Arc<str>, Span)>,
    /// Path of the image schematic, when one is named.
    pub schematic: Option<(Arc<str>, Span)>,
    /// Subnets of pods, as written.
    pub pod_networks: Vec<Arc<str>>,
    /// Subnets of services, as written.
    pub service_networks: Vec<Arc<str>>,
    /// Subnets of nodes, as written.
    pub node_networks: Vec<Arc<str>>,
    /// Its entry in the inventory.
    pub declared: Span,
}

/// What one node is made of.
#[derive(Clone, Debug)]
pub struct NodePlan {
    /// Its name, unique in its cluster.
    pub name: Arc<str>,
    /// Its cluster.
    pub cluster: Arc<ClusterPlan>,
    /// `controlplane` or `worker`.
    pub role: Arc<str>,
    /// Its groups, in the order in which their layers apply.
    pub groups: Vec<Arc<str>>,
    /// Address that it is reached at; empty when the inventory has none.
    pub address: Arc<str>,
    /// Language and release that it is rendered and checked for.
    pub target: Target,
    /// The release of the operating system as written (`v1.13.9`), with its patch number.
    pub release: Arc<str>,
    /// The release of Kubernetes as written; empty when the inventory has none.
    pub kubernetes: Arc<str>,
    /// How the machine runs, such as `metal`.
    pub mode: Arc<str>,
    /// What the layers patch.
    pub base: Base,
    /// Layers in the order in which they apply.
    pub layers: Vec<LayerPlan>,
    /// What `${…}` may name.
    pub vars: Scope,
    /// Its entry in the inventory.
    pub declared: Span,
}

/// The config that the layers of a node patch.
#[derive(Clone, Debug)]
pub enum Base {
    /// A file, with the place that names it.
    File(Arc<str>, Span),
    /// Made from the cluster's secrets bundle.
    Generated,
}

/// One layer of a node.
#[derive(Clone, Debug)]
pub struct LayerPlan {
    /// Its name: `all`, `role:worker`, `group:gpu`, `node:w-1`, `final`.
    pub name: Arc<str>,
    /// Its patches in the order in which they apply; shared by the nodes that have the layer.
    pub patches: Arc<[PatchSource]>,
}

/// A patch.
#[derive(Clone, Debug)]
pub enum PatchSource {
    /// A file, with the place that names it, or that of the node when its directory was found by convention.
    File(Arc<str>, Span),
    /// Written in the inventory itself.
    Inline(Inline),
}

/// A patch that is written in the inventory: a mapping (or a list of operations) of its tree, so that its values keep
/// their places.
#[derive(Clone, Debug)]
pub struct Inline {
    /// Path of the inventory's file.
    pub file: Arc<str>,
    /// Tree of the document that holds it.
    pub tree: Arc<Tree>,
    /// The patch.
    pub node: NodeId,
}

//! An inventory as its language read it, before files are looked at: names and values with their places, lists in the
//! order in which they are written. Neutral: what a language calls its keys is not known here.

use std::sync::Arc;

use crate::glob::Glob;
use crate::model::Target;
use crate::text::{Span, Spanned};
use crate::tree::NodeId;

/// A text with its place.
pub type Text = Spanned<Arc<str>>;

/// One document of an inventory.
#[derive(Clone, Debug, Default)]
pub struct FleetDecl {
    /// Patterns of further inventories, relative to this one.
    pub include: Vec<Text>,
    /// How files are checked.
    pub check: CheckDecl,
    /// What counts for every cluster.
    pub defaults: SettingsDecl,
    /// The clusters.
    pub clusters: Vec<ClusterDecl>,
}

/// How the files of a project are checked.
#[derive(Clone, Debug, Default)]
pub struct CheckDecl {
    /// The first with a fitting pattern counts.
    pub targets: Vec<TargetDecl>,
    /// Codes and areas that are switched.
    pub switches: Vec<(Arc<str>, Switch)>,
}

/// Whether findings are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Switch {
    /// They are.
    On,
    /// They are not.
    Off,
}

/// What files of some paths are read for.
#[derive(Clone, Debug)]
pub struct TargetDecl {
    /// Patterns relative to the inventory.
    pub paths: Vec<Glob>,
    /// Releases, at most one per language.
    pub targets: Vec<Target>,
    /// How the machines run.
    pub mode: Option<Arc<str>>,
}

/// What defaults, clusters and nodes can all say.
#[derive(Clone, Debug, Default)]
pub struct SettingsDecl {
    /// Id of the language of the configs.
    pub language: Option<Arc<str>>,
    /// Release of the operating system, as written.
    pub release: Option<Text>,
    /// Release of Kubernetes, as written.
    pub kubernetes: Option<Text>,
    /// How machines run.
    pub mode: Option<Arc<str>>,
    /// What patches can name, with the values.
    pub names: Vec<(Arc<str>, NodeId)>,
}

/// A cluster.
#[derive(Clone, Debug)]
pub struct ClusterDecl {
    /// Its name.
    pub name: Text,
    /// URL of its API.
    pub endpoint: Option<Text>,
    /// Subnets of pods, services and nodes.
    pub networks: [Vec<Arc<str>>; 3],
    /// What counts for its nodes.
    pub settings: SettingsDecl,
    /// Path of the secrets bundle.
    pub secrets: Option<Text>,
    /// Path of the image schematic.
    pub schematic: Option<Text>,
    /// Path of the base, with names in braces.
    pub base: Option<Text>,
    /// Layers that count, in order.
    pub slots: Vec<Slot>,
    /// Directory of the layers' folders.
    pub directory: Option<Text>,
    /// Lists of patches by the name of the layer.
    pub patches: Vec<(Arc<str>, Vec<PatchDecl>)>,
    /// The machines.
    pub nodes: Vec<NodeDecl>,
    /// Its entry.
    pub declared: Span,
}

/// A place in the order of layers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// The layer of all nodes.
    All,
    /// The layer of the node's role.
    Role,
    /// The layers of the node's groups.
    Group,
    /// The layer of the node itself.
    Node,
    /// The layer behind all others.
    Final,
}

/// A machine.
#[derive(Clone, Debug)]
pub struct NodeDecl {
    /// Its name.
    pub name: Text,
    /// Where it is reached.
    pub address: Option<Text>,
    /// What it does.
    pub role: Arc<str>,
    /// Names that the folder of its role may have.
    pub role_folders: &'static [&'static str],
    /// Its groups.
    pub groups: Vec<Text>,
    /// What counts for it alone.
    pub settings: SettingsDecl,
    /// Its own patches.
    pub patches: Vec<PatchDecl>,
    /// Its entry.
    pub declared: Span,
}

/// A patch.
#[derive(Clone, Debug)]
pub enum PatchDecl {
    /// Path of a file, relative to the inventory.
    File(Text),
    /// The patch itself.
    Inline(NodeId),
}

//! Kinds of our own documents, and the shapes that they are made of.

mod check;
mod cluster;
mod fleet;
mod node;
mod patch;
mod settings;
mod values;

pub use check::{Check, CheckView, TargetEntry, TargetEntryView};
pub use cluster::{Cluster, ClusterView, Networks, NetworksView, Secrets, SecretsView};
pub use fleet::{Fleet, FleetView};
pub use node::{Node, NodeView};
pub use patch::{Patch, PatchView};
pub use settings::{Settings, SettingsView};
pub use values::{LAYER, MODE, OS, ROLE, SWITCH};

use crate::model::Kind;

/// All kinds, sorted by name.
pub static KINDS: &[&Kind] = &[Fleet::KIND];

//! Recognising `net.toml`, by name or by what stands in it.

use super::kinds;
use crate::document::Role;
use crate::lang::{Detection, Probe};
use crate::tree::{NodeId, NodeKind, Tree};

/// Name under which the machine looks for the file.
const FILE: &str = "net.toml";

/// Keys that make a table an interface.
const TELLING: &[&str] = &["dhcp4", "dhcp6", "static4", "static6"];

/// A file of the right name, or one with a version and tables of interfaces.
pub(super) fn detect(probe: &Probe<'_>) -> Detection {
    let named = probe.path.rsplit('/').next() == Some(FILE);
    let found = named || probe.trees.iter().any(|tree| is_network(tree));
    if found { Detection::Yes(Role::Network) } else { Detection::No }
}

fn is_network(tree: &Tree) -> bool {
    let Some(root) = tree.root() else { return false };
    let version = tree.get(root, kinds::VERSION).is_some_and(|v| tree.kind(v) == NodeKind::Scalar);
    version && tree.entries(root).any(|(_, value)| is_interface(tree, value))
}

fn is_interface(tree: &Tree, node: NodeId) -> bool {
    tree.kind(node) == NodeKind::Map && TELLING.iter().any(|key| tree.entry(node, key).is_some())
}

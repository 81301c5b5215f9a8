//! Telling Talos machine configs and patches from other YAML.
//!
//! A file is Talos when one of its documents is: the legacy document by its sections, a typed document by its
//! `apiVersion`, which no Kubernetes object has, or by a kind of ours. Whether it is a whole configuration or a patch
//! cannot be seen for certain, since nothing in Talos marks a patch. So:
//!
//! - `$patch` anywhere makes it a patch, unless the file also says what kind of machine it is for and has a cluster.
//! - A legacy document is a configuration when it has `version` or `machine.type`, or both the token of the machine and
//!   the control plane of the cluster. A fragment without these is a patch, certificates and secrets included: people
//!   keep them in files of their own. A template needs both `machine.type` and `cluster.controlPlane`.
//! - Typed documents alone are complete documents, and checked as such, unless the path says that it is about patches.
//! - A list of mappings with `op` and `path` is a JSON patch.

use super::{API_VERSION, kinds};
use crate::document::Role;
use crate::lang::{Detection, Probe};
use crate::model::Version;
use crate::syntax::holes::is_template;
use crate::text::Span;
use crate::tree::{NodeId, NodeKind, Tree};

/// Top-level keys of the legacy document by which Talos recognises it.
pub(super) const LEGACY_KEYS: &[&str] = &["machine", "cluster", "debug", "persist"];

/// Nodes that are looked at for a marker.
const LOOK_AT_MOST: usize = 100_000;

/// Recognises a file.
pub(super) fn detect(probe: &Probe<'_>) -> Detection {
    if probe.trees.iter().any(|t| is_json_patch(t)) {
        return Detection::Yes(Role::JsonPatch);
    }
    if !probe.trees.iter().any(|t| is_ours(t)) {
        return Detection::No;
    }
    let mut legacy = probe.trees.iter().filter(|t| is_legacy(t)).peekable();
    let has_legacy = legacy.peek().is_some();
    let whole = if is_template(probe.path) { legacy.any(|t| has_both(t)) } else { legacy.any(|t| is_whole(t)) };
    let marked = probe.trees.iter().any(|t| has_marker(t));
    let patch = if has_legacy { !whole } else { marked || probe.path.to_lowercase().contains("patch") };
    Detection::Yes(if patch || (marked && !whole) { Role::Patch } else { Role::Config })
}

fn top(tree: &Tree, key: &str) -> Option<NodeId> {
    tree.get(tree.root()?, key)
}

fn text<'t>(tree: &'t Tree, key: &str) -> &'t str {
    top(tree, key).map_or("", |n| tree.text(tree.resolve(n)))
}

fn is_ours(tree: &Tree) -> bool {
    is_typed(tree) || is_legacy(tree)
}

fn is_typed(tree: &Tree) -> bool {
    let (version, kind) = (text(tree, "apiVersion"), text(tree, "kind"));
    version == API_VERSION
        || (!kind.is_empty() && !version.contains('/') && kinds::KINDS.iter().any(|k| k.name == kind))
}

/// The legacy document: no kind, and a section of it. `version` alone is not enough for Talos, but for us it is, so
/// that the missing sections are reported. Values of Helm charts (Cilium's `cluster`) and configurations of programs
/// (`debug`) have such keys, too: without `machine`, most keys have to be ours.
fn is_legacy(tree: &Tree) -> bool {
    let is_map = |key: &str| top(tree, key).is_some_and(|n| tree.kind(tree.resolve(n)) == NodeKind::Map);
    let section = |key: &&str| match *key {
        "debug" | "persist" => top(tree, key).is_some(),
        key => is_map(key),
    };
    top(tree, "kind").is_none()
        && (text(tree, "version") == API_VERSION
            || is_map("machine")
            || LEGACY_KEYS.iter().any(section) && !is_mostly_foreign(tree))
}

/// More keys of the root that the legacy document does not have than it has.
fn is_mostly_foreign(tree: &Tree) -> bool {
    let ours = |key: &str| key == "version" || key == crate::patch::MARKER || LEGACY_KEYS.contains(&key);
    let Some(root) = tree.root() else { return false };
    let (known, foreign): (Vec<_>, Vec<_>) = tree.entries(root).partition(|(k, _)| ours(tree.text(*k)));
    foreign.len() > known.len()
}

fn is_whole(tree: &Tree) -> bool {
    let below = |section: &str, key: &str| top(tree, section).is_some_and(|s| tree.get(s, key).is_some());
    top(tree, "version").is_some()
        || below("machine", "type")
        || below("machine", "token") && below("cluster", "controlPlane")
}

/// Both sections with what no machine can do without. Templates are mostly assembled from several files, so a fragment
/// with the first lines of a configuration is not one yet.
fn has_both(tree: &Tree) -> bool {
    let below = |section: &str, key: &str| top(tree, section).is_some_and(|s| tree.get(s, key).is_some());
    below("machine", "type") && below("cluster", "controlPlane")
}

fn has_marker(tree: &Tree) -> bool {
    let mut stack: Vec<_> = tree.root().into_iter().collect();
    let mut left = LOOK_AT_MOST;
    while let Some(node) = stack.pop() {
        left -= 1;
        if left == 0 {
            return false;
        }
        if tree.entries(node).any(|(k, _)| tree.text(k) == crate::patch::MARKER) {
            return true;
        }
        stack.extend(tree.children(node));
    }
    false
}

fn is_json_patch(tree: &Tree) -> bool {
    let Some(root) = tree.root() else { return false };
    let items = tree.items(root);
    let operation = |n: &NodeId| tree.get(*n, "op").is_some() && tree.get(*n, "path").is_some();
    !items.is_empty() && items.iter().any(operation)
}

/// The release in the tag of the install image. A patch or a document set may have none.
pub(super) fn release_hint(trees: &[&Tree]) -> Option<(Version, Span)> {
    trees.iter().find_map(|tree| {
        let install = top(tree, "machine").and_then(|m| tree.get(m, "install"));
        let legacy = install.and_then(|i| tree.get(i, "image"));
        let typed = (text(tree, "kind") == "UnattendedInstallConfig")
            .then(|| top(tree, "installer").and_then(|i| tree.get(i, "image")).or_else(|| top(tree, "image")));
        let image = tree.resolve(legacy.or(typed.flatten())?);
        let (_, tag) = tree.text(image).split('@').next()?.rsplit_once(":v")?;
        Some((Version::parse(tag)?, tree.span(image)))
    })
}

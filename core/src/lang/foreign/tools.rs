//! Tools that make Talos configs from their own: how their files are recognised, and what those say about the patches
//! that the tool reads. Knows nothing of how patches are checked.

use super::{Probe, Tells, any, has, maps, name, text};
use crate::model::Version;
use crate::tree::{NodeId, NodeKind, Tree};

/// Keys that name the release of the machines: talhelper's and topf's own, and what people give to templates.
const RELEASE_KEYS: [&str; 3] = ["talosVersion", "talos_version", "TALOS_VERSION"];

/// Most keys that a file of versions has; one with more is something else that has such a key, too.
const FEW: usize = 40;

/// topf (postfinance.github.io/topf, configuration): `clusterEndpoint` and nodes with a `host`.
pub(super) fn is_topf(probe: &Probe<'_>) -> bool {
    stem(probe) == "topf" && any(probe, &["clusterName"]) || any(probe, &["clusterName", "clusterEndpoint", "nodes"])
}

/// talhelper (budimanjojo.github.io/talhelper, configuration): `endpoint` and nodes with a `hostname`.
pub(super) fn is_talhelper(probe: &Probe<'_>) -> bool {
    any(probe, &["clusterName", "nodes"]) && (any(probe, &["talosVersion"]) || any(probe, &["endpoint"]))
}

/// Omni's cluster template: documents by `kind` alone, one of them the cluster with its releases.
pub(super) fn is_omni(probe: &Probe<'_>) -> bool {
    maps(probe).any(|(t, r)| is_omni_cluster(t, r))
}

fn is_omni_cluster(tree: &Tree, root: NodeId) -> bool {
    text(tree, root, "kind") == "Cluster" && !has(tree, root, &["apiVersion"]) && has(tree, root, &["talos"])
}

/// What the Image Factory makes images from (`customization`, `overlay`, `bootloader`), rendered or not.
pub(super) fn is_schematic(probe: &Probe<'_>) -> bool {
    any(probe, &["customization"]) && maps(probe).all(|(t, r)| has(t, r, &["customization"]))
        || stem(probe) == "schematic" && !any(probe, &["machine"]) && !any(probe, &["kind"])
}

/// `talenv.yaml`, `version.yaml` and the like: a few plain values, one of them the release of Talos.
pub(super) fn is_versions(probe: &Probe<'_>) -> bool {
    maps(probe).any(|(t, r)| {
        let plain = |n: NodeId| t.kind(t.resolve(n)) == NodeKind::Scalar;
        let entries = t.entries(r);
        entries.len() <= FEW && release(t, r).is_some() && entries.clone().all(|(_, v)| plain(v))
    })
}

/// Name of the file up to its first dot: `topf` of `topf.yaml.j2`.
fn stem<'a>(probe: &Probe<'a>) -> &'a str {
    let name = name(probe);
    name.split('.').next().unwrap_or(name)
}

fn release(tree: &Tree, root: NodeId) -> Option<Version> {
    RELEASE_KEYS.iter().find_map(|key| numbered(text(tree, root, key)))
}

/// A release with its minor; what a template fills in is none.
fn numbered(text: &str) -> Option<Version> {
    text.contains('.').then(|| Version::parse(text.trim()))?
}

/// The release alone.
pub(super) fn by_keys(probe: &Probe<'_>) -> Tells {
    Tells { release: maps(probe).find_map(|(t, r)| release(t, r)), ..Tells::default() }
}

/// talhelper replaces variables in every file that it reads, and reads files named by `@path`.
pub(super) fn talhelper(probe: &Probe<'_>) -> Tells {
    let mut patches = Vec::new();
    for (tree, root) in maps(probe) {
        let nodes = tree.get(root, "nodes").map(|n| tree.items(tree.resolve(n)).to_vec()).unwrap_or_default();
        let groups = ["controlPlane", "worker"].iter().filter_map(|k| tree.get(root, k));
        for owner in core::iter::once(root).chain(groups).chain(nodes) {
            let texts = texts(tree, owner, "patches");
            patches.extend(texts.filter_map(|t| t.trim().strip_prefix('@')).map(str::to_owned));
        }
    }
    Tells { replaces_dollars: true, patches, ..by_keys(probe) }
}

/// Omni reads `patches: [{file: path}]`.
pub(super) fn omni(probe: &Probe<'_>) -> Tells {
    let mut tells = Tells::default();
    for (tree, root) in maps(probe) {
        let talos = tree.get(root, "talos").filter(|_| is_omni_cluster(tree, root));
        tells.release = tells.release.or_else(|| numbered(text(tree, talos?, "version")));
        let Some(patches) = tree.get(root, "patches") else { continue };
        let files = tree.items(tree.resolve(patches)).iter().map(|p| text(tree, *p, "file"));
        tells.patches.extend(files.filter(|f| !f.is_empty()).map(str::to_owned));
    }
    tells
}

/// The scalars of a list below a key.
fn texts<'t>(tree: &'t Tree, owner: NodeId, key: &str) -> impl Iterator<Item = &'t str> {
    let list = tree.get(owner, key).map(|n| tree.items(tree.resolve(n))).unwrap_or_default();
    list.iter().map(|i| tree.text(tree.resolve(*i)))
}

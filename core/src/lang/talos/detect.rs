//! Telling Talos machine configs and patches from other YAML.
//!
//! A file is Talos when one of its documents is: the legacy document by its sections, a typed document by its
//! `apiVersion`, which no Kubernetes object has, or by a kind of ours. Whether it is a whole configuration or a patch
//! cannot be seen for certain, since nothing in Talos marks a patch. To take a patch for a configuration reports things
//! as missing that stand in another file, which makes a whole directory unreadable; to take a configuration for a patch
//! says nothing about what is missing, while everything that is there is still checked. The first is worse, so a file
//! counts as a configuration only when it looks like one:
//!
//! - `$patch` anywhere makes it a patch, unless the file also has all of what follows.
//! - What `talosctl gen config` always writes are six things: `version`, `machine.type`, the machine's token or
//!   certificate, `machine.install`, the cluster's endpoint, and its token, certificate or identity. Three of them make
//!   a legacy document a configuration, and so does `version` with the type, the machine's trust or the endpoint, and
//!   two of those last in a document with both sections.
//! - Where the path says that it is about patches or layers (`patches/`, `nodes/`, `all/`, `my-patch.yaml`), and in
//!   templates, which are mostly assembled from several files, it takes the type, the trust and the endpoint together.
//! - Typed documents alone are complete documents, and checked as such, unless the path says patches or layers.
//! - A list of mappings with `op` and `path` is a JSON patch when a path begins with a key of the legacy document, so
//!   that patches of Kubernetes objects are left alone; in a file that is named as a machine's configuration it is a
//!   mistake, which upstream refuses.

use super::{API_VERSION, kinds};
use crate::document::Role;
use crate::lang::layers::is_layer;
use crate::lang::{Detection, Probe};
use crate::model::Version;
use crate::syntax::holes::is_template;
use crate::text::Span;
use crate::tree::{NodeId, NodeKind, Tree};

/// Top-level keys of the legacy document by which Talos recognises it.
pub(super) const LEGACY_KEYS: &[&str] = &["machine", "cluster", "debug", "persist"];

/// Nodes that are looked at for a marker.
const LOOK_AT_MOST: usize = 100_000;

/// Of what `gen` always writes, so many things make a document a configuration.
const ENOUGH: usize = 3;

/// Recognises a file.
pub(super) fn detect(probe: &Probe<'_>) -> Detection {
    if probe.trees.iter().any(|t| is_json_patch(t)) {
        let named_config = probe.trees.len() == 1 && is_config_name(probe.path);
        return Detection::Yes(if named_config { Role::Config } else { Role::JsonPatch });
    }
    if !probe.trees.iter().any(|t| is_ours(t)) {
        return Detection::No;
    }
    let mut legacy = probe.trees.iter().filter(|t| is_legacy(t)).peekable();
    let has_legacy = legacy.peek().is_some();
    let marked = probe.trees.iter().any(|t| has_marker(t));
    let strict = marked || is_template(probe.path) || is_layer(probe.path);
    // From 1.14 on the endpoint has a document of its own.
    let endpoint = probe.trees.iter().any(|t| text(t, "kind") == "KubeClusterConfig" && top(t, "endpoint").is_some());
    let config = if has_legacy {
        legacy.any(|t| Traits::of(t, endpoint).is_config(strict))
    } else {
        !marked && !is_layer(probe.path)
    };
    Detection::Yes(if config { Role::Config } else { Role::Patch })
}

/// True for names that generators give to configurations: no patch is called so.
fn is_config_name(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.split('.').next().unwrap_or(name);
    !is_layer(path) && matches!(stem, "config" | "controlplane" | "init" | "machineconfig" | "worker")
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

/// What a legacy document has of the things that `gen` always writes.
struct Traits {
    /// How many of the type, the trust and the endpoint.
    central: usize,
    version: bool,
    both_sections: bool,
    /// How many of the rest.
    others: usize,
}

impl Traits {
    fn of(tree: &Tree, endpoint: bool) -> Self {
        let at = |path: &[&str]| path.iter().try_fold(tree.root()?, |n, key| tree.get(n, key)).map(|_| ());
        let any = |paths: &[&[&str]]| paths.iter().any(|p| at(p).is_some());
        let others: [&[&[&str]]; 2] = [
            &[&["machine", "install"]],
            &[&["cluster", "id"], &["cluster", "secret"], &["cluster", "token"], &["cluster", "ca"]],
        ];
        Self {
            central: usize::from(any(&[&["machine", "type"]]))
                + usize::from(any(&[&["machine", "token"], &["machine", "ca"]]))
                + usize::from(endpoint || any(&[&["cluster", "controlPlane", "endpoint"]])),
            version: any(&[&["version"]]),
            both_sections: at(&["machine"]).is_some() && at(&["cluster"]).is_some(),
            others: others.iter().filter(|o| any(o)).count(),
        }
    }

    fn is_config(&self, strict: bool) -> bool {
        let all = self.central + usize::from(self.version) + self.others;
        let named = self.version && self.central > 0 || self.both_sections && self.central > 1;
        if strict { self.central == 3 } else { all >= ENOUGH || named }
    }
}

fn has_marker(tree: &Tree) -> bool {
    let mut stack: Vec<_> = tree.root().into_iter().collect();
    let mut left = LOOK_AT_MOST;
    while let Some(node) = stack.pop() {
        left -= 1;
        if left == 0 {
            return false;
        }
        if tree.entries(node).any(|(k, _)| matches!(tree.text(k), crate::patch::MARKER | crate::patch::ESCAPED_MARKER))
        {
            return true;
        }
        stack.extend(tree.children(node));
    }
    false
}

/// Operations, one of which reaches into the legacy document. Typed documents cannot be told from other objects, and
/// JSON patches of them are refused where there are several documents.
fn is_json_patch(tree: &Tree) -> bool {
    let Some(root) = tree.root() else { return false };
    let operation = |n: &NodeId| tree.get(*n, "op").is_some() && tree.get(*n, "path").is_some();
    let ours = |n: &NodeId| {
        ["path", "from"].iter().filter_map(|k| tree.get(*n, k)).any(|p| reaches(tree.text(tree.resolve(p))))
    };
    let items = tree.items(root);
    items.iter().any(operation) && items.iter().any(ours)
}

/// True when the first step of a pointer, also of one that is written wrongly, is a key of the legacy document.
fn reaches(pointer: &str) -> bool {
    let first = pointer.trim_start_matches('/').split(['/', '.']).next().unwrap_or("");
    first == "version" || LEGACY_KEYS.contains(&first)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::{Syntax, parse, split_stream};
    use crate::text::SourceId;

    fn role(path: &str, text: &str) -> Option<Role> {
        let chunks = split_stream(text);
        let body = |c: &crate::syntax::Chunk| &text[c.start as usize..c.end as usize];
        let dialect = super::super::TALOS.dialect;
        let trees: Vec<_> =
            chunks.iter().map(|c| parse(body(c), Syntax::Yaml, dialect, SourceId(0), &[]).tree).collect();
        let trees: Vec<_> = trees.iter().collect();
        match detect(&Probe { path, trees: &trees }) {
            Detection::Yes(role) => Some(role),
            Detection::No => None,
        }
    }

    #[test]
    fn a_patch_may_have_much_of_a_configuration() {
        let part = "version: v1alpha1\nmachine: {type: worker, ca: {crt: x}}\n";
        assert_eq!(role("talos/w.yaml", part), Some(Role::Config));
        for path in ["talos/patches/w.yaml", "talos/nodes/w.yaml", "talos/w.yaml.j2", "t/node/w/w.yaml"] {
            assert_eq!(role(path, part), Some(Role::Patch), "{path}");
            let whole = format!("{part}cluster: {{controlPlane: {{endpoint: e}}}}\n");
            assert_eq!(role(path, &whole), Some(Role::Config), "{path}");
        }
        for text in ["version: v1alpha1\nmachine: {}\n", "machine: {type: worker, token: x}\n", "cluster: {}\n"] {
            assert_eq!(role("talos/w.yaml", text), Some(Role::Patch), "{text}");
        }
    }

    #[test]
    fn typed_documents_are_whole_where_no_layer_is_named() {
        let text = "apiVersion: v1alpha1\nkind: LinkConfig\nname: eth0\n";
        assert_eq!(role("talos/net.yaml", text), Some(Role::Config));
        assert_eq!(role("talos/all/net.yaml", text), Some(Role::Patch));
        assert_eq!(role("talos/net.yaml", &format!("{text}$$patch: delete\n")), Some(Role::Patch));
    }

    #[test]
    fn operations_are_ours_by_their_paths() {
        let op = |path: &str| format!("- {{op: add, path: {path}, value: 1}}\n");
        for path in ["/machine/time", "machine.time", "/cluster", "/version", "/debug"] {
            assert_eq!(role("talos/x.yaml", &op(path)), Some(Role::JsonPatch), "{path}");
        }
        for path in ["/spec/template", "/metadata/labels/a", "/machinery", "''"] {
            assert_eq!(role("talos/patches/x.yaml", &op(path)), None, "{path}");
        }
        assert_eq!(role("x.yaml", &format!("{}{}", op("/spec"), op("/machine/a"))), Some(Role::JsonPatch));
        assert_eq!(role("out/controlplane.yaml", &op("/machine/time")), Some(Role::Config));
        assert_eq!(role("patches/controlplane.yaml", &op("/machine/time")), Some(Role::JsonPatch));
    }
}

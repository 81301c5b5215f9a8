//! Secrets of Kubernetes in manifests that a document carries as text: their data must not be shown.
//!
//! Any text of the document counts that names the kind, whatever field it stands in.

use crate::diag::Redactor;
use crate::syntax::Syntax;
use crate::syntax::holes;
use crate::syntax::inner::{Inner, read};
use crate::tree::{NodeId, NodeKind, Tree};

use super::file::Part;

/// Keys of a secret that hold its values.
const DATA: [&str; 2] = ["data", "stringData"];

/// Key under which `kubectl apply` repeats a whole object.
const REPEATED: &str = "kubectl.kubernetes.io/last-applied-configuration";

/// Adds the data of all secrets in texts of a document.
pub(super) fn collect(part: &Part, text: &str, redactor: &mut Redactor) {
    let tree = &part.document.tree;
    // The text as it was parsed: placeholders are as long as what stood there.
    let filled = (0..tree.len() as u32).any(|n| tree.text(NodeId(n)).contains(holes::FILLER));
    let masked = filled.then(|| holes::mask(text)).flatten();
    let read_text = masked.as_ref().map_or(text, |m| m.text.as_str());
    for node in (0..tree.len() as u32).map(NodeId) {
        let word = tree.text(node);
        if word.contains("Secret") && word.contains(['\n', '{']) {
            for inner in &read(tree, node, read_text, Syntax::Yaml) {
                of_document(inner, text, redactor);
            }
        }
    }
}

fn of_document(inner: &Inner, text: &str, redactor: &mut Redactor) {
    let tree = &inner.parsed.tree;
    let written = text.get(inner.span.range()).unwrap_or("");
    if !inner.parsed.errors.is_empty() {
        // A tree of broken text may lack the values.
        if written.contains("Secret") {
            redactor.add(inner.span, written);
        }
        return;
    }
    if let Some(root) = tree.root() {
        objects(tree, root, text, redactor);
    }
}

fn objects(tree: &Tree, object: NodeId, text: &str, redactor: &mut Redactor) {
    let mut open = vec![object];
    while let Some(node) = open.pop() {
        let word = |key: &str| tree.get(node, key).map_or("", |n| tree.text(tree.resolve(n)));
        if word("kind") == "Secret" {
            let data = DATA.iter().filter_map(|key| tree.get(node, key));
            data.for_each(|n| whole(tree, n, text, redactor));
            let metadata = tree.get(node, "metadata").and_then(|m| tree.get(m, "annotations"));
            metadata.and_then(|m| tree.get(m, REPEATED)).into_iter().for_each(|n| whole(tree, n, text, redactor));
        } else if let Some(items) = tree.get(node, "items").filter(|_| word("kind").ends_with("List")) {
            open.extend(tree.items(tree.resolve(items)));
        }
    }
}

/// All scalars of a value.
fn whole(tree: &Tree, node: NodeId, text: &str, redactor: &mut Redactor) {
    let mut open = vec![tree.resolve(node)];
    while let Some(node) = open.pop() {
        match tree.kind(node) {
            NodeKind::Map => open.extend(tree.entries(node).map(|(_, value)| value)),
            NodeKind::Seq => open.extend(tree.items(node)),
            NodeKind::Scalar | NodeKind::Error => {
                let span = tree.node(node).inner_span();
                redactor.add(span, tree.text(node));
                redactor.add(span, text.get(span.range()).unwrap_or(""));
            }
            NodeKind::Null | NodeKind::Alias | NodeKind::Missing => {}
        }
    }
}

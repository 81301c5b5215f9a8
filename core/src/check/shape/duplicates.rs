//! Keys that stand twice in one mapping.

use std::collections::HashMap;

use super::{MERGE_KEY, Walk};
use crate::diag::Diagnostic;
use crate::tree::{NodeId, NodeKind, Tree};

/// Mappings up to this size are compared pair by pair, which needs no memory.
const SMALL: usize = 16;

/// Repetitions with the first occurrence: `(repeated key, first key)`.
pub(super) fn repetitions(tree: &Tree, map: NodeId) -> Vec<(NodeId, NodeId)> {
    let text = |key: NodeId| {
        let key = tree.resolve(key);
        (tree.kind(key) == NodeKind::Scalar && tree.text(key) != MERGE_KEY).then(|| tree.text(key))
    };
    let keys = tree.entries(map).map(|(k, _)| k);
    let mut out = Vec::new();
    if keys.len() <= SMALL {
        for (index, key) in keys.clone().enumerate() {
            let Some(name) = text(key) else { continue };
            let first = keys.clone().take(index).find(|k| text(*k) == Some(name));
            out.extend(first.map(|first| (key, first)));
        }
        return out;
    }
    let mut seen: HashMap<&str, NodeId> = HashMap::with_capacity(keys.len());
    for key in keys {
        let Some(name) = text(key) else { continue };
        match seen.get(name) {
            Some(first) => out.push((key, *first)),
            None => _ = seen.insert(name, key),
        }
    }
    out
}

impl Walk<'_, '_, '_> {
    pub(super) fn duplicate_keys(&mut self, map: NodeId) {
        let tree = self.tree();
        if self.cx.doc.steered {
            return;
        }
        for (key, first) in repetitions(tree, map) {
            let name = tree.text(tree.resolve(key));
            let problem =
                Diagnostic::error("shape/duplicate-key", format!("`{name}` stands here twice"), tree.span(key))
                    .label(tree.span(first), "first here")
                    .help("a mapping has each key once; merge the two, or remove one");
            self.report(problem);
        }
    }
}

//! Values of results that are encrypted in the files that they come from: they are secrets, whatever the tables say. It
//! must not know how anything is encrypted.

use core::ops::Range;
use std::collections::HashSet;

use super::doc::Doc;
use super::fleet::Outcome;
use crate::session::OpenFile;
use crate::tree::{MAX_DEPTH, NodeId, NodeKind, Path, Tree};

impl Doc {
    /// Such values of a result, those that came through variables, too.
    pub fn unsealed(&self) -> Vec<NodeId> {
        let homes: Vec<_> = self.pieces().map(|(p, _)| &p.home).filter(|h| h.has_unsealed()).collect();
        let places: Vec<_> = self.uses().filter(|u| u.secret).map(|u| u.place).collect();
        if homes.is_empty() && places.is_empty() {
            return Vec::new();
        }
        let tree = &self.document.tree;
        let is_one = |id: &NodeId| {
            let span = tree.span(*id);
            places.contains(&span) || homes.iter().any(|h| h.is_unsealed(span))
        };
        scalars(tree).filter(is_one).collect()
    }
}

impl Outcome {
    /// Where the config has such values: the label of the document, and the path in it.
    pub fn unsealed(&self) -> Vec<(String, Path)> {
        let mut out = Vec::new();
        for doc in &self.docs {
            let (tree, nodes) = (&doc.document.tree, doc.unsealed());
            let mut found = Vec::new();
            if let Some(root) = tree.root().filter(|_| !nodes.is_empty()) {
                paths(tree, root, &nodes, &mut Path::default(), &mut found);
            }
            let label = doc.document.label();
            out.extend(found.into_iter().map(|path| (label.clone(), path)));
        }
        out
    }
}

fn paths(tree: &Tree, node: NodeId, wanted: &[NodeId], path: &mut Path, found: &mut Vec<Path>) {
    let node = tree.resolve(node);
    if path.segments().len() > MAX_DEPTH {
        return;
    }
    if wanted.binary_search(&node).is_ok() {
        found.push(path.clone());
    }
    for (key, value) in tree.entries(node) {
        path.push_key(tree.text(tree.resolve(key)));
        paths(tree, value, wanted, path, found);
        path.pop();
    }
    for (index, item) in tree.items(node).iter().enumerate() {
        path.push_index(index);
        paths(tree, *item, wanted, path, found);
        path.pop();
    }
}

fn scalars(tree: &Tree) -> impl Iterator<Item = NodeId> + '_ {
    (0..tree.len() as u32).map(NodeId).filter(|n| tree.kind(*n) == NodeKind::Scalar)
}

impl OpenFile {
    /// The file with the values at these places hidden: each the label of a document and a path in it.
    #[must_use]
    pub fn hiding(self, places: &[(String, Path)]) -> Self {
        let mut hidden = Vec::new();
        for part in self.parts() {
            let tree = &part.document.tree;
            let label = part.document.label();
            let own = places.iter().filter(|(of, _)| *of == label);
            let nodes = own.filter_map(|(_, path)| tree.at(tree.root()?, path));
            hidden.extend(nodes.filter_map(|n| self.range_of(tree.span(tree.resolve(n)))));
        }
        let shift = self.shift();
        self.unsealing(hidden.into_iter().map(|r| r.start + shift..r.end + shift).collect())
    }
}

/// Where a file has values that are encrypted in another one, which it was made from.
pub(super) fn same_values(file: &OpenFile, from: &OpenFile) -> Vec<Range<u32>> {
    if !from.has_unsealed() {
        return Vec::new();
    }
    let mut secret: HashSet<&str> = HashSet::new();
    for part in from.parts() {
        let tree = &part.document.tree;
        secret.extend(scalars(tree).filter(|n| from.is_unsealed(tree.span(*n))).map(|n| tree.text(n)));
    }
    let mut out = Vec::new();
    for part in file.parts() {
        let tree = &part.document.tree;
        let same = scalars(tree).filter(|n| secret.contains(tree.text(*n)));
        out.extend(same.filter_map(|n| file.range_of(tree.span(n))));
    }
    out
}

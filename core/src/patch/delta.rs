//! From a merged tree back to edits of the base's text: what changed, as few and as small changes as possible.

use crate::tree::{NodeId, NodeKind, Path, Tree, equal_text};

/// A change of the base that makes it mean what the merged tree means. `node` is a node of the merged tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A value changes.
    Set {
        /// Its place.
        path: Path,
        /// Its new value.
        node: NodeId,
    },
    /// A key comes in at the end of a mapping.
    InsertKey {
        /// The mapping.
        path: Path,
        /// The key.
        key: String,
        /// The value.
        node: NodeId,
    },
    /// An item comes in at the end of a list.
    AppendItem {
        /// The list.
        path: Path,
        /// The item.
        node: NodeId,
    },
    /// A key with its value, or an item, goes.
    Remove {
        /// The key or item.
        path: Path,
    },
}

/// The changes that turn `base` into `merged`. Removals of items come last index first, so that applying the changes
/// in order is right.
pub fn delta(base: &Tree, merged: &Tree) -> Vec<Change> {
    let mut out = Vec::new();
    match (base.root(), merged.root()) {
        (Some(a), Some(b)) => compare((base, a), (merged, b), &Path::default(), &mut out),
        (None, Some(b)) => out.push(Change::Set { path: Path::default(), node: b }),
        (Some(_), None) => out.push(Change::Remove { path: Path::default() }),
        (None, None) => {}
    }
    out
}

fn compare(old: (&Tree, NodeId), new: (&Tree, NodeId), path: &Path, out: &mut Vec<Change>) {
    if equal_text(old, new) {
        return;
    }
    let (a, b) = (old.0.resolve(old.1), new.0.resolve(new.1));
    match (old.0.kind(a), new.0.kind(b)) {
        (NodeKind::Map, NodeKind::Map) if plain_keys(old.0, a) => maps((old.0, a), (new.0, b), path, out),
        (NodeKind::Seq, NodeKind::Seq) => lists((old.0, a), (new.0, b), path, out),
        _ => out.push(Change::Set { path: path.clone(), node: b }),
    }
}

/// A mapping whose keys are scalars, none twice.
fn plain_keys(tree: &Tree, map: NodeId) -> bool {
    let mut seen = std::collections::HashSet::new();
    tree.entries(map).all(|(k, _)| {
        let k = tree.resolve(k);
        tree.kind(k) == NodeKind::Scalar && seen.insert(tree.text(k))
    })
}

fn maps(old: (&Tree, NodeId), new: (&Tree, NodeId), path: &Path, out: &mut Vec<Change>) {
    for (key, value) in new.0.entries(new.1) {
        let text = new.0.text(new.0.resolve(key));
        match old.0.get(old.1, text) {
            Some(before) => compare((old.0, before), (new.0, value), &path.key(text), out),
            None => out.push(Change::InsertKey { path: path.clone(), key: text.to_owned(), node: value }),
        }
    }
    for (key, value) in old.0.entries(old.1) {
        let text = old.0.text(old.0.resolve(key));
        // A key without a value means the same as no key.
        if new.0.get(new.1, text).is_none() && old.0.kind(old.0.resolve(value)) != NodeKind::Null {
            out.push(Change::Remove { path: path.key(text) });
        }
    }
}

/// Items are matched by where the merged ones come from: an item of the base keeps its place in the source.
fn lists(old: (&Tree, NodeId), new: (&Tree, NodeId), path: &Path, out: &mut Vec<Change>) {
    let (before, after) = (old.0.items(old.1), new.0.items(new.1));
    let mut kept = Vec::new();
    let mut next = 0;
    for (index, item) in before.iter().enumerate() {
        let span = old.0.span(old.0.resolve(*item));
        let same = |n: &NodeId| {
            let s = new.0.span(*n);
            s.source == span.source && s.start == span.start
        };
        if after.get(next).is_some_and(same) {
            kept.push((index, after[next]));
            next += 1;
        }
    }
    let fresh = &after[next..];
    let stray = fresh.iter().any(|n| before.iter().any(|b| old.0.span(old.0.resolve(*b)) == new.0.span(*n)));
    if stray || (kept.is_empty() && !before.is_empty()) {
        out.push(Change::Set { path: path.clone(), node: new.1 });
        return;
    }
    for (index, item) in &kept {
        compare((old.0, before[*index]), (new.0, *item), &path.index(*index), out);
    }
    for item in fresh {
        out.push(Change::AppendItem { path: path.clone(), node: *item });
    }
    for index in (0..before.len()).rev().filter(|i| !kept.iter().any(|(k, _)| k == i)) {
        out.push(Change::Remove { path: path.index(index) });
    }
}

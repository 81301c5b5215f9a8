//! Comparing trees as text-level values: same shape, same keys in the same order, same scalar texts and same plainness.
//! What a language makes of the scalars is not asked; edits are checked with this.

use super::{NodeId, NodeKind, Style, Tree};

/// Deepest nesting that walks over a tree go into; parsers refuse more.
pub const MAX_DEPTH: usize = 512;

/// True when both nodes stand for the same value: aliases followed, comments, styles and spans ignored, but a plain
/// scalar differs from a quoted one with the same text.
pub fn equal_text(a: (&Tree, NodeId), b: (&Tree, NodeId)) -> bool {
    equal_deep(a, b, 0)
}

fn equal_deep(left: (&Tree, NodeId), right: (&Tree, NodeId), depth: usize) -> bool {
    if depth > MAX_DEPTH {
        return false;
    }
    let (one, other) = (left.0.resolve(left.1), right.0.resolve(right.1));
    let (node, twin) = (left.0.node(one), right.0.node(other));
    if node.kind != twin.kind {
        return false;
    }
    match node.kind {
        NodeKind::Scalar | NodeKind::Error => {
            (node.style == Style::Plain) == (twin.style == Style::Plain)
                && left.0.text(one) == right.0.text(other)
                && left.0.tag(one) == right.0.tag(other)
        }
        NodeKind::Map | NodeKind::Seq => {
            let (kids, twins) = (left.0.children(one), right.0.children(other));
            kids.len() == twins.len()
                && kids.iter().zip(twins).all(|(k, t)| equal_deep((left.0, *k), (right.0, *t), depth + 1))
        }
        NodeKind::Null | NodeKind::Missing | NodeKind::Alias => true,
    }
}

/// Every leaf with its path, for tests and messages: `("a.b[0]", "text")`; empty collections are leaves `{}` and `[]`.
pub fn flatten(tree: &Tree) -> Vec<(String, String)> {
    let mut out = Vec::new();
    if let Some(root) = tree.root() {
        walk(tree, root, &super::Path::default(), &mut out, 0);
    }
    out
}

fn walk(tree: &Tree, id: NodeId, path: &super::Path, out: &mut Vec<(String, String)>, depth: usize) {
    let id = tree.resolve(id);
    if depth > MAX_DEPTH {
        return;
    }
    match tree.kind(id) {
        NodeKind::Map if tree.children(id).is_empty() => out.push((path.to_string(), "{}".into())),
        NodeKind::Seq if tree.children(id).is_empty() => out.push((path.to_string(), "[]".into())),
        NodeKind::Map => {
            for (k, v) in tree.entries(id) {
                walk(tree, v, &path.key(tree.text(tree.resolve(k))), out, depth + 1);
            }
        }
        NodeKind::Seq => {
            for (i, item) in tree.items(id).iter().enumerate() {
                walk(tree, *item, &path.index(i), out, depth + 1);
            }
        }
        NodeKind::Scalar | NodeKind::Error => out.push((path.to_string(), tree.text(id).into())),
        NodeKind::Null | NodeKind::Missing | NodeKind::Alias => out.push((path.to_string(), String::new())),
    }
}

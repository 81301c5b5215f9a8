//! `$patch: delete`: what a marker removes, and what is said when it removes nothing.

use super::stack::Part;
use super::trace::{Move, path_of};
use super::walk::{How, Walker};
use super::{DELETE, MARKER};
use crate::diag::{Diagnostic, Severity};
use crate::model::Type;
use crate::tree::{NodeId, NodeKind, Tree};

/// True for a mapping that asks for its own deletion.
pub fn is_marked(tree: &Tree, node: NodeId) -> bool {
    tree.get(node, MARKER).is_some_and(|v| tree.text(tree.resolve(v)) == DELETE)
}

/// True for a value of which nothing is left once deletions are cut out of it.
pub(super) fn leaves_nothing(tree: &Tree, node: NodeId) -> bool {
    let node = tree.resolve(node);
    is_marked(tree, node)
        || match tree.kind(node) {
            NodeKind::Map => tree.entries(node).len() > 0 && tree.entries(node).all(|(_, v)| leaves_nothing(tree, v)),
            NodeKind::Seq => !tree.items(node).is_empty() && tree.items(node).iter().all(|i| leaves_nothing(tree, *i)),
            _ => false,
        }
}

/// The first marker at or below a node.
fn first_marker(tree: &Tree, node: NodeId) -> Option<NodeId> {
    let node = tree.resolve(node);
    match tree.kind(node) {
        NodeKind::Map if is_marked(tree, node) => Some(node),
        NodeKind::Map => tree.entries(node).find_map(|(_, value)| first_marker(tree, value)),
        NodeKind::Seq => tree.items(node).iter().find_map(|item| first_marker(tree, *item)),
        _ => None,
    }
}

/// How many markers a document has.
pub(super) fn count_markers(document: &crate::document::Document) -> usize {
    fn count(tree: &Tree, node: NodeId) -> usize {
        let node = tree.resolve(node);
        match tree.kind(node) {
            NodeKind::Map if is_marked(tree, node) => 1,
            NodeKind::Map => tree.entries(node).map(|(_, value)| count(tree, value)).sum(),
            NodeKind::Seq => tree.items(node).iter().map(|item| count(tree, *item)).sum(),
            _ => 0,
        }
    }
    document.root().map_or(0, |root| count(&document.tree, root))
}

/// True when a marker stands at or below a node.
pub(super) fn holds_marker(tree: &Tree, node: NodeId) -> bool {
    first_marker(tree, node).is_some()
}

impl Walker<'_> {
    fn first_marker(&self, part: Part) -> Option<Part> {
        let node = part.node.filter(|_| self.deletes(part))?;
        Some(Part { source: part.source, node: Some(first_marker(self.tree(part), node)?) })
    }

    /// Markers below something that is not there when their patch comes, which upstream refuses: it looks a place up
    /// before it merges the patch's own values.
    pub fn lookup_fails(&mut self, parts: &[Part]) -> bool {
        let mut there = false;
        for part in parts {
            match self.first_marker(*part) {
                Some(marker) if !there && !part.begins() => {
                    self.deleted_nothing_named(marker, false);
                    return true;
                }
                _ => there |= !self.only_deletes(*part),
            }
        }
        false
    }

    /// A marker for a whole value that is not there. Fields of a struct always exist for upstream, so only keys of
    /// mappings are refused.
    pub fn deleted_nothing(&mut self, marker: Part) {
        if self.in_map() {
            return self.deleted_nothing_named(marker, false);
        }
        let problem = Diagnostic::new(
            "patch/deletes-nothing",
            Severity::Warning,
            format!("there is no `{}` to delete", path_of(&self.stack)),
            self.span(marker),
        );
        self.problem(problem.help("drop the marker, or look for a typing error in the keys above it"));
    }

    /// True when the place is a key of a mapping with free keys.
    fn in_map(&self) -> bool {
        let mut path = path_of(&self.stack);
        path.pop();
        self.view.field_at(&path).is_some_and(|(_, ty)| matches!(ty, Type::Map(_) | Type::Object | Type::Embedded(_)))
    }

    /// A marker that upstream refuses since it finds nothing.
    pub fn deleted_nothing_named(&mut self, marker: Part, unreachable: bool) {
        let path = path_of(&self.stack);
        let problem = Diagnostic::new(
            "patch/delete-not-found",
            Severity::Error,
            if unreachable {
                format!("`$patch: delete` cannot reach `{path}` at this release")
            } else {
                format!("`$patch: delete` finds no `{path}`")
            },
            self.span(marker),
        );
        self.problem(problem.help(if unreachable {
            "keys of free-form mappings can be deleted by later releases only; change the base document"
        } else {
            "a marker must name something that is there; drop it, or look for a typing error in the keys above it"
        }));
    }

    /// A marker among the items of a list: removes the first item that its first other pair selects.
    pub fn delete_item(&mut self, how: How<'_>, marker: Part, groups: &mut Vec<Vec<Part>>) {
        let Some((key, value)) = self.selector(marker) else {
            let problem = Diagnostic::new(
                "patch/delete-without-selector",
                Severity::Error,
                "`$patch: delete` in a list item says nothing about which item it means",
                self.span(marker),
            );
            return self.problem(problem.help("add one key with the value of the item, such as `name: NAME`"));
        };
        let found = groups
            .iter()
            .position(|g| g.iter().rev().any(|p| self.selectable(how.ty, *p, &key).is_some_and(|text| text == value)));
        if let Some(at) = found {
            let gone = groups.remove(at);
            let removed = Some(path_of(&self.stack).index(at));
            // Paths of decisions are those of the result, so items move before all of them.
            self.trace.moves.push(Move { decided: 0, removed, added: None, from: None });
            let span = self.span(marker);
            self.decided(&gone, None, "delete", Some(span));
        } else {
            let problem = Diagnostic::new(
                "patch/delete-not-found",
                Severity::Error,
                format!("`$patch: delete` finds no item with `{key}: {value}`"),
                self.span(marker),
            );
            self.problem(problem.help(
                    "only the first key beside the marker counts, it must be a text field of the item, and the value must be equal",
                ));
        }
    }

    /// First pair of a marker that is not the marker itself.
    fn selector(&self, marker: Part) -> Option<(String, String)> {
        let tree = self.tree(marker);
        let node = self.given(marker)?;
        let pair = tree
            .entries(node)
            .find(|(k, v)| !(tree.text(tree.resolve(*k)) == MARKER && tree.text(tree.resolve(*v)) == DELETE))?;
        Some((tree.text(tree.resolve(pair.0)).to_owned(), tree.text(tree.resolve(pair.1)).to_owned()))
    }
}

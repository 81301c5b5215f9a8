//! The grammar of `$patch: delete` in a patch, as far as the patch by itself tells.

use super::Walk;
use crate::diag::{Applicability, Diagnostic};
use crate::patch::{DELETE, ESCAPED_MARKER, MARKER};
use crate::tree::{NodeId, NodeKind};

impl Walk<'_, '_, '_> {
    pub(super) fn is_marker(&self, key: &str, value: NodeId) -> bool {
        let known = key == MARKER || self.is_escaped_marker(key);
        known && self.tree().text(self.tree().resolve(value)) == DELETE
    }

    /// The marker as it is written for a tool that replaces `$$` by `$`, in a file that such a tool reads.
    pub(super) fn is_escaped_marker(&self, key: &str) -> bool {
        key == ESCAPED_MARKER && self.cx.doc.substituted
    }

    /// True for a mapping that asks for its own deletion.
    pub(super) fn deletes(&self, node: NodeId) -> bool {
        let tree = self.tree();
        let asks = |key: &str| tree.get(node, key).is_some_and(|v| self.is_marker(key, v));
        self.reading.delete_markers && (asks(MARKER) || asks(ESCAPED_MARKER))
    }

    /// The finding for an escaped marker in a file that no tool reads before the machine.
    pub(super) fn escaped_in_vain(&self, value: NodeId) -> Option<Diagnostic> {
        let (key, _) = self.tree().entry(value, ESCAPED_MARKER).filter(|_| !self.cx.doc.substituted)?;
        let span = self.tree().span(key);
        let problem = Diagnostic::error("patch/marker-unknown", "`$$patch` is not known to the machine", span);
        let help = "it is for files in which a tool such as talhelper replaces variables, and makes one `$` of two; \
                    nothing shows that one reads this file, so write `$patch`";
        Some(problem.help(help).fix("Replace by `$patch`", Applicability::Unsafe, span, MARKER))
    }

    /// A deletion of a key's value. Inside of list items it cannot be reached.
    pub(super) fn deletion(&mut self, value: NodeId) {
        let span = self.marker_span(value);
        let path = self.cx.doc.path_of(span);
        let in_list = path.segments().iter().any(|s| matches!(s, crate::tree::Segment::Index(_)));
        if in_list {
            let problem =
                Diagnostic::error("patch/delete-inner-key", "a key inside a list item cannot be deleted", span);
            self.report(problem.help("delete the item as a whole and add it again without the key"));
        }
    }

    /// A deletion among the items of a list: one more pair must say which item is meant.
    pub(super) fn item_deletion(&mut self, item: NodeId) {
        let tree = self.tree();
        let span = self.marker_span(item);
        let path = self.cx.doc.path_of(tree.span(item));
        let lists = path.segments().iter().filter(|s| matches!(s, crate::tree::Segment::Index(_))).count();
        if lists > 1 {
            let problem = Diagnostic::error(
                "patch/delete-nested-list",
                "an item of a list inside a list cannot be deleted",
                span,
            );
            return self.report(problem.help("delete the outer item as a whole and add it again"));
        }
        let others = tree.entries(tree.resolve(item)).filter(|(k, v)| !self.is_marker(tree.text(tree.resolve(*k)), *v));
        if others.count() == 0 {
            let problem = Diagnostic::error(
                "patch/delete-without-selector",
                "`$patch: delete` in a list item says nothing about which item it means",
                span,
            );
            self.report(problem.help("add one key with the value of the item, such as `name: NAME`"));
        }
    }

    fn marker_span(&self, map: NodeId) -> crate::text::Span {
        let tree = self.tree();
        let entry = tree.entry(map, MARKER).or_else(|| tree.entry(map, ESCAPED_MARKER));
        entry.map_or_else(|| tree.span(map), |(k, _)| tree.span(k))
    }

    /// A marker where it means nothing: in a whole configuration, or with another word than `delete`.
    pub(super) fn stray_marker(&mut self, key: NodeId, value: NodeId) {
        let tree = self.tree();
        let word = tree.text(tree.resolve(value));
        let span = tree.span(key);
        let problem = if !self.is_patch() {
            Diagnostic::error("patch/marker-in-config", "`$patch` has a meaning in patches only", span).help(
                "this file is read as a whole configuration; remove the key that should go, or move this to a patch",
            )
        } else if !self.reading.delete_markers {
            let target = &self.cx.doc.target;
            Diagnostic::error(
                "patch/marker-unknown",
                format!("`$patch` is not known to {} {}", self.cx.doc.language.title, target.version),
                span,
            )
        } else if tree.kind(tree.resolve(value)) == NodeKind::Scalar {
            Diagnostic::error("patch/marker-unknown", format!("`$patch: {word}` is not known"), tree.span(value))
                .help("the only word is `delete`; everything else is merged without being asked to")
        } else {
            Diagnostic::error("patch/marker-unknown", "`$patch` takes the word `delete`", span)
        };
        self.report(problem);
    }
}

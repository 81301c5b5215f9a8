//! Free-form content: no table says what it is, but it must survive becoming plain data.

use super::{MERGE_KEY, Walk};
use crate::diag::Diagnostic;
use crate::syntax::Value;
use crate::tree::{NodeId, NodeKind};

impl Walk<'_, '_, '_> {
    pub(super) fn free(&mut self, node: NodeId) {
        let tree = self.tree();
        let node = tree.resolve(node);
        match tree.kind(node) {
            NodeKind::Map => {
                self.duplicate_keys(node);
                for (key, value) in tree.entries(node) {
                    if self.key_text(key).is_none() {
                        continue;
                    }
                    self.odd_key(key);
                    if self.is_patch() && self.deletes(value) {
                        self.deletion(value);
                        continue;
                    }
                    if self.enter() {
                        self.free(value);
                        self.depth -= 1;
                    }
                }
            }
            NodeKind::Seq => {
                for item in tree.items(node).iter().copied() {
                    if self.enter() {
                        self.free(item);
                        self.depth -= 1;
                    }
                }
            }
            NodeKind::Scalar => self.timestamp(node),
            _ => {}
        }
    }

    /// Keys that are read as something other than text.
    pub(super) fn odd_key(&mut self, key: NodeId) {
        let tree = self.tree();
        let resolved = tree.resolve(key);
        let text = tree.text(resolved);
        let rules = self.cx.doc.language.scalars;
        let value = (rules.resolve)(text, tree.node(resolved).style, tree.tag(resolved));
        if text != MERGE_KEY && !matches!(value, Value::Str(_)) {
            let problem = Diagnostic::warning(
                "shape/key-not-text",
                format!("the key `{text}` is not read as text"),
                tree.span(key),
            );
            self.report(
                problem.help("put the key in quotes; free-form content with other keys cannot be copied or patched"),
            );
        }
    }

    pub(super) fn timestamp(&mut self, node: NodeId) {
        let tree = self.tree();
        let (text, style) = (tree.text(node), tree.node(node).style);
        if let Value::Timestamp(_) = (self.cx.doc.language.scalars.resolve)(text, style, tree.tag(node)) {
            let problem = Diagnostic::warning(
                "shape/date-in-free-form",
                format!("`{text}` is read as a date, and free-form content with dates cannot be copied or patched"),
                tree.span(node),
            );
            self.report(problem.help(format!("write it in quotes: \"{text}\"")));
        }
    }
}

//! An inventory as a tree with lines, and its values as they are printed again.

use super::Notice;
use crate::lang::talos::TALOS;
use crate::syntax::print::Plain;
use crate::syntax::{Value, parse};
use crate::text::{LineIndex, SourceId};
use crate::tree::{NodeId, NodeKind, Tree};

pub(super) struct Source {
    path: String,
    tree: Tree,
    lines: LineIndex,
    root: NodeId,
}

/// A value with its place.
#[derive(Clone, Copy)]
pub(super) struct At<'s> {
    source: &'s Source,
    node: NodeId,
}

impl Source {
    /// Reads a text; what is wrong with it becomes notices.
    pub fn parse(path: &str, text: &str) -> Result<Self, Vec<Notice>> {
        let parsed = parse(text, TALOS.syntax, TALOS.dialect, SourceId::default(), &[]);
        let lines = LineIndex::new(text);
        let line = |at: u32| lines.line_of(at) + 1;
        let notice = |at, text: String| Notice { path: path.to_owned(), line: line(at), text };
        if !parsed.errors.is_empty() {
            return Err(parsed.errors.iter().map(|e| notice(e.span.start, e.message.clone())).collect());
        }
        match parsed.tree.root().filter(|r| parsed.tree.kind(*r) == NodeKind::Map) {
            Some(root) => Ok(Self { path: path.to_owned(), tree: parsed.tree, lines, root }),
            None => Err(vec![notice(0, "this is no mapping, so it is no inventory".to_owned())]),
        }
    }

    pub fn root(&self) -> At<'_> {
        At { source: self, node: self.root }
    }
}

impl<'s> At<'s> {
    fn of(self, node: NodeId) -> Self {
        Self { source: self.source, node: self.source.tree.resolve(node) }
    }

    /// The value of a key; null counts as absent, as in Go.
    pub fn get(self, key: &str) -> Option<Self> {
        let value = self.of(self.source.tree.get(self.node, key)?);
        (value.plain() != Plain::null()).then_some(value)
    }

    pub fn entries(self) -> Vec<(String, Self)> {
        let tree = &self.source.tree;
        tree.entries(self.node).map(|(k, v)| (tree.text(tree.resolve(k)).to_owned(), self.of(v))).collect()
    }

    pub fn items(self) -> Vec<Self> {
        self.source.tree.items(self.node).iter().map(|n| self.of(*n)).collect()
    }

    pub fn text(self) -> &'s str {
        self.source.tree.text(self.node)
    }

    /// The text of a key; empty when it is absent.
    pub fn text_of(self, key: &str) -> &'s str {
        self.get(key).map_or("", Self::text)
    }

    pub fn is_on(self, key: &str) -> bool {
        self.text_of(key) == "true"
    }

    pub fn is_map(self) -> bool {
        self.source.tree.kind(self.node) == NodeKind::Map
    }

    pub fn notice(self, text: impl Into<String>) -> Notice {
        let start = self.source.tree.span(self.node).start;
        Notice { path: self.source.path.clone(), line: self.source.lines.line_of(start) + 1, text: text.into() }
    }

    /// The value as it is printed again.
    pub fn plain(self) -> Plain {
        let tree = &self.source.tree;
        match tree.kind(self.node) {
            NodeKind::Map => Plain::Map(self.entries().into_iter().map(|(k, v)| (k, v.plain())).collect()),
            NodeKind::Seq => Plain::Seq(self.items().into_iter().map(Self::plain).collect()),
            NodeKind::Scalar => self.scalar(),
            _ => Plain::null(),
        }
    }

    fn scalar(self) -> Plain {
        let tree = &self.source.tree;
        let text = self.text();
        match (TALOS.scalars.resolve)(text, tree.node(self.node).style, tree.tag(self.node)) {
            Value::Null => Plain::null(),
            Value::Str(text) => Plain::Text(text.to_owned()),
            Value::Bool(_) | Value::Number(_) | Value::Timestamp(_) => Plain::Bare(text.to_owned()),
        }
    }
}

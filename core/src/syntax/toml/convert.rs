//! From tables as read to the span tree, which is built from the leaves up.

use super::tables::{Kind, Node, Table};
use crate::syntax::toml::values::Key;
use crate::text::{SourceId, Span};
use crate::tree::{Comment, NodeId, Placement, Style, Tree, TreeBuilder};

/// The tree of a document.
pub(super) fn tree(
    text: &str,
    source: SourceId,
    mut root: Table,
    comments: impl Iterator<Item = (usize, usize)>,
) -> Tree {
    let mut convert = Convert { source, out: TreeBuilder::with_capacity(text.len()) };
    let start =
        root.entries.first().map_or(text.len(), |(key, node)| start(node).unwrap_or(key.range.0).min(key.range.0));
    root.start = start;
    root.head_end = start;
    root.end = root.end.max(start);
    let root = convert.table(root);
    for (start, end) in comments {
        let line = text[..start].rfind('\n').map_or(0, |n| n + 1);
        let own = text[line..start].trim_start_matches('\u{feff}').trim().is_empty();
        let placement = if own { Placement::Own } else { Placement::Trailing };
        convert.out.comment(Comment { span: Span::new(source, start as u32, end as u32), placement });
    }
    convert.out.finish(Some(root))
}

fn start(node: &Node) -> Option<usize> {
    match node {
        Node::Table(table) => Some(table.start),
        Node::Tables(list) => list.first().map(|t| t.start),
        _ => None,
    }
}

struct Convert {
    source: SourceId,
    out: TreeBuilder,
}

impl Convert {
    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.source, start as u32, end as u32)
    }

    fn key(&mut self, key: &Key) -> NodeId {
        let span = self.span(key.range.0, key.range.1);
        self.out.scalar(&key.text, key.style, span, (key.inner.0 as u32, key.inner.1 as u32))
    }

    fn table(&mut self, table: Table) -> NodeId {
        let mut kids = Vec::with_capacity(table.entries.len() * 2);
        for (key, node) in table.entries {
            kids.push(self.key(&key));
            kids.push(self.node(node));
        }
        let span = self.span(table.start, table.end);
        let (style, inner) = match table.kind {
            Kind::Inline => {
                let from = (table.start + 1).min(table.end);
                (Style::Flow, (from, (table.end - usize::from(table.closed)).max(from)))
            }
            Kind::Header => (Style::Block, (table.head_end, table.end)),
            Kind::Implied | Kind::Dotted => (Style::Block, (table.start, table.end)),
        };
        self.out.map(&kids, style, span, (inner.0 as u32, inner.1 as u32))
    }

    fn node(&mut self, node: Node) -> NodeId {
        match node {
            Node::Table(table) => self.table(table),
            Node::Tables(list) => {
                let start = list.first().map_or(0, |t| t.start);
                let end = list.iter().map(|t| t.end).max().unwrap_or(start);
                let kids: Vec<_> = list.into_iter().map(|t| self.table(t)).collect();
                self.out.seq(&kids, Style::Block, self.span(start, end), (start as u32, end as u32))
            }
            Node::Array { items, range, closed } => {
                let kids: Vec<_> = items.into_iter().map(|i| self.node(i)).collect();
                let from = (range.0 + 1).min(range.1);
                let inner = (from as u32, (range.1 - usize::from(closed)).max(from) as u32);
                self.out.seq(&kids, Style::Flow, self.span(range.0, range.1), inner)
            }
            Node::Scalar(s) => {
                let span = self.span(s.range.0, s.range.1);
                self.out.scalar(&s.text, s.style, span, (s.inner.0 as u32, s.inner.1 as u32))
            }
            Node::Missing(at) => self.out.missing(self.span(at, at)),
            Node::Unread(start, end) => self.out.error("", self.span(start, end)),
        }
    }
}

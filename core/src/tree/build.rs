//! Building a tree bottom-up: children first, then the collection that holds them. Parsers and the merge use it.

use super::{Comment, Node, NodeId, NodeKind, Props, Step, Style, Tree};
use crate::text::Span;

/// Makes a [`Tree`]. Every call returns the id of the new node; nothing can dangle, since children must exist before
/// their parent.
#[derive(Debug, Default)]
pub struct TreeBuilder {
    tree: Tree,
}

impl TreeBuilder {
    /// An empty builder with room for a text of `bytes` bytes.
    pub fn with_capacity(bytes: usize) -> Self {
        let mut tree = Tree::default();
        tree.nodes.reserve(bytes / 16);
        tree.kids.reserve(bytes / 16);
        tree.pool.reserve(bytes / 2);
        Self { tree }
    }

    fn push(&mut self, kind: NodeKind, style: Style, span: Span, inner: (u32, u32), data: (u32, u32)) -> NodeId {
        let id = NodeId(self.tree.nodes.len() as u32);
        self.tree.nodes.push(Node {
            kind,
            style,
            span,
            inner,
            origin_layer: 0,
            origin_step: Step::Written,
            data,
            props: 0,
        });
        id
    }

    fn store(&mut self, text: &str) -> (u32, u32) {
        let start = self.tree.pool.len() as u32;
        self.tree.pool.push_str(text);
        (start, self.tree.pool.len() as u32)
    }

    /// A scalar with its text as read; `inner` is the range inside quotes or block header.
    pub fn scalar(&mut self, text: &str, style: Style, span: Span, inner: (u32, u32)) -> NodeId {
        let data = self.store(text);
        self.push(NodeKind::Scalar, style, span, inner, data)
    }

    /// A value that is not written; `at` is where it would stand.
    pub fn null(&mut self, at: Span) -> NodeId {
        self.push(NodeKind::Null, Style::Plain, at, (at.start, at.end), (0, 0))
    }

    /// A value that broken text leaves out.
    pub fn missing(&mut self, at: Span) -> NodeId {
        self.push(NodeKind::Missing, Style::Plain, at, (at.start, at.end), (0, 0))
    }

    /// A stretch that could not be read.
    pub fn error(&mut self, text: &str, span: Span) -> NodeId {
        let data = self.store(text);
        self.push(NodeKind::Error, Style::Plain, span, (span.start, span.end), data)
    }

    /// An alias; `target` is `None` when no anchor of that name came before.
    pub fn alias(&mut self, target: Option<NodeId>, span: Span) -> NodeId {
        let data = (target.map_or(u32::MAX, |t| t.0), 0);
        self.push(NodeKind::Alias, Style::Plain, span, (span.start, span.end), data)
    }

    /// A map from alternating keys and values, all made by this builder.
    pub fn map(&mut self, kids: &[NodeId], style: Style, span: Span, inner: (u32, u32)) -> NodeId {
        debug_assert!(kids.len().is_multiple_of(2), "a map has as many keys as values");
        self.collection(NodeKind::Map, kids, style, span, inner)
    }

    /// A sequence from its items, all made by this builder.
    pub fn seq(&mut self, kids: &[NodeId], style: Style, span: Span, inner: (u32, u32)) -> NodeId {
        self.collection(NodeKind::Seq, kids, style, span, inner)
    }

    fn collection(&mut self, kind: NodeKind, kids: &[NodeId], style: Style, span: Span, inner: (u32, u32)) -> NodeId {
        let first = self.tree.kids.len() as u32;
        self.tree.kids.extend_from_slice(kids);
        self.push(kind, style, span, inner, (first, kids.len() as u32))
    }

    /// Gives a node a tag or an anchor.
    pub fn set_props(&mut self, id: NodeId, props: Props) {
        if props == Props::default() {
            return;
        }
        self.tree.props.push(props);
        self.tree.nodes[id.0 as usize].props = self.tree.props.len() as u32;
    }

    /// Says which layer a node comes from and how.
    pub fn set_origin(&mut self, id: NodeId, layer: u16, step: Step) {
        let node = &mut self.tree.nodes[id.0 as usize];
        node.origin_layer = layer;
        node.origin_step = step;
    }

    /// Changes the span of a node that is already there; used when a collection's end becomes known late.
    pub fn set_span(&mut self, id: NodeId, span: Span, inner: (u32, u32)) {
        let node = &mut self.tree.nodes[id.0 as usize];
        node.span = span;
        node.inner = inner;
    }

    /// Adds a comment; call in source order.
    pub fn comment(&mut self, comment: Comment) {
        self.tree.comments.push(comment);
    }

    /// Copies a subtree of another tree, with spans, styles, tags and origins. An alias is copied as what it stands
    /// for. At most `budget` nodes are copied; `None` when that is not enough (an alias bomb, or a loop).
    pub fn copy(&mut self, from: &Tree, id: NodeId, budget: &mut usize) -> Option<NodeId> {
        self.copy_deep(from, id, budget, 0)
    }

    fn copy_deep(&mut self, from: &Tree, id: NodeId, budget: &mut usize, depth: usize) -> Option<NodeId> {
        *budget = budget.checked_sub(1)?;
        if depth > super::equal::MAX_DEPTH {
            return None;
        }
        let id = from.resolve(id);
        let node = *from.node(id);
        let new = match node.kind {
            NodeKind::Map | NodeKind::Seq => {
                let mut kids = Vec::with_capacity(node.data.1 as usize);
                for kid in from.children(id) {
                    kids.push(self.copy_deep(from, *kid, budget, depth + 1)?);
                }
                self.collection(node.kind, &kids, node.style, node.span, node.inner)
            }
            NodeKind::Scalar | NodeKind::Error => {
                let data = self.store(from.text(id));
                self.push(node.kind, node.style, node.span, node.inner, data)
            }
            NodeKind::Null | NodeKind::Missing | NodeKind::Alias => {
                self.push(node.kind, node.style, node.span, node.inner, (u32::MAX, 0))
            }
        };
        if let Some(props) = from.props(id) {
            self.set_props(new, props.clone());
        }
        self.set_origin(new, node.origin_layer, node.origin_step);
        Some(new)
    }

    /// Goes on with a finished tree, to add to it.
    pub fn resume(tree: Tree) -> Self {
        Self { tree }
    }

    /// Gives an alias what it stands for.
    pub fn set_target(&mut self, alias: NodeId, target: NodeId) {
        if self.tree.kind(alias) == NodeKind::Alias {
            self.tree.nodes[alias.0 as usize].data = (target.0, 0);
        }
    }

    /// Takes from an alias what it stands for; it then counts as dangling.
    pub fn cut(&mut self, alias: NodeId) {
        self.set_target(alias, NodeId(u32::MAX));
    }

    /// The tree so far, for look-ups while building.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// The finished tree with its root.
    pub fn finish(mut self, root: Option<NodeId>) -> Tree {
        self.tree.root = root;
        self.tree
    }
}

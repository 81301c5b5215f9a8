//! What an edit writes: small typed values, or nodes of any tree. Must not know layout.

use crate::text::SourceId;
use crate::tree::{Comment, NodeId, NodeKind, Tree};
use std::borrow::Cow;

/// The text of one source with its comments, so that a subtree taken from it can bring its comments along.
#[derive(Clone, Copy, Debug)]
pub struct SourceText<'a> {
    /// The source that the spans of the nodes name.
    pub source: SourceId,
    /// Its text.
    pub text: &'a str,
    /// Its comments in source order, as [`Tree::comments`] gives them.
    pub comments: &'a [Comment],
}

/// A node of any tree as a value to be written.
#[derive(Clone, Copy, Debug)]
pub struct NodeRef<'a> {
    /// The tree that owns the node.
    pub tree: &'a Tree,
    /// The node.
    pub id: NodeId,
    /// Sources whose comments are written too; empty for none.
    pub sources: &'a [SourceText<'a>],
    /// The node that heads its entry or item, a key or the node itself: comments around it come along. `None` where
    /// the value takes the place of another, whose comments stay where it brings none itself.
    pub head: Option<NodeId>,
}

/// A value to be written into a document.
#[derive(Clone, Debug)]
pub enum Value<'a> {
    /// `null`; TOML has none.
    Null,
    /// A boolean.
    Bool(bool),
    /// A whole number.
    Int(i128),
    /// A bare scalar as it is to be written: a fraction, a date, a number in another base.
    Plain(Cow<'a, str>),
    /// Text; quoted only where a reader would take the bare text for something else.
    Str(Cow<'a, str>),
    /// Items in order.
    Seq(Vec<Value<'a>>),
    /// Keys with values in order.
    Map(Vec<(Cow<'a, str>, Value<'a>)>),
    /// A subtree of this document or another one. Scalars keep text and quoting where the target allows it; aliases
    /// of another tree are written as what they stand for.
    Node(NodeRef<'a>),
}

impl<'a> Value<'a> {
    /// A node without its comments.
    pub fn node(tree: &'a Tree, id: NodeId) -> Self {
        Self::Node(NodeRef { tree, id, sources: &[], head: None })
    }

    /// Text, owned or borrowed.
    pub fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Self::Str(text.into())
    }

    /// The same value with its outermost collection in hand, so that it can be edited; nodes below stay nodes.
    pub(super) fn open(self) -> Self {
        let Self::Node(node) = self else { return self };
        let id = node.tree.resolve(node.id);
        let child = |id| Value::Node(NodeRef { id, head: None, ..node });
        match node.tree.kind(id) {
            NodeKind::Map => {
                let entries = node.tree.entries(id);
                Self::Map(entries.map(|(k, v)| (node.tree.text(node.tree.resolve(k)).into(), child(v))).collect())
            }
            NodeKind::Seq => Self::Seq(node.tree.items(id).iter().map(|i| child(*i)).collect()),
            _ => self,
        }
    }
}

impl From<bool> for Value<'_> {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i64> for Value<'_> {
    fn from(value: i64) -> Self {
        Self::Int(value.into())
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(value: &'a str) -> Self {
        Self::Str(value.into())
    }
}

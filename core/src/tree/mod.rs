//! The span tree: what any syntax is parsed into, what checks read, what a merge produces.
//!
//! One arena of small nodes. A node carries its *own* source, so a merged tree is just a tree whose nodes point into
//! several documents. Scalars are kept as text and get a type only when somebody asks with the rules of a language
//! ([`crate::syntax::ScalarRules`]), since `010` is eight for one reader and ten for another.
//!
//! This module must not know syntaxes, kinds or languages.

mod build;
mod equal;
mod path;
mod sealed;

pub use build::TreeBuilder;
pub use equal::{MAX_DEPTH, equal_text, flatten};
pub use path::{Path, PathError, Segment};
pub use sealed::Sealed;

use crate::text::Span;

/// Index of a node in its [`Tree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub u32);

/// What a node is, as far as the syntax alone can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NodeKind {
    /// Keys with values, in source order; duplicates are kept.
    Map,
    /// Items in order.
    Seq,
    /// Text that a language resolves to null, a boolean, a number or a string.
    Scalar,
    /// A place for a value where nothing is written (`key:`); `null` and `~` are scalars.
    Null,
    /// `*name`; see [`Tree::resolve`].
    Alias,
    /// A value that broken text leaves out: there is a key but its separator is missing.
    Missing,
    /// A stretch that could not be read at all.
    Error,
}

/// How a scalar or collection is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// Bare text; the only style whose type depends on the reader.
    Plain,
    /// `'text'` in YAML and TOML.
    SingleQuoted,
    /// `"text"`.
    DoubleQuoted,
    /// `|` block in YAML, `'''` or `"""` in TOML.
    Literal,
    /// `>` block in YAML.
    Folded,
    /// Collection by indentation, or a TOML table with a header.
    Block,
    /// Collection in brackets.
    Flow,
}

/// How a value came to stand where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// Written there by a person.
    Written,
    /// Brought in by a patch.
    Patched,
    /// Filled in from a table of defaults.
    Defaulted,
    /// Made by translation from another document.
    Translated,
}

/// Where a value comes from: place, layer of the patch plan (0 is the base), and how it got here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Origin {
    /// The text that holds the value.
    pub span: Span,
    /// Index of the layer in the plan that made the tree; 0 for the base or for a tree as parsed.
    pub layer: u16,
    /// How it came here.
    pub step: Step,
}

/// One node. 40 bytes, `Copy`; text and children live in the tree's pools.
#[derive(Clone, Copy, Debug)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// How it is written.
    pub style: Style,
    /// The value as written: with quotes, block header (`|`), brackets; without tag, anchor and comments. Empty for
    /// [`NodeKind::Null`] and [`NodeKind::Missing`], at the place where the value would stand.
    pub span: Span,
    /// The inner text: without quotes, brackets, block header. Same source as `span`.
    pub inner: (u32, u32),
    pub(crate) origin_layer: u16,
    pub(crate) origin_step: Step,
    /// Scalars: range in the text pool. Collections: first child and number of children. Alias: target or `u32::MAX`.
    pub(crate) data: (u32, u32),
    /// Index in the table of properties plus one, 0 for none.
    pub(crate) props: u32,
}

impl Node {
    /// Span of the inner text.
    pub fn inner_span(&self) -> Span {
        Span::new(self.span.source, self.inner.0, self.inner.1)
    }

    /// Where the value comes from.
    pub fn origin(&self) -> Origin {
        Origin { span: self.span, layer: self.origin_layer, step: self.origin_step }
    }
}

/// Tag and anchor of a node, with their places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Props {
    /// Tag as written, for example `!!str`.
    pub tag: Option<(Box<str>, Span)>,
    /// Anchor or alias name without `&` or `*`.
    pub anchor: Option<(Box<str>, Span)>,
}

/// Where a comment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placement {
    /// Alone on its line.
    Own,
    /// Behind something on the same line.
    Trailing,
}

/// A comment, `#` included, line break excluded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comment {
    /// The text with its `#`.
    pub span: Span,
    /// Alone on its line or not.
    pub placement: Placement,
}

/// A document as an arena of nodes.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    pub(crate) nodes: Vec<Node>,
    pub(crate) kids: Vec<NodeId>,
    pub(crate) pool: String,
    pub(crate) props: Vec<Props>,
    pub(crate) comments: Vec<Comment>,
    pub(crate) root: Option<NodeId>,
    pub(crate) sealed: bool,
}

/// How many aliases [`Tree::resolve`] follows before it gives up.
const MAX_ALIAS_HOPS: usize = 64;

impl Tree {
    /// The document's root value; `None` when the text holds only comments and blanks.
    pub fn root(&self) -> Option<NodeId> {
        self.root
    }

    /// The node behind an id of this tree.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    /// Number of nodes in the arena, unused ones included.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// True when there is no node at all.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// What the node is.
    pub fn kind(&self, id: NodeId) -> NodeKind {
        self.node(id).kind
    }

    /// Span of the value as written.
    pub fn span(&self, id: NodeId) -> Span {
        self.node(id).span
    }

    /// Text of a scalar after unescaping and folding; empty for everything else.
    pub fn text(&self, id: NodeId) -> &str {
        let node = self.node(id);
        match node.kind {
            NodeKind::Scalar | NodeKind::Error => &self.pool[node.data.0 as usize..node.data.1 as usize],
            _ => "",
        }
    }

    /// Children: alternating keys and values of a map, items of a sequence, nothing otherwise.
    pub fn children(&self, id: NodeId) -> &[NodeId] {
        let node = self.node(id);
        match node.kind {
            NodeKind::Map | NodeKind::Seq => {
                &self.kids[node.data.0 as usize..node.data.0 as usize + node.data.1 as usize]
            }
            _ => &[],
        }
    }

    /// Key and value nodes of a map in source order, duplicates included; empty for other nodes. Aliases are not
    /// followed: call [`Tree::resolve`] first.
    pub fn entries(&self, id: NodeId) -> impl ExactSizeIterator<Item = (NodeId, NodeId)> + Clone + '_ {
        let kids = if self.kind(id) == NodeKind::Map { self.children(id) } else { &[] };
        kids.chunks_exact(2).map(|kv| (kv[0], kv[1]))
    }

    /// Items of a sequence; empty for other nodes. Aliases are not followed.
    pub fn items(&self, id: NodeId) -> &[NodeId] {
        if self.kind(id) == NodeKind::Seq { self.children(id) } else { &[] }
    }

    /// Value of the first entry with this key text; `id` may be an alias to a map.
    pub fn get(&self, id: NodeId, key: &str) -> Option<NodeId> {
        self.entry(id, key).map(|(_, v)| v)
    }

    /// Key and value nodes of the first entry with this key text; `id` may be an alias to a map.
    pub fn entry(&self, id: NodeId, key: &str) -> Option<(NodeId, NodeId)> {
        let id = self.resolve(id);
        self.entries(id).find(|(k, _)| {
            let k = self.resolve(*k);
            self.kind(k) == NodeKind::Scalar && self.text(k) == key
        })
    }

    /// Node at a path below `id`, through aliases.
    pub fn at(&self, id: NodeId, path: &Path) -> Option<NodeId> {
        path.segments().iter().try_fold(id, |node, segment| match segment {
            Segment::Key(key) => self.get(node, key),
            Segment::Index(i) => self.items(self.resolve(node)).get(*i).copied(),
        })
    }

    /// Follows aliases to what they stand for. A dangling alias or a loop gives the alias node itself.
    pub fn resolve(&self, id: NodeId) -> NodeId {
        let mut at = id;
        for _ in 0..MAX_ALIAS_HOPS {
            let node = self.node(at);
            if node.kind != NodeKind::Alias || node.data.0 == u32::MAX {
                return at;
            }
            at = NodeId(node.data.0);
        }
        id
    }

    /// Tag and anchor, if the node has any.
    pub fn props(&self, id: NodeId) -> Option<&Props> {
        (self.node(id).props as usize).checked_sub(1).map(|i| &self.props[i])
    }

    /// Tag as written (`!!str`), if there is one.
    pub fn tag(&self, id: NodeId) -> Option<&str> {
        self.props(id)?.tag.as_ref().map(|(t, _)| &**t)
    }

    /// What an alias stands for, one step only; `None` for a dangling alias and for every other node.
    pub fn target(&self, id: NodeId) -> Option<NodeId> {
        let node = self.node(id);
        (node.kind == NodeKind::Alias && node.data.0 != u32::MAX).then_some(NodeId(node.data.0))
    }

    /// The node with this anchor, the last one when there are several. Aliases carry a name too and do not count.
    pub fn anchored(&self, name: &str) -> Option<NodeId> {
        let named = |p: &Props| p.anchor.as_ref().is_some_and(|(n, _)| &**n == name);
        if !self.props.iter().any(named) {
            return None;
        }
        let nodes = (0..self.nodes.len() as u32).map(NodeId);
        let anchored = nodes.filter(|id| self.kind(*id) != NodeKind::Alias && self.props(*id).is_some_and(named));
        anchored.max_by_key(|id| self.props(*id).and_then(|p| p.anchor.as_ref()).map_or(0, |(_, span)| span.start))
    }

    /// Names of all anchors and aliases, in the order of their nodes.
    pub fn anchor_names(&self) -> impl Iterator<Item = &str> {
        self.props.iter().filter_map(|p| p.anchor.as_ref()).map(|(name, _)| &**name)
    }

    /// Moves all spans, those of properties and comments, too.
    pub(crate) fn move_spans(&mut self, to: impl Fn(Span) -> Span) {
        for node in &mut self.nodes {
            let inner = to(node.inner_span());
            node.span = to(node.span);
            node.inner = (inner.start, inner.end);
        }
        for props in &mut self.props {
            for (_, span) in props.tag.iter_mut().chain(&mut props.anchor) {
                *span = to(*span);
            }
        }
        self.comments.iter_mut().for_each(|c| c.span = to(c.span));
    }

    /// All comments in source order.
    pub fn comments(&self) -> &[Comment] {
        &self.comments
    }

    /// The path of nodes from the root to the innermost one that `offset` touches: values, and the key node at the
    /// end when the cursor is on a key. Empty when the offset is outside of the root.
    pub fn nodes_at(&self, offset: u32) -> Vec<NodeId> {
        let mut out = Vec::new();
        let Some(mut at) = self.root.filter(|r| self.span(*r).touches(offset)) else { return out };
        loop {
            out.push(at);
            let next = match self.kind(at) {
                NodeKind::Map => self.entries(at).find_map(|(k, v)| {
                    if self.span(k).touches(offset) { Some(k) } else { self.span(v).touches(offset).then_some(v) }
                }),
                NodeKind::Seq => self.items(at).iter().copied().find(|i| self.span(*i).touches(offset)),
                _ => None,
            };
            match next {
                Some(n) => at = n,
                None => return out,
            }
        }
    }
}

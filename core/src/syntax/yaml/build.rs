//! From events to the span tree, in one pass without recursion.
//!
//! Knows nothing of repair and messages: what stopped the parser is handed up as it is.

use core::ops::Range;

use super::events::{Detail, Event, Events, Fault, Item, MAX_NESTING, Tag};
use super::gap::{self, Role};
use crate::text::{SourceId, Span};
use crate::tree::{Comment, NodeId, NodeKind, Placement, Props, Style, Tree, TreeBuilder};

/// Why reading stopped before the end, if it did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// The whole text was read.
    End,
    /// The parser met an error.
    Fault(Fault),
    /// A collection that is nested too deep begins here.
    Nesting(usize),
    /// Content behind `...` without a new `---`.
    SecondDocument(usize),
}

/// A tree with what could not be settled while building it.
pub(super) struct Built {
    pub tree: Tree,
    pub stop: Stop,
    /// Aliases without a target: no anchor of that name before, or one that is still open.
    pub loose: Vec<Loose>,
    /// True when an alias with a target was read, so that expansion must be measured.
    pub aliases: bool,
}

/// An alias without a target.
pub(super) struct Loose {
    pub node: NodeId,
    pub name: Box<str>,
    pub span: Span,
    /// The anchor encloses the alias.
    pub recursive: bool,
}

/// What repair did to the text, so that the tree shows what was written.
#[derive(Default)]
pub(super) struct Patches<'t> {
    /// The text as written, of the same length.
    pub original: &'t str,
    /// Overwritten with blanks, sorted. Where a value stood, the tree gets an error node.
    pub skipped: &'t [Range<usize>],
    /// Letters at the end of a key that were overwritten with the colon that it lacked.
    pub colons: &'t [usize],
    /// Comments that were overwritten.
    pub comments: &'t [Range<usize>],
}

/// A collection whose end has not been read.
struct Open {
    kind: NodeKind,
    style: Style,
    start: usize,
    /// `start` is a bracket.
    bracket: bool,
    anchor: usize,
    props: Props,
    /// Where its children begin in `pending`.
    base: usize,
}

struct Builder<'t> {
    text: &'t str,
    patches: &'t Patches<'t>,
    source: SourceId,
    out: TreeBuilder,
    open: Vec<Open>,
    pending: Vec<NodeId>,
    /// By the parser's number: `None` while the anchored collection is open.
    anchors: Vec<Option<NodeId>>,
    comments: Vec<Comment>,
    loose: Vec<Loose>,
    aliases: bool,
    /// End of the token before.
    before: usize,
    /// The node that an anchor event belongs to is the innermost open collection, not the last pending node.
    opened: bool,
}

/// Builds the tree of the first document of `text`, as far as the parser comes.
pub(super) fn build(text: &str, source: SourceId, patches: &Patches<'_>) -> Built {
    let mut builder = Builder {
        text,
        patches,
        source,
        out: TreeBuilder::with_capacity(text.len()),
        open: Vec::new(),
        pending: Vec::new(),
        anchors: Vec::new(),
        comments: Vec::new(),
        loose: Vec::new(),
        aliases: false,
        before: 0,
        opened: false,
    };
    let stop = builder.read();
    builder.finish(stop)
}

impl Builder<'_> {
    fn read(&mut self) -> Stop {
        let mut documents = 0;
        for item in Events::new(self.text, Detail::Full) {
            let item = match item {
                Ok(item) => item,
                Err(fault) if fault.is_nesting() => return Stop::Nesting(fault.at),
                Err(fault) => return Stop::Fault(fault),
            };
            if matches!(item.event, Event::DocumentStart) {
                documents += 1;
                if documents > 1 {
                    return Stop::SecondDocument(item.range.start);
                }
            }
            if matches!(item.event, Event::Open { .. }) && self.open.len() >= MAX_NESTING {
                return Stop::Nesting(item.range.start);
            }
            self.take(item);
        }
        Stop::End
    }

    fn take(&mut self, item: Item<'_>) {
        let Item { event, range } = item;
        match event {
            Event::DocumentStart => self.before = range.end,
            Event::DocumentEnd => {}
            Event::Scalar { text, style, tag, anchor, indent } => self.scalar(&text, style, tag, anchor, range, indent),
            Event::Nothing { anchor } => {
                let at = gap::vacancy(self.text, self.before, range.start, self.role());
                self.nothing(at, anchor);
            }
            Event::Open { kind, style, tag, anchor } => self.open(kind, style, tag, anchor, &range),
            Event::Close => self.close(Some(range)),
            Event::Alias(id) => self.alias(id, range),
            Event::Unresolved(name) => {
                let span = self.span(&range);
                let node = self.out.alias(None, span);
                self.loose.push(Loose { node, name: (&*name).into(), span, recursive: false });
                self.push(node, 0, Props { tag: None, anchor: Some(((&*name).into(), span)) }, range.end);
            }
            Event::Anchor(name) => self.name_anchor(&name, &range),
            Event::Comment => self.comment(&range),
        }
    }

    /// A node of which nothing is written, or nothing is left after repair.
    fn nothing(&mut self, at: usize, anchor: usize) {
        let (id, end) = if let Some(range) = self.skipped_at(at) {
            let written = &self.patches.original[range.clone()];
            (self.out.error(written, self.span(&range)), range.end)
        } else if at > 0 && self.patches.colons.contains(&(at - 1)) {
            (self.out.missing(self.span(&(at..at))), at)
        } else {
            (self.out.null(self.span(&(at..at))), at)
        };
        self.push(id, anchor, Props::default(), end);
    }

    /// The stretch that repair skipped right behind `at`, on the same line.
    fn skipped_at(&self, at: usize) -> Option<Range<usize>> {
        let next = self.patches.skipped.partition_point(|r| r.start < at);
        let range = self.patches.skipped.get(next)?.clone();
        let blank = self.text[at..range.start].bytes().all(|b| b == b' ' || b == b'\t');
        (blank && !self.at_key()).then_some(range)
    }

    /// True when the next node of the innermost collection is a key.
    fn at_key(&self) -> bool {
        matches!(self.role(), Role::FirstKey | Role::Key)
    }

    fn role(&self) -> Role {
        match self.open.last() {
            Some(o) if o.kind == NodeKind::Seq => Role::Item,
            Some(o) if self.pending.len() == o.base => Role::FirstKey,
            Some(o) if (self.pending.len() - o.base).is_multiple_of(2) => Role::Key,
            Some(o) if o.style == Style::Flow => Role::FlowValue,
            Some(_) => Role::Value,
            None => Role::Root,
        }
    }

    fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.source, range.start as u32, range.end as u32)
    }

    fn push(&mut self, id: NodeId, anchor: usize, props: Props, end: usize) {
        self.out.set_props(id, props);
        self.define(anchor, Some(id));
        self.pending.push(id);
        self.before = end;
        self.opened = false;
    }

    fn define(&mut self, anchor: usize, id: Option<NodeId>) {
        if anchor == 0 {
            return;
        }
        if self.anchors.len() <= anchor {
            self.anchors.resize(anchor + 1, None);
        }
        self.anchors[anchor] = id;
    }

    fn props(&self, tag: Option<Tag>) -> Props {
        Props { tag: tag.map(|t| (t.text, self.span(&t.range))), anchor: None }
    }

    fn scalar(
        &mut self,
        text: &str,
        style: Style,
        tag: Option<Tag>,
        anchor: usize,
        range: Range<usize>,
        indent: usize,
    ) {
        let (whole, inner) = match style {
            Style::Literal | Style::Folded => gap::block_scalar(self.text, self.before, range, indent),
            Style::SingleQuoted | Style::DoubleQuoted => {
                let inner = range.start + 1..(range.end.max(range.start + 2) - 1);
                (range, inner)
            }
            _ => (range.clone(), range),
        };
        if self.at_key() && self.patches.colons.contains(&whole.end) {
            let whole = whole.start..whole.end + 1;
            let written = &self.patches.original[whole.clone()];
            let id = self.out.scalar(written, style, self.span(&whole), (whole.start as u32, whole.end as u32));
            let props = self.props(tag);
            self.push(id, anchor, props, whole.end);
            return;
        }
        let id = self.out.scalar(text, style, self.span(&whole), (inner.start as u32, inner.end as u32));
        let props = self.props(tag);
        self.push(id, anchor, props, whole.end);
    }

    fn open(&mut self, kind: NodeKind, style: Style, tag: Option<Tag>, anchor: usize, range: &Range<usize>) {
        let bytes = self.text.as_bytes();
        let start = match (kind, style) {
            // Of a sequence that is not indented below its key, the parser reports the place behind the first dash.
            (NodeKind::Seq, Style::Block) if self.open.last().is_some_and(|o| o.kind == NodeKind::Map) => {
                gap::find(self.text, self.before..(range.start + 1).min(bytes.len()), b"-").unwrap_or(range.start)
            }
            _ => range.start,
        };
        let bracket = style == Style::Flow && matches!(bytes.get(start), Some(b'[' | b'{')) && !range.is_empty();
        let indicator = bracket || matches!(bytes.get(start), Some(b'-' | b'?')) && self.is_indicator(start);
        let props = self.props(tag);
        self.define(anchor, None);
        self.open.push(Open { kind, style, start, bracket, anchor, props, base: self.pending.len() });
        self.before = start + usize::from(indicator);
        self.opened = true;
    }

    fn is_indicator(&self, at: usize) -> bool {
        self.text.as_bytes().get(at + 1).is_none_or(u8::is_ascii_whitespace)
    }

    /// Ends the innermost collection; without a range, where its last child ends.
    fn close(&mut self, range: Option<Range<usize>>) {
        let Some(open) = self.open.pop() else { return };
        if open.kind == NodeKind::Map && !(self.pending.len() - open.base).is_multiple_of(2) {
            let missing = self.out.missing(self.span(&(self.before..self.before)));
            self.pending.push(missing);
        }
        let kids = &self.pending[open.base..];
        let last = kids.last().map_or(open.start, |k| self.out.tree().span(*k).end as usize);
        let first = kids.first().map(|k| self.out.tree().span(*k).start as usize);
        let close = range.filter(|r| open.bracket && !r.is_empty());
        let start = match first {
            // A block map begins at its first key, not at that key's tag or anchor.
            Some(first) if open.kind == NodeKind::Map && !open.bracket && !self.is_question(open.start) => first,
            _ => open.start,
        };
        let end = close.as_ref().map_or(last.max(start), |r| r.end);
        let inner_end = close.as_ref().map_or(end, |r| r.start);
        let inner_start = (start + usize::from(open.bracket)).min(inner_end);
        let span = self.span(&(start..end));
        let inner = (inner_start as u32, inner_end as u32);
        let id = match open.kind {
            NodeKind::Seq => self.out.seq(kids, open.style, span, inner),
            _ => self.out.map(kids, open.style, span, inner),
        };
        self.pending.truncate(open.base);
        self.push(id, open.anchor, open.props, end.max(self.before));
    }

    fn is_question(&self, at: usize) -> bool {
        self.text.as_bytes().get(at) == Some(&b'?') && self.is_indicator(at)
    }

    fn alias(&mut self, id: usize, range: Range<usize>) {
        let target = self.anchors.get(id).copied().flatten();
        let span = self.span(&range);
        let node = self.out.alias(target, span);
        let name: Box<str> = self.text[range.clone()].trim_start_matches('*').into();
        self.aliases = true;
        if target.is_none() {
            self.loose.push(Loose { node, name: name.clone(), span, recursive: true });
        }
        self.push(node, 0, Props { tag: None, anchor: Some((name, span)) }, range.end);
    }

    fn name_anchor(&mut self, name: &str, range: &Range<usize>) {
        let anchor = Some((name.into(), self.span(range)));
        if self.opened {
            if let Some(open) = self.open.last_mut() {
                open.props.anchor = anchor;
            }
        } else if let Some(id) = self.pending.last().copied() {
            let tag = self.out.tree().props(id).and_then(|p| p.tag.clone());
            self.out.set_props(id, Props { tag, anchor });
        }
    }

    fn comment(&mut self, range: &Range<usize>) {
        let line = self.text[..range.start].rfind('\n').map_or(0, |n| n + 1);
        let own = self.text[line..range.start].trim_matches(['\u{feff}', ' ', '\t', '\r']).is_empty();
        let placement = if own { Placement::Own } else { Placement::Trailing };
        self.comments.push(Comment { span: self.span(range), placement });
    }

    fn finish(mut self, stop: Stop) -> Built {
        while !self.open.is_empty() {
            self.close(None);
        }
        let root = self.pending.first().copied();
        let tree = self.out.tree();
        let root = root.filter(|r| tree.kind(*r) != NodeKind::Null || tree.props(*r).is_some());
        self.patches.comments.iter().for_each(|range| self.comment(range));
        // The parser reports a comment after the node that it had to look at first.
        self.comments.sort_unstable_by_key(|c| c.span.start);
        for comment in self.comments {
            self.out.comment(comment);
        }
        Built { tree: self.out.finish(root), stop, loose: self.loose, aliases: self.aliases }
    }
}

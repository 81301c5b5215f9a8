//! A value ready to be written: what every printer reads, whether it came from a typed value, a node of some tree, or
//! a document being edited. Comments ride along. Must not know layout.

use super::draft::{Draft, Key};
use super::lines::{eol, leads_line, line_start};
use super::{NodeRef, SourceText, Value};
use crate::text::SourceId;
use crate::tree::{Comment, NodeId, NodeKind, Placement, Style, Tree};
use std::borrow::Cow;

/// Deepest value that is written; parsers refuse more.
const MAX_DEPTH: usize = 512;

/// A value ready to be written.
#[derive(Clone, Debug, Default)]
pub(super) struct Out<'a> {
    /// Comment lines above, each with its `#`.
    pub(super) lead: Vec<&'a str>,
    /// Comment behind the value, or behind its key when the value is a block.
    pub(super) trail: Option<&'a str>,
    pub(super) tag: Option<&'a str>,
    pub(super) anchor: Option<&'a str>,
    /// Written in brackets where it came from.
    pub(super) flow: bool,
    pub(super) body: Body<'a>,
}

#[derive(Clone, Debug, Default)]
pub(super) enum Body<'a> {
    /// Nothing written: `key:`.
    #[default]
    Absent,
    Null,
    Bool(bool),
    Int(i128),
    /// A bare scalar.
    Bare(Cow<'a, str>),
    /// Text with the quoting that it came with; [`Style::Plain`] for none in particular.
    Str(Cow<'a, str>, Style),
    Alias(&'a str),
    Map(Vec<(Out<'a>, Out<'a>)>),
    Seq(Vec<Out<'a>>),
}

impl Out<'_> {
    /// True for a map or sequence with something in it.
    pub(super) fn is_filled(&self) -> bool {
        match &self.body {
            Body::Map(entries) => !entries.is_empty(),
            Body::Seq(items) => !items.is_empty(),
            _ => false,
        }
    }
}

/// Makes [`Out`] values.
pub(super) struct Maker<'a> {
    /// The tree being edited: its anchors and aliases are kept.
    pub(super) home: Option<&'a Tree>,
    /// Text and comments of the document being edited.
    pub(super) sources: &'a [SourceText<'a>],
    /// Nodes that may still be written; alias bombs end here.
    pub(super) budget: usize,
}

/// The value is too big or too deep to be written.
pub(super) struct TooBig;

impl<'a> Maker<'a> {
    pub(super) fn draft(&mut self, draft: &Draft<'a>, depth: usize) -> Result<Out<'a>, TooBig> {
        let Some(home) = self.home else { return Ok(Out::default()) };
        let node = |id| NodeRef { tree: home, id, sources: self.sources, head: None };
        match draft {
            Draft::Old(id) => self.node(node(*id), depth),
            Draft::New(value) => self.value(value, depth),
            Draft::Map(id, entries) => {
                let mut out = self.shell(node(*id));
                let mut made = Vec::with_capacity(entries.len());
                for entry in entries {
                    let key = match &entry.key {
                        Key::New(text) => Out { body: Body::Str(text.clone(), Style::Plain), ..Out::default() },
                        Key::Old(_, key) => self.node(node(*key), depth + 1)?,
                    };
                    let mut value = self.draft(&entry.value, depth + 1)?;
                    if let (Key::Old(i, key), false) = (&entry.key, matches!(entry.value, Draft::New(_))) {
                        let old = home.children(*id)[2 * i + 1];
                        comments(node(*key), node(old), &mut value);
                    }
                    made.push((key, value));
                }
                out.body = Body::Map(made);
                Ok(out)
            }
            Draft::Seq(id, items) => {
                let mut out = self.shell(node(*id));
                let mut made = Vec::with_capacity(items.len());
                for item in items {
                    let mut value = self.draft(&item.value, depth + 1)?;
                    if let (Some(i), false) = (item.old, matches!(item.value, Draft::New(_))) {
                        let old = node(home.children(*id)[i]);
                        comments(old, old, &mut value);
                    }
                    made.push(value);
                }
                out.body = Body::Seq(made);
                Ok(out)
            }
        }
    }

    pub(super) fn value(&mut self, value: &Value<'a>, depth: usize) -> Result<Out<'a>, TooBig> {
        self.spend(depth)?;
        let body = match value {
            Value::Null => Body::Null,
            Value::Bool(b) => Body::Bool(*b),
            Value::Int(i) => Body::Int(*i),
            Value::Plain(text) => Body::Bare(text.clone()),
            Value::Str(text) => Body::Str(text.clone(), Style::Plain),
            Value::Node(node) => {
                let mut out = self.node(*node, depth)?;
                match node.head {
                    Some(head) => comments(NodeRef { id: head, ..*node }, *node, &mut out),
                    None => self.comments_of_other(*node, &mut out),
                }
                return Ok(out);
            }
            Value::Seq(items) => Body::Seq(items.iter().map(|i| self.value(i, depth + 1)).collect::<Result<_, _>>()?),
            Value::Map(entries) => {
                let mut made = Vec::with_capacity(entries.len());
                for (key, value) in entries {
                    let key = Out { body: Body::Str(key.clone(), Style::Plain), ..Out::default() };
                    made.push((key, self.value(value, depth + 1)?));
                }
                Body::Map(made)
            }
        };
        Ok(Out { body, ..Out::default() })
    }

    /// Gives a scalar that takes the place of another value the comments that it has in a text of its own: behind it, and
    /// above the line of its key or dash.
    fn comments_of_other(&self, node: NodeRef<'a>, out: &mut Out<'a>) {
        let own = *node.tree.node(node.tree.resolve(node.id));
        let span = own.span;
        let Some(source) = find_source(node.sources, span.source).filter(|_| own.kind == NodeKind::Scalar) else {
            return;
        };
        let (start, end) = (span.start as usize, span.end as usize);
        if find_source(self.sources, span.source).is_some() || source.text.get(start..end).is_none() {
            return;
        }
        let first = line_start(source.text, start);
        let before = source.text[first..start].trim_start();
        let key = before.strip_suffix([' ', '\t']).map_or(before, str::trim_end);
        let is_key = key.ends_with(':') && !key.contains(['{', '[']) && !key.starts_with(['-', '?']);
        if before.is_empty() || !(is_key || key == "-") {
            return;
        }
        out.lead = comment_lines_above(source, start - before.len());
        let header = match own.style {
            Style::Literal | Style::Folded => source.text[start..].find([' ', '\t', '\r', '\n']),
            _ => Some(end - start),
        };
        let behind = header.map_or(end, |length| start + length);
        out.trail = comment_behind(source, behind).filter(|c| text_between(source, behind, c).trim().is_empty());
    }

    fn spend(&mut self, depth: usize) -> Result<(), TooBig> {
        self.budget = self.budget.checked_sub(1).ok_or(TooBig)?;
        if depth > MAX_DEPTH { Err(TooBig) } else { Ok(()) }
    }

    fn is_home(&self, tree: &Tree) -> bool {
        self.home.is_some_and(|home| std::ptr::eq(home, tree))
    }

    /// Tag, anchor and style of a node, without its content.
    fn shell(&self, node: NodeRef<'a>) -> Out<'a> {
        let props = node.tree.props(node.id);
        Out {
            tag: props.and_then(|p| p.tag.as_ref()).map(|(t, _)| &**t),
            anchor: props.filter(|_| self.is_home(node.tree)).and_then(|p| p.anchor.as_ref()).map(|(a, _)| &**a),
            flow: node.tree.node(node.id).style == Style::Flow && !node.tree.children(node.id).is_empty(),
            ..Out::default()
        }
    }

    pub(super) fn node(&mut self, node: NodeRef<'a>, depth: usize) -> Result<Out<'a>, TooBig> {
        self.spend(depth)?;
        if node.tree.kind(node.id) == NodeKind::Alias && self.is_home(node.tree) {
            let name = node.tree.props(node.id).and_then(|p| p.anchor.as_ref()).map_or("", |(n, _)| n);
            return Ok(Out { body: Body::Alias(name), ..Out::default() });
        }
        let id = node.tree.resolve(node.id);
        let node = NodeRef { id, ..node };
        let at = |id| NodeRef { id, ..node };
        let style = node.tree.node(id).style;
        let mut out = self.shell(node);
        out.body = match node.tree.kind(id) {
            NodeKind::Null | NodeKind::Missing | NodeKind::Alias => Body::Absent,
            NodeKind::Scalar | NodeKind::Error if style == Style::Plain => Body::Bare(node.tree.text(id).into()),
            NodeKind::Scalar | NodeKind::Error => Body::Str(node.tree.text(id).into(), style),
            NodeKind::Map => {
                let mut made = Vec::with_capacity(node.tree.children(id).len() / 2);
                for (k, v) in node.tree.entries(id) {
                    let key = self.node(at(k), depth + 1)?;
                    let mut value = self.node(at(v), depth + 1)?;
                    comments(at(k), at(v), &mut value);
                    made.push((key, value));
                }
                Body::Map(made)
            }
            NodeKind::Seq => {
                let mut made = Vec::with_capacity(node.tree.items(id).len());
                for item in node.tree.items(id) {
                    let mut value = self.node(at(*item), depth + 1)?;
                    comments(at(*item), at(*item), &mut value);
                    made.push(value);
                }
                Body::Seq(made)
            }
        };
        Ok(out)
    }
}

/// Gives `out` the comment lines directly above `key` and the comment behind the value on its line.
fn comments<'a>(key: NodeRef<'a>, value: NodeRef<'a>, out: &mut Out<'a>) {
    let span = key.tree.span(key.id);
    let Some(source) = find_source(key.sources, span.source) else { return };
    if source.comments.is_empty() || span.end as usize > source.text.len() {
        return;
    }
    out.lead = comment_lines_above(source, span.start as usize);
    let node = value.tree.node(value.id);
    let behind = match node.style {
        _ if node.kind == NodeKind::Null => span.end as usize,
        Style::Block if std::ptr::eq(key.tree, value.tree) && key.id == value.id => return,
        Style::Block | Style::Literal | Style::Folded => span.end as usize,
        _ if node.span.source != span.source => return,
        _ => node.span.end as usize,
    };
    let collection = matches!(node.style, Style::Block | Style::Literal | Style::Folded);
    // Behind a value between brackets, what follows the brackets is theirs.
    let own = |c: &&str| collection || text_between(source, behind, c).trim_matches([' ', '\t', ',']).is_empty();
    out.trail = comment_behind(source, behind).filter(own);
}

/// What stands between `at` and a comment on its line.
fn text_between<'a>(source: &SourceText<'a>, at: usize, comment: &str) -> &'a str {
    let line = &source.text[at..eol(source.text, at)];
    line.strip_suffix(comment).unwrap_or(line)
}

fn find_source<'s, 'a>(sources: &'s [SourceText<'a>], id: SourceId) -> Option<&'s SourceText<'a>> {
    sources.iter().find(|s| s.source == id)
}

fn text_of<'a>(source: &SourceText<'a>, comment: &Comment) -> &'a str {
    source.text.get(comment.span.range()).unwrap_or("")
}

/// Comment lines that end right above the line of `at`, blank lines excluded.
pub(super) fn comment_lines_above<'a>(source: &SourceText<'a>, at: usize) -> Vec<&'a str> {
    let mut lines = Vec::new();
    let head = source.text[line_start(source.text, at)..at].trim_start_matches([' ', '\t', '-', '?']);
    let mut start = line_start(source.text, at);
    let mut next = source.comments.partition_point(|c| (c.span.start as usize) < at);
    if !head.is_empty() {
        return lines;
    }
    while let Some(i) = next.checked_sub(1) {
        let comment = &source.comments[i];
        let from = comment.span.start as usize;
        let adjacent = start > 0 && line_start(source.text, start - 1) == line_start(source.text, from);
        if comment.placement != Placement::Own || !adjacent || !leads_line(source.text, from) {
            break;
        }
        lines.push(text_of(source, comment));
        start = line_start(source.text, from);
        next = i;
    }
    lines.reverse();
    lines
}

/// The comment behind `at` on the same line.
fn comment_behind<'a>(source: &SourceText<'a>, at: usize) -> Option<&'a str> {
    let end = eol(source.text, at);
    let next = source.comments.partition_point(|c| (c.span.start as usize) < at);
    let comment = source.comments.get(next).filter(|c| (c.span.start as usize) < end)?;
    Some(text_of(source, comment))
}

/// The node itself, for callers that print one subtree.
pub(super) fn of_node<'a>(tree: &'a Tree, id: NodeId, sources: &'a [SourceText<'a>]) -> Result<Out<'a>, TooBig> {
    let mut maker = Maker { home: None, sources, budget: budget(tree) };
    maker.node(NodeRef { tree, id, sources, head: None }, 0)
}

/// How many nodes a printer may write for a tree: room for aliases, an end for bombs.
pub(super) fn budget(tree: &Tree) -> usize {
    tree.len().saturating_mul(10).saturating_add(10_000)
}

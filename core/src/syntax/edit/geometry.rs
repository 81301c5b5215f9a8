//! Where the parts of a YAML or JSON collection begin and end in the text. Must not know edits.

use super::lines::{eol, leads_line, line_start, next_line, skip_trivia};
use crate::tree::{NodeId, NodeKind, Style, Tree};

/// Text and tree of one document.
#[derive(Clone, Copy)]
pub(super) struct Geometry<'a> {
    pub(super) text: &'a str,
    pub(super) tree: &'a Tree,
}

/// An entry or item as it stands in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    /// First byte: tag, anchor, `?` or dash included.
    pub(super) start: usize,
    /// Where the value may begin: behind colon or dash.
    pub(super) after: usize,
    /// First byte behind the value, comments excluded.
    pub(super) end: usize,
    /// Node of the value.
    pub(super) value: NodeId,
    /// Ends in a `|+` block, whose text blank lines behind it belong to.
    pub(super) keeps: bool,
}

impl Geometry<'_> {
    /// First byte of a node, tag and anchor included.
    pub(super) fn start(&self, id: NodeId) -> usize {
        let mut start = self.tree.span(id).start;
        if let Some(props) = self.tree.props(id).filter(|_| self.tree.kind(id) != NodeKind::Alias) {
            let spans = [props.tag.as_ref(), props.anchor.as_ref()];
            start = spans.into_iter().flatten().map(|(_, s)| s.start).fold(start, u32::min);
        }
        start as usize
    }

    /// First byte behind tag and anchor; `None` for a node without.
    pub(super) fn props_end(&self, id: NodeId) -> Option<usize> {
        if self.tree.kind(id) == NodeKind::Alias {
            return None;
        }
        let props = self.tree.props(id)?;
        let ends = [props.tag.as_ref(), props.anchor.as_ref()];
        ends.into_iter().flatten().map(|(_, s)| s.end as usize).max()
    }

    /// First byte behind a node; `floor` is the answer for a value that is not written.
    pub(super) fn end(&self, id: NodeId, floor: usize) -> usize {
        let node = self.tree.node(id);
        let floor = floor.max(self.props_end(id).unwrap_or(0));
        match (node.kind, node.style) {
            (NodeKind::Null | NodeKind::Missing, _) => floor,
            (NodeKind::Map, Style::Block) => match self.tree.children(id) {
                [.., key, value] => self.end(*value, self.colon(*key)),
                _ => floor,
            },
            (NodeKind::Seq, Style::Block) => match self.parts(id).last() {
                Some(part) => part.end,
                None => floor,
            },
            (NodeKind::Scalar, Style::Literal | Style::Folded) => self.block_text_end(id).max(floor),
            _ => (node.span.end as usize).max(floor),
        }
    }

    /// End of the last line that belongs to a `|` or `>` block, without its line break.
    fn block_text_end(&self, id: NodeId) -> usize {
        let span = self.tree.span(id).range();
        let header = eol(self.text, span.start);
        let mut end = span.end.max(header);
        let keeps = self.keeps(id);
        // The parser counts the blanks before what follows.
        let line = line_start(self.text, end);
        if line > header && self.text[line..end].trim().is_empty() {
            end = line;
        }
        while keeps && end < self.text.len() {
            let line = &self.text[end..next_line(self.text, end)];
            if !line.trim().is_empty() {
                break;
            }
            end += line.len();
        }
        while end > header {
            let line = &self.text[line_start(self.text, end)..end];
            let blank = line.trim().is_empty();
            let first = line_start(self.text, end);
            if first <= header || !(blank && (!keeps || line.is_empty())) {
                break;
            }
            let cut = &self.text[..first - 1];
            end = cut.strip_suffix('\r').unwrap_or(cut).len();
            if keeps {
                break;
            }
        }
        end
    }

    /// True when the last text of a value is a `|+` or `>+` block.
    fn keeps(&self, id: NodeId) -> bool {
        self.last_block_text(id).is_some_and(|text| self.header(text).contains('+'))
    }

    /// The `|` or `>` block that a value ends with.
    pub(super) fn last_block_text(&self, id: NodeId) -> Option<NodeId> {
        let node = self.tree.node(id);
        match (node.kind, node.style) {
            (NodeKind::Map | NodeKind::Seq, Style::Block) => self.last_block_text(*self.tree.children(id).last()?),
            (NodeKind::Scalar, Style::Literal | Style::Folded) => Some(id),
            _ => None,
        }
    }

    /// Indicators of a `|` or `>` block, such as `|-`.
    pub(super) fn header(&self, id: NodeId) -> &str {
        self.text[self.tree.span(id).range()].split([' ', '\t', '\n', '\r']).next().unwrap_or("")
    }

    /// First byte of an entry: its key, or the `?` before it.
    pub(super) fn entry_start(&self, key: NodeId) -> usize {
        let start = self.start(key);
        let head = self.text[..start].trim_end_matches([' ', '\t']);
        let mark =
            head.strip_suffix('?').filter(|h| h.is_empty() || h.ends_with([' ', '\t', '\n', '-', ',', '{', '[']));
        mark.map_or(start, str::len)
    }

    /// Offset behind the colon of a key; end of the key when there is none.
    pub(super) fn colon(&self, key: NodeId) -> usize {
        let end = self.end(key, self.tree.span(key).end as usize);
        let at = skip_trivia(self.text, end);
        if self.text[at..].starts_with(':') { at + 1 } else { end }
    }

    /// Entries of a map, items of a sequence.
    pub(super) fn parts(&self, id: NodeId) -> Vec<Part> {
        match (self.tree.kind(id), self.tree.node(id).style) {
            (NodeKind::Map, _) => self.tree.entries(id).map(|(k, v)| self.entry(k, v)).collect(),
            (NodeKind::Seq, Style::Flow) => self.tree.items(id).iter().map(|i| self.flow_item(*i)).collect(),
            (NodeKind::Seq, _) => self.dashes(id),
            _ => Vec::new(),
        }
    }

    fn entry(&self, key: NodeId, value: NodeId) -> Part {
        let after = self.colon(key);
        Part { start: self.entry_start(key), after, end: self.end(value, after), value, keeps: self.keeps(value) }
    }

    fn flow_item(&self, id: NodeId) -> Part {
        // `[a: 1]` is a map of one entry without brackets of its own; its span tells.
        let start = self.start(id);
        Part { start, after: start, end: self.end(id, start), value: id, keeps: false }
    }

    fn dashes(&self, id: NodeId) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::with_capacity(self.tree.items(id).len());
        let mut column = 0;
        for item in self.tree.items(id) {
            let start = match parts.last() {
                None => self.first_dash(id, *item),
                Some(prior) => self.next_dash(prior.end, column).unwrap_or(self.start(*item)),
            };
            if parts.is_empty() {
                column = start - line_start(self.text, start);
            }
            let after = start + usize::from(self.text[start..].starts_with('-'));
            parts.push(Part { start, after, end: self.end(*item, after), value: *item, keeps: self.keeps(*item) });
        }
        parts
    }

    fn first_dash(&self, seq: NodeId, item: NodeId) -> usize {
        let start = self.tree.span(seq).start as usize;
        if self.text[start..].starts_with('-') {
            return start;
        }
        self.text[..self.start(item)].rfind('-').unwrap_or(start)
    }

    fn next_dash(&self, from: usize, column: usize) -> Option<usize> {
        let mut at = next_line(self.text, from);
        while at < self.text.len() {
            let dash = at + column;
            let is_dash = self.text.is_char_boundary(dash) && self.text[dash..].starts_with('-');
            if is_dash && leads_line(self.text, dash) {
                return Some(dash);
            }
            at = next_line(self.text, at);
        }
        None
    }
}

//! The tree of last resort: keys and items by indentation alone, for text that could not be repaired within the budget.
//! Values that are more than a word or a closed quote become error nodes; nothing is guessed.

use super::events::MAX_NESTING;
use super::line::{Line, closing_quote};
use crate::text::{SourceId, Span};
use crate::tree::{NodeId, NodeKind, Style, Tree, TreeBuilder};

struct Level {
    kind: NodeKind,
    column: usize,
    start: usize,
    /// Where its children begin in `pending`.
    base: usize,
    /// A key or a dash was read and its value was not.
    waiting: bool,
    /// Where the value would stand.
    vacancy: usize,
}

struct Outline<'t> {
    text: &'t str,
    source: SourceId,
    out: TreeBuilder,
    levels: Vec<Level>,
    pending: Vec<NodeId>,
    end: usize,
}

/// Outlines a text; the root is `None` when no line looks like a key or an item.
pub(super) fn outline(text: &str, source: SourceId) -> Tree {
    let out = TreeBuilder::with_capacity(text.len());
    let mut outline = Outline { text, source, out, levels: Vec::new(), pending: Vec::new(), end: 0 };
    let first = Line::at(text, 0);
    let mut line = if first.is_blank() { first.next(text) } else { Some(first) };
    // Lines deeper than this belong to a block of text.
    let mut block: Option<usize> = None;
    while let Some(this) = line {
        line = this.next(text);
        if this.is_marker(text) || text[this.content..].starts_with('%') || block.is_some_and(|b| this.indent() > b) {
            continue;
        }
        block = outline.line(&this).then(|| this.indent());
    }
    outline.finish()
}

impl Outline<'_> {
    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.source, start as u32, end as u32)
    }

    /// Takes one line; true when a block of text begins on it.
    fn line(&mut self, line: &Line) -> bool {
        let mut at = line.content;
        while at < line.body {
            if self.text.as_bytes()[at] == b'-' && !self.enter(NodeKind::Seq, at - line.whole.start, at) {
                return false;
            }
            at += 1;
        }
        let (key, value) = match &line.key {
            Some(key) => {
                if !self.enter(NodeKind::Map, line.body - line.whole.start, line.body) {
                    return false;
                }
                (Some(key.clone()), line.value.clone())
            }
            None => (None, line.body..line.end.max(line.body)),
        };
        if let Some(key) = key {
            let node = self.value(key.start, key.end);
            self.pending.push(node);
            self.end = key.end + 1;
        }
        self.mark_vacancy();
        if value.is_empty() || !self.levels.last().is_some_and(|l| l.waiting) {
            return false;
        }
        let node = self.value(value.start, value.end);
        self.pending.push(node);
        self.end = value.end;
        self.settle();
        self.text[value].starts_with(['|', '>'])
    }

    fn mark_vacancy(&mut self) {
        let end = self.end;
        if let Some(level) = self.levels.last_mut() {
            level.vacancy = end;
        }
    }

    fn settle(&mut self) {
        if let Some(level) = self.levels.last_mut() {
            level.waiting = false;
        }
    }

    /// Makes a collection of this kind at this column the innermost one, ready for its next key or item.
    fn enter(&mut self, kind: NodeKind, column: usize, at: usize) -> bool {
        while let Some(top) = self.levels.last() {
            let sibling_of_outer = kind == NodeKind::Map && top.kind == NodeKind::Seq && top.column == column;
            if top.column > column || sibling_of_outer {
                self.close();
            } else {
                break;
            }
        }
        let fits = match self.levels.last() {
            Some(top) if top.kind == kind && top.column == column => {
                self.fill();
                true
            }
            Some(top) if top.waiting && self.levels.len() < MAX_NESTING => self.begin(kind, column, at),
            None if self.pending.is_empty() => self.begin(kind, column, at),
            _ => false,
        };
        if fits {
            self.end = at + 1;
            if let Some(top) = self.levels.last_mut() {
                top.waiting = true;
                top.vacancy = at + 1;
            }
        }
        fits
    }

    fn begin(&mut self, kind: NodeKind, column: usize, at: usize) -> bool {
        self.levels.push(Level { kind, column, start: at, base: self.pending.len(), waiting: false, vacancy: at });
        true
    }

    /// Gives the innermost key or item that has no value an empty one.
    fn fill(&mut self) {
        let Some(level) = self.levels.last_mut().filter(|l| l.waiting) else { return };
        level.waiting = false;
        let at = level.vacancy;
        let span = self.span(at, at);
        let null = self.out.null(span);
        self.pending.push(null);
    }

    fn close(&mut self) {
        self.fill();
        let Some(level) = self.levels.pop() else { return };
        let kids = &self.pending[level.base..];
        let end = kids.last().map_or(level.start, |k| self.out.tree().span(*k).end as usize).max(level.start);
        let span = self.span(level.start, end);
        let inner = (span.start, span.end);
        let id = match level.kind {
            NodeKind::Seq => self.out.seq(kids, Style::Block, span, inner),
            _ => self.out.map(kids, Style::Block, span, inner),
        };
        self.pending.truncate(level.base);
        self.pending.push(id);
        self.settle();
    }

    fn value(&mut self, start: usize, end: usize) -> NodeId {
        let written = &self.text[start..end];
        let span = self.span(start, end);
        let (style, quote) = match written.as_bytes() {
            [quote @ b'"', ..] => (Style::DoubleQuoted, *quote),
            [quote @ b'\'', ..] => (Style::SingleQuoted, *quote),
            [b'|' | b'>' | b'&' | b'*' | b'!' | b'[' | b'{' | b'@' | b'`' | b'%', ..] => {
                return self.out.error(written, span);
            }
            _ => return self.out.scalar(written, Style::Plain, span, (span.start, span.end)),
        };
        let bytes = self.text.as_bytes();
        if closing_quote(bytes, start, end, quote) == Some(end - 1) && end - start >= 2 && !written.contains('\\') {
            let inner = &self.text[start + 1..end - 1];
            let doubled = if quote == b'\'' { "''" } else { "'" };
            return self.out.scalar(&inner.replace(doubled, "'"), style, span, (span.start + 1, span.end - 1));
        }
        self.out.error(written, span)
    }

    fn finish(mut self) -> Tree {
        while !self.levels.is_empty() {
            self.close();
        }
        let root = self.pending.first().copied();
        self.out.finish(root)
    }
}

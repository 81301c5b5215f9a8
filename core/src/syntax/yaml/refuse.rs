//! What a reader of YAML refuses although YAML 1.2 allows it ([`Refusal`]), found on the finished tree and its text.
//!
//! Which reader refuses what is data; how each construct is found is here.

use core::ops::Range;

use super::faults::{Problem, TAB};
use super::line::is_break;
use crate::syntax::{Dialect, Refusal};
use crate::tree::{NodeId, NodeKind, Style, Tree};

const REFUSED: &str = "yaml/refused";

/// Everything in the document that the dialect refuses, in source order.
pub(super) fn refusals(text: &str, tree: &Tree, dialect: &Dialect) -> Vec<Problem> {
    if dialect.refuses.is_empty() {
        return Vec::new();
    }
    let mut search = Search { text, tree, dialect, found: Vec::new() };
    search.directives();
    let nodes = search.nodes();
    for place in &nodes {
        search.node(place);
    }
    search.anchors();
    if text.contains('\t') && dialect.refuses.contains(&Refusal::TabSeparation) {
        search.tabs(&nodes);
    }
    search.found.sort_by_key(|p| p.at.start);
    search.found
}

struct Search<'t> {
    text: &'t str,
    tree: &'t Tree,
    dialect: &'t Dialect,
    found: Vec<Problem>,
}

/// A node of this document with what its place says about it.
struct Place {
    id: NodeId,
    /// Column of the innermost block collection around it; `None` at the root.
    column: Option<usize>,
    /// Inside brackets.
    flow: bool,
}

impl Search<'_> {
    fn refuse(&mut self, what: Refusal, message: &str, at: Range<usize>, help: &str) {
        if self.dialect.refuses.contains(&what) {
            let code = if what == Refusal::TabSeparation { TAB } else { REFUSED };
            let message = format!("{message}, which {} refuses", self.dialect.reader);
            self.found.push(Problem::new(code, message, at).help(help));
        }
    }

    /// All nodes in source order, aliases not followed; without recursion.
    fn nodes(&self) -> Vec<Place> {
        let mut out = Vec::with_capacity(self.tree.len());
        let root = self.tree.root().map(|id| Place { id, column: None, flow: false });
        let mut stack: Vec<Place> = root.into_iter().collect();
        while let Some(place) = stack.pop() {
            let node = self.tree.node(place.id);
            let kids = self.tree.children(place.id);
            if !kids.is_empty() {
                let flow = node.style == Style::Flow;
                let column = if flow { place.column } else { Some(self.column(node.span.start as usize)) };
                stack.extend(kids.iter().rev().map(|id| Place { id: *id, column, flow }));
            }
            out.push(place);
        }
        out
    }

    fn column(&self, at: usize) -> usize {
        at - self.text.as_bytes()[..at].iter().rposition(|b| is_break(*b)).map_or(0, |n| n + 1)
    }

    fn node(&mut self, place: &Place) {
        let node = self.tree.node(place.id);
        match (node.kind, node.style) {
            (NodeKind::Scalar, Style::Plain) if place.flow => self.tab_behind(node.span.end as usize, place.column),
            (NodeKind::Scalar, Style::DoubleQuoted) => self.escapes(node.span.range()),
            (NodeKind::Scalar, Style::Literal | Style::Folded) => self.block_scalar(place.id),
            (NodeKind::Map, style) => {
                let tree = self.tree;
                for (key, value) in tree.entries(place.id) {
                    self.key(key, value, style);
                }
            }
            _ => {}
        }
    }

    fn escapes(&mut self, quoted: Range<usize>) {
        let bytes = self.text.as_bytes();
        let mut at = quoted.start;
        while at + 1 < quoted.end {
            if bytes[at] != b'\\' {
                at += 1;
                continue;
            }
            if bytes[at + 1] == b'/' {
                let help = "write the slash without a backslash";
                self.refuse(Refusal::EscapedSlash, "`\\/` is an escape of JSON", at..at + 2, help);
            }
            let digits = self.text.get(at + 2..at + 6).unwrap_or("");
            let surrogate =
                bytes[at + 1] == b'u' && u32::from_str_radix(digits, 16).is_ok_and(|c| (0xd800..0xe000).contains(&c));
            if surrogate {
                let at = at..(at + 12).min(quoted.end);
                let help = "write the character itself, or `\\U` with eight digits";
                self.refuse(Refusal::SurrogatePair, "This is one character as two escapes", at, help);
            }
            at += if surrogate { 12 } else { 2 };
        }
    }

    fn key(&mut self, key: NodeId, value: NodeId, style: Style) {
        let (key_node, value_node) = (self.tree.node(key), self.tree.node(value));
        let (start, end) = (key_node.span.start as usize, key_node.span.end as usize);
        if key_node.kind == NodeKind::Null && self.tree.props(key).is_none() && !self.is_explicit(start) {
            let help = "write the key, or put quotes around the value";
            self.refuse(Refusal::EmptyKey, "There is no key before this `:`", start..start + 1, help);
        }
        if end - start > 1024 && !self.is_explicit(start) {
            let help = "shorten it, or write `? ` before it";
            self.refuse(Refusal::LongKey, "This key is longer than 1024 characters", start..end, help);
        }
        if style != Style::Flow || self.is_explicit(start) {
            return;
        }
        let value_start = (value_node.span.start as usize).max(end);
        let Some(colon) = self.text[end..value_start].find(':').map(|c| end + c) else { return };
        if self.text[start..colon].contains(['\n', '\r']) {
            let help = "write the key and its `:` on one line";
            self.refuse(Refusal::MultilineFlowKey, "This key and its `:` are on different lines", start..end, help);
        }
        let adjacent = value_node.style == Style::Plain && value_start == colon + 1;
        if adjacent && self.text[value_start..].starts_with(':') {
            let help = "put quotes around the value";
            let at = value_node.span.range();
            self.refuse(Refusal::AdjacentFlowValue, "This value begins with `:` right behind its key's `:`", at, help);
        }
    }

    /// True for a key with `?` before it.
    fn is_explicit(&self, key: usize) -> bool {
        self.text[..key].trim_end_matches([' ', '\t']).ends_with('?')
    }

    fn anchors(&mut self) {
        let tree = self.tree;
        let source = tree.root().map(|r| tree.span(r).source);
        for (name, span) in tree.props.iter().filter_map(|p| p.anchor.as_ref()) {
            if Some(span.source) != source {
                continue;
            }
            let help = "use letters, digits, `-` and `_`";
            if !name.is_ascii() || name.contains(':') {
                let message = "This anchor's name has a character beyond ASCII, or a colon";
                self.refuse(Refusal::AnchorBeyondAscii, message, span.range(), help);
            }
            if name.bytes().any(|b| !(b.is_ascii_alphanumeric() || b == b'-' || b == b'_')) {
                let message = "This anchor's name has a character that is neither letter nor digit";
                self.refuse(Refusal::OddAnchorName, message, span.range(), help);
            }
        }
    }

    fn directives(&mut self) {
        let mut start = 0;
        for line in self.text.split_inclusive('\n') {
            let content = line.trim_start_matches('\u{feff}').trim_end();
            let at = start + line.find('%').unwrap_or(0);
            let range = at..at + content.len();
            if let Some(directive) = content.strip_prefix('%') {
                let mut words = directive.split_ascii_whitespace();
                match (words.next(), words.next()) {
                    (Some("YAML"), Some("1.1")) | (Some("TAG"), _) => {}
                    (Some("YAML"), _) => {
                        let message = "This directive asks for a YAML version other than 1.1";
                        self.refuse(Refusal::YamlDirectiveNot11, message, range, "leave the directive out");
                    }
                    _ => {
                        let message = "This directive is unknown";
                        self.refuse(Refusal::UnknownDirective, message, range, "leave the directive out");
                    }
                }
            } else if !content.is_empty() && !content.starts_with('#') {
                return;
            }
            start += line.len();
        }
    }

    /// A tab before the first character of a block of text, while its indentation is still being guessed.
    fn block_scalar(&mut self, id: NodeId) {
        let node = self.tree.node(id);
        let inner = node.inner_span().range();
        let header = &self.text[node.span.start as usize..inner.start];
        if header.bytes().take(3).any(|b| b.is_ascii_digit()) {
            return;
        }
        let mut start = inner.start;
        for line in self.text[inner].split_inclusive('\n') {
            let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
            if let Some(tab) = line[..blanks].find('\t') {
                let at = start + tab..start + tab + 1;
                let message = "A tab stands where the indentation of this text is found out";
                self.refuse(Refusal::TabSeparation, message, at, "write the indentation behind the `|`, as in `|2`");
                return;
            }
            if !line.trim().is_empty() {
                return;
            }
            start += line.len();
        }
    }

    /// In brackets tabs are free, but for lines behind plain text that are indented less than the block around.
    fn tab_behind(&mut self, end: usize, column: Option<usize>) {
        let Some(column) = column else { return };
        let behind = &self.text[end..];
        let blanks = behind.len() - behind.trim_start().len();
        if !behind[..blanks].contains('\t') {
            return;
        }
        let mut start = end;
        for (n, line) in behind[..blanks].split('\n').enumerate() {
            let tab = line.find('\t').filter(|tab| n > 0 && *tab <= column);
            if let Some(tab) = tab.map(|t| start + t) {
                let message = "A tab stands where only blanks can be";
                self.refuse(Refusal::TabSeparation, message, tab..tab + 1, "use blanks");
                return;
            }
            start += line.len() + 1;
        }
    }

    /// Stretches in which a tab is content or harmless, by start. For plain text outside of brackets, the column from
    /// which on a tab in the blank lines behind it counts as trailing blanks.
    fn covered(&self, nodes: &[Place]) -> Vec<(Range<usize>, Option<usize>)> {
        let mut covered = Vec::new();
        for place in nodes {
            let node = self.tree.node(place.id);
            let scalar = matches!(node.kind, NodeKind::Scalar | NodeKind::Error);
            if (scalar || node.style == Style::Flow) && !place.flow {
                let plain = scalar && node.style == Style::Plain;
                let least = plain.then(|| place.column.map_or(0, |c| c + 1));
                covered.push((node.span.range(), least));
            }
        }
        covered.extend(self.tree.comments().iter().map(|c| (c.span.range(), None)));
        covered.sort_by_key(|c| c.0.start);
        covered
    }

    /// Tabs at the start of a line or behind `-`, `?` and an explicit `:`, outside of scalars, comments and brackets.
    fn tabs(&mut self, nodes: &[Place]) {
        let covered = self.covered(nodes);
        let text = self.text;
        // End of the line of the last tab that was refused, and of the last stretch of blanks and tabs that was not:
        // its first tab decides for all of it.
        let mut done = 0;
        let (mut seen, mut start) = (0, 0);
        for (tab, _) in text.match_indices('\t') {
            if tab < done {
                continue;
            }
            let last = covered.partition_point(|c| c.0.start <= tab).checked_sub(1).map(|c| &covered[c]);
            if last.is_some_and(|l| l.0.contains(&tab)) {
                continue;
            }
            start = text.as_bytes()[seen..tab].iter().rposition(|b| is_break(*b)).map_or(start, |n| seen + n + 1);
            seen = tab;
            let line = text[start..tab].trim_matches([' ', '\t', '\u{feff}']);
            let trailing = last.is_some_and(|(plain, least)| {
                least.is_some_and(|least| tab - start >= least) && text[plain.end..tab].trim().is_empty()
            });
            let refused = match line {
                "" => !trailing,
                _ => line.split([' ', '\t']).all(|w| matches!(w, "-" | "?" | ":" | "")),
            };
            let ends = |b: &u8| if refused { is_break(*b) } else { !matches!(b, b' ' | b'\t') };
            done = tab + text.as_bytes()[tab..].iter().position(ends).unwrap_or(text.len() - tab);
            if refused {
                let message = "A tab stands where only blanks can be";
                self.refuse(Refusal::TabSeparation, message, tab..tab + 1, "use blanks");
            }
        }
    }
}

//! Values and keys from events: scalars, inline tables, arrays. Must not know headers; `tables` does.

use super::rules::is_date_time;
use super::tables::{Kind, Node, Table, define};
use super::{Errors, MAX_NESTING};
use crate::tree::Style;
use std::borrow::Cow;
use toml_parser::Raw;
use toml_parser::decoder::Encoding;
use toml_parser::parser::{Event, EventKind};

/// Events with a place in them. Blanks and comments are passed over.
pub(super) struct Cursor<'e, 't> {
    pub(super) text: &'t str,
    events: &'e [Event],
    at: usize,
}

/// A key as written.
#[derive(Clone, Debug)]
pub(super) struct Key<'t> {
    pub(super) text: Cow<'t, str>,
    pub(super) style: Style,
    pub(super) range: (usize, usize),
    pub(super) inner: (usize, usize),
}

/// A scalar as written.
#[derive(Clone, Debug)]
pub(super) struct Scalar<'t> {
    pub(super) text: Cow<'t, str>,
    pub(super) style: Style,
    pub(super) range: (usize, usize),
    pub(super) inner: (usize, usize),
}

pub(super) fn range(event: &Event) -> (usize, usize) {
    (event.span().start(), event.span().end())
}

impl<'e, 't> Cursor<'e, 't> {
    pub(super) fn new(text: &'t str, events: &'e [Event]) -> Self {
        Self { text, events, at: 0 }
    }

    /// The next event that means something.
    pub(super) fn peek(&mut self) -> Option<&'e Event> {
        while let Some(event) = self.events.get(self.at) {
            if !matches!(event.kind(), EventKind::Whitespace | EventKind::Comment | EventKind::Newline) {
                return Some(event);
            }
            self.at += 1;
        }
        None
    }

    pub(super) fn next(&mut self) -> Option<&'e Event> {
        let event = self.peek();
        self.at += 1;
        event
    }

    pub(super) fn kind(&mut self) -> Option<EventKind> {
        self.peek().map(Event::kind)
    }

    fn decoded(&self, event: &Event, errors: &mut Errors) -> (Cow<'t, str>, Style, (usize, usize)) {
        let (start, end) = range(event);
        let raw = &self.text[start..end];
        let (style, open, close) = match event.encoding() {
            None => (Style::Plain, 0, 0),
            Some(Encoding::LiteralString) => (Style::SingleQuoted, 1, 1),
            Some(Encoding::BasicString) => (Style::DoubleQuoted, 1, 1),
            Some(Encoding::MlLiteralString | Encoding::MlBasicString) => (Style::Literal, 3, 3),
        };
        let closed = raw.len() >= open + close && raw.get(raw.len() - close..) == raw.get(..open);
        let inner = (start + open.min(raw.len()), if closed { end - close } else { end });
        let mut text = Cow::Borrowed("");
        let raw = Raw::new_unchecked(raw, event.encoding(), event.span());
        if event.kind() == EventKind::SimpleKey {
            raw.decode_key(&mut text, errors);
        } else if style == Style::Plain {
            // The source text is kept; decoding only says whether it is good.
            let mut unused = Cow::Borrowed("");
            let _ = raw.decode_scalar(&mut unused, errors);
            text = Cow::Borrowed(raw.as_str());
        } else {
            let _ = raw.decode_scalar(&mut text, errors);
        }
        if matches!(event.encoding(), Some(Encoding::BasicString | Encoding::MlBasicString)) {
            refuse_new_escapes(raw.as_str(), start, errors);
        }
        (text, style, (inner.0, inner.1.max(inner.0)))
    }

    /// The parts of a dotted key.
    pub(super) fn keys(&mut self, errors: &mut Errors) -> Vec<Key<'t>> {
        let mut keys = Vec::new();
        let mut goes_on = true;
        while let Some(event) = self.peek() {
            match event.kind() {
                EventKind::SimpleKey if goes_on => {
                    goes_on = false;
                    let (text, style, inner) = self.decoded(event, errors);
                    keys.push(Key { text, style, range: range(event), inner });
                }
                EventKind::KeySep => goes_on = true,
                EventKind::Error => {}
                _ => break,
            }
            self.at += 1;
        }
        keys
    }

    /// The value behind `=`; missing when there is none.
    pub(super) fn value(&mut self, depth: usize, behind: usize, errors: &mut Errors) -> Node<'t> {
        while self.kind() == Some(EventKind::Error) {
            self.at += 1;
        }
        match self.peek() {
            Some(event) if event.kind() == EventKind::Scalar && event.span().is_empty() => {
                // The parser's stand-in for a value that is not there.
                self.at += 1;
                Node::Missing(behind)
            }
            Some(event) if event.kind() == EventKind::Scalar => {
                self.at += 1;
                let (text, style, inner) = self.decoded(event, errors);
                let range = range(event);
                if style == Style::Plain && looks_like_time(&text) && !is_date_time(&text) {
                    errors.syntax(range, "TOML 1.0 has no such date or time: `1979-05-27T07:32:00Z`, seconds included");
                }
                Node::Scalar(Scalar { text, style, range, inner })
            }
            Some(event) if event.kind() == EventKind::ArrayOpen => {
                self.at += 1;
                self.array(range(event), depth, errors)
            }
            Some(event) if event.kind() == EventKind::InlineTableOpen => {
                self.at += 1;
                self.inline_table(range(event), depth, errors)
            }
            _ => Node::Missing(behind),
        }
    }

    fn array(&mut self, open: (usize, usize), depth: usize, errors: &mut Errors) -> Node<'t> {
        let mut items = Vec::new();
        let mut end = open.1;
        let mut closed = false;
        while let Some(event) = self.peek() {
            match event.kind() {
                EventKind::ArrayClose => {
                    self.at += 1;
                    end = event.span().end();
                    closed = self.text[..end].ends_with(']') && !event.span().is_empty();
                    break;
                }
                EventKind::Scalar | EventKind::ArrayOpen | EventKind::InlineTableOpen => {
                    end = event.span().end();
                    let item = self.value(depth + 1, end, errors);
                    end = end.max(item.end());
                    items.push(item);
                }
                EventKind::ValueSep | EventKind::Error => self.at += 1,
                _ => break,
            }
        }
        if depth >= MAX_NESTING {
            errors.syntax(open, format!("Values are nested deeper than {MAX_NESTING} levels"));
            return Node::Unread(open.0, end);
        }
        Node::Array { items, range: (open.0, end), closed }
    }

    fn inline_table(&mut self, open: (usize, usize), depth: usize, errors: &mut Errors) -> Node<'t> {
        let mut table = Table::new(Kind::Inline, open.0, depth);
        table.end = open.1;
        let mut comma = None;
        let mut closed = false;
        while let Some(event) = self.peek() {
            match event.kind() {
                EventKind::InlineTableClose => {
                    self.at += 1;
                    table.end = event.span().end();
                    closed = self.text[..table.end].ends_with('}') && !event.span().is_empty();
                    break;
                }
                EventKind::SimpleKey => {
                    comma = None;
                    let keys = self.keys(errors);
                    let end = self.entry(&mut table, keys, errors);
                    table.end = table.end.max(end);
                }
                EventKind::ValueSep => {
                    self.at += 1;
                    comma = Some(range(event));
                }
                EventKind::Error | EventKind::KeySep | EventKind::KeyValSep => self.at += 1,
                _ => break,
            }
        }
        if let Some(comma) = comma.filter(|_| closed) {
            errors.syntax(comma, "TOML 1.0 has no comma behind the last value of an inline table: remove it");
        }
        self.refuse_lines(&table, errors);
        if depth >= MAX_NESTING {
            errors.syntax(open, format!("Values are nested deeper than {MAX_NESTING} levels"));
            return Node::Unread(open.0, table.end);
        }
        table.closed = closed;
        Node::Table(table)
    }

    /// Line breaks between the entries of an inline table came with TOML 1.1; those inside of values are fine.
    fn refuse_lines(&self, table: &Table<'t>, errors: &mut Errors) {
        let mut from = table.start;
        let ends = table.entries.iter().map(|(key, node)| (key.range.0, node.end()));
        for (start, end) in ends.chain([(table.end, table.end)]) {
            let gap = self.text.get(from..start.max(from)).unwrap_or("");
            if let Some(at) = gap.find('\n') {
                let message = "TOML 1.0 has inline tables on one line only: use a `[table]`";
                errors.syntax((from + at, from + at + 1), message);
                return;
            }
            from = end.max(from);
        }
    }

    /// `keys = value` into `table`, the cursor behind the keys; gives the end of the value.
    pub(super) fn entry(&mut self, table: &mut Table<'t>, keys: Vec<Key<'t>>, errors: &mut Errors) -> usize {
        let mut behind = keys.last().map_or(0, |k| k.range.1);
        while self.kind() == Some(EventKind::Error) {
            self.at += 1;
        }
        let has_value = self.kind() == Some(EventKind::KeyValSep);
        if has_value {
            behind = self.next().map_or(behind, |e| e.span().end());
        }
        let depth = table.depth + keys.len();
        let value = if has_value { self.value(depth, behind, errors) } else { Node::Missing(behind) };
        let end = value.end();
        define(table, keys, value, errors);
        end
    }
}

fn looks_like_time(text: &str) -> bool {
    let b = text.as_bytes();
    b.len() >= 5 && b[0].is_ascii_digit() && (b[2] == b':' || b[4] == b'-' && text.contains(':'))
}

/// `\e` and `\x41` came with TOML 1.1.
fn refuse_new_escapes(raw: &str, start: usize, errors: &mut Errors) {
    let mut bytes = raw.bytes().enumerate();
    while let Some((i, b)) = bytes.next() {
        if b != b'\\' {
            continue;
        }
        if let Some((_, b'e' | b'x')) = bytes.next() {
            errors
                .syntax((start + i, start + i + 2), "TOML 1.0 has no `\\e` and no `\\x`: write `\\u` with four digits");
        }
    }
}

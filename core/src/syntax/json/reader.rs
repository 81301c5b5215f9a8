//! The reader: recursive by depth, which is bounded, and always forward by at least one byte.

use super::rules::is_number;
use super::strings::quoted;
use crate::syntax::{Parsed, SyntaxError};
use crate::text::{SourceId, Span};
use crate::tree::{NodeId, Style, TreeBuilder};

/// Deepest nesting that is read; deeper brackets become one error node. The same as for YAML.
const MAX_NESTING: usize = 256;
/// How many errors of one document are kept; what follows is read all the same.
const MAX_ERRORS: usize = 200;

pub(super) fn read(text: &str, source: SourceId) -> Parsed {
    let mut reader = Reader {
        text,
        at: 0,
        source,
        out: TreeBuilder::with_capacity(text.len()),
        errors: Vec::new(),
        skipped: Vec::new(),
        open: Vec::new(),
    };
    let root = reader.document();
    let mut parsed = Parsed { tree: reader.out.finish(root), errors: reader.errors, skipped: reader.skipped };
    parsed.errors.sort_by_key(|e| (e.span.start, e.span.end));
    parsed
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    source: SourceId,
    out: TreeBuilder,
    errors: Vec<SyntaxError>,
    skipped: Vec<Span>,
    /// Offsets of the brackets that are open.
    open: Vec<usize>,
}

impl Reader<'_> {
    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.source, start as u32, end as u32)
    }

    fn error(&mut self, start: usize, end: usize, message: impl Into<String>, help: Option<&str>) {
        if self.errors.len() < MAX_ERRORS {
            let span = self.span(start, end);
            let help = help.map(Into::into);
            self.errors.push(SyntaxError { code: "json/syntax", message: message.into(), span, related: None, help });
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn document(&mut self) -> Option<NodeId> {
        if self.text.starts_with('\u{feff}') {
            self.at = 3;
            let help = Some("save the file as UTF-8 without it");
            self.error(0, 3, "JSON must not begin with a byte order mark", help);
        }
        self.blanks();
        if self.peek().is_none() {
            let end = self.text.len();
            self.error(end, end, "There is no value: a JSON document needs exactly one", None);
            return None;
        }
        let root = self.value();
        self.blanks();
        while self.peek().is_some() {
            let start = self.at;
            self.error(start, self.text.len(), "There is more behind the document's one value", None);
            self.skipped.push(self.span(start, self.text.len()));
            self.at = self.text.len();
        }
        Some(root)
    }

    /// Blanks and line breaks, and comments, which are errors.
    fn blanks(&mut self) {
        loop {
            let rest = &self.text[self.at..];
            self.at += rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
            let rest = &self.text[self.at..];
            let len = if rest.starts_with("//") || rest.starts_with('#') {
                rest.find(['\n', '\r']).unwrap_or(rest.len())
            } else if let Some(body) = rest.strip_prefix("/*") {
                body.find("*/").map_or(rest.len(), |i| i + 4)
            } else {
                return;
            };
            let start = self.at;
            self.at += len;
            self.error(start, self.at, "JSON has no comments", Some("remove the comment, or keep the text as YAML"));
            self.skipped.push(self.span(start, self.at));
        }
    }

    fn value(&mut self) -> NodeId {
        match self.peek() {
            Some(b'{' | b'[') if self.open.len() >= MAX_NESTING => self.too_deep(),
            Some(b'{') => self.map(),
            Some(b'[') => self.seq(),
            Some(b'"') => self.string('"'),
            Some(b'\'') => self.string('\''),
            None | Some(b',' | b'}' | b']' | b':') => {
                let end = self.text[..self.at].trim_end().len();
                self.error(end, end, "A value is missing here", None);
                self.out.missing(self.span(end, end))
            }
            Some(_) => self.word(),
        }
    }

    fn string(&mut self, quote: char) -> NodeId {
        let start = self.at;
        let read = quoted(self.text, start + 1, quote);
        self.at = read.end + usize::from(read.closed);
        if quote == '\'' {
            self.error(start, self.at, "JSON quotes text with `\"`, not with `'`", None);
        }
        if !read.closed {
            let help = "close it on this line; a line break in text is written `\\n`";
            self.error(start, self.at, "This text is never closed", Some(help));
        }
        for (from, to, what) in read.flaws {
            self.error(from, to, what, None);
        }
        let style = if quote == '"' { Style::DoubleQuoted } else { Style::SingleQuoted };
        let inner = (start as u32 + 1, read.end as u32);
        self.out.scalar(&read.text, style, self.span(start, self.at), inner)
    }

    /// Everything that stands bare: numbers, literals, and what is neither.
    fn word(&mut self) -> NodeId {
        let start = self.at;
        let stop = |c: char| c.is_whitespace() || ",:{}[]\"'#".contains(c);
        let rest = &self.text[start..];
        let len = rest.find(stop).unwrap_or(rest.len()).max(rest.chars().next().map_or(0, char::len_utf8));
        self.at += len;
        let word = &rest[..len];
        let span = self.span(start, self.at);
        let inner = (span.start, span.end);
        if matches!(word, "null" | "true" | "false") || is_number(word) {
            return self.out.scalar(word, Style::Plain, span, inner);
        }
        if word.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c)) {
            let help = "numbers are decimal, without leading zeros, `+` or separators";
            self.error(start, self.at, format!("{} is not a number of JSON", shown(word)), Some(help));
            return self.out.scalar(word, Style::Plain, span, inner);
        }
        let known = ["null", "true", "false"].into_iter().find(|k| k.eq_ignore_ascii_case(word));
        let help = match known {
            Some(known) => format!("write `{known}`"),
            None => "text stands in double quotes".to_owned(),
        };
        self.error(start, self.at, format!("{} is not a value of JSON", shown(word)), Some(&help));
        self.out.error(word, span)
    }

    fn too_deep(&mut self) -> NodeId {
        let start = self.at;
        self.error(start, start + 1, format!("Brackets are nested deeper than {MAX_NESTING} levels"), None);
        let mut depth = 0usize;
        while let Some(b) = self.peek() {
            match b {
                b'"' => {
                    let read = quoted(self.text, self.at + 1, '"');
                    self.at = read.end + usize::from(read.closed);
                    continue;
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth -= 1,
                _ => {}
            }
            self.at += 1;
            if depth == 0 {
                break;
            }
        }
        let span = self.span(start, self.at);
        self.skipped.push(span);
        self.out.error("", span)
    }

    fn map(&mut self) -> NodeId {
        let start = self.begin();
        let mut kids = Vec::new();
        let mut separator = Separator::Start;
        while self.goes_on(b'}', &mut separator) {
            let key = self.key();
            self.blanks();
            kids.push(key);
            kids.push(self.behind_key(key));
            separator = Separator::Value(self.at);
        }
        let (span, inner) = self.finish(start, &kids);
        self.out.map(&kids, Style::Flow, span, inner)
    }

    fn seq(&mut self) -> NodeId {
        let start = self.begin();
        let mut kids = Vec::new();
        let mut separator = Separator::Start;
        while self.goes_on(b']', &mut separator) {
            kids.push(self.value());
            separator = Separator::Value(self.at);
        }
        let (span, inner) = self.finish(start, &kids);
        self.out.seq(&kids, Style::Flow, span, inner)
    }

    fn begin(&mut self) -> usize {
        self.open.push(self.at);
        self.at += 1;
        self.at - 1
    }

    /// Span and inner range of a collection that ends here.
    fn finish(&mut self, start: usize, kids: &[NodeId]) -> (Span, (u32, u32)) {
        self.open.pop();
        // A text that is never closed has the blanks at the end of its line.
        let last = kids.last().map_or(start + 1, |k| self.out.tree().span(*k).end as usize);
        let closed = self.at > start + 1 && self.text[..self.at].ends_with(['}', ']']);
        let end = if closed { self.at } else { self.text[..self.at].trim_end().len().max(last) };
        let own_close = closed && self.closed_own(start);
        (self.span(start, end), (start as u32 + 1, (end - usize::from(own_close)) as u32))
    }

    /// True when the last byte read is the bracket that closes `start`, and not that of something inside.
    fn closed_own(&self, start: usize) -> bool {
        let close = if self.text.as_bytes()[start] == b'{' { b'}' } else { b']' };
        let unclosed = self.errors.iter().rev().any(|e| e.span.start as usize == start && e.related.is_some());
        self.text.as_bytes()[self.at - 1] == close && !unclosed
    }

    fn skip_one(&mut self, message: &str) {
        let end = self.at + self.text[self.at..].chars().next().map_or(1, char::len_utf8);
        self.error(self.at, end, message, None);
        self.skipped.push(self.span(self.at, end));
        self.at = end;
    }

    /// Comes to the next entry or item; false at the end of the collection, its bracket consumed.
    fn goes_on(&mut self, close: u8, separator: &mut Separator) -> bool {
        loop {
            self.blanks();
            match self.peek() {
                None => return self.unclosed(self.text.len()),
                Some(b) if b == close => {
                    if let Separator::Comma(at) = *separator {
                        let help = Some("remove it: JSON has no comma before a closing bracket");
                        self.error(at, at + 1, "This comma has nothing behind it", help);
                    }
                    self.at += 1;
                    return false;
                }
                Some(b @ (b'}' | b']')) => {
                    let opener = if b == b'}' { b'{' } else { b'[' };
                    let outer = &self.open[..self.open.len() - 1];
                    if outer.iter().any(|o| self.text.as_bytes()[*o] == opener) {
                        return self.unclosed(self.at);
                    }
                    self.skip_one("This bracket closes nothing");
                }
                Some(b',') => match separator {
                    Separator::Value(_) => {
                        *separator = Separator::Comma(self.at);
                        self.at += 1;
                    }
                    _ => self.skip_one("There is nothing before this comma"),
                },
                Some(b':') if close == b']' => {
                    self.skip_one("A colon belongs behind a key; a list has none");
                    *separator = Separator::Start;
                }
                Some(_) => {
                    if let Separator::Value(end) = *separator {
                        self.error(end, end, "A comma is missing here", None);
                    }
                    return true;
                }
            }
        }
    }

    fn unclosed(&mut self, at: usize) -> bool {
        let Some(&start) = self.open.last() else { return false };
        let what = if self.text.as_bytes()[start] == b'{' { "`{` is never closed" } else { "`[` is never closed" };
        if self.errors.len() < MAX_ERRORS {
            self.errors.push(SyntaxError {
                code: "json/syntax",
                message: what.into(),
                span: self.span(start, start + 1),
                related: Some(("its end was expected here".into(), self.span(at, at))),
                help: None,
            });
        }
        false
    }

    fn key(&mut self) -> NodeId {
        let start = self.at;
        match self.peek() {
            Some(b'"') => self.string('"'),
            Some(b'\'') => self.string('\''),
            Some(b':') => {
                self.error(start, start, "A key is missing before the colon", None);
                self.out.missing(self.span(start, start))
            }
            Some(b'{' | b'[') => {
                let node = self.value();
                self.error(start, self.at, "A key must be text in double quotes", None);
                node
            }
            _ => {
                let rest = &self.text[start..];
                let len = rest.find([':', ',', '{', '}', '[', ']', '"', '\n', '\r']).unwrap_or(rest.len());
                let word = rest[..len].trim_end();
                self.at += word.len();
                let quoted = format!("write `\"{word}\"`");
                let help = (word.len() < 60).then_some(quoted);
                let message = format!("The key {} must stand in double quotes", shown(word));
                self.error(start, self.at, message, help.as_deref());
                let span = self.span(start, self.at);
                self.out.scalar(word, Style::Plain, span, (span.start, span.end))
            }
        }
    }

    /// The value of a key, colon included.
    fn behind_key(&mut self, key: NodeId) -> NodeId {
        let end = self.out.tree().span(key).end as usize;
        match self.peek() {
            Some(b':') => {
                self.at += 1;
                self.blanks();
                self.value()
            }
            Some(b) if !matches!(b, b',' | b'}' | b']') && !self.text[end..self.at].contains('\n') => {
                self.error(end, end, "A colon is missing behind this key", None);
                self.value()
            }
            _ => {
                self.error(end, end, "This key has neither colon nor value", None);
                self.out.missing(self.span(end, end))
            }
        }
    }
}

/// What came before the place where an entry or item may begin.
#[derive(Clone, Copy, Debug)]
enum Separator {
    Start,
    /// A value that ends at this offset.
    Value(usize),
    /// A comma at this offset.
    Comma(usize),
}

/// A word for a message, cut where it is long.
fn shown(word: &str) -> String {
    match word.char_indices().nth(40) {
        Some((cut, _)) => format!("`{}…`", &word[..cut]),
        None => format!("`{word}`"),
    }
}

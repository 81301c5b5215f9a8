//! TOML: one document's text to the span tree, whatever the text is.
//!
//! Tables are maps in block style, arrays of tables sequences in block style; inline tables and arrays are in flow
//! style. A table with a header of its own spans from that header to its last value, and its inner range begins behind
//! the header. A table that only a longer header or a dotted key implies spans from that header or key, and its inner
//! range is its whole span. Tables that are scattered over the document span everything between their parts. Entries
//! come in the order in which their keys first appear; a repeated key is an error and stays in the tree.
//!
//! Built on the events of `toml_parser` and not on the tables of `toml`, because the latter drop comments, headers and
//! the second of two duplicates, and cost twice the size in the browser. The parser takes TOML 1.1; what 1.0 has not
//! is an error here.
//!
//! Must not know kinds or languages.

mod convert;
mod rules;
mod tables;
#[cfg(test)]
mod tests;
mod values;

pub use rules::TOML_1_0;

use super::{Parsed, SyntaxError};
use crate::text::{SourceId, Span};
use toml_parser::parser::{Event, EventKind, RecursionGuard, parse_document};
use toml_parser::{ErrorSink, Expected, ParseError, Source};

/// Deepest nesting of tables, inline tables and arrays that is read; the same as for YAML.
const MAX_NESTING: usize = 256;
/// How many errors of one document are kept.
const MAX_ERRORS: usize = 200;

/// Parses one document; see [`super::parse`].
pub(super) fn parse(text: &str, source: SourceId) -> Parsed {
    let mut events: Vec<Event> = Vec::new();
    let mut errors = Errors { source, list: Vec::new() };
    let tokens = Source::new(text).lex().into_vec();
    parse_document(&tokens, &mut RecursionGuard::new(&mut events, MAX_NESTING as u32), &mut errors);
    let root = tables::read(text, &events, &mut errors);
    let comments = events.iter().filter(|e| e.kind() == EventKind::Comment).map(|e| (e.span().start(), e.span().end()));
    let tree = convert::tree(text, source, root, comments);
    errors.list.sort_by_key(|e| (e.span.start, e.span.end));
    errors.list.dedup_by(|a, b| a.span == b.span && a.message == b.message);
    Parsed { tree, errors: errors.list, skipped: Vec::new() }
}

/// What was wrong.
struct Errors {
    source: SourceId,
    list: Vec<SyntaxError>,
}

impl Errors {
    fn push(
        &mut self,
        code: &'static str,
        range: (usize, usize),
        message: String,
        related: Option<(String, (usize, usize))>,
    ) {
        if self.list.len() < MAX_ERRORS {
            let span = |(start, end): (usize, usize)| Span::new(self.source, start as u32, end as u32);
            let related = related.map(|(text, range)| (text, span(range)));
            self.list.push(SyntaxError { code, message, span: span(range), related, help: None });
        }
    }

    fn syntax(&mut self, range: (usize, usize), message: impl Into<String>) {
        self.push("toml/syntax", range, message.into(), None);
    }
}

impl ErrorSink for Errors {
    fn report_error(&mut self, error: ParseError) {
        let place = error.unexpected().or(error.context());
        let mut message = error.description().to_owned();
        let expected: Vec<String> = error.expected().unwrap_or(&[]).iter().filter_map(word).collect();
        if !expected.is_empty() {
            message.push_str(", expected ");
            message.push_str(&expected.join(", "));
        }
        if let Some(first) = message.get(..1) {
            let first = first.to_ascii_uppercase();
            message.replace_range(..1, &first);
        }
        self.syntax(place.map_or((0, 0), |s| (s.start(), s.end())), message);
    }
}

fn word(expected: &Expected) -> Option<String> {
    match expected {
        Expected::Literal("\n") => Some("a line break".into()),
        Expected::Literal(text) => Some(format!("`{text}`")),
        Expected::Description(text) => Some((*text).into()),
        _ => None,
    }
}

//! A text inside a scalar that is itself YAML, JSON or TOML: parsed, with all places in the outer text.
//!
//! Places are found by reading the scalar as written and its text side by side. This module must not know what the
//! inner documents are for.

use super::{Dialect, Parsed, Syntax, holes, parse, split_stream};
use crate::text::Span;
use crate::tree::{NodeId, Style, Tree};

/// Takes everything that YAML allows.
const LENIENT: Dialect = Dialect { reader: "the reader of this text", refuses: &[] };

/// Documents of a stream that are read at most.
const MAX_DOCUMENTS: usize = 10_000;

/// One document of an inner text.
#[derive(Clone, Debug)]
pub struct Inner {
    /// Its tree and errors; all spans are places of the outer text.
    pub parsed: Parsed,
    /// True when something is filled in by another tool, so that what is missing or broken may not be.
    pub templated: bool,
    /// The whole document in the outer text.
    pub span: Span,
}

/// Reads the documents that stand in the text of a scalar. `outer` is the text that the tree's spans point into.
pub fn read(tree: &Tree, scalar: NodeId, outer: &str, syntax: Syntax) -> Vec<Inner> {
    let node = tree.node(scalar);
    let (text, place) = (tree.text(scalar), node.inner_span());
    let Some(written) = outer.get(place.range()) else { return Vec::new() };
    let places = Places::new(text, written, node.style, place);
    let masked = holes::has_hole_marks(text).then(|| holes::mask(text)).flatten();
    let text = masked.as_ref().map_or(text, |m| m.text.as_str());
    let chunks = match syntax {
        Syntax::Yaml => split_stream(text),
        Syntax::Toml | Syntax::Json => vec![super::Chunk { start: 0, end: text.len() as u32 }],
    };
    let mut out: Vec<Inner> = Vec::new();
    for chunk in chunks.into_iter().take(MAX_DOCUMENTS) {
        let body = text.get(chunk.start as usize..chunk.end as usize).unwrap_or("");
        let mut parsed = parse(body, syntax, &LENIENT, place.source, &[]);
        let shift = |span: Span| whole_letters(outer, places.outer(chunk.start + span.start, chunk.start + span.end));
        parsed.tree.move_spans(shift);
        for error in &mut parsed.errors {
            error.span = shift(error.span);
            if let Some((_, span)) = &mut error.related {
                *span = shift(*span);
            }
        }
        parsed.skipped.iter_mut().for_each(|s| *s = shift(*s));
        let templated = body.contains(holes::FILLER) || holes::is_hole(body);
        let span = whole_letters(outer, places.outer(chunk.start, chunk.end));
        out.push(Inner { parsed, templated, span });
    }
    out
}

/// Where each stretch of a scalar's text stands in the outer text.
#[derive(Debug)]
struct Places {
    place: Span,
    /// Sorted by offset in the text.
    steps: Vec<Step>,
}

/// A stretch of the text.
#[derive(Clone, Copy, Debug)]
struct Step {
    /// Where it begins in the text.
    inner: u32,
    /// Where it begins in the outer text.
    outer: u32,
    /// How long it is in the outer text, where that is another length; 0 where both go on together.
    width: u32,
}

impl Places {
    fn new(text: &str, written: &str, style: Style, place: Span) -> Self {
        let mut places = Self { place, steps: Vec::new() };
        let (inner, outer) = (text.as_bytes(), written.as_bytes());
        let escapes = style == Style::DoubleQuoted;
        let (mut i, mut o) = (0, 0);
        let mut together = false;
        while i < inner.len() && o < outer.len() {
            let doubled = style == Style::SingleQuoted && outer[o..].starts_with(b"''");
            if inner[i] == outer[o] && !doubled && !(escapes && outer[o] == b'\\') {
                if !together {
                    places.steps.push(Step { inner: i as u32, outer: place.start + o as u32, width: 0 });
                }
                together = true;
                (i, o) = (i + 1, o + 1);
                continue;
            }
            together = false;
            let (read, wrote) = match outer[o] {
                b'\\' if escapes => escape(&text[floor(text, i)..], &outer[o..]),
                b'\'' if doubled => (1, 2),
                _ => differing(&inner[i..], &outer[o..]),
            };
            if read > 0 {
                places.steps.push(Step { inner: i as u32, outer: place.start + o as u32, width: wrote as u32 });
            }
            i += read;
            o += wrote;
        }
        places
    }

    fn step(&self, at: u32) -> (Option<Step>, u32) {
        let index = self.steps.partition_point(|s| s.inner <= at);
        let next = self.steps.get(index).map_or(self.place.end, |s| s.outer);
        (index.checked_sub(1).and_then(|i| self.steps.get(i)).copied(), next)
    }

    fn start(&self, at: u32) -> u32 {
        match self.step(at) {
            (Some(Step { outer, width: 1.., .. }), _) => outer,
            (Some(step), next) => (step.outer + (at - step.inner)).min(next),
            (None, _) => self.place.start,
        }
    }

    /// The end is where the last character ends, not where the next one begins: indentation may lie between.
    fn end(&self, last: u32) -> u32 {
        match self.step(last) {
            (Some(Step { outer, width: width @ 1.., .. }), _) => outer + width,
            (Some(step), next) => (step.outer + (last - step.inner) + 1).min(next),
            (None, _) => self.place.start,
        }
    }

    fn outer(&self, start: u32, end: u32) -> Span {
        let from = self.start(start);
        let to = if end > start { self.end(end - 1) } else { from };
        Span::new(self.place.source, from, to.max(from))
    }
}

/// How many bytes of the text, and of what is written, belong together where they differ.
fn differing(inner: &[u8], outer: &[u8]) -> (usize, usize) {
    let blank = |b: &u8| b.is_ascii_whitespace();
    match (inner[0], outer[0]) {
        // Folded lines: any run of white space for another.
        (a, b) if blank(&a) && blank(&b) => {
            (inner.iter().take_while(|b| blank(b)).count(), outer.iter().take_while(|b| blank(b)).count())
        }
        (_, b) if blank(&b) => (0, outer.iter().take_while(|b| blank(b)).count()),
        _ => (1, 1),
    }
}

/// An escape sequence of double quotes.
fn escape(rest: &str, outer: &[u8]) -> (usize, usize) {
    let character = rest.chars().next().map_or(1, char::len_utf8);
    match outer.get(1) {
        Some(b'x') => (character, 4),
        Some(b'u') => (character, 6),
        Some(b'U') => (character, 10),
        // The line goes on behind a backslash at its end.
        Some(b'\n' | b'\r') => (0, 1 + outer[1..].iter().take_while(|b| b.is_ascii_whitespace()).count()),
        _ => (character, 2),
    }
}

/// A span that cuts no letter of the text in two.
fn whole_letters(text: &str, span: Span) -> Span {
    let start = floor(text, span.start as usize);
    let end = (span.end as usize..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    Span::new(span.source, start as u32, end.max(start) as u32)
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use crate::text::SourceId;

    /// What each scalar of the inner documents looks like in the outer text.
    fn words(outer: &str) -> Vec<String> {
        let parsed = parse(outer, Syntax::Yaml, &LENIENT, SourceId(3), &[]);
        let scalar = parsed.tree.get(parsed.tree.root().unwrap(), "a").unwrap();
        let mut out = Vec::new();
        for inner in read(&parsed.tree, scalar, outer, Syntax::Yaml) {
            let tree = &inner.parsed.tree;
            for n in (0..tree.len() as u32).map(NodeId) {
                if tree.kind(n) == crate::tree::NodeKind::Scalar {
                    assert_eq!(tree.span(n).source, SourceId(3));
                    out.push(outer[tree.span(n).range()].to_owned());
                }
            }
        }
        out.sort();
        out
    }

    #[test]
    fn literal_blocks_lose_their_indentation() {
        let text = "a: |\n    k: v\n    m:\n      n: o\n\n    ---\n    p: [q]\nz: 1\n";
        assert_eq!(words(text), ["k", "m", "n", "o", "p", "q", "v"]);
        assert_eq!(words("a: |2-\n    k: v\n    m: n\n"), ["k", "m", "n", "v"]);
        assert_eq!(words("a: |\r\n  k: v\r\n  m: n\r\n"), ["k", "m", "n", "v"]);
    }

    #[test]
    fn folded_and_plain_texts() {
        assert_eq!(words("a: >\n  {k: v,\n\n  m: n}\n"), ["k", "m", "n", "v"]);
        assert_eq!(words("a: >-\n  k: [v,\n    w]\n"), ["k", "v", "w"]);
    }

    #[test]
    fn quotes_and_escapes() {
        assert_eq!(words(r#"a: "k: v\nm: \"n\"\no: \u00e9x""#), [r#"\"n\""#, r"\u00e9x", "k", "m", "o", "v"]);
        assert_eq!(words("a: 'k: ''v'''"), ["''v''", "k"]);
        assert_eq!(words("a: 'k: ''''\n\n  z: x'"), ["''''", "k", "x", "z"]);
        assert_eq!(words("a: |\n  k: \\\\''\n  z: x\n"), [r"\\''", "k", "x", "z"]);
        assert_eq!(words("a: \"{k: v,\\\n  m: n}\"\n"), ["k", "m", "n", "v"]);
    }

    #[test]
    fn other_letters() {
        assert_eq!(words("a: |\n  ä: ö ☃\n  x: y\n"), ["x", "y", "ä", "ö ☃"]);
    }
}

//! Any text has a tree whose places are good, whatever the syntax; and templates keep every offset.

use ostler_core::syntax::{
    Dialect, GO_YAML_V3_REFUSES, GO_YAML_V4_REFUSES, Syntax, holes as masks, parse, split_stream,
};
use ostler_core::text::SourceId;
use ostler_core::tree::{NodeId, NodeKind, Style, Tree};

use crate::choices::Choices;
use crate::places;

const DIALECTS: &[Dialect] = &[
    Dialect { reader: "Go's library", refuses: GO_YAML_V4_REFUSES },
    Dialect { reader: "Go's older library", refuses: GO_YAML_V3_REFUSES },
    Dialect { reader: "YAML 1.2", refuses: &[] },
];

/// A stream of YAML documents.
pub fn yaml(data: &[u8]) {
    let (mut choices, rest) = Choices::split(data);
    let dialect = choices.pick(DIALECTS);
    let text = String::from_utf8_lossy(rest);
    let (mut trees, mut end): (Vec<Tree>, _) = (Vec::new(), 0);
    for (n, chunk) in split_stream(&text).into_iter().enumerate() {
        assert_eq!(chunk.start, end);
        end = chunk.end;
        let part = &text[chunk.start as usize..chunk.end as usize];
        let earlier: Vec<_> = trees.iter().collect();
        let parsed = parse(part, Syntax::Yaml, &dialect, SourceId(n as u32), &earlier);
        places::of_document(part, &parsed, Syntax::Yaml);
        plain_text_is_where_it_says(part, &parsed);
        assert!(!ostler_core::tree::flatten(&parsed.tree).is_empty() || parsed.tree.root().is_none());
        trees.push(parsed.tree);
    }
    assert_eq!(end as usize, text.len());
}

/// Repair of broken text moves nothing: plain text of one line is what stands at its place.
fn plain_text_is_where_it_says(text: &str, parsed: &ostler_core::syntax::Parsed) {
    let tree = &parsed.tree;
    if parsed.errors.iter().any(|e| e.code == "yaml/control-character") {
        return;
    }
    let own = tree.root().map(|r| tree.span(r).source);
    for id in (0..tree.len() as u32).map(NodeId) {
        let node = tree.node(id);
        if node.kind != NodeKind::Scalar || node.style != Style::Plain || own != Some(node.span.source) {
            continue;
        }
        let written = &text[node.span.range()];
        let one_line = !written.contains(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']);
        let skipped = parsed.skipped.iter().any(|s| s.start < node.span.end && node.span.start < s.end);
        assert!(!one_line || skipped || tree.text(id) == written, "{written:?} reads as {:?}", tree.text(id));
    }
}

/// One TOML document.
pub fn toml(data: &[u8]) {
    single(data, Syntax::Toml);
}

/// One JSON document.
pub fn json(data: &[u8]) {
    single(data, Syntax::Json);
    // What a strict reader takes, ours takes.
    let strict = serde_json::from_slice::<serde_json::Value>(data).is_ok();
    let text = String::from_utf8_lossy(data);
    let parsed = parse(&text, Syntax::Json, &DIALECTS[2], SourceId(0), &[]);
    assert!(!strict || parsed.errors.is_empty(), "{:?}", parsed.errors);
}

fn single(data: &[u8], syntax: Syntax) {
    let text = String::from_utf8_lossy(data);
    let parsed = parse(&text, syntax, &DIALECTS[2], SourceId(0), &[]);
    places::of_document(&text, &parsed, syntax);
}

/// A template.
pub fn holes(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let Some(masked) = masks::mask(&text) else { return };
    assert_eq!(masked.text.len(), text.len());
    let breaks = |t: &str| t.match_indices('\n').map(|(i, _)| i).collect::<Vec<_>>();
    assert_eq!(breaks(&masked.text), breaks(&text));
    assert!(masked.holes + masked.statements > 0);
    // Where a character begins in the template, one begins in what is parsed, or lies in filler.
    let lost = text.char_indices().filter(|(i, _)| !masked.text.is_char_boundary(*i)).count();
    assert!(lost <= 3 * (masked.holes + masked.statements), "{lost} characters are cut");
    for chunk in split_stream(&masked.text) {
        let part = &masked.text[chunk.start as usize..chunk.end as usize];
        places::of_document(part, &parse(part, Syntax::Yaml, &DIALECTS[0], SourceId(0), &[]), Syntax::Yaml);
    }
}

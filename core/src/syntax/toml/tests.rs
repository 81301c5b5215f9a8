//! Shapes, spans, duplicates, what TOML 1.0 has not, bounds.
#![allow(clippy::unwrap_used, clippy::panic)]

use super::*;
use crate::tree::{NodeId, NodeKind, Path, Placement, Style, flatten};
use proptest::prelude::*;

fn read(text: &str) -> Parsed {
    parse(text, SourceId(1))
}

fn good(text: &str) -> Parsed {
    let parsed = read(text);
    assert_eq!(parsed.errors, [], "{text}");
    parsed
}

fn leaves(text: &str) -> Vec<String> {
    flatten(&read(text).tree).into_iter().map(|(path, value)| format!("{path}={value}")).collect()
}

fn at(parsed: &Parsed, path: &str) -> NodeId {
    parsed.tree.at(parsed.tree.root().unwrap(), &Path::parse(path).unwrap()).unwrap()
}

/// Text of the spans of a value and of its inner range.
fn spans<'t>(text: &'t str, parsed: &Parsed, path: &str) -> (&'t str, &'t str) {
    let node = parsed.tree.node(at(parsed, path));
    (&text[node.span.range()], &text[node.inner_span().range()])
}

const NET: &str = r#"version = 2 # of the file

# the first
[eno1]
dhcp4 = true
dhcp6 = { enabled = true, route-metric = 1_00 }

[eno1.static4]
addresses = [
  "10.0.0.9/24", # one
]

[[eno2.route]]
to = '10.0.0.0/8'
[[eno2.route]]
to = "0.0.0.0/0"
via.a.b = 1
"#;

#[test]
fn shapes_and_spans() {
    let parsed = good(NET);
    assert_eq!(
        leaves(NET),
        [
            "version=2",
            "eno1.dhcp4=true",
            "eno1.dhcp6.enabled=true",
            "eno1.dhcp6.route-metric=1_00",
            "eno1.static4.addresses[0]=10.0.0.9/24",
            "eno2.route[0].to=10.0.0.0/8",
            "eno2.route[1].to=0.0.0.0/0",
            "eno2.route[1].via.a.b=1",
        ]
    );
    let (eno1, inner) = spans(NET, &parsed, "eno1");
    assert!(eno1.starts_with("[eno1]\n") && eno1.ends_with("# one\n]"), "{eno1}");
    assert!(inner.starts_with("\ndhcp4"), "{inner}");
    let (table, _) = spans(NET, &parsed, "eno2.route[0]");
    assert_eq!(table, "[[eno2.route]]\nto = '10.0.0.0/8'");
    assert_eq!(spans(NET, &parsed, "eno2.route[1].via"), ("via.a.b = 1", "via.a.b = 1"));
    assert_eq!(spans(NET, &parsed, "eno2.route[1].via.a"), ("a.b = 1", "a.b = 1"));
    assert_eq!(spans(NET, &parsed, "eno2.route[0].to"), ("'10.0.0.0/8'", "10.0.0.0/8"));
    assert_eq!(spans(NET, &parsed, "eno1.dhcp6").1, " enabled = true, route-metric = 1_00 ");
    let style = |path| parsed.tree.node(at(&parsed, path)).style;
    assert_eq!(style("eno1"), Style::Block);
    assert_eq!(style("eno1.dhcp6"), Style::Flow);
    assert_eq!(style("eno1.static4.addresses"), Style::Flow);
    assert_eq!(style("eno2.route"), Style::Block);
    assert_eq!(style("eno2.route[0].to"), Style::SingleQuoted);
    assert_eq!(style("version"), Style::Plain);
    let (key, _) = parsed.tree.entry(at(&parsed, "eno1"), "static4").unwrap();
    assert_eq!(&NET[parsed.tree.span(key).range()], "static4");
    let comments: Vec<_> = parsed.tree.comments().iter().map(|c| (&NET[c.span.range()], c.placement)).collect();
    assert_eq!(
        comments,
        [("# of the file", Placement::Trailing), ("# the first", Placement::Own), ("# one", Placement::Trailing)]
    );
}

#[test]
fn multiline_text() {
    let text = "a = \"\"\"\nx\\\n   y\n\"\"\"\nb = '''x\\n'''\n\"q k\" = \"\\u00e9\\t\"\n";
    let parsed = good(text);
    assert_eq!(leaves(text), ["a=xy\n", "b=x\\n", "\"q k\"=é\t"]);
    assert_eq!(parsed.tree.node(at(&parsed, "a")).style, Style::Literal);
    assert_eq!(spans(text, &parsed, "b"), ("'''x\\n'''", "x\\n"));
}

#[test]
fn tables_out_of_order() {
    assert_eq!(good("[a.b]\nx = 1\n[a]\ny = 2\n").errors, []);
    assert_eq!(leaves("[a.b]\nx = 1\n[c]\n[a]\ny = 2\n"), ["a.b.x=1", "a.y=2", "c={}"]);
    good("[fruit]\napple.color = 1\n[fruit.apple.texture]\nsmooth = true\n");
    assert_eq!(good("").tree.root().map(|_| ()), Some(()));
    assert_eq!(good("# only\n").errors, []);
}

#[test]
fn duplicates_name_both_places_and_stay() {
    let cases = [
        ("a = 1\na = 2\n", "`a` is defined already", "a", 2),
        ("[t]\nx = 1\n[t]\ny = 2\n", "`t` is defined already", "t", 2),
        ("a.b = 1\na.b = 2\n", "`b` is defined already", "b", 1),
        ("a = {x = 1, x = 2}\n", "`x` is defined already", "x", 1),
        ("a = 1\n[a.b]\nx = 1\n", "`a` is a value already and cannot take a table", "a", 2),
        ("a = {}\na.b = 1\n", "`a` is a value already and cannot take keys", "a", 2),
        ("[a]\nx = 1\n[[a]]\ny = 1\n", "`a` is defined already", "a", 2),
        ("[a.b]\nx = 1\n[a]\nb.y = 2\n", "`b` has a header already, which a dotted key cannot add to", "b", 1),
        ("a = []\n[[a]]\n", "`a` is defined already", "a", 2),
    ];
    for (text, message, key, roots) in cases {
        let parsed = read(text);
        assert_eq!(parsed.errors.len(), 1, "{text} {:?}", parsed.errors);
        let error = &parsed.errors[0];
        assert_eq!((error.code, &*error.message), ("toml/duplicate-key", message), "{text}");
        let (_, first) = error.related.clone().unwrap();
        assert_eq!((&text[error.span.range()], &text[first.range()]), (key, key), "{text}");
        assert!(first.start < error.span.start, "{text}");
        assert_eq!(parsed.tree.entries(parsed.tree.root().unwrap()).len(), roots, "{text}");
    }
    let parsed = read("a.b = 1\na.b = 2\n");
    assert_eq!(parsed.tree.entries(at(&parsed, "a")).len(), 2);
}

#[test]
fn every_error_is_found_and_the_rest_is_read() {
    let text = "a = \nb = 1\n[t\nc = 2\nd 3\ne = \"x\nf = [1, 2\ng = 01\n";
    let parsed = read(text);
    let codes: Vec<_> =
        parsed.errors.iter().map(|e| (e.code, text[..e.span.start as usize].matches('\n').count())).collect();
    assert!(parsed.errors.len() >= 5, "{codes:?}");
    assert!(codes.iter().all(|(code, _)| *code == "toml/syntax"), "{codes:?}");
    assert_eq!(parsed.tree.kind(at(&parsed, "a")), NodeKind::Missing);
    assert_eq!(parsed.tree.text(at(&parsed, "b")), "1");
    assert_eq!(parsed.tree.text(at(&parsed, "t.c")), "2");
}

#[test]
fn what_came_with_a_later_version() {
    for text in ["a = {\n x = 1 }\n", "a = { x = 1, }\n", "a = \"\\e\"\n", "a = \"\\x41\"\n", "a = 07:32\n"] {
        let parsed = read(text);
        assert!(parsed.errors.iter().any(|e| e.message.starts_with("TOML 1.0 has")), "{text} {:?}", parsed.errors);
    }
    good("a = { x = [\n1,\n], y = \"\"\"\n\"\"\" }\nb = 'a\\e'\nc = \"\\\\e\"\n");
}

#[test]
fn depth_is_bounded() {
    let deep = [
        format!("a = {}", "[".repeat(100_000)),
        format!("a = {}", "{a=".repeat(100_000)),
        format!("[{}b]\n", "a.".repeat(100_000)),
        format!("{}b = 1\n", "a.".repeat(100_000)),
        format!("[{}b]\n{}b = 1", "a.".repeat(200), "a.".repeat(200)),
        format!("a = {}{}", "[".repeat(100_000), "]".repeat(100_000)),
    ];
    for text in deep {
        let parsed = read(&text);
        assert!(!parsed.errors.is_empty());
        assert!(parsed.errors.len() <= 300);
    }
}

proptest! {
    #[test]
    fn total_on_any_text(text in "[\\[\\]{}=.,\"'a1 \n\\\\#_-]{0,60}|\\PC{0,40}") {
        let parsed = read(&text);
        let tree = &parsed.tree;
        for id in (0..tree.len() as u32).map(NodeId) {
            let span = tree.span(id).range();
            prop_assert!(text.get(span.clone()).is_some(), "{span:?}");
            let inner = tree.node(id).inner_span().range();
            prop_assert!(text.get(inner.clone()).is_some() && span.start <= inner.start && inner.end <= span.end, "{span:?} {inner:?}");
            for kid in tree.children(id) {
                let kid = tree.span(*kid).range();
                let key_of_implied = kid.end <= span.end;
                prop_assert!(span.start <= kid.start && key_of_implied, "{span:?} {kid:?} in {text:?}");
            }
        }
        for e in &parsed.errors {
            prop_assert!(text.get(e.span.range()).is_some());
        }
    }
}

//! Spans, recovery, bounds.
#![allow(clippy::unwrap_used, clippy::panic)]

use super::*;
use crate::tree::{NodeKind, Style, flatten};
use proptest::prelude::*;

fn read(text: &str) -> Parsed {
    parse(text, SourceId(1))
}

/// Message and text of each error.
fn errors(text: &str) -> Vec<(String, String)> {
    read(text).errors.iter().map(|e| (e.message.clone(), text[e.span.range()].to_owned())).collect()
}

fn leaves(text: &str) -> Vec<(String, String)> {
    flatten(&read(text).tree)
}

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
}

#[test]
fn good_text_has_spans_and_no_errors() {
    let text = "{\"a\": [1, \"x\\u00e9\\n\"], \"b\": {\"c\": null}}\n";
    let parsed = read(text);
    assert_eq!(parsed.errors, []);
    assert_eq!(leaves(text), pairs(&[("a[0]", "1"), ("a[1]", "xé\n"), ("b.c", "null")]));
    let tree = &parsed.tree;
    let root = tree.root().unwrap();
    let (key, list) = tree.entry(root, "a").unwrap();
    assert_eq!(&text[tree.span(key).range()], "\"a\"");
    assert_eq!(&text[tree.node(key).inner_span().range()], "a");
    assert_eq!(&text[tree.span(list).range()], "[1, \"x\\u00e9\\n\"]");
    assert_eq!(&text[tree.node(list).inner_span().range()], "1, \"x\\u00e9\\n\"");
    assert_eq!(tree.node(list).style, Style::Flow);
    assert_eq!(tree.node(tree.items(list)[1]).style, Style::DoubleQuoted);
    assert_eq!(tree.span(root).range(), 0..text.len() - 1);
}

#[test]
fn duplicates_stay() {
    let parsed = read("{\"a\": 1, \"a\": 2}");
    assert_eq!(parsed.errors, []);
    assert_eq!(parsed.tree.entries(parsed.tree.root().unwrap()).len(), 2);
}

#[test]
fn surrogates_as_in_go() {
    assert_eq!(
        leaves(r#"["\ud83d\ude00", "\ud83d", "\/"]"#),
        pairs(&[("[0]", "😀"), ("[1]", "\u{fffd}"), ("[2]", "/")])
    );
    assert_eq!(errors(r#"["\ud83d\ude00", "\ud83d", "\/"]"#), []);
}

/// Text, errors with the text that they are at, leaves of the tree.
type Case = (&'static str, &'static [(&'static str, &'static str)], &'static [(&'static str, &'static str)]);

#[test]
fn every_error_has_its_sentence_and_the_rest_is_read() {
    let cases: &[Case] = &[
        ("{\"a\": 1, // c\n\"b\": 2}", &[("JSON has no comments", "// c")], &[("a", "1"), ("b", "2")]),
        ("{\"a\": 1, /* c */ \"b\": 2}", &[("JSON has no comments", "/* c */")], &[("a", "1"), ("b", "2")]),
        ("# c\n[1]", &[("JSON has no comments", "# c")], &[("[0]", "1")]),
        ("{\"a\": 1,}", &[("This comma has nothing behind it", ",")], &[("a", "1")]),
        ("[1, 2,]", &[("This comma has nothing behind it", ",")], &[("[0]", "1"), ("[1]", "2")]),
        ("[1,, 2]", &[("There is nothing before this comma", ",")], &[("[0]", "1"), ("[1]", "2")]),
        (
            "{'a': 'b'}",
            &[("JSON quotes text with `\"`, not with `'`", "'a'"), ("JSON quotes text with `\"`, not with `'`", "'b'")],
            &[("a", "b")],
        ),
        (
            "{a: 1, b-c : 2}",
            &[("The key `a` must stand in double quotes", "a"), ("The key `b-c` must stand in double quotes", "b-c")],
            &[("a", "1"), ("b-c", "2")],
        ),
        ("{\"a\" 1, \"b\": 2}", &[("A colon is missing behind this key", "")], &[("a", "1"), ("b", "2")]),
        (
            "{\"a\"\n\"b\": 2}",
            &[("This key has neither colon nor value", ""), ("A comma is missing here", "")],
            &[("a", ""), ("b", "2")],
        ),
        ("{\"a\": , \"b\": 2}", &[("A value is missing here", "")], &[("a", ""), ("b", "2")]),
        ("{\"a\": 1 \"b\": 2}", &[("A comma is missing here", "")], &[("a", "1"), ("b", "2")]),
        (
            "[True, nil, 01, +1, .5]",
            &[
                ("`True` is not a value of JSON", "True"),
                ("`nil` is not a value of JSON", "nil"),
                ("`01` is not a number of JSON", "01"),
                ("`+1` is not a number of JSON", "+1"),
                ("`.5` is not a number of JSON", ".5"),
            ],
            &[("[0]", "True"), ("[1]", "nil"), ("[2]", "01"), ("[3]", "+1"), ("[4]", ".5")],
        ),
        (
            "{\"a\": \"x\n\"b\": 2}",
            &[("This text is never closed", "\"x"), ("A comma is missing here", "")],
            &[("a", "x"), ("b", "2")],
        ),
        ("{\"a\": [1, 2}", &[("`[` is never closed", "[")], &[("a[0]", "1"), ("a[1]", "2")]),
        (
            "{\"a\": [1, {\"b\": 2",
            &[("`{` is never closed", "{"), ("`[` is never closed", "["), ("`{` is never closed", "{")],
            &[("a[0]", "1"), ("a[1].b", "2")],
        ),
        ("[1]]", &[("There is more behind the document's one value", "]")], &[("[0]", "1")]),
        ("[1} , 2]", &[("This bracket closes nothing", "}")], &[("[0]", "1"), ("[1]", "2")]),
        ("[1] 2", &[("There is more behind the document's one value", "2")], &[("[0]", "1")]),
        (
            "[\"\\q\", \"\\u12\", \"a\tb\"]",
            &[
                ("JSON has no such escape; a backslash itself is written `\\\\`", "\\q"),
                ("`\\u` needs four hexadecimal digits", "\\u"),
                ("A control character must be written as an escape, such as `\\t`", "\t"),
            ],
            &[("[0]", "q"), ("[1]", "12"), ("[2]", "a\tb")],
        ),
        ("", &[("There is no value: a JSON document needs exactly one", "")], &[]),
        ("\u{feff}[1]", &[("JSON must not begin with a byte order mark", "\u{feff}")], &[("[0]", "1")]),
        ("{: 1}", &[("A key is missing before the colon", "")], &[("\"\"", "1")]),
        ("{[1]: 2, \"a\": 3}", &[("A key must be text in double quotes", "[1]")], &[("\"\"", "2"), ("a", "3")]),
        ("[\"a\": 1]", &[("A colon belongs behind a key; a list has none", ":")], &[("[0]", "a"), ("[1]", "1")]),
    ];
    for (text, expected, tree) in cases {
        let mut expected = pairs(expected);
        let mut found = errors(text);
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{text}");
        assert_eq!(leaves(text), pairs(tree), "{text}");
    }
}

#[test]
fn depth_is_bounded() {
    for text in ["[".repeat(100_000), "{\"a\":".repeat(100_000), "[".repeat(100_000) + &"]".repeat(100_000)] {
        let parsed = read(&text);
        assert!(parsed.errors.iter().any(|e| e.message.contains("deeper than 256")), "{:?}", parsed.errors.first());
        assert!(parsed.errors.len() <= 300);
    }
    let fine = "[".repeat(256) + &"]".repeat(256);
    assert_eq!(errors(&fine), []);
}

#[test]
fn long_and_hostile_text_ends() {
    for text in [
        "\"".repeat(50_000),
        ",".repeat(50_000),
        "a:".repeat(50_000),
        "}".repeat(50_000),
        "[1}".repeat(20_000),
        "\\".repeat(50_000),
        "\0".repeat(1000),
    ] {
        assert!(!read(&text).errors.is_empty());
        assert!(read(&text).errors.len() <= 300);
    }
    let long = format!("[\"{}\"]", "x".repeat(1_000_000));
    assert_eq!(errors(&long), []);
}

proptest! {
    #[test]
    fn total_on_any_text(text in "[\\[\\]{}:,\"'a1 \n\\\\#/*-]{0,60}|\\PC{0,40}") {
        let parsed = read(&text);
        let tree = &parsed.tree;
        for id in (0..tree.len() as u32).map(crate::tree::NodeId) {
            let span = tree.span(id).range();
            prop_assert!(text.get(span.clone()).is_some(), "{span:?}");
            let inner = tree.node(id).inner_span().range();
            prop_assert!(text.get(inner.clone()).is_some() && span.start <= inner.start && inner.end <= span.end, "{span:?} {inner:?}");
            prop_assert!(tree.kind(id) != NodeKind::Alias);
        }
        for e in &parsed.errors {
            prop_assert!(text.get(e.span.range()).is_some());
        }
    }
}

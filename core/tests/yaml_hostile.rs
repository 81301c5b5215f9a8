//! Awkward and hostile YAML: a clear diagnostic or the right answer, without much time or memory. A stack overflow or a
//! runaway allocation ends the test program.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::fmt::Write as _;

use ostler_core::syntax::{Dialect, GO_YAML_V4_REFUSES, Parsed, Syntax, parse, split_stream};
use ostler_core::text::SourceId;
use ostler_core::tree::{NodeKind, Tree, flatten};

const GO: Dialect = Dialect { reader: "Go's YAML library", refuses: GO_YAML_V4_REFUSES };

fn read(text: &str) -> Parsed {
    parse(text, Syntax::Yaml, &GO, SourceId(0), &[])
}

fn codes(parsed: &Parsed) -> Vec<&'static str> {
    parsed.errors.iter().map(|e| e.code).collect()
}

fn value<'t>(tree: &'t Tree, key: &str) -> &'t str {
    tree.text(tree.get(tree.root().unwrap(), key).unwrap())
}

#[test]
fn alias_bomb() {
    let mut text = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for n in 1..12 {
        let items = vec![format!("*a{}", n - 1); 9].join(", ");
        writeln!(text, "a{n}: &a{n} [{items}]").unwrap();
    }
    let parsed = read(&text);
    assert_eq!(codes(&parsed), ["yaml/alias-expansion"]);
    assert!(text[parsed.errors[0].span.range()].starts_with("*a"));
    // Whoever follows the aliases that are left comes to an end soon.
    let leaves = flatten(&parsed.tree).len();
    assert!((1000..=500_000).contains(&leaves), "{leaves}");
}

#[test]
fn many_aliases_to_a_large_list() {
    let items: String = (0..2000).map(|n| format!("  - {n}\n")).collect();
    let aliases: String = (0..2000).map(|n| format!("b{n}: *a\n")).collect();
    let parsed = read(&format!("a: &a\n{items}{aliases}"));
    assert_eq!(codes(&parsed), ["yaml/alias-expansion"]);
}

#[test]
fn aliases_in_a_long_chain() {
    let mut text = String::from("a0: &a0 [x]\n");
    for n in 1..1000 {
        writeln!(text, "a{n}: &a{n} [*a{}]", n - 1).unwrap();
    }
    assert_eq!(codes(&read(&text)), ["yaml/alias-expansion"]);
}

#[test]
fn deep_nesting() {
    let block: String = (0..10_000).map(|n| format!("{}a:\n", " ".repeat(n.min(2_000)))).collect();
    let steps: String = (0..2_000).map(|n| format!("{}a:\n", " ".repeat(n))).collect();
    for text in [
        format!("a: {}{}\n", "[".repeat(100_000), "]".repeat(100_000)),
        "[".repeat(10_000),
        format!("a: {}", "{a: ".repeat(10_000)),
        format!("{}x\n", "- ".repeat(10_000)),
        format!("{}x\n", "? ".repeat(10_000)),
        steps,
        block,
    ] {
        let parsed = read(&text);
        assert!(codes(&parsed).contains(&"yaml/nesting"), "{:?} for {:.40}", codes(&parsed), text);
        assert!(parsed.errors[0].span.start < 70_000);
        // Of brackets alone the parser has seen no end, so there is nothing to show.
        assert!(parsed.tree.root().is_some() || text.starts_with('['));
    }
    let fine = format!("{}x{}\n", "[".repeat(200), "]".repeat(200));
    assert_eq!(codes(&read(&fine)), [""; 0]);
}

#[test]
fn large_scalars() {
    let long = "x".repeat(10_000_000);
    let parsed = read(&format!("a: {long}\nb: \"{long}\"\nc: 1\n"));
    assert_eq!(codes(&parsed), [""; 0]);
    assert_eq!((value(&parsed.tree, "a"), value(&parsed.tree, "b")), (&*long, &*long));
    let lines = "some line of text\n".repeat(500_000);
    let indented = "  some line of text\n".repeat(500_000);
    let parsed = read(&format!("a: |\n{indented}b: 1\n"));
    assert_eq!((codes(&parsed), value(&parsed.tree, "a")), (vec![], &*lines));
}

#[test]
fn many_keys_and_long_lines() {
    let text: String = (0..200_000).map(|n| format!("key{n}: {n}\n")).collect();
    let parsed = read(&text);
    assert_eq!(codes(&parsed), [""; 0]);
    assert_eq!(parsed.tree.entries(parsed.tree.root().unwrap()).len(), 200_000);
    let items: Vec<String> = (0..200_000).map(|n| format!("{{\"k{n}\": \"v # {n}\"}}")).collect();
    let parsed = read(&format!("[{}]", items.join(",")));
    assert_eq!(codes(&parsed), [""; 0]);
    assert_eq!(parsed.tree.items(parsed.tree.root().unwrap()).len(), 200_000);
}

#[test]
fn large_and_broken() {
    let good: String = (0..100_000).map(|n| format!("key{n}: \"{n}\"\n")).collect();
    let parsed = read(&format!("{good}a: [x\nb: c: d\n{good}"));
    assert!(codes(&parsed).contains(&"yaml/unclosed"), "{:?}", codes(&parsed));
    let keys = parsed.tree.entries(parsed.tree.root().unwrap()).len();
    assert!(keys >= 200_000, "{keys}");
    // Nothing in it is YAML, and there is a lot of it.
    let noise: String = (0..4_000).map(|n| format!("\"{n} ] : - [ {{ @ % & *\n  ' x: y: z\n")).collect();
    let parsed = read(&noise);
    assert!(!parsed.errors.is_empty());
    let one_line = format!("a: [{}", "\"x\", ".repeat(200_000));
    assert_eq!(codes(&read(&one_line)), ["yaml/unclosed"]);
    let quotes = "\"x\n".repeat(4_000);
    assert!(!read(&quotes).errors.is_empty());
}

#[test]
fn marks_controls_and_line_ends() {
    let parsed = read("\u{feff}a: 1\r\nb: |\r\n  x\r\n  y\r\n");
    assert_eq!((codes(&parsed), value(&parsed.tree, "b")), (vec![], "x\ny\n"));
    let parsed = read("a: x\0y\nb: 1\n");
    assert_eq!((codes(&parsed), value(&parsed.tree, "b")), (vec!["yaml/control-character"], "1"));
    assert_eq!(parsed.errors[0].span.range(), 4..5);
    let parsed = read(&"\0".repeat(100_000));
    assert_eq!(parsed.errors.iter().filter(|e| e.code == "yaml/control-character").count(), 20);
}

#[test]
fn a_hundred_comment_lines() {
    let comments = "  # commented: out\n".repeat(20_000);
    for text in [format!("a:\n{comments}  b: 1\n"), format!("-\n{comments}  a: 1\n"), format!("a: [\n{comments}  b]\n")]
    {
        let parsed = read(&text);
        assert_eq!(codes(&parsed), [""; 0]);
        assert_eq!(parsed.tree.comments().len(), 20_000);
    }
}

#[test]
fn recursive_anchors_end() {
    let parsed = read("a: &a [*a, b]\nc: &c\n  d: *c\ne: *a\n");
    assert_eq!(codes(&parsed), ["yaml/recursive-alias"; 2]);
    assert!(flatten(&parsed.tree).len() < 20);
}

#[test]
fn json_with_tabs_and_pretty_json() {
    for text in [
        "{\n\t\"a\": 1,\n\t\"b\": [\n\t\t2,\n\t\t3\n\t]\n}\n",
        "a: {\n\t\"b\": 1,\n\t\"c\": \"d\"\n}\n",
        "a:\n  - {\n\t\"b\": \"c\"\n  }\n",
    ] {
        let parsed = read(text);
        assert_eq!(codes(&parsed), [""; 0], "{text}");
        assert!(parsed.tree.comments().is_empty() && parsed.skipped.is_empty());
    }
}

#[test]
fn aliases_reach_earlier_documents() {
    let stream = "a: &x [1, {b: 2}]\nc: &y 1\n---\nd: *x\ne: *x\n---\nf: *x\ng: *z\n";
    let mut trees: Vec<Tree> = Vec::new();
    let mut errors = Vec::new();
    for (n, chunk) in split_stream(stream).into_iter().enumerate() {
        let text = &stream[chunk.start as usize..chunk.end as usize];
        let earlier: Vec<&Tree> = trees.iter().collect();
        let parsed = parse(text, Syntax::Yaml, &GO, SourceId(n as u32), &earlier);
        errors.extend(parsed.errors);
        trees.push(parsed.tree);
    }
    assert_eq!(errors.iter().map(|e| e.code).collect::<Vec<_>>(), ["yaml/unknown-alias"]);
    assert_eq!(flatten(&trees[1]).len(), 4);
    let last = &trees[2];
    let f = last.resolve(last.get(last.root().unwrap(), "f").unwrap());
    assert_eq!((last.kind(f), last.span(f).source), (NodeKind::Seq, SourceId(0)));
    assert_eq!(&stream[last.span(f).range()], "[1, {b: 2}]");
}

#[test]
fn a_bomb_of_an_earlier_document_is_copied_only_so_far() {
    let items: String = (0..60_000).map(|n| format!("  - {n}\n")).collect();
    let first = parse(&format!("a: &a\n{items}b: &b\n{items}"), Syntax::Yaml, &GO, SourceId(0), &[]);
    let parsed = parse("---\nc: *a\nd: *b\ne: *b\n", Syntax::Yaml, &GO, SourceId(1), &[&first.tree]);
    assert!(codes(&parsed).contains(&"yaml/alias-expansion"));
}

//! Spans and shapes of good input; the suite under tests/ holds the rest.
#![allow(clippy::unwrap_used, clippy::panic)]

use crate::syntax::{Dialect, Parsed, Syntax, parse};
use crate::text::SourceId;
use crate::tree::{NodeId, NodeKind, Tree, flatten};

const YAML: Dialect = Dialect { reader: "YAML 1.2", refuses: &[] };

fn read(text: &str) -> Parsed {
    let parsed = parse(text, Syntax::Yaml, &YAML, SourceId(3), &[]);
    assert_eq!(parsed.errors, [], "{text}");
    parsed
}

/// Every node in source order: kind, the text of its span, the text of its inner span.
fn spans<'t>(text: &'t str, tree: &Tree) -> Vec<(NodeKind, &'t str, &'t str)> {
    fn walk<'t>(text: &'t str, tree: &Tree, id: NodeId, out: &mut Vec<(NodeKind, &'t str, &'t str)>) {
        let node = tree.node(id);
        assert_eq!(node.span.source, SourceId(3));
        out.push((node.kind, &text[node.span.range()], &text[node.inner_span().range()]));
        for kid in tree.children(id) {
            let (outer, inner) = (tree.span(id), tree.span(*kid));
            assert!(outer.start <= inner.start && inner.end <= outer.end, "{outer:?} {inner:?} in {text}");
            walk(text, tree, *kid, out);
        }
    }
    let mut out = Vec::new();
    if let Some(root) = tree.root() {
        walk(text, tree, root, &mut out);
    }
    out
}

fn check(text: &str, expected: &[(NodeKind, &str, &str)]) {
    let parsed = read(text);
    assert_eq!(spans(text, &parsed.tree), expected, "{text}");
}

use NodeKind::{Alias, Map, Null, Scalar, Seq};

#[test]
fn plain_and_quoted_scalars() {
    check("a: 1\n", &[(Map, "a: 1", "a: 1"), (Scalar, "a", "a"), (Scalar, "1", "1")]);
    check(
        "\"a\" : 'b''c' # d\n",
        &[(Map, "\"a\" : 'b''c'", "\"a\" : 'b''c'"), (Scalar, "\"a\"", "a"), (Scalar, "'b''c'", "b''c")],
    );
    check("''", &[(Scalar, "''", "")]);
}

#[test]
fn block_scalars_have_their_header() {
    let map = "a: &x |+ # c\n  b\n\n   c\n";
    check(
        "a: &x |+ # c\n  b\n\n   c\n\n",
        &[(Map, map, map), (Scalar, "a", "a"), (Scalar, "|+ # c\n  b\n\n   c\n", "  b\n\n   c\n")],
    );
    check("- >-\n  b\n\n\n", &[(Seq, "- >-\n  b", "- >-\n  b"), (Scalar, ">-\n  b", "  b")]);
    check("--- |\r\n b\r\n", &[(Scalar, "|\r\n b", " b")]);
    check(
        "a: |\n\n\nb: 1\n",
        &[
            (Map, "a: |\n\n\nb: 1", "a: |\n\n\nb: 1"),
            (Scalar, "a", "a"),
            (Scalar, "|", ""),
            (Scalar, "b", "b"),
            (Scalar, "1", "1"),
        ],
    );
    check(
        "? &a|b |\n  x\n: y\n",
        &[(Map, "? &a|b |\n  x\n: y", "? &a|b |\n  x\n: y"), (Scalar, "|\n  x", "  x"), (Scalar, "y", "y")],
    );
}

#[test]
fn block_collections_reach_from_first_key_to_last_value() {
    check(
        "a:\n- 1\n- - 2\n  - 3\n-\nb:\n",
        &[
            (Map, "a:\n- 1\n- - 2\n  - 3\n-\nb:", "a:\n- 1\n- - 2\n  - 3\n-\nb:"),
            (Scalar, "a", "a"),
            (Seq, "- 1\n- - 2\n  - 3\n-", "- 1\n- - 2\n  - 3\n-"),
            (Scalar, "1", "1"),
            (Seq, "- 2\n  - 3", "- 2\n  - 3"),
            (Scalar, "2", "2"),
            (Scalar, "3", "3"),
            (Null, "", ""),
            (Scalar, "b", "b"),
            (Null, "", ""),
        ],
    );
    check(
        "x: !!map\n  &k a: 1\n# end\n",
        &[
            (Map, "x: !!map\n  &k a: 1", "x: !!map\n  &k a: 1"),
            (Scalar, "x", "x"),
            (Map, "a: 1", "a: 1"),
            (Scalar, "a", "a"),
            (Scalar, "1", "1"),
        ],
    );
}

#[test]
fn flow_collections_have_their_brackets() {
    check(
        "{a, b: [c: 1, ? d : e, f], \"g\":}",
        &[
            (Map, "{a, b: [c: 1, ? d : e, f], \"g\":}", "a, b: [c: 1, ? d : e, f], \"g\":"),
            (Scalar, "a", "a"),
            (Null, "", ""),
            (Scalar, "b", "b"),
            (Seq, "[c: 1, ? d : e, f]", "c: 1, ? d : e, f"),
            (Map, "c: 1", "c: 1"),
            (Scalar, "c", "c"),
            (Scalar, "1", "1"),
            (Map, "? d : e", "? d : e"),
            (Scalar, "d", "d"),
            (Scalar, "e", "e"),
            (Scalar, "f", "f"),
            (Scalar, "\"g\"", "g"),
            (Null, "", ""),
        ],
    );
}

#[test]
fn values_that_are_not_written_stand_right_behind_their_indicator() {
    let text = "? l\nb: # c\nc:\n\n  # d\nd: [a: , b]\n";
    let parsed = read(text);
    let tree = &parsed.tree;
    let places: Vec<u32> =
        (0..tree.len() as u32).map(NodeId).filter(|n| tree.kind(*n) == Null).map(|n| tree.span(n).start).collect();
    assert_eq!(places, [3, 6, 13, 27]);
    // The colon begins the next key.
    check("? \n::", &[(Map, "? \n::", "? \n::"), (Null, "", ""), (Null, "", ""), (Scalar, ":", ":"), (Null, "", "")]);
}

#[test]
fn aliases_anchors_tags() {
    let text = "a: &x !!str 1\nb: *x\nc: &y\n  <<: *x\n";
    let parsed = read(text);
    let tree = &parsed.tree;
    let root = tree.root().unwrap();
    let b = tree.get(root, "b").unwrap();
    assert_eq!(tree.kind(b), Alias);
    assert_eq!(tree.text(tree.resolve(b)), "1");
    let props = tree.props(tree.get(root, "a").unwrap()).unwrap();
    let (tag, span) = props.tag.clone().unwrap();
    assert_eq!((&*tag, &text[span.range()]), ("!!str", "!!str"));
    let (anchor, span) = props.anchor.clone().unwrap();
    assert_eq!((&*anchor, &text[span.range()]), ("x", "&x"));
    let c = tree.get(root, "c").unwrap();
    assert_eq!(&*tree.props(c).unwrap().anchor.clone().unwrap().0, "y");
    assert!(tree.get(c, "<<").is_some());
}

#[test]
fn comments_are_kept_in_order() {
    let text = "# a\nb: |  # c\n  # no\nd: # e\n  # f\n  - g # h\n";
    let parsed = read(text);
    let comments: Vec<&str> = parsed.tree.comments().iter().map(|c| &text[c.span.range()]).collect();
    assert_eq!(comments, ["# a", "# c", "# e", "# f", "# h"]);
}

#[test]
fn documents_without_content_have_no_root() {
    for text in ["", "# c\n", "---\n", "--- # c\n...\n", "\u{feff}", "\u{feff}# a\n"] {
        assert_eq!(read(text).tree.root(), None, "{text:?}");
    }
    assert!(read("--- null\n").tree.root().is_some());
}

#[test]
fn duplicate_keys_and_crlf_stay() {
    let parsed = read("a: 1\r\na: |\r\n  x\r\n  y\r\n");
    let leaves = flatten(&parsed.tree);
    assert_eq!(leaves, [("a".into(), "1".into()), ("a".into(), "x\ny\n".into())]);
}

#[test]
fn empty_keys_stand_behind_their_own_question_marks() {
    let parsed = read("?\n?\n?\n");
    let root = parsed.tree.root().unwrap();
    let keys: Vec<_> = parsed.tree.entries(root).map(|(k, _)| parsed.tree.span(k).start).collect();
    assert_eq!(keys, [1, 3, 5]);
}

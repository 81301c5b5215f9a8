//! JSON patches on trees give what JSON patches on text give, and every value keeps its origin.
#![allow(clippy::unwrap_used, reason = "tests")]

use super::{apply_json_patch, apply_json_tree};
use crate::syntax::edit::{Doc, Shared};
use crate::syntax::{Dialect, GO_YAML_V4, Syntax, parse};
use crate::text::SourceId;
use crate::tree::{Step, Tree, flatten};

const READER: Dialect = Dialect { reader: "the test", refuses: &[] };

const BASE: &str = "a: 1\nb:\n  c: [x, w, {k: v}]\n  d: 'two'\ne: {f: true}\n";

/// Both ways, as leaves or as the code of what is wrong.
fn both(base: &str, patch: &str) -> (Result<Tree, &'static str>, Result<Tree, &'static str>) {
    let (parsed, ops) =
        (parse(base, Syntax::Yaml, &READER, SourceId(0), &[]), parse(patch, Syntax::Yaml, &READER, SourceId(1), &[]));
    let doc = Doc {
        text: base,
        parsed: &parsed,
        syntax: Syntax::Yaml,
        rules: &GO_YAML_V4,
        dialect: &READER,
        source: SourceId(0),
        earlier: &[],
        shared: Shared::Change,
    };
    let text = apply_json_patch(&doc, &ops.tree).map_err(|d| d.code);
    let text = text.map(|text| parse(&text, Syntax::Yaml, &READER, SourceId(2), &[]).tree);
    let tree = apply_json_tree(&parsed.tree, &ops.tree, &GO_YAML_V4, 3);
    (text, tree.map(|(tree, _)| tree).map_err(|d| d.code))
}

#[test]
fn trees_and_texts_agree() {
    for patch in [
        "[{op: add, path: /b/c/1, value: new}]",
        "[{op: add, path: /b/c/-, value: {q: [1]}}]",
        "[{op: add, path: /b/c/-1, value: last}]",
        "[{op: add, path: /n, value: [1, 2]}, {op: replace, path: /n/0, value: 3}]",
        "[{op: add, path: /a}]",
        "[{op: remove, path: /b/c/0}, {op: remove, path: /e}]",
        "[{op: replace, path: /b, value: z}]",
        "[{op: move, from: /b/d, path: /m}, {op: copy, from: /e, path: /b/e}]",
        "[{op: move, from: /b/c/0, path: /b/c/1}]",
        "[{op: test, path: /a, value: 1}, {op: replace, path: /a, value: 2}]",
        "[{op: test, path: /a, value: 7}]",
        "[{op: add, path: /x/y, value: 1}]",
        "[{op: remove, path: /b/c/9}]",
        "[{op: fly, path: /a}]",
        "[{op: copy, path: /a}]",
        "{op: add}",
        "[{op: replace, path: '', value: {w: 1}}]",
    ] {
        let (text, tree) = both(BASE, patch);
        let leaves = |tree: &Tree| flatten(tree);
        assert_eq!(text.as_ref().map(leaves), tree.as_ref().map(leaves), "{patch}");
    }
}

#[test]
fn every_value_keeps_its_origin() {
    let patch = "[{op: add, path: /b/c/-, value: {q: 7}}, {op: move, from: /b/d, path: /m}]";
    let (base, ops) = (
        parse(BASE, Syntax::Yaml, &READER, SourceId(0), &[]).tree,
        parse(patch, Syntax::Yaml, &READER, SourceId(1), &[]).tree,
    );
    let (tree, trace) = apply_json_tree(&base, &ops, &GO_YAML_V4, 3).unwrap();
    let leaf = |path: &str| {
        let path = crate::tree::Path::parse(path).unwrap();
        let node = tree.at(tree.root().unwrap(), &path).unwrap();
        let origin = tree.node(node).origin();
        (origin.span.source.0, origin.layer, origin.step)
    };
    assert_eq!(leaf("b.c[3].q"), (1, 3, Step::Patched));
    assert_eq!(leaf("m"), (0, 0, Step::Written));
    assert_eq!(leaf("b.c[0]"), (0, 0, Step::Written));
    let texts = [BASE, patch];
    let mut stack = vec![tree.root().unwrap()];
    while let Some(node) = stack.pop() {
        stack.extend(tree.children(node));
        let span = tree.span(node);
        assert!(texts[span.source.0 as usize].get(span.range()).unwrap().contains(tree.text(node)));
    }
    assert_eq!(trace.decisions.len(), 1, "the value left /b/d");
    let (_, trace) = apply_json_tree(
        &base,
        &parse("[{op: replace, path: /a, value: 2}]", Syntax::Yaml, &READER, SourceId(1), &[]).tree,
        &GO_YAML_V4,
        3,
    )
    .unwrap();
    let decision = &trace.decisions[0];
    assert_eq!((decision.path.to_string(), decision.strategy, decision.winner), ("a".into(), "json-patch", Some(1)));
    assert_eq!(decision.candidates.iter().map(|c| c.1.as_str()).collect::<Vec<_>>(), ["1", "2"]);
}

#[test]
fn words_of_yaml_1_1_change_as_in_text() {
    let base = "a: no\nb: 0644\nc: 'no'\n";
    let (text, tree) = both(base, "[{op: add, path: /d, value: 1}]");
    let tree = tree.unwrap();
    let root = tree.root().unwrap();
    assert_eq!(tree.text(tree.get(root, "a").unwrap()), "false");
    assert_eq!(tree.text(tree.get(root, "b").unwrap()), "420");
    assert_eq!(tree.text(tree.get(root, "c").unwrap()), "no");
    drop(text);
}

//! JSON patches on trees: values as RFC 6902 and the JSON library have them, and every value keeps its origin.
#![allow(clippy::unwrap_used, reason = "tests")]

use super::PrintedScalars;
use super::apply_json_tree;
use crate::syntax::{Dialect, GO_YAML_V4, Syntax, parse};
use crate::text::SourceId;
use crate::tree::{Path, Step, Tree, flatten};

const READER: Dialect = Dialect { reader: "the test", refuses: &[] };

const BASE: &str = "a: 1\nb:\n  c: [x, w, {k: v}]\n  d: 'two'\ne: {f: true}\n";

fn read(text: &str, source: u32) -> Tree {
    parse(text, Syntax::Yaml, &READER, SourceId(source), &[]).tree
}

/// The leaves of the result, or the code of what is wrong.
fn run(base: &str, patch: &str) -> Result<String, &'static str> {
    let done = apply_json_tree((&read(base, 0), &PrintedScalars::new()), &read(patch, 1), &GO_YAML_V4, 3)
        .map_err(|d| d.code)?;
    let leaves = flatten(&done.0).into_iter().map(|(path, text)| format!("{path}={text}"));
    Ok(leaves.collect::<Vec<_>>().join(" "))
}

#[test]
fn operations_do_what_they_say() {
    for (patch, expected) in [
        ("[{op: add, path: /b/c/1, value: new}]", Ok("a=1 b.c[0]=x b.c[1]=new b.c[2]=w b.c[3].k=v b.d=two e.f=true")),
        (
            "[{op: add, path: /b/c/-, value: {q: [1]}}]",
            Ok("a=1 b.c[0]=x b.c[1]=w b.c[2].k=v b.c[3].q[0]=1 b.d=two e.f=true"),
        ),
        (
            "[{op: add, path: /b/c/-1, value: last}]",
            Ok("a=1 b.c[0]=x b.c[1]=w b.c[2].k=v b.c[3]=last b.d=two e.f=true"),
        ),
        (
            "[{op: add, path: /n, value: [1, 2]}, {op: replace, path: /n/0, value: 3}]",
            Ok("a=1 b.c[0]=x b.c[1]=w b.c[2].k=v b.d=two e.f=true n[0]=3 n[1]=2"),
        ),
        ("[{op: add, path: /a}]", Ok("a=null b.c[0]=x b.c[1]=w b.c[2].k=v b.d=two e.f=true")),
        ("[{op: remove, path: /b/c/0}, {op: remove, path: /e}]", Ok("a=1 b.c[0]=w b.c[1].k=v b.d=two")),
        ("[{op: replace, path: /b, value: z}]", Ok("a=1 b=z e.f=true")),
        (
            "[{op: move, from: /b/d, path: /m}, {op: copy, from: /e, path: /b/e}]",
            Ok("a=1 b.c[0]=x b.c[1]=w b.c[2].k=v b.e.f=true e.f=true m=two"),
        ),
        ("[{op: move, from: /b/c/0, path: /b/c/1}]", Ok("a=1 b.c[0]=w b.c[1]=x b.c[2].k=v b.d=two e.f=true")),
        (
            "[{op: test, path: /a, value: 1}, {op: replace, path: /a, value: 2}]",
            Ok("a=2 b.c[0]=x b.c[1]=w b.c[2].k=v b.d=two e.f=true"),
        ),
        ("[{op: replace, path: '', value: {w: 1}}]", Ok("w=1")),
        ("[{op: test, path: /a, value: 7}]", Err("patch/test-failed")),
        ("[{op: add, path: /x/y, value: 1}]", Err("patch/path-not-found")),
        ("[{op: remove, path: /b/c/9}]", Err("patch/path-not-found")),
        ("[{op: fly, path: /a}]", Err("patch/bad-operation")),
        ("[{op: copy, path: /a}]", Err("patch/bad-operation")),
        ("{op: add}", Err("patch/not-a-list")),
    ] {
        assert_eq!(run(BASE, patch), expected.map(str::to_owned), "{patch}");
    }
}

#[test]
fn copies_of_copies_end() {
    let copies: Vec<_> = (0..40).map(|n| format!("{{op: copy, from: /b, path: /b/x{n}}}")).collect();
    let done = run(BASE, &format!("[{}]", copies.join(", ")));
    assert_eq!(done.err(), Some("patch/operation-failed"));
}

#[test]
fn values_are_followed_to_where_they_stood() {
    let patch = "[{op: add, path: /b/c/0, value: new}, {op: remove, path: /b/c/1}, {op: move, from: /b/c/2, path: /m}]";
    let (tree, trace) =
        apply_json_tree((&read(BASE, 0), &PrintedScalars::new()), &read(patch, 1), &GO_YAML_V4, 3).unwrap();
    let before = |path: &str| {
        let at = Path::parse(path).unwrap();
        assert!(tree.at(tree.root().unwrap(), &at).is_some(), "{path}");
        trace.moves.iter().rev().try_fold(at, |path, moved| moved.before(path)).map(|p| p.to_string())
    };
    assert_eq!(before("b.c[0]"), None, "new");
    assert_eq!(before("b.c[1]").as_deref(), Some("b.c[1]"), "one came, one left");
    assert_eq!(before("m.k").as_deref(), Some("b.c[2].k"));
    assert_eq!(before("e.f").as_deref(), Some("e.f"));
}

#[test]
fn every_value_keeps_its_origin() {
    let patch = "[{op: add, path: /b/c/-, value: {q: 7}}, {op: move, from: /b/d, path: /m}]";
    let (base, ops) = (read(BASE, 0), read(patch, 1));
    let (tree, trace) = apply_json_tree((&base, &PrintedScalars::new()), &ops, &GO_YAML_V4, 3).unwrap();
    let leaf = |path: &str| {
        let path = Path::parse(path).unwrap();
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
        (&base, &PrintedScalars::new()),
        &read("[{op: replace, path: /a, value: 2}]", 1),
        &GO_YAML_V4,
        3,
    )
    .unwrap();
    let decision = &trace.decisions[0];
    assert_eq!((decision.path.to_string(), decision.strategy, decision.winner), ("a".into(), "json-patch", Some(1)));
    assert_eq!(decision.candidates.iter().map(|c| c.1.as_str()).collect::<Vec<_>>(), ["1", "2"]);
}

#[test]
fn what_json_gives_back() {
    // Upstream decodes the patch with its own reader, for which `on` is text.
    let ops = "[{op: add, path: /d, value: on}]";
    assert_eq!(run("a: no\nb: 0644\nc: 'no'\n", ops).unwrap(), "a=false b=420 c=no d=on");
    assert_eq!(run("on: 1\n0x10: 2\n", ops).unwrap(), "true=1 16=2 d=on", "keys, too");
    let keys = "[{op: add, path: /d, value: {on: 1, yes: on}}]";
    assert_eq!(run("a: 1\n", keys).unwrap(), "a=1 d.on=1 d.yes=on", "but not keys of the patch");
    assert_eq!(run("a: 1\nb: 2\na: 3\n", ops).unwrap(), "a=3 b=2 d=on", "the last of repeated keys");
    let merges = "l: &l {a: 1, b: 1}\nm: &m {b: 2, c: 2}\nx: {b: 3, <<: *l}\nz: {<<: [*m, *l]}\n";
    let merged = run(merges, "[]").unwrap();
    assert!(merged.ends_with("x.b=3 x.a=1 z.b=2 z.c=2 z.a=1"), "{merged}");
}

//! The walker on a kind declared here, one test for each rule, and the laws as properties.

#![allow(clippy::unwrap_used, reason = "tests")]

use super::{MergeDialect, Source, merge};
use crate::model::{Map, Object, Target, Version, View};
use crate::syntax::{Dialect, GO_YAML_V4, Syntax, parse};
use crate::text::SourceId;
use crate::tree::{Path, Step, Tree, flatten};
use ostler_derive::{Kind, Shape};
use proptest::prelude::*;

/// An item with an identity.
#[derive(Shape)]
#[allow(dead_code, reason = "a declaration")]
struct Item {
    /// Identity.
    id: String,
    /// A number behind a pointer.
    mtu: Option<u32>,
    /// Appended texts.
    tags: Vec<String>,
}

/// A part that upstream keeps by value.
#[derive(Shape)]
#[allow(dead_code, reason = "a declaration")]
struct Part {
    /// Always assigned.
    #[field(merge = assign_always)]
    matches: String,
    /// Plain text.
    note: String,
}

/// Everything that a merge must tell apart.
#[derive(Kind)]
#[kind(name = "Thing", version = "v1")]
#[allow(dead_code, reason = "a declaration")]
struct Thing {
    /// Plain text.
    text: String,
    /// Text behind a pointer.
    text_pointer: Option<String>,
    /// Plain boolean.
    flag: bool,
    /// Boolean behind a pointer.
    flag_pointer: Option<bool>,
    /// Appending list.
    list: Vec<String>,
    /// Replaced list.
    #[field(merge = replace)]
    set: Vec<String>,
    /// Keyed list.
    #[field(merge = by_key("id"))]
    items: Vec<Item>,
    /// Keyed list whose items are replaced.
    #[field(merge = by_key_replace_item("id"))]
    whole: Vec<Item>,
    /// Texts by key.
    texts: Map<String>,
    /// Texts by key, replaced key by key.
    #[field(merge = replace_per_key)]
    args: Map<String>,
    /// Anything.
    free: Object,
    /// By value.
    part: Part,
    /// Behind a pointer.
    part_pointer: Option<Part>,
    /// A URL.
    #[field(merge = url)]
    url: String,
}

const DIALECT: MergeDialect = MergeDialect {
    pointer_zero_overrides: Some(Version::new(1, 2)),
    deletes: Some(Version::new(1, 1)),
    deletes_anywhere: Some(Version::new(1, 2)),
    missing_document_skipped: Some(Version::new(1, 3)),
    repeated_documents: Some(Version::new(1, 3)),
    single_quoted_words: None,
    leading_breaks_unmarked: None,
    hollow_keys: &[],
    quoted_merge_keys: None,
};

const READER: Dialect = Dialect { reader: "the test", refuses: &[] };

fn tree(text: &str, source: u32) -> Tree {
    let parsed = parse(text, Syntax::Yaml, &READER, SourceId(source), &[]);
    assert!(parsed.errors.is_empty(), "{text}: {:?}", parsed.errors);
    parsed.tree
}

fn at(minor: u16, texts: &[&str]) -> (super::Merged, Vec<Tree>) {
    let target = Target::new("test", Version::new(1, minor));
    let view = View::new(Thing::KIND, &target);
    let trees: Vec<_> = texts.iter().enumerate().map(|(i, t)| tree(t, i as u32)).collect();
    let sources: Vec<_> = trees.iter().enumerate().map(|(i, tree)| Source { tree, layer: i as u16 }).collect();
    (merge(&sources, &view, &GO_YAML_V4, DIALECT.at(target.version)), trees)
}

fn merged(texts: &[&str]) -> String {
    let (merged, _) = at(3, texts);
    let leaves = flatten(&merged.tree);
    leaves.iter().map(|(p, t)| format!("{p}={t}")).collect::<Vec<_>>().join(" ")
}

fn codes(minor: u16, texts: &[&str]) -> Vec<&'static str> {
    at(minor, texts).0.problems.iter().map(|p| p.code).collect()
}

#[test]
fn scalars() {
    assert_eq!(merged(&["text: a", "text: b"]), "text=b");
    assert_eq!(merged(&["text: a", "text: ''"]), "text=a");
    assert_eq!(merged(&["text: a", "text: null"]), "text=a");
    assert_eq!(merged(&["textPointer: a", "textPointer: ''"]), "textPointer=");
    assert_eq!(codes(3, &["text: a", "text: ''"]), ["patch/zero-keeps"]);
    let (old, _) = at(1, &["textPointer: a", "textPointer: ''"]);
    assert_eq!(flatten(&old.tree)[0].1, "a");
}

#[test]
fn booleans() {
    assert_eq!(merged(&["flag: true", "text: x"]), "text=x");
    assert_eq!(merged(&["flagPointer: true", "text: x"]), "flagPointer=true text=x");
    assert_eq!(merged(&["flagPointer: true", "flagPointer: false"]), "flagPointer=false");
}

#[test]
fn lists() {
    assert_eq!(merged(&["list: [a]", "list: [a, b]"]), "list[0]=a list[1]=a list[2]=b");
    assert_eq!(codes(3, &["list: [a]", "list: [a, b]"]), ["patch/duplicate-item"]);
    assert_eq!(merged(&["list: [a]", "list: []"]), "list[0]=a");
    assert_eq!(codes(3, &["list: [a]", "list: []"]), ["patch/empty-list-keeps"]);
    assert_eq!(merged(&["set: [a]", "set: [b]"]), "set[0]=b");
    assert_eq!(merged(&["set: [a]", "set: []"]), "set=[]");
    assert_eq!(merged(&["set: [a]", "set: null"]), "set[0]=a");
}

#[test]
fn keyed_lists() {
    assert_eq!(
        merged(&["items: [{id: a, mtu: 1, tags: [x]}]", "items: [{id: b}, {id: a, mtu: 0, tags: [y]}]"]),
        "items[0].id=a items[0].mtu=0 items[0].tags[0]=x items[0].tags[1]=y items[1].id=b"
    );
    assert_eq!(
        merged(&["text: x", "items: [{id: a, mtu: 1}, {id: a, mtu: 2}]"]),
        "text=x items[0].id=a items[0].mtu=2"
    );
    assert_eq!(
        merged(&["whole: [{id: a, mtu: 1}]", "whole: [{id: a}, {id: c}, {id: c}]"]),
        "whole[0].id=a whole[1].id=c whole[2].id=c"
    );
}

#[test]
fn maps() {
    assert_eq!(merged(&["texts: {a: 1, b: 2}", "texts: {b: 3, c: 4, a: ''}"]), "texts.a=1 texts.b=3 texts.c=4");
    assert_eq!(merged(&["args: {a: x}", "args: {a: ''}"]), "args.a=");
}

#[test]
fn free_form() {
    assert_eq!(
        merged(&["free: {a: {b: 1, c: [x]}}", "free: {a: {b: 2, c: [y], d: no}}"]),
        "free.a.b=2 free.a.c[0]=x free.a.c[1]=y free.a.d=no"
    );
    assert_eq!(merged(&["free: {a: true, b: 5}", "free: {a: false, b: 0}"]), "free.a=false free.b=5");
    assert_eq!(codes(3, &["free: {a: 1}", "free: {a: x}"]), ["patch/type-mismatch"]);
    assert_eq!(codes(3, &["free: {a: 1}", "free: {a: null}"]), ["patch/null-over-value"]);
    assert_eq!(merged(&["free: {a: null}", "free: {a: x}"]), "free.a=x");
    assert!(codes(3, &["free: {a: null}", "free: {a: null}"]).is_empty());
}

#[test]
fn always_assigned() {
    assert_eq!(merged(&["part: {matches: m, note: n}", "part: {note: o}"]), "part.note=o");
    assert_eq!(merged(&["part: {matches: m}", "text: x"]), "part={} text=x");
    assert_eq!(merged(&["partPointer: {matches: m}", "text: x"]), "partPointer.matches=m text=x");
    assert_eq!(codes(3, &["part: {matches: m}", "text: x"]), ["patch/clears-by-omission"]);
}

#[test]
fn urls_merge_by_part() {
    assert_eq!(merged(&["url: https://a:6443/p", "url: https://b"]), "url=https://b/p");
    assert_eq!(codes(3, &["url: https://u@a", "url: https://v@b"]), ["patch/url-user-twice"]);
}

#[test]
fn deletions() {
    assert_eq!(merged(&["text: a\nlist: [x]", "text: {$patch: delete}\nlist: [y]"]), "list[0]=x list[1]=y");
    assert_eq!(merged(&["items: [{id: a}, {id: b}]", "items: [{id: a, $patch: delete}]"]), "items[0].id=b");
    assert_eq!(merged(&["texts: {a: 1, b: 2}", "texts: {a: {$patch: delete}}"]), "texts.b=2");
    assert_eq!(merged(&["free: {a: {b: 1, c: 2}}", "free: {a: {b: {$patch: delete}}}"]), "free.a.c=2");
    assert_eq!(merged(&["text: a", "text: {$patch: delete}", "text: c"]), "text=c");
    assert_eq!(codes(3, &["texts: {a: 1}", "texts: {x: {$patch: delete}}"]), ["patch/delete-not-found"]);
    assert_eq!(codes(3, &["items: [{id: a}]", "items: [{id: z, $patch: delete}]"]), ["patch/delete-not-found"]);
    assert_eq!(codes(3, &["items: [{id: a}]", "items: [{$patch: delete}]"]), ["patch/delete-without-selector"]);
    assert_eq!(codes(1, &["free: {a: 1}", "free: {a: {$patch: delete}}"]), ["patch/delete-not-found"]);
}

#[test]
fn deletions_come_before_the_values_of_their_patch() {
    let codes = |texts: &[&str]| codes(3, texts);
    assert_eq!(codes(&["text: a", "partPointer: {note: {$patch: delete}, matches: m}"]), ["patch/delete-not-found"]);
    assert!(codes(&["partPointer: {matches: m}", "partPointer: {note: {$patch: delete}, matches: n}"]).len() == 1);
    assert_eq!(codes(&["items: [{id: b}]", "items: [{id: a}, {id: a, $patch: delete}]"]), ["patch/delete-not-found"]);
    assert_eq!(codes(&["free: {a: 1}", "free: {b: {c: {$patch: delete}, d: 1}}"]), ["patch/delete-not-found"]);
    assert_eq!(
        merged(&["items: [{id: a, mtu: 1}]", "items: [{id: a, mtu: 2}, {id: a, $patch: delete}]"]),
        "items[0].id=a items[0].mtu=2"
    );
}

#[test]
fn the_trace_names_winner_and_losers() {
    let (merged, _) = at(3, &["text: a", "text: b", "text: c"]);
    let decision = merged.trace.at(&Path::parse("text").unwrap()).unwrap();
    let texts: Vec<_> = decision.candidates.iter().map(|(o, t)| (o.layer, t.as_str())).collect();
    assert_eq!(texts, [(0, "a"), (1, "b"), (2, "c")]);
    assert_eq!(decision.winner, Some(2));
}

fn document() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec!["a", "b", "c", "''", "null", "1"]);
    let list = prop::collection::vec(prop::sample::select(vec!["a", "b", "c"]), 0..3)
        .prop_map(|v| format!("[{}]", v.join(", ")));
    let map = prop::collection::btree_map(
        prop::sample::select(vec!["k", "l", "m"]),
        prop::sample::select(vec!["p", "q"]),
        0..3,
    )
    .prop_map(|m| format!("{{{}}}", m.iter().map(|(k, v)| format!("{k}: {v}")).collect::<Vec<_>>().join(", ")));
    let item =
        (prop::sample::select(vec!["a", "b"]), 0u32..3).prop_map(|(id, mtu)| format!("{{id: {id}, mtu: {mtu}}}"));
    let items = prop::collection::vec(item, 0..3).prop_map(|v| format!("[{}]", v.join(", ")));
    let pair = |key: &'static str, value: BoxedStrategy<String>| {
        prop::option::of(value).prop_map(move |v| v.map(|v| format!("{key}: {v}\n")))
    };
    (
        pair("text", word.clone().prop_map(str::to_owned).boxed()),
        pair("list", list.clone().boxed()),
        pair("set", list.boxed()),
        pair("items", items.boxed()),
        pair("texts", map.clone().boxed()),
        pair("free", map.boxed()),
    )
        .prop_map(|(a, b, c, d, e, f)| {
            let body: String = [a, b, c, d, e, f].into_iter().flatten().collect();
            if body.is_empty() { "{}\n".to_owned() } else { body }
        })
}

proptest! {
    /// Every node of a result has an origin whose text holds that value.
    #[test]
    fn origins_hold_the_value(base in document(), one in document(), two in document()) {
        let texts = [base.as_str(), one.as_str(), two.as_str()];
        let (merged, trees) = at(3, &texts);
        let mut stack: Vec<_> = merged.tree.root().into_iter().collect();
        while let Some(node) = stack.pop() {
            stack.extend(merged.tree.children(node));
            let origin = merged.tree.node(node).origin();
            prop_assert_eq!(u32::from(origin.layer), origin.span.source.0);
            prop_assert_eq!(origin.step == Step::Written, origin.layer == 0);
            let text = texts[usize::from(origin.layer)];
            let written = text.get(origin.span.range());
            prop_assert!(written.is_some());
            let value = merged.tree.text(node);
            prop_assert!(written.is_some_and(|w| w.trim_matches('\'') == value || value.is_empty()), "{:?} {:?}", written, value);
            prop_assert!(!trees.is_empty());
        }
    }

    /// Folding at each field is the same as merging patch by patch.
    #[test]
    fn all_at_once_is_one_by_one(base in document(), one in document(), two in document()) {
        let all = merged(&[&base, &one, &two]);
        let (first, _) = at(3, &[&base, &one]);
        let target = Target::new("test", Version::new(1, 3));
        let view = View::new(Thing::KIND, &target);
        let patch = tree(&two, 2);
        let sources = [Source { tree: &first.tree, layer: 0 }, Source { tree: &patch, layer: 1 }];
        let both = merge(&sources, &view, &GO_YAML_V4, DIALECT.at(target.version));
        let leaves: Vec<_> = flatten(&both.tree).iter().map(|(p, t)| format!("{p}={t}")).collect();
        prop_assert_eq!(all, leaves.join(" "));
    }

    /// A patch that says nothing changes nothing.
    #[test]
    fn nothing_changes_nothing(base in document()) {
        let (merged, trees) = at(3, &[&base, "{}\n"]);
        let (old, new) = (trees[0].root().unwrap(), merged.tree.root().unwrap());
        prop_assert!(crate::tree::equal_text((&trees[0], old), (&merged.tree, new)));
    }
}

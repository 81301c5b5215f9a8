//! Edits by example, one table a syntax, and properties on generated documents.
#![allow(clippy::unwrap_used, clippy::panic)]

mod generate;
mod json;
mod properties;
mod toml;
mod yaml;

use super::*;
use crate::syntax::{GO_YAML_V4, ScalarRules, Syntax};

const DIALECT: Dialect = Dialect { reader: "YAML 1.2", refuses: &[] };

pub(super) fn rules(syntax: Syntax) -> &'static ScalarRules {
    match syntax {
        Syntax::Yaml => &GO_YAML_V4,
        Syntax::Toml => &crate::syntax::TOML_1_0,
        Syntax::Json => &crate::syntax::JSON,
    }
}

pub(super) fn read(text: &str, syntax: Syntax) -> Parsed {
    parse(text, syntax, &DIALECT, SourceId(0), &[])
}

pub(super) fn doc<'a>(text: &'a str, parsed: &'a Parsed, syntax: Syntax) -> Doc<'a> {
    Doc {
        text,
        parsed,
        syntax,
        rules: rules(syntax),
        dialect: &DIALECT,
        source: SourceId(0),
        earlier: &[],
        shared: Shared::Refuse,
    }
}

pub(super) fn path(text: &str) -> Path {
    Path::parse(text).unwrap()
}

/// Reads `value` as YAML flow text and gives it as a typed value.
pub(super) fn typed(text: &str) -> Value<'static> {
    fn of(tree: &Tree, id: NodeId) -> Value<'static> {
        let text = || tree.text(id).to_owned();
        match tree.kind(id) {
            NodeKind::Map => {
                Value::Map(tree.entries(id).map(|(k, v)| (tree.text(k).to_owned().into(), of(tree, v))).collect())
            }
            NodeKind::Seq => Value::Seq(tree.items(id).iter().map(|i| of(tree, *i)).collect()),
            _ if tree.node(id).style != crate::tree::Style::Plain => Value::Str(text().into()),
            _ => match (GO_YAML_V4.resolve)(&text(), crate::tree::Style::Plain, None) {
                crate::syntax::Value::Null => Value::Null,
                crate::syntax::Value::Bool(b) => Value::Bool(b),
                crate::syntax::Value::Number(crate::syntax::Number::Int(i)) => Value::Int(i),
                crate::syntax::Value::Str(_) => Value::Str(text().into()),
                _ => Value::Plain(text().into()),
            },
        }
    }
    let parsed = read(text, Syntax::Yaml);
    of(&parsed.tree, parsed.tree.root().unwrap())
}

/// Makes the edit that `line` says: `set PATH VALUE`, `insert`, `append`, `remove PATH`, `after KEY PATH VALUE`.
pub(super) fn edit(line: &str) -> Edit<'static> {
    let (verb, rest) = line.split_once(' ').unwrap();
    let (verb, rest, sibling) = match verb {
        "after" => {
            let (sibling, rest) = rest.split_once(' ').unwrap();
            ("insert", rest, Some(sibling))
        }
        _ => (verb, rest, None),
    };
    let (at, value) = rest.split_once(' ').unwrap_or((rest, ""));
    let at = path(if at == "." { "" } else { at });
    let change = match (verb, sibling) {
        ("set", _) => Change::Set(typed(value)),
        ("append", _) => Change::Append(typed(value)),
        ("insert", None) => Change::Insert(typed(value), Place::End),
        ("insert", Some(sibling)) => Change::Insert(typed(value), Place::After(sibling.into())),
        ("remove", _) => Change::Remove,
        _ => panic!("{line}"),
    };
    Edit { path: at, change }
}

pub(super) fn edited(before: &str, syntax: Syntax, lines: &str) -> Result<Edited, EditError> {
    let parsed = read(before, syntax);
    assert_eq!(parsed.errors, [], "{before}");
    let edits: Vec<_> = lines.split("; ").map(edit).collect();
    apply_all(&doc(before, &parsed, syntax), &edits)
}

/// Every case: text, edits, text.
pub(super) fn table(syntax: Syntax, cases: &[(&str, &str, &str)]) {
    let mut bad = Vec::new();
    for (before, lines, after) in cases {
        match edited(before, syntax, lines) {
            Ok(e) if e.text == *after => {
                assert_eq!(lines::apply(before, &e.splices).unwrap(), e.text);
            }
            other => bad.push(format!("{before:?}\n  {lines}\n  want {after:?}\n  got  {:?}", other.map(|e| e.text))),
        }
    }
    assert!(bad.is_empty(), "{}", bad.join("\n"));
}

#[test]
fn many_edits_of_a_big_document_take_one_pass() {
    let text: String = (0..5000).map(|i| format!("key{i}:\n  # note\n  a: {i}\n  b: [1, 2]\n")).collect();
    let parsed = read(&text, Syntax::Yaml);
    let edits: Vec<_> = (0..500).map(|i| edit(&format!("set key{}.a x", i * 10))).collect();
    let edited = apply_all(&doc(&text, &parsed, Syntax::Yaml), &edits).unwrap();
    assert_eq!(edited.splices.len(), 500);
    assert_eq!(edited.text.matches("a: x\n").count(), 500);
}

#[test]
fn an_alias_bomb_costs_nothing_while_it_is_not_written() {
    let mut text = String::from("l0: &l0 [x, x]\n");
    for i in 1..40 {
        text.push_str(&format!("l{i}: &l{i} [*l{p}, *l{p}]\n", p = i - 1));
    }
    text.push_str("z: 1\n");
    let parsed = read(&text, Syntax::Yaml);
    let now = doc(&text, &parsed, Syntax::Yaml);
    let edited = apply(&now, &edit("set z 2")).unwrap();
    assert_eq!(edited.text, text.replace("z: 1", "z: 2"));
    let root = parsed.tree.root().unwrap();
    assert_eq!(emit_yaml(&parsed.tree, root, &GO_YAML_V4, Layout::default(), 0, &[]), None);
    let value = NodeRef { tree: &parsed.tree, id: root, sources: &[], head: None };
    let _ = apply_value(&now, value);
}

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

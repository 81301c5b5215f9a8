//! Other parsers, and our tree in their terms.

use std::fmt::Write as _;

use libyaml_safer::{EventData, Parser, ScalarStyle};
use ostler_core::syntax::{Number, Value, YAML_1_2};
use ostler_core::tree::{NodeId, NodeKind, Tree};

use crate::dump::quoted;

/// The value as libyaml reads it, in the form of [`crate::dump::value`].
pub fn libyaml(text: &str) -> Result<String, String> {
    std::panic::catch_unwind(|| libyaml_events(text)).unwrap_or_else(|_| Err("it panics".into()))
}

fn libyaml_events(text: &str) -> Result<String, String> {
    let mut parser = Parser::new();
    let mut bytes = text.as_bytes();
    parser.set_input_string(&mut bytes);
    let mut out = String::new();
    let mut anchors: Vec<String> = Vec::new();
    loop {
        let event = parser.parse().map_err(|e| e.to_string())?;
        let mut define = |anchor: Option<String>| anchors.extend(anchor);
        match event.data {
            EventData::StreamEnd => return Ok(out.trim().to_owned()),
            EventData::Alias { anchor } => {
                if !anchors.contains(&anchor) {
                    return Err(format!("unknown anchor {anchor}"));
                }
                write!(out, "*{anchor} ").unwrap();
            }
            EventData::Scalar { anchor, value, style, .. } => {
                define(anchor);
                let sign = match style {
                    ScalarStyle::DoubleQuoted => '"',
                    ScalarStyle::SingleQuoted => '\'',
                    ScalarStyle::Literal => '|',
                    ScalarStyle::Folded => '>',
                    _ => ':',
                };
                write!(out, "{sign}{} ", quoted(&value)).unwrap();
            }
            EventData::SequenceStart { anchor, .. } => {
                define(anchor);
                out.push_str("[ ");
            }
            EventData::MappingStart { anchor, .. } => {
                define(anchor);
                out.push_str("{ ");
            }
            EventData::SequenceEnd => out.push_str("] "),
            EventData::MappingEnd => out.push_str("} "),
            _ => {}
        }
    }
}

/// The value as serde-saphyr reads it, as JSON.
pub fn saphyr(text: &str) -> Result<String, String> {
    let values: Vec<serde_json::Value> = serde_saphyr::from_multiple(text).map_err(|e| e.to_string())?;
    Ok(values.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "))
}

/// Our tree as JSON by the core schema, aliases followed.
pub fn json(tree: &Tree) -> String {
    tree.root().map_or(String::new(), |root| json_of(tree, root).to_string())
}

fn json_of(tree: &Tree, id: NodeId) -> serde_json::Value {
    let id = tree.resolve(id);
    match tree.kind(id) {
        NodeKind::Map => {
            let pairs = tree.entries(id).map(|(k, v)| (tree.text(tree.resolve(k)).to_owned(), json_of(tree, v)));
            serde_json::Value::Object(pairs.collect())
        }
        NodeKind::Seq => tree.items(id).iter().map(|i| json_of(tree, *i)).collect(),
        NodeKind::Scalar => match (YAML_1_2.resolve)(tree.text(id), tree.node(id).style, tree.tag(id)) {
            Value::Null => serde_json::Value::Null,
            Value::Bool(b) => b.into(),
            Value::Number(Number::Int(n)) => serde_json::from_str(&n.to_string()).unwrap(),
            Value::Number(Number::Float(f)) => f.into(),
            Value::Timestamp(s) | Value::Str(s) => s.into(),
        },
        _ => serde_json::Value::Null,
    }
}

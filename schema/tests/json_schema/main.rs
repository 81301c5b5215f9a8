//! JSON Schemas held to the check: every example is valid, and on generated documents both say the same.

#![allow(clippy::unwrap_used, clippy::panic, clippy::cast_precision_loss, reason = "tests")]

mod agree;
mod examples;
mod generate;
mod network;

use jsonschema::Validator;
use ostler_core::lang::{Language, REGISTRY};
use ostler_core::model::Version;
use ostler_core::syntax::{Dialect, Number, Syntax, Value as Scalar, YAML_1_2, parse};
use ostler_core::text::SourceId;
use ostler_core::tree::{NodeId, NodeKind, Tree};
use ostler_schema::json_schema::{Draft, Form, Wish, documents};
use serde_json::{Map, Value, json};

fn language() -> &'static Language {
    REGISTRY.language("talos").unwrap()
}

fn validator(version: Version, form: Form, draft: Draft) -> Validator {
    let schema = documents(Wish { language: language(), version, form, draft });
    jsonschema::validator_for(&schema).unwrap_or_else(|e| panic!("{version} {form:?} {draft:?}: {e}"))
}

/// A YAML document as an editor hands it to a validator: by the core schema of YAML 1.2.
fn as_json(text: &str) -> Value {
    let parsed = parse(text, Syntax::Yaml, &Dialect { reader: "test", refuses: &[] }, SourceId(0), &[]);
    assert!(parsed.errors.is_empty(), "{:?} in\n{text}", parsed.errors);
    parsed.tree.root().map_or(Value::Null, |root| node(&parsed.tree, root))
}

fn node(tree: &Tree, id: NodeId) -> Value {
    let id = tree.resolve(id);
    match tree.kind(id) {
        NodeKind::Map => {
            let entries = tree.entries(id).map(|(k, v)| (tree.text(tree.resolve(k)).to_owned(), node(tree, v)));
            Value::Object(entries.collect::<Map<_, _>>())
        }
        NodeKind::Seq => tree.items(id).iter().map(|i| node(tree, *i)).collect(),
        NodeKind::Scalar => match (YAML_1_2.resolve)(tree.text(id), tree.node(id).style, tree.tag(id)) {
            Scalar::Null => Value::Null,
            Scalar::Bool(b) => json!(b),
            Scalar::Number(Number::Int(n)) => match (i64::try_from(n), u64::try_from(n)) {
                (Ok(n), _) => json!(n),
                (_, Ok(n)) => json!(n),
                _ => json!(n as f64),
            },
            Scalar::Number(Number::Float(n)) => json!(n),
            Scalar::Timestamp(text) | Scalar::Str(text) => json!(text),
        },
        _ => Value::Null,
    }
}

/// What a validator has against a document, with the places.
fn complaints(validator: &Validator, document: &Value) -> Vec<String> {
    validator.iter_errors(document).map(|e| format!("{}: {e}", e.instance_path())).collect()
}

//! The root of a schema: which kind a document is, and what counts for it then.

use std::collections::BTreeSet;

use ostler_core::model::{Type, View};
use serde_json::{Map, Value, json};

use super::lower::Lowering;
use super::{Form, words};

/// Key of the envelope that names the kind.
const KIND: &str = "kind";

/// Schema of documents of any of the kinds.
pub(super) fn any_kind(mut lowering: Lowering, views: &[View]) -> Value {
    let branches: Vec<Value> = views
        .iter()
        .map(|view| {
            kind(&mut lowering, view);
            json!({ "if": recognised(view), "then": lowering.refer(view.kind.name) })
        })
        .collect();
    let mut out = head(&lowering, "documents");
    let mut properties = Map::new();
    for view in views {
        for key in view.kind.envelope {
            let values = properties.entry((*key).to_owned()).or_insert_with(|| json!({ "enum": [] }));
            let text = json!(envelope_text(view, key));
            if let Some(list) = values["enum"].as_array_mut().filter(|l| !l.contains(&text)) {
                list.push(text);
            }
        }
    }
    let mut needed = Vec::new();
    for (key, number) in views.iter().filter_map(teller) {
        let values = properties.entry(key.to_owned()).or_insert_with(|| json!({ "enum": [] }));
        if let Some(list) = values["enum"].as_array_mut().filter(|l| !l.contains(&json!(number))) {
            list.push(json!(number));
        }
        if !needed.contains(&key) {
            needed.push(key);
        }
    }
    // What has one key of the envelope needs the one that names the kind.
    let envelope = views.iter().flat_map(|v| v.kind.envelope).filter(|k| **k != KIND).collect::<BTreeSet<_>>();
    let halves = envelope.into_iter().map(|k| json!({ "required": [k] }));
    let halves: Vec<_> = halves.collect();
    let mut rest = branches;
    if !halves.is_empty() {
        rest.push(json!({ "if": { "type": "object", "anyOf": halves }, "then": { "required": [KIND] } }));
    }
    out.insert("type".into(), json!(["object", "null"]));
    out.insert("properties".into(), Value::Object(properties));
    if !needed.is_empty() && wishes_whole(&lowering) {
        out.insert("required".into(), json!(needed));
    }
    out.insert("allOf".into(), Value::Array(rest));
    finish(lowering, out)
}

/// Schema of documents of one kind.
pub(super) fn one_kind(mut lowering: Lowering, view: &View) -> Value {
    kind(&mut lowering, view);
    let mut out = head(&lowering, view.kind.name);
    out.insert("allOf".into(), json!([lowering.refer(view.kind.name)]));
    finish(lowering, out)
}

fn head(lowering: &Lowering, what: &str) -> Map<String, Value> {
    let wish = lowering.wish;
    let form = match wish.form {
        Form::Whole => "",
        Form::Patch => ", as strategic merge patches",
    };
    let mut out = Map::new();
    out.insert("$schema".into(), json!(wish.draft.meta()));
    out.insert("title".into(), json!(format!("{} {}: {what}{form}", wish.language.title, wish.version)));
    out.insert("description".into(), json!(wish.language.doc));
    out
}

fn finish(lowering: Lowering, mut out: Map<String, Value>) -> Value {
    out.insert(lowering.wish.draft.defs().into(), Value::Object(lowering.defs.into_parts()));
    Value::Object(out)
}

/// Holds for documents that are meant as this kind: its name, or no key of an envelope.
fn recognised(view: &View) -> Value {
    if let Some((key, number)) = teller(view) {
        return json!({ "type": "object", "properties": { (key): { "const": number } }, "required": [key] });
    }
    if view.kind.flags.headless {
        let keys = ["apiVersion", KIND].map(|k| json!({ "required": [k] }));
        return json!({ "type": "object", "not": { "anyOf": keys } });
    }
    json!({ "type": "object", "properties": { (KIND): { "const": view.kind.name } }, "required": [KIND] })
}

/// The key that tells a kind without envelope from others, with its value: a required number that can be one only.
fn teller(view: &View) -> Option<(&'static str, i64)> {
    let headless = view.kind.flags.headless.then_some(view.root());
    headless?.iter_live().find_map(|field| match field.field.ty {
        Type::Int(int) if field.required && int.min == int.max => Some((field.field.key, i64::try_from(int.min).ok()?)),
        _ => None,
    })
}

fn wishes_whole(lowering: &Lowering) -> bool {
    lowering.wish.form == Form::Whole
}

fn envelope_text(view: &View, key: &str) -> &'static str {
    if key == KIND { view.kind.name } else { view.kind.api_version }
}

/// Puts the definition of a kind where its name says.
fn kind(lowering: &mut Lowering, view: &View) {
    lowering.defs.reserve(view.kind.name);
    let (fields, required) = lowering.keys(view, view.root());
    let mut properties = Map::new();
    for key in view.kind.envelope {
        properties.insert((*key).to_owned(), json!({ "const": envelope_text(view, key) }));
    }
    properties.extend(fields);
    let needed: Vec<Value> = view.kind.envelope.iter().map(|k| json!(k)).chain(required).collect();
    let state = crate::reference::state_words(view.state.state).unwrap_or_default();
    let others = lowering.other_keys(view, view.root());
    let mut part = json!({
        "title": view.kind.name,
        "description": words::join(&[view.kind.doc.trim().to_owned(), state.clone()]),
        "type": ["object", "null"],
        "properties": properties,
        "additionalProperties": others,
    });
    if !state.is_empty() {
        part["deprecated"] = json!(true);
    }
    if lowering.deletes() {
        // A document that is deleted whole need say nothing else; what it says is read like any other.
        part["properties"][ostler_core::patch::MARKER] = json!({ "const": ostler_core::patch::DELETE });
    }
    if !needed.is_empty() {
        part["required"] = Value::Array(needed);
    }
    lowering.defs.fill(view.kind.name, part);
}

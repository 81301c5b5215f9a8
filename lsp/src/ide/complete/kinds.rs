//! Whole kinds: the keys that say what a document is, their values, and documents to begin with.

use std::sync::Arc;

use ostler_core::model::{FieldState, FieldView, Kind, Type, View};
use ostler_core::session::Part;
use ostler_core::syntax::Syntax;
use ostler_core::tree::Segment;
use ostler_schema::reference;

use super::insert::Text;
use super::{Cx, Item, ItemKind};
use crate::ide::cursor::{Layout, Slot, root_entries};

/// Deepest nesting of required fields that a new document is given.
const MAX_DEPTH: usize = 4;

/// Offers at the top level that depend on no single kind.
pub(super) fn items(cx: &Cx<'_>, part: Option<&Part>) -> Vec<Item> {
    if cx.language.syntax == Syntax::Toml {
        return Vec::new();
    }
    let keys: Vec<&str> = cx.cursor.siblings.iter().map(String::as_str).collect();
    match (cx.cursor.path.segments(), cx.cursor.slot) {
        ([], Slot::Open | Slot::Key) => {
            let mut out = envelope(cx, part, &keys);
            if keys.is_empty() && cx.cursor.slot == Slot::Open && matches!(cx.cursor.layout, Layout::Block { .. }) {
                out.extend(fitting(cx).map(|v| document(cx, &v)));
            }
            out
        }
        ([Segment::Key(key)], Slot::Value) if &**key == "kind" => fitting(cx).map(|v| kind_value(cx, &v)).collect(),
        ([Segment::Key(key)], Slot::Value) if &**key == "apiVersion" => versions(cx),
        _ => Vec::new(),
    }
}

/// Kinds whose fields may be meant while the document does not say its kind: those without an envelope, unless the
/// document has begun with one.
pub(super) fn possible(cx: &Cx<'_>) -> Vec<Arc<View>> {
    let has_envelope = root_entries(cx.text).iter().any(|(k, _)| *k == "kind" || *k == "apiVersion");
    if has_envelope {
        return Vec::new();
    }
    views(cx).filter(|v| v.kind.flags.headless).collect()
}

/// Kinds that the target has.
fn views<'a>(cx: &'a Cx<'_>) -> impl Iterator<Item = Arc<View>> + 'a {
    let all = cx.language.kinds.iter().map(|k| cx.engine.views().get(k, cx.target));
    all.filter(|v| v.state.state.accepted() && !v.state.hidden)
}

/// Kinds that have an envelope and agree with the `apiVersion` that is written.
fn fitting<'a>(cx: &'a Cx<'_>) -> impl Iterator<Item = Arc<View>> + 'a {
    let written = root_entries(cx.text).into_iter().find(|(k, _)| *k == "apiVersion").map(|(_, v)| v);
    let written = written.filter(|v| !v.is_empty());
    views(cx)
        .filter(|v| !v.kind.flags.headless && !v.kind.envelope.is_empty())
        .filter(move |v| written.is_none_or(|w| w.trim_matches(['"', '\'']) == v.kind.api_version))
}

fn envelope(cx: &Cx<'_>, part: Option<&Part>, keys: &[&str]) -> Vec<Item> {
    let kind = part.and_then(|p| p.document.kind);
    let mut names: Vec<&str> = match kind {
        Some(kind) => kind.envelope.to_vec(),
        // Fields of a kind without envelope are there, and the document is of that kind.
        None if keys.iter().any(|k| !["apiVersion", "kind", "name", "metadata"].contains(k)) => Vec::new(),
        None => cx.language.kinds.iter().flat_map(|k| k.envelope).copied().collect(),
    };
    names.sort_unstable();
    names.dedup();
    names.retain(|n| !keys.contains(n));
    let version = only_version(cx);
    names
        .into_iter()
        .map(|name| {
            let value = if name == "apiVersion" { version.unwrap_or("") } else { "" };
            let name_text = if cx.cursor.layout == Layout::Json { format!("\"{name}\"") } else { name.to_owned() };
            let value = if cx.cursor.layout == Layout::Json && !value.is_empty() {
                format!("\"{value}\"")
            } else {
                value.to_owned()
            };
            let text = if cx.cursor.slot == Slot::Key { name_text } else { format!("{name_text}: {value}") };
            Item {
                detail: "says what the document is".to_owned(),
                ..item(cx, name, ItemKind::Field, Text::fixed(text))
            }
        })
        .collect()
}

/// The one `apiVersion` of all kinds that have one.
fn only_version(cx: &Cx<'_>) -> Option<&'static str> {
    let mut all: Vec<_> = views(cx).map(|v| v.kind.api_version).filter(|v| !v.is_empty()).collect();
    all.dedup();
    if all.len() == 1 { all.pop() } else { None }
}

fn versions(cx: &Cx<'_>) -> Vec<Item> {
    let mut all: Vec<_> = views(cx).map(|v| v.kind.api_version).filter(|v| !v.is_empty()).collect();
    all.sort_unstable();
    all.dedup();
    let lead = if cx.cursor.needs_space { " " } else { "" };
    all.into_iter()
        .map(|v| item(cx, v, ItemKind::EnumValue, Text::fixed(format!("{lead}{}", in_layout(cx, v)))))
        .collect()
}

fn in_layout(cx: &Cx<'_>, text: &str) -> String {
    if cx.cursor.layout == Layout::Json { format!("\"{text}\"") } else { text.to_owned() }
}

/// A whole document of a kind.
fn document(cx: &Cx<'_>, view: &View) -> Item {
    let kind = view.kind;
    let mut text = Text::fixed(format!("apiVersion: {}\nkind: {}", kind.api_version, kind.name));
    push_required(&mut text, cx, view, kind, &[]);
    text.push("\n");
    Item { rank: 5_000, ..kind_item(cx, view, text) }
}

/// The value of `kind:`; a document that has nothing else yet is given its required fields, too.
fn kind_value(cx: &Cx<'_>, view: &View) -> Item {
    let kind = view.kind;
    let lead = if cx.cursor.needs_space { " " } else { "" };
    let mut text = Text::fixed(format!("{lead}{}", in_layout(cx, kind.name)));
    let mut also = Vec::new();
    if let Layout::Block { column: 0 } = cx.cursor.layout {
        let entries = root_entries(cx.text);
        let keys: Vec<&str> = entries.iter().map(|(k, _)| *k).collect();
        if keys.iter().all(|k| kind.envelope.contains(k)) {
            push_required(&mut text, cx, view, kind, &keys);
        }
        if !keys.contains(&"apiVersion") && !kind.api_version.is_empty() {
            let line = cx.text[..cx.cursor.typed.start as usize].rfind('\n').map_or(0, |n| n as u32 + 1);
            also.push((line..line, format!("apiVersion: {}\n", kind.api_version)));
        }
    }
    Item { also, ..kind_item(cx, view, text) }
}

fn kind_item(cx: &Cx<'_>, view: &View, text: Text) -> Item {
    let deprecated = matches!(view.state.state, FieldState::Deprecated(..));
    Item {
        detail: view.kind.doc.lines().next().unwrap_or("").to_owned(),
        doc: reference::kind(view),
        deprecated,
        rank: if deprecated { 10_000 } else { 0 },
        ..item(cx, view.kind.name, ItemKind::Document, text)
    }
}

fn push_required(text: &mut Text, cx: &Cx<'_>, view: &View, kind: &'static Kind, have: &[&str]) {
    let Some(fields) = view.fields_of((kind.shape)()) else { return };
    for field in fields.iter_live().filter(|f| f.required && !have.contains(&f.field.key)) {
        text.push("\n");
        push_field(text, cx, view, field, 0, 0);
    }
}

/// A key with a place to fill in, or with the required keys below it.
fn push_field(text: &mut Text, cx: &Cx<'_>, view: &View, field: &FieldView, column: usize, depth: usize) {
    text.push(&format!("{}{}:", " ".repeat(column), field.field.key));
    push_type(text, cx, view, field, field.field.ty, column, depth);
}

fn push_type(text: &mut Text, cx: &Cx<'_>, view: &View, field: &FieldView, ty: Type, column: usize, depth: usize) {
    let below = column + cx.step;
    match ty.opened() {
        Type::Struct(shape) if depth < MAX_DEPTH => {
            let Some(fields) = view.fields_of(shape()) else { return };
            let mut any = false;
            for inner in fields.iter_live().filter(|f| f.required) {
                any = true;
                text.push("\n");
                push_field(text, cx, view, inner, below, depth + 1);
            }
            if !any {
                text.push(&format!("\n{}", " ".repeat(below)));
                text.push_blank("");
            }
        }
        Type::List(of) if depth < MAX_DEPTH => {
            text.push(&format!("\n{}- ", " ".repeat(below)));
            if let Type::Struct(_) = of.opened() { text.push_blank("") } else { text.push_blank(sample(field, *of)) }
        }
        Type::OneOf(types) if !types.is_empty() => push_type(text, cx, view, field, types[0], column, depth),
        _ => {
            text.push(" ");
            text.push_blank(sample(field, ty));
        }
    }
}

/// What a place to fill in shows at first.
fn sample(field: &FieldView, ty: Type) -> &'static str {
    let written = field.field.examples.iter().copied().find(|e| !e.contains('\n') && !e.starts_with(['-', '[', '{']));
    match ty {
        Type::Enum(of) => of.values.first().map_or("", |v| v.text),
        Type::Bool => "true",
        _ if !field.default.is_empty() => field.default,
        _ => written.unwrap_or(""),
    }
}

fn item(cx: &Cx<'_>, label: &str, kind: ItemKind, text: Text) -> Item {
    Item {
        label: label.to_owned(),
        kind,
        detail: String::new(),
        doc: String::new(),
        replace: cx.cursor.typed.clone(),
        text,
        deprecated: false,
        rank: 0,
        also: Vec::new(),
    }
}

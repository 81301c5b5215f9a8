//! Values: booleans, enumerations, defaults and examples.

use ostler_core::model::{Enum, EnumValue, FieldState, Secret, State, Type};
use ostler_schema::reference;

use super::insert::{self, Text};
use super::{Cx, Item, ItemKind};
use crate::ide::cursor::{Layout, Slot};
use crate::ide::resolve::Spot;

/// Values that are known for a place.
pub(super) fn items(cx: &Cx<'_>, spot: &Spot<'_>) -> Vec<Item> {
    let mut out = Vec::new();
    for ty in spot.alternatives() {
        match ty {
            Type::List(of) if cx.cursor.slot == Slot::Open && matches!(cx.cursor.layout, Layout::Block { .. }) => {
                out.extend(of_type(cx, **of, "- "));
            }
            _ => out.extend(of_type(cx, *ty, "")),
        }
    }
    out.extend(known(cx, spot));
    let mut seen = Vec::new();
    out.retain(|item| {
        let is_new = !seen.contains(&item.label);
        seen.push(item.label.clone());
        is_new
    });
    for (place, item) in out.iter_mut().enumerate() {
        item.rank += place as u32;
    }
    out
}

fn of_type(cx: &Cx<'_>, ty: Type, dash: &str) -> Vec<Item> {
    match ty {
        Type::Bool => ["true", "false"].map(|t| item(cx, t, t, dash)).into(),
        Type::Enum(of) => of.at(cx.target.version).live().filter_map(|v| enum_item(cx, of, v, dash)).collect(),
        _ => Vec::new(),
    }
}

fn enum_item(cx: &Cx<'_>, of: &Enum, (value, state): (&EnumValue, State), dash: &str) -> Option<Item> {
    if state.hidden || value.text.is_empty() {
        return None;
    }
    let written = insert::text_value(value.text, cx.language.scalars, cx.cursor.layout);
    let deprecated = matches!(state.state, FieldState::Deprecated(..));
    Some(Item {
        kind: ItemKind::EnumValue,
        detail: value.doc.lines().next().unwrap_or("").to_owned(),
        doc: reference::enum_value(of, value, cx.target.version),
        deprecated,
        rank: if deprecated { 10_000 } else { 0 },
        ..item(cx, value.text, &written, dash)
    })
}

/// The default and the examples of a field that holds a plain value. Examples of secrets are no proposals.
fn known(cx: &Cx<'_>, spot: &Spot<'_>) -> Vec<Item> {
    let Some(field) = spot.field.filter(|f| spot.is_own_value() && f.field.secret == Secret::No) else {
        return Vec::new();
    };
    let is_text = spot.alternatives().iter().any(|t| matches!(t, Type::Str | Type::Format(_)));
    if !is_text && !matches!(spot.ty, Type::Int(_) | Type::Float | Type::Bool) {
        return Vec::new();
    }
    let mut out = Vec::new();
    let default = Some(field.default).filter(|d| !d.is_empty()).map(|d| (d, "default"));
    for (text, what) in default.into_iter().chain(field.field.examples.iter().map(|e| (*e, "example"))) {
        if text.is_empty() || text.contains('\n') {
            continue;
        }
        // Examples are written as in a document, so only what a bracket would end needs care.
        let is_number = text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        let written = match cx.cursor.layout {
            Layout::Json | Layout::Toml if !(is_number || matches!(spot.ty, Type::Bool)) => {
                insert::text_value(text.trim_matches(['"', '\'']), cx.language.scalars, cx.cursor.layout)
            }
            _ => text.to_owned(),
        };
        out.push(Item { detail: what.to_owned(), rank: 100, ..item(cx, text, &written, "") });
    }
    out
}

fn item(cx: &Cx<'_>, label: &str, written: &str, dash: &str) -> Item {
    let lead = if cx.cursor.needs_space { " " } else { "" };
    Item {
        label: label.to_owned(),
        kind: ItemKind::Value,
        detail: String::new(),
        doc: String::new(),
        replace: cx.cursor.typed.clone(),
        text: Text::fixed(format!("{lead}{dash}{written}")),
        deprecated: false,
        rank: 0,
        also: Vec::new(),
    }
}

//! Keys of the structure that the cursor is in.

use ostler_core::model::{FieldState, FieldView, Type, View};
use ostler_schema::reference;

use super::insert;
use super::{Cx, Item, ItemKind};
use crate::ide::cursor::{Cursor, Layout, Slot};
use crate::ide::resolve::Spot;

/// Above every rank that a field gets by its place in a structure.
const LAST: u32 = 10_000;

/// Keys that the place takes and does not have yet.
pub(super) fn items(cx: &Cx<'_>, view: &View, spot: &Spot<'_>) -> Vec<Item> {
    let mut out = Vec::new();
    for ty in spot.alternatives() {
        match ty {
            Type::Struct(shape) => out.extend(keys(cx, view, shape(), "")),
            // The list is not begun yet: its items need a dash.
            Type::List(of) if may_begin_list(cx.cursor) => {
                if let Type::Struct(shape) = of.opened() {
                    out.extend(keys(cx, view, shape(), "- "));
                }
            }
            _ => {}
        }
    }
    out
}

fn may_begin_list(cursor: &Cursor) -> bool {
    cursor.slot == Slot::Open && matches!(cursor.layout, Layout::Block { .. })
}

fn keys(cx: &Cx<'_>, view: &View, shape: &'static ostler_core::model::Struct, dash: &str) -> Vec<Item> {
    let Some(fields) = view.fields_of(shape) else { return Vec::new() };
    let is_there = |key: &str| dash.is_empty() && cx.cursor.siblings.iter().any(|s| s == key);
    let offered = fields.fields.iter().enumerate().filter(|(_, f)| f.state.accepted() && !f.hidden);
    offered.filter(|(_, f)| !is_there(f.field.key)).map(|(i, f)| item(cx, view, f, i as u32, dash)).collect()
}

fn item(cx: &Cx<'_>, view: &View, field: &FieldView, place: u32, dash: &str) -> Item {
    let (key, ty) = (field.field.key, field.field.ty);
    let mut cursor = cx.cursor.clone();
    if let Layout::Block { column } = &mut cursor.layout {
        *column += dash.len() as u32;
    }
    let deprecated = matches!(field.state, FieldState::Deprecated(..));
    let need = if field.required { ", required" } else { "" };
    Item {
        label: key.to_owned(),
        kind: ItemKind::Field,
        detail: format!("{}{need}", reference::type_words(ty)),
        doc: reference::field(view, key, field, ty),
        replace: cx.cursor.typed.clone(),
        text: insert::key_text(key, ty, &cursor, cx.step).behind(dash),
        deprecated,
        rank: place + if deprecated { LAST } else { 0 } + if field.required { 0 } else { 1_000 },
        also: Vec::new(),
    }
}

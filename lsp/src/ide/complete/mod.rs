//! Completion: keys, values and whole kinds, from the tables alone.
//!
//! What is there already is read from the text around the cursor ([`super::cursor`]), so half-typed and broken
//! documents get the same answers as whole ones. Nothing that the target does not read is offered; what is deprecated
//! there is offered last and marked.

mod insert;
mod keys;
mod kinds;
mod values;

pub use insert::Text;

use core::ops::Range;
use std::sync::Arc;

use ostler_core::lang::Language;
use ostler_core::model::{Target, View};
use ostler_core::session::{Engine, OpenFile, Part};
use ostler_core::syntax::{Chunk, Syntax, split_stream};

use super::cursor::{self, Cursor, Slot};
use super::resolve::Spot;

/// What an item stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemKind {
    /// A key.
    Field,
    /// A value of a closed list.
    EnumValue,
    /// Some other value: a default or an example.
    Value,
    /// A kind of document, with its required fields.
    Document,
}

/// One offer.
#[derive(Clone, Debug)]
pub struct Item {
    /// What is shown and matched against what was typed.
    pub label: String,
    /// What it stands for.
    pub kind: ItemKind,
    /// A short remark beside the label.
    pub detail: String,
    /// Markdown.
    pub doc: String,
    /// Bytes of the file's text that it replaces.
    pub replace: Range<u32>,
    /// What it writes there.
    pub text: Text,
    /// True when the target warns about it.
    pub deprecated: bool,
    /// Order; lower first.
    pub rank: u32,
    /// Other stretches that change with it.
    pub also: Vec<(Range<u32>, String)>,
}

/// What every source of items needs to know.
struct Cx<'a> {
    /// Text of the document.
    text: &'a str,
    cursor: &'a Cursor,
    /// Width of a level of indentation.
    step: usize,
    target: &'a Target,
    language: &'static Language,
    engine: &'a Engine,
}

/// Everything that can be typed at `offset` of the file's text, best first.
pub fn complete(engine: &Engine, file: &OpenFile, offset: u32) -> Vec<Item> {
    let syntax = syntax_of(file);
    let part = file.part_at(offset);
    let chunk = part.map_or_else(|| chunk_at(file.text(), offset, syntax), |p| p.chunk);
    let Some(text) = file.text().get(chunk.start as usize..chunk.end as usize) else { return Vec::new() };
    let Some(cursor) = cursor::locate(text, offset.saturating_sub(chunk.start), syntax) else { return Vec::new() };
    let mut items = Vec::new();
    for (language, target) in readings(engine, file, syntax) {
        let cx = Cx { text, cursor: &cursor, step: insert::indent_step(text), target: &target, language, engine };
        items.extend(of_language(&cx, part));
    }
    items.sort_by_key(|item| item.rank);
    for item in &mut items {
        item.replace = item.replace.start + chunk.start..item.replace.end + chunk.start;
        for (range, _) in &mut item.also {
            *range = range.start + chunk.start..range.end + chunk.start;
        }
    }
    items
}

fn of_language(cx: &Cx<'_>, part: Option<&Part>) -> Vec<Item> {
    let mut items = kinds::items(cx, part);
    let views: Vec<Arc<View>> = match part.and_then(|p| p.view.clone()) {
        Some(view) => vec![view],
        None => kinds::possible(cx),
    };
    for view in views {
        let Some(spot) = Spot::at(&view, &cx.cursor.path) else { continue };
        match cx.cursor.slot {
            Slot::Key | Slot::Open => {
                items.extend(keys::items(cx, &view, &spot));
                if cx.cursor.slot == Slot::Open && !cx.cursor.path.is_empty() {
                    items.extend(values::items(cx, &spot));
                }
            }
            Slot::Value => items.extend(values::items(cx, &spot)),
        }
    }
    items
}

/// The languages that a file may be of, with the release to read it for: its own, or, while it is too short to be
/// recognised, those that the settings name, or all of its syntax.
fn readings(engine: &Engine, file: &OpenFile, syntax: Syntax) -> Vec<(&'static Language, Target)> {
    if let Some(r) = file.recognised() {
        return vec![(r.language, r.target.clone())];
    }
    let wished = &engine.options().targets;
    let languages = engine.registry().languages.iter().copied().filter(|l| l.syntax == syntax);
    languages
        .filter_map(|l| match wished.iter().find(|t| t.language == l.id) {
            Some(target) => Some((l, target.clone())),
            None if wished.is_empty() => Some((l, Target::new(l.id, l.default_release()))),
            None => None,
        })
        .collect()
}

fn syntax_of(file: &OpenFile) -> Syntax {
    let ends = |ending: &str| file.path().to_ascii_lowercase().ends_with(ending);
    match file.recognised() {
        _ if ends(".json") => Syntax::Json,
        Some(r) => r.language.syntax,
        None if ends(".toml") => Syntax::Toml,
        None => Syntax::Yaml,
    }
}

fn chunk_at(text: &str, offset: u32, syntax: Syntax) -> Chunk {
    let whole = Chunk { start: 0, end: text.len() as u32 };
    match syntax {
        Syntax::Yaml => split_stream(text).into_iter().rev().find(|c| c.start <= offset).unwrap_or(whole),
        Syntax::Toml | Syntax::Json => whole,
    }
}

//! Hover: what the tables say about the key, value or kind under the cursor. Never the document's own values, so
//! nothing secret can be shown.

use core::ops::Range;

use ostler_core::lang::Language;
use ostler_core::model::{Type, View};
use ostler_core::session::{OpenFile, Part, Place};
use ostler_core::tree::{NodeKind, Path, Segment};
use ostler_schema::reference;

use super::cursor::{self, Slot};
use super::resolve::Spot;

/// What is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// Markdown.
    pub text: String,
    /// Bytes of the file's text that it is about.
    pub range: Range<u32>,
}

/// What is known about the place at `offset` of the file's text.
pub fn hover(file: &OpenFile, offset: u32) -> Option<Hover> {
    let place = file.place_at(offset)?;
    let view = place.view?;
    let shift = |r: Range<u32>| r.start + place.part.chunk.start..r.end + place.part.chunk.start;
    if let Some(hover) = of_node(&place, view) {
        return Some(Hover { range: shift(hover.range), ..hover });
    }
    let hover = of_text(file, &place, view)?;
    Some(Hover { range: shift(hover.range), ..hover })
}

/// From the tree.
fn of_node(place: &Place<'_>, view: &View) -> Option<Hover> {
    let tree = &place.part.document.tree;
    let node = *place.nodes.last()?;
    if tree.kind(tree.resolve(node)) != NodeKind::Scalar {
        return None;
    }
    let span = tree.span(node);
    let value = (!place.on_key).then(|| tree.text(tree.resolve(node)));
    Some(Hover { text: words(view, &place.path, value)?, range: span.start..span.end })
}

/// From the text, where broken syntax left nothing in the tree.
fn of_text(file: &OpenFile, place: &Place<'_>, view: &View) -> Option<Hover> {
    let language: &Language = place.part.document.language;
    let text = chunk_text(file, place.part);
    let cursor = cursor::locate(text, place.offset, language.syntax)?;
    let word = text.get(cursor.typed.start as usize..cursor.typed.end as usize).filter(|w| !w.is_empty())?;
    let text = match cursor.slot {
        Slot::Key | Slot::Open => words(view, &cursor.path.key(word.trim_matches(['"', '\''])), None)?,
        Slot::Value => words(view, &cursor.path, Some(word))?,
    };
    Some(Hover { text, range: cursor.typed })
}

fn chunk_text<'f>(file: &'f OpenFile, part: &Part) -> &'f str {
    file.text().get(part.chunk.start as usize..part.chunk.end as usize).unwrap_or("")
}

fn words(view: &View, path: &Path, value: Option<&str>) -> Option<String> {
    if let [Segment::Key(key)] = path.segments()
        && view.kind.envelope.contains(&&**key)
        && view.root().get(key).is_none()
    {
        return Some(reference::kind(view));
    }
    let spot = Spot::at(view, path)?;
    let field = spot.field?;
    let enum_value = spot.alternatives().iter().find_map(|ty| match (ty, value) {
        (Type::Enum(of), Some(text)) => {
            let found = of.values.iter().find(|v| v.text == text)?;
            Some(reference::enum_value(of, found, view.target.version))
        }
        _ => None,
    });
    let label = label(path);
    let about = reference::field(view, &label, field, spot.ty);
    Some(match enum_value {
        Some(words) => format!("{words}\n---\n\n{about}"),
        None => about,
    })
}

/// Path without the numbers of items: what the field is, not which one.
fn label(path: &Path) -> String {
    let mut out = Path::default();
    for segment in path.segments() {
        if let Segment::Key(key) = segment {
            out.push_key(key);
        }
    }
    out.to_string()
}

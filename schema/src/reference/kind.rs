//! A kind of document, and a structure inside of one, as Markdown.

use core::fmt::Write as _;

use ostler_core::model::{StructFields, View};

use super::field::{push_examples, push_paragraph};
use super::words::{state_words, type_words};

/// A kind at a target: doc, state, its fields, examples.
pub fn kind(view: &View) -> String {
    let kind = view.kind;
    let mut out = match kind.api_version {
        "" => format!("**{}**\n\n", kind.name),
        version => format!("**{}** · `{version}`\n\n", kind.name),
    };
    if let Some(text) = state_words(view.state.state) {
        let _ = writeln!(out, "⚠ {text}\n");
    }
    push_paragraph(&mut out, kind.doc);
    push_fields(&mut out, view.root());
    push_examples(&mut out, kind.examples);
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// A structure at a target: doc and its fields.
pub fn structure(fields: &StructFields) -> String {
    let mut out = format!("**{}**\n\n", fields.shape.name);
    push_paragraph(&mut out, fields.shape.doc);
    push_fields(&mut out, fields);
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// One line per field that the target has and that is published.
fn push_fields(out: &mut String, fields: &StructFields) {
    for field in fields.iter_live().filter(|f| !f.hidden) {
        let need = if field.required { ", required" } else { "" };
        let first = field.field.doc.lines().next().unwrap_or("").trim();
        let state = state_words(field.state).map_or(String::new(), |s| format!(" {s}"));
        let _ = writeln!(out, "- `{}` ({}{need}): {first}{state}", field.field.key, type_words(field.field.ty));
    }
    out.push('\n');
}

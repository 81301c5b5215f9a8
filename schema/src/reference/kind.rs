//! A kind of document, and a structure inside of one, as Markdown.

use core::fmt::Write as _;

use ostler_core::model::{Change, Identity, Kind, StructFields, View};

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
    push_facts(&mut out, kind);
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

/// How many documents there may be, and what is remarkable about the kind as a whole.
fn push_facts(out: &mut String, kind: &Kind) {
    let mut facts = Vec::new();
    match kind.identity {
        Identity::Key(key) => facts.push(format!("one document for each `{key}`")),
        Identity::Single => facts.push("at most one document".to_owned()),
    }
    if kind.flags.control_plane_only {
        facts.push("control plane machines only".to_owned());
    }
    facts.extend(kind.life.iter().filter_map(|event| match event.change {
        Change::Since => Some(format!("since {}", event.at)),
        Change::Removed => Some(format!("removed in {}", event.at)),
        _ => None,
    }));
    let _ = writeln!(out, "*{}*\n", facts.join(" · "));
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

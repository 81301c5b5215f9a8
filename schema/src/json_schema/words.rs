//! Descriptions: the documentation of a field or kind as Markdown, with what holds at the release.

use ostler_core::model::{Change, EnumView, FieldView, Version};

use super::Form;
use crate::reference::{enum_lines, merge_words, state_words};

/// Description of a field.
pub(super) fn field(field: &FieldView, version: Version, form: Form) -> String {
    let mut parts = vec![field.field.doc.trim().to_owned()];
    parts.extend(state_words(field.state));
    if !field.default.is_empty() {
        parts.push(format!("Default: `{}`.", field.default));
    }
    for event in field.field.life.iter().filter(|e| e.at <= version) {
        if let Change::Note(text) = event.change {
            parts.push(format!("From {} on: {text}", event.at));
        }
    }
    if form == Form::Patch {
        parts.extend(merge_words(field).map(|m| format!("In patches: {m}.")));
    }
    join(&parts)
}

/// Description of an enumeration: what it is, and a line for each value of the release.
pub(super) fn values(view: EnumView<'_>) -> String {
    join(&[view.of.doc.trim().to_owned(), enum_lines(view)])
}

/// Paragraphs.
pub(super) fn join(parts: &[String]) -> String {
    let parts: Vec<_> = parts.iter().filter(|p| !p.is_empty()).map(String::as_str).collect();
    parts.join("\n\n")
}

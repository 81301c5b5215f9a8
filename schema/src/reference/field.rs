//! A field, and a value of an enumeration, as Markdown.

use core::fmt::Write as _;

use ostler_core::model::{Change, Enum, EnumValue, EnumView, FieldView, Secret, State, Type, Version, View};

use super::words::{merge_words, state_words, type_words};

/// A field at a target: type, doc, state, default, history, values, merge behaviour, examples. `label` is what the
/// heading names, the key or a whole path; `ty` is the type at the place asked about, which for an item of a list is
/// the item's.
pub fn field(view: &View, label: &str, field: &FieldView, ty: Type) -> String {
    format!("**`{label}`** · {}\n\n{}", field_type(field, ty), field_body(view, field, ty))
}

/// The type as a noun phrase, and whether the field must be given.
pub fn field_type(field: &FieldView, ty: Type) -> String {
    let need = if field.required { ", required" } else { "" };
    format!("{}{need}", type_words(ty))
}

/// What [`field`] says below its first line.
pub fn field_body(view: &View, field: &FieldView, ty: Type) -> String {
    let mut out = String::new();
    if let Some(text) = state_words(field.state) {
        let _ = writeln!(out, "⚠ {text}\n");
    }
    push_paragraph(&mut out, field.field.doc);
    match ty {
        Type::Format(format) => push_paragraph(&mut out, format.doc),
        Type::Enum(of) => push_values(&mut out, of, view.target.version),
        _ => {}
    }
    let facts = facts(field);
    if !facts.is_empty() {
        for fact in facts {
            let _ = writeln!(out, "- {fact}");
        }
        out.push('\n');
    }
    push_examples(&mut out, field.field.examples);
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// A value of an enumeration.
pub fn enum_value(of: &Enum, value: &EnumValue, version: Version) -> String {
    let mut out = format!("**`{}`** · {}\n\n{}\n", value.text, of.name, value.doc.trim());
    if let Some(text) = state_words(State::at(value.life, version).state) {
        let _ = write!(out, "\n⚠ {text}\n");
    }
    out
}

fn facts(field: &FieldView) -> Vec<String> {
    let mut out = Vec::new();
    if !field.default.is_empty() {
        out.push(format!("Default: {}", code(field.default)));
    }
    for event in field.field.life {
        let at = event.at;
        match event.change {
            Change::Since => out.push(format!("Since {at}")),
            Change::Removed => out.push(format!("Removed in {at}")),
            Change::Default(text) => out.push(format!("From {at} on, the default is {}", code(text))),
            Change::Required => out.push(format!("Required from {at} on")),
            Change::Optional => out.push(format!("No longer required from {at} on")),
            Change::Note(text) => out.push(format!("{at}: {text}")),
            // The state says this when it holds, with what to use instead.
            Change::Deprecated(_) if matches!(field.state, ostler_core::model::FieldState::Deprecated(..)) => {}
            Change::Deprecated(_) => out.push(format!("Deprecated from {at} on")),
            Change::Hidden | Change::OmittedWhenEmpty | Change::Uncounted => {}
        }
    }
    out.extend(merge_words(field).map(|m| format!("In patches: {m}")));
    match field.field.secret {
        Secret::No => {}
        Secret::Value => out.push("Secret: masked in everything that is shown".to_owned()),
        Secret::UrlQuery(name) => out.push(format!("Secret: the parameter `{name}` is masked")),
        Secret::KeyNamed(name) => out.push(format!("Secret: values of `{name}` below it are masked")),
    }
    if !field.field.see.is_empty() {
        let see: Vec<_> = field.field.see.iter().map(|s| link(s)).collect();
        out.push(format!("See {}", see.join(", ")));
    }
    out
}

fn link(target: &str) -> String {
    if target.starts_with("http") { format!("<{target}>") } else { format!("`{target}`") }
}

fn push_values(out: &mut String, of: &Enum, version: Version) {
    let _ = writeln!(out, "{}\n", enum_lines(of.at(version)));
}

/// The values that a release has, a line each.
pub fn enum_lines(of: EnumView<'_>) -> String {
    let line = |(value, state): (&EnumValue, State)| {
        let note = state_words(state.state).map_or(String::new(), |s| format!(" {s}"));
        format!("- `{}`: {}{note}", value.text, value.doc.trim())
    };
    of.live().map(line).collect::<Vec<_>>().join("\n")
}

pub(super) fn push_paragraph(out: &mut String, text: &str) {
    let text = text.trim();
    if !text.is_empty() {
        let _ = writeln!(out, "{text}\n");
    }
}

pub(super) fn push_examples(out: &mut String, examples: &[&str]) {
    let (long, short): (Vec<&str>, Vec<&str>) = examples.iter().copied().partition(|e| e.contains('\n'));
    if !short.is_empty() {
        let short: Vec<_> = short.iter().map(|e| code(e)).collect();
        let _ = writeln!(out, "Examples: {}\n", short.join(", "));
    }
    for example in long {
        let _ = writeln!(out, "```yaml\n{}\n```\n", example.trim_end());
    }
}

/// Inline code, also for texts that hold backticks.
fn code(text: &str) -> String {
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}

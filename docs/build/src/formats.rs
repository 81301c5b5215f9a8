//! A section for every format of text, with its examples and the fields that have it.

use core::fmt::Write as _;
use std::collections::BTreeMap;

use ostler_core::lang::Registry;
use ostler_core::model::{Format, FormatExample, Target, Type, View};
use ostler_schema::reference;

use crate::chapter::Page;
use crate::titles;

/// More fields than this are counted, not listed.
const LISTED: usize = 12;

/// The page of all formats.
pub fn formats(registry: &'static Registry) -> Page {
    let mut found: BTreeMap<&'static str, (&'static Format, Vec<String>)> = BTreeMap::new();
    for language in registry.languages {
        for kind in language.kinds {
            let view = View::new(kind, &Target::new(language.id, language.default_release()));
            reference::walk(&view, view.root(), &mut |step| {
                let Some(format) = format_of(step.field.field.ty) else { return };
                let place =
                    if kind.flags.headless { step.path.to_owned() } else { format!("{}.{}", kind.name, step.path) };
                found.entry(format.name).or_insert((format, Vec::new())).1.push(place);
            });
        }
    }
    let mut content = String::from(
        "# Formats of texts\n\nTypes of fields that take a certain form of text. The reference calls them by these names.\n",
    );
    for (name, (format, places)) in found {
        let _ = write!(content, "\n## {name} {{#{name}}}\n\n{}\n\n{}{}", format.doc, examples(format), used(&places));
    }
    Page::new("Formats", titles::FORMATS, content)
}

/// The format of a text, or of texts within a list or mapping.
pub fn format_of(ty: Type) -> Option<&'static Format> {
    match ty {
        Type::Format(format) => Some(format),
        Type::List(of) | Type::Map(of) => format_of(*of),
        Type::OneOf(types) => types.iter().find_map(|t| format_of(*t)),
        _ => None,
    }
}

fn examples(format: &Format) -> String {
    let line = |ok: bool, title: &str| {
        let texts: Vec<_> = format.examples.iter().filter(|e| e.ok == ok && shown(e)).map(example).collect();
        if texts.is_empty() { String::new() } else { format!("- {title}: {}\n", texts.join(", ")) }
    };
    let lines = [line(true, "Accepted"), line(false, "Refused")].concat();
    if lines.is_empty() { lines } else { lines + "\n" }
}

/// Examples that can be shown within a line.
fn shown(example: &FormatExample) -> bool {
    !example.text.is_empty() && example.text.len() <= 60 && !example.text.contains(['\n', '`'])
}

fn example(example: &FormatExample) -> String {
    let since = example.since.map_or(String::new(), |v| format!(" (from {v} on)"));
    format!("`{}`{since}", example.text)
}

fn used(places: &[String]) -> String {
    if places.len() > LISTED {
        return format!("{} fields have it.\n", places.len());
    }
    let places: Vec<_> = places.iter().map(|p| format!("`{p}`")).collect();
    format!("Fields: {}.\n", places.join(", "))
}

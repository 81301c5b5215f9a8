//! Fields of a kind with everything below them, as sections of a page. A part that is large enough gets a page of its own,
//! which is a matter of counting: nothing here knows which part of which kind that is.

use core::fmt::Write as _;

use ostler_core::lang::Language;
use ostler_core::model::{FieldView, StructFields, View};
use ostler_schema::reference;

use crate::cells::{cell, first};
use crate::chapter::Page;
use crate::formats::format_of;
use crate::titles;

/// Kinds with more fields than this are spread over several pages.
const LARGE_KIND: usize = 120;

/// A part with so many fields gets its own page, in a large kind.
const LARGE_PART: usize = 12;

/// A field with where it is.
struct Entry<'v> {
    path: String,
    depth: usize,
    field: &'v FieldView,
}

/// Sections of fields, and the names that lead to their headings.
#[derive(Debug, Default)]
pub struct Sections {
    /// Markdown.
    pub text: String,
    /// Names with ids, as in [`Page::labels`].
    pub labels: Vec<(String, String)>,
}

/// Cuts a kind into sections and pages.
pub struct Cutter<'v> {
    language: &'static Language,
    view: &'v View,
    large: bool,
}

impl<'v> Cutter<'v> {
    /// A cutter for a kind at the release that pages describe.
    pub fn new(language: &'static Language, view: &'v View) -> Self {
        let mut count = 0;
        reference::walk(view, view.root(), &mut |_| count += 1);
        Self { language, view, large: count > LARGE_KIND }
    }

    /// The fields below a place, as sections, and the pages of the parts that are cut off.
    pub fn sections(&self, from: &StructFields, path: &str) -> (Sections, Vec<Page>) {
        let mut entries: Vec<Entry<'_>> = Vec::new();
        let prefix = if path.is_empty() { String::new() } else { format!("{path}.") };
        reference::walk(self.view, from, &mut |step| {
            entries.push(Entry { path: format!("{prefix}{}", step.path), depth: step.depth, field: step.field });
        });
        let (mut out, mut pages) = (Sections::default(), Vec::new());
        let mut at = 0;
        while let Some(entry) = entries.get(at) {
            let below = entries[at + 1..].iter().take_while(|e| e.depth > entry.depth).count();
            out.text.push_str(&self.section(entry));
            out.labels.push((self.label(&entry.path), anchor(&entry.path)));
            if self.large && below >= LARGE_PART {
                pages.extend(self.part(entry, &mut out.text));
                at += below;
            }
            at += 1;
        }
        (out, pages)
    }

    fn section(&self, entry: &Entry<'_>) -> String {
        let Entry { path, field, .. } = entry;
        let level = "#".repeat((entry.depth + 3).min(6));
        let ty = linked_type(field);
        let body = reference::field_body(self.view, field, field.field.ty);
        format!("{level} `{path}` {{#{}}}\n\n*{ty}*\n\n{}\n\n", anchor(path), body.trim())
    }

    /// The page of a part, linked from the section of its field.
    fn part(&self, entry: &Entry<'_>, out: &mut String) -> Option<Page> {
        let fields = reference::lookup(self.view, &entry.path).ok()?.below?;
        let file = titles::part(self.language, self.view.kind, &entry.path);
        let name = file.rsplit('/').next().unwrap_or(&file);
        let _ = writeln!(out, "Its fields have a page of their own: [`{}`]({name}).\n", entry.path);
        let (sections, below) = self.sections(fields, &entry.path);
        let mut content =
            format!("# {}\n\n*{}*\n\n", entry.path, reference::field_type(entry.field, entry.field.field.ty));
        let body = reference::field_body(self.view, entry.field, entry.field.field.ty);
        let _ = write!(content, "{}\n\n{}\n## Fields\n\n{}", body.trim(), overview(fields), sections.text);
        Some(Page { below, labels: sections.labels, ..Page::new(Self::short(&entry.path), file, content) })
    }

    /// What people call a field.
    fn label(&self, path: &str) -> String {
        if self.view.kind.flags.headless { path.to_owned() } else { format!("{}.{path}", self.view.kind.name) }
    }

    /// The last key of a path below another part, since the sidebar shows the rest.
    fn short(path: &str) -> String {
        path.rsplit_once('.').map_or(path, |(_, key)| key).to_owned()
    }
}

/// The type of a field in words, the name of a format linked to what it means.
fn linked_type(field: &FieldView) -> String {
    let words = reference::field_type(field, field.field.ty);
    let Some(name) = format_of(field.field.ty).map(|f| f.name) else { return words };
    words.replacen(name, &format!("[{name}](/{}#{name})", titles::FORMATS), 1)
}

/// A table of the fields of a structure.
fn overview(fields: &StructFields) -> String {
    let mut out = String::from("| key | type | |\n|---|---|---|\n");
    for field in fields.iter_live().filter(|f| !f.hidden) {
        let ty = cell(&reference::field_type(field, field.field.ty));
        let _ = writeln!(out, "| `{}` | {ty} | {} |", field.field.key, cell(first(field.field.doc)));
    }
    out
}

/// The id of a field's heading.
pub fn anchor(path: &str) -> String {
    path.chars().map(|c| if c.is_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '-' }).collect()
}

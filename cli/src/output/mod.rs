//! A masked report as text, in the format asked for. Forms for programs are made by the schema crate.

mod concise;
mod excerpt;
mod full;
pub mod summary;

use ostler_core::diag::Redacted;
use ostler_core::lang::Registry;
use ostler_core::session::Report;
use ostler_schema::wire;

use crate::args::{Format, Paint};

/// The report in a format.
pub fn render(report: &Redacted<Report>, format: Format, paint: Paint, registry: Registry) -> String {
    match format {
        Format::Full => full::render(report, paint),
        Format::Concise => concise::render(report, paint),
        Format::Json => wire::json(report),
        Format::JsonLines => wire::json_lines(report),
        Format::Github => wire::github(report),
        Format::Gitlab => wire::gitlab(report),
        Format::Sarif => wire::sarif(report, registry),
        Format::Rdjson => wire::rdjson(report),
        Format::Junit => wire::junit(report),
    }
}

/// "w-1, w-2, w-3 and 9 more": at most `most` names.
pub fn few<'n>(names: impl ExactSizeIterator<Item = std::borrow::Cow<'n, str>>, most: usize) -> String {
    let more = names.len().saturating_sub(most);
    let named: Vec<_> = names.take(most).collect();
    let named = named.join(", ");
    if more == 0 { named } else { format!("{named} and {more} more") }
}

#[cfg(test)]
mod tests;

//! A masked report as text, in the format asked for. Forms for programs are made by the schema crate.

mod concise;
mod excerpt;
mod full;
pub mod summary;

use core::fmt;

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

/// `1 error`, `3 errors`.
pub fn counted(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

/// `w-1, w-2, w-3 and 9 more`: at most `most` names, and never one more alone.
pub fn listed(names: impl ExactSizeIterator<Item: fmt::Display>, most: usize) -> String {
    let all = names.len();
    let shown = if all > most { most.saturating_sub(1) } else { all };
    let mut out = names.take(shown).map(|n| n.to_string()).collect::<Vec<_>>().join(", ");
    if shown < all {
        // Writing to a string cannot fail.
        let _ = fmt::Write::write_fmt(&mut out, format_args!(" and {} more", all - shown));
    }
    out
}

#[cfg(test)]
mod tests;

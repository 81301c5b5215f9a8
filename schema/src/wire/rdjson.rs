//! reviewdog's `rdjson`. Columns count UTF-8 bytes there, from 1.

use ostler_core::diag::{Redacted, Severity};
use ostler_core::session::{Location, Point, Report};
use serde::Serialize;

use super::{code_url, full_message, to_json};

#[derive(Serialize)]
struct Result<'r> {
    source: Source,
    diagnostics: Vec<Diagnostic<'r>>,
}

#[derive(Serialize)]
struct Source {
    name: &'static str,
    url: &'static str,
}

#[derive(Serialize)]
struct Diagnostic<'r> {
    message: String,
    location: Place<'r>,
    severity: &'static str,
    code: Code<'r>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion<'r>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<RelatedLocation<'r>>,
}

#[derive(Serialize)]
struct RelatedLocation<'r> {
    message: &'r str,
    location: Place<'r>,
}

#[derive(Serialize)]
struct Place<'r> {
    path: &'r str,
    range: Range,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: u32,
    column: u32,
}

#[derive(Serialize)]
struct Code<'r> {
    value: &'r str,
    url: String,
}

#[derive(Serialize)]
struct Suggestion<'r> {
    range: Range,
    text: &'r str,
}

/// `ostler check --format rdjson`.
pub fn rdjson(report: &Redacted<Report>) -> String {
    let report = report.get();
    let diagnostics = report.findings().map(|f| {
        let d = &f.diagnostic;
        // A fix of several edits cannot be offered as one suggestion.
        let single = d.fixes.iter().zip(&f.edits).filter(|(fix, places)| fix.edits.len() == 1 && places.len() == 1);
        Diagnostic {
            message: full_message(d),
            location: place(report, &f.primary),
            severity: match d.severity {
                Severity::Error => "ERROR",
                Severity::Warning => "WARNING",
                Severity::Info => "INFO",
            },
            code: Code { value: d.code, url: code_url(d.code) },
            suggestions: single
                .map(|(fix, places)| Suggestion { range: range(report, &places[0]), text: &fix.edits[0].text })
                .collect(),
            related_locations: d
                .labels
                .iter()
                .zip(&f.related)
                .map(|(label, at)| RelatedLocation { message: &label.message, location: place(report, at) })
                .collect(),
        }
    });
    let source = Source { name: "ostler", url: "https://github.com/ostler-dev/ostler" };
    to_json(&Result { source, diagnostics: diagnostics.collect() })
}

fn place<'r>(report: &Report, at: &'r Location) -> Place<'r> {
    Place { path: &at.file, range: range(report, at) }
}

fn range(report: &Report, at: &Location) -> Range {
    let text = report.file(&at.file).and_then(|f| f.text.as_deref()).unwrap_or("");
    Range { start: position(text, at.start), end: position(text, at.end) }
}

/// Masking keeps bytes, so a masked text is as good as the file's.
fn position(text: &str, point: Point) -> Position {
    let head = text.as_bytes().get(..point.byte as usize).unwrap_or(&[]);
    let start = head.iter().rposition(|b| *b == b'\n').map_or(0, |n| n + 1);
    Position { line: point.line, column: (head.len() - start) as u32 + 1 }
}

//! GitLab code quality: one JSON array.

use ostler_core::diag::{Redacted, Severity};
use ostler_core::session::Report;
use serde::Serialize;

use super::fingerprint::Fingerprints;
use super::{full_message, to_json};

#[derive(Serialize)]
struct Issue<'r> {
    description: String,
    check_name: &'r str,
    fingerprint: String,
    severity: &'static str,
    location: Place<'r>,
}

#[derive(Serialize)]
struct Place<'r> {
    path: &'r str,
    positions: Positions,
    lines: Lines,
}

#[derive(Serialize)]
struct Positions {
    begin: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: u32,
    column: u32,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

/// `ostler check --format gitlab`.
pub fn gitlab(report: &Redacted<Report>) -> String {
    let mut fingerprints = Fingerprints::default();
    let issues: Vec<_> = report
        .get()
        .findings()
        .map(|f| {
            let (start, end) = (f.primary.start, f.primary.end);
            Issue {
                description: full_message(&f.diagnostic),
                check_name: f.diagnostic.code,
                fingerprint: fingerprints.next(f),
                severity: match f.diagnostic.severity {
                    Severity::Error => "major",
                    Severity::Warning => "minor",
                    Severity::Info => "info",
                },
                location: Place {
                    path: &f.primary.file,
                    positions: Positions {
                        begin: Position { line: start.line, column: start.column },
                        end: Position { line: end.line, column: end.column },
                    },
                    lines: Lines { begin: start.line, end: end.line },
                },
            }
        })
        .collect();
    to_json(&issues)
}

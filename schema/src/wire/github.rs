//! GitHub workflow commands, one a line, that the runner turns into annotations.

use core::fmt::Write as _;

use ostler_core::diag::{Redacted, Severity};
use ostler_core::session::{Finding, Report};

use super::full_message;

/// How many annotations of one severity GitHub shows for a step; the rest is in the log only.
pub const ANNOTATION_LIMIT: usize = 10;

/// `ostler check --format github`.
pub fn github(report: &Redacted<Report>) -> String {
    let mut out = String::new();
    for finding in report.get().findings() {
        command(finding, &mut out);
    }
    out
}

fn command(finding: &Finding, out: &mut String) {
    let (d, at) = (&finding.diagnostic, &finding.primary);
    let level = match d.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let (start, end) = (at.start, at.end);
    // Writing to a string cannot fail.
    let _ = write!(out, "::{level} file={},line={}", property(&at.file), start.line);
    if start.line == end.line {
        // Columns count only inside one line.
        let _ = write!(out, ",col={},endColumn={}", start.column, end.column);
    } else {
        let _ = write!(out, ",endLine={}", end.line);
    }
    let _ = writeln!(out, ",title={}::{}", property(&format!("ostler ({})", d.code)), data(&full_message(d)));
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

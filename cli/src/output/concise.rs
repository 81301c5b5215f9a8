//! One line for each finding: place, severity, code, headline.

use core::fmt::Write as _;

use ostler_core::diag::{Redacted, Severity};
use ostler_core::session::Report;

use crate::args::Paint;

pub fn render(report: &Redacted<Report>, paint: Paint) -> String {
    let mut out = String::new();
    for finding in report.get().findings() {
        let (d, at) = (&finding.diagnostic, &finding.primary);
        let (word, color) = match d.severity {
            Severity::Error => ("error", "\u{1b}[31m"),
            Severity::Warning => ("warning", "\u{1b}[33m"),
            Severity::Info => ("info", "\u{1b}[36m"),
        };
        let (on, off) = if paint == Paint::Colored { (color, "\u{1b}[0m") } else { ("", "") };
        let place = format!("{}:{}:{}", at.file, at.start.line, at.start.column);
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{place}: {on}{word}{off}[{}]: {}", d.code, d.headline);
    }
    out
}

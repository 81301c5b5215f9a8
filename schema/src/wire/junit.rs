//! JUnit XML: one test case per file. Errors fail the case, everything milder is its output.

use core::fmt::Write as _;

use ostler_core::diag::{Redacted, Severity};
use ostler_core::session::{FileReport, Finding, Report, Status};

use super::{full_message, severity};

/// `ostler check --format junit`.
pub fn junit(report: &Redacted<Report>) -> String {
    let files = &report.get().files;
    let sum = report.get().summary();
    let failed = files.iter().filter(|f| f.findings.iter().any(is_error)).count();
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let numbers = format!("tests=\"{}\" failures=\"{failed}\" errors=\"{}\"", files.len(), sum.unreadable);
    // Writing to a string cannot fail.
    let _ = writeln!(out, "<testsuites name=\"ostler check\" {numbers}>");
    let _ = writeln!(out, "  <testsuite name=\"ostler check\" {numbers} skipped=\"{}\">", sum.skipped);
    for file in files {
        case(file, &mut out);
    }
    out.push_str("  </testsuite>\n</testsuites>\n");
    out
}

fn is_error(finding: &Finding) -> bool {
    finding.diagnostic.severity == Severity::Error
}

fn case(file: &FileReport, out: &mut String) {
    let name = escape(&file.path);
    let _ =
        write!(out, "    <testcase name=\"{name}\" classname=\"{}\" file=\"{name}\"", file.language.unwrap_or("file"));
    let before = out.len();
    out.push_str(">\n");
    match &file.status {
        Status::Skipped(reason) => _ = writeln!(out, "      <skipped message=\"{}\"/>", escape(reason)),
        Status::Unreadable(reason) => _ = writeln!(out, "      <error message=\"{}\"/>", escape(reason)),
        Status::Checked if file.findings.is_empty() => {
            out.replace_range(before.., "/>\n");
            return;
        }
        Status::Checked => findings(file, out),
    }
    out.push_str("    </testcase>\n");
}

fn findings(file: &FileReport, out: &mut String) {
    let (errors, milder): (Vec<_>, Vec<_>) = file.findings.iter().partition(|f| is_error(f));
    if let Some(first) = errors.first() {
        let message = match errors.len() {
            1 => first.diagnostic.headline.clone(),
            n => format!("{} (and {} more)", first.diagnostic.headline, n - 1),
        };
        let _ = write!(out, "      <failure message=\"{}\" type=\"{}\">", escape(&message), first.diagnostic.code);
        for finding in errors {
            line(finding, out);
        }
        out.push_str("</failure>\n");
    }
    if !milder.is_empty() {
        out.push_str("      <system-out>");
        for finding in milder {
            line(finding, out);
        }
        out.push_str("</system-out>\n");
    }
}

fn line(finding: &Finding, out: &mut String) {
    let (d, at) = (&finding.diagnostic, &finding.primary);
    let place = format!("{}:{}:{}", at.file, at.start.line, at.start.column);
    let text = format!("{place}: {}[{}]: {}\n", severity(d.severity), d.code, full_message(d));
    out.push_str(&escape(&text));
}

/// Text for XML 1.0, which has no way to write most control characters.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

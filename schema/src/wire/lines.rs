//! One JSON value a line: each file, then its findings. For streams and `jq`.

use ostler_core::diag::Redacted;
use ostler_core::session::Report;
use schemars::JsonSchema;
use serde::Serialize;

use super::diagnostics::{Diagnostic, File};

/// A line.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "format")]
pub enum Line {
    /// A file, before its findings.
    #[serde(rename = "ostler.file/1")]
    File(File),
    /// A finding, of the form that `ostler.diagnostics/1` has.
    #[serde(rename = "ostler.diagnostic/1")]
    Diagnostic(Diagnostic),
}

/// `ostler check --format json-lines`.
pub fn json_lines(report: &Redacted<Report>) -> String {
    let mut out = String::new();
    for file in &report.get().files {
        let findings = file.findings.iter().map(|f| Line::Diagnostic(Diagnostic::of(f)));
        for line in core::iter::once(Line::File(File::of(file))).chain(findings) {
            out.push_str(&serde_json::to_string(&line).unwrap_or_default());
            out.push('\n');
        }
    }
    out
}

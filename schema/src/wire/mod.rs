//! Machine-readable forms of a report. Each takes a [`Redacted`] report, so an unmasked one cannot be written.
//!
//! Inside a version number of a form of ours only additions are made; a test for each form holds its shape. Serde lives
//! here and in the schemas, nowhere below. This module must not know a terminal, files or options of a command.

pub mod diagnostics;
mod diff;
mod fingerprint;
mod github;
mod gitlab;
mod junit;
mod lines;
pub mod lock;
mod provenance;
mod rdjson;
pub mod render;
pub mod sarif;

use ostler_core::diag::{Redacted, Severity};
use ostler_core::session::Report;

pub use diff::{FleetRun, Place, RefusedNodes, Revision, diff_json};
pub use github::{ANNOTATION_LIMIT, github};
pub use gitlab::gitlab;
pub use junit::junit;
pub use lines::json_lines;
pub use lock::Lock;
pub use provenance::provenance_json;
pub use rdjson::rdjson;
pub use render::{RenderRun, join_renders, render_json};
pub use sarif::sarif;

/// A documented form with its JSON Schema.
#[derive(Debug)]
pub struct Form {
    /// Name as in `ostler schema wire NAME`.
    pub name: &'static str,
    /// One sentence.
    pub doc: &'static str,
    /// Its JSON Schema.
    pub schema: fn() -> schemars::Schema,
}

/// The forms that we define ourselves, sorted by name.
pub static FORMS: &[Form] = &[
    Form {
        name: "diagnostics",
        doc: "`ostler check --format json`: files and findings, `ostler.diagnostics/1`.",
        schema: schema_of::<diagnostics::Diagnostics>,
    },
    Form {
        name: "diff",
        doc: "`ostler diff --format json`: what differs by meaning, `ostler.diff/1`.",
        schema: schema_of::<diff::Diff>,
    },
    Form {
        name: "json-lines",
        doc: "`ostler check --format json-lines`: one file or finding a line.",
        schema: schema_of::<lines::Line>,
    },
    Form {
        name: "lock",
        doc: "`ostler.lock`: from what every node was rendered and what came of it, `ostler.lock/1`.",
        schema: schema_of::<lock::Lock>,
    },
    Form {
        name: "provenance",
        doc: "`ostler why --format json`: where a value comes from, `ostler.provenance/1`.",
        schema: schema_of::<provenance::Answer>,
    },
    Form {
        name: "render",
        doc: "`ostler render --format json`: nodes, outputs and findings of a fleet, `ostler.render/1`.",
        schema: schema_of::<render::Render>,
    },
];

/// The schema of what is written, so fields that may be left out are not required.
fn schema_of<T: schemars::JsonSchema>() -> schemars::Schema {
    schemars::generate::SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>()
}

/// Where a code is documented for people.
pub fn code_url(code: &str) -> String {
    format!("https://ostler-dev.github.io/ostler/codes/{code}.html")
}

/// `ostler check --format json`.
pub fn json(report: &Redacted<Report>) -> String {
    to_json(&diagnostics::Diagnostics::of(report))
}

/// Name of a severity in our own forms.
pub(crate) const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

/// Headline, note and help as one text, for forms with a single message.
pub(crate) fn full_message(diagnostic: &ostler_core::diag::Diagnostic) -> String {
    let mut out = diagnostic.headline.clone();
    if !diagnostic.primary.message.is_empty() {
        out.push_str(": ");
        out.push_str(&diagnostic.primary.message);
    }
    for help in &diagnostic.help {
        out.push('\n');
        out.push_str(help);
    }
    out
}

/// Pretty JSON with a line break at the end. A value made of strings, numbers and lists cannot fail to serialise; should
/// it ever, the output is empty and the reader's parser says so.
pub(crate) fn to_json(value: &impl serde::Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}

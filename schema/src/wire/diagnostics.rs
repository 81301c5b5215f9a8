//! `ostler.diagnostics/1`: files and findings.

use std::collections::BTreeMap;

use ostler_core::diag::{Applicability, Redacted, Tag};
use ostler_core::session::{self, FileReport, Finding, Report};
use schemars::JsonSchema;
use serde::Serialize;

use super::severity;

/// Everything that a run of `ostler check` says.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Diagnostics {
    /// Always `ostler.diagnostics/1`. Inside `/1` only additions are made.
    pub format: &'static str,
    /// Files in the order given, those of a directory by the bytes of their paths.
    pub files: Vec<File>,
    /// Findings by file, position, code.
    pub diagnostics: Vec<Diagnostic>,
    /// Numbers of the whole run, also when not all findings are listed.
    pub summary: Summary,
}

/// What became of a file.
#[derive(Debug, Serialize, JsonSchema)]
pub struct File {
    /// Relative to the working directory, with `/`.
    pub path: String,
    /// Id of its language; missing unless checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<&'static str>,
    /// `config`, `patch`, `json-patch`, `fleet`, `network`; missing unless checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<&'static str>,
    /// Release by language that it was checked for; missing unless checked.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub target: BTreeMap<&'static str, String>,
    /// Flavour of the release, where there are any.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub variant: String,
    /// What decided the release: `flag`, `comment`, `project`, `image`, `neighbour` or `default`; missing unless checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_source: Option<&'static str>,
    /// The file that names the release; missing unless `target_source` is `neighbour`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_file: Option<String>,
    /// Number of documents with content.
    pub documents: usize,
    /// Number of values that another tool fills in, which were not checked; missing when there are none.
    #[serde(skip_serializing_if = "is_zero")]
    pub holes: usize,
    /// `checked`, `skipped` or `unreadable`.
    pub status: &'static str,
    /// Why it was skipped or is unreadable.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "signature of serde")]
fn is_zero(n: &usize) -> bool {
    *n == 0
}

/// A finding.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Diagnostic {
    /// Stable name `area/kebab-name`.
    pub code: &'static str,
    /// `error`: the reader at the target refuses it; `warning`: it does something else than meant; `info`: advice.
    pub severity: &'static str,
    /// One sentence that stands alone.
    pub message: String,
    /// Place in the document, KIND/NAME`:`FIELD.PATH; empty when there is none.
    pub path: String,
    /// The place to look at.
    pub primary: Place,
    /// Other places that explain it.
    pub related: Vec<Related>,
    /// Why, and the way out.
    pub help: Vec<String>,
    /// Ways to mend it.
    pub fixes: Vec<Fix>,
    /// Nodes of a fleet that it reaches; empty outside of one.
    pub nodes: Vec<String>,
    /// `deprecated`, `unnecessary`; missing when there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<&'static str>,
}

/// A range in a file, with what is there.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Place {
    /// Path of the file.
    pub file: String,
    /// First position.
    pub start: Position,
    /// Position behind the last character.
    pub end: Position,
    /// What is there; missing when the headline says it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub message: String,
}

/// A range in a file that explains a finding.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Related {
    /// What is there.
    pub message: String,
    /// Path of the file.
    pub file: String,
    /// First position.
    pub start: Position,
    /// Position behind the last character.
    pub end: Position,
}

/// A position in a file.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Position {
    /// 1-based.
    pub line: u32,
    /// 1-based, counted in Unicode scalar values.
    pub column: u32,
    /// 0-based from the start of the file.
    pub byte: u32,
}

/// A way to mend a finding.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Fix {
    /// What it does.
    pub title: String,
    /// `safe`: does what was meant; `unsafe`: a person should look.
    pub applicability: &'static str,
    /// Changes, not overlapping.
    pub edits: Vec<Edit>,
}

/// A replacement of text.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Edit {
    /// Path of the file.
    pub file: String,
    /// First position that is replaced.
    pub start: Position,
    /// Position behind the last character that is replaced.
    pub end: Position,
    /// By what.
    pub text: String,
}

/// Numbers of a run.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Summary {
    /// Files given or found.
    pub files: usize,
    /// Files checked.
    pub checked: usize,
    /// Files left out.
    pub skipped: usize,
    /// Files that could not be read; missing when there are none.
    #[serde(skip_serializing_if = "is_zero")]
    pub unreadable: usize,
    /// Findings of severity `error`.
    pub errors: usize,
    /// Findings of severity `warning`.
    pub warnings: usize,
    /// Findings of severity `info`.
    pub infos: usize,
}

impl Diagnostics {
    /// The wire form of a report.
    pub fn of(report: &Redacted<Report>) -> Self {
        let report = report.get();
        let sum = report.summary();
        Self {
            format: "ostler.diagnostics/1",
            files: report.files.iter().map(File::of).collect(),
            diagnostics: report.findings().map(Diagnostic::of).collect(),
            summary: Summary {
                files: sum.files,
                checked: sum.checked,
                skipped: sum.skipped,
                unreadable: sum.unreadable,
                errors: sum.errors,
                warnings: sum.warnings,
                infos: sum.infos,
            },
        }
    }
}

impl File {
    pub(super) fn of(file: &FileReport) -> Self {
        let (status, reason) = match &file.status {
            session::Status::Checked => ("checked", None),
            session::Status::Skipped(reason) => ("skipped", Some(reason.clone())),
            session::Status::Unreadable(reason) => ("unreadable", Some(reason.clone())),
        };
        let target = file.target.iter();
        Self {
            path: file.path.to_string(),
            language: file.language,
            role: file.role.map(ostler_core::document::Role::name),
            target: target.map(|t| (t.language, t.version.to_string())).collect(),
            variant: file.target.as_ref().map(|t| t.variant.clone()).unwrap_or_default(),
            target_source: file.target_source.map(session::TargetSource::name),
            target_file: file.target_by.as_deref().map(str::to_owned),
            documents: file.documents,
            holes: file.holes,
            status,
            reason,
        }
    }
}

impl Diagnostic {
    pub(super) fn of(finding: &Finding) -> Self {
        let d = &finding.diagnostic;
        let related = d.labels.iter().zip(&finding.related);
        let fixes = d.fixes.iter().zip(&finding.edits);
        Self {
            code: d.code,
            severity: severity(d.severity),
            message: d.headline.clone(),
            path: d.path.clone(),
            primary: Place {
                file: finding.primary.file.to_string(),
                start: finding.primary.start.into(),
                end: finding.primary.end.into(),
                message: d.primary.message.clone(),
            },
            related: related
                .map(|(label, at)| Related {
                    message: label.message.clone(),
                    file: at.file.to_string(),
                    start: at.start.into(),
                    end: at.end.into(),
                })
                .collect(),
            help: d.help.clone(),
            fixes: fixes.map(|(fix, places)| Fix::of(fix, places)).collect(),
            nodes: finding.nodes.clone(),
            tags: d.tags.iter().map(|t| tag(*t)).collect(),
        }
    }
}

const fn tag(tag: Tag) -> &'static str {
    match tag {
        Tag::Deprecated => "deprecated",
        Tag::Unnecessary => "unnecessary",
    }
}

impl Fix {
    fn of(fix: &ostler_core::diag::Fix, places: &[session::Location]) -> Self {
        let applicability = match fix.applicability {
            Applicability::Safe => "safe",
            Applicability::Unsafe => "unsafe",
        };
        let edits = fix.edits.iter().zip(places).map(|(edit, at)| Edit {
            file: at.file.to_string(),
            start: at.start.into(),
            end: at.end.into(),
            text: edit.text.clone(),
        });
        Self { title: fix.title.clone(), applicability, edits: edits.collect() }
    }
}

impl From<session::Point> for Position {
    fn from(point: session::Point) -> Self {
        Self { line: point.line, column: point.column, byte: point.byte }
    }
}

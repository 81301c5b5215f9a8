//! What a shell gets: files with what became of them, findings with places in files. Made only in masked form.

use std::collections::HashMap;
use std::sync::Arc;

use crate::diag::{Diagnostic, Redacted, Redactor, Severity};
use crate::document::Role;
use crate::model::Target;
use crate::syntax::holes::{has_hole_marks, is_hole};
use crate::text::Span;

use super::file::slice;
use super::{OpenFile, TargetSource};

/// A position in a file. Line and column are 1-based, the column counts Unicode scalar values; `byte` is 0-based from
/// the start of the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Point {
    /// 1-based line.
    pub line: u32,
    /// 1-based column in Unicode scalar values.
    pub column: u32,
    /// 0-based byte in the file.
    pub byte: u32,
}

/// A range in a file; `end` is exclusive.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// Path as given, with `/`.
    pub file: Arc<str>,
    /// First position.
    pub start: Point,
    /// Position behind the last character.
    pub end: Point,
}

/// A finding whose places are resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The finding.
    pub diagnostic: Diagnostic,
    /// Place of [`Diagnostic::primary`].
    pub primary: Location,
    /// Places of [`Diagnostic::labels`], one each.
    pub related: Vec<Location>,
    /// Places of the edits of [`Diagnostic::fixes`], one list per fix.
    pub edits: Vec<Vec<Location>>,
    /// Nodes of a fleet that the finding reaches; empty outside of one.
    pub nodes: Vec<String>,
}

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// It was read and checked.
    Checked,
    /// It is none of our business, for this reason: "it is a Kubernetes manifest".
    Skipped(String),
    /// It could not be read: "permission denied".
    Unreadable(String),
}

/// One file of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileReport {
    /// Path as given, with `/`.
    pub path: Arc<str>,
    /// What became of it.
    pub status: Status,
    /// Language, when it was checked.
    pub language: Option<&'static str>,
    /// What it is for, when it was checked.
    pub role: Option<Role>,
    /// Release that it was checked for, when it was checked.
    pub target: Option<Target>,
    /// Why that release.
    pub target_source: Option<TargetSource>,
    /// The neighbour that names the release, when one does.
    pub target_by: Option<Arc<str>>,
    /// Number of documents with content.
    pub documents: usize,
    /// Number of values that another tool fills in.
    pub holes: usize,
    /// Findings by position, then code.
    pub findings: Vec<Finding>,
    /// The file's text with secrets overwritten, offsets as in the file; only when there are findings.
    pub text: Option<Arc<str>>,
}

/// Numbers of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files given or found.
    pub files: usize,
    /// Files checked.
    pub checked: usize,
    /// Files left out with a reason.
    pub skipped: usize,
    /// Files that could not be read.
    pub unreadable: usize,
    /// Findings of severity error.
    pub errors: usize,
    /// Findings of severity warning.
    pub warnings: usize,
    /// Findings of severity info.
    pub infos: usize,
}

/// All files of a run, in the order given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The files.
    pub files: Vec<FileReport>,
    /// Findings that are counted and not listed.
    pub omitted: Summary,
}

impl Report {
    /// Joins masked reports of single files, in order.
    pub fn join(files: impl IntoIterator<Item = Redacted<FileReport>>) -> Redacted<Self> {
        Redacted::all(files).map(|files| Self { files, omitted: Summary::default() })
    }

    /// All findings: by file, position, code.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.files.iter().flat_map(|f| &f.findings)
    }

    /// The file of a path.
    pub fn file(&self, path: &str) -> Option<&FileReport> {
        self.files.iter().find(|f| &*f.path == path)
    }

    /// Counts files and findings.
    pub fn summary(&self) -> Summary {
        let mut sum = Summary { files: self.files.len(), ..self.omitted };
        for file in &self.files {
            match file.status {
                Status::Checked => sum.checked += 1,
                Status::Skipped(_) => sum.skipped += 1,
                Status::Unreadable(_) => sum.unreadable += 1,
            }
        }
        for finding in self.findings() {
            match finding.diagnostic.severity {
                Severity::Error => sum.errors += 1,
                Severity::Warning => sum.warnings += 1,
                Severity::Info => sum.infos += 1,
            }
        }
        sum
    }
}

/// Masks, resolves and sorts what was found in a file.
pub(super) fn of_file(file: &OpenFile) -> Redacted<FileReport> {
    let found = file.diagnostics();
    let redactor = if found.is_empty() { Arc::default() } else { file.redactor() };
    let parts: HashMap<_, _> = file.parts().iter().map(|p| (p.document.source, p)).collect();
    let locate = |span: Span| Some(file.locate_in(parts.get(&span.source)?, span));
    let nodes = file.recognised().map_or(&[][..], |r| &r.nodes);
    report_of(file, &redactor, found.into_iter().map(|d| (d, nodes.to_vec())), &locate)
}

/// The report of a file from findings of any origin, each with the nodes that it reaches. Places are found by
/// `locate`, which may know other files, too.
pub(crate) fn report_of(
    file: &OpenFile,
    redactor: &Redactor,
    found: impl Iterator<Item = (Diagnostic, Vec<String>)>,
    locate: &dyn Fn(Span) -> Option<Location>,
) -> Redacted<FileReport> {
    let findings = found.filter_map(|(d, nodes)| Some(finding(locate, redactor, d)?.map(|f| Finding { nodes, ..f })));
    Redacted::all(findings).map(|mut findings| {
        findings.sort_by(|a, b| {
            let key = |f: &Finding| (f.primary.start, f.primary.end, f.diagnostic.code);
            key(a).cmp(&key(b))
        });
        let text = (!findings.is_empty()).then(|| masked_text(file, redactor));
        let recognised = file.recognised();
        FileReport {
            path: Arc::clone(&file.path),
            status: file.status(),
            language: recognised.map(|r| r.language.id),
            role: recognised.map(|r| r.role),
            target: recognised.map(|r| r.target.clone()),
            target_source: recognised.map(|r| r.target_source),
            target_by: recognised.and_then(|r| r.target_by.clone()),
            documents: file.parts().iter().filter(|p| p.document.root().is_some()).count(),
            holes: holes(file),
            findings,
            text,
        }
    })
}

/// Values that another tool fills in.
fn holes(file: &OpenFile) -> usize {
    let scalars = |part: &super::Part| {
        let tree = &part.document.tree;
        let mut stack: Vec<_> = tree.root().into_iter().collect();
        let mut count = 0;
        // Every node has one parent, so that this ends; what an alias stands for is met where it is written.
        while let Some(node) = stack.pop() {
            count += usize::from(is_hole(tree.text(node)));
            stack.extend(tree.children(node));
        }
        count
    };
    // Most files have none, which one look at the whole text tells.
    if has_hole_marks(file.text()) { file.parts().iter().map(scalars).sum() } else { 0 }
}

fn finding(
    locate: &dyn Fn(Span) -> Option<Location>,
    redactor: &Redactor,
    diagnostic: Diagnostic,
) -> Option<Redacted<Finding>> {
    let primary = locate(diagnostic.primary.span)?;
    let masked = redactor.diagnostic(diagnostic);
    Some(masked.map(|mut diagnostic| {
        // A place in another text has no line here; what it says is in the headline or the help, too.
        diagnostic.labels.retain(|l| locate(l.span).is_some());
        diagnostic.fixes.retain(|f| f.edits.iter().all(|e| locate(e.span).is_some()));
        let related = diagnostic.labels.iter().filter_map(|l| locate(l.span)).collect();
        let edits = diagnostic.fixes.iter().map(|f| f.edits.iter().filter_map(|e| locate(e.span)).collect());
        let edits = edits.collect();
        Finding { diagnostic, primary, related, edits, nodes: Vec::new() }
    }))
}

impl OpenFile {
    /// The text with secrets overwritten, line breaks kept.
    pub fn masked_text(&self) -> Redacted<Arc<str>> {
        Redacted::masked(masked_text(self, &self.redactor()))
    }
}

fn masked_text(file: &OpenFile, redactor: &Redactor) -> Arc<str> {
    let mut text = String::with_capacity(file.text.len());
    if file.shift > 0 {
        text.push('\u{feff}');
    }
    for part in file.parts() {
        text.push_str(redactor.source(part.document.source, slice(&file.text, part.chunk)).get());
    }
    text.into()
}

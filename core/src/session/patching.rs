//! Patching a file: base and patches in, text and findings out. One call for every shell.

use std::sync::Arc;

use crate::diag::{Diagnostic, Redacted, Redactor, Severity};
use crate::document::Role;
use crate::lang::Language;
use crate::model::{Kind, Target};
use crate::render::patched::{PatchPieces, Patched, patched};
use crate::render::{Layout, Wish};
use crate::tree::{NodeId, NodeKind};

use super::file::{OpenFile, Part, State};
use super::told::{End, Files};
use super::{Engine, Given, Location, Report, Switches};

/// A file that takes part in patching.
#[derive(Clone, Copy, Debug)]
pub struct PatchFile<'a> {
    /// Path, or a name for a text that was given inline.
    pub path: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// How the result is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// The base's text with the changes spliced in.
    Kept,
    /// The bytes that upstream's own tool writes.
    Canonical,
}

/// A value of the result with its history, for `why`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History {
    /// Document and path: `LinkConfig/eth0:mtu`.
    pub path: String,
    /// The value as text, masked when it is secret; `None` when the path leads to nothing or to a collection.
    pub value: Option<String>,
    /// Where the value comes from; `None` when it was cleared.
    pub origin: Option<Contribution>,
    /// Values that lost, in the order of their layers.
    pub overridden: Vec<Contribution>,
    /// Strategy that decided; empty when there was nothing to decide.
    pub strategy: &'static str,
}

/// One candidate for a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contribution {
    /// Its place.
    pub location: Location,
    /// Name of its layer: the path of the file.
    pub layer: String,
    /// How it came to stand there.
    pub step: crate::tree::Step,
    /// Its text, masked when it is secret; empty for collections.
    pub value: String,
    /// The variable that it takes its value from, with the place of its definition.
    pub variable: Option<(String, Location)>,
}

/// What patching came to.
#[derive(Debug)]
pub struct Patching {
    /// The new text; `None` when something refuses it.
    pub text: Option<String>,
    /// Findings about base and patches.
    pub report: Redacted<Report>,
    /// Histories of the values that were asked for.
    pub histories: Vec<Redacted<History>>,
}

/// Applies patches to a base, in order. `asked` are paths whose history is wanted (`why`), in the form of
/// [`Document::path_at`](crate::document::Document::path_at), or without the part up to the colon for the headless
/// document.
pub fn patch(engine: &Engine, base: PatchFile<'_>, patches: &[PatchFile<'_>], form: Form, asked: &[&str]) -> Patching {
    let given = engine.open(base.path, base.bytes, Given::Named);
    let known = given.recognised().and_then(|r| Some((r.language, r.language.merge?, r.target.clone())));
    let Some((language, dialect, target)) = known else {
        return Patching { text: None, report: Report::join([given.report()]), histories: Vec::new() };
    };
    let opened = engine.open_as(base.path, base.bytes, language, Role::Config, Some(&target));
    let mut files = Files { given, base: Arc::new(opened), patches: Vec::new() };
    let mut steps = Vec::with_capacity(patches.len());
    for patch in patches {
        let (file, json) = engine.open_patch(patch.path, patch.bytes, language, &target);
        let file = Arc::new(file);
        steps.push((PatchPieces::of(&file, json), loads(&file, json)));
        files.patches.push(file);
    }
    // Upstream loads everything before it applies anything.
    let first_json = steps.first().is_some_and(|(pieces, _)| pieces.is_json());
    let can_begin = steps.iter().all(|(_, loads)| *loads) && loads(&files.base, first_json);
    if steps.is_empty() && asked.is_empty() {
        let text = Some(String::from_utf8_lossy(base.bytes).into_owned());
        return Patching {
            text,
            report: files.report(Vec::new(), &Redactor::default(), End::Written),
            histories: Vec::new(),
        };
    }
    let pieces = if can_begin { steps.into_iter().map(|(pieces, _)| pieces).collect() } else { Vec::new() };
    let layout = if form == Form::Canonical { Layout::Canonical } else { Layout::Kept };
    let wish = Wish { layout, ..Wish::default() };
    let done = can_begin.then(|| patched(engine, &files.base, pieces, dialect.at(target.version), wish));
    let mut outcome = Outcome::default();
    if let Some(done) = &done {
        outcome.take(done, &files, asked);
    }
    if patches.is_empty() {
        outcome.text = outcome.text.map(|_| String::from_utf8_lossy(base.bytes).into_owned());
    }
    let Outcome { text, problems, mask, histories } = outcome;
    let end = if text.is_some() { End::Written } else { End::Refused };
    let report = files.report(problems, &mask, end);
    // What keeps the text from being written is told, whatever anybody wants.
    let wanted = Wanted { switches: engine.projects().guidance(base.path).switches, errors: text.is_none() };
    Patching { text, report: wanted.of(report), histories }
}

/// Which findings are told.
struct Wanted {
    switches: Switches,
    /// Errors that the project does not want, too.
    errors: bool,
}

impl Wanted {
    fn of(&self, report: Redacted<Report>) -> Redacted<Report> {
        let is_wanted = |d: &Diagnostic| self.switches.want(d.code) || (self.errors && d.severity == Severity::Error);
        report.map(|mut report| {
            report.files.iter_mut().for_each(|file| file.findings.retain(|f| is_wanted(&f.diagnostic)));
            report
        })
    }
}

/// What is made of the result.
#[derive(Default)]
struct Outcome {
    text: Option<String>,
    problems: Vec<Diagnostic>,
    mask: Redactor,
    histories: Vec<Redacted<History>>,
}

impl Outcome {
    fn take(&mut self, done: &Patched, files: &Files, asked: &[&str]) {
        self.problems.clone_from(&done.problems);
        done.secrets(&mut self.mask);
        if !done.is_complete() {
            return;
        }
        self.problems.extend(files.news(done));
        match done.text() {
            Ok(text) => self.text = Some(text),
            Err(problem) => self.problems.push(problem),
        }
        let layers = files.layers();
        self.histories.extend(asked.iter().filter_map(|path| done.why(path, &layers, &self.mask)));
    }
}

/// A document that says nothing is none beside others: upstream takes it for what deletions have left over.
fn drop_hollow(parts: &mut [Part], language: &Language, target: &Target) {
    let Some(dialect) = language.merge.filter(|m| m.at(target.version).deletes) else { return };
    if !parts.iter().any(|p| p.document.kind.is_some()) {
        return;
    }
    for part in parts.iter_mut().filter(|p| p.document.kind.is_none()) {
        let tree = &part.document.tree;
        let says_nothing = |(key, value): (NodeId, NodeId)| {
            let scalar = matches!(tree.kind(value), NodeKind::Scalar | NodeKind::Null | NodeKind::Missing);
            scalar && dialect.hollow_keys.contains(&tree.text(tree.resolve(key)))
        };
        let root = part.document.root().filter(|r| tree.kind(*r) == NodeKind::Map);
        if root.is_some_and(|r| tree.entries(r).all(says_nothing)) {
            part.findings.clear();
        }
    }
}

/// True when upstream can read the file as what it is used for: an operation of a JSON patch asks for its syntax only.
fn loads(file: &OpenFile, json: bool) -> bool {
    let sound = || file.parts().iter().all(|p| p.errors.is_empty());
    file.recognised().is_some() && if json { sound() } else { !blocks(file) }
}

impl Engine {
    /// Opens a patch as what it is, and says whether that is a list of operations (also an empty file, which reads as
    /// an empty list) or documents.
    pub(crate) fn open_patch(
        &self,
        path: &str,
        bytes: &[u8],
        language: &'static Language,
        target: &Target,
    ) -> (OpenFile, bool) {
        let mut file = self.open_as(path, bytes, language, Role::Patch, Some(target));
        if let State::Recognised(recognised) = &mut file.state {
            drop_hollow(&mut recognised.parts, language, target);
        }
        let parts = file.parts();
        let list = |p: &Part| p.document.root().is_some_and(|r| p.document.tree.kind(r) == NodeKind::Seq);
        let marked = file.text().lines().any(|l| l.trim_end() == "---");
        let empty = !marked && parts.iter().all(|p| p.document.root().is_none() && p.errors.is_empty());
        if empty || parts.iter().any(list) {
            return (self.open_as(path, bytes, language, Role::JsonPatch, Some(target)), true);
        }
        (file, false)
    }
}

/// True when upstream could not load the file: everything but what only validation refuses.
fn blocks(file: &OpenFile) -> bool {
    file.parts().iter().any(|p| p.findings.iter().any(|d| is_load_error(p.document.kind, d)))
}

/// True for what keeps upstream's reader from taking a document, as opposed to what validation refuses.
pub(crate) fn is_load_error(kind: Option<&'static Kind>, diagnostic: &Diagnostic) -> bool {
    let by_rule = kind.is_some_and(|k| k.rules.iter().any(|r| r.code == diagnostic.code));
    // Enumerations of the headless document are plain text for the reader.
    let enumeration = diagnostic.code == "shape/not-a-value" && kind.is_some_and(|k| k.flags.headless);
    let validation = ["shape/missing-required", "shape/outside-limits"].contains(&diagnostic.code);
    let validation = validation || diagnostic.by_validation;
    diagnostic.severity == Severity::Error && !by_rule && !enumeration && !validation
}

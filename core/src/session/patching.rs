//! Patching a file: base and patches in, text and findings out. One call for every shell.

use crate::diag::{Diagnostic, Redacted, Severity};
use crate::document::{Document, Role};
use crate::lang::Language;
use crate::model::{Kind, Target, View};
use crate::patch::{
    Decision, JSON_STYLE, Layer, MergeDialect, MergedSet, WriteError, Written, apply_json_patch, json_form,
    json_scalar, merge_set, write, write_canonical,
};
use crate::syntax::Parsed;
use crate::syntax::edit::{Doc, Edit, Value, apply_all};
use crate::syntax::print::print;
use crate::tree::{NodeId, NodeKind, Path, Tree};

use super::file::{OpenFile, Part, State, slice};
use super::{Engine, Location, Report};

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
/// [`Document::path_at`], or without the part up to the colon for the headless document.
pub fn patch(engine: &Engine, base: PatchFile<'_>, patches: &[PatchFile<'_>], form: Form, asked: &[&str]) -> Patching {
    let mut run = Run { files: Vec::new(), failed: false, last: false, histories: Vec::new() };
    let base_file = engine.open(base.path, base.bytes, super::Given::Named);
    let Some((language, target)) = base_file.recognised().map(|r| (r.language, r.target.clone())) else {
        return run.finish(vec![base_file], None);
    };
    let Some(dialect) = language.merge else { return run.finish(vec![base_file], None) };
    let loaded: Vec<_> = patches.iter().map(|p| engine.open_patch(p.path, p.bytes, language, &target)).collect();
    let mut layers = Vec::new();
    for (file, json) in loaded {
        // A file that is no text has no documents either, and is no empty patch for that.
        run.failed |= file.recognised().is_none() || blocks(&file) && !json;
        layers.push((file, json));
    }
    let mut text = String::from_utf8_lossy(base.bytes).into_owned();
    let mut current = engine.open_as(base.path, base.bytes, language, Role::Config, Some(&target));
    let mut rest = layers;
    let mut canonical = None;
    while !rest.is_empty() && !run.failed {
        let json = rest[0].1;
        let count = if json { 1 } else { rest.iter().take_while(|(_, j)| !j).count() };
        let group: Vec<_> = rest.drain(..count).map(|(f, _)| f).collect();
        run.last = rest.is_empty();
        let done = if json {
            run.json(&mut current, group, form, language)
        } else {
            run.strategic(&mut current, group, dialect, form, asked)
        };
        let Some(done) = done else { break };
        (text, canonical) = (done.text, done.canonical);
        current = engine.open_as(base.path, text.as_bytes(), language, Role::Config, Some(&target));
    }
    if patches.is_empty() && !asked.is_empty() {
        run.strategic(&mut current, Vec::new(), dialect, form, asked);
    }
    let result = (!run.failed).then(|| canonical.unwrap_or(text));
    run.files.extend(rest.into_iter().map(|(f, _)| f));
    run.finish(vec![base_file], result)
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
        let file = self.open_as(path, bytes, language, Role::Patch, Some(target));
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
    diagnostic.severity == Severity::Error && !by_rule && !enumeration && !validation
}

struct Done {
    text: String,
    canonical: Option<String>,
}

struct Run {
    files: Vec<OpenFile>,
    failed: bool,
    /// True when no further patch follows.
    last: bool,
    histories: Vec<Redacted<History>>,
}

impl Run {
    fn strategic(
        &mut self,
        base: &mut OpenFile,
        mut patches: Vec<OpenFile>,
        dialect: &MergeDialect,
        form: Form,
        asked: &[&str],
    ) -> Option<Done> {
        if blocks(base) {
            self.failed = true;
            self.files.extend(patches);
            return None;
        }
        let mut problems = Vec::new();
        let done = {
            let documents: Vec<_> = base.parts().iter().map(|p| &p.document).collect();
            let layers: Vec<_> = (1..)
                .zip(&patches)
                .map(|(number, f)| Layer { number, documents: f.parts().iter().map(|p| &p.document).collect() })
                .collect();
            let all = || core::iter::once(&*base).chain(&patches);
            let view = |document: &Document| -> Option<&View> {
                all().flat_map(OpenFile::parts).find(|p| p.document.source == document.source)?.view.as_deref()
            };
            let mut set = merge_set(&documents, &layers, dialect, &mut |d| view(d));
            problems.append(&mut set.problems);
            for document in &mut set.documents {
                problems.append(&mut document.merged.problems);
            }
            if self.last {
                let mode = base.recognised().map_or("", |r| &r.mode);
                let own: Vec<_> = patches.iter().flat_map(OpenFile::parts).collect();
                problems.extend(super::result::findings(&set, &own, mode, &view));
            }
            let files: Vec<_> = all().collect();
            for path in asked {
                self.histories.extend(history(&set, path, &files));
            }
            Self::written(&set, &files, form, dialect, &mut |d| view(d), &mut problems)
        };
        self.failed |= problems.iter().any(|p| p.severity == Severity::Error);
        place(problems, base, &mut patches);
        self.files.extend(patches);
        if self.failed { None } else { done }
    }

    fn written<'v>(
        set: &MergedSet<'_>,
        files: &[&OpenFile],
        form: Form,
        dialect: &MergeDialect,
        view: &mut dyn FnMut(&Document) -> Option<&'v View>,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<Done> {
        let written: Vec<_> = files
            .iter()
            .flat_map(|f| f.parts().iter().map(|p| Written { document: &p.document, text: slice(&f.text, p.chunk) }))
            .collect();
        let canonical = (form == Form::Canonical).then(|| {
            let first = set.documents.first().map(|d| d.first);
            let target = first.map(|d| (d.target.version, d.language.scalars));
            target.map(|(version, scalars)| write_canonical(set, &dialect.style(version, scalars), view))
        });
        match write(set, &written) {
            Ok(text) => Some(Done { text, canonical: canonical.flatten() }),
            Err(WriteError { source, error }) => {
                let span = crate::text::Span::new(source, 0, 0);
                problems.push(Diagnostic::error("patch/cannot-edit", error.to_string(), span));
                None
            }
        }
    }

    fn json(
        &mut self,
        base: &mut OpenFile,
        mut patches: Vec<OpenFile>,
        form: Form,
        language: &'static Language,
    ) -> Option<Done> {
        // What the text cannot be read as is said of the base itself.
        if base.parts().iter().any(|p| !p.errors.is_empty()) {
            self.failed = true;
            self.files.extend(patches);
            return None;
        }
        let problem = match json_text(base, &patches) {
            Ok(text) => {
                self.files.extend(patches);
                let canonical = (form == Form::Canonical).then(|| json_canonical(&text, language)).flatten();
                return Some(Done { text, canonical });
            }
            Err(problem) => problem,
        };
        self.failed = true;
        place(vec![problem], base, &mut patches);
        self.files.extend(patches);
        None
    }

    fn finish(mut self, mut base: Vec<OpenFile>, text: Option<String>) -> Patching {
        // Of the base, only what keeps it from being loaded matters here.
        for file in &mut base {
            if let State::Recognised(recognised) = &mut file.state {
                for part in &mut recognised.parts {
                    let kind = part.document.kind;
                    part.findings.retain(|d| is_load_error(kind, d));
                    part.allows.clear();
                }
                recognised.set_findings.clear();
            }
        }
        for file in &mut self.files {
            if let State::Recognised(recognised) = &mut file.state {
                for part in &mut recognised.parts {
                    part.findings.retain(|d| d.severity > Severity::Info);
                }
                recognised.set_findings.retain(|d| d.severity > Severity::Info);
            }
        }
        let failed = self.failed;
        let files = base.iter().chain(&self.files).map(OpenFile::report);
        let report = Report::join(files);
        Patching { text: text.filter(|_| !failed), report, histories: self.histories }
    }
}

/// The text that upstream writes after a JSON patch.
fn json_canonical(text: &str, language: &Language) -> Option<String> {
    let source = crate::text::SourceId::default();
    let parsed = crate::syntax::parse(text, language.syntax, language.dialect, source, &[]);
    Some(print(&json_form(&parsed.tree)?, &JSON_STYLE))
}

fn json_text(base: &OpenFile, patches: &[OpenFile]) -> Result<String, Diagnostic> {
    let patch = patches.iter().flat_map(OpenFile::parts).next();
    let Some(patch) = patch else { return Ok(base.text().to_owned()) };
    let at = patch.document.root().map_or_else(
        || crate::text::Span::new(patch.document.source, 0, 0),
        |r| patch.document.tree.span(r).at_start(),
    );
    if let Some(error) = patch.errors.first() {
        return Err(Diagnostic::error(error.code, error.message.clone(), error.span));
    }
    let [part] = base.parts() else {
        let problem = Diagnostic::error(
            "patch/json-multi-document",
            "a JSON patch cannot be applied to a configuration of several documents",
            at,
        );
        let empty = patch.document.root().is_none();
        return Err(if empty {
            problem.help("this patch has no content, and an empty file counts as an empty JSON patch: remove it")
        } else {
            problem.help("write it as a strategic merge patch: the keys that change, with their new values")
        });
    };
    let parsed = Parsed { tree: part.document.tree.clone(), ..Parsed::default() };
    let doc = part.document.for_edits(base.text(), &parsed);
    let text = apply_json_patch(&doc, &patch.document.tree)?;
    Ok(reread(&doc, text))
}

/// Going through JSON, upstream reads the text as YAML 1.1, which changes some scalars for good: `no` becomes false,
/// `0644` becomes 420. The kept text gets the same values.
fn reread(doc: &Doc<'_>, text: String) -> String {
    let parsed = crate::syntax::parse(&text, doc.syntax, doc.dialect, doc.source, doc.earlier);
    let mut edits = Vec::new();
    if let Some(root) = parsed.tree.root() {
        changed_scalars(&parsed.tree, root, &mut Path::default(), &mut edits);
    }
    let edits: Vec<_> = edits.into_iter().map(|(path, bare)| Edit::set(path, Value::Plain(bare.into()))).collect();
    let doc = Doc { text: &text, parsed: &parsed, ..*doc };
    match apply_all(&doc, &edits) {
        Ok(edited) if !edits.is_empty() => edited.text,
        _ => text,
    }
}

fn changed_scalars(tree: &Tree, node: NodeId, path: &mut Path, out: &mut Vec<(Path, String)>) {
    match tree.kind(node) {
        NodeKind::Map => {
            for (key, value) in tree.entries(node) {
                path.push_key(tree.text(tree.resolve(key)));
                changed_scalars(tree, value, path, out);
                path.pop();
            }
        }
        NodeKind::Seq => {
            for (index, item) in tree.items(node).iter().enumerate() {
                path.push_index(index);
                changed_scalars(tree, *item, path, out);
                path.pop();
            }
        }
        NodeKind::Scalar => {
            let (text, style, tag) = (tree.text(node), tree.node(node).style, tree.tag(node));
            if let Some(bare) = json_scalar(text, style, tag).filter(|bare| bare != text) {
                out.push((path.clone(), bare));
            }
        }
        _ => {}
    }
}

/// Gives each problem to the file that its place lies in.
fn place(problems: Vec<Diagnostic>, base: &mut OpenFile, patches: &mut [OpenFile]) {
    for mut problem in problems {
        let source = problem.primary.span.source;
        let mut files = core::iter::once(&mut *base).chain(patches.iter_mut());
        let Some(file) = files.find(|f| f.part_of(source).is_some()) else { continue };
        let State::Recognised(recognised) = &mut file.state else { continue };
        let Some(part) = recognised.parts.iter_mut().find(|p| p.document.source == source) else { continue };
        if problem.path.is_empty() {
            problem.path = part.document.path_at(problem.primary.span);
        }
        part.findings.push(problem);
    }
}

/// History of one path, in each document that it fits.
fn history(set: &MergedSet<'_>, asked: &str, files: &[&OpenFile]) -> Option<Redacted<History>> {
    let (label, rest) = match asked.split_once(':') {
        Some((label, rest)) => (label, rest),
        None => ("", asked),
    };
    let path = Path::parse(rest).ok()?;
    let document = set.documents.iter().find(|d| d.first.label() == label)?;
    let tree = &document.merged.tree;
    let node = tree.root().and_then(|root| tree.at(root, &path)).map(|n| tree.resolve(n));
    let redactors: Vec<_> = files.iter().map(|f| f.redactor()).collect();
    let mask = |text: &str, span: crate::text::Span| {
        if !text.is_empty() && redactors.iter().any(|r| r.hides(span)) {
            return crate::diag::MASK.to_owned();
        }
        redactors.iter().fold(text.to_owned(), |text, r| r.text(&text).into_inner())
    };
    let contribution = |origin: &crate::tree::Origin, text: &str| {
        let file = files.iter().find(|f| f.part_of(origin.span.source).is_some())?;
        Some(Contribution {
            location: file.locate(origin.span)?,
            layer: file.path().to_owned(),
            // A document that a patch brings whole is written there, and patched in as far as the result goes.
            step: if file.path() == files[0].path() { origin.step } else { crate::tree::Step::Patched },
            value: mask(text, origin.span),
            variable: None,
        })
    };
    let decision: Option<&Decision> = document.merged.trace.at(&path);
    let exact = decision.filter(|d| d.path == path);
    let losers = exact.map_or(Vec::new(), |d| {
        let lost = d.candidates.iter().enumerate().filter(|(i, _)| d.winner != Some(*i));
        lost.filter_map(|(_, (origin, text))| contribution(origin, text)).collect()
    });
    if node.is_none() && losers.is_empty() {
        return None;
    }
    let origin = node.and_then(|n| contribution(&tree.node(n).origin(), tree.text(n)));
    Some(Redacted::masked(History {
        path: format!("{}:{}", document.first.label(), path),
        value: node.filter(|n| tree.kind(*n) == NodeKind::Scalar).map(|n| mask(tree.text(n), tree.span(n))),
        origin,
        overridden: losers,
        strategy: decision.map_or("", |d| d.strategy),
    }))
}

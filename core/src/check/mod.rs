//! Checks: the generic walk of a tree against a view, and the runner of semantic rules.
//!
//! This module must not know any language: what a language checks beyond its tables are the rules that its kinds and
//! its set list.

pub mod allow;
pub mod codes;
mod identity;
mod json_patch;
pub mod nearest;
mod shape;

pub use json_patch::json_patch;

use crate::diag::{Diagnostic, Severity};
use crate::document::{Document, Role};
use crate::model::{Rule, RuleRun, StructView, Version, View};
use crate::syntax::holes::is_hole;
use crate::text::Span;
use crate::tree::NodeId;

/// What a rule for one document sees.
#[derive(Clone, Copy, Debug)]
pub struct DocumentCx<'a> {
    /// The document.
    pub doc: &'a Document,
    /// Its kind at its target.
    pub view: &'a View,
    /// The text that the document's spans point into, as it was parsed.
    pub text: &'a str,
    /// How the machine runs, one of the language's modes; `metal` for example.
    pub mode: &'a str,
}

impl<'a> DocumentCx<'a> {
    /// The document's mapping, as a view without fields.
    pub fn root(&self) -> Option<StructView<'a>> {
        StructView::new(self.doc.view_cx(), self.doc.root()?)
    }

    /// Text of the key that names the document; empty when there is none.
    pub fn name(&self) -> &'a str {
        self.doc.name.as_ref().map_or("", |n| n.value.as_str())
    }

    /// True for a whole configuration, where what is missing is missing.
    pub fn is_config(&self) -> bool {
        self.doc.role == Role::Config && self.doc.readable && !self.doc.steered
    }

    /// The release that the document is read for.
    pub fn version(&self) -> Version {
        self.doc.target.version
    }
}

/// What a rule for all documents of one node sees.
#[derive(Clone, Copy, Debug)]
pub struct SetCx<'a> {
    /// The documents in order, those of unknown kind left out.
    pub docs: &'a [DocumentCx<'a>],
    /// True when every document is in `docs`: nothing has an unknown kind or one of a later release. Only then can a
    /// rule say that something is missing.
    pub complete: bool,
    /// How the machine runs.
    pub mode: &'a str,
}

impl<'a> SetCx<'a> {
    /// The documents of a kind, in order.
    pub fn of_kind(&self, name: &'a str) -> impl Iterator<Item = &'a DocumentCx<'a>> {
        let docs = self.docs;
        docs.iter().filter(move |d| d.view.kind.name == name)
    }
}

/// Collects findings; fills in the code and severity of the rule that runs and the path of the place.
#[derive(Debug)]
pub struct Sink<'a> {
    out: &'a mut Vec<Diagnostic>,
    rule: Option<&'static Rule>,
}

impl<'a> Sink<'a> {
    /// A sink for the generic checks, whose findings bring their own code.
    pub fn new(out: &'a mut Vec<Diagnostic>) -> Self {
        Self { out, rule: None }
    }

    /// A sink for one rule.
    pub fn for_rule(out: &'a mut Vec<Diagnostic>, rule: &'static Rule) -> Self {
        Self { out, rule: Some(rule) }
    }

    /// Starts a finding of the running rule, with its code and severity. Nothing is reported before [`Sink::push`].
    pub fn finding(&self, headline: impl Into<String>, span: Span) -> Diagnostic {
        let (code, severity) = self.rule.map_or(("", Severity::Error), |r| (r.code, r.severity));
        Diagnostic::new(code, severity, headline, span)
    }

    /// Reports a finding at a place of `doc`; its path is derived from the place when it has none.
    /// Nothing is said about a value that another tool fills in.
    pub fn push(&mut self, doc: &Document, diagnostic: Diagnostic) {
        if !is_filled_in(doc, diagnostic.primary.span) {
            self.insist(doc, diagnostic);
        }
    }

    /// Reports also what concerns a value that another tool fills in.
    pub fn insist(&mut self, doc: &Document, mut diagnostic: Diagnostic) {
        if diagnostic.path.is_empty() {
            diagnostic.path = doc.path_at(diagnostic.primary.span);
        }
        self.out.push(diagnostic);
    }
}

/// True when a span lies in a scalar with a placeholder or a reference to a secret.
fn is_filled_in(doc: &Document, span: Span) -> bool {
    let tree = &doc.tree;
    let hides = |n: NodeId| {
        let (n, at) = (tree.resolve(n), tree.span(n));
        at.source == span.source && at.start <= span.start && at.end >= span.end && is_hole(tree.text(n))
    };
    match tree.nodes_at(span.start).pop() {
        Some(n) if hides(n) => true,
        _ if doc.source == span.source => false,
        // In a merged document values of other sources lie below nodes of this one.
        _ => (0..tree.len() as u32).map(NodeId).any(hides),
    }
}

/// Everything that can be said of one document by itself.
pub fn document(cx: &DocumentCx<'_>) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    shape::shape(cx, &mut Sink::new(&mut out));
    // What stands behind an anchor is looked at once for every alias.
    let mut seen = std::collections::HashSet::new();
    out.retain(|d: &Diagnostic| seen.insert((d.code, d.primary.span, d.headline.len())));
    for rule in cx.view.kind.rules.iter().filter(|r| r.applies(cx.doc.target.version)) {
        if let RuleRun::Document(run) = rule.run {
            run(cx, &mut Sink::for_rule(&mut out, rule));
        }
    }
    out
}

/// Everything that can be said of the documents of one node together.
pub fn set(cx: &SetCx<'_>) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let Some(first) = cx.docs.first().map(|d| d.doc) else { return out };
    identity::identities(cx, &mut Sink::new(&mut out));
    for rule in first.language.rules.iter().filter(|r| r.applies(first.target.version)) {
        if let RuleRun::Set(run) = rule.run {
            run(cx, &mut Sink::for_rule(&mut out, rule));
        }
    }
    out
}

/// What is said of a document of a stream that holds nothing.
pub fn empty_document(doc: &Document, place: Span) -> Option<Diagnostic> {
    let refused = doc.language.reader.at(doc.target.version).empty_documents_refused;
    if !refused || doc.role != Role::Config {
        return None;
    }
    let headline = format!("this document is empty, and {} {} refuses that", doc.language.title, doc.target.version);
    Some(Diagnostic::error("shape/empty-document", headline, place).help("remove the `---` before it"))
}

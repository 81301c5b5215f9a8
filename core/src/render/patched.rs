//! One base with its patches, outside of a fleet: the same steps, and what is said of each patch. It must not know how
//! files were read or how findings are shown.

use std::collections::HashMap;
use std::sync::Arc;

use super::doc::Doc;
use super::effect::{Reach, count, without_effect};
use super::fleet::set;
use super::history::Teller;
use super::piece::Piece;
use super::steps::{self, Start};
use super::trouble::told;
use super::wish::Wish;
use super::write::{Writer, redactor};
use crate::diag::{Diagnostic, Redacted, Redactor, Severity};
use crate::document::Document;
use crate::patch::MergeRules;
use crate::session::{Engine, History, Location, OpenFile, is_load_error};
use crate::text::Span;

/// A patch that was opened.
#[derive(Clone, Debug)]
pub(crate) struct PatchPieces {
    pieces: Vec<Piece>,
    json: bool,
}

impl PatchPieces {
    /// What takes part of a file: of operations the file as it is, of documents those of a known kind.
    pub fn of(file: &Arc<OpenFile>, json: bool) -> Self {
        let takes_part = |d: &Document| json || d.root().is_some() && d.kind.is_some();
        let parts = file.parts().iter().enumerate().filter(|(_, p)| takes_part(&p.document));
        Self { pieces: parts.map(|(i, _)| Piece::of_file(Arc::clone(file), i)).collect(), json }
    }

    /// True for a list of operations.
    pub fn is_json(&self) -> bool {
        self.json
    }
}

/// What patching came to.
#[derive(Debug)]
pub(crate) struct Patched {
    docs: Vec<Arc<Doc>>,
    writer: Writer,
    patches: Vec<PatchPieces>,
    /// What upstream refuses, and what it swallows. After an error the patches behind it were not applied.
    pub problems: Vec<Diagnostic>,
    /// Empty documents that upstream leaves behind, each before the document of this index.
    blanks: Vec<usize>,
}

/// Applies patches in order; the first has the layer 1.
pub(crate) fn patched(
    engine: &Engine,
    base: &Arc<OpenFile>,
    patches: Vec<PatchPieces>,
    rules: MergeRules,
    wish: Wish,
) -> Patched {
    let starts = (0..base.parts().len()).map(|i| Start::Piece(Piece::of_file(Arc::clone(base), i))).collect();
    let mode = base.recognised().map_or("", |r| &r.mode);
    let mut run = Run { engine, mode, rules, starts, waiting: Vec::new(), problems: Vec::new(), blanks: Vec::new() };
    for (layer, patch) in (1..=u16::MAX).zip(&patches) {
        match patch.pieces.first() {
            Some(piece) if patch.json => run.json(piece, layer),
            _ => run.waiting.push((layer, patch.pieces.clone())),
        }
    }
    let docs = run.strategic();
    Patched { docs, writer: Writer::new(wish, engine), patches, problems: run.problems, blanks: run.blanks }
}

struct Run<'e> {
    engine: &'e Engine,
    mode: &'e str,
    rules: MergeRules,
    starts: Vec<Start>,
    waiting: Vec<(u16, Vec<Piece>)>,
    problems: Vec<Diagnostic>,
    blanks: Vec<usize>,
}

impl Run<'_> {
    fn failed(&self) -> bool {
        self.problems.iter().any(|p| p.severity == Severity::Error)
    }

    /// Merges the patches that wait. Upstream loads what it merges into, so a JSON patch must have left something
    /// that loads.
    fn strategic(&mut self) -> Vec<Arc<Doc>> {
        let waiting = core::mem::take(&mut self.waiting);
        if !waiting.is_empty() {
            self.loads();
        }
        if self.failed() {
            return Vec::new();
        }
        let rules = self.rules;
        let merge = &mut |start: Option<&Start>, parts| {
            let (before, parts) = Start::with(start, parts);
            Doc::merged(before, parts, rules).map(Arc::new)
        };
        let steps::Merge { docs, problems, blanks } = steps::strategic(&self.starts, &waiting, rules, merge);
        self.problems.extend(problems);
        self.blanks.extend(blanks);
        if !waiting.is_empty() {
            self.problems.extend(docs.iter().flat_map(|d| &d.problems).cloned());
        }
        docs
    }

    fn loads(&mut self) {
        for start in &self.starts {
            let Start::Doc(doc) = start else { continue };
            let kind = doc.document.kind;
            let found = doc.problems.iter().chain(doc.findings(self.mode)).filter(|d| is_load_error(kind, d));
            let found = found.map(|d| told(d, doc).help("the patches behind it merge into this, so it has to load"));
            self.problems.extend(found);
        }
    }

    fn json(&mut self, patch: &Piece, layer: u16) {
        let docs = self.strategic();
        if self.failed() {
            return;
        }
        let engine = self.engine;
        let view = |d: &Document| d.kind.map(|kind| engine.views().get(kind, &d.target));
        let at = Span::new(patch.document().source, 0, 0);
        match steps::single(&docs, patch, at).and_then(|doc| Doc::by_json(doc, patch, layer, view)) {
            Ok(doc) => self.starts = vec![Start::Doc(Arc::new(doc))],
            Err(problem) => self.problems.push(problem),
        }
    }
}

impl Patched {
    /// The text of the result.
    pub fn text(&self) -> Result<String, Diagnostic> {
        steps::text(&self.docs, &self.blanks, &self.writer)
    }

    /// What the result shows, told where its cause is written.
    pub fn findings(&self, mode: &str) -> Vec<Diagnostic> {
        let by_json = |doc: &&Arc<Doc>| doc.by_json;
        let unknown = self.docs.iter().filter(by_json).flat_map(|doc| &doc.problems).cloned();
        let of_docs = self.docs.iter().flat_map(|doc| doc.findings(mode).iter().map(|d| told(d, doc)));
        unknown.chain(of_docs).chain(set(&self.docs, mode)).collect()
    }

    /// Values of patches that change nothing.
    pub fn without_effect(&self) -> Vec<Diagnostic> {
        let of_patch = |patch: &PatchPieces| {
            let mut idle = HashMap::new();
            count(&patch.pieces, &self.docs, &mut idle);
            without_effect(&patch.pieces, &idle, Reach::Alone)
        };
        self.patches.iter().flat_map(of_patch).collect()
    }

    /// Adds everything that must not be shown of the result.
    pub fn secrets(&self, mask: &mut Redactor) {
        self.docs.iter().for_each(|doc| redactor(doc, &self.writer, mask));
    }

    /// True when all patches were applied.
    pub fn is_complete(&self) -> bool {
        !self.problems.iter().any(|p| p.severity == Severity::Error)
    }

    /// The history of a value in the form `LinkConfig/eth0:mtu`, or without the part up to the colon for the headless
    /// document. `files` are the base and the patches, which are the layers.
    pub fn why(&self, asked: &str, files: &[Arc<OpenFile>], mask: &Redactor) -> Option<Redacted<History>> {
        let locate = |span: Span| -> Option<Location> { files.iter().find_map(|f| f.locate(span)) };
        let layer = |number: u16| files.get(usize::from(number)).map_or("", |f| f.path()).to_owned();
        Teller { docs: &self.docs, mask, locate: &locate, layer: &layer }.why(asked)
    }
}

//! The steps that lead from a base to a result: documents of patches dealt out to those that they meet, merged, and
//! joined as text. Fleets and single bases take the same steps; who keeps what for whom is theirs. It must not know
//! nodes or files.

use std::sync::Arc;

use super::doc::Doc;
use super::piece::Piece;
use super::wish::Layout;
use super::write::{Writer, join};
use crate::diag::Diagnostic;
use crate::document::Document;
use crate::patch::{Layer, MergeRules, deal_set};
use crate::text::Span;

/// What a merge goes on with.
pub(super) enum Start {
    /// A document of the base, as it is written.
    Piece(Piece),
    /// What earlier steps came to.
    Doc(Arc<Doc>),
}

impl Start {
    fn document(&self) -> &Document {
        match self {
            Self::Piece(piece) => piece.document(),
            Self::Doc(doc) => &doc.document,
        }
    }

    /// What [`Doc::merged`] takes: the earlier result, and the pieces behind it.
    pub fn with(start: Option<&Self>, parts: Layered) -> (Option<Arc<Doc>>, Layered) {
        match start {
            Some(Self::Doc(doc)) => (Some(Arc::clone(doc)), parts),
            Some(Self::Piece(piece)) => {
                let mut all = vec![(piece.clone(), 0)];
                all.extend(parts);
                (None, all)
            }
            None => (None, parts),
        }
    }
}

/// Pieces of patches, each with the number of its layer.
pub(super) type Layered = Vec<(Piece, u16)>;

/// Makes a document of the result from where it starts and what comes behind.
pub(super) type Merging<'m> = dyn FnMut(Option<&Start>, Layered) -> Option<Arc<Doc>> + 'm;

/// What patches came to.
pub(super) struct Merge {
    /// The documents of the result.
    pub docs: Vec<Arc<Doc>>,
    /// What upstream refuses of the set as a whole.
    pub problems: Vec<Diagnostic>,
    /// Empty documents that upstream leaves behind, each before the document of this index.
    pub blanks: Vec<usize>,
}

/// Merges the documents of patches, each with the number of its layer, by means of `merged`, which gets what each
/// document of the result is made of.
pub(super) fn strategic(
    starts: &[Start],
    run: &[(u16, Vec<Piece>)],
    rules: MergeRules,
    merged: &mut Merging<'_>,
) -> Merge {
    let base: Vec<_> = starts.iter().map(Start::document).collect();
    let layers: Vec<_> = run
        .iter()
        .map(|(number, pieces)| Layer { number: *number, documents: pieces.iter().map(Piece::document).collect() })
        .collect();
    let dealt = deal_set(&base, &layers, rules);
    let piece_of = |document: &Document, layer: u16| {
        let layer = run.iter().find(|(number, _)| *number == layer)?;
        layer.1.iter().find(|p| core::ptr::eq(p.document(), document)).cloned()
    };
    let mut docs = Vec::with_capacity(dealt.slots.len());
    for slot in &dealt.slots {
        let start = slot.base.map(|i| &starts[i]);
        let rest = slot.parts.iter().skip(usize::from(start.is_some()));
        let parts: Vec<_> = rest.filter_map(|(d, layer)| Some((piece_of(d, *layer)?, *layer))).collect();
        let doc = match start {
            // Behind other patches a JSON patch has no form of its own any more.
            Some(Start::Doc(doc)) if parts.is_empty() && (run.is_empty() || !doc.by_json) => Some(Arc::clone(doc)),
            _ => merged(start, parts),
        };
        docs.extend(doc);
    }
    Merge { docs, problems: dealt.problems, blanks: dealt.blanks }
}

/// The one document that a JSON patch can be applied to. `at` is the place to name where the patch has none.
pub(super) fn single<'d>(docs: &'d [Arc<Doc>], patch: &Piece, at: Span) -> Result<&'d Arc<Doc>, Diagnostic> {
    if let [doc] = docs {
        return Ok(doc);
    }
    let document = patch.document();
    let place = document.root().map_or(at, |r| document.tree.span(r).at_start());
    let headline = "a JSON patch cannot be applied to a configuration of several documents";
    let problem = Diagnostic::error("patch/json-multi-document", headline, place);
    Err(problem.help(match document.root() {
        Some(_) => "write it as a strategic merge patch: the keys that change, with their new values",
        None => "this patch has no content, and an empty file counts as an empty JSON patch: remove it",
    }))
}

/// The texts of all documents as a stream. Upstream writes the document without a kind first, and `blanks` as documents,
/// each before the document of its index.
pub(super) fn text(docs: &[Arc<Doc>], blanks: &[usize], writer: &Writer) -> Result<String, Diagnostic> {
    let layout = writer.wish.layout;
    let headless = |d: &Arc<Doc>| d.document.kind.is_some_and(|k| k.flags.headless);
    let is_first = |(_, d): &(usize, &Arc<Doc>)| layout != Layout::Canonical || headless(d);
    let (first, rest): (Vec<_>, Vec<_>) = docs.iter().enumerate().partition(is_first);
    let mut out = String::new();
    for (_, doc) in first {
        join(&mut out, &doc.text(writer)?, layout);
    }
    let mut blanks = if layout == Layout::Canonical { blanks } else { &[] };
    for (index, doc) in rest {
        while let Some((_, later)) = blanks.split_first().filter(|(at, _)| **at <= index) {
            join(&mut out, BLANK, layout);
            blanks = later;
        }
        join(&mut out, &doc.text(writer)?, layout);
    }
    for _ in blanks {
        join(&mut out, BLANK, layout);
    }
    Ok(out)
}

/// A document of nothing, in upstream's form.
const BLANK: &str = "{}\n";

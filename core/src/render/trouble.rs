//! Findings of a merged document told where their cause is written: at the value's own source, with the values that it
//! replaced and the definition of its variable as labels. It must not know nodes.

use super::doc::Doc;
use crate::diag::Diagnostic;
use crate::text::Span;
use crate::tree::Path;

/// Most overridden values that one finding points at.
const MOST_LABELS: usize = 4;

/// A finding of a document with what its sources say about it.
pub(super) fn told(finding: &Diagnostic, doc: &Doc) -> Diagnostic {
    let mut told = finding.clone();
    if let Some(used) = doc.uses().find(|u| within(finding.primary.span, u.place)) {
        told.primary.span = used.place;
        told.fixes.clear();
        told = told.label(used.defined, format!("`{}` is defined here", used.name));
    }
    let path = told.path.rsplit_once(':').and_then(|(_, path)| Path::parse(path).ok());
    let Some(decision) = path.and_then(|path| doc.decisions(&path).first().copied()) else { return told };
    let Some(winner) = decision.winner.filter(|w| decision.candidates[*w].0.span == told.primary.span) else {
        return told;
    };
    told.origins = decision.candidates.iter().rev().map(|(origin, _)| *origin).collect();
    let lost = decision.candidates.iter().enumerate().filter(|(i, _)| *i != winner).rev().take(MOST_LABELS);
    for (_, (origin, _)) in lost {
        told = told.label(origin.span, "the value that it replaces");
    }
    told
}

/// True when a place begins inside of another; places inside of a value that was put in are counted in the value.
fn within(inner: Span, outer: Span) -> bool {
    inner.source == outer.source && outer.start <= inner.start && inner.start < outer.end.max(outer.start + 1)
}

//! What a patched configuration shows that neither base nor patch shows alone, told at the patch. It must not know how
//! the result is written.

use crate::check::{self, DocumentCx, SetCx};
use crate::diag::{Diagnostic, Severity};
use crate::document::{Document, Role};
use crate::model::View;
use crate::patch::MergedSet;

use super::Part;

/// Findings of the result whose place lies in a patch and that the patch does not have by itself. Upstream writes such
/// a result without a word, so none of them keeps it from being written.
pub(super) fn findings<'v>(
    set: &MergedSet<'_>,
    patches: &[&Part],
    mode: &str,
    view: &dyn Fn(&Document) -> Option<&'v View>,
) -> Vec<Diagnostic> {
    let documents: Vec<_> = set.documents.iter().map(|d| merged(d.first, &d.merged.tree)).collect();
    let views: Vec<_> = set.documents.iter().map(|d| view(d.first)).collect();
    let docs: Vec<_> = documents
        .iter()
        .zip(&views)
        .filter_map(|(doc, view)| Some(DocumentCx { doc, view: (*view)?, text: "", mode }))
        .collect();
    let complete = documents.iter().zip(&views).all(|(d, v)| v.is_some() || d.root().is_none());
    let mut found: Vec<_> = docs.iter().flat_map(check::document).collect();
    found.extend(check::set(&SetCx { docs: &docs, complete, mode }));
    let known =
        |d: &Diagnostic, p: &Part| p.findings.iter().any(|f| f.code == d.code && f.primary.span == d.primary.span);
    found.retain(|d| {
        let owner = patches.iter().find(|p| p.document.source == d.primary.span.source);
        owner.is_some_and(|p| !known(d, p))
    });
    found.into_iter().map(written_anyway).collect()
}

fn written_anyway(finding: Diagnostic) -> Diagnostic {
    if finding.severity < Severity::Error {
        return finding;
    }
    let told = finding.severity(Severity::Warning);
    told.help("the result is written all the same, as upstream does; a machine refuses it")
}

fn merged(first: &Document, tree: &crate::tree::Tree) -> Document {
    Document {
        source: first.source,
        tree: tree.clone(),
        language: first.language,
        kind: first.kind,
        name: first.name.clone(),
        role: Role::Config,
        target: first.target.clone(),
        readable: first.readable,
        steered: first.steered,
        substituted: first.substituted,
    }
}

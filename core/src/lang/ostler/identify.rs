//! Kind of a document of ours. There is one, so a document without `kind` is still read as that.

use super::API_VERSION;
use super::kinds::{Fleet, KINDS};
use crate::check::codes::{Code, error};
use crate::check::nearest::{any_of, nearest};
use crate::diag::{Applicability, Diagnostic};
use crate::lang::Identified;
use crate::model::Target;
use crate::text::Span;
use crate::tree::{NodeKind, Tree};

/// What can be wrong with the identity of a document, sorted by code.
pub(super) static CODES: &[Code] = &[
    error(
        "ostler/not-a-document",
        "A document of ostler does not say what it is, or is none.",
        "A fleet begins with `apiVersion: ostler.dev/v1alpha1` and `kind: Fleet`.",
    ),
    error(
        "ostler/unknown-kind",
        "A kind or `apiVersion` that ostler does not have.",
        "The only kind is `Fleet`, the only version `ostler.dev/v1alpha1`. A newer release of ostler may know more.",
    ),
];

/// Finds the kind, and what is wrong with it.
pub(super) fn identify(tree: &Tree, _: &Target) -> Identified {
    let mut out = Identified::default();
    let Some(root) = tree.root() else { return out };
    if tree.kind(root) != NodeKind::Map {
        let problem = not_a_document("a fleet is a mapping, and this is something else", tree.span(root).at_start());
        out.problems.push(problem.help("begin with `apiVersion: ostler.dev/v1alpha1` and `kind: Fleet`"));
        return out;
    }
    out.kind = Some(Fleet::KIND);
    for (key, wanted) in [("apiVersion", API_VERSION), ("kind", Fleet::KIND.name)] {
        let Some((name, value)) = tree.entry(root, key) else {
            let start = tree.span(root).at_start();
            let first = tree.entries(root).next().map_or(start, |(k, _)| tree.span(k));
            let problem = not_a_document(format!("`{key}` is missing"), first);
            out.problems.push(problem.help(format!("add `{key}: {wanted}`")).fix(
                format!("Add `{key}: {wanted}`"),
                Applicability::Safe,
                start,
                format!("{key}: {wanted}\n"),
            ));
            continue;
        };
        let value = tree.resolve(value);
        if tree.text(value) != wanted {
            let span = if tree.span(value).is_empty() { tree.span(name) } else { tree.span(value) };
            out.problems.push(unknown(key, tree.text(value), wanted, span));
            if key == "kind" && !KINDS.iter().any(|k| !nearest(tree.text(value), [k.name].into_iter()).is_empty()) {
                out.kind = None;
            }
        }
    }
    out
}

fn not_a_document(headline: impl Into<String>, span: Span) -> Diagnostic {
    Diagnostic::error("ostler/not-a-document", headline, span)
}

fn unknown(key: &str, text: &str, wanted: &str, span: Span) -> Diagnostic {
    let headline = format!("there is no `{key}: {text}` of ostler");
    let problem = Diagnostic::error("ostler/unknown-kind", headline, span);
    problem.help(format!("write {}", any_of(&[wanted]))).fix(
        format!("Replace by `{wanted}`"),
        Applicability::Safe,
        span,
        wanted,
    )
}

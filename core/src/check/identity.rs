//! Documents of one set that cannot stand beside each other: the same one twice, and kinds that share their names.
//!
//! Knows identities from the tables only.

use std::collections::HashMap;

use super::{DocumentCx, SetCx, Sink};
use crate::diag::Diagnostic;
use crate::document::Role;
use crate::model::Identity;
use crate::syntax::holes::is_hole;
use crate::text::Span;

/// Reports repeated and conflicting documents.
pub(super) fn identities(cx: &SetCx<'_>, sink: &mut Sink<'_>) {
    let mut by_name: HashMap<&str, Vec<&DocumentCx<'_>>> = HashMap::new();
    // Names that a template fills in may differ.
    for doc in cx
        .docs
        .iter()
        .filter(|d| matches!(d.doc.role, Role::Config | Role::Fleet) && !d.doc.steered && !is_hole(d.name()))
    {
        let same_name = by_name.entry(doc.name()).or_default();
        let twin = same_name.iter().find(|o| core::ptr::eq(o.view.kind, doc.view.kind));
        if let Some(first) = twin {
            sink.push(doc.doc, twice(doc, first));
        } else {
            for other in same_name.iter().filter(|o| excludes(doc, o)) {
                sink.push(doc.doc, conflict(doc, other));
            }
            same_name.push(doc);
        }
    }
}

fn excludes(doc: &DocumentCx<'_>, other: &DocumentCx<'_>) -> bool {
    let lists = |a: &DocumentCx<'_>, b: &DocumentCx<'_>| a.view.kind.conflicts.contains(&b.view.kind.name);
    lists(doc, other) || lists(other, doc)
}

/// Where a document says what it is.
fn place(doc: &DocumentCx<'_>) -> Span {
    doc.doc.head()
}

fn twice(doc: &DocumentCx<'_>, first: &DocumentCx<'_>) -> Diagnostic {
    let kind = doc.view.kind;
    let headline = match (kind.flags.headless, kind.identity) {
        (true, _) => "there is a second document without a kind".to_owned(),
        (false, Identity::Single) => format!("there is a second `{}`, and only one is allowed", kind.name),
        (false, Identity::Key(_)) if doc.name().is_empty() => {
            format!("there is a second `{}` without a name", kind.name)
        }
        (false, Identity::Key(key)) => format!("there is a second `{}` with `{key}: {}`", kind.name, doc.name()),
    };
    Diagnostic::error("shape/duplicate-document", headline, place(doc))
        .label(place(first), "first here")
        .help("merge the two into one document, or rename one")
}

fn conflict(doc: &DocumentCx<'_>, other: &DocumentCx<'_>) -> Diagnostic {
    let headline = format!("`{}` and `{}` are both called `{}`", other.view.kind.name, doc.view.kind.name, doc.name());
    Diagnostic::error("shape/conflicting-documents", headline, place(doc))
        .label(place(other), "the other one")
        .help("documents of these kinds share their names: rename one, or remove one")
}

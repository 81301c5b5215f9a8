//! Differences as they may be shown: secrets hidden, places resolved. It must not know what is compared, nor how it is
//! shown.

use super::difference::{ShownChange, ShownSide, WrittenAt};
use crate::diag::{MASK, Redactor};
use crate::diff::{DocumentChanges, Side, Subject};
use crate::patch::{Content, Meant};
use crate::syntax::print::Plain;
use crate::text::Span;
use crate::tree::{NodeId, Sealed};

/// Where a span of one side stands.
pub(crate) type Places<'a> = &'a dyn Fn(Span) -> Option<WrittenAt>;

/// What must not be shown of both sides, and where their values stand; the old side first.
pub(crate) struct Showing<'a> {
    pub masks: [&'a Redactor; 2],
    pub places: [Places<'a>; 2],
}

/// Which of two sides a value stands on.
const OLD: usize = 0;
const NEW: usize = 1;

impl Showing<'_> {
    /// The changes of a document.
    pub fn document(&self, difference: &DocumentChanges<'_>) -> Vec<ShownChange> {
        let show = |change: &crate::diff::Change<'_>| {
            let old = change.old.as_ref().zip(difference.old);
            let new = change.new.as_ref().zip(difference.new);
            let hidden = |which: usize, side: Option<(&Side<'_>, &Subject<'_>)>| {
                side.is_some_and(|(side, subject)| self.is_secret(which, side.value, subject))
            };
            let secret = hidden(OLD, old) || hidden(NEW, new);
            ShownChange {
                document: self.text(difference.label()),
                kind: change.kind,
                secret,
                impact: change.impact,
                old: old.map(|(side, subject)| self.side(OLD, side, subject, secret)),
                new: new.map(|(side, subject)| self.side(NEW, side, subject, secret)),
            }
        };
        difference.changes.iter().map(show).collect()
    }

    fn is_secret(&self, which: usize, value: &Meant<'_>, subject: &Subject<'_>) -> bool {
        let Content::Scalar(scalar) = &value.content else { return false };
        is_encrypted(scalar) || value.node.is_some_and(|node| self.covers(which, node, subject))
    }

    /// True when the whole of a scalar is secret.
    fn covers(&self, which: usize, node: NodeId, subject: &Subject<'_>) -> bool {
        let tree = &subject.document.tree;
        let node = tree.node(tree.resolve(node));
        let inner = node.inner_span();
        let inner = if inner.is_empty() { node.span } else { inner };
        self.masks[which].spans_of(inner.source).any(|s| s.start <= inner.start && inner.end <= s.end && !s.is_empty())
    }

    fn side(&self, which: usize, side: &Side<'_>, subject: &Subject<'_>, secret: bool) -> ShownSide {
        let path =
            if side.path.is_empty() { subject.label.clone() } else { format!("{}:{}", subject.label, side.path) };
        let value = (!secret).then(|| self.value(which, side.value, subject));
        let tree = &subject.document.tree;
        let node = side.value.node.or(tree.root());
        let span = node.map_or(Span::new(subject.document.source, 0, 0), |n| tree.span(tree.resolve(n)));
        let places = (self.places[which])(span).into_iter().collect();
        ShownSide { path: self.text(&path), value, places, elsewhere: false }
    }

    fn value(&self, which: usize, value: &Meant<'_>, subject: &Subject<'_>) -> Plain {
        match &value.content {
            Content::Scalar(_) if self.is_secret(which, value, subject) => Plain::Text(MASK.to_owned()),
            Content::Scalar(Plain::Bare(text)) => Plain::Bare(self.text(text)),
            Content::Scalar(Plain::Node(text)) => Plain::Node(self.text(text)),
            Content::Scalar(Plain::Text(text)) => Plain::Text(self.text(text)),
            Content::Scalar(other) => other.clone(),
            Content::Map(pairs) => {
                // What only the printer adds is nobody's value.
                let written = pairs.iter().filter(|p| p.value.node.is_some());
                Plain::Map(written.map(|p| (self.text(&p.key), self.value(which, &p.value, subject))).collect())
            }
            Content::Seq(items) => Plain::Seq(items.iter().map(|i| self.value(which, i, subject)).collect()),
        }
    }

    /// Secrets of either side are secrets wherever they stand.
    fn text(&self, text: &str) -> String {
        self.masks.iter().fold(text.to_owned(), |text, mask| mask.text(&text).into_inner())
    }
}

/// True for what SOPS has encrypted: it says nothing to people, and that it changed is all that there is to know.
fn is_encrypted(value: &Plain) -> bool {
    matches!(value, Plain::Text(text) | Plain::Node(text) | Plain::Bare(text) if Sealed::of(text).is_some())
}

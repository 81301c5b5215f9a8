//! How rules read typed documents: texts by path, places, and findings about them. It must not know any rule.

use crate::check::{DocumentCx, Sink};
use crate::diag::Severity;
use crate::model::{Rule, RuleRun, Shape, StructView, is_null};
use crate::text::{Span, Spanned};
use crate::tree::NodeId;

/// What most rules have in common: an error, at every release where the kind exists.
pub(in crate::lang) const ERROR: Rule = Rule {
    code: "",
    summary: "",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &[],
    run: RuleRun::Document(|_, _| {}),
    page: "",
    formerly: &[],
};

/// As [`ERROR`], for what works but should not be.
pub(super) const WARNING: Rule = Rule { severity: Severity::Warning, ..ERROR };

/// A text that is there and not empty; upstream cannot tell the empty one from nothing.
pub(super) fn given(text: Option<Spanned<&str>>) -> Option<Spanned<&str>> {
    text.filter(|t| !t.value.is_empty())
}

/// True for a switch that is on.
pub(super) fn on(switch: Option<Spanned<bool>>) -> bool {
    switch.is_some_and(|s| s.value)
}

/// All texts at a path of keys such as `peers[].publicKey`, the empty ones left out.
pub(super) fn texts<'a>(cx: &DocumentCx<'a>, path: &str) -> Vec<Spanned<&'a str>> {
    let view = cx.doc.view_cx();
    let found = nodes(cx, path).into_iter().filter_map(|n| String::read(view, n));
    found.filter(|t| !t.value.is_empty()).collect()
}

/// As [`texts`], with the empty ones: items of a list that count although nothing is in them.
pub(super) fn texts_and_empty<'a>(cx: &DocumentCx<'a>, path: &str) -> Vec<Spanned<&'a str>> {
    let view = cx.doc.view_cx();
    let written = nodes(cx, path).into_iter().filter(|n| !is_null(view, *n));
    written.filter_map(|n| String::read(view, n)).collect()
}

/// All nodes at a path of keys.
pub(super) fn nodes(cx: &DocumentCx<'_>, path: &str) -> Vec<NodeId> {
    let tree = &cx.doc.tree;
    let mut at: Vec<NodeId> = cx.doc.root().into_iter().collect();
    for segment in path.split('.') {
        let key = segment.trim_end_matches("[]");
        at = at.into_iter().filter_map(|n| tree.get(tree.resolve(n), key)).collect();
        if key != segment {
            at = at.into_iter().flat_map(|n| tree.items(tree.resolve(n)).iter().copied()).collect();
        }
    }
    at
}

/// Place of a key that is there.
pub(super) fn key(view: StructView<'_>, key: &str) -> Span {
    view.key_span(key).unwrap_or_else(|| view.head())
}

/// Place for something that a section lacks: the section's key, or the document's `kind`.
pub(super) fn section(cx: &DocumentCx<'_>, path: &str) -> Span {
    let Some(mut view) = cx.root() else { return cx.doc.anchor() };
    let mut span = cx.doc.anchor();
    for name in path.split('.') {
        match view.key_span(name) {
            Some(place) => span = place,
            None => return span,
        }
        match cx.doc.tree.get(view.node, name).and_then(|n| StructView::new(cx.doc.view_cx(), n)) {
            Some(next) => view = next,
            None => return span,
        }
    }
    span
}

/// Place of the document's name, or of its `kind`.
pub(super) fn name_place(cx: &DocumentCx<'_>) -> Span {
    cx.doc.name.as_ref().map_or_else(|| cx.doc.anchor(), |n| n.span)
}

/// Reports something at a place.
pub(super) fn report(
    cx: &DocumentCx<'_>,
    sink: &mut Sink<'_>,
    span: Span,
    headline: impl Into<String>,
    help: impl Into<String>,
) {
    let problem = sink.finding(headline, span).help(help);
    sink.push(cx.doc, problem);
}

/// Reports something about a list item as a whole: at its first line, with the path of the item.
pub(super) fn report_item(
    cx: &DocumentCx<'_>,
    sink: &mut Sink<'_>,
    item: StructView<'_>,
    headline: impl Into<String>,
    help: impl Into<String>,
) {
    let problem = sink.finding(headline, item.head()).at_path(cx.doc.path_at(item.span())).help(help);
    sink.push(cx.doc, problem);
}

//! What became of the values that patches bring: which lost against a later layer, which only repeat what was there.
//! It must not know how many nodes there are.

use super::doc::Doc;
use crate::document::Document;
use crate::patch::is_marked;
use crate::text::Span;
use crate::tree::{NodeId, NodeKind, Tree};

/// Why a value of a patch changes nothing in a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Idle {
    /// A later layer overrides it; the place that does.
    Overridden(Span),
    /// The value that was there is the same, or stays all the same; its place.
    Kept(Span),
}

/// A value of a patch that changes nothing in a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Effect {
    /// The value.
    pub value: Span,
    /// Why it changes nothing.
    pub idle: Idle,
}

/// The idle values of a result.
pub(super) fn effects(doc: &Doc) -> Vec<Effect> {
    let mut out: Vec<Effect> = Vec::new();
    for decision in doc.steps().flat_map(|step| &step.decisions) {
        let lists = matches!(decision.strategy, "append" | "by-key" | "by-key-replace-item");
        if lists && decision.cleared_by.is_none() {
            continue;
        }
        let candidates = &decision.candidates;
        for (index, (origin, text)) in candidates.iter().enumerate().filter(|(_, (o, _))| o.layer > 0) {
            let won = decision.winner == Some(index);
            let before = index.checked_sub(1).map(|i| &candidates[i]);
            let idle = match (won, decision.winner) {
                (true, _) => before.filter(|(_, old)| old == text && !text.is_empty()).map(|(o, _)| Idle::Kept(o.span)),
                (false, Some(winner)) if winner < index => Some(Idle::Kept(candidates[winner].0.span)),
                // Of two that say the same, the later one is the idle one.
                (false, Some(winner)) => {
                    (candidates[winner].1 != *text).then(|| Idle::Overridden(candidates[winner].0.span))
                }
                (false, None) => decision.cleared_by.map(Idle::Overridden),
            };
            out.extend(idle.map(|idle| Effect { value: origin.span, idle }));
        }
    }
    out
}

/// The values that a patch brings beside what says which document it is, each with the collections around it, innermost first. Deletions are none.
pub(super) fn leaves(document: &Document) -> Vec<Vec<Span>> {
    let (tree, mut out) = (&document.tree, Vec::new());
    let envelope = document.kind.map_or(&[][..], |k| k.envelope);
    let Some(root) = tree.root() else { return out };
    for (_, value) in tree.entries(root).filter(|(k, _)| !envelope.contains(&tree.text(tree.resolve(*k)))) {
        collect(tree, value, &mut vec![tree.span(root)], &mut out);
    }
    out
}

fn collect(tree: &Tree, node: NodeId, around: &mut Vec<Span>, out: &mut Vec<Vec<Span>>) {
    let node = tree.resolve(node);
    around.push(tree.span(node));
    if around.len() < crate::tree::MAX_DEPTH {
        match tree.kind(node) {
            NodeKind::Map if !is_marked(tree, node) && !tree.children(node).is_empty() => {
                tree.entries(node).for_each(|(_, value)| collect(tree, value, around, out));
            }
            NodeKind::Seq if !tree.items(node).is_empty() => {
                tree.items(node).iter().for_each(|item| collect(tree, *item, around, out));
            }
            _ => out.push(around.iter().rev().copied().collect()),
        }
    }
    around.pop();
}

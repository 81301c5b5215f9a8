//! What became of the values that patches bring: which lost against a later layer, which only repeat what was there,
//! and what is said of a patch whose values are idle wherever it goes. It must not know which nodes there are.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::doc::Doc;
use super::piece::Piece;
use crate::diag::Diagnostic;
use crate::document::{Document, Role};
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
    for decision in doc.steps().flat_map(|step| &step.trace.decisions) {
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

/// How often a value changed nothing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Count {
    /// Results in which it changed nothing.
    pub idle: usize,
    /// Those of them in which a later layer overrides it.
    pub overridden: usize,
    /// What counts instead.
    pub by: Span,
}

/// Where a patch goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// Into one configuration.
    Alone,
    /// Into those of this many nodes.
    Nodes(usize),
}

/// Counts the values of a file that change nothing in a result.
pub(super) fn count(pieces: &[Piece], docs: &[Arc<Doc>], idle: &mut HashMap<Span, Count>) {
    let own = |span: Span| pieces.iter().any(|p| p.document().source == span.source);
    let mut seen = HashSet::new();
    for effect in docs.iter().flat_map(|doc| doc.effects()) {
        if !own(effect.value) || !seen.insert(effect.value) {
            continue;
        }
        let (by, overridden) = match effect.idle {
            Idle::Overridden(by) => (by, 1),
            Idle::Kept(by) => (by, 0),
        };
        let count = idle.entry(effect.value).or_insert(Count { idle: 0, overridden: 0, by });
        count.idle += 1;
        count.overridden += overridden;
        if overridden > 0 {
            count.by = by;
        }
    }
}

/// What a patch sets in vain wherever it goes.
pub(super) fn without_effect(pieces: &[Piece], idle: &HashMap<Span, Count>, reach: Reach) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    if idle.is_empty() {
        return out;
    }
    let (nodes, nothing, overridden, layer) = match reach {
        Reach::Alone => (1, "this patch changes nothing", "a later patch overrides this value", "patch"),
        Reach::Nodes(nodes) => (
            nodes,
            "this patch changes nothing in any node that it reaches",
            "a later layer overrides this value in every node that it reaches",
            "layer",
        ),
    };
    for piece in pieces {
        let document = piece.document();
        let leaves = leaves(document);
        let of_leaf = |around: &Vec<Span>| around.iter().find_map(|s| idle.get(s)).copied();
        let counts: Vec<_> = leaves.iter().map(of_leaf).collect();
        if !counts.is_empty() && counts.iter().all(|c| c.is_some_and(|c| c.idle >= nodes)) {
            let problem = Diagnostic::warning("patch/changes-nothing", nothing, document.anchor());
            let by = counts[0].map_or(document.anchor(), |c| c.by);
            let help = format!("everything in it is there already or is overridden by a later {layer}: drop the patch");
            out.push(problem.label(by, "this is what counts").help(help));
            continue;
        }
        for (around, count) in leaves.iter().zip(&counts) {
            if let Some(count) = count.filter(|c| c.overridden >= nodes) {
                let problem = Diagnostic::warning("patch/overridden", overridden, around[0]);
                let path = document.path_at(around[0]);
                out.push(problem.at_path(path).label(count.by, "the value that counts").help("drop one of the two"));
            }
        }
    }
    out
}

/// The values that a patch brings beside what says which document it is, each with the collections around it,
/// innermost first. Deletions are none.
fn leaves(document: &Document) -> Vec<Vec<Span>> {
    let (tree, mut out) = (&document.tree, Vec::new());
    let Some(root) = tree.root() else { return out };
    if document.role == Role::JsonPatch {
        of_operations(tree, root, &mut out);
        return out;
    }
    let envelope = document.kind.map_or(&[][..], |k| k.envelope);
    for (_, value) in tree.entries(root).filter(|(k, _)| !envelope.contains(&tree.text(tree.resolve(*k)))) {
        collect(tree, value, &mut vec![tree.span(root)], &mut out);
    }
    out
}

/// The values of operations. One that takes no value does something, but for tests.
fn of_operations(tree: &Tree, root: NodeId, out: &mut Vec<Vec<Span>>) {
    for item in tree.items(root).iter().map(|item| tree.resolve(*item)) {
        let name = tree.get(item, "op").map_or("", |n| tree.text(tree.resolve(n)));
        match tree.get(item, "value") {
            _ if name == "test" => {}
            Some(value) => collect(tree, value, &mut Vec::new(), out),
            None => out.push(vec![tree.span(item)]),
        }
    }
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

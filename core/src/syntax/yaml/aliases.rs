//! Aliases: to anchors of earlier documents of the stream, without a target, and those that would expand without end.
//!
//! A tree keeps aliases as nodes, so a small text stays a small tree; whoever walks through aliases must be sure that
//! the walk ends. So what an alias stands for is measured here, and an alias beyond the budget loses its target.

use core::ops::Range;
use std::collections::HashMap;

use super::build::Loose;
use super::events::MAX_NESTING;
use super::faults::Problem;
use crate::tree::{NodeId, NodeKind, Tree, TreeBuilder};

/// Nodes that the aliases of a document may stand for in all. Go's library allows this many before it begins to look at
/// the share of aliases.
const MAX_EXPANSION: u64 = 400_000;
/// Nodes that may be copied from earlier documents.
const MAX_COPIED: usize = 100_000;

/// Finds targets for loose aliases in earlier documents; reports the others.
pub(super) fn settle(tree: Tree, loose: &[Loose], earlier: &[&Tree], problems: &mut Vec<Problem>) -> Tree {
    if loose.is_empty() {
        return tree;
    }
    let root = tree.root();
    let mut out = TreeBuilder::resume(tree);
    let mut copied: HashMap<&str, Option<NodeId>> = HashMap::new();
    let mut budget = MAX_COPIED;
    for alias in loose {
        let at = alias.span.range();
        if alias.recursive {
            problems.push(
                Problem::new("yaml/recursive-alias", format!("`*{}` stands inside what it stands for", alias.name), at)
                    .help("move the anchor to a part that does not hold the alias"),
            );
            continue;
        }
        let mut over = false;
        let target = *copied.entry(&alias.name).or_insert_with(|| {
            let (tree, id) = earlier.iter().rev().find_map(|t| Some((*t, t.anchored(&alias.name)?)))?;
            let copy = out.copy(tree, id, &mut budget);
            over = copy.is_none();
            copy
        });
        match target {
            Some(target) => out.set_target(alias.node, target),
            None if over => problems.push(expansion(&alias.name, at)),
            None => problems.push(unknown(out.tree(), earlier, &alias.name, at)),
        }
    }
    out.finish(root)
}

/// Names that are compared with a misspelled one.
const MAX_NAMES: usize = 200;

fn unknown(tree: &Tree, earlier: &[&Tree], name: &str, at: Range<usize>) -> Problem {
    let problem = Problem::new("yaml/unknown-alias", format!("There is no anchor `&{name}` before this alias"), at);
    let anchors = earlier.iter().copied().chain([tree]).flat_map(Tree::anchor_names).take(MAX_NAMES);
    let near =
        anchors.filter(|n| *n != name).map(|n| (distance(n, name), n)).filter(|(d, _)| *d <= 1 + name.len() / 4).min();
    match near {
        Some((_, near)) => problem.help(format!("did you mean `*{near}`?")),
        None => problem.help("put quotes around a text with `*` in front"),
    }
}

/// Edits between two short names; long ones are not compared.
fn distance(a: &str, b: &str) -> usize {
    if a.len() > 64 || b.len() > 64 {
        return usize::MAX;
    }
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(row[j] + 1).min(row[j + 1] + 1);
        }
    }
    row[b.len()]
}

fn expansion(name: &str, at: Range<usize>) -> Problem {
    let message = format!("`*{name}` would expand to more than {MAX_EXPANSION} values or nest too deep");
    Problem::new("yaml/alias-expansion", message, at).help("write the values out, or nest fewer aliases")
}

/// Measures what every alias stands for and takes the target from those beyond the budget. The first is reported.
pub(super) fn measure(tree: Tree, problems: &mut Vec<Problem>) -> Tree {
    let mut size = vec![(1u64, 1usize); tree.len()];
    let mut total = 0u64;
    let mut cut = Vec::new();
    // Children come before their parents in the arena, and targets before their aliases; those of earlier documents,
    // which were copied behind everything else, hold no aliases and were held to a budget of their own.
    for id in (0..tree.len() as u32).map(NodeId) {
        let here = id.0 as usize;
        if tree.kind(id) == NodeKind::Alias {
            let (nodes, depth) = tree.target(id).map_or((0, 0), |t| size[t.0 as usize]);
            if total.saturating_add(nodes) <= MAX_EXPANSION && depth <= MAX_NESTING {
                total += nodes;
                size[here] = (nodes + 1, depth + 1);
            } else {
                cut.push(id);
            }
            continue;
        }
        let (mut nodes, mut depth) = (1u64, 0);
        for kid in tree.children(id) {
            let (n, d) = size[kid.0 as usize];
            nodes = nodes.saturating_add(n);
            depth = depth.max(d);
        }
        size[here] = (nodes, depth + 1);
    }
    let Some(first) = cut.first() else { return tree };
    let name = tree.props(*first).and_then(|p| p.anchor.as_ref()).map_or("", |(n, _)| n);
    problems.push(expansion(name, tree.span(*first).range()));
    let root = tree.root();
    let mut out = TreeBuilder::resume(tree);
    for id in &cut {
        out.cut(*id);
    }
    out.finish(root)
}

//! Containers that wait for each other.

use std::collections::BTreeMap;

use crate::check::{DocumentCx, SetCx, Sink};
use crate::diag::Severity;
use crate::model::{Rule, RuleRun, Version};
use crate::tree::NodeId;

use super::reading::{is_whole, node};

/// A container waits for one that is not there.
pub static CONTAINER_UNKNOWN: Rule = Rule {
    code: "talos/container-unknown",
    summary: "A container waits only for containers that are configured.",
    severity: Severity::Error,
    since: Some(Version::new(1, 14)),
    until: None,
    ids: &["T-CTR-012"],
    run: RuleRun::Set(unknown),
    page: include_str!("container_unknown.md"),
    formerly: &[],
};

/// Containers wait in a circle.
pub static CONTAINER_CYCLE: Rule = Rule {
    code: "talos/container-cycle",
    summary: "Containers do not wait for each other in a circle.",
    severity: Severity::Error,
    since: Some(Version::new(1, 14)),
    until: None,
    ids: &["T-CTR-013"],
    run: RuleRun::Set(cycle),
    page: include_str!("container_cycle.md"),
    formerly: &[],
};

/// The containers that a document waits for, with their nodes.
fn waits<'a>(doc: &'a DocumentCx<'a>) -> impl Iterator<Item = (&'a str, NodeId)> {
    let tree = &doc.doc.tree;
    let list = node(doc, "dependsOn.containers").map(|n| tree.resolve(n));
    let items = list.map_or(&[][..], |l| tree.items(l));
    items.iter().map(move |n| (tree.text(tree.resolve(*n)), *n))
}

fn unknown(cx: &SetCx<'_>, sink: &mut Sink<'_>) {
    if !is_whole(cx) {
        return;
    }
    for doc in cx.of_kind("ContainerConfig") {
        for (name, at) in waits(doc) {
            if cx.of_kind("ContainerConfig").any(|d| d.name() == name) {
                continue;
            }
            let headline = format!("`{}` waits for the container `{name}`, which is not configured", doc.name());
            let problem = sink.finding(headline, doc.doc.tree.span(at));
            sink.push(doc.doc, problem.help("add a `ContainerConfig` of that name, or correct the name"));
        }
    }
}

/// Every circle is reported once, at its first document in the order of the set.
fn cycle(cx: &SetCx<'_>, sink: &mut Sink<'_>) {
    let docs: Vec<_> = cx.of_kind("ContainerConfig").collect();
    let index: BTreeMap<&str, usize> = docs.iter().enumerate().rev().map(|(i, d)| (d.name(), i)).collect();
    let edges: Vec<Vec<(usize, NodeId)>> =
        docs.iter().map(|d| waits(d).filter_map(|(name, at)| Some((*index.get(name)?, at))).collect()).collect();
    let mut done = vec![false; docs.len()];
    for start in 0..docs.len() {
        let Some(path) = circle(start, &edges, &mut done) else { continue };
        let names: Vec<_> = path.iter().chain(path.first()).map(|i| docs[*i].name()).collect();
        let next = path.get(1).copied().unwrap_or(start);
        let Some((_, at)) = edges[start].iter().find(|(to, _)| *to == next) else { continue };
        let headline = format!("these containers wait for each other: {}", names.join(" → "));
        let mut problem = sink.finding(headline, docs[start].doc.tree.span(*at));
        for other in path.iter().skip(1) {
            problem = problem.label(docs[*other].doc.anchor(), "part of the circle");
        }
        sink.push(docs[start].doc, problem.help("none of them ever starts; take one of the names out"));
    }
}

/// The shortest way from `start` back to itself over documents that were in no circle yet; marks what it goes over.
fn circle(start: usize, edges: &[Vec<(usize, NodeId)>], done: &mut [bool]) -> Option<Vec<usize>> {
    if done[start] {
        return None;
    }
    let mut before: BTreeMap<usize, usize> = BTreeMap::new();
    let mut queue = std::collections::VecDeque::from([start]);
    while let Some(at) = queue.pop_front() {
        for (to, _) in &edges[at] {
            if *to == start {
                let mut path = vec![at];
                let mut step = at;
                while step != start {
                    step = *before.get(&step)?;
                    path.push(step);
                }
                path.reverse();
                for index in &path {
                    done[*index] = true;
                }
                return Some(path);
            }
            if !before.contains_key(to) {
                before.insert(*to, at);
                queue.push_back(*to);
            }
        }
    }
    None
}

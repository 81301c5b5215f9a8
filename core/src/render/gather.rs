//! What all nodes of a run have to say, each thing once: findings that several nodes share carry the list of nodes.
//! Nodes are added in the order of the plan, so the result does not depend on who rendered what when. It must not know
//! how a node is rendered.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::effect::{Count, Reach, count, without_effect};
use super::fleet::{Fleet, Outcome};
use super::plan::NodeNames;
use super::sources::{Opened, Opening};
use super::write::redactor;
use crate::check::allow::{Allow, remarks};
use crate::diag::{Diagnostic, Redacted, Redactor, Severity};
use crate::session::{FileReport, Location, OpenFile, Report, report_of};
use crate::text::{SourceId, Span};

/// Findings of one node by severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NodeCounts {
    /// Errors.
    pub errors: u32,
    /// Warnings.
    pub warnings: u32,
    /// Hints.
    pub infos: u32,
}

/// Everything that was found.
#[derive(Debug)]
pub struct Findings {
    /// By file, position, code; the inventory's files first. Only files with findings.
    pub report: Redacted<Report>,
    /// Counts by the number of the node in the plan; nodes that were not rendered have none.
    pub counts: HashMap<usize, NodeCounts>,
}

/// Collects outcomes.
#[derive(Debug)]
pub struct Gathered<'f, 'e> {
    fleet: &'f Fleet<'e>,
    entries: Vec<Entry>,
    known: HashMap<(&'static str, Span), Vec<usize>>,
    shared: HashMap<SourceId, Shared>,
    homes: HashMap<SourceId, Arc<OpenFile>>,
    allowed: HashSet<Span>,
    unused: Vec<(Allow, bool)>,
    rendered: usize,
}

#[derive(Debug)]
struct Entry {
    finding: Diagnostic,
    nodes: Vec<u32>,
}

/// A file that several nodes have, until all of them are there.
#[derive(Debug)]
struct Shared {
    opening: Opening,
    nodes: Vec<u32>,
    idle: HashMap<Span, Count>,
}

impl<'f, 'e> Gathered<'f, 'e> {
    /// Nothing yet.
    pub fn new(fleet: &'f Fleet<'e>) -> Self {
        Self {
            fleet,
            entries: Vec::new(),
            known: HashMap::new(),
            shared: HashMap::new(),
            homes: HashMap::new(),
            allowed: HashSet::new(),
            unused: Vec::new(),
            rendered: 0,
        }
    }

    /// Takes what came of a node.
    pub fn add(&mut self, outcome: &Outcome) {
        self.rendered += 1;
        let node = outcome.node as u32;
        let files: Vec<_> =
            outcome.opened.iter().filter_map(|o| (**o).as_ref().ok().map(|opened| (o, opened))).collect();
        let mut mask: Option<Redactor> = None;
        for finding in &outcome.findings {
            if self.seen(finding, node) {
                continue;
            }
            let mask = mask.get_or_insert_with(|| self.redactor(outcome));
            let finding = mask.diagnostic(finding.clone()).into_inner();
            self.keep(finding, node, &files);
        }
        self.allowed.extend(&outcome.allowed);
        for (opening, opened) in &files {
            self.file(opening, opened, outcome, node);
        }
    }

    fn redactor(&self, outcome: &Outcome) -> Redactor {
        let mut all = Redactor::default();
        outcome.docs.iter().for_each(|doc| redactor(doc, &self.fleet.writer, &mut all));
        all
    }

    /// Adds the node to a finding that is known.
    fn seen(&mut self, finding: &Diagnostic, node: u32) -> bool {
        let Some(same) = self.known.get(&(finding.code, finding.primary.span)) else { return false };
        let found = same.iter().find(|i| is_same(&self.entries[**i].finding, finding));
        let Some(found) = found.copied() else { return false };
        let nodes = &mut self.entries[found].nodes;
        if nodes.last() != Some(&node) {
            nodes.push(node);
        }
        true
    }

    fn keep(&mut self, finding: Diagnostic, node: u32, files: &[(&Opening, &Opened)]) {
        for span in spans(&finding) {
            if let Some((_, opened)) = files.iter().find(|(_, o)| o.file.part_of(span.source).is_some()) {
                self.homes.insert(span.source, Arc::clone(&opened.file));
            }
        }
        self.known.entry((finding.code, finding.primary.span)).or_default().push(self.entries.len());
        self.entries.push(Entry { finding, nodes: vec![node] });
    }

    fn file(&mut self, opening: &Opening, opened: &Opened, outcome: &Outcome, node: u32) {
        let Some(source) = opened.pieces.first().map(|p| p.document().source) else {
            return self.alone(opened, node);
        };
        if opened.reaches > 1 {
            let shared = self.shared.entry(source).or_insert_with(|| Shared {
                opening: Arc::clone(opening),
                nodes: Vec::new(),
                idle: HashMap::new(),
            });
            shared.nodes.push(node);
            count(&opened.pieces, &outcome.docs, &mut shared.idle);
            return;
        }
        self.alone(opened, node);
        let mut idle = HashMap::new();
        count(&opened.pieces, &outcome.docs, &mut idle);
        for finding in without_effect(&opened.pieces, &idle, Reach::Nodes(1)) {
            self.keep(finding, node, &[(opening, opened)]);
            self.home_all(outcome);
        }
    }

    /// Findings of a file that one node has.
    fn alone(&mut self, opened: &Opened, node: u32) {
        for finding in &opened.findings {
            if !self.seen(finding, node) {
                self.keep_of(opened, finding, vec![node]);
            }
        }
        self.unused.extend(opened.allows.iter().cloned());
        for (allow, _) in &opened.allows {
            self.homes.insert(allow.span.source, Arc::clone(&opened.file));
        }
    }

    fn keep_of(&mut self, opened: &Opened, finding: &Diagnostic, nodes: Vec<u32>) {
        let masked = opened.file.redactor().diagnostic(finding.clone()).into_inner();
        for span in spans(&masked).filter(|s| opened.file.part_of(s.source).is_some()) {
            self.homes.insert(span.source, Arc::clone(&opened.file));
        }
        self.known.entry((masked.code, masked.primary.span)).or_default().push(self.entries.len());
        self.entries.push(Entry { finding: masked, nodes });
    }

    fn home_all(&mut self, outcome: &Outcome) {
        let opened = outcome.opened.iter().filter_map(|o| (**o).as_ref().ok());
        for (source, file) in opened.flat_map(|o| o.file.parts().iter().map(move |p| (p.document.source, &o.file))) {
            let named = |e: &Entry| spans(&e.finding).any(|s| s.source == source);
            if self.entries.last().is_some_and(named) {
                self.homes.insert(source, Arc::clone(file));
            }
        }
    }

    /// Everything, once all nodes are there.
    pub fn finish(mut self) -> Findings {
        let mut shared: Vec<_> = core::mem::take(&mut self.shared).into_iter().collect();
        shared.sort_by_key(|(source, _)| *source);
        let files: Vec<_> = shared.iter().filter_map(|(_, s)| (*s.opening).as_ref().ok().map(|o| (o, s))).collect();
        for (opened, _) in &files {
            for part in opened.file.parts() {
                self.homes.insert(part.document.source, Arc::clone(&opened.file));
            }
        }
        for (opened, shared) in files {
            for finding in &opened.findings {
                self.keep_of(opened, finding, shared.nodes.clone());
            }
            if shared.nodes.len() >= opened.reaches {
                for finding in without_effect(&opened.pieces, &shared.idle, Reach::Nodes(shared.nodes.len())) {
                    self.entries.push(Entry { finding, nodes: shared.nodes.clone() });
                }
            }
            self.unused.extend(opened.allows.iter().cloned());
        }
        let inventory = &self.fleet.plan.inventory;
        let found = inventory.iter().flat_map(|f| f.diagnostics().into_iter().map(|d| f.redactor().diagnostic(d)));
        let found = found.map(Redacted::into_inner).chain(self.fleet.plan.problems.iter().cloned());
        self.entries.extend(found.map(|finding| Entry { finding, nodes: Vec::new() }));
        self.remark();
        self.report()
    }

    /// Comments that allowed nothing in any node. When nodes are left out, nobody knows.
    fn remark(&mut self) {
        let complete = self.rendered == self.fleet.plan.nodes.len();
        for (allow, used) in core::mem::take(&mut self.unused) {
            let used = used || self.allowed.contains(&allow.span) || !complete;
            let remarks = remarks(core::slice::from_ref(&allow), &[used]);
            self.entries.extend(remarks.into_iter().map(|finding| Entry { finding, nodes: Vec::new() }));
        }
    }

    fn report(self) -> Findings {
        let Self { fleet, mut entries, homes, .. } = self;
        entries.retain(|e| fleet.plan.switches.want(e.finding.code));
        let inventory = &fleet.plan.inventory;
        let locate = |span: Span| -> Option<Location> {
            let home = homes.get(&span.source);
            home.or_else(|| inventory.iter().find(|f| f.part_of(span.source).is_some()))?.locate(span)
        };
        let mut by_file: Vec<(Location, Entry)> =
            entries.into_iter().filter_map(|e| Some((locate(e.finding.primary.span)?, e))).collect();
        by_file.sort_by(|(a, x), (b, y)| {
            let key = |at: &Location, e: &Entry| (at.clone(), e.finding.code, e.finding.headline.clone());
            key(a, x).cmp(&key(b, y))
        });
        let mut merged: Vec<(Location, Entry)> = Vec::new();
        for (at, entry) in by_file {
            match merged.last_mut().filter(|(last, e)| *last == at && is_same(&e.finding, &entry.finding)) {
                Some((_, same)) => same.nodes.extend(entry.nodes),
                None => merged.push((at, entry)),
            }
        }
        for (_, entry) in &mut merged {
            entry.nodes.sort_unstable();
            entry.nodes.dedup();
        }
        let counts = counts(&merged);
        let reports = files(fleet, merged, &locate, &homes);
        Findings { report: Report::join(reports), counts }
    }
}

/// One report a file, in order.
fn files(
    fleet: &Fleet<'_>,
    findings: Vec<(Location, Entry)>,
    locate: &dyn Fn(Span) -> Option<Location>,
    homes: &HashMap<SourceId, Arc<OpenFile>>,
) -> Vec<Redacted<FileReport>> {
    let names = NodeNames::new([fleet.plan]);
    let list = |nodes: &[u32]| -> Vec<String> {
        nodes.iter().filter_map(|n| fleet.plan.nodes.get(*n as usize)).map(|n| names.of(n)).collect()
    };
    let mut reports = Vec::new();
    let mut rest = findings.into_iter().peekable();
    while let Some((at, first)) = rest.next() {
        let source = first.finding.primary.span.source;
        let inventory = || fleet.plan.inventory.iter().find(|f| f.part_of(source).is_some());
        let Some(home) = homes.get(&source).or_else(inventory) else { continue };
        let mut found = vec![(first.finding, list(&first.nodes))];
        while let Some((_, next)) = rest.next_if(|(next, _)| next.file == at.file) {
            found.push((next.finding, list(&next.nodes)));
        }
        reports.push(report_of(home, &home.redactor(), found.into_iter(), locate));
    }
    reports
}

fn counts(findings: &[(Location, Entry)]) -> HashMap<usize, NodeCounts> {
    let mut counts: HashMap<usize, NodeCounts> = HashMap::new();
    for (_, entry) in findings {
        for node in &entry.nodes {
            let of_node = counts.entry(*node as usize).or_default();
            match entry.finding.severity {
                Severity::Error => of_node.errors += 1,
                Severity::Warning => of_node.warnings += 1,
                Severity::Info => of_node.infos += 1,
            }
        }
    }
    counts
}

fn is_same(one: &Diagnostic, other: &Diagnostic) -> bool {
    one.code == other.code && one.headline == other.headline
}

fn spans(finding: &Diagnostic) -> impl Iterator<Item = Span> + '_ {
    core::iter::once(finding.primary.span).chain(finding.labels.iter().map(|l| l.span))
}

//! Where a value of a node comes from: the chain of layers that set it, through JSON patches and variables too.
//! It must not know how the answer is shown.

use std::sync::Arc;

use super::doc::Doc;
use super::fleet::{Fleet, Outcome};
use super::plan::NodePlan;
use super::write::redactor;
use crate::diag::{MASK, Redacted, Redactor};
use crate::patch::Decision;
use crate::session::{Contribution, History, Location};
use crate::text::Span;
use crate::tree::{NodeKind, Origin, Path};

impl Outcome {
    /// The history of a value, in the form `LinkConfig/eth0:mtu`, or without the part up to the colon for the headless
    /// document. `None` when nothing ever set it.
    pub fn why(&self, fleet: &Fleet<'_>, asked: &str) -> Option<Redacted<History>> {
        let node = fleet.plan().nodes.get(self.node)?;
        let mut mask = Redactor::default();
        self.docs.iter().for_each(|doc| redactor(doc, &fleet.writer, &mut mask));
        let opened = || self.opened.iter().filter_map(|o| (**o).as_ref().ok()).map(|o| &o.file);
        let locate = |span: Span| opened().chain(&fleet.plan().inventory).find_map(|file| file.locate(span));
        let layer = |number: u16| layer(node, number);
        Teller { docs: &self.docs, mask: &mask, locate: &locate, layer: &layer }.why(asked)
    }
}

/// The layer of a patch by its number.
fn layer(node: &NodePlan, number: u16) -> String {
    let mut next = 1;
    for layer in &node.layers {
        next += layer.patches.len();
        if number > 0 && usize::from(number) < next {
            return layer.name.to_string();
        }
    }
    "base".to_owned()
}

/// Tells histories of values of a result.
pub(super) struct Teller<'a> {
    /// The result.
    pub docs: &'a [Arc<Doc>],
    /// What must not be shown.
    pub mask: &'a Redactor,
    /// Finds the file of a place.
    pub locate: &'a dyn Fn(Span) -> Option<Location>,
    /// Name of a layer.
    pub layer: &'a dyn Fn(u16) -> String,
}

impl Teller<'_> {
    /// See [`Outcome::why`].
    pub fn why(&self, asked: &str) -> Option<Redacted<History>> {
        let named = |doc: &&Arc<Doc>| {
            let label = doc.document.label();
            !label.is_empty() && asked.strip_prefix(&*label).is_some_and(|rest| rest.starts_with(':'))
        };
        // Names and keys may hold a colon, too.
        let doc = self.docs.iter().find(named).or_else(|| self.docs.iter().find(|d| d.document.label().is_empty()))?;
        let rest = asked.strip_prefix(&*doc.document.label()).unwrap_or(asked);
        self.history(doc, &Path::parse(rest.strip_prefix(':').unwrap_or(rest)).ok()?)
    }

    fn history(&self, doc: &Doc, path: &Path) -> Option<Redacted<History>> {
        let tree = &doc.document.tree;
        let at = tree.root().and_then(|root| tree.at(root, path)).map(|n| tree.resolve(n));
        let decisions = doc.decisions(path);
        let winner = at.map(|n| tree.node(n).origin());
        let lost = self.losers(doc, &decisions, winner);
        if at.is_none() && lost.is_empty() {
            return None;
        }
        let value = at.filter(|n| tree.kind(*n) == NodeKind::Scalar).map(|n| self.masked(tree.text(n), tree.span(n)));
        Some(Redacted::masked(History {
            path: format!("{}:{path}", doc.document.label()),
            value,
            origin: winner.and_then(|origin| self.contribution(doc, &origin, at.map_or("", |n| tree.text(n)))),
            overridden: lost,
            strategy: decisions.first().map_or("", |d| d.strategy),
        }))
    }

    /// Candidates that lost, in the order of their layers, each once.
    fn losers(&self, doc: &Doc, decisions: &[&Decision], winner: Option<Origin>) -> Vec<Contribution> {
        let mut seen: Vec<Span> = winner.map(|w| w.span).into_iter().collect();
        let mut lost: Vec<&(Origin, String)> = Vec::new();
        for candidate in decisions.iter().rev().flat_map(|d| &d.candidates) {
            if !seen.contains(&candidate.0.span) {
                seen.push(candidate.0.span);
                lost.push(candidate);
            }
        }
        lost.sort_by_key(|(origin, _)| origin.layer);
        lost.iter().filter_map(|(origin, text)| self.contribution(doc, origin, text)).collect()
    }

    fn contribution(&self, doc: &Doc, origin: &Origin, text: &str) -> Option<Contribution> {
        Some(Contribution {
            location: (self.locate)(origin.span)?,
            layer: (self.layer)(origin.layer),
            step: origin.step,
            value: self.masked(text, origin.span),
            variable: doc
                .uses()
                .find(|u| u.place == origin.span)
                .and_then(|u| Some((u.name.clone(), (self.locate)(u.defined)?))),
        })
    }

    fn masked(&self, text: &str, span: Span) -> String {
        if !text.is_empty() && self.mask.hides(span) { MASK.to_owned() } else { self.mask.text(text).into_inner() }
    }
}

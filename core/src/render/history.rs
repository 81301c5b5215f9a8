//! Where a value of a node comes from: the chain of layers that set it, through JSON patches and variables too.
//! It must not know how the answer is shown.

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
        let (label, rest) = asked.rsplit_once(':').unwrap_or(("", asked));
        let path = Path::parse(rest).ok()?;
        let doc = self.docs.iter().find(|d| d.document.label() == label)?;
        let mut mask = Redactor::default();
        redactor(doc, &fleet.writer, &mut mask);
        Teller { fleet, outcome: self, node, doc, mask }.history(&path)
    }
}

struct Teller<'a, 'e> {
    fleet: &'a Fleet<'e>,
    outcome: &'a Outcome,
    node: &'a NodePlan,
    doc: &'a Doc,
    mask: Redactor,
}

impl Teller<'_, '_> {
    fn history(&self, path: &Path) -> Option<Redacted<History>> {
        let tree = &self.doc.document.tree;
        let at = tree.root().and_then(|root| tree.at(root, path)).map(|n| tree.resolve(n));
        let mut steps: Vec<_> = self.doc.steps().collect();
        steps.reverse();
        let decisions: Vec<&Decision> = steps.iter().flat_map(|s| &s.decisions).filter(|d| d.path == *path).collect();
        let winner = at.map(|n| tree.node(n).origin());
        let lost = self.losers(&decisions, winner);
        if at.is_none() && lost.is_empty() {
            return None;
        }
        let value = at.filter(|n| tree.kind(*n) == NodeKind::Scalar).map(|n| self.masked(tree.text(n), tree.span(n)));
        Some(Redacted::masked(History {
            path: format!("{}:{path}", self.doc.document.label()),
            value,
            origin: winner.and_then(|origin| self.contribution(&origin, at.map_or("", |n| tree.text(n)))),
            overridden: lost,
            strategy: decisions.last().map_or("", |d| d.strategy),
        }))
    }

    /// Candidates that lost, in the order of their layers, each once.
    fn losers(&self, decisions: &[&Decision], winner: Option<Origin>) -> Vec<Contribution> {
        let mut seen: Vec<Span> = winner.map(|w| w.span).into_iter().collect();
        let mut lost: Vec<&(Origin, String)> = Vec::new();
        for candidate in decisions.iter().flat_map(|d| &d.candidates) {
            if !seen.contains(&candidate.0.span) {
                seen.push(candidate.0.span);
                lost.push(candidate);
            }
        }
        lost.sort_by_key(|(origin, _)| origin.layer);
        lost.iter().filter_map(|(origin, text)| self.contribution(origin, text)).collect()
    }

    fn contribution(&self, origin: &Origin, text: &str) -> Option<Contribution> {
        Some(Contribution {
            location: self.locate(origin.span)?,
            layer: self.layer(origin.layer),
            step: origin.step,
            value: self.masked(text, origin.span),
            variable: self
                .doc
                .uses()
                .find(|u| u.place == origin.span)
                .and_then(|u| Some((u.name.clone(), self.locate(u.defined)?))),
        })
    }

    fn masked(&self, text: &str, span: Span) -> String {
        if !text.is_empty() && self.mask.hides(span) { MASK.to_owned() } else { self.mask.text(text).into_inner() }
    }

    fn locate(&self, span: Span) -> Option<Location> {
        let opened = self.outcome.opened.iter().filter_map(|o| (**o).as_ref().ok()).map(|o| &o.file);
        opened.chain(&self.fleet.plan().inventory).find_map(|file| file.locate(span))
    }

    /// The layer of a patch by its number.
    fn layer(&self, number: u16) -> String {
        let mut next = 1;
        for layer in &self.node.layers {
            next += layer.patches.len();
            if number > 0 && usize::from(number) < next {
                return layer.name.to_string();
            }
        }
        "base".to_owned()
    }
}

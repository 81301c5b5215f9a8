//! One node of a plan: its base and patches merged, checked and written. Every node can be rendered by itself, on any
//! thread and in any order; what nodes share is kept between them. It must not know what else is done with the results.

use core::hash::{Hash, Hasher};
use std::collections::HashSet;
use std::collections::hash_map::DefaultHasher;
use std::sync::Arc;

use super::cache::Cache;
use super::doc::Doc;
use super::piece::Piece;
use super::plan::{Base, NodePlan, PatchSource, Plan};
use super::sources::{Opened, Opening, Sources, named_at};
use super::steps::{self, Start};
use super::trouble::told;
use super::wish::{Secrets, Wish};
use super::write::Writer;
use crate::check::{self, DocumentCx, SetCx};
use crate::diag::{Diagnostic, Severity};
use crate::document::Document;
use crate::lang::Language;
use crate::patch::MergeRules;
use crate::session::{Engine, Files};
use crate::text::Span;

/// How many merged documents are kept for other nodes; nodes come in the order of the plan, so those of one cluster and
/// role follow each other.
const KEPT_DOCUMENTS: usize = 256;

/// A plan with what its nodes share. May be used by several threads.
#[derive(Debug)]
pub struct Fleet<'e> {
    pub(super) engine: &'e Engine,
    pub(super) plan: &'e Plan,
    pub(super) sources: Sources<'e>,
    pub(super) writer: Writer,
    docs: Cache<u64, Doc>,
    by_json: Cache<u64, Result<Arc<Doc>, Diagnostic>>,
}

/// What came of a node.
#[derive(Debug)]
pub struct Outcome {
    /// Its number in the plan.
    pub node: usize,
    /// Its config; `None` when something refuses it. It holds the node's secrets unless placeholders were asked for.
    pub text: Option<String>,
    /// Findings of the merged result, unmasked.
    pub(super) findings: Vec<Diagnostic>,
    /// Everything that was opened for it.
    pub(super) opened: Vec<Opening>,
    /// Its documents.
    pub(super) docs: Vec<Arc<Doc>>,
    /// Places of comments that allowed a finding.
    pub(super) allowed: Vec<Span>,
}

/// What must be handled with care in a config.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Inside {
    /// It has values that the tables call secret.
    pub secrets: bool,
    /// It has values that SOPS has encrypted.
    pub encrypted: bool,
}

impl Outcome {
    /// True when nothing came of the node, so that there is nothing to compare it by.
    pub fn is_empty(&self) -> bool {
        self.docs.is_empty()
    }

    /// What is inside of the merged config, whatever its text shows of it.
    pub fn inside(&self, fleet: &Fleet<'_>) -> Inside {
        self.docs.iter().map(|doc| doc.inside(&fleet.writer)).fold(Inside::default(), |all, one| Inside {
            secrets: all.secrets || one.secrets,
            encrypted: all.encrypted || one.encrypted,
        })
    }
}

impl<'e> Fleet<'e> {
    /// Prepares to render the nodes with these numbers; those of others can be rendered, too, at a higher price.
    /// `engine` must be the one that opened the plan's inventory.
    pub fn new(engine: &'e Engine, files: &'e (dyn Files + Sync), plan: &'e Plan, nodes: &[usize], wish: Wish) -> Self {
        let sources = Sources::new(engine, files, plan, nodes, wish.secrets);
        let writer = Writer::new(wish, engine);
        let (docs, by_json) = (Cache::new(KEPT_DOCUMENTS), Cache::new(KEPT_DOCUMENTS));
        Self { engine, plan, sources, writer, docs, by_json }
    }

    /// The plan.
    pub fn plan(&self) -> &'e Plan {
        self.plan
    }

    /// How the fleet is rendered.
    pub fn wish(&self) -> Wish {
        self.writer.wish
    }

    /// Renders a node; `None` when the plan has none of that number.
    pub fn render(&self, number: usize) -> Option<Outcome> {
        let node = self.plan.nodes.get(number)?;
        let mut work = Work { fleet: self, node, findings: Vec::new(), opened: Vec::new() };
        let docs = work.docs();
        Some(work.outcome(number, docs))
    }
}

/// A node while it is rendered.
struct Work<'f, 'e> {
    fleet: &'f Fleet<'e>,
    node: &'e NodePlan,
    findings: Vec<Diagnostic>,
    opened: Vec<Opening>,
}

impl Work<'_, '_> {
    fn docs(&mut self) -> Vec<Arc<Doc>> {
        let (fleet, node) = (self.fleet, self.node);
        let Some(language) = fleet.engine.registry().language(node.target.language) else { return Vec::new() };
        let Some(merge) = language.merge else {
            let headline = format!("{} has no patches, so it cannot be rendered", language.title);
            self.findings.push(Diagnostic::error("render/no-patches", headline, node.declared));
            return Vec::new();
        };
        let rules = merge.at(node.target.version);
        self.bundle();
        let Some(base) = self.base(language) else { return Vec::new() };
        let mut starts: Vec<_> = base.into_iter().map(Start::Piece).collect();
        let mut run: Vec<(u16, Vec<Piece>)> = Vec::new();
        let patches = node.layers.iter().flat_map(|l| l.patches.iter());
        for (number, patch) in (1..=u16::MAX).zip(patches) {
            let Some((pieces, json)) = self.patch(patch, language) else { continue };
            if !json {
                run.push((number, pieces));
                continue;
            }
            let docs = self.strategic(&starts, &core::mem::take(&mut run), rules);
            starts = self.json(docs, &pieces, number, named_at(patch)).into_iter().map(Start::Doc).collect();
        }
        self.strategic(&starts, &run, rules)
    }

    fn base(&mut self, language: &'static Language) -> Option<Vec<Piece>> {
        let opening = self.fleet.sources.base(self.node, language);
        match (&self.node.base, &*opening) {
            (Base::File(_, span), _) => Some(self.pieces(opening, *span)?.0),
            (Base::Generated, Ok(_)) => Some(self.pieces(opening, self.node.declared)?.0),
            (Base::Generated, Err(error)) => {
                if let Some((_, at)) = &self.node.cluster.schematic
                    && let Err(error) = self.fleet.sources.image(self.node, language)
                {
                    let problem =
                        Diagnostic::error("render/no-base", format!("a base cannot be made: {}", error.message), *at);
                    self.findings.push(
                        problem.help("the install image is named by it; see the documentation of the Image Factory"),
                    );
                    return None;
                }
                let named = self.node.cluster.secrets.as_ref().map(|(_, span)| *span);
                // That the bundle is missing has been said.
                if named.is_none() || !error.missing {
                    let headline = format!("a base cannot be made: {}", error.message);
                    let at = named.unwrap_or(self.node.cluster.declared);
                    let problem = Diagnostic::error("render/no-base", headline, at);
                    self.findings.push(problem.help(
                        "name the config that the layers patch, such as `base: base/{role}.yaml`, or a secrets bundle",
                    ));
                }
                None
            }
        }
    }

    /// New keys would lock everybody out of a running cluster, so a bundle is never made.
    fn bundle(&mut self) {
        let fleet = self.fleet;
        let Some((path, span)) = &self.node.cluster.secrets else { return };
        if fleet.writer.wish.secrets == Secrets::Placeholder || fleet.sources.has(path) {
            return;
        }
        let problem =
            Diagnostic::error("render/missing-secrets", "the secrets bundle that is named here is not there", *span);
        self.findings.push(problem.help(
            "fetch it, or render without secrets: `--secrets placeholder`; a bundle is never made, since new keys lock out whoever has the old ones",
        ));
    }

    fn patch(&mut self, patch: &PatchSource, language: &'static Language) -> Option<(Vec<Piece>, bool)> {
        let opening = self.fleet.sources.patch(patch, self.node, language);
        self.pieces(opening, named_at(patch))
    }

    /// The documents of a file with the node's variables in them.
    fn pieces(&mut self, opening: Opening, named_at: Span) -> Option<(Vec<Piece>, bool)> {
        let opened = match &*opening {
            Ok(opened) => opened,
            Err(error) => {
                let headline = format!("the file that is named here cannot be read: {}", error.message);
                let problem = Diagnostic::error("render/cannot-read", headline, named_at);
                self.findings.push(problem.help("paths are relative to the file that names them"));
                return None;
            }
        };
        let mut pieces = Vec::with_capacity(opened.pieces.len());
        for piece in &opened.pieces {
            let (mut piece, problems) = piece.with(&self.node.vars);
            piece.own |= opened.reaches <= 1;
            self.findings.extend(problems);
            pieces.push(piece);
        }
        let json = opened.json;
        self.opened.push(opening);
        Some((pieces, json))
    }

    /// Merges documents of patches, each with the number of its layer.
    fn strategic(&mut self, starts: &[Start], run: &[(u16, Vec<Piece>)], rules: MergeRules) -> Vec<Arc<Doc>> {
        let this = &*self;
        let done = steps::strategic(starts, run, rules, &mut |start, parts| this.merged(start, parts, rules));
        self.findings.extend(done.problems);
        done.docs
    }

    /// One document; what it shares with other nodes is merged once for all of them.
    fn merged(&self, start: Option<&Start>, parts: Vec<(Piece, u16)>, rules: MergeRules) -> Option<Arc<Doc>> {
        let (before, mut parts) = Start::with(start, parts);
        let base = before.as_ref().map_or(Some(0), |doc| doc.key);
        let shared = if base.is_some() { parts.iter().take_while(|(p, _)| !p.own).count() } else { 0 };
        let own = parts.split_off(shared);
        let known = if parts.len() > usize::from(before.is_none()) || (own.is_empty() && !parts.is_empty()) {
            let key = key_of(&self.node.mode, base.unwrap_or(0), &parts);
            let made = || Doc::merged(before.clone(), parts.clone(), rules).map(|doc| Arc::new(doc.keyed(key)));
            self.fleet.shared(key, made)
        } else {
            None
        };
        match (known, own.is_empty()) {
            (Some(doc), true) => Some(doc),
            (Some(doc), false) => Doc::merged(Some(doc), own, rules).map(Arc::new),
            (None, _) => {
                parts.extend(own);
                Doc::merged(before, parts, rules).map(Arc::new)
            }
        }
    }

    fn json(&mut self, docs: Vec<Arc<Doc>>, pieces: &[Piece], layer: u16, at: Span) -> Vec<Arc<Doc>> {
        let Some(piece) = pieces.first() else { return docs };
        let doc = match steps::single(&docs, piece, at) {
            Ok(doc) => doc,
            Err(problem) => {
                self.findings.push(problem);
                return docs;
            }
        };
        let engine = self.fleet.engine;
        let view = |d: &Document| d.kind.map(|kind| engine.views().get(kind, &d.target));
        let key = doc.key.filter(|_| !piece.own).map(|base| key_of("json", base, &[(piece.clone(), layer)]));
        let make = || Doc::by_json(doc, piece, layer, view);
        let done = match key {
            Some(key) => {
                (*self.fleet.by_json.get(key, || Arc::new(make().map(|doc| Arc::new(doc.keyed(key)))))).clone()
            }
            None => make().map(Arc::new),
        };
        match done {
            Ok(doc) => vec![doc],
            Err(problem) => {
                self.findings.push(problem);
                docs
            }
        }
    }

    fn outcome(mut self, number: usize, docs: Vec<Arc<Doc>>) -> Outcome {
        let mode = &*self.node.mode;
        for doc in &docs {
            let steps: Vec<_> = doc.steps().collect();
            self.findings.extend(steps.iter().rev().flat_map(|step| &step.problems).cloned());
            self.findings.extend(doc.findings(mode).iter().map(|d| told(d, doc)));
        }
        self.findings.extend(set(&docs, mode));
        let opened: Vec<&Opened> = self.opened.iter().filter_map(|o| (**o).as_ref().ok()).collect();
        let known: HashSet<_> = opened.iter().flat_map(|o| &o.findings).map(|d| (d.code, d.primary.span)).collect();
        let mut findings = core::mem::take(&mut self.findings);
        findings.retain(|d| !known.contains(&(d.code, d.primary.span)));
        // Hints about a text that nobody has written help nobody.
        let made: Vec<_> = opened.iter().filter(|o| o.generated).collect();
        findings.retain(|d| {
            d.severity > Severity::Info || !made.iter().any(|o| o.file.part_of(d.primary.span.source).is_some())
        });
        let allowed = allow(&opened, &mut findings);
        let switches = &self.fleet.plan.switches;
        findings.retain(|d| switches.want(d.code));
        let of_files = opened.iter().flat_map(|o| &o.findings).filter(|d| switches.want(d.code));
        let all = || findings.iter().chain(of_files.clone());
        let refused = docs.is_empty() || all().any(|d| d.severity == Severity::Error);
        let mut text = None;
        if !refused {
            match steps::text(&docs, &[], &self.fleet.writer) {
                Ok(done) => text = Some(done),
                Err(problem) => findings.push(problem),
            }
        }
        Outcome { node: number, text, findings, opened: self.opened, docs, allowed }
    }
}

impl Fleet<'_> {
    fn shared(&self, key: u64, make: impl FnOnce() -> Option<Arc<Doc>>) -> Option<Arc<Doc>> {
        self.docs.try_get(key, make)
    }
}

/// What can only be said of the documents together.
pub(super) fn set(docs: &[Arc<Doc>], mode: &str) -> Vec<Diagnostic> {
    let cx = |d: &'_ Arc<Doc>| d.view.is_some();
    let complete = docs.iter().all(|d| cx(d) || d.document.root().is_none());
    let seen: Vec<_> = docs
        .iter()
        .filter_map(|d| Some(DocumentCx { doc: &d.document, view: d.view.as_deref()?, text: "", mode }))
        .collect();
    let found = check::set(&SetCx { docs: &seen, complete, mode });
    let owner = |d: &Diagnostic| {
        docs.iter().find(|doc| doc.pieces().any(|(p, _)| p.document().source == d.primary.span.source))
    };
    found.into_iter().map(|d| owner(&d).map_or_else(|| d.clone(), |doc| told(&d, doc))).collect()
}

/// Takes out what comments allow; the places of the comments that did.
fn allow(opened: &[&Opened], findings: &mut Vec<Diagnostic>) -> Vec<Span> {
    let mut allowed = Vec::new();
    for (allow, _) in opened.iter().flat_map(|o| &o.allows) {
        let before = findings.len();
        findings.retain(|d| {
            let at = d.primary.span;
            !(at.source == allow.span.source && allow.covers.contains(&at.start) && d.code == allow.code)
        });
        if findings.len() < before {
            allowed.push(allow.span);
        }
    }
    allowed
}

fn key_of(kind: &str, base: u64, parts: &[(Piece, u16)]) -> u64 {
    let mut hasher = DefaultHasher::new();
    (kind, base).hash(&mut hasher);
    for (piece, layer) in parts {
        (piece.key, layer).hash(&mut hasher);
    }
    hasher.finish() | 1
}

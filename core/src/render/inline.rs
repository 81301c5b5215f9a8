//! Patches that are written in the inventory: read and checked where they stand. It must not know merging.

use std::collections::HashSet;
use std::sync::Arc;

use super::plan::{Inline, NodePlan, PatchSource, Plan};
use crate::check::{self, DocumentCx};
use crate::diag::Diagnostic;
use crate::document::{Document, Role};
use crate::lang::Language;
use crate::model::View;
use crate::session::{Engine, OpenFile};
use crate::tree::{NodeId, NodeKind, Tree, TreeBuilder};

/// Such a patch for the release of a node.
pub(super) struct Checked {
    pub document: Document,
    pub view: Option<Arc<View>>,
    /// True for a list of operations.
    pub json: bool,
    /// What is wrong with it alone.
    pub findings: Vec<Diagnostic>,
}

impl Checked {
    pub fn of(engine: &Engine, home: &OpenFile, inline: &Inline, node: &NodePlan, language: &'static Language) -> Self {
        let span = inline.tree.span(inline.node);
        let json = inline.tree.kind(inline.tree.resolve(inline.node)) == NodeKind::Seq;
        let mut document = Document {
            source: span.source,
            tree: subtree(&inline.tree, inline.node),
            language,
            kind: None,
            name: None,
            role: if json { Role::JsonPatch } else { Role::Patch },
            target: node.target.clone(),
            readable: true,
            steered: false,
            substituted: false,
        };
        if json {
            let findings = check::json_patch(&document);
            return Self { document, view: None, json, findings };
        }
        let identified = (language.identify)(&document.tree, &document.target);
        (document.kind, document.name) = (identified.kind, identified.name);
        let mut findings = identified.problems;
        let view = document.kind.map(|kind| engine.views().get(kind, &document.target));
        if let Some(view) = &view {
            let chunk = home.part_of(span.source).map(|p| p.chunk.start as usize..p.chunk.end as usize);
            let text = chunk.and_then(|c| home.text().get(c)).unwrap_or("");
            findings.extend(check::document(&DocumentCx { doc: &document, view, text, mode: &node.mode }));
        }
        Self { document, view, json, findings }
    }
}

/// What is wrong with the patches of an inventory, for every release of the nodes that have them, with these nodes.
pub(crate) fn findings(engine: &Engine, plan: &Plan) -> Vec<Diagnostic> {
    let (mut seen, mut known, mut out) = (HashSet::new(), HashSet::new(), Vec::new());
    for node in &plan.nodes {
        let Some(language) = engine.registry().language(node.target.language) else { continue };
        for patch in node.layers.iter().flat_map(|l| l.patches.iter()) {
            let PatchSource::Inline(inline) = patch else { continue };
            let source = inline.tree.span(inline.node).source;
            if !seen.insert((source, inline.node, node.target.clone(), Arc::clone(&node.mode))) {
                continue;
            }
            let Some(home) = plan.inventory.iter().find(|f| f.part_of(source).is_some()) else { continue };
            let found = Checked::of(engine, home, inline, node, language).findings;
            out.extend(found.into_iter().filter(|d| known.insert((d.code, d.primary.span))));
        }
    }
    out
}

/// A node of a tree as a tree of its own; places stay.
fn subtree(tree: &Tree, node: NodeId) -> Tree {
    let mut out = TreeBuilder::default();
    let mut budget = tree.len().saturating_mul(4).saturating_add(1000);
    let root = out.copy(tree, node, &mut budget);
    out.finish(root)
}

//! A document of a node: what its pieces merge to, and what follows from that alone, computed when first asked for and
//! shared by all nodes that have the same pieces. It must not know nodes.

use std::sync::{Arc, OnceLock};

use super::effect::{Effect, effects};
use super::fleet::Inside;
use super::piece::{Piece, copy};
use super::vars::Use;
use super::write::{Writer, is_encrypted, text_of};
use crate::check::{self, DocumentCx};
use crate::diag::Diagnostic;
use crate::document::{Document, Role};
use crate::model::{View, ViewCx};
use crate::patch::{
    Decision, MergeRules, PrintedScalars, Source, Trace, apply_json_tree, meant, merge, printed_scalars,
};
use crate::session::secrets::secret_nodes;
use crate::tree::{NodeId, Path};

/// A document of a result.
#[derive(Debug)]
pub(super) struct Doc {
    /// The document; its nodes point into the texts of its pieces.
    pub document: Document,
    /// Its kind at its target.
    pub view: Option<Arc<View>>,
    /// The piece that it began as, whose text is kept.
    pub first: Piece,
    /// Everything that took part in this step, with the number of its layer.
    pub parts: Vec<(Piece, u16)>,
    /// The result that this step went on with.
    pub before: Option<Arc<Doc>>,
    /// What this step decided.
    pub trace: Trace,
    /// What upstream refuses or swallows in this step.
    pub problems: Vec<Diagnostic>,
    /// True when the last step was a JSON patch.
    pub by_json: bool,
    /// Equal for equal results; `None` for one that no other node can have.
    pub key: Option<u64>,
    findings: OnceLock<Vec<Diagnostic>>,
    text: OnceLock<Result<Arc<str>, Diagnostic>>,
    effects: OnceLock<Vec<Effect>>,
    inside: OnceLock<Inside>,
}

impl Doc {
    /// Merges pieces of one identity, each with the number of its layer, behind an earlier result if there is one.
    pub fn merged(before: Option<Arc<Self>>, parts: Vec<(Piece, u16)>, rules: MergeRules) -> Option<Self> {
        let first = before.as_ref().map(|b| b.first.clone()).or_else(|| parts.first().map(|p| p.0.clone()))?;
        let view = before.as_ref().map_or_else(|| first.view.clone(), |b| b.view.clone());
        let old = before.as_ref().map(|b| &b.document);
        let documents = || old.into_iter().chain(parts.iter().map(|(p, _)| p.document()));
        let readable = documents().all(|d| d.readable);
        let steered = documents().any(|d| d.steered);
        let whole = before.as_ref().map(|b| Source { tree: &b.document.tree, layer: 0 });
        let rest = parts.iter().map(|(p, layer)| Source { tree: &p.document().tree, layer: *layer });
        let sources: Vec<_> = whole.into_iter().chain(rest).collect();
        let one = documents().next()?;
        let made = match &view {
            Some(view) => merge(&sources, view, one.language.scalars, rules),
            None => crate::patch::Merged { tree: one.tree.clone(), ..crate::patch::Merged::default() },
        };
        let document = Document { tree: made.tree, role: Role::Config, readable, steered, ..copy(one) };
        Some(Self {
            document,
            view,
            first,
            parts,
            before,
            trace: made.trace,
            problems: made.problems,
            by_json: false,
            key: None,
            findings: OnceLock::new(),
            text: OnceLock::new(),
            effects: OnceLock::new(),
            inside: OnceLock::new(),
        })
    }

    /// The document with a key, for one that nodes share.
    pub fn keyed(self, key: u64) -> Self {
        Self { key: Some(key), ..self }
    }

    /// Applies a JSON patch to an earlier result. `view` finds the view of a document that may be of another kind now.
    pub fn by_json(
        before: &Arc<Self>,
        patch: &Piece,
        layer: u16,
        view: impl FnOnce(&Document) -> Option<Arc<View>>,
    ) -> Result<Self, Diagnostic> {
        let old = &before.document;
        let printed = before.printed();
        let operations = &patch.document().tree;
        let (tree, trace) = apply_json_tree((&old.tree, &printed), operations, old.language.scalars, layer)?;
        let readable = old.readable && patch.document().readable;
        let mut document = Document { tree, readable, ..copy(old) };
        let identified = (document.language.identify)(&document.tree, &document.target);
        (document.kind, document.name) = (identified.kind, identified.name);
        Ok(Self {
            view: view(&document),
            document,
            first: before.first.clone(),
            parts: vec![(patch.clone(), layer)],
            before: Some(Arc::clone(before)),
            trace,
            problems: identified.problems,
            by_json: true,
            key: None,
            findings: OnceLock::new(),
            text: OnceLock::new(),
            effects: OnceLock::new(),
            inside: OnceLock::new(),
        })
    }

    /// Scalars as upstream prints them for a JSON patch to read; it reads a base that nothing has changed as it is.
    fn printed(&self) -> PrintedScalars {
        if self.by_json || !self.is_changed() {
            return PrintedScalars::new();
        }
        let cx = ViewCx { tree: &self.document.tree, scalars: self.document.language.scalars };
        meant(cx, self.view.as_deref(), &|_| String::new()).map(|m| printed_scalars(&m)).unwrap_or_default()
    }

    /// The steps that led here, the last one first.
    pub fn steps(&self) -> impl Iterator<Item = &Self> {
        core::iter::successors(Some(self), |doc| doc.before.as_deref())
    }

    /// What was decided on the value that stands at a path in the result, the last decision first, under whatever path
    /// it stood then. Of a path that leads to nothing, what was decided there.
    pub fn decisions(&self, path: &Path) -> Vec<&Decision> {
        let tree = &self.document.tree;
        let stands = tree.root().is_some_and(|root| tree.at(root, path).is_some());
        let (mut out, mut path) = (Vec::new(), path.clone());
        for step in self.steps() {
            let mut moves = step.trace.moves.iter().rev().filter(|_| stands).peekable();
            for (number, decision) in step.trace.decisions.iter().enumerate().rev() {
                while let Some(moved) = moves.next_if(|m| m.decided > number) {
                    let Some(before) = moved.before(path) else { return out };
                    path = before;
                }
                out.extend((decision.path == path).then_some(decision));
            }
            for moved in moves {
                let Some(before) = moved.before(path) else { return out };
                path = before;
            }
        }
        out
    }

    /// Everything that took part, the last one first.
    pub fn pieces(&self) -> impl Iterator<Item = &(Piece, u16)> {
        self.steps().flat_map(|step| step.parts.iter().rev())
    }

    /// True when something beside the first piece as it is written took part.
    pub fn is_changed(&self) -> bool {
        let mut pieces = self.pieces();
        let (one, more) = (pieces.next(), pieces.next());
        more.is_some() || one.is_some_and(|(piece, layer)| !piece.uses.is_empty() || *layer > 0)
    }

    /// Places that take their value from a variable.
    pub fn uses(&self) -> impl Iterator<Item = &Use> {
        self.pieces().flat_map(|(piece, _)| &piece.uses)
    }

    /// What is wrong with the result by itself.
    pub fn findings(&self, mode: &str) -> &[Diagnostic] {
        self.findings.get_or_init(|| match &self.view {
            // Texts inside were looked at in the files that they come from.
            Some(view) => check::document(&DocumentCx { doc: &self.document, view, text: "", mode }),
            None => Vec::new(),
        })
    }

    /// The text of the result.
    pub fn text(&self, writer: &Writer) -> Result<Arc<str>, Diagnostic> {
        self.text.get_or_init(|| text_of(self, writer)).clone()
    }

    /// What must be handled with care in the result.
    pub fn inside(&self, writer: &Writer) -> Inside {
        *self.inside.get_or_init(|| {
            let tree = &self.document.tree;
            let names = writer.names(self.document.language);
            let found = names.map(|names| secret_nodes(tree, self.view.as_deref(), names)).unwrap_or_default();
            let texts = || (0..tree.len() as u32).map(|id| tree.text(NodeId(id)));
            let secrets = found.into_iter().chain(self.unsealed()).any(|n| !tree.text(n).is_empty());
            Inside { secrets, encrypted: texts().any(is_encrypted) }
        })
    }

    /// What became of the values that patches bring.
    pub fn effects(&self) -> &[Effect] {
        self.effects.get_or_init(|| effects(self))
    }
}

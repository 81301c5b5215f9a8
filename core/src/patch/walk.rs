//! The walker: goes down the tables once, with what every source says at each place.
//!
//! Upstream merges pairwise, patch by patch. Since its rules work field by field, folding all sources at each field
//! gives the same value, and visits every source once.

use super::MARKER;
use super::delete::is_marked;
use super::dialect::MergeRules;
use super::stack::{Part, Seg};
use super::trace::{Decision, Trace, path_of};
use crate::diag::Diagnostic;
use crate::model::{Field, FieldView, Merge, Struct, Type, View, ViewCx, is_null};
use crate::syntax::ScalarRules;
use crate::text::Span;
use crate::tree::{NodeId, NodeKind, Origin, Step, Style, Tree, TreeBuilder};

/// One document that takes part, the base first.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// Its tree.
    pub tree: &'a Tree,
    /// Number of its layer in origins. 0 is the base, whose nodes keep the origins that they have, so that a merged
    /// tree can be the base of the next merge.
    pub layer: u16,
}

/// Result of a merge.
#[derive(Debug, Default)]
pub struct Merged {
    /// The merged document.
    pub tree: Tree,
    /// What was decided.
    pub trace: Trace,
    /// What upstream refuses, and what it swallows.
    pub problems: Vec<Diagnostic>,
}

/// Most nodes that one merged document may have; beyond that an alias bomb is at work.
const BUDGET: usize = 4_000_000;

pub(super) struct Walker<'a> {
    pub sources: &'a [Source<'a>],
    pub view: &'a View,
    pub scalars: &'static ScalarRules,
    pub rules: MergeRules,
    pub out: TreeBuilder,
    pub trace: Trace,
    pub problems: Vec<Diagnostic>,
    pub stack: Vec<Seg<'a>>,
    pub budget: usize,
}

/// How a value is merged: its type with what the field says.
#[derive(Clone, Copy)]
pub(super) struct How<'v> {
    pub ty: &'v Type,
    pub merge: Merge,
    /// Absence differs from zero.
    pub pointer: bool,
}

/// Merges documents of one kind and name, the base first. A single source gives a copy of it, deletion markers taken
/// out. Sources must have passed the shape check; where one has a wrong type all the same, its value is taken whole.
pub fn merge(sources: &[Source<'_>], view: &View, scalars: &'static ScalarRules, rules: MergeRules) -> Merged {
    let mut walker = Walker {
        sources,
        view,
        scalars,
        rules,
        out: TreeBuilder::with_capacity(1024),
        trace: Trace::default(),
        problems: Vec::new(),
        stack: Vec::new(),
        budget: BUDGET,
    };
    let parts: Vec<_> = (0..sources.len() as u16)
        .map(|source| Part { source, node: sources[usize::from(source)].tree.root() })
        .filter(|p| p.node.is_some())
        .collect();
    let shape = view.root().shape;
    let root = walker.fields(shape, &parts);
    Merged { tree: walker.out.finish(root), trace: walker.trace, problems: walker.problems }
}

impl<'a> Walker<'a> {
    pub fn tree(&self, part: Part) -> &'a Tree {
        self.sources[usize::from(part.source)].tree
    }

    pub fn cx(&self, part: Part) -> ViewCx<'a> {
        ViewCx { tree: self.tree(part), scalars: self.scalars }
    }

    /// The node behind aliases, with null and absent folded into `None`.
    pub fn given(&self, part: Part) -> Option<NodeId> {
        let node = part.node?;
        (!is_null(self.cx(part), node)).then(|| self.tree(part).resolve(node))
    }

    pub fn span(&self, part: Part) -> Span {
        part.node.map_or_else(Span::default, |n| self.tree(part).span(n))
    }

    pub fn text(&self, part: Part) -> &'a str {
        let tree = self.tree(part);
        part.node.map_or("", |n| tree.text(tree.resolve(n)))
    }

    /// True when the part belongs to a patch whose markers delete.
    pub fn deletes(&self, part: Part) -> bool {
        self.rules.deletes && self.sources[usize::from(part.source)].layer > 0
    }

    /// True when the part is a mapping that asks for its own deletion.
    pub fn is_marker(&self, part: Part) -> bool {
        let Some(node) = self.given(part).filter(|_| self.deletes(part)) else { return false };
        is_marked(self.tree(part), node)
    }

    /// True when nothing is left of the part once deletions are cut out of it.
    pub fn only_deletes(&self, part: Part) -> bool {
        let node = self.given(part).filter(|_| self.deletes(part));
        node.is_some_and(|n| super::delete::leaves_nothing(self.tree(part), n))
    }

    /// Copies a part as it is, deletion markers taken out.
    pub fn copy(&mut self, part: Part) -> Option<NodeId> {
        let node = part.node?;
        let tree = self.tree(part);
        let resolved = tree.resolve(node);
        if self.is_marker(part) || self.only_deletes(part) {
            return None;
        }
        self.budget = self.budget.checked_sub(1)?;
        let at = |n: NodeId| Part { source: part.source, node: Some(n) };
        match tree.kind(resolved) {
            NodeKind::Map => {
                let mut kids = Vec::new();
                for (key, value) in tree.entries(resolved) {
                    if let Some(value) = self.copy(at(value)) {
                        kids.push(self.key(part.source, key));
                        kids.push(value);
                    }
                }
                Some(self.collection(part, resolved, &kids))
            }
            NodeKind::Seq => {
                let kids: Vec<_> = tree.items(resolved).iter().filter_map(|i| self.copy(at(*i))).collect();
                Some(self.collection(part, resolved, &kids))
            }
            _ => {
                let new = self.out.copy(tree, resolved, &mut self.budget)?;
                self.stamp(new, part.source, tree.node(resolved).origin());
                Some(new)
            }
        }
    }

    /// Copies a key.
    pub fn key(&mut self, source: u16, key: NodeId) -> NodeId {
        let tree = self.sources[usize::from(source)].tree;
        let resolved = tree.resolve(key);
        let mut budget = 1024;
        let new = match self.out.copy(tree, resolved, &mut budget) {
            Some(new) => new,
            None => self.out.missing(tree.span(key)),
        };
        self.stamp(new, source, tree.node(resolved).origin());
        new
    }

    /// A collection that stands where `node` of `part` stands.
    pub fn collection(&mut self, part: Part, node: NodeId, kids: &[NodeId]) -> NodeId {
        let from = *self.tree(part).node(node);
        let new = match from.kind {
            NodeKind::Seq => self.out.seq(kids, from.style, from.span, from.inner),
            _ => self.out.map(
                kids,
                if from.kind == NodeKind::Map { from.style } else { Style::Block },
                from.span,
                from.inner,
            ),
        };
        if let Some(props) = self.tree(part).props(node) {
            self.out.set_props(new, props.clone());
        }
        self.stamp(new, part.source, from.origin());
        new
    }

    /// Says where a new node comes from; `own` is the origin that it has in its source.
    pub fn stamp(&mut self, node: NodeId, source: u16, own: Origin) {
        let origin = self.origin(source, own);
        self.out.set_origin(node, origin.layer, origin.step);
    }

    fn origin(&self, source: u16, own: Origin) -> Origin {
        match self.sources[usize::from(source)].layer {
            0 => own,
            layer => Origin { layer, step: Step::Patched, ..own },
        }
    }

    /// Writes down a decision between several candidates.
    pub fn decided(&mut self, candidates: &[Part], winner: Option<Part>, strategy: &'static str, by: Option<Span>) {
        if candidates.len() < 2 && winner.is_some() {
            return;
        }
        let origin = |p: &Part| {
            let node = self.tree(*p).node(p.node.unwrap_or(NodeId(0)));
            self.origin(p.source, node.origin())
        };
        let given: Vec<_> = candidates.iter().filter(|p| p.node.is_some()).collect();
        let winner = winner.and_then(|w| given.iter().position(|p| p.source == w.source && p.node == w.node));
        let candidates = given.iter().map(|p| (origin(p), self.text(**p).to_owned())).collect();
        let path = path_of(&self.stack);
        self.trace.decisions.push(Decision { path, candidates, winner, strategy, cleared_by: by });
    }

    pub fn problem(&mut self, problem: Diagnostic) {
        self.problems.push(problem);
    }

    /// A mapping with known keys.
    pub fn fields(&mut self, shape: &'static Struct, parts: &[Part]) -> Option<NodeId> {
        let view: &'a View = self.view;
        let fields = view.fields_of(shape);
        let mut keys: Vec<(&'a str, u16, NodeId)> = Vec::new();
        for part in parts {
            let Some(node) = self.given(*part) else { continue };
            let tree = self.tree(*part);
            for (key, _) in tree.entries(node) {
                let text = tree.text(tree.resolve(key));
                if text == MARKER && self.deletes(*part) {
                    continue;
                }
                if !keys.iter().any(|(k, ..)| *k == text) {
                    keys.push((text, part.source, key));
                }
            }
        }
        let unsaid = |f: &&FieldView| f.merge == Merge::RefusedAlways && !keys.iter().any(|(k, ..)| *k == f.field.key);
        if let Some(field) = fields.and_then(|f| f.iter_live().find(unsaid)).filter(|_| parts.len() > 1) {
            let nothing: Vec<_> = parts.iter().map(|p| Part { source: p.source, node: None }).collect();
            self.field(field, &nothing);
        }
        let mut kids = Vec::with_capacity(keys.len() * 2);
        for (text, source, key) in keys {
            self.stack.push(Seg::Key(text));
            let parts = self.below(parts, text);
            let value = match fields.and_then(|f| f.live(text)) {
                Some(field) => self.field(field, &parts),
                None => self.envelope(&parts),
            };
            self.stack.pop();
            if let Some(value) = value {
                kids.push(self.key(source, key));
                kids.push(value);
            }
        }
        let first = parts.iter().copied().find(|p| self.given(*p).is_some())?;
        let node = self.given(first)?;
        Some(self.collection(first, node, &kids))
    }

    /// What each part says below a key.
    pub fn below(&self, parts: &[Part], key: &str) -> Vec<Part> {
        let value = |p: &Part| Part { source: p.source, node: self.given(*p).and_then(|n| self.tree(*p).get(n, key)) };
        parts.iter().map(value).collect()
    }

    /// `apiVersion`, `kind`, and keys that the tables do not know: the first value stays.
    fn envelope(&mut self, parts: &[Part]) -> Option<NodeId> {
        let first = parts.iter().copied().find(|p| p.node.is_some())?;
        self.copy(first)
    }

    fn field(&mut self, field: &FieldView, parts: &[Part]) -> Option<NodeId> {
        let how = How { ty: &field.field.ty, merge: field.merge, pointer: field.field.pointer };
        let parts = self.cut_deleted(parts);
        self.value(how, &parts)
    }

    /// Applies deletions of the whole value: what came before one is gone. A marker takes no part any more.
    fn cut_deleted(&mut self, parts: &[Part]) -> Vec<Part> {
        let Some(last) = parts.iter().rposition(|p| self.is_marker(*p)) else { return parts.to_vec() };
        let marker = parts[last];
        let before: Vec<_> = parts[..last].iter().copied().filter(|p| !self.is_marker(*p)).collect();
        self.decided(&before, None, "delete", Some(self.span(marker)));
        if !before.iter().any(|p| self.given(*p).is_some()) && !marker.begins() {
            self.deleted_nothing(marker);
        }
        // Parts before the deletion still took part: they count as not given.
        let emptied = before.iter().map(|p| Part { source: p.source, node: None });
        emptied.chain(parts[last + 1..].iter().copied()).collect()
    }

    /// Any value. `parts` has an entry for every source that takes part in the parent.
    pub fn value(&mut self, how: How<'_>, parts: &[Part]) -> Option<NodeId> {
        match how.merge {
            Merge::AssignAlways => self.assign_always(parts),
            Merge::AssignUnlessZero => self.last_given(how, parts, "assign-unless-zero", false),
            Merge::Url => self.url(how, parts),
            Merge::SizeUnion => self.size_union(parts),
            Merge::Refused => self.refused(how, parts, false),
            Merge::RefusedAlways => self.refused(how, parts, true),
            Merge::Replace if parts.iter().any(|p| self.marks_items(*p)) => self.replaced_list(how, parts),
            Merge::Replace => self.last_given(how, parts, "replace", true),
            Merge::ByKey(keys) => self.keyed_list(how, parts, keys),
            Merge::ByKeyReplaceItem(keys) => self.keyed_replace(how, parts, keys),
            Merge::ReplacePerKey => self.map(how, parts),
            Merge::ByType | Merge::Append => self.by_type(how, parts),
        }
    }

    fn by_type(&mut self, how: How<'_>, parts: &[Part]) -> Option<NodeId> {
        match how.ty {
            Type::Bool | Type::Int(_) | Type::Float | Type::Str | Type::Format(_) | Type::Enum(_) => {
                self.scalar(how, parts)
            }
            Type::Embedded(of) if of.is_text() => self.scalar(How { ty: &Type::Str, ..how }, parts),
            Type::OneOf(_) => self.last_given(how, parts, "replace", true),
            Type::List(_) => self.list(how, parts),
            Type::Map(_) => self.map(how, parts),
            Type::Struct(shape) => self.nested(shape(), how.pointer, parts),
            Type::Object | Type::Any | Type::Embedded(_) => self.free_form(parts),
        }
    }

    /// A struct below a field. Behind a pointer, sources without it take no part.
    fn nested(&mut self, shape: &'static Struct, pointer: bool, parts: &[Part]) -> Option<NodeId> {
        let kept: Vec<_> =
            if pointer { parts.iter().copied().filter(|p| self.given(*p).is_some()).collect() } else { parts.to_vec() };
        let first = kept.iter().copied().find(|p| self.given(*p).is_some())?;
        if self.given(first).is_some_and(|n| self.tree(first).kind(n) != NodeKind::Map) {
            return self.copy(first);
        }
        if pointer && self.lookup_fails(&kept) {
            return self.copy(first);
        }
        let untouched = kept.iter().skip(1).all(|p| self.given(*p).is_none());
        if first.source == kept[0].source && untouched && (pointer || !self.wipes(shape, 0)) {
            return self.copy(first);
        }
        self.fields(shape, &kept)
    }

    /// True when leaving a field of the struct out of a patch can change it.
    fn wipes(&self, shape: &'static Struct, depth: usize) -> bool {
        let Some(fields) = self.view.fields_of(shape).filter(|_| depth < 16) else { return false };
        fields.iter_live().any(|f| {
            let Field { ty, pointer, .. } = f.field;
            match (f.merge, ty) {
                (Merge::AssignAlways | Merge::RefusedAlways, _) => true,
                (_, Type::Bool) => !pointer,
                (_, Type::Struct(inner)) => !pointer && self.wipes(inner(), depth + 1),
                _ => false,
            }
        })
    }
}

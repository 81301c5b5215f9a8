//! JSON patches on a tree, so that every value of the result keeps its origin, and each operation is a decision of the
//! trace. This module must not know texts.

use super::canonical::{json_key, json_scalar};
use super::json6902::{
    Operation, below_root, copied, existing, index, last_and_parents, not_found, operations, origin, replaced, test,
    unknown,
};
use super::meant;
use super::printed::{PrintedScalars, printed_scalars};
use super::trace::{Decision, Move, Trace};
use crate::diag::Diagnostic;
use crate::model::ViewCx;
use crate::syntax::ScalarRules;
use crate::syntax::holes::is_hole;
use crate::syntax::print::Plain;
use crate::text::Span;
use crate::tree::{MAX_DEPTH, NodeId, NodeKind, Origin, Path, Segment, Step, Style, Tree, TreeBuilder};
use std::collections::HashMap;

/// Most nodes that the operations of one patch may add.
const BUDGET: usize = 1_000_000;

/// Applies the operations of `patch` to `base`, both as they come out of JSON. New values get the number of the patch's
/// layer as their origin. A patch without any content changes no more than JSON does. `printed` are scalars of the base
/// that upstream has printed before it reads them.
pub fn apply_json_tree(
    (base, printed): (&Tree, &PrintedScalars),
    patch: &Tree,
    rules: &'static ScalarRules,
    layer: u16,
) -> Result<(Tree, Trace), Diagnostic> {
    let at = patch.root().map_or_else(Span::default, |r| patch.span(r).at_start());
    // Patches are decoded with the language's own reader.
    let own = |_: Span| String::new();
    let read =
        meant(ViewCx { tree: patch, scalars: rules }, None, &own).map(|m| printed_scalars(&m)).unwrap_or_default();
    let (base, patch) = (through_json(base, printed, at)?, through_json(patch, &read, at)?);
    let root = base.root();
    let mut work = Work { out: TreeBuilder::resume(base), root, layer, trace: Trace::default(), budget: BUDGET };
    for operation in operations(&patch)? {
        work.run(&patch, rules, &operation)?;
    }
    let Work { out, root, trace, .. } = work;
    let tree = out.finish(root);
    if is_bounded(&tree) { Ok((tree, trace)) } else { Err(too_big(at)) }
}

/// False for a tree that whoever walks it would not come out of: copies stand in several places.
fn is_bounded(tree: &Tree) -> bool {
    let mut left = BUDGET.max(tree.len());
    let mut stack: Vec<_> = tree.root().map(|root| (root, 0)).into_iter().collect();
    while let Some((node, depth)) = stack.pop() {
        if left == 0 || depth > MAX_DEPTH {
            return false;
        }
        left -= 1;
        stack.extend(tree.children(node).iter().map(|kid| (*kid, depth + 1)));
    }
    true
}

struct Work {
    out: TreeBuilder,
    root: Option<NodeId>,
    layer: u16,
    trace: Trace,
    budget: usize,
}

/// What happens at the end of a path.
#[derive(Clone, Copy)]
enum Act {
    /// Replaces the value, or adds a key behind the others.
    Set(NodeId),
    /// Puts an item before an index.
    Insert(NodeId),
    Remove,
}

impl Work {
    /// The tree with its present root, for look-ups.
    fn now(&mut self) -> Tree {
        core::mem::take(&mut self.out).finish(self.root)
    }

    fn run(&mut self, patch: &Tree, rules: &ScalarRules, operation: &Operation) -> Result<(), Diagnostic> {
        if operation.path.len().max(operation.from.as_ref().map_or(0, Vec::len)) > MAX_DEPTH {
            return Err(too_big(operation.span));
        }
        let tree = self.now();
        let done = self.step(&tree, patch, rules, operation);
        let change = match done {
            Ok(change) => change,
            Err(problem) => {
                self.out = TreeBuilder::resume(tree);
                return Err(problem);
            }
        };
        let Change { old, removed, target, from } = change;
        let old_text = |node: Option<NodeId>| node.map(|n| (tree.node(n).origin(), tree.text(n).to_owned()));
        let (before, gone) = (old_text(old), removed.as_ref().and_then(|(_, n)| old_text(Some(*n))));
        let moved = removed.as_ref().map(|(_, node)| *node);
        self.out = TreeBuilder::resume(tree);
        let mut took = Move { decided: 0, removed: None, added: None, from };
        if let Some((path, _)) = removed {
            self.root = self.root.and_then(|root| self.put(root, path.segments(), Act::Remove, operation.span));
            took.removed = Some(path.clone());
            self.decided(path, gone, None, operation.span);
        }
        took.decided = self.trace.decisions.len();
        if let Some((path, insert, value)) = target {
            let value = match value {
                Taken::Patch(node) => self.copy(patch, node).ok_or_else(|| too_big(operation.span))?,
                Taken::Null => self.null(operation.span),
                Taken::Here(node) => node,
            };
            let act = if insert { Act::Insert(value) } else { Act::Set(value) };
            self.root = match self.root {
                Some(root) if !path.is_empty() => self.put(root, path.segments(), act, operation.span),
                _ => Some(value),
            };
            let node = self.out.tree().node(value);
            let after = (node.origin(), self.out.tree().text(value).to_owned());
            if insert || took.from.is_some() {
                took.added = Some(path.clone());
            }
            if moved.is_none() || before.is_some() {
                self.decided(path, before, Some(after), operation.span);
            }
        }
        let is_item = |path: &Path| matches!(path.segments().last(), Some(Segment::Index(_)));
        if took.added.is_some() || took.removed.as_ref().is_some_and(is_item) {
            self.trace.moves.push(took);
        }
        Ok(())
    }

    fn step(
        &self,
        tree: &Tree,
        patch: &Tree,
        rules: &ScalarRules,
        operation: &Operation,
    ) -> Result<Change, Diagnostic> {
        let value = operation.value.map_or(Taken::Null, Taken::Patch);
        match operation.name.as_str() {
            "add" => add(tree, operation, value),
            "remove" => {
                let found = existing(tree, below_root(operation, &operation.path)?, operation)?;
                Ok(Change { removed: Some(found), ..Change::default() })
            }
            "replace" => {
                let path = replaced(tree, patch, operation)?;
                let old = existing(tree, &operation.path, operation).ok().map(|(_, node)| node);
                Ok(Change { old, target: Some((path, false, value)), ..Change::default() })
            }
            "test" => test((tree, rules), (patch, rules), operation).map(|()| Change::default()),
            "copy" => {
                let from = origin(operation)?;
                let Some(node) = copied(tree, from, operation)? else { return add(tree, operation, Taken::Null) };
                let (from, _) = existing(tree, from, operation)?;
                Ok(Change { from: Some(from), ..add(tree, operation, Taken::Here(node))? })
            }
            "move" => self.moved(tree, operation),
            other => Err(unknown(other, operation)),
        }
    }

    /// The place of a moved value is looked for in what is left without it.
    fn moved(&self, tree: &Tree, operation: &Operation) -> Result<Change, Diagnostic> {
        let (path, node) = existing(tree, below_root(operation, origin(operation)?)?, operation)?;
        let out = TreeBuilder::resume(tree.clone());
        let mut rest = Self { out, root: self.root, layer: self.layer, trace: Trace::default(), budget: self.budget };
        rest.root = rest.root.and_then(|root| rest.put(root, path.segments(), Act::Remove, operation.span));
        let rest = rest.now();
        let change = add(&rest, operation, Taken::Here(node))?;
        // Ids of the tree without the value are not those of the tree; only what was there before keeps its own.
        let old = change.old.filter(|n| (n.0 as usize) < tree.len());
        Ok(Change { old, from: Some(path.clone()), removed: Some((path, node)), ..change })
    }

    fn decided(&mut self, path: Path, before: Option<(Origin, String)>, after: Option<(Origin, String)>, span: Span) {
        let Some(before) = before else { return };
        let winner = after.is_some().then_some(1);
        let cleared_by = after.is_none().then_some(span);
        let candidates = core::iter::once(before).chain(after).collect();
        self.trace.decisions.push(Decision { path, candidates, winner, strategy: "json-patch", cleared_by });
    }

    fn null(&mut self, at: Span) -> NodeId {
        let new = self.out.scalar("null", Style::Plain, at, (at.start, at.end));
        self.out.set_origin(new, self.layer, Step::Patched);
        new
    }

    /// A value of the patch; `None` when there are too many.
    fn copy(&mut self, patch: &Tree, node: NodeId) -> Option<NodeId> {
        let from = self.out.tree().len() as u32;
        let new = self.out.copy(patch, node, &mut self.budget);
        for id in from..self.out.tree().len() as u32 {
            self.out.set_origin(NodeId(id), self.layer, Step::Patched);
        }
        new
    }

    /// The node with a change at a path below it; `None` when nothing of it is left.
    fn put(&mut self, node: NodeId, path: &[Segment], act: Act, at: Span) -> Option<NodeId> {
        let Some((first, rest)) = path.split_first() else {
            return match act {
                Act::Set(value) | Act::Insert(value) => Some(value),
                Act::Remove => None,
            };
        };
        let node = self.out.tree().resolve(node);
        let own = *self.out.tree().node(node);
        let mut kids = self.out.tree().children(node).to_vec();
        match (own.kind, first) {
            (NodeKind::Map, Segment::Key(key)) => {
                let tree = self.out.tree();
                let known = (0..kids.len() / 2).find(|i| tree.text(tree.resolve(kids[2 * i])) == &**key);
                if let Some(i) = known {
                    match self.put(kids[2 * i + 1], rest, act, at) {
                        Some(value) => kids[2 * i + 1] = value,
                        None => drop(kids.drain(2 * i..2 * i + 2)),
                    }
                } else if let Act::Set(value) | Act::Insert(value) = act {
                    // A name is a name, also where it looks like a number.
                    let plain = json_scalar(key, Style::Plain, None).is_none();
                    let style = if plain { Style::Plain } else { Style::DoubleQuoted };
                    let name = self.out.scalar(key, style, at, (at.start, at.end));
                    self.out.set_origin(name, self.layer, Step::Patched);
                    kids.extend([name, value]);
                }
            }
            (NodeKind::Seq, Segment::Index(i)) => match act {
                Act::Insert(value) if rest.is_empty() => kids.insert((*i).min(kids.len()), value),
                Act::Set(value) if *i >= kids.len() => kids.push(value),
                _ if *i < kids.len() => match self.put(kids[*i], rest, act, at) {
                    Some(value) => kids[*i] = value,
                    None => drop(kids.remove(*i)),
                },
                _ => {}
            },
            _ => return Some(node),
        }
        let props = self.out.tree().props(node).cloned();
        let new = match own.kind {
            NodeKind::Map => self.out.map(&kids, own.style, own.span, own.inner),
            _ => self.out.seq(&kids, own.style, own.span, own.inner),
        };
        let origin = own.origin();
        self.out.set_origin(new, origin.layer, origin.step);
        if let Some(props) = props {
            self.out.set_props(new, props);
        }
        Some(new)
    }
}

/// Where a value comes from.
#[derive(Clone, Copy)]
enum Taken {
    /// A node of the patch.
    Patch(NodeId),
    /// A node of the tree.
    Here(NodeId),
    Null,
}

/// What one operation does: first a removal, then a value at a place, inserted or set.
#[derive(Default)]
struct Change {
    old: Option<NodeId>,
    removed: Option<(Path, NodeId)>,
    target: Option<(Path, bool, Taken)>,
    /// Where the value stood that is taken from the tree.
    from: Option<Path>,
}

fn add(tree: &Tree, operation: &Operation, value: Taken) -> Result<Change, Diagnostic> {
    let (last, parents) = last_and_parents(operation)?;
    let (mut path, parent) = existing(tree, parents, operation)?;
    let (old, insert) = match tree.kind(parent) {
        NodeKind::Seq => {
            let length = tree.items(parent).len();
            let at = if last == "-" { Some(length) } else { index(last, length + 1) };
            path.push_index(at.ok_or_else(|| not_found(operation, &operation.path))?);
            (None, true)
        }
        NodeKind::Map => {
            path.push_key(last);
            (tree.get(parent, last).map(|n| tree.resolve(n)), false)
        }
        _ => return Err(not_found(operation, parents)),
    };
    Ok(Change { old, target: Some((path, insert, value)), ..Change::default() })
}

/// The tree as JSON gives it back: upstream reads the text as YAML 1.1, so that `no` becomes false and the key `on`
/// `"true"`; of repeated keys the last counts, and what `<<` and aliases stand for is written out.
fn through_json(tree: &Tree, printed: &PrintedScalars, at: Span) -> Result<Tree, Diagnostic> {
    let budget = BUDGET.max(tree.len().saturating_mul(4));
    let mut json = ThroughJson { tree, printed, out: TreeBuilder::with_capacity(tree.len() * 16), budget };
    let root = tree.root().map(|root| json.node(root, 0).ok_or_else(|| too_big(at))).transpose()?;
    Ok(json.out.finish(root))
}

fn too_big(at: Span) -> Diagnostic {
    Diagnostic::error("patch/operation-failed", "the result is nested too deeply, or has too many values", at)
        .help("aliases, or copies of copies, multiply here; write out what is needed")
}

struct ThroughJson<'t> {
    tree: &'t Tree,
    printed: &'t PrintedScalars,
    out: TreeBuilder,
    budget: usize,
}

impl ThroughJson<'_> {
    fn node(&mut self, node: NodeId, depth: usize) -> Option<NodeId> {
        let tree = self.tree;
        let node = tree.resolve(node);
        let own = *tree.node(node);
        self.budget = self.budget.checked_sub(1).filter(|_| depth < MAX_DEPTH)?;
        let new = match own.kind {
            NodeKind::Map => {
                // What was printed or decoded before has its keys in quotes where they need them.
                let keys = if self.printed.is_empty() { json_key } else { text_of };
                let mut pairs = Pairs { keys, list: Vec::new(), known: HashMap::new() };
                pairs.add(tree, node, &mut self.budget, depth);
                let mut kids = Vec::with_capacity(pairs.list.len() * 2);
                for (name, key, value) in pairs.list {
                    kids.push(self.key(&name, key)?);
                    kids.push(self.node(value, depth + 1)?);
                }
                self.out.map(&kids, own.style, own.span, own.inner)
            }
            NodeKind::Seq => {
                let items = tree.items(node).iter();
                let kids = items.map(|i| self.node(*i, depth + 1)).collect::<Option<Vec<_>>>()?;
                self.out.seq(&kids, own.style, own.span, own.inner)
            }
            NodeKind::Scalar if self.printed.get(&node).is_some_and(|p| self.differs(node, p)) => {
                match self.printed.get(&node) {
                    Some(Plain::Bare(text)) => self.out.scalar(text, Style::Plain, own.span, own.inner),
                    Some(Plain::Text(text) | Plain::Node(text)) => {
                        self.out.scalar(text, Style::DoubleQuoted, own.span, own.inner)
                    }
                    _ => return self.out.copy(tree, node, &mut self.budget),
                }
            }
            NodeKind::Scalar => {
                let text = tree.text(node);
                match json_scalar(text, own.style, tree.tag(node)).filter(|bare| bare != text) {
                    Some(bare) => self.out.scalar(&bare, Style::Plain, own.span, own.inner),
                    None => return self.out.copy(tree, node, &mut self.budget),
                }
            }
            _ => return self.out.copy(tree, node, &mut self.budget),
        };
        let origin = own.origin();
        self.out.set_origin(new, origin.layer, origin.step);
        if let Some(props) = tree.props(node).filter(|_| own.kind != NodeKind::Scalar) {
            self.out.set_props(new, props.clone());
        }
        Some(new)
    }

    /// True when a scalar would be read as something else than what was printed for it.
    fn differs(&self, node: NodeId, printed: &Plain) -> bool {
        let read = json_scalar(self.tree.text(node), self.tree.node(node).style, self.tree.tag(node));
        match printed {
            Plain::Bare(text) => read != json_scalar(text, Style::Plain, None),
            Plain::Text(_) | Plain::Node(_) => read.is_some() && !is_hole(self.tree.text(node)),
            Plain::Map(_) | Plain::Seq(_) => false,
        }
    }

    fn key(&mut self, name: &str, key: NodeId) -> Option<NodeId> {
        let own = *self.tree.node(key);
        if self.tree.text(key) == name {
            return self.out.copy(self.tree, key, &mut self.budget);
        }
        let new = self.out.scalar(name, Style::DoubleQuoted, own.span, own.inner);
        self.out.set_origin(new, own.origin().layer, own.origin().step);
        Some(new)
    }
}

fn text_of(tree: &Tree, key: NodeId) -> String {
    tree.text(key).to_owned()
}

/// The pairs of a mapping by the names that they have in JSON, each name once.
struct Pairs {
    /// What JSON makes of a key.
    keys: fn(&Tree, NodeId) -> String,
    list: Vec<(String, NodeId, NodeId)>,
    known: HashMap<String, usize>,
}

impl Pairs {
    /// Keys of the mapping win over those that `<<` brings, of which the first counts most.
    fn add(&mut self, tree: &Tree, map: NodeId, budget: &mut usize, depth: usize) {
        for (key, value) in tree.entries(map) {
            let Some(left) = budget.checked_sub(1) else { return };
            *budget = left;
            let (key, merged) = (tree.resolve(key), tree.resolve(value));
            if tree.text(key) != "<<" || depth >= MAX_DEPTH {
                let pair = self.pair((self.keys)(tree, key), key, value);
                (pair.1, pair.2) = (key, value);
                continue;
            }
            let one = tree.kind(merged) == NodeKind::Map;
            let maps = if one { core::slice::from_ref(&merged) } else { tree.items(merged) };
            for map in maps.iter().map(|m| tree.resolve(*m)).filter(|m| tree.kind(*m) == NodeKind::Map) {
                let mut brought = Self { keys: self.keys, list: Vec::new(), known: HashMap::new() };
                brought.add(tree, map, budget, depth + 1);
                for (name, key, value) in brought.list {
                    self.pair(name, key, value);
                }
            }
        }
    }

    /// The pair of a name, which is put in when there is none.
    fn pair(&mut self, name: String, key: NodeId, value: NodeId) -> &mut (String, NodeId, NodeId) {
        let next = self.list.len();
        let at = *self.known.entry(name.clone()).or_insert(next);
        if at == next {
            self.list.push((name, key, value));
        }
        &mut self.list[at]
    }
}

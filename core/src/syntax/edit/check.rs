//! Reading back: does the new tree say what the edited value says? And the other way round: what differs between a
//! document and a value. Aliases are compared by name, so that alias bombs cost nothing.

use super::draft::{Draft, Entry, Item, Key};
use super::out::{Body, Maker, Out, budget};
use super::{Doc, NodeRef, Value};
use crate::syntax::{ScalarRules, Syntax, Value as Scalar};
use crate::tree::{NodeId, NodeKind, Style, Tree};
use std::borrow::Cow;
use std::cell::Cell;
use std::collections::{HashMap, HashSet};

/// Deepest nesting that is compared; parsers refuse more.
const MAX_DEPTH: usize = 512;

/// True when `new` reads as `draft`.
pub(super) fn reads_as(doc: &Doc, draft: &Draft, new: &Tree) -> bool {
    let cx = Compare { old: &doc.parsed.tree, new, rules: doc.rules, ordered: doc.syntax != Syntax::Toml };
    match new.root() {
        Some(root) => cx.draft(draft, root, 0),
        None => matches!(draft, Draft::New(Value::Null)),
    }
}

struct Compare<'a> {
    old: &'a Tree,
    new: &'a Tree,
    rules: &'a ScalarRules,
    /// Whether the order of keys counts. Not in TOML, which writes values before tables.
    ordered: bool,
}

impl Compare<'_> {
    fn draft(&self, draft: &Draft, new: NodeId, depth: usize) -> bool {
        match draft {
            Draft::Old(id) => self.same(*id, new, depth),
            Draft::New(value) => {
                let mut maker = Maker { home: Some(self.old), sources: &[], budget: budget(self.old) };
                maker.value(value, depth).is_ok_and(|out| self.out(&out, new, depth))
            }
            Draft::Map(id, entries) => self.map(*id, entries, new, depth),
            Draft::Seq(id, items) => {
                let found = self.new.items(new);
                self.new.kind(new) == NodeKind::Seq
                    && self.old.tag(*id) == self.new.tag(new)
                    && found.len() == items.len()
                    && items.iter().zip(found).all(|(item, n)| self.draft(&item.value, *n, depth + 1))
            }
        }
    }

    fn map(&self, id: NodeId, entries: &[Entry], new: NodeId, depth: usize) -> bool {
        let found = self.new.entries(new);
        let key = |entry: &Entry, key: NodeId| match &entry.key {
            Key::Old(_, old) => self.same(*old, key, depth + 1),
            Key::New(text) => self.is_key(text, key),
        };
        self.new.kind(new) == NodeKind::Map
            && self.old.tag(id) == self.new.tag(new)
            && found.len() == entries.len()
            && self.pairs(entries, found, |e, (k, v)| key(e, k) && self.draft(&e.value, v, depth + 1))
    }

    /// Pairs entries with what was read: in order, or each with some other one where order does not count.
    fn pairs<T>(
        &self,
        entries: &[T],
        found: impl Iterator<Item = (NodeId, NodeId)> + Clone,
        same: impl Fn(&T, (NodeId, NodeId)) -> bool,
    ) -> bool {
        if self.ordered {
            return entries.iter().zip(found).all(|(e, f)| same(e, f));
        }
        let mut left: Vec<_> = found.collect();
        entries.iter().all(|e| {
            let hit = left.iter().position(|f| same(e, *f));
            hit.map(|i| left.swap_remove(i)).is_some()
        })
    }

    /// Untouched text: same kinds, texts, plainness, tags; aliases by name.
    fn same(&self, old: NodeId, new: NodeId, depth: usize) -> bool {
        let (a, b) = (self.old.node(old), self.new.node(new));
        if a.kind != b.kind || depth > MAX_DEPTH || self.old.tag(old) != self.new.tag(new) {
            return false;
        }
        match a.kind {
            NodeKind::Scalar | NodeKind::Error => {
                (a.style == Style::Plain) == (b.style == Style::Plain) && self.old.text(old) == self.new.text(new)
            }
            NodeKind::Alias => {
                let name = |t: &Tree, id| t.props(id).and_then(|p| p.anchor.as_ref()).map(|(n, _)| n.clone());
                name(self.old, old) == name(self.new, new)
            }
            NodeKind::Map if !self.ordered => {
                let entries: Vec<_> = self.old.entries(old).collect();
                let found = self.new.entries(new);
                entries.len() == found.len()
                    && self.pairs(&entries, found, |(k, v), (l, w)| {
                        self.old.text(*k) == self.new.text(l) && self.same(*v, w, depth + 1)
                    })
            }
            NodeKind::Map | NodeKind::Seq => {
                let (k, l) = (self.old.children(old), self.new.children(new));
                k.len() == l.len() && k.iter().zip(l).all(|(p, q)| self.same(*p, *q, depth + 1))
            }
            NodeKind::Null | NodeKind::Missing => true,
        }
    }

    fn resolved(&self, id: NodeId) -> Scalar<'_> {
        match self.new.kind(id) {
            NodeKind::Scalar => (self.rules.resolve)(self.new.text(id), self.new.node(id).style, self.new.tag(id)),
            _ => Scalar::Null,
        }
    }

    /// A new key; TOML keys are text, with quotes or without.
    fn is_key(&self, text: &str, new: NodeId) -> bool {
        if self.ordered { self.is_text(text, new) } else { self.new.text(new) == text }
    }

    fn is_text(&self, text: &str, new: NodeId) -> bool {
        self.new.kind(new) == NodeKind::Scalar
            && self.new.text(new) == text
            && (self.new.node(new).style != Style::Plain || matches!(self.resolved(new), Scalar::Str(_)))
    }

    /// A value that was written: scalars by what they read as.
    fn out(&self, out: &Out, new: NodeId, depth: usize) -> bool {
        if depth > MAX_DEPTH {
            return false;
        }
        let kind = self.new.kind(new);
        let scalar = kind == NodeKind::Scalar;
        match &out.body {
            Body::Map(entries) => {
                let found = self.new.entries(new);
                kind == NodeKind::Map
                    && entries.len() == found.len()
                    && self
                        .pairs(entries, found, |(k, v), (l, w)| self.key(k, l, depth + 1) && self.out(v, w, depth + 1))
            }
            Body::Seq(items) => {
                let found = self.new.items(new);
                kind == NodeKind::Seq
                    && found.len() == items.len()
                    && items.iter().zip(found).all(|(i, n)| self.out(i, *n, depth + 1))
            }
            Body::Alias(name) => {
                kind == NodeKind::Alias
                    && self.new.props(new).and_then(|p| p.anchor.as_ref()).is_some_and(|(n, _)| **n == **name)
            }
            Body::Absent | Body::Null => kind == NodeKind::Null || scalar && matches!(self.resolved(new), Scalar::Null),
            Body::Bool(b) => scalar && self.resolved(new) == Scalar::Bool(*b),
            Body::Int(i) => scalar && self.resolved(new) == Scalar::Number(crate::syntax::Number::Int(*i)),
            Body::Str(text, _) => self.is_text(text, new),
            Body::Bare(text) => scalar && self.is_bare(text, out.tag, new),
        }
    }

    /// A key: JSON and TOML quote where YAML did not.
    fn key(&self, out: &Out, new: NodeId, depth: usize) -> bool {
        match &out.body {
            Body::Bare(text) if self.new.node(new).style != Style::Plain => self.new.text(new) == *text,
            Body::Str(text, _) => self.is_key(text, new),
            _ => self.out(out, new, depth),
        }
    }

    fn is_bare(&self, text: &str, tag: Option<&str>, new: NodeId) -> bool {
        let same = self.new.text(new) == text && self.new.node(new).style == Style::Plain;
        same || match (self.resolved(new), (self.rules.resolve)(text, Style::Plain, tag)) {
            (Scalar::Str(a), Scalar::Str(b) | Scalar::Timestamp(b)) => a == b,
            (a, b) => a == b,
        }
    }
}

/// The draft that turns the document's node `old` into `value`, opening only what differs. Aliases whose anchor changes
/// or goes away are written out.
pub(super) fn difference<'a>(doc: &Doc, old: NodeId, value: NodeRef<'a>) -> Draft<'a> {
    let tree = &doc.parsed.tree;
    let shared = super::draft::alias_targets(tree);
    let steps = Cell::new(budget(tree).saturating_add(budget(value.tree)));
    let mut differ = Differ { tree, rules: doc.rules, shared, changed: HashSet::new(), steps: &steps };
    loop {
        let known = differ.changed.len();
        let draft = differ.node(old, value, 0).unwrap_or(Draft::Old(old));
        // Writing an alias out may change another anchored value; each round finds at least one more.
        if differ.changed.len() == known {
            return draft;
        }
    }
}

struct Differ<'t> {
    tree: &'t Tree,
    rules: &'t ScalarRules,
    /// Nodes that aliases stand for.
    shared: HashSet<NodeId>,
    /// Those of them that do not stay as they are.
    changed: HashSet<NodeId>,
    /// Comparisons that are left; alias bombs end here, and count as different.
    steps: &'t Cell<usize>,
}

impl Differ<'_> {
    /// `None` when both are the same.
    fn node<'a>(&mut self, old: NodeId, value: NodeRef<'a>, depth: usize) -> Option<Draft<'a>> {
        let new = NodeRef { id: value.tree.resolve(value.id), head: None, ..value };
        let written = Draft::New(Value::Node(new));
        let left = self.steps.get().checked_sub(1);
        self.steps.set(left.unwrap_or(0));
        if depth > MAX_DEPTH || left.is_none() {
            return Some(written);
        }
        let target = self.tree.resolve(old);
        if self.tree.kind(old) == NodeKind::Alias {
            let stays = !self.changed.contains(&target) && self.same(target, new, depth + 1);
            return (!stays).then_some(written);
        }
        let draft = match (self.tree.kind(old), new.tree.kind(new.id)) {
            (NodeKind::Map, NodeKind::Map) => self.map(old, new, depth),
            (NodeKind::Seq, NodeKind::Seq) => self.seq(old, new, depth),
            (NodeKind::Scalar, NodeKind::Scalar) => (!self.same_scalar(old, new)).then_some(written),
            (NodeKind::Null, NodeKind::Null) => None,
            _ => Some(written),
        };
        match &draft {
            Some(Draft::New(_)) => self.lose(old),
            Some(_) if self.shared.contains(&old) => drop(self.changed.insert(old)),
            _ => {}
        }
        draft
    }

    /// Notes the anchors below a value that does not stay.
    fn lose(&mut self, id: NodeId) {
        if self.shared.is_empty() {
            return;
        }
        let mut stack = vec![id];
        while let Some(at) = stack.pop() {
            if self.shared.contains(&at) {
                self.changed.insert(at);
            }
            stack.extend(self.tree.children(at));
        }
    }

    /// True when both are the same and no alias below has to be written out; nothing is noted.
    fn same(&self, old: NodeId, new: NodeRef, depth: usize) -> bool {
        let changed = self.changed.clone();
        let mut probe =
            Differ { tree: self.tree, rules: self.rules, shared: HashSet::new(), changed, steps: self.steps };
        probe.node(old, new, depth).is_none()
    }

    fn same_scalar(&self, old: NodeId, new: NodeRef) -> bool {
        let (a, b) = (self.tree.node(old), new.tree.node(new.id));
        let (s, t) = (self.tree.text(old), new.tree.text(new.id));
        let plain = |n: &crate::tree::Node| n.style == Style::Plain;
        let is_text = |s, style, tag| matches!((self.rules.resolve)(s, style, tag), Scalar::Str(_));
        s == t
            && self.tree.tag(old) == new.tree.tag(new.id)
            && (plain(a) == plain(b)
                || is_text(s, a.style, self.tree.tag(old)) && is_text(t, b.style, new.tree.tag(new.id)))
    }

    fn map<'a>(&mut self, old: NodeId, new: NodeRef<'a>, depth: usize) -> Option<Draft<'a>> {
        let mut wanted: Vec<(NodeId, NodeId)> = new.tree.entries(new.id).collect();
        let mut by_key: HashMap<&str, usize> = HashMap::new();
        for (i, (k, _)) in wanted.iter().enumerate() {
            by_key.entry(new.tree.text(new.tree.resolve(*k))).or_insert(i);
        }
        let mut taken = vec![false; wanted.len()];
        let mut changed = false;
        let mut entries = Vec::new();
        for (i, (k, v)) in self.tree.entries(old).enumerate() {
            let found = by_key.get(self.tree.text(self.tree.resolve(k))).copied().filter(|i| !taken[*i]);
            let Some(hit) = found else {
                changed = true;
                self.lose(v);
                continue;
            };
            taken[hit] = true;
            let value = self.node(v, NodeRef { id: wanted[hit].1, ..new }, depth + 1);
            changed |= value.is_some();
            entries.push(Entry { key: Key::Old(i, k), value: value.unwrap_or(Draft::Old(v)) });
        }
        for (i, (k, v)) in wanted.drain(..).enumerate().filter(|(i, _)| !taken[*i]) {
            let _ = i;
            changed = true;
            let key = Key::New(Cow::Borrowed(new.tree.text(new.tree.resolve(k))));
            entries.push(Entry { key, value: Draft::New(Value::Node(NodeRef { id: v, head: Some(k), ..new })) });
        }
        changed.then_some(Draft::Map(old, entries))
    }

    fn seq<'a>(&mut self, old: NodeId, new: NodeRef<'a>, depth: usize) -> Option<Draft<'a>> {
        let at = |id| NodeRef { id, ..new };
        let (have, want) = (self.tree.items(old).to_vec(), new.tree.items(new.id));
        let same = |o: NodeId, n: NodeId| self.same(o, at(n), depth + 1);
        let head = have.iter().zip(want).take_while(|(o, n)| same(**o, **n)).count();
        let room = have.len().min(want.len()) - head;
        let tail = have.iter().rev().zip(want.iter().rev()).take(room).take_while(|(o, n)| same(**o, **n)).count();
        if head == have.len() && head == want.len() {
            return None;
        }
        let keep = |i: usize| Item { old: Some(i), value: Draft::Old(have[i]) };
        let mut items: Vec<Item<'a>> = (0..head).map(keep).collect();
        let (old_mid, new_mid) = (head..have.len() - tail, &want[head..want.len() - tail]);
        for (offset, n) in new_mid.iter().enumerate() {
            let i = head + offset;
            let item = if old_mid.contains(&i) {
                let value = self.node(have[i], at(*n), depth + 1).unwrap_or(Draft::Old(have[i]));
                Item { old: Some(i), value }
            } else {
                Item { old: None, value: Draft::New(Value::Node(NodeRef { head: Some(*n), ..at(*n) })) }
            };
            items.push(item);
        }
        for gone in old_mid.skip(new_mid.len()) {
            self.lose(have[gone]);
        }
        items.extend((have.len() - tail..have.len()).map(keep));
        Some(Draft::Seq(old, items))
    }
}

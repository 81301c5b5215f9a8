//! The edit made on the value: a document whose collections are opened only along the edited paths. What was not
//! opened is untouched text. Must not know layout.

use super::{Change, Edit, EditError, Place, Shared, Value};
use crate::tree::{NodeId, NodeKind, Path, Segment, Style, Tree};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// A value of the edited document.
#[derive(Clone, Debug)]
pub(super) enum Draft<'a> {
    /// As it is in the document.
    Old(NodeId),
    /// Written anew.
    New(Value<'a>),
    /// A map of the document, some of whose entries changed.
    Map(NodeId, Vec<Entry<'a>>),
    /// A sequence of the document, some of whose items changed.
    Seq(NodeId, Vec<Item<'a>>),
}

/// An entry of an opened map.
#[derive(Clone, Debug)]
pub(super) struct Entry<'a> {
    pub(super) key: Key<'a>,
    pub(super) value: Draft<'a>,
}

/// The key of an entry.
#[derive(Clone, Debug)]
pub(super) enum Key<'a> {
    /// Entry number `.0` of the map as it is in the document, with its key node.
    Old(usize, NodeId),
    /// A key that is new.
    New(Cow<'a, str>),
}

/// An item of an opened sequence; `old` is its index in the document.
#[derive(Clone, Debug)]
pub(super) struct Item<'a> {
    pub(super) old: Option<usize>,
    pub(super) value: Draft<'a>,
}

/// A document being edited.
pub(super) struct Drafting<'t> {
    tree: &'t Tree,
    shared: Shared,
    /// How many aliases stand for a node.
    uses: HashMap<NodeId, Vec<NodeId>>,
    /// Whether a bare scalar reads as null.
    is_null: &'t dyn Fn(&Tree, NodeId) -> bool,
}

impl<'t> Drafting<'t> {
    pub(super) fn new(tree: &'t Tree, shared: Shared, is_null: &'t dyn Fn(&Tree, NodeId) -> bool) -> Self {
        let mut uses: HashMap<NodeId, Vec<NodeId>> = HashMap::new();
        for id in (0..tree.len() as u32).map(NodeId).filter(|id| tree.kind(*id) == NodeKind::Alias) {
            let target = tree.resolve(id);
            if target != id {
                uses.entry(target).or_default().push(id);
            }
        }
        Self { tree, shared, uses, is_null }
    }

    /// Makes one edit.
    pub(super) fn apply<'a>(&self, root: &mut Draft<'a>, edit: &Edit<'a>) -> Result<(), EditError> {
        let cx = Walk { drafting: self, edit };
        match &edit.change {
            Change::Remove => cx.remove(root),
            _ => cx.go(root, 0),
        }
    }

    fn anchor(&self, id: NodeId) -> String {
        let name = self.tree.props(id).and_then(|p| p.anchor.as_ref()).map(|(n, _)| n.to_string());
        name.unwrap_or_default()
    }

    /// An anchor below `id` (itself included) that an alias outside of `id` needs.
    fn needed_anchor(&self, id: NodeId) -> Option<NodeId> {
        if self.uses.is_empty() {
            return None;
        }
        let mut below = HashSet::new();
        let mut stack = vec![id];
        while let Some(at) = stack.pop() {
            below.insert(at);
            stack.extend(self.tree.children(at));
        }
        let found = |n: &&NodeId| self.uses.get(n).is_some_and(|a| a.iter().any(|a| !below.contains(a)));
        below.iter().filter(found).min().copied()
    }
}

/// Nodes that aliases stand for.
pub(super) fn alias_targets(tree: &Tree) -> HashSet<NodeId> {
    let aliases = (0..tree.len() as u32).map(NodeId).filter(|id| tree.kind(*id) == NodeKind::Alias);
    aliases.map(|id| (id, tree.resolve(id))).filter(|(id, target)| id != target).map(|(_, target)| target).collect()
}

/// One edit on its way down.
struct Walk<'e, 'a, 't> {
    drafting: &'e Drafting<'t>,
    edit: &'e Edit<'a>,
}

impl<'a> Walk<'_, 'a, '_> {
    fn path(&self) -> Path {
        self.edit.path.clone()
    }

    fn segments(&self) -> &[Segment] {
        self.edit.path.segments()
    }

    fn prefix(&self, depth: usize) -> Path {
        let mut path = self.path();
        while path.segments().len() > depth {
            path.pop();
        }
        path
    }

    /// Opens an untouched collection; refuses what aliases share.
    fn open(&self, draft: &mut Draft<'a>) -> Result<(), EditError> {
        if let Draft::New(value) = draft {
            *draft = Draft::New(std::mem::replace(value, Value::Null).open());
            return Ok(());
        }
        let Draft::Old(id) = *draft else { return Ok(()) };
        let tree = self.drafting.tree;
        match tree.kind(id) {
            NodeKind::Alias => {
                let anchor = self.drafting.anchor(id);
                return Err(EditError::ThroughAlias { path: self.path(), anchor });
            }
            _ if self.drafting.shared == Shared::Refuse && self.drafting.uses.contains_key(&id) => {
                return Err(EditError::SharedAnchor { path: self.path(), anchor: self.drafting.anchor(id) });
            }
            NodeKind::Map => {
                let entry = |(i, (k, v))| Entry { key: Key::Old(i, k), value: Draft::Old(v) };
                *draft = Draft::Map(id, tree.entries(id).enumerate().map(entry).collect());
            }
            NodeKind::Seq => {
                let item = |(i, v): (usize, &NodeId)| Item { old: Some(i), value: Draft::Old(*v) };
                *draft = Draft::Seq(id, tree.items(id).iter().enumerate().map(item).collect());
            }
            _ => {}
        }
        Ok(())
    }

    /// True for a value that an intermediate map or sequence may take the place of.
    fn is_null(&self, draft: &Draft<'a>) -> bool {
        match draft {
            Draft::Old(id) => (self.drafting.is_null)(self.drafting.tree, *id),
            Draft::New(Value::Null) => true,
            Draft::New(Value::Node(n)) => (self.drafting.is_null)(n.tree, n.tree.resolve(n.id)),
            _ => false,
        }
    }

    fn go(&self, draft: &mut Draft<'a>, depth: usize) -> Result<(), EditError> {
        let Some(segment) = self.segments().get(depth) else { return self.arrive(draft, depth) };
        self.open(draft)?;
        if self.is_null(draft) {
            self.may_go(draft)?;
            *draft = Draft::New(match segment {
                Segment::Key(_) => Value::Map(Vec::new()),
                Segment::Index(_) => Value::Seq(Vec::new()),
            });
        }
        let last = depth + 1 == self.segments().len();
        match (segment, draft) {
            (Segment::Key(key), Draft::Map(_, entries)) => self.go_key(key, entries, depth, last),
            (Segment::Key(key), Draft::New(Value::Map(entries))) => self.go_new_key(key, entries, depth, last),
            (Segment::Index(i), Draft::Seq(_, items)) => {
                let make = |value| Item { old: None, value };
                self.go_index(*i, items, make, |item| &mut item.value, depth, last)
            }
            (Segment::Index(i), Draft::New(Value::Seq(items))) => {
                let mut drafts: Vec<_> = std::mem::take(items).into_iter().map(Draft::New).collect();
                let done = self.go_index(*i, &mut drafts, |d| d, |d| d, depth, last);
                *items = drafts.into_iter().filter_map(fresh).collect();
                done
            }
            _ => Err(EditError::NotACollection { path: self.prefix(depth) }),
        }
    }

    fn go_key(&self, key: &str, entries: &mut Vec<Entry<'a>>, depth: usize, last: bool) -> Result<(), EditError> {
        if let Some(i) = self.find(entries, key) {
            return self.enter(&mut entries[i].value, depth, last);
        }
        let at = match &self.edit.change {
            Change::Insert(_, Place::After(sibling)) if last => {
                let found = self.find(entries, sibling).map(|i| i + 1);
                found.ok_or_else(|| EditError::NotFound { path: self.prefix(depth).key(sibling) })?
            }
            _ => entries.len(),
        };
        let mut value = Draft::New(Value::Null);
        self.go(&mut value, depth + 1)?;
        entries.insert(at, Entry { key: Key::New(key.to_owned().into()), value });
        Ok(())
    }

    fn go_new_key(
        &self,
        key: &str,
        entries: &mut Vec<(Cow<'a, str>, Value<'a>)>,
        depth: usize,
        last: bool,
    ) -> Result<(), EditError> {
        if let Some((_, value)) = entries.iter_mut().find(|(k, _)| k == key) {
            let mut draft = Draft::New(std::mem::replace(value, Value::Null));
            let done = self.enter(&mut draft, depth, last);
            *value = fresh(draft).unwrap_or(Value::Null);
            return done;
        }
        let at = match &self.edit.change {
            Change::Insert(_, Place::After(sibling)) if last => {
                let found = entries.iter().position(|(k, _)| *k == **sibling).map(|i| i + 1);
                found.ok_or_else(|| EditError::NotFound { path: self.prefix(depth).key(sibling) })?
            }
            _ => entries.len(),
        };
        let mut value = Draft::New(Value::Null);
        self.go(&mut value, depth + 1)?;
        entries.insert(at, (key.to_owned().into(), fresh(value).unwrap_or(Value::Null)));
        Ok(())
    }

    fn go_index<T>(
        &self,
        index: usize,
        items: &mut Vec<T>,
        make: impl Fn(Draft<'a>) -> T,
        value: impl Fn(&mut T) -> &mut Draft<'a>,
        depth: usize,
        last: bool,
    ) -> Result<(), EditError> {
        if index > items.len() {
            return Err(EditError::OutOfRange { path: self.path(), len: items.len() });
        }
        let inserts = last && matches!(self.edit.change, Change::Insert(..));
        if index < items.len() && !inserts {
            return self.go(value(&mut items[index]), depth + 1);
        }
        let mut new = Draft::New(Value::Null);
        self.go(&mut new, depth + 1)?;
        items.insert(index, make(new));
        Ok(())
    }

    fn enter(&self, value: &mut Draft<'a>, depth: usize, last: bool) -> Result<(), EditError> {
        if last && matches!(self.edit.change, Change::Insert(..)) {
            return Err(EditError::KeyExists { path: self.path() });
        }
        self.go(value, depth + 1)
    }

    fn find(&self, entries: &[Entry<'a>], key: &str) -> Option<usize> {
        let tree = self.drafting.tree;
        entries.iter().position(|e| match &e.key {
            Key::Old(_, id) => {
                let id = tree.resolve(*id);
                tree.kind(id) == NodeKind::Scalar && tree.text(id) == key
            }
            Key::New(text) => text == key,
        })
    }

    fn arrive(&self, draft: &mut Draft<'a>, depth: usize) -> Result<(), EditError> {
        match &self.edit.change {
            Change::Set(value) | Change::Insert(value, _) => {
                self.may_go(draft)?;
                *draft = Draft::New(value.clone());
            }
            Change::Append(value) => {
                self.open(draft)?;
                match draft {
                    Draft::Seq(_, items) => items.push(Item { old: None, value: Draft::New(value.clone()) }),
                    Draft::New(Value::Seq(items)) => items.push(value.clone()),
                    _ if self.is_null(draft) => {
                        self.may_go(draft)?;
                        *draft = Draft::New(Value::Seq(vec![value.clone()]));
                    }
                    _ => return Err(EditError::NotACollection { path: self.prefix(depth) }),
                }
            }
            Change::Remove => {}
        }
        Ok(())
    }

    /// Refuses when aliases need what would go.
    fn may_go(&self, draft: &Draft<'a>) -> Result<(), EditError> {
        let drafting = self.drafting;
        let check = |id: NodeId| match drafting.needed_anchor(id) {
            // Changing the anchored value itself keeps the anchor; the aliases then repeat the new value.
            Some(n) if n == id && !matches!(self.edit.change, Change::Remove) => match drafting.shared {
                Shared::Change => Ok(()),
                Shared::Refuse => Err(EditError::SharedAnchor { path: self.path(), anchor: drafting.anchor(n) }),
            },
            Some(n) => Err(EditError::AnchorInUse { path: self.path(), anchor: drafting.anchor(n) }),
            None => Ok(()),
        };
        match draft {
            Draft::Old(id) => check(*id),
            Draft::New(_) => Ok(()),
            Draft::Map(_, entries) => entries.iter().try_for_each(|e| self.may_go(&e.value)),
            Draft::Seq(_, items) => items.iter().try_for_each(|i| self.may_go(&i.value)),
        }
    }

    fn remove(&self, root: &mut Draft<'a>) -> Result<(), EditError> {
        let Some((last, up)) = self.segments().split_last() else {
            return Err(EditError::NotFound { path: self.path() });
        };
        let missing = || EditError::NotFound { path: self.path() };
        self.descend(root, up, &mut |draft| match (last, draft) {
            (Segment::Key(key), Draft::Map(_, entries)) => {
                let i = self.find(entries, key).ok_or_else(missing)?;
                self.may_go(&entries[i].value)?;
                if let Key::Old(_, id) = entries[i].key {
                    self.may_go(&Draft::Old(id))?;
                }
                entries.remove(i);
                Ok(())
            }
            (Segment::Key(key), Draft::New(Value::Map(entries))) => {
                let i = entries.iter().position(|(k, _)| *k == **key).ok_or_else(missing)?;
                entries.remove(i);
                Ok(())
            }
            (Segment::Index(i), Draft::Seq(_, items)) if *i < items.len() => {
                self.may_go(&items[*i].value)?;
                items.remove(*i);
                Ok(())
            }
            (Segment::Index(i), Draft::New(Value::Seq(items))) if *i < items.len() => {
                items.remove(*i);
                Ok(())
            }
            _ => Err(missing()),
        })
    }

    /// Opens what `up` leads to and calls `at` there; creates nothing.
    fn descend(
        &self,
        draft: &mut Draft<'a>,
        up: &[Segment],
        at: &mut dyn FnMut(&mut Draft<'a>) -> Result<(), EditError>,
    ) -> Result<(), EditError> {
        self.open(draft)?;
        let Some((segment, rest)) = up.split_first() else { return at(draft) };
        let missing = || EditError::NotFound { path: self.path() };
        let in_new = |value: &mut Value<'a>, at: &mut dyn FnMut(&mut Draft<'a>) -> Result<(), EditError>| {
            let mut inner = Draft::New(std::mem::replace(value, Value::Null));
            let done = self.descend(&mut inner, rest, at);
            *value = fresh(inner).unwrap_or(Value::Null);
            done
        };
        match (segment, draft) {
            (Segment::Key(key), Draft::Map(_, entries)) => {
                let i = self.find(entries, key).ok_or_else(missing)?;
                self.descend(&mut entries[i].value, rest, at)
            }
            (Segment::Key(key), Draft::New(Value::Map(entries))) => {
                let (_, value) = entries.iter_mut().find(|(k, _)| *k == **key).ok_or_else(missing)?;
                in_new(value, at)
            }
            (Segment::Index(i), Draft::Seq(_, items)) => {
                self.descend(&mut items.get_mut(*i).ok_or_else(missing)?.value, rest, at)
            }
            (Segment::Index(i), Draft::New(Value::Seq(items))) => in_new(items.get_mut(*i).ok_or_else(missing)?, at),
            _ => Err(missing()),
        }
    }
}

/// The value of a draft that was made from nothing.
fn fresh(draft: Draft<'_>) -> Option<Value<'_>> {
    match draft {
        Draft::New(value) => Some(value),
        _ => None,
    }
}

/// True when a collection is written in brackets.
pub(super) fn is_flow(tree: &Tree, id: NodeId) -> bool {
    tree.node(id).style == Style::Flow
}

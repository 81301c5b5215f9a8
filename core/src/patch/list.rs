//! Lists and mappings with free keys.

use super::stack::{Part, Seg};
use super::walk::{How, Walker};
use crate::diag::{Diagnostic, Severity};
use crate::model::{Merge, Printed, Struct, Type};
use crate::syntax::Value;
use crate::tree::{NodeId, NodeKind};

/// An item of the result: what each source says of it, in order.
type Group = Vec<Part>;

impl Walker<'_> {
    fn items(&self, part: Part) -> Vec<Part> {
        let Some(node) = self.given(part) else { return Vec::new() };
        let items = self.tree(part).items(node);
        items.iter().map(|i| Part { source: part.source, node: Some(*i) }).collect()
    }

    /// Items of a part that are no markers, once its markers have taken their items from `groups`. Upstream deletes
    /// before it merges, so a marker never reaches items of its own patch.
    fn cut_items(&mut self, how: How<'_>, part: Part, groups: &mut Vec<Group>) -> Vec<Part> {
        let (markers, items): (Vec<_>, Vec<_>) = self.items(part).into_iter().partition(|i| self.is_marker(*i));
        for marker in markers {
            if !marker.begins() {
                self.delete_item(how, marker, groups);
            }
        }
        items
    }

    /// Parts that give a list, and the first of them; `None` when nothing is given or the first is no list.
    fn lists(&mut self, parts: &[Part]) -> Result<(Part, Vec<Part>), Option<NodeId>> {
        let given: Vec<_> = parts.iter().copied().filter(|p| self.given(*p).is_some()).collect();
        let Some(first) = given.first().copied() else { return Err(self.settle(parts, None, "append")) };
        if self.given(first).is_some_and(|n| self.tree(first).kind(n) != NodeKind::Seq) {
            return Err(self.settle(parts, given.last().copied(), "replace"));
        }
        Ok((first, given))
    }

    /// The generic rule: what a patch lists goes behind what is there.
    pub fn list(&mut self, how: How<'_>, parts: &[Part]) -> Option<NodeId> {
        let (first, given) = match self.lists(parts) {
            Ok(found) => found,
            Err(done) => return done,
        };
        let mut groups: Vec<Group> = Vec::new();
        for part in &given {
            let items = self.cut_items(how, *part, &mut groups);
            if part.source != first.source {
                self.remarks_on_append(*part, &groups);
            }
            groups.extend(items.into_iter().map(|item| vec![item]));
        }
        self.finish_list(how, first, &given, &groups, "append")
    }

    /// What an appended list does that its author may not have meant.
    fn remarks_on_append(&mut self, part: Part, groups: &[Group]) {
        let items = self.items(part);
        self.remark_on_empty(part, !items.is_empty() || groups.is_empty(), "list");
        for item in items {
            let twin = groups.iter().find_map(|g| g.first().copied().filter(|old| self.same(*old, item)));
            if let Some(twin) = twin {
                let problem = Diagnostic::new(
                    "patch/duplicate-item",
                    Severity::Warning,
                    "this item is in the list already, and appending makes it stand there twice",
                    self.span(item),
                );
                self.problem(problem.label(self.span(twin), "the same item"));
            }
        }
    }

    /// Emptiness that its author may have meant to clear something.
    fn remark_on_empty(&mut self, part: Part, is_fine: bool, noun: &str) {
        if is_fine {
            return;
        }
        let headline = format!("an empty {noun} does not clear the {noun} that is there");
        let problem = Diagnostic::new("patch/empty-list-keeps", Severity::Warning, headline, self.span(part));
        self.problem(problem.help("patches add to it; to clear it, delete its key with `$patch: delete`"));
    }

    fn same(&self, one: Part, other: Part) -> bool {
        match (one.node, other.node) {
            (Some(a), Some(b)) => crate::tree::equal_text((self.tree(one), a), (self.tree(other), b)),
            _ => false,
        }
    }

    /// Items that agree in a key merge; the others are appended.
    pub fn keyed_list(&mut self, how: How<'_>, parts: &[Part], keys: &'static [&'static str]) -> Option<NodeId> {
        let (first, given) = match self.lists(parts) {
            Ok(found) => found,
            Err(done) => return done,
        };
        // A source whose parent was taken whole is taken as it is; items of later ones look for their like.
        let whole = parts.first().is_some_and(|p| p.source == first.source);
        let mut groups: Vec<Group> = Vec::new();
        for part in &given {
            self.remark_on_empty(*part, !self.items(*part).is_empty() || groups.is_empty(), "list");
            for item in self.cut_items(how, *part, &mut groups) {
                let looks = !(whole && part.source == first.source);
                let found = looks.then(|| self.matching(how, item, &groups, keys)).flatten();
                match found {
                    Some(at) => groups[at].push(item),
                    None => groups.push(vec![item]),
                }
            }
        }
        self.finish_list(how, first, &given, &groups, "by-key")
    }

    /// As the keyed list, but a match replaces the item whole. The base's last item of a key is the one.
    pub fn keyed_replace(&mut self, how: How<'_>, parts: &[Part], keys: &'static [&'static str]) -> Option<NodeId> {
        let (first, given) = match self.lists(parts) {
            Ok(found) => found,
            Err(done) => return done,
        };
        let mut groups: Vec<Group> = Vec::new();
        for part in &given {
            self.remark_on_empty(*part, !self.items(*part).is_empty() || groups.is_empty(), "list");
            let items = self.cut_items(how, *part, &mut groups);
            let known = groups.len();
            for item in items {
                let at = (0..known).rev().find(|i| self.agrees(how, item, &groups[*i], keys));
                match at {
                    Some(at) => groups[at] = vec![item],
                    None => groups.push(vec![item]),
                }
            }
        }
        self.finish_list(how, first, &given, &groups, "by-key-replace-item")
    }

    /// True for a list that has markers among its items.
    pub fn marks_items(&self, part: Part) -> bool {
        self.items(part).into_iter().any(|item| self.is_marker(item))
    }

    /// A list that is taken whole, with markers in one of them: they delete from what is there; what is left of the
    /// patch's list replaces it.
    pub fn replaced_list(&mut self, how: How<'_>, parts: &[Part]) -> Option<NodeId> {
        let (first, given) = match self.lists(parts) {
            Ok(found) => found,
            Err(done) => return done,
        };
        let mut groups: Vec<Group> = Vec::new();
        for part in &given {
            let items = self.cut_items(how, *part, &mut groups);
            if !items.is_empty() || !self.marks_items(*part) {
                groups = items.into_iter().map(|item| vec![item]).collect();
            }
        }
        self.finish_list(how, first, &given, &groups, "replace")
    }

    fn matching(&self, how: How<'_>, item: Part, groups: &[Group], keys: &'static [&'static str]) -> Option<usize> {
        groups.iter().position(|g| self.agrees(how, item, g, keys))
    }

    /// The first key that the item gives decides; an item without any agrees with items without any, unless there is
    /// a choice of keys.
    fn agrees(&self, how: How<'_>, item: Part, group: &Group, keys: &'static [&'static str]) -> bool {
        let shape = item_shape(how.ty);
        let value = |part: Part, key: &str| Part {
            source: part.source,
            node: self.given(part).and_then(|n| self.tree(part).get(n, key)),
        };
        let ty = |key: &str| {
            let field = shape.and_then(|s| self.view.fields_of(s)).and_then(|f| f.live(key));
            field.map_or(Type::Str, |f| f.field.ty)
        };
        for key in keys {
            let mine = value(item, key);
            let ty = ty(key);
            if self.is_zero(&ty, mine) && keys.len() > 1 {
                continue;
            }
            let theirs = group.iter().rev().map(|p| value(*p, key)).find(|p| !self.is_zero(&ty, *p));
            return match theirs {
                Some(theirs) => self.equal_values(&ty, mine, theirs),
                None => self.is_zero(&ty, mine),
            };
        }
        false
    }

    /// Equality as upstream compares: by value. Structs are equal field by field, but a field behind a pointer makes
    /// two structs differ whenever both give it.
    fn equal_values(&self, ty: &Type, one: Part, other: Part) -> bool {
        let (Some(mine), Some(theirs)) = (self.given(one), self.given(other)) else { return false };
        let (left, right) = (self.tree(one), self.tree(other));
        match (left.kind(mine), right.kind(theirs)) {
            (NodeKind::Scalar, NodeKind::Scalar) => {
                let value = |t: &crate::tree::Tree, n: NodeId| {
                    let style = t.node(n).style;
                    match ty {
                        Type::Int(_) => (self.scalars.to_int)(t.text(n), style, t.tag(n)).map(|i| i.to_string()),
                        Type::Enum(_) => Some(t.text(n).to_ascii_lowercase()),
                        _ => Some(t.text(n).to_owned()),
                    }
                };
                value(left, mine) == value(right, theirs)
            }
            (NodeKind::Map, NodeKind::Map) => {
                let Type::Struct(shape) = ty else { return crate::tree::equal_text((left, mine), (right, theirs)) };
                let Some(fields) = self.view.fields_of(shape()) else { return false };
                fields.iter_live().all(|f| {
                    let sub = |p: Part, t: &crate::tree::Tree, n: NodeId| Part {
                        source: p.source,
                        node: t.get(n, f.field.key),
                    };
                    let (p, q) = (sub(one, left, mine), sub(other, right, theirs));
                    match (self.is_zero(&f.field.ty, p), self.is_zero(&f.field.ty, q)) {
                        (true, true) => !f.field.pointer || (self.given(p).is_none() && self.given(q).is_none()),
                        (false, false) => !f.field.pointer && self.equal_values(&f.field.ty, p, q),
                        _ => false,
                    }
                })
            }
            _ => false,
        }
    }

    fn finish_list(
        &mut self,
        how: How<'_>,
        first: Part,
        given: &[Part],
        groups: &[Group],
        strategy: &'static str,
    ) -> Option<NodeId> {
        if given.len() > 1 {
            self.decided(given, given.last().copied(), strategy, None);
        }
        let Type::List(of) = how.ty else { return self.copy(first) };
        let mut kids = Vec::with_capacity(groups.len());
        for (index, group) in groups.iter().enumerate() {
            self.stack.push(Seg::Index(index));
            let item = match (group.as_slice(), of) {
                ([only], _) => self.copy(*only),
                (many, _) => self.value(How { ty: of, merge: Merge::ByType, pointer: true }, many),
            };
            self.stack.pop();
            kids.extend(item);
        }
        let list = given.iter().copied().find(|p| !self.only_deletes(*p))?;
        let node = self.given(list)?;
        Some(self.collection(list, node, &kids))
    }

    /// A mapping with free keys: per key.
    pub fn map(&mut self, how: How<'_>, parts: &[Part]) -> Option<NodeId> {
        let given: Vec<_> = parts.iter().copied().filter(|p| self.given(*p).is_some()).collect();
        let Some(first) = given.first().copied() else { return self.settle(parts, None, "per-key") };
        let Type::Map(of) = how.ty else { return self.copy(first) };
        if given.len() == 1 && !self.has_markers(first) {
            return self.copy(first);
        }
        let filled = |w: &Self, p: Part| w.given(p).is_some_and(|n| !w.tree(p).children(n).is_empty());
        let begins = given.iter().position(|p| filled(self, *p)).map_or(given.len(), |at| at + 1);
        for part in &given[begins..] {
            self.remark_on_empty(*part, filled(self, *part), "mapping");
        }
        let mut kids = Vec::new();
        for (text, source, key) in self.keys(&given) {
            self.stack.push(Seg::Key(text));
            let below: Vec<_> = self.below(&given, text).into_iter().filter(|p| p.node.is_some()).collect();
            let value = self.map_value(of, how.merge, &below);
            self.stack.pop();
            if let Some(value) = value {
                kids.push(self.key(source, key));
                kids.push(value);
            }
        }
        let node = self.given(first)?;
        if kids.is_empty() && self.only_deletes(first) {
            return None;
        }
        Some(self.collection(first, node, &kids))
    }

    fn map_value(&mut self, of: &Type, merge: Merge, parts: &[Part]) -> Option<NodeId> {
        let cut = parts.iter().rposition(|p| self.is_marker(*p));
        let live = match cut {
            None => parts.to_vec(),
            Some(at) => {
                let marker = parts[at];
                let before: Vec<_> = parts[..at].iter().copied().filter(|p| !self.is_marker(*p)).collect();
                if before.is_empty() && marker.begins() {
                    // Nothing is there yet, which is said once for the document.
                } else if before.is_empty() {
                    self.deleted_nothing(marker);
                } else {
                    let span = self.span(marker);
                    self.decided(&before, None, "delete", Some(span));
                }
                parts[at + 1..].to_vec()
            }
        };
        if merge == Merge::ReplacePerKey {
            return self.settle(&live, live.last().copied(), "replace-per-key");
        }
        // A key with nothing behind it counts as not there.
        let start = live.iter().position(|p| self.given(*p).is_some()).unwrap_or(0);
        self.value(How { ty: of, merge: Merge::ByType, pointer: matches!(of, Type::Struct(_)) }, &live[start..])
    }

    pub(super) fn has_markers(&self, part: Part) -> bool {
        let Some(node) = self.given(part).filter(|_| self.deletes(part)) else { return false };
        let tree = self.tree(part);
        tree.entries(node).any(|(_, v)| super::delete::holds_marker(tree, v))
    }

    /// Field of an item, for the selector of a deletion: its text, when it can be compared with a text.
    pub(super) fn selectable(&self, of: &Type, item: Part, key: &str) -> Option<String> {
        let shape = item_shape(of)?;
        let field = self.view.fields_of(shape)?.live(key)?;
        let node = self.given(item).and_then(|n| self.tree(item).get(n, key))?;
        let part = Part { source: item.source, node: Some(node) };
        let text = self.text(part).to_owned();
        match field.field.ty {
            Type::Str | Type::Enum(_) => Some(text),
            Type::Format(format) if self.rules.deletes_anywhere => Some(match format.print.map(|print| print(&text)) {
                Some(Printed::Text(text) | Printed::Bare(text)) => text,
                None => text,
            }),
            _ => None,
        }
    }

    /// True for scalars that a free-form merge would take for the same type.
    pub(super) fn concrete(&self, part: Part) -> &'static str {
        let Some(node) = self.given(part) else { return "null" };
        let tree = self.tree(part);
        match tree.kind(node) {
            NodeKind::Map => "mapping",
            NodeKind::Seq => "list",
            NodeKind::Scalar => match (self.scalars.resolve)(tree.text(node), tree.node(node).style, tree.tag(node)) {
                Value::Null => "null",
                Value::Bool(_) => "boolean",
                Value::Number(crate::syntax::Number::Int(_)) => "integer",
                Value::Number(crate::syntax::Number::Float(_)) => "float",
                Value::Timestamp(_) => "timestamp",
                Value::Str(_) => "text",
            },
            _ => "null",
        }
    }
}

impl<'a> Walker<'a> {
    /// Keys of all parts, each once, in the order of first appearance.
    pub(super) fn keys(&self, parts: &[Part]) -> Vec<(&'a str, u16, NodeId)> {
        let mut seen = std::collections::HashSet::new();
        let mut keys: Vec<(&'a str, u16, NodeId)> = Vec::new();
        for part in parts {
            let Some(node) = self.given(*part) else { continue };
            let tree = self.tree(*part);
            for (key, _) in tree.entries(node) {
                let text = tree.text(tree.resolve(key));
                let marker = text == super::MARKER && self.deletes(*part);
                if !marker && seen.insert(text) {
                    keys.push((text, part.source, key));
                }
            }
        }
        keys
    }
}

fn item_shape(ty: &Type) -> Option<&'static Struct> {
    match ty {
        Type::List(of) => item_shape(of),
        Type::Struct(shape) => Some(shape()),
        _ => None,
    }
}

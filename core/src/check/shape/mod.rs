//! The generic check: one walk of a tree against a view. It knows keys, types, formats, enumerations, presence and
//! history, all from the tables, and no kind or language by name.

mod duplicates;
mod embedded;
mod free;
mod inner;
mod marker;
mod scalar;
mod unknown;

use super::{DocumentCx, Sink};
use crate::diag::{Diagnostic, Tag};
use crate::document::Role;
use crate::lang::Reading;
use crate::model::{Embedded, FieldState, FieldView, StructFields, Type, ViewCx, is_null};
use crate::text::Span;
use crate::tree::{NodeId, NodeKind, Tree};

/// Nesting that is followed; parsers stop earlier.
const MAX_DEPTH: usize = 300;

/// Nodes that are visited through aliases at most; what is beyond was reported by the parser as an expansion.
const MAX_VISITS: usize = 2_000_000;

/// Key of a merge in YAML 1.1.
const MERGE_KEY: &str = "<<";

/// Checks a document against its kind's tables.
pub fn shape(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(root) = cx.doc.root() else { return };
    let mut walk = Walk {
        cx,
        sink,
        reading: cx.doc.language.reader.at(cx.doc.target.version),
        depth: 0,
        visits: 0,
        quiet: false,
        aliased: false,
        inside: None,
    };
    if walk.tree().kind(root) == NodeKind::Map {
        walk.root(root);
    }
}

struct Walk<'a, 's, 'o> {
    cx: &'a DocumentCx<'a>,
    sink: &'s mut Sink<'o>,
    reading: Reading,
    depth: usize,
    visits: usize,
    /// Below something deprecated: what is in there need not be said again.
    quiet: bool,
    /// Behind an alias: readers decode such content without looking for unknown keys, and it may have been seen before.
    aliased: bool,
    /// In an object that another reader takes.
    inside: Option<&'static Embedded>,
}

impl<'a> Walk<'a, '_, '_> {
    fn tree(&self) -> &'a Tree {
        &self.cx.doc.tree
    }

    fn view_cx(&self) -> ViewCx<'a> {
        self.cx.doc.view_cx()
    }

    fn is_patch(&self) -> bool {
        self.cx.doc.role == Role::Patch
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        let diagnostic = self.at_reader(diagnostic);
        self.sink.push(self.cx.doc, diagnostic);
    }

    fn null(&self, node: NodeId) -> bool {
        is_null(self.view_cx(), node)
    }

    fn root(&mut self, root: NodeId) {
        let view = self.cx.view;
        self.duplicate_keys(root);
        let whole = self.is_patch() && self.deletes(root);
        for (key, value) in self.tree().entries(root) {
            let text = self.tree().text(self.tree().resolve(key));
            if view.kind.envelope.contains(&text) {
                continue;
            }
            if whole && self.is_marker(text, value) {
                continue;
            }
            self.entry(view.root(), key, value);
        }
        if !whole {
            self.presence(view.root(), root, self.cx.doc.anchor());
        }
    }

    /// One key of a mapping with known keys.
    fn entry(&mut self, fields: &'a StructFields, key: NodeId, value: NodeId) {
        let Some(text) = self.key_text(key) else { return };
        if text == MERGE_KEY && !self.is_quoted(key) {
            return self.merged(fields, key, value);
        }
        if let (None, Some(rest)) = (fields.get(text), &fields.rest) {
            let owner = self.tree().span(key);
            return self.value(&rest.field.ty, text, value, owner);
        }
        let Some(field) = fields.get(text) else {
            return if self.aliased { self.free(value) } else { self.unknown_key(fields, key, text, value) };
        };
        match field.state {
            FieldState::NotYet(_) | FieldState::Gone(_) if self.aliased => return self.free(value),
            FieldState::NotYet(since) => return self.not_yet(field, key, since),
            FieldState::Gone(since) => return self.gone(field, key, since),
            FieldState::Deprecated(instead, since) if !self.quiet => self.deprecated(field, key, instead, since),
            FieldState::Deprecated(..) | FieldState::Live => {}
        }
        let outer = self.quiet;
        self.quiet |= matches!(field.state, FieldState::Deprecated(..));
        self.field(field, key, value);
        self.quiet = outer;
    }

    fn field(&mut self, field: &'a FieldView, key: NodeId, value: NodeId) {
        if self.tree().kind(self.tree().resolve(value)) == NodeKind::Missing {
            return;
        }
        if self.is_patch() && self.deletes(value) {
            return self.deletion(value);
        }
        if let Some(marker) = self.escaped_in_vain(value) {
            return self.report(marker);
        }
        let owner = self.tree().span(key);
        self.value(&field.field.ty, field.field.key, value, owner);
    }

    /// A mapping with known keys, below a key or in a list. `owner` is where its absence of keys is reported.
    fn mapping(&mut self, fields: &'a StructFields, node: NodeId, owner: Span) {
        self.duplicate_keys(node);
        for (key, value) in self.tree().entries(node) {
            self.entry(fields, key, value);
        }
        self.presence(fields, node, owner);
    }

    /// The content of `<<` counts as written in the mapping, and the key itself is refused.
    fn merged(&mut self, fields: &'a StructFields, key: NodeId, value: NodeId) {
        if self.inside.is_none() {
            let problem = Diagnostic::error(
                "shape/merge-key",
                "merge keys (`<<`) do not work in mappings with fixed keys",
                self.tree().span(key),
            );
            let help = "the reader merges the content and then refuses the key; write the keys out";
            self.report(problem.help(help));
        }
        let target = self.tree().resolve(value);
        if self.tree().kind(target) == NodeKind::Map && self.enter() {
            for (key, value) in self.tree().entries(target) {
                self.entry(fields, key, value);
            }
            self.depth -= 1;
        }
    }

    /// Counts a step down; false when there were too many.
    fn enter(&mut self) -> bool {
        self.visits += 1;
        if self.depth >= MAX_DEPTH || self.visits > MAX_VISITS {
            return false;
        }
        self.depth += 1;
        true
    }

    /// Any value against its type. `name` is the nearest key, for messages.
    fn value(&mut self, ty: &'a Type, name: &str, value: NodeId, owner: Span) {
        let node = self.tree().resolve(value);
        if self.null(node) || !self.enter() {
            return;
        }
        let outer = self.aliased;
        self.aliased |= node != value;
        match (ty, self.tree().kind(node)) {
            (Type::Struct(shape), NodeKind::Map) => {
                if let Some(fields) = self.cx.view.fields_of(shape()) {
                    self.mapping(fields, node, owner);
                }
            }
            (Type::List(of), NodeKind::Seq) => self.list(of, name, node),
            (Type::Map(of), NodeKind::Map) => self.free_keys(of, node),
            (Type::Object, NodeKind::Map) | (Type::Any, _) => self.free(node),
            (Type::Embedded(of), NodeKind::Map) if !of.is_text() => self.object(of, node, owner),
            (Type::Embedded(of), NodeKind::Scalar) if of.is_text() => self.text_of(of, name, node),
            (Type::OneOf(_), _) => self.one_of(ty, name, node, owner),
            (ty, NodeKind::Scalar) if scalar::is_scalar(ty) => self.scalar(ty, name, node),
            (ty, NodeKind::Scalar) if crate::syntax::holes::is_hole(self.tree().text(node)) => {
                self.sealed(ty, name, node);
            }
            (_, NodeKind::Alias | NodeKind::Error | NodeKind::Missing) => {}
            (ty, _) => self.wrong_type(ty, name, value, owner),
        }
        self.aliased = outer;
        self.depth -= 1;
    }

    fn list(&mut self, of: &'a Type, name: &str, list: NodeId) {
        for item in self.tree().items(list).iter().copied() {
            let span = self.tree().span(item);
            if self.null(item) {
                self.null_item(of, item);
            } else if let Some(marker) = self.escaped_in_vain(item) {
                self.report(marker);
            } else if self.is_patch() && self.deletes(item) {
                self.item_deletion(item);
            } else {
                self.value(of, name, item, span);
            }
        }
    }

    /// Readers drop empty items of most lists, and some upstream code fails on others.
    fn null_item(&mut self, of: &Type, item: NodeId) {
        let mut span = self.tree().span(item);
        if span.is_empty() && span.start > 0 {
            // Nothing is written: point at the dash or comma before it.
            span.start -= 1;
        }
        if matches!(of, Type::Struct(_)) {
            let problem = Diagnostic::warning("shape/empty-item", "this list item is empty", span);
            self.report(problem.help("remove the item, or fill it"));
        }
    }

    /// A mapping whose keys are free and whose values have a type.
    fn free_keys(&mut self, of: &'a Type, map: NodeId) {
        self.duplicate_keys(map);
        for (key, value) in self.tree().entries(map) {
            let Some(text) = self.key_text(key) else { continue };
            if text == MERGE_KEY && !self.is_quoted(key) {
                self.merge_in_map(of, key, value);
                continue;
            }
            // Readers drop an entry whose key is null.
            if self.null(key) {
                continue;
            }
            if self.inside.is_some() {
                self.odd_key(key);
            }
            if self.is_patch() && self.deletes(value) {
                self.deletion(value);
            } else if let Some(marker) = self.escaped_in_vain(value) {
                self.report(marker);
            } else {
                let owner = self.tree().span(key);
                self.value(of, text, value, owner);
            }
        }
    }

    fn merge_in_map(&mut self, of: &'a Type, key: NodeId, value: NodeId) {
        if self.tree().kind(value) == NodeKind::Alias {
            let target = self.tree().resolve(value);
            if self.tree().kind(target) == NodeKind::Map && self.enter() {
                for (key, value) in self.tree().entries(target) {
                    let owner = self.tree().span(key);
                    let text = self.tree().text(self.tree().resolve(key));
                    self.value(of, text, value, owner);
                }
                self.depth -= 1;
            }
            return;
        }
        let problem = Diagnostic::error(
            "shape/merge-key",
            "a merge key (`<<`) in this mapping must refer to an anchor",
            self.tree().span(key),
        );
        self.report(problem.help("write the keys out, or give them an anchor and write `<<: *anchor`"));
    }

    fn one_of(&mut self, ty: &'a Type, name: &str, node: NodeId, owner: Span) {
        let Type::OneOf(types) = ty else { return };
        let kind = self.tree().kind(node);
        let fits = types.iter().find(|t| match t {
            Type::List(_) => kind == NodeKind::Seq,
            Type::Map(_) | Type::Object | Type::Struct(_) => kind == NodeKind::Map,
            other => kind == NodeKind::Scalar && scalar::is_scalar(other),
        });
        let fits = match fits {
            Some(_) if self.inside.is_some() && kind == NodeKind::Scalar => self.fitting(types, node),
            other => other,
        };
        match fits {
            Some(ty) => {
                self.depth -= 1;
                self.value(ty, name, node, owner);
                self.depth += 1;
            }
            None => self.wrong_type(ty, name, node, owner),
        }
    }

    /// Text of a key; a key that is no scalar is reported.
    fn key_text(&mut self, key: NodeId) -> Option<&'a str> {
        let tree = self.tree();
        let resolved = tree.resolve(key);
        match tree.kind(resolved) {
            NodeKind::Scalar => Some(tree.text(resolved)),
            NodeKind::Map | NodeKind::Seq => {
                let span = tree.span(key);
                let problem =
                    Diagnostic::error("shape/key-not-text", "a key must be a word, and this is a collection", span);
                self.report(problem.help("if this is a placeholder such as `{{ name }}`, put it in quotes"));
                None
            }
            _ => None,
        }
    }

    fn is_quoted(&self, key: NodeId) -> bool {
        self.tree().node(self.tree().resolve(key)).style != crate::tree::Style::Plain
    }

    /// Fields that must be there.
    fn presence(&mut self, fields: &'a StructFields, map: NodeId, owner: Span) {
        if self.is_patch()
            || !self.cx.doc.readable
            || self.cx.doc.steered
            || self.tree().entry(map, MERGE_KEY).is_some()
        {
            return;
        }
        for field in fields.iter_live().filter(|f| f.required && !f.is_required_until()) {
            let node = self.tree().get(map, field.field.key);
            let given = node.filter(|n| !self.null(*n));
            match given {
                None => self.missing(field, owner, node),
                Some(node) if self.reading.empty_is_absent && self.is_blank(field, node) => {
                    self.missing(field, owner, Some(node));
                }
                Some(_) => {}
            }
        }
    }

    /// An empty text, list or free mapping where upstream cannot tell it from nothing.
    fn is_blank(&self, field: &FieldView, node: NodeId) -> bool {
        let (tree, node) = (self.tree(), self.tree().resolve(node));
        match (field.field.ty, tree.kind(node)) {
            (Type::Str | Type::Format(_) | Type::Enum(_), NodeKind::Scalar) => tree.text(node).is_empty(),
            // Readers drop items of scalar lists that are null.
            (Type::List(of), NodeKind::Seq) if scalar::is_scalar(of) => {
                tree.children(node).iter().all(|n| self.null(*n))
            }
            (Type::Embedded(of), NodeKind::Scalar) => of.is_text() && tree.text(node).is_empty(),
            (Type::List(_), NodeKind::Seq) | (Type::Map(_) | Type::Object | Type::Embedded(_), NodeKind::Map) => {
                tree.children(node).is_empty()
            }
            _ => false,
        }
    }

    fn missing(&mut self, field: &FieldView, owner: Span, node: Option<NodeId>) {
        let key = field.field.key;
        let written = node.and_then(|n| {
            let span = self.tree().span(n);
            (!span.is_empty()).then_some(span)
        });
        let headline = match written {
            Some(_) => format!("`{key}` must not be empty"),
            None => format!("`{key}` is missing"),
        };
        let problem = Diagnostic::error("shape/missing-required", headline, written.unwrap_or(owner));
        let problem = match field.field.examples.first() {
            Some(example) => problem.help(format!("add it, for example `{key}: {example}`")),
            None => problem.help(format!("add the key `{key}`")),
        };
        self.report(problem.help(first_line(field.field.doc).to_owned()));
    }

    fn deprecated(&mut self, field: &FieldView, key: NodeId, instead: &[&str], since: crate::model::Version) {
        let headline = format!("`{}` is deprecated since {since}", field.field.key);
        let span = self.tree().span(key);
        let mut problem =
            Diagnostic::new("life/deprecated", crate::diag::Severity::Info, headline, span).tag(Tag::Deprecated);
        if !instead.is_empty() {
            problem = problem.help(format!("use {} instead", super::nearest::any_of(instead)));
        }
        self.report(problem);
    }
}

/// First line of a doc text.
fn first_line(doc: &str) -> &str {
    doc.lines().next().unwrap_or("")
}

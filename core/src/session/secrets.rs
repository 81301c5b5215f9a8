//! Finding what must not be shown: the values of secret fields, also where the document is wrong.
//!
//! Three nets, from fine to coarse. Where the tables know the place, the field's declaration decides. Below a key that
//! the tables do not know, or where a value is of another type than declared, the *name* of a key decides: whatever
//! some kind of the language calls a secret under that name is one. Where the syntax is broken, and in comments, the
//! lines are searched for those names, since a tree of broken text may lack the value.

use std::collections::BTreeSet;

use crate::diag::Redactor;
use crate::lang::Language;
use crate::model::{FieldView, Secret, Struct, Type, View};
use crate::text::Span;
use crate::tree::{NodeId, NodeKind, Placement, Tree};

use super::file::{OpenFile, Part, slice};

/// Nesting that is followed; deeper content is masked whole.
const MAX_DEPTH: usize = 256;

impl OpenFile {
    /// Everything in this file that must not be shown.
    pub fn redactor(&self) -> Redactor {
        let mut redactor = Redactor::default();
        let Some(recognised) = self.recognised() else { return redactor };
        let names = secret_names(recognised.language);
        for part in &recognised.parts {
            let text = slice(&self.text, part.chunk);
            collect(part, text, &names, &mut redactor);
        }
        redactor
    }
}

/// Keys under which any kind of the language keeps a secret, at any release.
fn secret_names(language: &Language) -> BTreeSet<&'static str> {
    let mut names = BTreeSet::new();
    let mut seen = BTreeSet::new();
    for kind in language.kinds {
        add_names((kind.shape)(), &mut seen, &mut names);
    }
    names
}

fn add_names(shape: &'static Struct, seen: &mut BTreeSet<usize>, names: &mut BTreeSet<&'static str>) {
    if !seen.insert(core::ptr::from_ref(shape) as usize) {
        return;
    }
    for field in shape.fields {
        match field.secret {
            Secret::Value => _ = names.insert(field.key),
            Secret::KeyNamed(key) => _ = names.insert(key),
            Secret::No | Secret::UrlQuery(_) => {}
        }
        add_type_names(&field.ty, seen, names);
    }
}

fn add_type_names(ty: &Type, seen: &mut BTreeSet<usize>, names: &mut BTreeSet<&'static str>) {
    match ty {
        Type::Struct(shape) => add_names(shape(), seen, names),
        Type::List(of) | Type::Map(of) => add_type_names(of, seen, names),
        Type::OneOf(types) => types.iter().for_each(|t| add_type_names(t, seen, names)),
        _ => {}
    }
}

fn collect(part: &Part, text: &str, names: &BTreeSet<&'static str>, redactor: &mut Redactor) {
    let tree = &part.document.tree;
    let mut walk = Walk { tree, text, view: part.view.as_deref(), names, redactor };
    if let Some(root) = tree.root() {
        match walk.view {
            Some(view) => walk.shape(root, (view.kind.shape)(), 0),
            None => walk.by_name(root, 0),
        }
    }
    let source = part.document.source;
    for comment in tree.comments().iter().filter(|c| c.placement == Placement::Own) {
        lines(text, comment.span, Lines::Comment, names, redactor);
    }
    if !part.errors.is_empty() {
        lines(text, Span::new(source, 0, text.len() as u32), Lines::Broken, names, redactor);
    }
}

struct Walk<'a> {
    tree: &'a Tree,
    text: &'a str,
    view: Option<&'a View>,
    names: &'a BTreeSet<&'static str>,
    redactor: &'a mut Redactor,
}

impl Walk<'_> {
    fn shape(&mut self, node: NodeId, shape: &'static Struct, depth: usize) {
        let (tree, node) = (self.tree, self.tree.resolve(node));
        let fields = self.view.and_then(|v| v.fields_of(shape));
        let Some(fields) = fields.filter(|_| tree.kind(node) == NodeKind::Map && depth < MAX_DEPTH) else {
            return self.by_name(node, depth);
        };
        for (key, value) in tree.entries(node) {
            let name = tree.text(tree.resolve(key));
            match fields.get(name) {
                Some(field) => self.field(field, value, depth + 1),
                // A typing error in the key of a secret does not make the value public.
                None if fields.fields.iter().any(|f| f.field.secret == Secret::Value && is_near(name, f.field.key)) => {
                    self.whole(value, depth);
                }
                None => self.named(name, value, depth + 1),
            }
        }
    }

    fn field(&mut self, field: &FieldView, value: NodeId, depth: usize) {
        match field.field.secret {
            Secret::Value => self.whole(value, depth),
            Secret::UrlQuery(parameter) => self.url_query(value, parameter),
            Secret::KeyNamed(key) => self.key_named(value, key, depth),
            Secret::No => self.value(value, &field.field.ty, depth),
        }
    }

    fn value(&mut self, node: NodeId, ty: &Type, depth: usize) {
        let (tree, node) = (self.tree, self.tree.resolve(node));
        match (ty, tree.kind(node)) {
            (_, NodeKind::Scalar | NodeKind::Null | NodeKind::Alias | NodeKind::Missing) => {}
            _ if depth >= MAX_DEPTH => self.whole(node, depth),
            (Type::Struct(shape), _) => self.shape(node, shape(), depth),
            (Type::List(of), NodeKind::Seq) => tree.items(node).iter().for_each(|i| self.value(*i, of, depth + 1)),
            (Type::Map(of), NodeKind::Map) => tree.entries(node).for_each(|(_, v)| self.value(v, of, depth + 1)),
            (Type::OneOf(types), _) => types.iter().for_each(|t| self.value(node, t, depth + 1)),
            (Type::Any | Type::Object, _) => {}
            _ => self.by_name(node, depth),
        }
    }

    /// Below a place that the tables do not know.
    fn by_name(&mut self, node: NodeId, depth: usize) {
        let (tree, node) = (self.tree, self.tree.resolve(node));
        if depth >= MAX_DEPTH {
            return self.redactor.add(tree.span(node), "");
        }
        match tree.kind(node) {
            NodeKind::Map => {
                for (key, value) in tree.entries(node) {
                    self.named(tree.text(tree.resolve(key)), value, depth + 1);
                }
            }
            NodeKind::Seq => tree.items(node).iter().for_each(|i| self.by_name(*i, depth + 1)),
            _ => {}
        }
    }

    fn named(&mut self, name: &str, value: NodeId, depth: usize) {
        if self.names.contains(name) || self.names.iter().any(|n| is_near(name, n)) {
            self.whole(value, depth);
        } else {
            self.by_name(value, depth);
        }
    }

    fn key_named(&mut self, node: NodeId, key: &str, depth: usize) {
        let (tree, node) = (self.tree, self.tree.resolve(node));
        match tree.kind(node) {
            NodeKind::Map | NodeKind::Seq if depth >= MAX_DEPTH => self.whole(node, depth),
            NodeKind::Map => {
                for (k, value) in tree.entries(node) {
                    if tree.text(tree.resolve(k)) == key {
                        self.whole(value, depth + 1);
                    } else {
                        self.key_named(value, key, depth + 1);
                    }
                }
            }
            NodeKind::Seq => tree.items(node).iter().for_each(|i| self.key_named(*i, key, depth + 1)),
            _ => {}
        }
    }

    /// A node with everything in it.
    fn whole(&mut self, node: NodeId, depth: usize) {
        let (tree, node) = (self.tree, self.tree.resolve(node));
        let n = tree.node(node);
        match n.kind {
            NodeKind::Map | NodeKind::Seq if depth >= MAX_DEPTH => self.redactor.add(n.span, ""),
            NodeKind::Map | NodeKind::Seq => tree.children(node).iter().for_each(|c| self.whole(*c, depth + 1)),
            NodeKind::Scalar | NodeKind::Error => {
                let inner = n.inner_span();
                let span = if inner.is_empty() { n.span } else { inner };
                self.redactor.add(span, tree.text(node));
                let raw = self.text.get(span.range()).unwrap_or("");
                if raw != tree.text(node) {
                    self.redactor.add(span, raw);
                }
            }
            NodeKind::Null | NodeKind::Alias | NodeKind::Missing => {}
        }
    }

    fn url_query(&mut self, node: NodeId, parameter: &str) {
        let (tree, node) = (self.tree, self.tree.resolve(node));
        let n = tree.node(node);
        if n.kind != NodeKind::Scalar {
            return self.whole(node, 0);
        }
        let inner = n.inner_span();
        let raw = self.text.get(inner.range()).unwrap_or("");
        let Some((_, query)) = raw.split_once('?') else { return };
        let mut at = inner.start + (raw.len() - query.len()) as u32;
        for pair in query.split(['&', '#']) {
            if let Some(value) = pair.strip_prefix(parameter).and_then(|r| r.strip_prefix('=')) {
                let start = at + (pair.len() - value.len()) as u32;
                self.redactor.add(Span::new(inner.source, start, start + value.len() as u32), value);
            }
            at += pair.len() as u32 + 1;
        }
    }
}

/// Equal but for case, or a slip of the fingers away.
fn is_near(name: &str, secret: &str) -> bool {
    if name.eq_ignore_ascii_case(secret) {
        return true;
    }
    let allowed = if secret.len() < 5 { 1 } else { 2 };
    secret.len() > 3 && name.len().abs_diff(secret.len()) <= allowed && distance(name, secret) <= allowed
}

fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, cb) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(ca != *cb);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

/// What a stretch of lines is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lines {
    Comment,
    Broken,
}

/// Masks by line what looks like the value of a secret key, and the lines that seem to continue it.
fn lines(text: &str, span: Span, what: Lines, names: &BTreeSet<&'static str>, redactor: &mut Redactor) {
    let mut at = span.start as usize;
    let mut inside: Option<usize> = None;
    for line in text.get(span.range()).unwrap_or("").split_inclusive('\n') {
        let start = at;
        at += line.len();
        let line = line.trim_end();
        let body = line.trim_start_matches([' ', '\t', '#', '-']);
        let indent = line.len() - body.len();
        let continued = inside.is_some_and(|column| indent > column || !looks_like_entry(body));
        if continued && !body.is_empty() {
            mask(span, start + indent, body, what, redactor);
            continue;
        }
        inside = inside.filter(|_| body.is_empty());
        if let Some(value) = value_offset(body, names) {
            mask(span, start + indent + value, &body[value..], what, redactor);
            inside = (what == Lines::Broken).then_some(indent);
        }
    }
}

fn mask(span: Span, start: usize, text: &str, what: Lines, redactor: &mut Redactor) {
    let span = Span::new(span.source, start as u32, (start + text.len()) as u32);
    redactor.add(span, text);
    if what == Lines::Broken {
        // A message about broken syntax may quote a part of it.
        let quotes = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ',' | '{' | '}' | '[' | ']');
        text.split(quotes).for_each(|word| redactor.add(span, word));
    }
}

fn looks_like_entry(body: &str) -> bool {
    let word = body.trim_start_matches(['"', '\'']);
    let end = word.find(|c: char| !(c.is_alphanumeric() || "_-./".contains(c))).unwrap_or(word.len());
    let rest = word[end..].trim_start_matches(['"', '\'']).trim_start();
    end > 0 && rest.starts_with([':', '='])
}

/// Where the value begins of the first secret key in a line: `key: value`, `{key: value`, or a line that begins with
/// the key and lacks its separator.
fn value_offset(body: &str, names: &BTreeSet<&'static str>) -> Option<usize> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    let mut at = 0;
    while let Some(begin) = body[at..].find(is_word).map(|i| at + i) {
        let end = body[begin..].find(|c| !is_word(c)).map_or(body.len(), |i| begin + i);
        let word = &body[begin..end];
        if names.contains(word) || names.iter().any(|n| n.len() > 4 && is_near(word, n)) {
            let rest = &body[end..];
            let value = rest.trim_start_matches([' ', '\t', '"', '\'', ':', '=']);
            let separator = &rest[..rest.len() - value.len()];
            let first = body[..begin].chars().all(|c| !c.is_alphanumeric());
            if !value.is_empty() && (separator.contains([':', '=']) || (first && !separator.is_empty())) {
                return Some(body.len() - value.len());
            }
        }
        at = end;
    }
    None
}

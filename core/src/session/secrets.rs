//! Finding what must not be shown: the values of secret fields, also where the document is wrong.
//!
//! Three nets, from fine to coarse. Where the tables know the place, the field's declaration decides. Below a key that
//! the tables do not know, or where a value is of another type than declared, the *name* of a key decides: whatever
//! some kind of the language calls a secret under that name is one. Where the syntax is broken, and in comments, the
//! lines are searched for those names, since a tree of broken text may lack the value.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use crate::diag::Redactor;
use crate::lang::Language;
use crate::model::{FieldView, Secret, Struct, Type, View};
use crate::text::{SourceId, Span};
use crate::tree::{NodeId, NodeKind, Placement, Tree};

use super::file::{OpenFile, Part, slice};
use super::manifests;

/// Nesting that is followed; deeper content is masked whole.
const MAX_DEPTH: usize = 256;

impl OpenFile {
    /// Everything in this file that must not be shown; looked for once.
    pub fn redactor(&self) -> Arc<Redactor> {
        Arc::clone(self.secrets.get_or_init(|| {
            let mut redactor = self.look_for_secrets();
            self.add_unsealed(&mut redactor, Unsealed::Values);
            Arc::new(redactor)
        }))
    }

    /// The same without values that are secret only since they are encrypted where the file is kept: for texts in which
    /// something else has taken their place, and a word such as `true` may stand anywhere.
    pub(crate) fn redactor_of_texts(&self) -> Arc<Redactor> {
        if !self.has_unsealed() {
            return self.redactor();
        }
        let mut redactor = self.look_for_secrets();
        self.add_unsealed(&mut redactor, Unsealed::Comments);
        Arc::new(redactor)
    }

    fn add_unsealed(&self, redactor: &mut Redactor, what: Unsealed) {
        for part in self.parts().iter().filter(|_| self.has_unsealed()) {
            let (tree, text) = (&part.document.tree, slice(&self.text, part.chunk));
            let scalars = (0..tree.len() as u32).map(NodeId).filter(|n| tree.kind(*n) == NodeKind::Scalar);
            for node in scalars.filter(|n| what == Unsealed::Values && self.is_unsealed(tree.span(*n))) {
                add(tree, node, text, redactor);
            }
            for comment in tree.comments().iter().filter(|c| self.is_unsealed(c.span)) {
                redactor.add(comment.span, text.get(comment.span.range()).unwrap_or("").trim_start_matches('#').trim());
            }
        }
        if what == Unsealed::Values {
            for (part, range) in self.parts().iter().flat_map(|p| self.unsealed.iter().map(move |r| (p, r))) {
                let (start, end) = (range.start.max(part.chunk.start), range.end.min(part.chunk.end));
                if start < end {
                    let span = Span::new(part.document.source, start - part.chunk.start, end - part.chunk.start);
                    redactor.add(span, "");
                }
            }
        }
    }

    fn look_for_secrets(&self) -> Redactor {
        let mut redactor = Redactor::default();
        let Some(recognised) = self.recognised() else { return redactor };
        for part in &recognised.parts {
            let text = slice(&self.text, part.chunk);
            collect(part, text, &recognised.secret_names, &mut redactor);
            if text.contains("Secret") {
                manifests::collect(part, text, &mut redactor);
            }
        }
        redactor
    }
}

/// What is hidden since it is encrypted where the file is kept.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unsealed {
    /// Values and comments.
    Values,
    /// Comments.
    Comments,
}

/// Under which names a language keeps secrets, whatever the kind and release.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// Keys whose value is a secret.
    keys: BTreeSet<&'static str>,
    /// Parameters of URLs that are.
    parameters: BTreeSet<&'static str>,
    seen: BTreeSet<usize>,
}

impl Names {
    fn of(language: &Language) -> Self {
        let mut names = Self::default();
        for kind in language.kinds {
            names.add((kind.shape)());
        }
        names
    }

    fn add(&mut self, shape: &'static Struct) {
        if !self.seen.insert(core::ptr::from_ref(shape) as usize) {
            return;
        }
        for field in shape.fields {
            match field.secret {
                Secret::Value => _ = self.keys.insert(field.key),
                Secret::KeyNamed(key) => _ = self.keys.insert(key),
                Secret::UrlQuery(parameter) => _ = self.parameters.insert(parameter),
                Secret::No => {}
            }
            self.add_type(&field.ty);
        }
    }

    fn add_type(&mut self, ty: &Type) {
        match ty {
            Type::Struct(shape) => self.add(shape()),
            Type::List(of) | Type::Map(of) => self.add_type(of),
            Type::OneOf(types) => types.iter().for_each(|t| self.add_type(t)),
            Type::Embedded(of) if !of.is_text() => self.add_type(&ty.opened()),
            _ => {}
        }
    }
}

/// The names of all languages, each looked up in the tables once.
#[derive(Debug, Default)]
pub(crate) struct AllNames {
    made: Mutex<HashMap<&'static str, Arc<Names>>>,
}

impl AllNames {
    pub(crate) fn of(&self, language: &Language) -> Arc<Names> {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(made.entry(language.id).or_insert_with(|| Arc::new(Names::of(language))))
    }
}

fn collect(part: &Part, text: &str, names: &Names, redactor: &mut Redactor) {
    let tree = &part.document.tree;
    let source = part.document.source;
    for node in secret_nodes(tree, part.view.as_deref(), names) {
        add(tree, node, text, redactor);
    }
    for parameter in &names.parameters {
        url_parameters(text, source, parameter, redactor);
    }
    for comment in tree.comments().iter().filter(|c| c.placement == Placement::Own) {
        lines(text, comment.span, Lines::Comment, &names.keys, redactor);
    }
    if !part.errors.is_empty() {
        lines(text, Span::new(source, 0, text.len() as u32), Lines::Broken, &names.keys, redactor);
    }
}

/// The values that must not be shown, in the order of the tree; a collection stands for everything in it.
pub(crate) fn secret_nodes(tree: &Tree, view: Option<&View>, names: &Names) -> Vec<NodeId> {
    let mut walk = Walk { tree, view, names: &names.keys, found: Vec::new() };
    if let Some(root) = tree.root() {
        match view {
            Some(view) => walk.shape(root, (view.kind.shape)(), 0),
            None => walk.by_name(root, 0),
        }
    }
    walk.found
}

/// Adds a value that must not be shown; `text` is the text of the tree's document, empty for a merged one.
pub(crate) fn add(tree: &Tree, node: NodeId, text: &str, redactor: &mut Redactor) {
    let own = tree.node(node);
    if !matches!(own.kind, NodeKind::Scalar | NodeKind::Error) {
        return redactor.add(own.span, "");
    }
    let inner = own.inner_span();
    let span = if inner.is_empty() { own.span } else { inner };
    redactor.add(span, tree.text(node));
    let raw = text.get(span.range()).unwrap_or("");
    if raw != tree.text(node) {
        redactor.add(span, raw);
    }
}

/// `?parameter=value` wherever it stands: as declared, misplaced, in broken text or in a comment.
fn url_parameters(text: &str, source: SourceId, parameter: &str, redactor: &mut Redactor) {
    for (at, _) in text.match_indices(parameter) {
        let Some(value) = text[at + parameter.len()..].strip_prefix('=') else { continue };
        let ends = |c: char| c.is_whitespace() || matches!(c, '&' | '#' | '"' | '\'' | ',' | '}' | ']');
        let value = &value[..value.find(ends).unwrap_or(value.len())];
        let start = (at + parameter.len() + 1) as u32;
        redactor.add(Span::new(source, start, start + value.len() as u32), value);
    }
}

struct Walk<'a> {
    tree: &'a Tree,
    view: Option<&'a View>,
    names: &'a BTreeSet<&'static str>,
    found: Vec<NodeId>,
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
            // What deletes a secret is none.
            Secret::Value if crate::patch::is_marked(self.tree, value) => {}
            Secret::Value => self.whole(value, depth),
            // Found by the text of the parameter.
            Secret::UrlQuery(_) => {}
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
            (Type::Embedded(of), NodeKind::Map) if !of.is_text() => self.object(node, &ty.opened(), depth),
            (Type::Any | Type::Object | Type::Embedded(_), _) => {}
            _ => self.by_name(node, depth),
        }
    }

    /// An object of another reader. Only what its structure calls a secret is one: `key` and `token` are common words
    /// there.
    fn object(&mut self, node: NodeId, ty: &Type, depth: usize) {
        match ty {
            Type::Struct(shape) => {
                let Some(fields) = self.view.and_then(|v| v.fields_of(shape())) else { return };
                for (key, value) in self.tree.entries(node) {
                    let name = self.tree.text(self.tree.resolve(key));
                    match fields.get(name) {
                        Some(field) => self.field(field, value, depth + 1),
                        None => self.plainly_named(name, value, depth),
                    }
                }
            }
            Type::OneOf(types) => types.iter().for_each(|t| self.object(node, t, depth)),
            _ => {}
        }
    }

    /// Below a place that the tables do not know.
    fn by_name(&mut self, node: NodeId, depth: usize) {
        let (tree, node) = (self.tree, self.tree.resolve(node));
        if depth >= MAX_DEPTH {
            return self.found.push(node);
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

    /// A key that the structure of an object does not know: a slip of the fingers in a key that other objects keep
    /// secrets under, but not one of the common words.
    fn plainly_named(&mut self, name: &str, value: NodeId, depth: usize) {
        let long = |n: &&&str| n.len() > 5;
        if self.names.iter().filter(long).any(|n| is_near(name, n)) {
            self.whole(value, depth);
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
        match tree.kind(node) {
            NodeKind::Map | NodeKind::Seq if depth >= MAX_DEPTH => self.found.push(node),
            NodeKind::Map | NodeKind::Seq => tree.children(node).iter().for_each(|c| self.whole(*c, depth + 1)),
            NodeKind::Scalar | NodeKind::Error => self.found.push(node),
            NodeKind::Null | NodeKind::Alias | NodeKind::Missing => {}
        }
    }
}

/// Equal but for case, or a slip of the fingers away. Meant for keys that the tables do not know, where hiding too much
/// costs nothing.
fn is_near(name: &str, secret: &str) -> bool {
    let allowed = if secret.len() < 5 { 1 } else { 2 };
    name.eq_ignore_ascii_case(secret)
        || (name.len().abs_diff(secret.len()) <= allowed && distance(name, secret) <= allowed)
}

/// Letters added, left out, changed, or swapped with the next.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows = [vec![0; b.len() + 1], vec![0; b.len() + 1], (0..=b.len()).collect::<Vec<_>>()];
    for i in 1..=a.len() {
        rows.rotate_left(1);
        rows[2][0] = i;
        for j in 1..=b.len() {
            let changed = rows[1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = changed.min(rows[1][j] + 1).min(rows[2][j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[0][j - 2] + 1);
            }
            rows[2][j] = least;
        }
    }
    rows[2][b.len()]
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

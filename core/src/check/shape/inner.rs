//! Texts in other syntaxes inside a value: manifests of Kubernetes, and files whose name tells their syntax. Only their
//! form is looked at. The document's own reader takes any text, so findings are warnings.

use super::duplicates::repetitions;
use super::{MERGE_KEY, Walk};
use crate::diag::{Diagnostic, Severity};
use crate::model::{Content, Embedded, FileText, Type};
use crate::syntax::holes::{FILLER, is_hole};
use crate::syntax::inner::{Inner, read};
use crate::syntax::{Syntax, SyntaxError};
use crate::text::Span;
use crate::tree::{NodeId, NodeKind, Tree};

/// What separates lines and may stand before the first document of manifests; it is dropped before they are read.
const LEADING: [char; 5] = ['\t', '\n', '\u{b}', '\u{c}', '\r'];

impl Walk<'_, '_, '_> {
    /// A scalar that holds a text in another syntax.
    pub(super) fn text_of(&mut self, of: &'static Embedded, name: &str, node: NodeId) {
        self.scalar(&Type::Str, name, node);
        let text = self.tree().text(node);
        if text.trim().is_empty() || is_lone_hole(text) {
            return;
        }
        match of.content {
            Content::Manifests if !text.trim_start_matches('\n').starts_with(LEADING) => self.manifests(of, node),
            Content::Text(syntax) => self.one_text(of, node, syntax),
            Content::File(file) => {
                if let Some(syntax) = self.file_syntax(file, node) {
                    self.one_text(of, node, syntax);
                }
            }
            Content::Object(_) | Content::Manifests => {}
        }
    }

    fn one_text(&mut self, of: &'static Embedded, node: NodeId, syntax: Syntax) {
        for inner in read(self.tree(), node, self.cx.text, syntax) {
            self.syntax_of(of, &inner);
        }
    }

    /// Syntax of a file by its name; `None` when nothing is known or the text is a part only.
    fn file_syntax(&self, file: &FileText, node: NodeId) -> Option<Syntax> {
        let tree = self.tree();
        let mut above = tree.nodes_at(tree.span(node).start);
        while above.last().is_some_and(|n| tree.kind(*n) != NodeKind::Map) {
            above.pop();
        }
        let owner = *above.last()?;
        let word = |key: &str| tree.get(owner, key).map_or("", |n| tree.text(tree.resolve(n)));
        if file.part.is_some_and(|(key, part)| word(key) == part) {
            return None;
        }
        let name = word(file.name);
        file.endings.iter().find(|(end, _)| name.ends_with(end)).map(|(_, syntax)| *syntax)
    }

    fn manifests(&mut self, of: &'static Embedded, node: NodeId) {
        for inner in read(self.tree(), node, self.cx.text, Syntax::Yaml) {
            if !self.syntax_of(of, &inner) {
                continue;
            }
            let Some(root) = inner.parsed.tree.root() else { continue };
            self.manifest(of, &inner, root);
        }
    }

    /// One object: a mapping with the keys that every object has.
    fn manifest(&mut self, of: &'static Embedded, inner: &Inner, root: NodeId) {
        let tree = &inner.parsed.tree;
        let node = tree.resolve(root);
        match tree.kind(node) {
            NodeKind::Map if tree.children(node).is_empty() => return,
            NodeKind::Map => {}
            NodeKind::Scalar if is_hole(tree.text(node)) || ["null", "~", ""].contains(&tree.text(node)) => return,
            NodeKind::Scalar | NodeKind::Seq => {
                let headline = "a manifest must be an object with `apiVersion` and `kind`, and this is not one";
                return self.of_reader(of, Diagnostic::warning("shape/wrong-type", headline, first_line(tree, node)));
            }
            _ => return,
        }
        if inner.templated || self.cx.doc.steered {
            return;
        }
        self.repeated(tree, node);
        self.identity(of, tree, node);
    }

    /// What says which object this is. Lists have items instead of a name.
    fn identity(&mut self, of: &'static Embedded, tree: &Tree, object: NodeId) {
        if tree.entry(object, MERGE_KEY).is_some() {
            return;
        }
        for key in ["apiVersion", "kind"] {
            let value = tree.get(object, key).map(|n| tree.resolve(n));
            if value.is_none_or(|n| tree.kind(n) != NodeKind::Scalar || tree.text(n).is_empty()) {
                self.absent(of, tree, object, key);
            }
        }
        let kind = tree.get(object, "kind").map_or("", |n| tree.text(tree.resolve(n)));
        let items = tree.get(object, "items").map(|n| tree.resolve(n)).filter(|_| kind.ends_with("List"));
        if let Some(items) = items {
            for item in tree.items(items).iter().map(|n| tree.resolve(*n)).filter(|n| tree.kind(*n) == NodeKind::Map) {
                self.identity(of, tree, item);
            }
            return;
        }
        let metadata = tree.get(object, "metadata").map(|n| tree.resolve(n));
        let Some(metadata) = metadata.filter(|n| tree.kind(*n) == NodeKind::Map) else {
            return self.absent(of, tree, object, "metadata.name");
        };
        let named = ["name", "generateName", MERGE_KEY].iter().any(|key| tree.get(metadata, key).is_some());
        if !named {
            self.absent(of, tree, object, "metadata.name");
        }
    }

    fn absent(&mut self, of: &'static Embedded, tree: &Tree, object: NodeId, key: &str) {
        let headline = format!("`{key}` is missing in this manifest");
        let problem = Diagnostic::warning("shape/missing-required", headline, first_line(tree, object));
        self.of_reader(of, problem.help("every object of Kubernetes says `apiVersion`, `kind` and `metadata.name`"));
    }

    /// Keys that stand twice, at any depth: the reader of manifests takes the last.
    fn repeated(&mut self, tree: &Tree, root: NodeId) {
        let mut open = vec![root];
        while let Some(node) = open.pop() {
            for (key, first) in repetitions(tree, node) {
                let headline = format!("`{}` stands here twice, and the last one counts", tree.text(tree.resolve(key)));
                let problem = Diagnostic::warning("shape/duplicate-key", headline, tree.span(key))
                    .label(tree.span(first), "first here")
                    .help("remove one");
                self.sink.insist(self.cx.doc, problem);
            }
            let kids = tree.children(node).iter().copied();
            open.extend(kids.filter(|n| matches!(tree.kind(*n), NodeKind::Map | NodeKind::Seq)));
        }
    }

    /// Reports the first error of syntax; true when there is none. Where another tool fills something in, what is broken
    /// need not stay so.
    fn syntax_of(&mut self, of: &'static Embedded, inner: &Inner) -> bool {
        let Some(SyntaxError { code, message, span, related, help }) = inner.parsed.errors.first() else { return true };
        if !inner.templated && !self.cx.doc.steered {
            let mut problem = Diagnostic::new(code, Severity::Warning, message.clone(), *span);
            if let Some((text, span)) = related {
                problem = problem.label(*span, text.clone());
            }
            if let Some(help) = help {
                problem = problem.help(help.clone());
            }
            self.of_reader(of, problem);
        }
        false
    }

    fn of_reader(&mut self, of: &'static Embedded, problem: Diagnostic) {
        self.sink.insist(self.cx.doc, problem.note(of.refused));
    }
}

/// True when another tool fills in the whole text.
fn is_lone_hole(text: &str) -> bool {
    let line = text.trim();
    !line.contains('\n') && (line.starts_with(FILLER) || is_hole(line) && !line.contains(": "))
}

/// The first key or item of a collection, or a scalar's first line: a place that fits on a line.
fn first_line(tree: &Tree, node: NodeId) -> Span {
    tree.children(node).first().map_or_else(|| tree.span(node), |first| tree.span(*first))
}

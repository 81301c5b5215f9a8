//! Texts of results: the first piece's own text with the changes spliced in, or upstream's form; secrets as they are
//! or as placeholders; origins as comments. It must not know nodes.

use std::sync::Arc;

use super::doc::Doc;
use super::sources::{is_generated, printed};
use super::wish::{Layout, Origins, Secrets, Wish};
use crate::diag::{Diagnostic, Redactor};
use crate::document::Document;
use crate::lang::Language;
use crate::model::ViewCx;
use crate::patch::{JSON_STYLE, PrintedScalars, apply_json_tree, canonical, json_form};
use crate::session::secrets::{Names, secret_nodes};
use crate::session::{Engine, OpenFile};
use crate::syntax::edit::{NodeRef, SourceText, apply_value};
use crate::syntax::holes::is_hole;
use crate::syntax::print::print;
use crate::syntax::{Parsed, parse};
use crate::text::Span;
use crate::tree::{MAX_DEPTH, NodeId, NodeKind, Path, Style, Tree, TreeBuilder};

/// What writing needs to know beside a document.
#[derive(Debug)]
pub(super) struct Writer {
    pub wish: Wish,
    names: Vec<(&'static str, Arc<Names>)>,
}

impl Writer {
    pub fn new(wish: Wish, engine: &Engine) -> Self {
        let names = engine.registry().languages.iter().map(|l| (l.id, engine.secret_names(l))).collect();
        Self { wish, names }
    }

    pub fn names(&self, language: &Language) -> Option<&Names> {
        self.names.iter().find(|(id, _)| *id == language.id).map(|(_, names)| &**names)
    }
}

/// The text of a result.
pub(super) fn text_of(doc: &Doc, writer: &Writer) -> Result<Arc<str>, Diagnostic> {
    if writer.wish.layout == Layout::Untold {
        return Ok(Arc::from(""));
    }
    let masked = (writer.wish.secrets == Secrets::Placeholder).then(|| masked(doc, writer)).flatten();
    let tree = masked.as_ref().unwrap_or(&doc.document.tree);
    let text = match writer.wish.layout {
        Layout::Canonical => {
            let read = if masked.is_none() { json_result(doc) } else { None };
            in_upstreams_form(doc, read.as_ref().unwrap_or(tree))
        }
        Layout::Kept | Layout::Untold => kept(doc, tree, masked.is_some())?,
    };
    let text = match writer.wish.secrets {
        Secrets::Written => text,
        Secrets::Placeholder => without_secrets(doc, text),
    };
    Ok(match writer.wish.origins {
        Origins::Untold => text.into(),
        Origins::Told => annotated(doc, &text).into(),
    })
}

/// What a JSON patch behind other patches comes to when it reads what upstream prints of them, with the keys that stand
/// there without a value; `None` where that is what the document holds anyway.
fn json_result(doc: &Doc) -> Option<Tree> {
    let before = doc.before.as_ref().filter(|_| doc.by_json)?;
    let read = if before.by_json {
        json_result(before)?
    } else if before.is_changed() {
        let document = &before.document;
        let text = in_upstreams_form(before, &document.tree);
        parse(&text, document.language.syntax, document.language.dialect, document.source, &[]).tree
    } else {
        return None;
    };
    let (patch, layer) = doc.parts.first()?;
    let scalars = doc.document.language.scalars;
    let done = apply_json_tree((&read, &PrintedScalars::new()), &patch.document().tree, scalars, *layer);
    done.ok().map(|(tree, _)| tree)
}

fn in_upstreams_form(doc: &Doc, tree: &Tree) -> String {
    let document = &doc.document;
    if doc.by_json {
        return json_form(tree).map(|value| print(&value, &JSON_STYLE)).unwrap_or_default();
    }
    let cx = ViewCx { tree, scalars: document.language.scalars };
    let value = doc.view.as_ref().and_then(|view| canonical(cx, view));
    let style = document.language.merge.map(|m| m.style(document.target.version, document.language.scalars));
    value.zip(style).map(|(value, style)| print(&value, &style)).unwrap_or_default()
}

fn kept(doc: &Doc, tree: &Tree, masked: bool) -> Result<String, Diagnostic> {
    let first = &doc.first;
    let part = first.home.part_of(first.document().source).filter(|_| first.has_text);
    // The block that SOPS adds is no part of the config, so the text around it is written anew.
    let part = part.filter(|p| !p.document.tree.is_sealed());
    let Some(part) = part else { return Ok(printed_tree(doc, tree)) };
    let text = first.home.text_of(part);
    if !doc.is_changed() && !masked {
        return Ok(text.to_owned());
    }
    let Some(root) = tree.root() else { return Ok(text.to_owned()) };
    let sources = sources(doc);
    let parsed = Parsed { tree: part.document.tree.clone(), ..Parsed::default() };
    let edited = part.document.for_edits(text, &parsed);
    let value = NodeRef { tree, id: root, sources: &sources, head: None };
    match apply_value(&edited, value) {
        Ok(done) => Ok(done.text),
        Err(error) => {
            let at = Span::new(part.document.source, 0, 0);
            Err(Diagnostic::error("patch/cannot-edit", error.to_string(), at))
        }
    }
}

fn printed_tree(doc: &Doc, tree: &Tree) -> String {
    let document = Document { tree: tree.clone(), ..super::piece::copy(&doc.document) };
    printed(&document).unwrap_or_default()
}

/// Texts with comments of everything that took part.
fn sources(doc: &Doc) -> Vec<SourceText<'_>> {
    let mut out: Vec<SourceText<'_>> = Vec::new();
    for (piece, _) in doc.pieces() {
        let source = piece.document().source;
        let Some(part) = piece.home.part_of(source).filter(|_| out.iter().all(|s| s.source != source)) else {
            continue;
        };
        out.push(SourceText { source, text: piece.home.text_of(part), comments: part.document.tree.comments() });
    }
    out
}

/// The tree with placeholders for secrets, when it has any.
fn masked(doc: &Doc, writer: &Writer) -> Option<Tree> {
    let tree = &doc.document.tree;
    let names = writer.names(doc.document.language)?;
    let mut hidden = secret_nodes(tree, doc.view.as_deref(), names);
    hidden.extend((0..tree.len() as u32).map(NodeId).filter(|id| is_encrypted(tree.text(*id))));
    hidden.extend(doc.unsealed());
    if hidden.is_empty() {
        return None;
    }
    hidden.sort_unstable();
    let mut work =
        Masking { tree, hidden: &hidden, out: TreeBuilder::with_capacity(tree.len() * 16), path: Path::default() };
    let label = doc.document.label();
    let root = tree.root().and_then(|root| work.copy(root, &label, 0));
    Some(work.out.finish(root))
}

/// True for a value that SOPS has encrypted.
pub(super) fn is_encrypted(text: &str) -> bool {
    text.starts_with("ENC[") && is_hole(text)
}

struct Masking<'a> {
    tree: &'a Tree,
    hidden: &'a [NodeId],
    out: TreeBuilder,
    path: Path,
}

impl Masking<'_> {
    fn copy(&mut self, node: NodeId, label: &str, depth: usize) -> Option<NodeId> {
        let tree = self.tree;
        let node = tree.resolve(node);
        let own = *tree.node(node);
        if self.hidden.binary_search(&node).is_ok() || depth > MAX_DEPTH {
            let new = self.out.scalar(&placeholder(label, &self.path), Style::Plain, own.span, own.inner);
            self.out.set_origin(new, own.origin().layer, own.origin().step);
            return Some(new);
        }
        let new = match own.kind {
            NodeKind::Map => {
                let mut kids = Vec::with_capacity(tree.children(node).len());
                for (key, value) in tree.entries(node) {
                    kids.push(self.out.copy(tree, key, &mut { 1024 })?);
                    self.path.push_key(tree.text(tree.resolve(key)));
                    kids.push(self.copy(value, label, depth + 1)?);
                    self.path.pop();
                }
                self.out.map(&kids, own.style, own.span, own.inner)
            }
            NodeKind::Seq => {
                let mut kids = Vec::with_capacity(tree.items(node).len());
                for (index, item) in tree.items(node).iter().enumerate() {
                    self.path.push_index(index);
                    kids.push(self.copy(*item, label, depth + 1)?);
                    self.path.pop();
                }
                self.out.seq(&kids, own.style, own.span, own.inner)
            }
            _ => return self.out.copy(tree, node, &mut { 1024 }),
        };
        self.out.set_origin(new, own.origin().layer, own.origin().step);
        if let Some(props) = tree.props(node) {
            self.out.set_props(new, props.clone());
        }
        Some(new)
    }
}

/// What stands for a secret in texts that are kept in git.
pub(super) fn placeholder(label: &str, path: &Path) -> String {
    if label.is_empty() { format!("<secret:{path}>") } else { format!("<secret:{label}:{path}>") }
}

/// Secrets that are no values of their own, such as a parameter of a URL or a line of a comment.
fn without_secrets(doc: &Doc, text: String) -> String {
    let mut all = Redactor::default();
    let written = doc.pieces().filter(|(p, _)| !is_generated(&p.home));
    written.for_each(|(piece, _)| all.share(piece.home.redactor_of_texts()));
    if all.is_empty() { text } else { all.text(&text).into_inner() }
}

/// Everything that must not be shown of a result and of the files that took part in it.
pub(super) fn redactor(doc: &Doc, writer: &Writer, redactor: &mut Redactor) {
    let tree = &doc.document.tree;
    let names = writer.names(doc.document.language);
    let found = names.map(|names| secret_nodes(tree, doc.view.as_deref(), names));
    found
        .into_iter()
        .flatten()
        .chain(doc.unsealed())
        .for_each(|node| crate::session::secrets::add(tree, node, "", redactor));
    doc.pieces().for_each(|(piece, _)| redactor.share(piece.home.redactor()));
}

/// The text with a comment behind every line whose value a patch set.
fn annotated(doc: &Doc, text: &str) -> String {
    let document = &doc.document;
    let parsed = parse(text, document.language.syntax, document.language.dialect, document.source, &[]);
    let mut notes: Vec<(usize, String)> = Vec::new();
    if let (Some(old), Some(new)) = (document.tree.root(), parsed.tree.root()) {
        let place = |span: Span| place(doc, span);
        told((&document.tree, old), (&parsed.tree, new), text, &place, &mut notes, 0);
    }
    notes.sort();
    notes.dedup_by_key(|(at, _)| *at);
    let mut out = String::with_capacity(text.len() + notes.len() * 40);
    let mut from = 0;
    for (at, note) in notes {
        out.push_str(&text[from..at]);
        out.push_str("  # ");
        out.push_str(&note);
        from = at;
    }
    out.push_str(&text[from..]);
    out
}

/// File and line of a place; `None` for a value of the base.
fn place(doc: &Doc, span: Span) -> Option<String> {
    let at = |home: &Arc<OpenFile>| home.locate(span).map(|l| format!("{}:{}", l.file, l.start.line));
    doc.pieces().find_map(|(piece, _)| at(&piece.home))
}

fn told(
    (tree, node): (&Tree, NodeId),
    (written, at): (&Tree, NodeId),
    text: &str,
    place: &dyn Fn(Span) -> Option<String>,
    notes: &mut Vec<(usize, String)>,
    depth: usize,
) {
    let (node, at) = (tree.resolve(node), written.resolve(at));
    let (kids, places) = (tree.children(node), written.children(at));
    if !kids.is_empty() && kids.len() == places.len() && depth < MAX_DEPTH {
        let values = kids.iter().zip(places).enumerate();
        let is_map = tree.kind(node) == NodeKind::Map;
        for (_, (kid, place_of)) in values.filter(|(i, _)| !is_map || i % 2 == 1) {
            told((tree, *kid), (written, *place_of), text, place, notes, depth + 1);
        }
        return;
    }
    let origin = tree.node(node).origin();
    let own = written.node(at);
    let block = matches!(own.style, Style::Literal | Style::Folded);
    let end = if block { own.span.start } else { own.span.end } as usize;
    let line_end = text.get(end..).and_then(|rest| rest.find('\n')).map_or(text.len(), |n| end + n);
    if let Some(note) = (origin.layer > 0).then(|| place(origin.span)).flatten() {
        notes.push((line_end, note));
    }
}

/// Joins the texts of documents as a stream.
pub(super) fn join(out: &mut String, text: &str, layout: Layout) {
    if layout == Layout::Canonical {
        if !out.is_empty() {
            out.push_str("---\n");
        }
        out.push_str(text);
        return;
    }
    crate::patch::join(out, text);
}

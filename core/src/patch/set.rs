//! Patching sets of documents: who meets whom, what is appended, what is deleted whole.

use super::delete::is_marked;
use super::dialect::MergeRules;
use crate::diag::{Diagnostic, Severity};
use crate::document::Document;

/// The documents of one patch, in order.
#[derive(Debug)]
pub struct Layer<'a> {
    /// Its number in origins. Numbers of layers start at 1; the base is 0.
    pub number: u16,
    /// Its documents; those of unknown kind take no part.
    pub documents: Vec<&'a Document>,
}

/// A document of the result before it is merged: what takes part in it.
#[derive(Debug)]
pub struct Slot<'a> {
    /// Index in the base; `None` for a document that a patch brought.
    pub base: Option<usize>,
    /// The documents of this identity in order, each with the number of its layer; at least one.
    pub parts: Vec<(&'a Document, u16)>,
}

/// Who meets whom.
#[derive(Debug, Default)]
pub struct Dealt<'a> {
    /// Documents in order: the base's, then those that patches brought.
    pub slots: Vec<Slot<'a>>,
    /// What upstream refuses of the set as a whole.
    pub problems: Vec<Diagnostic>,
    /// Empty documents that upstream leaves behind, each before the document of this index.
    pub blanks: Vec<usize>,
}

/// Deals the documents of layers out to those of the base, without merging any.
pub fn deal_set<'a>(base: &[&'a Document], layers: &[Layer<'a>], rules: MergeRules) -> Dealt<'a> {
    let slots = base.iter().enumerate().map(|(i, d)| Slot { base: Some(i), parts: vec![(*d, 0)] }).collect();
    let mut dealt = Dealt { slots, ..Dealt::default() };
    for layer in layers {
        let documents: Vec<_> =
            layer.documents.iter().copied().filter(|d| d.kind.is_some() && d.root().is_some()).collect();
        // Upstream takes what is to be deleted from the headless document before everything else.
        let (first, rest): (Vec<_>, Vec<_>) = documents.into_iter().partition(|d| rules.deletes && only_deletes(d));
        let documents = [first, rest].concat();
        for (at, document) in documents.iter().enumerate() {
            if !rules.repeated_documents {
                repeated(&documents[..at], document, &mut dealt);
            }
            deal(document, layer.number, rules, &mut dealt);
        }
    }
    conflicts(&mut dealt);
    dealt
}

/// A patch with two documents of one identity. One that only deletes whole does not count.
fn repeated(before: &[&Document], document: &Document, set: &mut Dealt<'_>) {
    if deletes_whole(document) || only_deletes(document) {
        return;
    }
    let twin = before.iter().find(|d| d.is_same_document(document) && !deletes_whole(d) && !only_deletes(d));
    if let Some(twin) = twin {
        let problem = Diagnostic::error(
            "patch/repeated-document",
            "this patch has the same document twice, which this release refuses",
            document.anchor(),
        );
        set.problems.push(problem.label(twin.anchor(), "first here").help("put the second one in a patch of its own"));
    }
}

/// Documents that may not be called the same.
fn conflicts(dealt: &mut Dealt<'_>) {
    let Dealt { slots, problems, .. } = dealt;
    for (index, slot) in slots.iter().enumerate() {
        let document = slot.parts[0].0;
        let Some(kind) = document.kind else { continue };
        let same = |other: &&Slot<'_>| {
            let other = other.parts[0].0;
            let named = other.name.as_ref().map(|n| &n.value) == document.name.as_ref().map(|n| &n.value);
            named && other.kind.is_some_and(|k| kind.conflicts.contains(&k.name) || k.conflicts.contains(&kind.name))
        };
        if let Some(other) = slots[..index].iter().find(same) {
            let headline = format!("{} and {} share a name", document.label(), other.parts[0].0.label());
            let problem = Diagnostic::error("patch/conflicting-documents", headline, document.anchor());
            problems.push(
                problem
                    .label(other.parts[0].0.anchor(), "the other one")
                    .help("documents of these kinds share their names: rename one, or delete the other in the patch"),
            );
        }
    }
}

fn deal<'a>(document: &'a Document, layer: u16, rules: MergeRules, dealt: &mut Dealt<'a>) {
    let Dealt { slots, problems, blanks } = dealt;
    let at = slots.iter().position(|s| s.parts[0].0.is_same_document(document));
    if !rules.deletes || !deletes_whole(document) {
        if let Some(at) = at {
            slots[at].parts.push((document, layer));
            return;
        }
        let markers = if rules.deletes { super::delete::count_markers(document) } else { 0 };
        if markers > 0 {
            problems.push(nothing_to_delete(document, rules));
            blanks.extend(core::iter::repeat_n(slots.len(), leaves_blanks(document, rules, markers)));
        }
        if markers == 0 || !only_deletes(document) {
            slots.push(Slot { base: None, parts: vec![(document, layer)] });
        }
        return;
    }
    let headless = document.kind.is_some_and(|k| k.flags.headless);
    let span = document.anchor();
    match at {
        _ if headless => {
            let problem =
                Diagnostic::error("patch/delete-root", "the legacy document as a whole cannot be deleted", span);
            problems.push(problem.help("delete the sections that should go, one by one"));
        }
        Some(at) => _ = slots.remove(at),
        None => {
            problems.push(nothing_to_delete(document, rules));
            blanks.extend(core::iter::repeat_n(slots.len(), leaves_blanks(document, rules, 1)));
        }
    }
}

/// Up to 1.13 each deletion that finds no document is left in the result as an empty document; with a name, upstream
/// crashes.
fn leaves_blanks(document: &Document, rules: MergeRules, markers: usize) -> usize {
    if rules.missing_document_skipped || document.name.is_some() { 0 } else { markers }
}

/// A deletion whose document is not there.
fn nothing_to_delete(document: &Document, rules: MergeRules) -> Diagnostic {
    let label = document.label();
    let label = if label.is_empty() { "legacy document" } else { &label };
    let (span, headline) = (document.anchor(), format!("there is no {label} to delete from"));
    let help = "drop the deletion from the patch, or look for a typing error in kind and name";
    let code = "patch/deletes-nothing";
    if rules.missing_document_skipped {
        return Diagnostic::new(code, Severity::Warning, headline, span).help(help);
    }
    if document.name.is_some() {
        let headline = format!("{headline}, and this release fails on that");
        return Diagnostic::error("patch/delete-not-found", headline, span).help(help);
    }
    Diagnostic::new(code, Severity::Warning, headline, span)
        .help("upstream's tool of this release leaves an empty document behind, which no machine loads")
        .help(help)
}

/// True when nothing is left of a headless document once deletions are cut out of it. A typed document keeps its
/// `apiVersion`, which is enough to count.
fn only_deletes(document: &Document) -> bool {
    let tree = &document.tree;
    let headless = document.kind.is_some_and(|k| k.flags.headless);
    let Some(root) = document.root().filter(|_| headless) else { return false };
    tree.entries(root).all(|(key, value)| tree.text(key) == "version" || super::delete::leaves_nothing(tree, value))
}

fn deletes_whole(document: &Document) -> bool {
    document.root().is_some_and(|root| is_marked(&document.tree, root))
}

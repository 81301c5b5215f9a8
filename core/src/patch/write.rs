//! From a merged set back to text: the base's own text with the changes spliced in, or upstream's form.

use super::canonical::canonical;
use super::set::{MergedDocument, MergedSet};
use crate::document::Document;
use crate::model::{View, ViewCx};
use crate::syntax::Parsed;
use crate::syntax::edit::{EditError, NodeRef, SourceText, apply_value};
use crate::syntax::print::{Style, print};
use crate::text::SourceId;

/// A document with the text that it was parsed from: its chunk of the stream.
#[derive(Clone, Copy, Debug)]
pub struct Written<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its chunk, markers and comments included.
    pub text: &'a str,
}

/// Why a merged document could not be written.
#[derive(Debug)]
pub struct WriteError {
    /// The document.
    pub source: SourceId,
    /// What the edit said.
    pub error: EditError,
}

/// The texts of all documents of a merged set, joined as a stream. A document that no patch touches keeps every byte;
/// in the others, everything that a patch does not change does. `written` are the documents of the base and of all
/// patches.
pub fn write(set: &MergedSet<'_>, written: &[Written<'_>]) -> Result<String, WriteError> {
    let mut out = String::new();
    let sources: Vec<_> = written
        .iter()
        .map(|w| SourceText { source: w.document.source, text: w.text, comments: w.document.tree.comments() })
        .collect();
    for document in &set.documents {
        let Some(own) = written.iter().find(|w| w.document.source == document.first.source) else { continue };
        let text = if document.patched { rewrite(document, own, &sources)? } else { own.text.to_owned() };
        join(&mut out, &text);
    }
    Ok(out)
}

fn rewrite(document: &MergedDocument<'_>, own: &Written<'_>, sources: &[SourceText<'_>]) -> Result<String, WriteError> {
    let Some(root) = document.merged.tree.root() else { return Ok(own.text.to_owned()) };
    let parsed = Parsed { tree: own.document.tree.clone(), ..Parsed::default() };
    let doc = own.document.for_edits(own.text, &parsed);
    let value = NodeRef { tree: &document.merged.tree, id: root, sources, head: None };
    match apply_value(&doc, value) {
        Ok(edited) => Ok(edited.text),
        Err(error) => Err(WriteError { source: own.document.source, error }),
    }
}

/// Adds the text of a document to a stream, with the marker that it needs.
pub(crate) fn join(out: &mut String, text: &str) {
    if !out.is_empty() {
        if !out.ends_with('\n') {
            out.push('\n');
        }
        let starts = text.lines().find(|l| !l.trim_start().is_empty() && !l.starts_with(['#', '%']));
        if !starts.is_some_and(|l| l == "---" || l.starts_with("--- ")) {
            out.push_str("---\n");
        }
    }
    out.push_str(text);
}

/// A merged set as upstream prints it: the headless document first, the others in order, joined by `---`.
pub fn write_canonical<'v>(
    set: &MergedSet<'_>,
    style: &Style,
    view: &mut dyn FnMut(&Document) -> Option<&'v View>,
) -> String {
    let headless = |d: &&MergedDocument<'_>| d.first.kind.is_some_and(|k| k.flags.headless);
    let first = set.documents.iter().filter(headless);
    let rest = set.documents.iter().filter(|d| !headless(d));
    let mut out = String::new();
    for document in first.chain(rest) {
        let cx = ViewCx { tree: &document.merged.tree, scalars: document.first.language.scalars };
        let Some(value) = view(document.first).and_then(|view| canonical(cx, view)) else { continue };
        if !out.is_empty() {
            out.push_str("---\n");
        }
        out.push_str(&print(&value, style));
    }
    out
}

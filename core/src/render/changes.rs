//! What differs between two results of one node, with the places in the files that make the difference. It must not
//! know where the files come from, nor how differences are shown.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::doc::Doc;
use super::fleet::{Fleet, Outcome};
use super::sources::is_generated;
use super::write::redactor;
use crate::diag::{Redacted, Redactor};
use crate::diff::{Subject, compare};
use crate::model::{Target, View};
use crate::session::showing::{Places, Showing};
use crate::session::{Difference, OpenFile, WrittenAt};
use crate::text::Span;
use crate::tree::equal_text;

/// A result of a node with the fleet that it was rendered from.
#[derive(Clone, Copy, Debug)]
pub struct Rendered<'a, 'e> {
    /// The fleet.
    pub fleet: &'a Fleet<'e>,
    /// The result.
    pub outcome: &'a Outcome,
    /// What its fleet is called, such as the name of a revision.
    pub name: &'a str,
}

/// What differs; `None` when both mean the same. Both are read for the release of the new one.
pub fn changes(old: Rendered<'_, '_>, new: Rendered<'_, '_>) -> Option<Redacted<Difference>> {
    let target = new.target()?;
    if old.target()? == target && are_equal(&old.outcome.docs, &new.outcome.docs) {
        return None;
    }
    let (views, files) = ([old.views(target), new.views(target)], [old.texts(), new.texts()]);
    let (mine, theirs) = (old.subjects(&views[0], &files[0]), new.subjects(&views[1], &files[1]));
    let found = compare(&mine, &theirs);
    if found.is_empty() {
        return None;
    }
    let masks = [old.mask(), new.mask()];
    let places: [Places<'_>; 2] = [&|span| old.place(span), &|span| new.place(span)];
    let showing = Showing { masks: [&masks[0], &masks[1]], places };
    Some(Redacted::masked(Difference {
        old: old.name.to_owned(),
        new: new.name.to_owned(),
        nodes: Vec::new(),
        whole: None,
        target: Some(target.clone()),
        changes: found.iter().flat_map(|d| showing.document(d)).collect(),
        notes: Vec::new(),
    }))
}

/// True when both hold the same documents in the same order, text by text: then there is no need to look closer.
fn are_equal(old: &[Arc<Doc>], new: &[Arc<Doc>]) -> bool {
    let same = |(old, new): (&Arc<Doc>, &Arc<Doc>)| {
        let (old, new) = (&old.document, &new.document);
        let kind = |d: &crate::document::Document| d.kind.map(|k| (k.api_version, k.name));
        kind(old) == kind(new)
            && match (old.root(), new.root()) {
                (Some(a), Some(b)) => equal_text((&old.tree, a), (&new.tree, b)),
                (a, b) => a.is_none() && b.is_none(),
            }
    };
    old.len() == new.len() && old.iter().zip(new).all(same)
}

/// Texts of the files that took part, by the first of their documents.
type Texts<'a> = BTreeMap<u32, (&'a OpenFile, usize)>;

impl<'a> Rendered<'a, '_> {
    fn target(&self) -> Option<&'a Target> {
        self.fleet.plan().nodes.get(self.outcome.node).map(|n| &n.target)
    }

    /// The kinds of its documents at a release.
    fn views(&self, target: &Target) -> Vec<Option<Arc<View>>> {
        let views = self.fleet.engine.views();
        let view = |doc: &Arc<Doc>| doc.document.kind.map(|kind| views.get(kind, target));
        self.outcome.docs.iter().map(view).collect()
    }

    /// The files that it is made of.
    fn files(&self) -> impl Iterator<Item = &'a OpenFile> {
        let opened = self.outcome.opened.iter().filter_map(|o| (**o).as_ref().ok()).map(|o| &*o.file);
        opened.chain(self.fleet.plan().inventory.iter().map(|f| &**f))
    }

    fn texts(&self) -> Texts<'a> {
        let parts = |file: &'a OpenFile| (0..file.parts().len()).map(move |at| (file, at));
        self.files().flat_map(parts).map(|(file, at)| (file.parts()[at].document.source.0, (file, at))).collect()
    }

    fn subjects<'d>(&'d self, views: &'d [Option<Arc<View>>], texts: &Texts<'a>) -> Vec<Subject<'d>> {
        let written = |span: Span| {
            let text = texts.get(&span.source.0).map(|(file, at)| file.text_of(&file.parts()[*at]));
            text.and_then(|t| t.get(span.range())).unwrap_or("").to_owned()
        };
        let docs = self.outcome.docs.iter().zip(views).enumerate();
        docs.filter_map(|(at, (doc, view))| Subject::new(&doc.document, view.as_deref(), &written, at + 1)).collect()
    }

    fn mask(&self) -> Redactor {
        let mut mask = Redactor::default();
        self.outcome.docs.iter().for_each(|doc| redactor(doc, &self.fleet.writer, &mut mask));
        mask
    }

    /// Where a value is written; `None` in a base that nobody wrote.
    fn place(&self, span: Span) -> Option<WrittenAt> {
        let locate = |span: Span| {
            let file = self.files().find(|f| f.part_of(span.source).is_some())?;
            file.locate(span).filter(|_| !is_generated(file))
        };
        let used = self.outcome.docs.iter().flat_map(|doc| doc.uses()).find(|used| used.place == span);
        let variable = used.and_then(|used| Some((used.name.clone(), locate(used.defined)?)));
        Some(WrittenAt { location: locate(span)?, variable })
    }
}

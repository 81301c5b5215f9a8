//! One document of a base or a patch as it takes part in a merge: variables put in, with a key that says when two are
//! the same. It must not know merging.

use core::hash::{Hash, Hasher};
use std::collections::hash_map::DefaultHasher;
use std::sync::Arc;

use super::scope::Scope;
use super::vars::{Use, references, substitute};
use crate::diag::Diagnostic;
use crate::document::Document;
use crate::model::View;
use crate::session::OpenFile;

/// A document that takes part in a merge.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    held: Held,
    /// The file that holds its text.
    pub home: Arc<OpenFile>,
    /// Its kind at its target.
    pub view: Option<Arc<View>>,
    /// Equal for pieces with the same document and the same values in it.
    pub key: u64,
    /// True when no other node can have the same piece, so that keeping it is no use.
    pub own: bool,
    /// Where values of variables stand.
    pub uses: Vec<Use>,
    /// True when the document is the text of `home` as it stands, but for variables.
    pub has_text: bool,
}

#[derive(Clone, Debug)]
enum Held {
    File(usize),
    Made(Arc<Document>),
}

impl Piece {
    /// A document of a file, as it stands.
    pub fn of_file(home: Arc<OpenFile>, part: usize) -> Self {
        let own = &home.parts()[part];
        let (view, key) = (own.view.clone(), u64::from(own.document.source.0));
        Self { held: Held::File(part), home, view, key, own: false, uses: Vec::new(), has_text: true }
    }

    /// A document that was made of a part of `home`.
    pub fn made(home: Arc<OpenFile>, document: Document, view: Option<Arc<View>>, key: u64) -> Self {
        let held = Held::Made(Arc::new(document));
        Self { held, home, view, key, own: false, uses: Vec::new(), has_text: false }
    }

    /// The document.
    pub fn document(&self) -> &Document {
        match &self.held {
            Held::File(part) => &self.home.parts()[*part].document,
            Held::Made(document) => document,
        }
    }

    /// The piece with the values of a scope in it, and what is wrong with references.
    pub fn with(&self, scope: &Scope) -> (Self, Vec<Diagnostic>) {
        let old = self.document();
        let Some(names) = references(&old.tree) else { return (self.clone(), Vec::new()) };
        let mut hasher = DefaultHasher::new();
        self.key.hash(&mut hasher);
        for name in &names {
            let found = scope.get(name);
            found.map(|v| (Arc::as_ptr(&v.tree) as usize, v.node)).hash(&mut hasher);
        }
        let own = self.own || names.iter().any(|name| scope.is_own(name));
        let done = substitute(&old.tree, scope, old.language.scalars);
        let document = Document { tree: done.tree, name: None, ..copy(old) };
        let identified = (document.language.identify)(&document.tree, &document.target);
        let document = Document { kind: identified.kind, name: identified.name, ..document };
        let made =
            Self { held: Held::Made(Arc::new(document)), key: hasher.finish(), own, uses: done.uses, ..self.clone() };
        (made, done.problems)
    }
}

/// A document like another, without its tree and name.
pub(super) fn copy(old: &Document) -> Document {
    Document {
        source: old.source,
        tree: crate::tree::Tree::default(),
        language: old.language,
        kind: old.kind,
        name: old.name.clone(),
        role: old.role,
        target: old.target.clone(),
        readable: old.readable,
        steered: old.steered,
        substituted: false,
    }
}

//! Matching documents by identity: what there is on both sides, and on one alone.

use std::collections::HashMap;

use super::list::{Step, steps};
use super::walk::{Walk, worst};
use super::{Change, ChangeKind, Side};
use crate::document::Document;
use crate::model::{Identity, Impact, View};
use crate::patch::{Meant, Pair, TextAt, meant};
use crate::tree::{NodeId, Path, Tree};

/// A document with what it means.
#[derive(Debug)]
pub struct Subject<'d> {
    /// The document.
    pub document: &'d Document,
    /// Its kind at its target, when the kind is known.
    pub view: Option<&'d View>,
    /// What it means.
    pub meant: Meant<'d>,
    /// Its name for people: `LinkConfig/eth0`, empty for a headless document.
    pub label: String,
    identity: [String; 3],
}

impl<'d> Subject<'d> {
    /// Reads a document, `number` being its place in the stream from 1; `written` gives the text that stands at a place.
    /// `None` when it has no content.
    pub fn new(document: &'d Document, view: Option<&'d View>, written: TextAt<'_>, number: usize) -> Option<Self> {
        let meant = meant(document.view_cx(), view, written)?;
        let root = document.root()?;
        let identity = identity(document, root);
        let label = match document.kind {
            Some(_) => document.label(),
            None => written_label(&identity, number),
        };
        Some(Self { document, view, meant, label, identity })
    }

    /// What a change asks of a machine where no field says otherwise.
    pub fn impact(&self) -> Impact {
        self.view.and_then(|v| v.impact).unwrap_or(Impact::Unknown)
    }
}

/// API version, kind and name; as written, when the kind is not known.
fn identity(document: &Document, root: NodeId) -> [String; 3] {
    let tree = &document.tree;
    if let Some(kind) = document.kind {
        let name = document.name.as_ref().map_or(String::new(), |n| n.value.clone());
        return [kind.api_version.to_owned(), kind.name.to_owned(), name];
    }
    let metadata = tree.get(root, "metadata");
    let inside = |key: &str| metadata.map_or(String::new(), |m| text(tree, m, key));
    let (space, name) = (inside("namespace"), inside("name"));
    let name = match (space.is_empty(), name.is_empty()) {
        (true, true) => text(tree, root, "name"),
        (true, false) => name,
        (false, _) => format!("{space}/{name}"),
    };
    [text(tree, root, "apiVersion"), text(tree, root, "kind"), name]
}

fn text(tree: &Tree, node: NodeId, key: &str) -> String {
    tree.get(node, key).map_or(String::new(), |n| tree.text(tree.resolve(n)).to_owned())
}

fn written_label([_, kind, name]: &[String; 3], number: usize) -> String {
    match (kind.is_empty(), name.is_empty()) {
        (true, _) => format!("document {number}"),
        (false, true) => kind.clone(),
        (false, false) => format!("{kind}/{name}"),
    }
}

/// A document that differs.
#[derive(Debug)]
pub struct DocumentChanges<'m> {
    /// Before; `None` for an added document.
    pub old: Option<&'m Subject<'m>>,
    /// After; `None` for a removed document.
    pub new: Option<&'m Subject<'m>>,
    /// What differs; for a document that stands on one side alone one change with an empty path.
    pub changes: Vec<Change<'m>>,
}

impl DocumentChanges<'_> {
    /// Name of the document.
    pub fn label(&self) -> &str {
        self.new.or(self.old).map_or("", |s| s.label.as_str())
    }
}

/// What differs between two sets of documents, in the order of the new set, with what is gone where it stood. Several
/// documents of one identity are matched in their order.
pub fn compare<'m>(old: &'m [Subject<'m>], new: &'m [Subject<'m>]) -> Vec<DocumentChanges<'m>> {
    let mut places: HashMap<&[String; 3], Vec<usize>> = HashMap::new();
    old.iter().enumerate().rev().for_each(|(at, subject)| places.entry(&subject.identity).or_default().push(at));
    let partners: Vec<_> = new.iter().map(|s| places.get_mut(&s.identity).and_then(Vec::pop)).collect();
    let changes = steps(old.len(), &partners).into_iter().map(|step| match step {
        Step::Removed(from) => {
            let subject = &old[from];
            let change = whole(ChangeKind::Removed, subject);
            DocumentChanges { old: Some(subject), new: None, changes: vec![change] }
        }
        Step::Added(to) => {
            let subject = &new[to];
            let change = whole(ChangeKind::Added, subject);
            DocumentChanges { old: None, new: Some(subject), changes: vec![change] }
        }
        Step::Both(from, to) => {
            let mut walk = Walk { old: Path::default(), new: Path::default(), changes: Vec::new() };
            walk.value(&old[from].meant, &new[to].meant, None, new[to].impact());
            DocumentChanges { old: Some(&old[from]), new: Some(&new[to]), changes: walk.changes }
        }
    });
    changes.filter(|d| !d.changes.is_empty()).collect()
}

fn whole<'m>(kind: ChangeKind, subject: &'m Subject<'m>) -> Change<'m> {
    let side = Some(Side { path: Path::default(), value: &subject.meant });
    let impact = of_whole(subject);
    match kind {
        ChangeKind::Removed => Change { kind, old: side, new: None, impact },
        _ => Change { kind, old: None, new: side, impact },
    }
}

/// What a document that comes or goes asks of a running machine.
fn of_whole(subject: &Subject<'_>) -> Impact {
    let Some(view) = subject.view else { return Impact::Unknown };
    match view.impact {
        // One that stands for the whole machine does not come or go on a running one.
        _ if view.kind.flags.headless => Impact::Unknown,
        Some(impact) => impact,
        None => {
            let named = |key: &str| matches!(view.kind.identity, Identity::Key(name) if name == key);
            let says = |p: &&Pair<'_>| p.value.node.is_some() && !view.kind.envelope.contains(&p.key.as_str());
            let pairs = subject.meant.pairs().iter().filter(says).filter(|p| !named(&p.key));
            let own = |p: &Pair<'_>| p.field.and_then(|f| f.impact).unwrap_or(Impact::Unknown);
            pairs.map(|p| worst(&p.value, own(p))).max().unwrap_or(Impact::None)
        }
    }
}

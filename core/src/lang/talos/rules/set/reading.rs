//! How rules over several documents read them: the legacy document, its sections by path, the machine's role. It must
//! not know any rule.

use crate::check::{DocumentCx, SetCx};
use crate::diag::Severity;
use crate::document::Role;
use crate::model::StructView;
use crate::patch::MARKER;
use crate::text::Span;
use crate::tree::{NodeId, Path};

/// The legacy document of a set with its place in it.
#[derive(Clone, Copy)]
pub(in super::super) struct Legacy<'a> {
    pub cx: &'a DocumentCx<'a>,
    pub root: StructView<'a>,
}

/// A value of the legacy document.
#[derive(Clone, Copy)]
pub(in super::super) struct Place<'a> {
    cx: &'a DocumentCx<'a>,
    pub key: NodeId,
    pub value: NodeId,
}

impl<'a> Legacy<'a> {
    /// The legacy document, if the set has one.
    pub fn of(cx: &SetCx<'a>) -> Option<Self> {
        let docs = cx.docs;
        let found = docs.iter().find(|d| d.view.kind.flags.headless)?;
        Some(Self { cx: found, root: found.root()? })
    }

    /// Follows dotted keys; `None` when the value is absent, null, or only marked for deletion.
    pub fn at(&self, path: &str) -> Option<Place<'a>> {
        let tree = &self.cx.doc.tree;
        let mut found: Option<(NodeId, NodeId)> = None;
        for key in path.split('.') {
            found = Some(tree.entry(found.map_or(self.root.node, |(_, v)| v), key)?);
        }
        let (key, value) = found?;
        let given = !crate::model::is_null(self.cx.doc.view_cx(), value) && tree.get(value, MARKER).is_none();
        given.then_some(Place { cx: self.cx, key, value })
    }

    /// Text at a path; empty when there is none.
    pub fn text(&self, path: &str) -> &'a str {
        self.at(path).map_or("", |p| p.text())
    }

    /// True when a switch at a path is on.
    pub fn on(&self, path: &str) -> bool {
        self.at(path).is_some_and(|p| p.boolean() == Some(true))
    }

    /// The place of the deepest written key on the way to a path, for something that is missing there.
    pub fn nearest(&self, path: &str) -> Span {
        let mut end = path.len();
        loop {
            if let Some(place) = self.at(&path[..end]) {
                return place.key_span();
            }
            match path[..end].rfind('.') {
                Some(dot) => end = dot,
                None => return self.cx.doc.anchor(),
            }
        }
    }

    /// True for `controlplane` and `init`.
    pub fn is_control_plane(&self) -> bool {
        matches!(self.text("machine.type"), "controlplane" | "init")
    }
}

impl<'a> Place<'a> {
    /// Where the key stands.
    pub fn key_span(&self) -> Span {
        self.cx.doc.tree.span(self.key)
    }

    /// Text of a scalar; empty for everything else.
    pub fn text(&self) -> &'a str {
        let tree = &self.cx.doc.tree;
        tree.text(tree.resolve(self.value))
    }

    /// What a switch says.
    pub fn boolean(&self) -> Option<bool> {
        <bool as crate::model::Shape>::read(self.cx.doc.view_cx(), self.value).map(|b| b.value)
    }

    /// Entries or items below.
    pub fn len(&self) -> usize {
        let tree = &self.cx.doc.tree;
        tree.children(tree.resolve(self.value)).len()
    }

    /// Texts of the items of a list.
    pub fn texts(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let tree = &self.cx.doc.tree;
        tree.items(tree.resolve(self.value)).iter().map(move |i| tree.text(tree.resolve(*i)))
    }
}

/// Node at a path of keys and indexes of any document; `None` when it is absent or null.
pub(in super::super) fn node(cx: &DocumentCx<'_>, path: &str) -> Option<NodeId> {
    let path = Path::parse(path).ok()?;
    let node = cx.doc.tree.at(cx.doc.root()?, &path)?;
    (!crate::model::is_null(cx.doc.view_cx(), node)).then_some(node)
}

/// What a switch at a path of any document says.
pub(in super::super) fn switch(cx: &DocumentCx<'_>, path: &str) -> Option<bool> {
    <bool as crate::model::Shape>::read(cx.doc.view_cx(), node(cx, path)?).map(|b| b.value)
}

/// True when the set is a whole configuration of which every document is known: only then is something missing.
pub(in super::super) fn is_whole(cx: &SetCx<'_>) -> bool {
    cx.complete && cx.docs.iter().all(DocumentCx::is_config)
}

/// How bad it is that another document is missing. Without the legacy document, which alone can say the type of a
/// machine, a file is a part of a configuration: what it lacks may stand in another file.
pub(in super::super) fn absence(cx: &SetCx<'_>) -> Severity {
    if Legacy::of(cx).is_some() { Severity::Error } else { Severity::Info }
}

/// True when the set is a configuration or a patch, and not something derived.
pub(in super::super) fn is_written(cx: &SetCx<'_>) -> bool {
    cx.docs.iter().all(|d| matches!(d.doc.role, Role::Config | Role::Patch))
}

//! What stands at an offset: document, path, field. Hover, completion and navigation begin here.

use crate::model::{FieldView, Type, View};
use crate::text::Span;
use crate::tree::{NodeId, NodeKind, Path};

use super::file::{OpenFile, Part};

/// Where a cursor is.
#[derive(Debug)]
pub struct Place<'s> {
    /// The document.
    pub part: &'s Part,
    /// Its kind at its target, when the kind is known.
    pub view: Option<&'s View>,
    /// Offset in the document's text.
    pub offset: u32,
    /// Nodes from the root to the innermost one that the offset touches; the last is a key node when the cursor is on
    /// a key.
    pub nodes: Vec<NodeId>,
    /// Path of the innermost value; for a cursor on a key, the path of its value.
    pub path: Path,
    /// True when the cursor is on a key.
    pub on_key: bool,
    /// The field that the path leads to, with the type there, when the tables know it.
    pub field: Option<(&'s FieldView, Type)>,
}

impl Place<'_> {
    /// Span of the innermost node.
    pub fn span(&self) -> Option<Span> {
        self.nodes.last().map(|n| self.part.document.tree.span(*n))
    }
}

impl OpenFile {
    /// What stands at an offset of the text; `None` for a file that is not recognised.
    pub fn place_at(&self, offset: u32) -> Option<Place<'_>> {
        let part = self.part_at(offset)?;
        let at = offset - part.chunk.start;
        let tree = &part.document.tree;
        let nodes = tree.nodes_at(at);
        let mut path = Path::default();
        let mut on_key = false;
        for pair in nodes.windows(2) {
            let (parent, child) = (pair[0], pair[1]);
            match tree.kind(parent) {
                NodeKind::Map => {
                    let entry = tree.entries(parent).find(|(k, v)| *k == child || *v == child);
                    let Some((key, _)) = entry else { continue };
                    on_key = key == child;
                    path.push_key(tree.text(tree.resolve(key)));
                }
                NodeKind::Seq => {
                    on_key = false;
                    path.push_index(tree.items(parent).iter().position(|i| *i == child).unwrap_or(0));
                }
                _ => {}
            }
        }
        let view = part.view.as_deref();
        let field = view.and_then(|v| v.field_at(&path));
        Some(Place { part, view, offset: at, nodes, path, on_key, field })
    }
}

//! A patch in a list of patches.

use crate::model::{Shape, Type, ViewCx};
use crate::text::Spanned;
use crate::tree::{NodeId, NodeKind};

/// Declares a patch: the path of a file, or the patch itself as a mapping or as a list of JSON patch operations.
#[derive(Debug)]
pub struct Patch;

/// A [`Patch`] as it is written.
#[derive(Clone, Copy, Debug)]
pub enum PatchView<'t> {
    /// The path of a file.
    File(Spanned<&'t str>),
    /// The patch itself.
    Inline(NodeId),
}

impl Shape for Patch {
    const TYPE: Type = Type::OneOf(&[Type::Str, Type::Object, Type::List(&Type::Object)]);
    type View<'t> = PatchView<'t>;
    fn read(cx: ViewCx<'_>, node: NodeId) -> Option<PatchView<'_>> {
        let node = cx.tree.resolve(node);
        match cx.tree.kind(node) {
            NodeKind::Map | NodeKind::Seq => Some(PatchView::Inline(node)),
            _ => String::read(cx, node).map(PatchView::File),
        }
    }
}

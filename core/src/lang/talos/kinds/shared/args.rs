//! Values of command line flags.

use crate::model::{Shape, Type, ViewCx};
use crate::tree::{NodeId, NodeKind};

/// Value of a flag: one text, or since Talos 1.13 a list of texts, each of which gives the flag once
/// (`pkg/machinery/config/types/meta`, `Args`).
#[derive(Debug)]
pub struct ArgValue;

impl Shape for ArgValue {
    const TYPE: Type = Type::OneOf(&[Type::Str, Type::List(&Type::Str)]);
    type View<'t> = Vec<crate::text::Spanned<&'t str>>;
    fn read(cx: ViewCx<'_>, node: NodeId) -> Option<Self::View<'_>> {
        let node = cx.tree.resolve(node);
        match cx.tree.kind(node) {
            NodeKind::Seq => Some(cx.tree.items(node).iter().filter_map(|n| String::read(cx, *n)).collect()),
            _ => Some(vec![String::read(cx, node)?]),
        }
    }
}

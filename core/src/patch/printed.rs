//! Scalars as upstream has printed or decoded them before they go through JSON, where another version of YAML reads them.
//! It must not know texts.

use std::collections::HashMap;

use super::meant::{Content, Meant};
use crate::syntax::print::Plain;
use crate::tree::NodeId;

/// Nodes of a tree with what stands for them; others are read as they are written.
pub type PrintedScalars = HashMap<NodeId, Plain>;

/// Every scalar that is meant.
pub fn printed_scalars(value: &Meant<'_>) -> PrintedScalars {
    let mut out = PrintedScalars::new();
    let mut stack = vec![value];
    while let Some(value) = stack.pop() {
        match &value.content {
            Content::Map(pairs) => stack.extend(pairs.iter().map(|p| &p.value)),
            Content::Seq(items) => stack.extend(items),
            Content::Scalar(printed) => out.extend(value.node.map(|node| (node, printed.clone()))),
        }
    }
    out
}

//! Small parts that the walker's files share.

use crate::tree::NodeId;

/// A step of the place that is being merged, borrowed from the sources so that going down costs nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seg<'a> {
    /// Key of a mapping.
    Key(&'a str),
    /// Index in the result's list.
    Index(usize),
}

/// What one source says at a place: a node of it, or nothing although it takes part in the parent.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    /// Index of the source.
    pub source: u16,
    /// Its node, if it has one there.
    pub node: Option<NodeId>,
}

impl Part {
    /// True for parts of the document that all others are merged into: nothing is there before them.
    pub fn begins(self) -> bool {
        self.source == 0
    }
}

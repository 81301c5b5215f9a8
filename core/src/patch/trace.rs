//! What a merge decided, and why: one entry for every place that more than one layer gave a value.

use super::stack::Seg;
use crate::text::Span;
use crate::tree::{Origin, Path};

/// A place with several candidates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The place.
    pub path: Path,
    /// Every candidate in the order of the layers, with its text where it is a scalar.
    pub candidates: Vec<(Origin, String)>,
    /// Index of the candidate that stays; `None` when the value was cleared.
    pub winner: Option<usize>,
    /// Name of the strategy that decided, such as `replace`.
    pub strategy: &'static str,
    /// What cleared the value, if something did.
    pub cleared_by: Option<Span>,
}

/// Everything that a merge decided.
#[derive(Clone, Debug, Default)]
pub struct Trace {
    /// In document order of the result.
    pub decisions: Vec<Decision>,
}

impl Trace {
    /// The decision on a path, or on the nearest place above it whose value was taken whole.
    pub fn at(&self, path: &Path) -> Option<&Decision> {
        let exact = self.decisions.iter().rfind(|d| d.path == *path);
        exact.or_else(|| {
            let above = self.decisions.iter().filter(|d| path.segments().starts_with(d.path.segments()));
            above.max_by_key(|d| d.path.segments().len())
        })
    }
}

/// Turns the walker's stack into a path.
pub(super) fn path_of(stack: &[Seg<'_>]) -> Path {
    let mut path = Path::default();
    for segment in stack {
        match segment {
            Seg::Key(key) => path.push_key(key),
            Seg::Index(index) => path.push_index(*index),
        }
    }
    path
}

//! What a merge decided, and why: one entry for every place that more than one layer gave a value.

use super::stack::Seg;
use crate::text::Span;
use crate::tree::{Origin, Path, Segment};

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
    /// In document order of the result; of a JSON patch, in the order of its operations.
    pub decisions: Vec<Decision>,
    /// Values that stand at another path now, in the order in which they moved.
    pub moves: Vec<Move>,
}

/// What took values to other paths: an item that came into a list or left it, a value that was taken from elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// How many decisions were made before it: theirs are paths from before, those of the others from behind.
    pub decided: usize,
    /// What left, at the path that it had.
    pub removed: Option<Path>,
    /// What came, at the path that it has.
    pub added: Option<Path>,
    /// Where what came had stood.
    pub from: Option<Path>,
}

impl Move {
    /// Where the value at a path had stood; `None` for one that is new.
    pub fn before(&self, path: Path) -> Option<Path> {
        let mut path = path;
        if let Some(added) = &self.added {
            if let Some(rest) = path.segments().strip_prefix(added.segments()) {
                match (&self.from, added.segments().last()) {
                    (Some(from), _) => return Some(from.segments().iter().chain(rest).cloned().collect()),
                    (None, Some(Segment::Index(_))) => return None,
                    (None, _) => {}
                }
            } else {
                path = shifted(path, added, |index, new| if index > new { index - 1 } else { index });
            }
        }
        match &self.removed {
            Some(removed) => Some(shifted(path, removed, |index, gone| if index >= gone { index + 1 } else { index })),
            None => Some(path),
        }
    }
}

/// The path with another index where it leads through the list that `item` is in.
fn shifted(path: Path, item: &Path, index: impl Fn(usize, usize) -> usize) -> Path {
    let Some((Segment::Index(at), list)) = item.segments().split_last() else { return path };
    match path.segments().strip_prefix(list) {
        Some([Segment::Index(own), rest @ ..]) => {
            let own = Segment::Index(index(*own, *at));
            list.iter().chain(core::iter::once(&own)).chain(rest).cloned().collect()
        }
        _ => path,
    }
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

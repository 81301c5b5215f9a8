//! Comparing configurations by meaning.
//!
//! Documents are matched by identity; the order of documents and keys, comments, quoting and the way in which a value is
//! written do not count. What counts is what upstream would print ([`crate::patch::meant`]): two files are equal here
//! exactly when their canonical forms hold the same documents, but for the order of lists in which the tables call it
//! meaningless: of those it is told what came and what went. Lists that a merge matches by key are matched by key; all
//! others are sequences. The reverse way, a patch that makes the difference, is [`strategic`] and [`json_patch`].
//!
//! This module must not know any language, nor how differences are shown.

mod as_json;
mod as_patch;
mod list;
mod sequence;
mod set;
mod walk;

pub use as_json::json_patch;
pub use as_patch::{Blocked, Forced, Patches, strategic};
pub use sequence::common;
pub use set::{DocumentChanges, Subject, compare};

use crate::model::Impact;
use crate::patch::Meant;
use crate::tree::Path;

/// What happened to a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChangeKind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It is another one.
    Changed,
    /// It stands elsewhere in its list; what changed in it is told apart.
    Moved,
}

impl ChangeKind {
    /// Name in machine-readable output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
            Self::Moved => "moved",
        }
    }
}

/// A value on one side of a change.
#[derive(Clone, Debug)]
pub struct Side<'m> {
    /// Its place in its document; empty for a document as a whole.
    pub path: Path,
    /// The value.
    pub value: &'m Meant<'m>,
}

/// One difference.
#[derive(Clone, Debug)]
pub struct Change<'m> {
    /// What happened.
    pub kind: ChangeKind,
    /// Before; `None` for an added value.
    pub old: Option<Side<'m>>,
    /// After; `None` for a removed value.
    pub new: Option<Side<'m>>,
    /// What it asks of a running machine.
    pub impact: Impact,
}

//! Why an edit was refused. Every refusal leaves the text as it was.

use crate::tree::Path;
use core::fmt;

/// A refused edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditError {
    /// The path leads through `*anchor`; the value stands elsewhere.
    ThroughAlias {
        /// Path that was asked for.
        path: Path,
        /// Name of the anchor.
        anchor: String,
    },
    /// The value, or one around it, is `&anchor` and aliases repeat it: they would change as well.
    SharedAnchor {
        /// Path that was asked for.
        path: Path,
        /// Name of the anchor.
        anchor: String,
    },
    /// The value that would go holds `&anchor`, which an alias elsewhere needs.
    AnchorInUse {
        /// Path that was asked for.
        path: Path,
        /// Name of the anchor.
        anchor: String,
    },
    /// Nothing stands at the path.
    NotFound {
        /// Path that was asked for.
        path: Path,
    },
    /// A key or index was asked for inside something that has none.
    NotACollection {
        /// Path of the value that is in the way.
        path: Path,
    },
    /// An index behind the end of a sequence.
    OutOfRange {
        /// Path that was asked for.
        path: Path,
        /// Items that there are.
        len: usize,
    },
    /// The key to be inserted is there already.
    KeyExists {
        /// Path that was asked for.
        path: Path,
    },
    /// The syntax has no way to write the value.
    Unwritable {
        /// Path that was asked for.
        path: Path,
        /// Why, as a sentence part.
        reason: &'static str,
    },
    /// The text after the edit did not read back as the edited value, in any form that was tried.
    NotReproduced {
        /// Path that was asked for.
        path: Path,
    },
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ThroughAlias { path, anchor } => {
                write!(
                    f,
                    "`{path}` stands behind the alias `*{anchor}`: edit the value at `&{anchor}`, or write it out here first"
                )
            }
            Self::SharedAnchor { path, anchor } => {
                write!(
                    f,
                    "`{path}` belongs to `&{anchor}`, which aliases repeat: changing it would change them as well"
                )
            }
            Self::AnchorInUse { path, anchor } => {
                write!(f, "`{path}` holds `&{anchor}`, which an alias elsewhere needs: write that alias out first")
            }
            Self::NotFound { path } => write!(f, "there is nothing at `{path}`"),
            Self::NotACollection { path } => {
                write!(f, "`{path}` is neither a map nor a list that the path could go into")
            }
            Self::OutOfRange { path, len } => {
                write!(f, "`{path}` is behind the end of the list, which has {len} items")
            }
            Self::KeyExists { path } => write!(f, "`{path}` is there already: set it instead"),
            Self::Unwritable { path, reason } => write!(f, "the value for `{path}` cannot be written: {reason}"),
            Self::NotReproduced { path } => {
                write!(f, "the text around `{path}` cannot be changed safely: the result would not read as asked")
            }
        }
    }
}

impl core::error::Error for EditError {}

//! History of a kind, field or enumeration value: a sorted list of events.

use super::Version;

/// Something that happened to a declaration in a release.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// The release in which it first holds.
    pub at: Version,
    /// What changed.
    pub change: Change,
}

/// What an [`Event`] changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Exists from here on. Without such an event a declaration exists from the first supported release on.
    Since,
    /// Still read, but something else should be used: kinds, keys or a phrase, empty when nothing replaces it.
    Deprecated(&'static [&'static str]),
    /// Read, but left out of published references.
    Hidden,
    /// Not read any more.
    Removed,
    /// The value that counts when nothing is given.
    Default(&'static str),
    /// Must be given from here on.
    Required,
    /// Need not be given any more.
    Optional,
    /// The upstream printer leaves the key out from here on when it has no value.
    OmittedWhenEmpty,
    /// For the upstream printer a struct is empty from here on whatever this field of it holds.
    Uncounted,
    /// Anything else worth saying about the release, as a sentence.
    Note(&'static str),
}

/// Events sorted by release.
pub type Life = &'static [Event];

//! Text and positions: spans in bytes, line and column only at the edge.
//!
//! A *source* is one document of a stream, with its leading comments, not a file: spans are relative to it, and
//! whoever owns the sources (the session) knows the file and the offset of each. So an edit above a document moves
//! it without touching its tree.
//!
//! This module must not know syntax, languages or files.

mod lines;

pub use lines::{Encoding, LineIndex, Position};

/// One document of a stream, as numbered by the session (or by a test). Ordering has no meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct SourceId(pub u32);

/// A range of bytes in one source; `end` is exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span {
    /// The document that the range lies in.
    pub source: SourceId,
    /// First byte, from the start of the source.
    pub start: u32,
    /// First byte behind the range.
    pub end: u32,
}

impl Span {
    /// A span of `source` from `start` to `end` (exclusive).
    pub const fn new(source: SourceId, start: u32, end: u32) -> Self {
        Self { source, start, end }
    }

    /// The range as `usize`, to slice the source's text.
    pub const fn range(self) -> core::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// True when nothing lies between start and end.
    pub const fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// Length in bytes.
    pub const fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// True when `offset` lies in the range or at its end (a cursor behind the last character counts).
    pub const fn touches(self, offset: u32) -> bool {
        self.start <= offset && offset <= self.end
    }

    /// The same range moved right by `by` bytes; used for a language embedded in another.
    #[must_use]
    pub const fn shifted(self, by: u32) -> Self {
        Self { source: self.source, start: self.start + by, end: self.end + by }
    }

    /// An empty span at the start of this one.
    #[must_use]
    pub const fn at_start(self) -> Self {
        Self { source: self.source, start: self.start, end: self.start }
    }
}

/// A value with the place that it was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Pairs a value with its place.
    pub const fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    /// Changes the value and keeps the place.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { value: f(self.value), span: self.span }
    }
}

impl<T> core::ops::Deref for Spanned<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

//! JSON: one document's text to the span tree, whatever the text is.
//!
//! Strict (RFC 8259): comments, trailing commas, single quotes and bare keys are errors, each with its own sentence,
//! and the reader goes on behind them, so that the rest of the tree is there. Duplicate keys stay in the tree; what
//! they mean is for the language to say.
//!
//! The reader is our own because of the published crates none does both: those with positions stop at the first error
//! or recurse without a bound, and a reader of a hundred lines is smaller than any of them in the browser.
//!
//! Must not know kinds or languages.

mod reader;
mod rules;
mod strings;
#[cfg(test)]
mod tests;

pub use rules::JSON;
pub(super) use rules::is_number;

use super::Parsed;
use crate::text::SourceId;

/// Parses one document; see [`super::parse`].
pub(super) fn parse(text: &str, source: SourceId) -> Parsed {
    reader::read(text, source)
}

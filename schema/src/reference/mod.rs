//! The reference as Markdown: one field, value, kind or structure at a target. Hover, `ostler docs` and the book show
//! these texts, so a fact is worded once.
//!
//! Everything is read from a [`View`]; nothing here knows a language or a release.

mod field;
mod kind;
mod listing;
mod lookup;
mod words;

pub use field::{enum_lines, enum_value, field};
pub use kind::{kind, structure};
pub use listing::{changes, kinds, search, tree};
pub use lookup::{Found, NotFound, Step, lookup, walk};
pub use words::{instead, merge_words, state_words, type_words};

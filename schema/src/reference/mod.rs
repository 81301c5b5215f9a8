//! The reference as Markdown: one field, value, kind, structure or code at a target. Hover, `ostler docs` and the book show
//! these texts, so a fact is worded once.
//!
//! Everything is read from a [`View`]; nothing here knows a language or a release.

mod changes;
mod code;
mod field;
mod kind;
mod listing;
mod lookup;
mod words;

pub use changes::{Change, Changes, release_changes};
pub use code::{RuleUse, code, rule, severity_words};
pub use field::{enum_lines, enum_value, field, field_body, field_type};
pub use kind::{kind, structure};
pub use listing::{kinds, search, tree};
pub use lookup::{Found, NotFound, Step, lookup, walk};
pub use words::{instead, merge_words, state_words, type_words};

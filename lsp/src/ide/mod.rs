//! Editor features as plain data: byte offsets in, values out. No protocol types, no files, no state.
//!
//! Features read the tables through [`ostler_core::model::View`] and must not know any language.

pub mod complete;
pub mod cursor;
pub mod hover;
pub mod resolve;
pub mod symbols;

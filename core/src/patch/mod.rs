//! Strategic merge with provenance: one walker over N sources, with the View passed in.
//!
//! The result of [`merge`] is just a tree whose nodes point into several documents, plus a [`Trace`] of every decision
//! that had more than one candidate. Values equal what upstream's merge gives; what upstream swallows is told as
//! findings at the patch. [`deal_set`] says which documents meet. This module must not know any language: what differs
//! between them is a [`MergeDialect`].

mod canonical;
mod delete;
mod dialect;
mod free_form;
mod join;
mod json6902;
mod json_tree;
#[cfg(test)]
mod json_tree_tests;
mod list;
mod meant;
mod printed;
mod scalar;
mod set;
mod stack;
#[cfg(test)]
mod tests;
mod trace;
mod url;
mod walk;

pub use canonical::{JSON_STYLE, TextAt, canonical, json_form, meant};
pub use delete::is_marked;
pub use dialect::{MergeDialect, MergeRules};
pub(crate) use join::join;
pub use json_tree::apply_json_tree;
pub use meant::{Content, Meant, Pair};
pub use printed::{PrintedScalars, printed_scalars};
pub use set::{Dealt, Layer, Slot, deal_set};
pub use trace::{Decision, Move, Trace};
pub(crate) use url::merged_url;
pub use walk::{Merged, Source, merge};

/// Key of the marker that deletes.
pub const MARKER: &str = "$patch";

/// The same key as written for tools that replace variables, which make one `$` of two.
pub const ESCAPED_MARKER: &str = "$$patch";

/// The only value that the marker may have.
pub const DELETE: &str = "delete";

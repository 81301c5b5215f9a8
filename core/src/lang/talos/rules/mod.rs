//! Semantic rules: what Talos validates beyond the shape of a document, and what it should.

use crate::model::Rule;

/// Rules that see all documents of a node, one a line, sorted by code.
pub static RULES: &[&Rule] = &[];

//! Every kind of document, and the shapes that several of them share. One kind, one file; the legacy document is a
//! folder. Nothing here decides anything: rules and detection are elsewhere.

pub mod legacy;
pub mod shared;

use crate::model::Kind;

/// Every kind, one a line, sorted by name.
pub static KINDS: &[&Kind] = &[
    legacy::LegacyConfig::KIND, // v1alpha1
];

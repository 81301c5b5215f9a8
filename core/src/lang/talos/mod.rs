//! Talos Linux: its kinds of documents, for releases 1.6 to 1.14.

pub mod enums;
pub mod kinds;

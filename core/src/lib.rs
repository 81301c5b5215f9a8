//! ostler's core: machine-config documents as typed, versioned trees with positions and provenance.
//!
//! It never touches the world: no files, environment, clock, threads, randomness or network. It receives text and ids
//! and returns values. See ARCHITECTURE.md for the map.

#![forbid(unsafe_code)]

pub mod syntax;
pub mod text;
pub mod tree;

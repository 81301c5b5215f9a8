//! ostler's core: machine-config documents as typed, versioned trees with positions and provenance.
//!
//! It never touches the world: no files, environment, clock, threads, randomness or network. It receives text and ids
//! and returns values. See ARCHITECTURE.md for the map.

#![forbid(unsafe_code)]

// The derives name this crate from outside and from inside alike.
extern crate self as ostler_core;

pub mod cel;
pub mod check;
pub mod diag;
pub mod diff;
pub mod document;
pub mod glob;
pub mod lang;
pub mod model;
pub mod patch;
pub mod render;
pub mod session;
pub mod syntax;
pub mod text;
pub mod tree;

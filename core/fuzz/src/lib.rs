//! Fuzz targets: what must hold for any bytes, as functions that a fuzzer or a test calls.
//!
//! A target takes bytes, does with them what a user could, and panics when something does not hold that always must:
//! places lie in the text, an edit reads back, a changed file gets the findings of the same file opened anew, no
//! secret is shown, no small input takes long. `fuzz_targets/` has a libFuzzer binary for each, `run.sh` runs them
//! all, and `found/` keeps every input that ever broke one; the tests of this crate run those again.
//!
//! An input may begin with a line `#!…`, whose bytes are the choices that a target makes (path, release, where to
//! edit); without it every choice is the first. So a found input can be read, and any file is a seed.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a fuzz target fails by panicking")]
#![forbid(unsafe_code)]

mod bound;
mod choices;
mod places;
mod secrets;
mod targets;

pub use targets::{TARGETS, Target, all_formats};

/// Runs one target, and holds it to the bound on time.
///
/// # Panics
///
/// When the input breaks the target, or no target has the name.
pub fn run(name: &str, data: &[u8]) {
    let target = TARGETS.iter().find(|t| t.name == name).unwrap_or_else(|| panic!("there is no target `{name}`"));
    bound::hold(data.len(), || (target.run)(data));
}

//! The book as a library, so that tests can read its pages before they are HTML.

#![forbid(unsafe_code)]

mod about;
mod build;
mod cells;
mod chapter;
mod check;
mod codes;
mod commands;
mod fields;
mod formats;
mod kinds;
mod links;
mod releases;
mod titles;
mod wire;

pub use build::{Failure, Wish, build};
pub use chapter::Page;
pub use kinds::kind;

use ostler_core::lang::Registry;

/// Every page that is made from the tables: languages with their kinds and releases, codes, formats, output forms.
pub fn reference(registry: &'static Registry) -> Vec<Page> {
    let mut out: Vec<Page> = registry.languages.iter().map(|l| kinds::language(l)).collect();
    out.push(codes::codes(registry));
    out.push(formats::formats(registry));
    out.push(wire::wire());
    out
}

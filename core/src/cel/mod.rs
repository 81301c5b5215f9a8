//! CEL, the Common Expression Language: parser and type checker, with positions inside the expression.
//!
//! Decides what cel-go's `Parse` and `Check` decide for an environment with the standard library: variables, functions
//! and message types are data ([`Env`]) that a language passes in. Nothing is evaluated here, and no language, field or
//! format is known. Expressions are bounded as upstream: 100,000 characters, nesting of 250.

mod ast;
mod check;
mod env;
mod explain;
mod lex;
mod message;
mod parse;
mod resolve;
mod std;
#[cfg(test)]
mod tests;
mod types;

pub use check::check;
pub use env::{Constant, Env, Field, Function, Library, Message, Overload, Ty, Variable};
pub use std::{MACROS, Macro, STANDARD};

use core::ops::Range;

/// Why an expression is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// What is wrong, as a sentence part: "`disk.size` is a uint and `10` an int, which CEL does not compare".
    pub message: String,
    /// The part of the expression that is to blame, in bytes.
    pub range: Range<usize>,
    /// The way out, when there is one: "write `10u`".
    pub help: Option<String>,
    /// The whole expression as it was very likely meant.
    pub instead: Option<String>,
}

impl Error {
    fn new(message: impl Into<String>, range: Range<usize>) -> Self {
        Self { message: message.into(), range, help: None, instead: None }
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

//! YAML: one document's text to the span tree, whatever the text is.
//!
//! Knows the syntax and what readers of YAML differ in ([`super::Dialect`]); must not know kinds or languages.

mod build;
mod events;
mod gap;
#[cfg(test)]
mod tests;

use super::{Dialect, Parsed, SyntaxError};
use crate::text::{SourceId, Span};
use crate::tree::Tree;

/// Parses one document; see [`super::parse`].
pub(super) fn parse(text: &str, dialect: &Dialect, source: SourceId, earlier: &[&Tree]) -> Parsed {
    let _ = (dialect, earlier);
    let built = build::build(text, source);
    let errors = match built.stop {
        build::Stop::End => Vec::new(),
        build::Stop::Fault(fault) => vec![SyntaxError {
            code: "yaml/syntax",
            message: format!("{:?}", fault.kind),
            span: Span::new(source, fault.at as u32, fault.at as u32),
            related: None,
            help: None,
        }],
        build::Stop::Nesting(at) | build::Stop::SecondDocument(at) => vec![SyntaxError {
            code: "yaml/syntax",
            message: String::new(),
            span: Span::new(source, at as u32, at as u32),
            related: None,
            help: None,
        }],
    };
    Parsed { tree: built.tree, errors, skipped: Vec::new() }
}

//! Text to tree, for every syntax, and back to text by splicing.
//!
//! Parsing is total: it returns the tree that is there *and* the errors, offsets never move, and the next document of
//! a stream is still read. This module must not know kinds or languages; what a language reads differently from
//! another (scalars, refused YAML) is data that it passes in ([`ScalarRules`], [`Dialect`]).

pub mod edit;
pub mod holes;
pub mod inner;
mod json;
pub mod print;
mod scalar;
mod stream;
mod toml;
mod yaml;

pub use json::JSON;
pub use scalar::{GO_YAML_V4, Number, ScalarRules, ScalarType, Value, YAML_1_1, YAML_1_2};
pub use stream::{Chunk, split_stream};
pub use toml::TOML_1_0;

use crate::text::{SourceId, Span};
use crate::tree::Tree;

/// A concrete syntax.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Syntax {
    /// YAML, possibly a stream of several documents.
    Yaml,
    /// TOML 1.0, one document.
    Toml,
    /// JSON, one document.
    Json,
}

/// What a reader of YAML refuses although YAML 1.2 allows it; data of a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    /// Name for messages: "the YAML library of Talos".
    pub reader: &'static str,
    /// The constructs that this reader refuses ([`crate::syntax`] has a constant for each).
    pub refuses: &'static [Refusal],
}

/// A construct of YAML 1.2 that some readers refuse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// `%YAML` with a version other than 1.1.
    YamlDirectiveNot11,
    /// A directive that is neither `%YAML` nor `%TAG`.
    UnknownDirective,
    /// `\/` in a double-quoted scalar.
    EscapedSlash,
    /// `\uD83D\uDE00`: a character beyond U+FFFF as two escapes.
    SurrogatePair,
    /// A tab where only blanks should separate tokens: in indentation, on an otherwise empty line, behind `-` and `?`,
    /// before the first character of a block of text.
    TabSeparation,
    /// A plain value that begins with `:` right behind the colon of a key in flow style.
    AdjacentFlowValue,
    /// An anchor name with a character beyond ASCII or a colon.
    AnchorBeyondAscii,
    /// An anchor name with characters other than letters, digits, `_` and `-`.
    OddAnchorName,
    /// A `:` with no key before it.
    EmptyKey,
    /// A key in flow style that spans lines, or whose colon is on another line.
    MultilineFlowKey,
    /// A key of more than 1024 characters.
    LongKey,
}

/// What go.yaml.in/yaml/v4 refuses, found by asking release candidate 6.
pub const GO_YAML_V4_REFUSES: &[Refusal] = &[
    Refusal::YamlDirectiveNot11,
    Refusal::UnknownDirective,
    Refusal::EscapedSlash,
    Refusal::SurrogatePair,
    Refusal::TabSeparation,
    Refusal::AdjacentFlowValue,
    Refusal::AnchorBeyondAscii,
    Refusal::EmptyKey,
    Refusal::MultilineFlowKey,
];

/// What gopkg.in/yaml.v3 refuses, found by asking 3.0.1.
pub const GO_YAML_V3_REFUSES: &[Refusal] = &[
    Refusal::YamlDirectiveNot11,
    Refusal::UnknownDirective,
    Refusal::EscapedSlash,
    Refusal::SurrogatePair,
    Refusal::TabSeparation,
    Refusal::AdjacentFlowValue,
    Refusal::OddAnchorName,
    Refusal::EmptyKey,
    Refusal::MultilineFlowKey,
    Refusal::LongKey,
];

/// A problem of syntax, with its place. `code` is a name of the area `yaml`, `toml` or `json`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// Stable name, such as `yaml/syntax`.
    pub code: &'static str,
    /// One sentence that stands alone.
    pub message: String,
    /// Where it is.
    pub span: Span,
    /// A second place that explains the first, such as the bracket that was never closed.
    pub related: Option<(String, Span)>,
    /// The way out, if one is known.
    pub help: Option<String>,
}

/// One parsed document.
#[derive(Clone, Debug, Default)]
pub struct Parsed {
    /// The tree that is there; its root is `None` for a document without content.
    pub tree: Tree,
    /// Everything that was wrong, in source order.
    pub errors: Vec<SyntaxError>,
    /// Stretches that were skipped to go on behind an error, in source order; completion still reads them.
    pub skipped: Vec<Span>,
}

/// Parses one document. `text` is the document's chunk ([`split_stream`] for YAML); all spans are relative to it and
/// carry `source`. `earlier` are the documents of the same stream that came before, whose anchors YAML aliases of Go
/// readers still reach.
pub fn parse(text: &str, syntax: Syntax, dialect: &Dialect, source: SourceId, earlier: &[&Tree]) -> Parsed {
    match syntax {
        Syntax::Yaml => yaml::parse(text, dialect, source, earlier),
        Syntax::Json => json::parse(text, source),
        Syntax::Toml => toml::parse(text, source),
    }
}

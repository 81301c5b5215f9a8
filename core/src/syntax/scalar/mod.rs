//! Scalar resolution: what a reader makes of a scalar's text. The rules are data of a language; a tree keeps only text.
//!
//! This module must not know which language uses which rules, nor kinds.

mod core_schema;
mod go;
mod timestamp;
mod yaml_1_1;

pub use core_schema::YAML_1_2;
pub use go::GO_YAML_V4;
pub use yaml_1_1::YAML_1_1;

use crate::tree::Style;

/// Type of a scalar for one reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ScalarType {
    /// Nothing, `~`, `null`.
    Null,
    /// A boolean.
    Bool,
    /// A whole number.
    Int,
    /// A number with fraction or exponent, or beyond 64 bits.
    Float,
    /// A date or time.
    Timestamp,
    /// Anything else.
    Str,
}

/// A number as read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// Fits 128 bits, which covers u64 and i64.
    Int(i128),
    /// Everything else.
    Float(f64),
}

/// A resolved scalar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'t> {
    /// No value.
    Null,
    /// A boolean.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A date or time, as written.
    Timestamp(&'t str),
    /// Text.
    Str(&'t str),
}

impl Value<'_> {
    /// The type of the value, for messages and decisions.
    pub fn scalar_type(&self) -> ScalarType {
        match self {
            Self::Null => ScalarType::Null,
            Self::Bool(_) => ScalarType::Bool,
            Self::Number(Number::Int(_)) => ScalarType::Int,
            Self::Number(Number::Float(_)) => ScalarType::Float,
            Self::Timestamp(_) => ScalarType::Timestamp,
            Self::Str(_) => ScalarType::Str,
        }
    }
}

/// How a language reads scalars. One constant per reader; nothing here is global.
///
/// Every function takes the text as read (unescaped), the style that it is written in, and the tag as in
/// [`crate::tree::Props`] (`!!int`). Range limits of a target (a port, a u32) and rules that changed between releases
/// of a reader belong to the caller: [`ScalarRules::resolve`] tells a fraction or a timestamp from other text.
#[derive(Clone, Copy, Debug)]
pub struct ScalarRules {
    /// Name for messages and tests.
    pub name: &'static str,
    /// What an untyped reader makes of a scalar: text, style, tag as written.
    pub resolve: for<'t> fn(&'t str, Style, Option<&str>) -> Value<'t>,
    /// What a boolean target makes of it; `None` when it refuses.
    pub to_bool: fn(&str, Style, Option<&str>) -> Option<bool>,
    /// What an integer target makes of it; `None` when it refuses. Fractions are told from other refusals by the
    /// caller with `resolve`.
    pub to_int: fn(&str, Style, Option<&str>) -> Option<i128>,
    /// What a text target makes of it; `None` when it refuses. The text of `!!binary` comes as written, in base64.
    pub to_str: for<'t> fn(&'t str, Style, Option<&str>) -> Option<&'t str>,
    /// False when an explicit tag contradicts the text (`!!int abc`), which the reader refuses whatever the target.
    pub tag_fits: fn(&str, Style, Option<&str>) -> bool,
}

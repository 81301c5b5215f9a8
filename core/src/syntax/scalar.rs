//! Scalar resolution: what a reader makes of a scalar's text. The rules are data of a language.

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

/// How a language reads scalars. One constant per reader; nothing here is global.
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
    /// What a text target makes of it; `None` when it refuses.
    pub to_str: for<'t> fn(&'t str, Style, Option<&str>) -> Option<&'t str>,
}

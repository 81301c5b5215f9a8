//! Scalars as Go's YAML library v4 reads them (release candidates 3 to 6, which Talos 1.12 to 1.14 use; the fork of v3
//! of Talos up to 1.11 differs only where the callers decide by version: see [`GO_YAML_V4`]).

use super::timestamp::is_timestamp;
use super::{Number, ScalarRules, Value};
use crate::tree::Style;

/// The rules of go.yaml.in/yaml/v4 for typed and untyped targets.
///
/// Left to the caller, because releases differ: a fraction into an integer is cut off before Talos 1.13 and refused
/// since (`to_int` refuses it, `resolve` says it is a float); a plain `0` as a duration is taken since 1.13; a
/// timestamp into text is refused by 1.14 only (`to_str` gives the text, `resolve` says timestamp). Null leaves a
/// target as it is, so the typed functions answer with its zero value.
pub const GO_YAML_V4: ScalarRules = ScalarRules {
    name: "go-yaml v4",
    resolve,
    to_bool,
    to_int,
    to_str,
    tag_fits: |text, style, tag| !matches!(read(text, style, tag), Read::Refused),
};

/// What the library's resolver and constructor see.
enum Read<'t> {
    Value(Value<'t>),
    /// A tag that the resolver does not know: the text stays text, and only text and untyped targets take it.
    Foreign,
    /// `<<` in the place of a value: silently nothing.
    Merge,
    /// The tag contradicts the text; the whole document is refused.
    Refused,
}

fn read<'t>(text: &'t str, style: Style, tag: Option<&str>) -> Read<'t> {
    let tag = tag.unwrap_or("");
    let quoted = style != Style::Plain;
    if tag == "!!str" || quoted && (tag.is_empty() || tag == "!") {
        return Read::Value(Value::Str(text));
    }
    if tag == "!!merge" {
        return Read::Merge;
    }
    if !matches!(tag, "" | "!!bool" | "!!int" | "!!float" | "!!null" | "!!timestamp") {
        return Read::Foreign;
    }
    if text == "<<" {
        return if tag.is_empty() { Read::Merge } else { Read::Refused };
    }
    let value = untagged(text, tag == "!!timestamp" || tag.is_empty());
    match (tag, value) {
        ("", _)
        | ("!!bool", Value::Bool(_))
        | ("!!int", Value::Number(Number::Int(_)))
        | ("!!float", Value::Number(Number::Float(_)))
        | ("!!null", Value::Null)
        | ("!!timestamp", Value::Timestamp(_)) => Read::Value(value),
        #[expect(clippy::cast_precision_loss, reason = "the library converts the same way")]
        ("!!float", Value::Number(Number::Int(n))) => Read::Value(Value::Number(Number::Float(n as f64))),
        _ => Read::Refused,
    }
}

fn untagged(text: &str, timestamps: bool) -> Value<'_> {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
        "true" | "True" | "TRUE" => return Value::Bool(true),
        "false" | "False" | "FALSE" => return Value::Bool(false),
        ".nan" | ".NaN" | ".NAN" => return Value::Number(Number::Float(f64::NAN)),
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => return Value::Number(Number::Float(f64::INFINITY)),
        "-.inf" | "-.Inf" | "-.INF" => return Value::Number(Number::Float(f64::NEG_INFINITY)),
        "-0" | "-0.0" => return Value::Number(Number::Float(-0.0)),
        _ => {}
    }
    match text.as_bytes()[0] {
        b'.' => dotted(text).map_or(Value::Str(text), |f| Value::Number(Number::Float(f))),
        b'0'..=b'9' | b'+' | b'-' => {
            if timestamps && is_timestamp(text) {
                return Value::Timestamp(text);
            }
            number(text).map_or(Value::Str(text), Value::Number)
        }
        _ => Value::Str(text),
    }
}

/// `.5`: what Go's `ParseFloat` takes, which is less than for a text that begins with a digit: an underscore only
/// between two digits.
fn dotted(text: &str) -> Option<f64> {
    let bytes = text.as_bytes();
    let between_digits =
        |at: usize| [bytes[at - 1], *bytes.get(at + 1).unwrap_or(&b'_')].iter().all(u8::is_ascii_digit);
    if text.match_indices('_').all(|(at, _)| between_digits(at)) { float(&text.replace('_', "")) } else { None }
}

fn number(text: &str) -> Option<Number> {
    let plain: String;
    let text = if text.contains('_') {
        plain = text.replace('_', "");
        &plain
    } else {
        text
    };
    integer(text).map(Number::Int).or_else(|| float(text).map(Number::Float))
}

/// Go's `ParseInt` with base 0, then `ParseUint`: prefixes `0x`, `0o`, `0b` in both cases, a leading `0` is octal; a
/// sign reaches only as far as a signed 64-bit number.
fn integer(text: &str) -> Option<i128> {
    let (sign, digits) = match text.as_bytes().first()? {
        b'-' => (Some(-1), &text[1..]),
        b'+' => (Some(1), &text[1..]),
        _ => (None, text),
    };
    let (base, digits) = match digits.as_bytes() {
        [b'0', b'x' | b'X', ..] => (16, &digits[2..]),
        [b'0', b'o' | b'O', ..] => (8, &digits[2..]),
        [b'0', b'b' | b'B', ..] => (2, &digits[2..]),
        [b'0', _, ..] => (8, &digits[1..]),
        _ => (10, digits),
    };
    if digits.starts_with(['+', '-']) {
        return None;
    }
    let value = sign.unwrap_or(1) * i128::from_str_radix(digits, base).ok()?;
    let most = if sign.is_some() { i128::from(i64::MAX) } else { i128::from(u64::MAX) };
    (i128::from(i64::MIN)..=most).contains(&value).then_some(value)
}

/// `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`; a number too large for a float is text.
fn float(text: &str) -> Option<f64> {
    super::core_schema::is_float(text).then(|| text.parse().ok().filter(|f: &f64| f.is_finite()))?
}

fn resolve<'t>(text: &'t str, style: Style, tag: Option<&str>) -> Value<'t> {
    match read(text, style, tag) {
        Read::Value(value) => value,
        Read::Merge => Value::Null,
        Read::Foreign | Read::Refused => Value::Str(text),
    }
}

fn to_bool(text: &str, style: Style, tag: Option<&str>) -> Option<bool> {
    match read(text, style, tag) {
        Read::Value(Value::Bool(b)) => Some(b),
        Read::Value(Value::Null) | Read::Merge => Some(false),
        Read::Value(Value::Str(word)) => yaml_1_1_word(word),
        _ => None,
    }
}

/// The words of YAML 1.1, which count also in quotes; `"true"` is not among them.
fn yaml_1_1_word(word: &str) -> Option<bool> {
    match word {
        "y" | "Y" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" => Some(true),
        "n" | "N" | "no" | "No" | "NO" | "off" | "Off" | "OFF" => Some(false),
        _ => None,
    }
}

fn to_int(text: &str, style: Style, tag: Option<&str>) -> Option<i128> {
    match read(text, style, tag) {
        Read::Value(Value::Number(Number::Int(n))) => Some(n),
        Read::Value(Value::Number(Number::Float(f))) => whole(f),
        Read::Value(Value::Null) | Read::Merge => Some(0),
        _ => None,
    }
}

/// A float that is a whole number of 64 bits, signed or not.
fn whole(f: f64) -> Option<i128> {
    let fits = f.fract() == 0.0 && (-9_223_372_036_854_775_808.0..18_446_744_073_709_551_616.0).contains(&f);
    fits.then_some(f as i128)
}

fn to_str<'t>(text: &'t str, style: Style, tag: Option<&str>) -> Option<&'t str> {
    match read(text, style, tag) {
        Read::Value(Value::Null) => Some(""),
        Read::Value(_) | Read::Foreign | Read::Merge => Some(text),
        Read::Refused => None,
    }
}

//! The core schema of YAML 1.2 (chapter 10.3), for readers that follow it to the letter.

use super::{Number, ScalarRules, Value};
use crate::tree::Style;

/// YAML 1.2, core schema: `010` is ten, `yes` is text, a typed target takes only its own type.
pub const YAML_1_2: ScalarRules = ScalarRules {
    name: "YAML 1.2 core schema",
    resolve: |text, style, tag| read(text, style, tag).unwrap_or(Value::Str(text)),
    to_bool: |text, style, tag| match read(text, style, tag)? {
        Value::Bool(b) => Some(b),
        _ => None,
    },
    to_int: |text, style, tag| match read(text, style, tag)? {
        Value::Number(Number::Int(n)) => Some(n),
        _ => None,
    },
    to_str: |text, style, tag| match read(text, style, tag)? {
        Value::Str(s) => Some(s),
        _ => None,
    },
    tag_fits: |text, style, tag| read(text, style, tag).is_some(),
};

fn read<'t>(text: &'t str, style: Style, tag: Option<&str>) -> Option<Value<'t>> {
    match (tag, style) {
        (None, Style::Plain) => Some(untagged(text)),
        (Some("!!null"), _) => matches!(untagged(text), Value::Null).then_some(Value::Null),
        (Some("!!bool"), _) => Some(untagged(text)).filter(|v| matches!(v, Value::Bool(_))),
        (Some("!!int"), _) => Some(untagged(text)).filter(|v| matches!(v, Value::Number(Number::Int(_)))),
        (Some("!!float"), _) => match untagged(text) {
            #[expect(clippy::cast_precision_loss, reason = "asked for by the tag")]
            Value::Number(Number::Int(n)) => Some(Value::Number(Number::Float(n as f64))),
            v @ Value::Number(_) => Some(v),
            _ => None,
        },
        _ => Some(Value::Str(text)),
    }
}

fn untagged(text: &str) -> Value<'_> {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        ".nan" | ".NaN" | ".NAN" => Value::Number(Number::Float(f64::NAN)),
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => Value::Number(Number::Float(f64::INFINITY)),
        "-.inf" | "-.Inf" | "-.INF" => Value::Number(Number::Float(f64::NEG_INFINITY)),
        _ => number(text).map_or(Value::Str(text), Value::Number),
    }
}

fn number(text: &str) -> Option<Number> {
    let radix = |digits: &str, base| {
        (!digits.starts_with(['+', '-'])).then(|| i128::from_str_radix(digits, base).ok()).flatten().map(Number::Int)
    };
    if let Some(hex) = text.strip_prefix("0x") {
        return radix(hex, 16);
    }
    if let Some(octal) = text.strip_prefix("0o") {
        return radix(octal, 8);
    }
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) {
        return text.parse().map(Number::Int).ok().or_else(|| text.parse().map(Number::Float).ok());
    }
    is_float(text).then(|| text.parse().map(Number::Float).ok())?
}

/// `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`, which the core schema and Go's library share.
pub(super) fn is_float(text: &str) -> bool {
    let digits = |b: &[u8]| b.iter().take_while(|c| c.is_ascii_digit()).count();
    let mut rest = text.strip_prefix(['+', '-']).unwrap_or(text).as_bytes();
    let whole = digits(rest);
    rest = &rest[whole..];
    if let [b'.', tail @ ..] = rest {
        let fraction = digits(tail);
        if whole + fraction == 0 {
            return false;
        }
        rest = &tail[fraction..];
    } else if whole == 0 {
        return false;
    }
    let [b'e' | b'E', exponent @ ..] = rest else { return rest.is_empty() };
    let exponent = exponent.strip_prefix(b"+").or_else(|| exponent.strip_prefix(b"-")).unwrap_or(exponent);
    !exponent.is_empty() && digits(exponent) == exponent.len()
}

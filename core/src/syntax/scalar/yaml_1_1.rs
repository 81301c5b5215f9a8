//! Scalars as the YAML 1.1 reader behind Go's YAML-to-JSON conversion takes them (go.yaml.in/yaml/v2): `no` is false,
//! `0644` is 420, `1_000` is 1000.

use super::timestamp::is_timestamp;
use super::{Number, ScalarRules, Value};
use crate::tree::Style;

/// Rules for what goes through a conversion to JSON.
pub const YAML_1_1: ScalarRules = ScalarRules {
    name: "YAML 1.1",
    resolve,
    to_bool: |text, style, tag| match resolve(text, style, tag) {
        Value::Bool(value) => Some(value),
        _ => None,
    },
    to_int: |text, style, tag| match resolve(text, style, tag) {
        Value::Number(Number::Int(value)) => Some(value),
        _ => None,
    },
    to_str: |text, _, _| Some(text),
    tag_fits: |_, _, _| true,
};

fn resolve<'t>(text: &'t str, style: Style, tag: Option<&str>) -> Value<'t> {
    if tag == Some("!!str") || style != Style::Plain {
        return Value::Str(text);
    }
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
        "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => return Value::Bool(true),
        "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => {
            return Value::Bool(false);
        }
        ".nan" | ".NaN" | ".NAN" => return Value::Number(Number::Float(f64::NAN)),
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => return Value::Number(Number::Float(f64::INFINITY)),
        "-.inf" | "-.Inf" | "-.INF" => return Value::Number(Number::Float(f64::NEG_INFINITY)),
        _ => {}
    }
    if !text.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c)) {
        return Value::Str(text);
    }
    if is_timestamp(text) {
        return Value::Timestamp(text);
    }
    let plain = text.replace('_', "");
    match int(&plain) {
        Some(value) => Value::Number(Number::Int(value)),
        None if is_float(&plain) => plain.parse().map_or(Value::Str(text), |f| Value::Number(Number::Float(f))),
        None => Value::Str(text),
    }
}

/// Go's `ParseInt` with base 0.
fn int(text: &str) -> Option<i128> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let lower = digits.to_ascii_lowercase();
    let (body, radix) = if let Some(body) = lower.strip_prefix("0x") {
        (body, 16)
    } else if let Some(body) = lower.strip_prefix("0b") {
        (body, 2)
    } else if let Some(body) = lower.strip_prefix("0o") {
        (body, 8)
    } else if lower.len() > 1 && lower.starts_with('0') {
        (&lower[1..], 8)
    } else {
        (lower.as_str(), 10)
    };
    let signed = body.starts_with(['+', '-']);
    let value = if signed { None } else { i128::from_str_radix(body, radix).ok() }?;
    let value = if negative { -value } else { value };
    (i128::from(i64::MIN)..=i128::from(u64::MAX)).contains(&value).then_some(value)
}

/// `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`
fn is_float(text: &str) -> bool {
    let body = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (mantissa, exponent) = body.split_once(['e', 'E']).map_or((body, None), |(m, e)| (m, Some(e)));
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').map_or((mantissa, None), |(w, f)| (w, Some(f)));
    let mantissa = match fraction {
        None => digits(whole),
        Some(fraction) if whole.is_empty() => digits(fraction),
        Some(fraction) => digits(whole) && fraction.bytes().all(|b| b.is_ascii_digit()),
    };
    mantissa && exponent.is_none_or(|e| digits(e.strip_prefix(['-', '+']).unwrap_or(e)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_rules_hold() {
        let read = |text| resolve(text, Style::Plain, None);
        assert_eq!(read("no"), Value::Bool(false));
        assert_eq!(read("0644"), Value::Number(Number::Int(420)));
        assert_eq!(read("0xFF"), Value::Number(Number::Int(255)));
        assert_eq!(read("1_000"), Value::Number(Number::Int(1000)));
        assert_eq!(read("1.10"), Value::Number(Number::Float(1.1)));
        assert_eq!(read("08"), Value::Number(Number::Float(8.0)));
        assert_eq!(read("10.0.0.1"), Value::Str("10.0.0.1"));
        assert_eq!(resolve("no", Style::DoubleQuoted, None), Value::Str("no"));
    }
}

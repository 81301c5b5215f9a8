//! Scalars as TOML has them: the spelling decides, there is nothing to guess.

use crate::syntax::{Number, ScalarRules, Value};
use crate::tree::Style;

/// TOML 1.0.
pub const TOML_1_0: ScalarRules = ScalarRules {
    name: "TOML 1.0",
    resolve: |text, style, _| read(text, style),
    to_bool: |text, style, _| match read(text, style) {
        Value::Bool(b) => Some(b),
        _ => None,
    },
    to_int: |text, style, _| match read(text, style) {
        Value::Number(Number::Int(n)) => Some(n),
        _ => None,
    },
    to_str: |text, style, _| match read(text, style) {
        Value::Str(s) => Some(s),
        _ => None,
    },
    tag_fits: |_, _, _| true,
};

fn read(text: &str, style: Style) -> Value<'_> {
    if style != Style::Plain {
        return Value::Str(text);
    }
    match text {
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        "inf" | "+inf" => Value::Number(Number::Float(f64::INFINITY)),
        "-inf" => Value::Number(Number::Float(f64::NEG_INFINITY)),
        "nan" | "+nan" | "-nan" => Value::Number(Number::Float(f64::NAN)),
        _ if is_date_time(text) => Value::Timestamp(text),
        _ => number(text).map_or(Value::Str(text), Value::Number),
    }
}

fn number(text: &str) -> Option<Number> {
    let digits = text.replace('_', "");
    let spaced = text
        .split('_')
        .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b)));
    if !spaced {
        return None;
    }
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] {
        if let Some(body) = digits.strip_prefix(prefix) {
            let unsigned = !body.starts_with(['+', '-']);
            return unsigned.then(|| i128::from_str_radix(body, radix).ok()).flatten().map(Number::Int);
        }
    }
    let body = digits.strip_prefix(['+', '-']).unwrap_or(&digits);
    let (mantissa, exponent) = body.split_once(['e', 'E']).map_or((body, None), |(m, e)| (m, Some(e)));
    let (whole, fraction) = mantissa.split_once('.').map_or((mantissa, None), |(w, f)| (w, Some(f)));
    let all_digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let fits = all_digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(all_digits)
        && exponent.is_none_or(|e| all_digits(e.strip_prefix(['+', '-']).unwrap_or(e)));
    if !fits {
        return None;
    }
    match (fraction, exponent) {
        (None, None) => digits.parse().ok().map(Number::Int),
        _ => digits.parse().ok().map(Number::Float),
    }
}

/// The four forms: offset date-time, local date-time, local date, local time. Seconds are needed.
pub(super) fn is_date_time(text: &str) -> bool {
    let Some(rest) = date(text) else { return time(text).is_some_and(str::is_empty) };
    if rest.is_empty() {
        return true;
    }
    let Some(rest) = rest.strip_prefix(['T', 't', ' ']).and_then(time) else { return false };
    match rest.as_bytes() {
        [] | [b'Z' | b'z'] => true,
        [b'+' | b'-', offset @ ..] => {
            matches!(offset, [a, b, b':', c, d] if [a, b, c, d].iter().all(|x| x.is_ascii_digit()) && [*a, *b] <= *b"23" && [*c, *d] <= *b"59")
        }
        _ => false,
    }
}

/// The two-digit number at the start, between the bounds, and what follows it.
fn two(text: &str, low: u8, high: u8) -> Option<(u8, &str)> {
    let head = text.get(..2).filter(|h| h.bytes().all(|b| b.is_ascii_digit()))?;
    let n = head.parse().ok().filter(|n| (low..=high).contains(n))?;
    Some((n, &text[2..]))
}

fn date(text: &str) -> Option<&str> {
    let year = text.get(..4).filter(|y| y.bytes().all(|b| b.is_ascii_digit()))?;
    let year: u32 = year.parse().ok()?;
    let (month, rest) = two(text[4..].strip_prefix('-')?, 1, 12)?;
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    two(rest.strip_prefix('-')?, 1, days).map(|(_, rest)| rest)
}

fn time(text: &str) -> Option<&str> {
    let (_, rest) = two(text, 0, 23)?;
    let (_, rest) = two(rest.strip_prefix(':')?, 0, 59)?;
    let (_, rest) = two(rest.strip_prefix(':')?, 0, 60)?;
    let Some(fraction) = rest.strip_prefix('.') else { return Some(rest) };
    let digits = fraction.bytes().take_while(u8::is_ascii_digit).count();
    (digits > 0).then(|| &fraction[digits..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_decides() {
        let int = |n| Value::Number(Number::Int(n));
        let cases = [
            ("1_000", int(1000)),
            ("+1", int(1)),
            ("-17", int(-17)),
            ("0xdead_beef", int(0xdead_beef)),
            ("0o755", int(0o755)),
            ("0b11", int(3)),
            ("1e3", Value::Number(Number::Float(1000.0))),
            ("3.25", Value::Number(Number::Float(3.25))),
            ("true", Value::Bool(true)),
            ("True", Value::Str("True")),
            ("01", Value::Str("01")),
            ("1__0", Value::Str("1__0")),
            ("1.", Value::Str("1.")),
            (".5", Value::Str(".5")),
            ("1979-05-27T07:32:00Z", Value::Timestamp("1979-05-27T07:32:00Z")),
            ("1979-05-27 07:32:00.5-07:00", Value::Timestamp("1979-05-27 07:32:00.5-07:00")),
            ("1979-05-27", Value::Timestamp("1979-05-27")),
            ("07:32:00", Value::Timestamp("07:32:00")),
            ("07:32", Value::Str("07:32")),
            ("1979-02-30", Value::Str("1979-02-30")),
        ];
        for (text, value) in cases {
            assert_eq!((TOML_1_0.resolve)(text, Style::Plain, None), value, "{text}");
        }
        assert_eq!((TOML_1_0.resolve)("1", Style::DoubleQuoted, None), Value::Str("1"));
    }
}

//! Scalars as JSON has them: the quotes decide.

use crate::syntax::{Number, ScalarRules, Value};
use crate::tree::Style;

/// RFC 8259, with integers as Go's encoding/json takes them: no fraction and no exponent, however whole the value.
pub const JSON: ScalarRules = ScalarRules {
    name: "JSON",
    resolve: |text, style, _| if style == Style::Plain { bare(text) } else { Value::Str(text) },
    to_bool: |text, style, _| match bare(text) {
        Value::Bool(b) if style == Style::Plain => Some(b),
        _ => None,
    },
    to_int: |text, style, _| match bare(text) {
        Value::Number(Number::Int(n)) if style == Style::Plain => Some(n),
        _ => None,
    },
    to_str: |text, style, _| {
        (style != Style::Plain || text == "null").then_some(if text == "null" && style == Style::Plain {
            ""
        } else {
            text
        })
    },
    tag_fits: |_, _, _| true,
};

fn bare(text: &str) -> Value<'_> {
    match text {
        "null" => Value::Null,
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        _ if is_number(text) => {
            let int = text.parse().ok().map(Number::Int);
            int.or_else(|| text.parse().ok().map(Number::Float)).map_or(Value::Str(text), Value::Number)
        }
        _ => Value::Str(text),
    }
}

/// The number grammar of RFC 8259.
pub(in crate::syntax) fn is_number(text: &str) -> bool {
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let body = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match body.split_once(['e', 'E']) {
        Some((m, e)) => (m, Some(e.strip_prefix(['+', '-']).unwrap_or(e))),
        None => (body, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((w, f)) => (w, Some(f)),
        None => (mantissa, None),
    };
    let whole_fits = digits(whole) && (whole == "0" || !whole.starts_with('0'));
    whole_fits && fraction.is_none_or(digits) && exponent.is_none_or(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        for text in ["0", "-1", "1.5", "1e3", "1E-3", "10", "-0", "1.0E+2"] {
            assert!(is_number(text), "{text}");
        }
        for text in ["", "-", "01", "1.", ".5", "1e", "0x1", "+1", "1_0", "1e+", "--1", "NaN"] {
            assert!(!is_number(text), "{text}");
        }
    }

    #[test]
    fn the_quotes_decide() {
        assert_eq!((JSON.resolve)("true", Style::Plain, None), Value::Bool(true));
        assert_eq!((JSON.resolve)("true", Style::DoubleQuoted, None), Value::Str("true"));
        assert_eq!((JSON.to_int)("1e3", Style::Plain, None), None);
        assert_eq!((JSON.to_int)("12", Style::Plain, None), Some(12));
        assert_eq!((JSON.to_int)("12", Style::DoubleQuoted, None), None);
        assert_eq!((JSON.to_str)("null", Style::Plain, None), Some(""));
        assert_eq!((JSON.to_str)("1", Style::Plain, None), None);
    }
}

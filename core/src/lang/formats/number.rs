//! Floating point numbers as Go's `strconv.ParseFloat` reads them.

/// The number, or `None` for what the reader refuses. Decimal and hexadecimal forms, underscores between digits, `inf`
/// and `nan` in any case; too large numbers are refused.
pub(super) fn float(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let sign = if text.starts_with('-') { -1.0 } else { 1.0 };
    let lower = unsigned.to_ascii_lowercase();
    match lower.as_str() {
        "inf" | "infinity" => return Some(sign * f64::INFINITY),
        "nan" => return (unsigned.len() == text.len()).then_some(f64::NAN),
        _ => {}
    }
    let hexadecimal = lower.strip_prefix("0x");
    if lower.contains('_') && !underscores_separate_digits(&lower) {
        return None;
    }
    let value = if let Some(digits) = hexadecimal {
        hex(&digits.replace('_', ""))?
    } else {
        let plain = lower.replace('_', "");
        let starts = plain.starts_with(|c: char| c.is_ascii_digit() || c == '.');
        plain.parse::<f64>().ok().filter(|_| starts)?
    };
    value.is_finite().then_some(sign * value)
}

/// Every underscore stands behind a digit (or the base prefix) and before one.
fn underscores_separate_digits(text: &str) -> bool {
    let (body, hexadecimal) = text.strip_prefix("0x").map_or((text, false), |b| (b, true));
    let digit = |c: char| if hexadecimal { c.is_ascii_hexdigit() } else { c.is_ascii_digit() };
    let mut before = if hexadecimal { '0' } else { '^' };
    for c in body.chars() {
        if (c == '_' && !digit(before)) || (before == '_' && !digit(c)) {
            return false;
        }
        before = c;
    }
    before != '_'
}

/// `1.8p3` behind `0x`; the exponent is mandatory.
fn hex(text: &str) -> Option<f64> {
    let (mantissa, exponent) = text.split_once('p')?;
    let digits = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let exponent = exponent.parse::<i32>().unwrap_or(if exponent.starts_with('-') { -9999 } else { 9999 });
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let mut value = 0f64;
    for c in whole.chars().chain(fraction.chars()) {
        value = value * 16.0 + f64::from(c.to_digit(16)?);
    }
    if value == 0.0 {
        return Some(0.0);
    }
    let shift = i32::try_from(fraction.len()).ok()?.checked_mul(4)?;
    Some(value * f64::from(exponent.saturating_sub(shift)).exp2())
}

//! Go durations, as `time.ParseDuration` reads them.

use super::{FormatError, V1_13, no, yes};
use crate::model::{Format, Printed, Version};

/// A length of time as Go writes it. Plain numbers are refused, except a plain `0` from Talos 1.13 on.
pub static GO_DURATION: Format = Format {
    name: "go-duration",
    noun: "a Go duration such as `1h30m`",
    doc: "Numbers with units, largest first by habit: `ns`, `us`, `ms`, `s`, `m`, `h`. Days do not exist: a day is `24h`. \
          `0` needs no unit.",
    check,
    schema: &[("pattern", r"^[-+]?(0|((\d+(\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h))+)$")],
    examples: &[yes("1h30m"), yes("0"), yes("1.5h"), yes("-5m"), no("1d"), no("10"), no("1h 30m"), no("")],
    numbers: false,
    number: Some(number),
    is_zero: Some(|text| nanoseconds(text) == Ok(0)),
    bytes: false,
    unread: false,
    print: Some(print),
};

/// 2^63, the first magnitude that a Go duration cannot hold, except negated.
const LIMIT: u64 = 1 << 63;

const UNITS: &[(&str, u64)] = &[
    ("ns", 1),
    ("us", 1_000),
    ("\u{b5}s", 1_000),
    ("\u{3bc}s", 1_000),
    ("ms", 1_000_000),
    ("s", 1_000_000_000),
    ("m", 60_000_000_000),
    ("h", 3_600_000_000_000),
];

/// Words that people write for a unit, lower case; the unit and how many of it.
const WORDS: &[(&str, &str, u64)] = &[
    ("sec", "s", 1),
    ("secs", "s", 1),
    ("second", "s", 1),
    ("seconds", "s", 1),
    ("min", "m", 1),
    ("mins", "m", 1),
    ("minute", "m", 1),
    ("minutes", "m", 1),
    ("hr", "h", 1),
    ("hrs", "h", 1),
    ("hour", "h", 1),
    ("hours", "h", 1),
    ("d", "h", 24),
    ("day", "h", 24),
    ("days", "h", 24),
    ("w", "h", 168),
    ("week", "h", 168),
    ("weeks", "h", 168),
    ("y", "h", 8760),
    ("year", "h", 8760),
    ("years", "h", 8760),
];

/// A plain number is no text for this reader: only `0` is taken, and from 1.13 on.
fn number(value: i128, version: Version) -> Result<(), FormatError> {
    match value {
        0 if version >= V1_13 => Ok(()),
        0 => Err(FormatError::new(format!("a plain `0` is not read at {version}")).help("write `0s`").instead("0s")),
        _ => Err(FormatError::new("it has no unit").help(format!("add one: `{value}s` is {value} seconds"))),
    }
}

/// Hours, minutes and seconds, or the largest unit below a second, without trailing zeros.
fn print(text: &str) -> Printed {
    let Ok(total) = nanoseconds(if text.is_empty() { "0" } else { text }) else {
        return Printed::Text(text.to_owned());
    };
    let sign = if total < 0 { "-" } else { "" };
    let n = total.unsigned_abs();
    let decimal = |digits: usize, unit: &str| {
        let base = 10u128.pow(digits as u32);
        let fraction = format!("{:0digits$}", n % base);
        let fraction = fraction.trim_end_matches('0');
        let dot = if fraction.is_empty() { "" } else { "." };
        (n / base, format!("{dot}{fraction}{unit}"))
    };
    let text = match n {
        0 => "0s".to_owned(),
        1..1_000 => format!("{n}ns"),
        1_000..1_000_000 => with(decimal(3, "\u{b5}s")),
        1_000_000..1_000_000_000 => with(decimal(6, "ms")),
        _ => {
            let (seconds, rest) = decimal(9, "s");
            match (seconds / 3600, seconds / 60 % 60, seconds % 60) {
                (0, 0, s) => format!("{s}{rest}"),
                (0, m, s) => format!("{m}m{s}{rest}"),
                (h, m, s) => format!("{h}h{m}m{s}{rest}"),
            }
        }
    };
    Printed::Text(format!("{sign}{text}"))
}

fn with((whole, rest): (u128, String)) -> String {
    format!("{whole}{rest}")
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "signature of a check")]
fn check(text: &str, _: Version) -> Result<(), FormatError> {
    nanoseconds(text).map(drop)
}

/// The duration in nanoseconds, cut off towards zero.
pub fn nanoseconds(text: &str) -> Result<i128, FormatError> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if unsigned == "0" {
        return Ok(0);
    }
    if unsigned.is_empty() {
        return Err(FormatError::new("there is no number in it").help("write a number with a unit, such as `30s`"));
    }
    let (mut at, mut total) = (text.len() - unsigned.len(), 0u64);
    while at < text.len() {
        let part = Part::read(text, at)?;
        total = part.magnitude().and_then(|n| total.checked_add(n)).filter(|t| *t <= LIMIT).ok_or_else(too_long)?;
        at = part.end;
    }
    match text.starts_with('-') {
        true => Ok(-i128::from(total)),
        false if total < LIMIT => Ok(i128::from(total)),
        false => Err(too_long()),
    }
}

fn too_long() -> FormatError {
    FormatError::new("it is longer than a Go duration can be, about 292 years")
}

/// One number with its unit.
struct Part<'a> {
    whole: &'a str,
    fraction: &'a str,
    unit: u64,
    end: usize,
}

impl<'a> Part<'a> {
    fn read(text: &'a str, start: usize) -> Result<Self, FormatError> {
        let digits = |from: usize| {
            let rest = &text[from..];
            &rest[..rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len())]
        };
        let whole = digits(start);
        let mut at = start + whole.len();
        let mut fraction = "";
        if text[at..].starts_with('.') {
            fraction = digits(at + 1);
            at += 1 + fraction.len();
        }
        if whole.is_empty() && fraction.is_empty() {
            return Err(no_number(text, start));
        }
        let rest = &text[at..];
        let name = &rest[..rest.find(|c: char| c == '.' || c.is_ascii_digit()).unwrap_or(rest.len())];
        match UNITS.iter().find(|(n, _)| *n == name) {
            Some((_, unit)) => Ok(Self { whole, fraction, unit: *unit, end: at + name.len() }),
            None if name.is_empty() => Err(no_unit(text, start, at)),
            None => Err(unknown_unit(text, start, at, name)),
        }
    }

    /// Nanoseconds; `None` when there are more than fit.
    fn magnitude(&self) -> Option<u64> {
        let whole = if self.whole.is_empty() { 0 } else { self.whole.parse().ok()? };
        let whole: u64 = Some(whole).filter(|w| *w <= LIMIT / self.unit)? * self.unit;
        whole.checked_add(self.part_of_unit()).filter(|n| *n <= LIMIT)
    }

    /// The reader takes as many digits of the fraction as fit into 63 bits and then counts in floating point.
    #[allow(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "what the reader does"
    )]
    fn part_of_unit(&self) -> u64 {
        let (mut value, mut scale) = (0u64, 1f64);
        for digit in self.fraction.bytes() {
            if value > (LIMIT - 1) / 10 {
                break;
            }
            let next = value * 10 + u64::from(digit - b'0');
            if next > LIMIT {
                break;
            }
            value = next;
            scale *= 10.0;
        }
        (value as f64 * (self.unit as f64 / scale)) as u64
    }
}

fn no_number(text: &str, start: usize) -> FormatError {
    let end = text[start..].chars().next().map_or(start, |c| start + c.len_utf8());
    let error = FormatError::new("a number is missing here").at(start..end);
    match without_blanks(text) {
        Some(instead) => FormatError::new("blanks are not allowed in it").help("leave the blanks out").instead(instead),
        None => error.help("write a number with a unit, such as `30s`"),
    }
}

fn no_unit(text: &str, start: usize, end: usize) -> FormatError {
    let number = &text[start..end];
    FormatError::new(format!("`{number}` has no unit"))
        .at(start..end)
        .help(format!("add one of `ms`, `s`, `m`, `h`: `{number}s` is {number} seconds"))
}

fn unknown_unit(text: &str, start: usize, at: usize, name: &str) -> FormatError {
    if let Some(instead) = without_blanks(text) {
        return FormatError::new("blanks are not allowed in it").help("leave the blanks out").instead(instead);
    }
    let range = at..at + name.len();
    let error = FormatError::new(format!("`{name}` is not a unit of time")).at(range.clone());
    let lower = name.to_lowercase();
    let known = UNITS.iter().find(|(n, _)| *n == lower && lower != "m").map(|(n, _)| (*n, 1));
    let Some((unit, times)) = WORDS.iter().find(|(w, ..)| *w == lower).map(|(_, u, t)| (*u, *t)).or(known) else {
        return error.help("the units are `ns`, `us`, `ms`, `s`, `m` and `h`");
    };
    let number = text[start..at].parse::<u64>().ok().and_then(|n| n.checked_mul(times));
    let error = if times == 1 {
        error.help(format!("the unit is written `{unit}`"))
    } else {
        let long = if times == 24 {
            "days"
        } else if times == 168 {
            "weeks"
        } else {
            "years"
        };
        FormatError::new(format!("`{name}` is not a unit of time, since Go durations have no {long}"))
            .at(range.clone())
            .help(match number {
                Some(hours) => format!("write `{hours}h`"),
                None => "write hours".to_owned(),
            })
    };
    let fixed = number.map(|n| format!("{}{n}{unit}{}", &text[..start], &text[range.end..]));
    match fixed {
        Some(fixed) if nanoseconds(&fixed).is_ok() => error.instead(fixed),
        _ => error,
    }
}

/// The text without white space, if that is a duration and there was some.
fn without_blanks(text: &str) -> Option<String> {
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    (compact.len() < text.len() && nanoseconds(&compact).is_ok()).then_some(compact)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use crate::lang::formats::verdicts::lines;

    fn refused(text: &str) -> FormatError {
        nanoseconds(text).unwrap_err()
    }

    #[test]
    fn the_way_out_is_named() {
        let day = refused("1d");
        assert_eq!((day.help.as_deref(), day.instead.as_deref()), (Some("write `24h`"), Some("24h")));
        assert_eq!(refused("1d12h").instead.as_deref(), Some("24h12h"));
        assert_eq!(refused("1h 30m").instead.as_deref(), Some("1h30m"));
        assert_eq!(refused("30sec").instead.as_deref(), Some("30s"));
        assert_eq!(refused("1H").instead.as_deref(), Some("1h"));
        assert_eq!(refused("1M").instead, None);
        assert_eq!(refused("1h30").range, 2..4);
    }

    #[test]
    fn zero_is_zero_however_written() {
        for (signs, text) in lines(include_str!("verdicts/go-duration-zero.txt")) {
            assert_eq!(GO_DURATION.is_zero.unwrap()(&text), signs == "+", "{text:?}");
        }
    }
}

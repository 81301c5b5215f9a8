//! Holds every format to the verdicts recorded from the upstream parsers, and to its own examples.
//!
//! A file starts with a comment; its words of the form `1.12` before a colon are the releases from which the columns
//! of signs hold. Then each line has a sign per column and a text, in which `\u{…}` stands for a character.
#![allow(clippy::unwrap_used, reason = "tests")]

use super::*;
use crate::model::Printed;

const FILES: &[(&Format, &str)] = &[
    (&BASE64, include_str!("verdicts/base64.txt")),
    (&BYTE_SIZE, include_str!("verdicts/byte-size.txt")),
    (&BYTE_SIZE_OR_PERCENTAGE, include_str!("verdicts/byte-size-or-percentage.txt")),
    (&DISK_SIZE, include_str!("verdicts/disk-size.txt")),
    (&DISK_SIZE_CONDITION, include_str!("verdicts/disk-size-condition.txt")),
    (&ENDPOINT, include_str!("verdicts/endpoint.txt")),
    (&GO_DURATION, include_str!("verdicts/go-duration.txt")),
    (&HEX_BYTES, include_str!("verdicts/hex-bytes.txt")),
    (&IP, include_str!("verdicts/ip.txt")),
    (&IP_OR_PREFIX, include_str!("verdicts/ip-or-prefix.txt")),
    (&IP_PORT, include_str!("verdicts/ip-port.txt")),
    (&IP_PREFIX, include_str!("verdicts/ip-prefix.txt")),
    (&PEM, include_str!("verdicts/pem.txt")),
    (&PORT_RANGE, include_str!("verdicts/port-range.txt")),
    (&URL, include_str!("verdicts/url.txt")),
];

/// Signs and texts of a file.
pub(in crate::lang::formats) fn lines(file: &str) -> impl Iterator<Item = (&str, String)> {
    file.lines().skip(1).map(|line| {
        let (signs, text) = line.split_once(' ').unwrap();
        (signs, unescape(text))
    })
}

fn unescape(text: &str) -> String {
    let mut parts = text.split("\\u{");
    let mut out = parts.next().unwrap().to_owned();
    for part in parts {
        let (code, rest) = part.split_once('}').unwrap();
        out.push(char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap());
        out.push_str(rest);
    }
    out
}

fn columns(file: &str) -> Vec<Version> {
    let header = file.lines().next().unwrap().trim_start_matches("# ");
    let words = header.split_once(": ").map_or("", |(w, _)| w);
    let found: Vec<_> = words.split(' ').filter_map(Version::parse).collect();
    if found.is_empty() { vec![Version::new(1, 6)] } else { found }
}

#[test]
fn verdicts_are_those_of_upstream() {
    let (mut wrong, mut count) = (Vec::new(), 0);
    for (format, file) in FILES {
        let columns = columns(file);
        for (signs, text) in lines(file) {
            for (version, sign) in columns.iter().zip(signs.chars()) {
                count += 1;
                let result = (format.check)(&text, *version);
                if result.is_ok() != (sign == '+') {
                    wrong.push(format!("{} {version} {sign} {text:?}: {result:?}", format.name));
                }
                if let Err(error) = &result {
                    let meant = error.instead.as_ref().map(|i| (format.check)(i, *version));
                    if text.get(error.range.clone()).is_none() || meant.is_some_and(|m| m.is_err()) {
                        wrong.push(format!("{} {version} {text:?}: bad range or way out: {error:?}", format.name));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {count}\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn examples_hold_at_every_release() {
    for format in FORMATS {
        for version in (6..=14).map(|minor| Version::new(1, minor)) {
            for example in format.examples {
                let begun = |e: &&FormatExample| e.text == example.text && e.since.is_none_or(|s| s <= version);
                let Some(last) = format.examples.iter().rfind(begun) else { continue };
                let result = (format.check)(last.text, version);
                assert_eq!(result.is_ok(), last.ok, "{} at {version}: {:?} {result:?}", format.name, last.text);
            }
        }
    }
}

#[test]
fn formats_are_sorted_and_documented() {
    assert!(FORMATS.is_sorted_by_key(|f| f.name));
    for format in FORMATS {
        assert!(format.doc.ends_with('.') && !format.noun.is_empty(), "{}", format.name);
    }
}

/// The dialect of patterns is that of JSON Schema as far as both agree; anything else must not be used.
#[test]
fn schemas_accept_what_the_check_accepts() {
    for (format, file) in FILES {
        let columns = columns(file);
        for (_, pattern) in format.schema.iter().filter(|(key, _)| *key == "pattern") {
            let pattern = regex::Regex::new(pattern).unwrap();
            for (_, text) in lines(file) {
                let accepted = columns.iter().any(|version| (format.check)(&text, *version).is_ok());
                assert!(!accepted || pattern.is_match(&text), "{}: {text:?}", format.name);
            }
        }
    }
}

const PRINTED: &[(&Format, &str)] = &[
    (&BASE64, include_str!("verdicts/printed/base64.txt")),
    (&DISK_SIZE, include_str!("verdicts/printed/disk-size.txt")),
    (&GO_DURATION, include_str!("verdicts/printed/go-duration.txt")),
    (&HEX_BYTES, include_str!("verdicts/printed/hex-bytes.txt")),
    (&IP, include_str!("verdicts/printed/ip.txt")),
    (&IP_PORT, include_str!("verdicts/printed/ip-port.txt")),
    (&IP_PREFIX, include_str!("verdicts/printed/ip-prefix.txt")),
    (&PORT_RANGE, include_str!("verdicts/printed/port-range.txt")),
    (&URL, include_str!("verdicts/printed/url.txt")),
];

/// Lines of accepted texts, a tab, and what the upstream printer makes of them.
#[test]
fn texts_are_printed_as_upstream_does() {
    let mut wrong = Vec::new();
    for (format, file) in PRINTED {
        for line in file.lines().skip(1) {
            let (text, expected) = line.split_once('\t').unwrap();
            let (text, expected) = (unescape(text), unescape(expected));
            let (Printed::Text(printed) | Printed::Bare(printed)) = format.print.unwrap()(&text);
            if printed != expected {
                wrong.push(format!("{}: {text:?} {printed:?}, upstream {expected:?}", format.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn numbers_are_printed_bare_and_judged_by_value() {
    let v = |minor| Version::new(1, minor);
    assert_eq!(OCTAL_MODE.print.unwrap()("420"), Printed::Bare("0o644".into()));
    assert_eq!(PORT_RANGE.print.unwrap()("080-80"), Printed::Bare("80".into()));
    assert_eq!(DISK_SIZE.print.unwrap()("500MiB"), Printed::Bare("524288000".into()));
    assert!(GO_DURATION.number.unwrap()(0, v(13)).is_ok() && GO_DURATION.number.unwrap()(0, v(12)).is_err());
    assert!(GO_DURATION.number.unwrap()(10, v(13)).is_err());
    assert!(PORT_RANGE.number.unwrap()(65535, v(6)).is_ok() && PORT_RANGE.number.unwrap()(65536, v(6)).is_err());
    assert!(OCTAL_MODE.number.unwrap()(0o644, v(6)).is_ok() && OCTAL_MODE.number.unwrap()(-1, v(6)).is_err());
}

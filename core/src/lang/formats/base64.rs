//! Base64 in the standard alphabet, as Go's `base64.StdEncoding` reads it.

use super::{FormatError, no, yes};
use crate::model::{Format, Printed, Version};

/// Bytes as base64: certificates of the legacy document, registry authorities.
pub static BASE64: Format = Format {
    name: "base64",
    noun: "base64 text",
    doc: "Standard alphabet with padding; line breaks inside are ignored, blanks are not.",
    check,
    schema: &[("pattern", r"^[A-Za-z0-9+/=\r\n]*$")],
    examples: &[yes("QUJD"), yes("QQ=="), yes("QU\nJD"), yes(""), no("QQ"), no("QQ= ="), no("-_-_"), no("******")],
    numbers: false,
    number: None,
    is_zero: None,
    bytes: true,
    unread: false,
    print: Some(print),
};

/// A private key as base64, or the six asterisks that stand for one in redacted output; the reader of key pairs takes
/// both (siderolabs/crypto 0.4 and later, `x509`).
pub static BASE64_KEY: Format = Format {
    name: "base64-key",
    noun: "base64 text",
    doc: "Standard alphabet with padding; line breaks inside are ignored. `******`, as redacted output has it, is read too.",
    check: check_key,
    schema: &[("pattern", r"^([A-Za-z0-9+/=\r\n]*|\*{6})$")],
    examples: &[yes("QUJD"), yes("******"), yes(""), no("*****"), no("QQ")],
    numbers: false,
    number: None,
    is_zero: None,
    bytes: true,
    unread: false,
    print: Some(print),
};

fn check_key(text: &str, version: Version) -> Result<(), FormatError> {
    if text == "******" { Ok(()) } else { check(text, version) }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "signature of a check")]
fn check(text: &str, _: Version) -> Result<(), FormatError> {
    let Err(at) = scan(text.as_bytes()) else { return Ok(()) };
    if text.contains("-----BEGIN ") {
        return Err(FormatError::new("this is PEM text, which has to be encoded as base64 once more")
            .help("encode the whole PEM text, for example by `base64 -w0 FILE`"));
    }
    Err(match text[at.min(text.len())..].chars().next() {
        None => FormatError::new("it ends in the middle of a group of four")
            .help("the text may be cut off; its end is padded with `=`"),
        Some('=') => FormatError::new("a `=` stands where more characters have to follow").at(at..at + 1),
        Some(c @ ('-' | '_')) => FormatError::new(format!("`{c}` belongs to the URL alphabet of base64"))
            .at(at..at + 1)
            .help("write `+` for `-` and `/` for `_`"),
        Some(c) if c.is_whitespace() => {
            FormatError::new("blanks are not allowed in it").at(at..at + c.len_utf8()).help("leave the blanks out")
        }
        Some(c) => FormatError::new(format!("`{c}` does not belong there")).at(at..at + c.len_utf8()),
    })
}

/// Number of bytes that a text stands for; `None` when it is no base64.
pub fn decoded_length(text: &str) -> Option<usize> {
    scan(text.as_bytes()).ok()?;
    let significant = text.bytes().filter(|b| !matches!(b, b'\r' | b'\n' | b'=')).count();
    Some(significant * 3 / 4)
}

/// Bytes that a text stands for; `None` when it is no base64.
pub fn decoded(text: &str) -> Option<Vec<u8>> {
    scan(text.as_bytes()).ok()?;
    let (mut out, mut buffer, mut bits) = (Vec::new(), 0u32, 0);
    for byte in text.bytes() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        buffer = buffer << 6 | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push((buffer >> bits & 0xff) as u8);
        }
    }
    Some(out)
}

/// Reads to the end, or to the byte that cannot be.
pub(super) fn scan(text: &[u8]) -> Result<(), usize> {
    let mut significant = text.iter().enumerate().filter(|(_, b)| !matches!(b, b'\r' | b'\n'));
    let mut filled = 0;
    while let Some((at, byte)) = significant.next() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'+' | b'/' => filled = (filled + 1) % 4,
            b'=' if filled >= 2 => {
                for _ in filled..3 {
                    match significant.next() {
                        Some((_, b'=')) => {}
                        Some((at, _)) => return Err(at),
                        None => return Err(text.len()),
                    }
                }
                return significant.next().map_or(Ok(()), |(at, _)| Err(at));
            }
            _ => return Err(at),
        }
    }
    if filled == 0 { Ok(()) } else { Err(text.len()) }
}

/// The bytes encoded again: without line breaks, and with the unused bits of the last character cleared.
fn print(text: &str) -> Printed {
    let mut out: Vec<u8> = text.bytes().filter(|b| !matches!(b, b'\r' | b'\n')).collect();
    let padding = out.iter().rev().take_while(|b| **b == b'=').count();
    let last = out.len().checked_sub(padding + 1).filter(|_| text != "******" && padding > 0);
    if let Some(last) = last {
        let unused = if padding == 2 { 0b1111 } else { 0b11 };
        let value = ALPHABET.iter().position(|c| *c == out[last]).unwrap_or_default();
        out[last] = ALPHABET[value & !unused];
    }
    Printed::Text(String::from_utf8_lossy(&out).into_owned())
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

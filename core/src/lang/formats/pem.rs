//! PEM text as Go's `encoding/pem` finds it.

use super::{FormatError, base64, no, yes};
use crate::model::{Format, Version};

/// Certificates and keys as PEM text, written as a block scalar. At least one block has to be readable; what stands
/// around the blocks is ignored. Empty means none; whether something must be there is the field's presence. The kind
/// of the blocks is a rule's matter.
pub static PEM: Format = Format {
    name: "pem",
    noun: "PEM text",
    doc: "One or more blocks from `-----BEGIN …-----` to `-----END …-----`, each line at the start of its line, with base64 \
          between them. Written best as a literal block (`|`).",
    check,
    schema: &[("pattern", r"^$|-----BEGIN [\s\S]*\n-----END ")],
    examples: &[
        yes("-----BEGIN CERTIFICATE-----\nTUlJQg==\n-----END CERTIFICATE-----\n"),
        yes(""),
        no("LS0tLS1CRUdJTg=="),
        no("-----BEGIN CERTIFICATE-----\nTUlJQg==\n"),
        no("-----BEGIN CERTIFICATE----- TUlJQg== -----END CERTIFICATE-----"),
        no("-----BEGIN A-----\nTUlJQg==\n-----END B-----\n"),
    ],
    numbers: false,
    number: None,
    is_zero: None,
    bytes: false,
    unread: false,
    print: None,
};

const BEGIN: &str = "-----BEGIN ";
const END: &str = "\n-----END ";

#[allow(clippy::trivially_copy_pass_by_ref, reason = "signature of a check")]
fn check(text: &str, _: Version) -> Result<(), FormatError> {
    if text.is_empty() || block(text.as_bytes()).is_some() {
        return Ok(());
    }
    Err(why_not(text))
}

fn why_not(text: &str) -> FormatError {
    let error = |message: &str| FormatError::new(message);
    let Some(begin) = text.find(BEGIN) else {
        // "LS0tLS1CRUdJTi" is how `-----BEGIN` starts in base64.
        return if text.trim_start().starts_with("LS0tLS1CRUdJTi") {
            error("this is PEM text encoded as base64").help("write the PEM text itself, as a literal block (`|`)")
        } else {
            error("there is no line `-----BEGIN …-----` in it")
        };
    };
    if !text.contains("-----END ") {
        return error("the line `-----END …-----` is missing").help("the text may be cut off");
    }
    if !text.contains('\n') {
        return error("it stands on one line").help("keep the line breaks, with a literal block (`|`)");
    }
    if begin > 0 && text.as_bytes()[begin - 1] != b'\n' || !text.contains(END) {
        return error("its lines `-----BEGIN …-----` and `-----END …-----` do not start at the start of a line")
            .help("leave out the blanks before them");
    }
    error("no block in it can be read")
        .help("the names behind BEGIN and END have to agree, with base64 between the lines")
}

/// Finds the first readable block; its name.
pub fn block(text: &[u8]) -> Option<&str> {
    let mut from = 0;
    loop {
        let end = from + find(&text[from..], END.as_bytes())?;
        let behind_end = end + END.len();
        let name = match candidate(text, from, end, behind_end) {
            Found::Block(name) => core::str::from_utf8(name).ok(),
            Found::Nothing => None,
            Found::Exhausted => return None,
        };
        if name.is_some() {
            return name;
        }
        from = behind_end;
    }
}

enum Found<'a> {
    Block(&'a [u8]),
    Nothing,
    /// The reader has run past the end line and gives up.
    Exhausted,
}

/// Tries the block that ends with the line at `end` and begins behind `from`.
fn candidate(text: &[u8], from: usize, end: usize, behind_end: usize) -> Found<'_> {
    let Some(begin) = rfind(&text[from..end], BEGIN.as_bytes()).map(|at| from + at) else { return Found::Nothing };
    if begin > from && text[begin - 1] != b'\n' {
        return Found::Nothing;
    }
    let (name, mut at) = line(text, begin + BEGIN.len());
    let Some(name) = name.strip_suffix(b"-----") else { return Found::Nothing };
    let mut headers = false;
    loop {
        if at >= text.len() {
            return Found::Exhausted;
        }
        let (header, next) = line(text, at);
        if !header.contains(&b':') {
            break;
        }
        (headers, at) = (true, next);
    }
    if headers && at > end {
        return if at > behind_end { Found::Exhausted } else { Found::Nothing };
    }
    let closed = text[behind_end..].strip_prefix(name).and_then(|rest| rest.strip_prefix(b"-----"));
    let Some(rest) = closed else { return Found::Nothing };
    if !line(rest, 0).0.is_empty() {
        return Found::Nothing;
    }
    let body: Vec<u8> = text.get(at..end).unwrap_or_default().iter().copied().filter(|b| !b" \t".contains(b)).collect();
    if base64::scan(&body).is_ok() { Found::Block(name) } else { Found::Nothing }
}

/// The line at `at` without its end and trailing blanks, and where the next one starts.
fn line(text: &[u8], at: usize) -> (&[u8], usize) {
    let rest = &text[at..];
    let (mut content, next) = match find(rest, b"\n") {
        Some(n) => (rest[..n].strip_suffix(b"\r").unwrap_or(&rest[..n]), at + n + 1),
        None => (rest, text.len()),
    };
    while let [shorter @ .., b' ' | b'\t'] = content {
        content = shorter;
    }
    (content, next)
}

fn find(text: &[u8], what: &[u8]) -> Option<usize> {
    text.windows(what.len()).position(|w| w == what)
}

fn rfind(text: &[u8], what: &[u8]) -> Option<usize> {
    text.windows(what.len()).rposition(|w| w == what)
}

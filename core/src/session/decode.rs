//! Bytes of a file to text whose offsets are the file's, or the reason why it is no text.

use std::borrow::Cow;

/// Share of a file's first bytes, one in so many, that may be control characters before it counts as binary.
const TEXT_RATIO: usize = 16;

/// How many bytes are looked at to tell text from binary.
const SAMPLE: usize = 8192;

/// A decoded file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded<'b> {
    /// The text without byte order mark. A byte that is no UTF-8 is one `_`, so that offsets stay.
    pub text: Cow<'b, str>,
    /// Length of the byte order mark: what to add to an offset in `text` to get one in the file.
    pub shift: u32,
    /// Offset in `text` of the first byte that is no UTF-8.
    pub invalid: Option<usize>,
}

/// Decodes UTF-8. The error is a reason for people.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded<'_>, &'static str> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err("it is UTF-16 text; save it as UTF-8");
    }
    if is_binary(&bytes[..bytes.len().min(SAMPLE)]) {
        return Err("it is not text");
    }
    if u32::try_from(bytes.len()).is_err() {
        return Err("it is larger than 4 GiB");
    }
    let (body, shift) = bytes.strip_prefix(b"\xef\xbb\xbf").map_or((bytes, 0), |rest| (rest, 3));
    match core::str::from_utf8(body) {
        Ok(text) => Ok(Decoded { text: Cow::Borrowed(text), shift, invalid: None }),
        Err(error) => Ok(Decoded { text: Cow::Owned(patch_over(body)), shift, invalid: Some(error.valid_up_to()) }),
    }
}

fn is_binary(sample: &[u8]) -> bool {
    let odd = sample.iter().filter(|b| **b < 0x09 || (0x0e..0x20).contains(*b) || **b == 0x7f).count();
    odd > sample.len() / TEXT_RATIO
}

fn patch_over(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        out.push_str(chunk.valid());
        out.extend(chunk.invalid().iter().map(|_| '_'));
    }
    out
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn keeps_offsets() {
        assert_eq!(decode(b"a: 1").unwrap().text, "a: 1");
        let bom = decode(b"\xef\xbb\xbfa: 1").unwrap();
        assert_eq!((&*bom.text, bom.shift), ("a: 1", 3));
        let broken = decode(b"a: \xff\xfeb \xc3\xa4").unwrap();
        assert_eq!((&*broken.text, broken.invalid), ("a: __b \u{e4}", Some(3)));
    }

    #[test]
    fn refuses_what_is_no_text() {
        assert!(decode(b"\xff\xfea\0").is_err());
        assert!(decode(b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0").is_err());
        assert!(decode(b"").is_ok());
        assert!(decode(b"machine:\n  token: a\0b  # one stray NUL is a finding of the parser\n").is_ok());
    }
}

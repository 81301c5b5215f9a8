//! Before any syntax: bytes that are no UTF-8, and characters that no text may hold.

/// The place of bytes that are no UTF-8.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotUtf8 {
    /// First byte that is wrong.
    pub offset: usize,
    /// Number of wrong bytes there.
    pub len: usize,
    /// One sentence that stands alone.
    pub message: String,
    /// The whole text with each wrong byte replaced by `?`, so that offsets stay what they are in the file.
    pub lossy: String,
}

/// Reads bytes as text. The error has everything that is needed to go on: where it is, and a text of the same length.
pub fn decode_utf8(bytes: &[u8]) -> Result<&str, NotUtf8> {
    let error = match core::str::from_utf8(bytes) {
        Ok(text) => return Ok(text),
        Err(error) => error,
    };
    let mut lossy = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        lossy.push_str(chunk.valid());
        lossy.extend(chunk.invalid().iter().map(|_| '?'));
    }
    let offset = error.valid_up_to();
    let len = error.error_len().unwrap_or(bytes.len() - offset);
    let message = match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "The file is UTF-16; save it as UTF-8".to_owned(),
        _ => format!("The byte 0x{:02X} is not part of a UTF-8 character; save the file as UTF-8", bytes[offset]),
    };
    Err(NotUtf8 { offset, len, message, lossy })
}

/// Characters that readers of YAML refuse wherever they stand: controls but tab and line breaks, and U+FFFE, U+FFFF.
/// The second text has `?` in the place of each of their bytes.
pub(super) fn replace_controls(text: &str) -> Option<(Vec<(usize, char)>, String)> {
    if !text.bytes().any(may_begin_control) {
        return None;
    }
    let found: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| is_control(*c)).collect();
    if found.is_empty() {
        return None;
    }
    let mut clean = text.as_bytes().to_vec();
    for (at, c) in &found {
        clean[*at..at + c.len_utf8()].fill(b'?');
    }
    String::from_utf8(clean).ok().map(|clean| (found, clean))
}

fn may_begin_control(byte: u8) -> bool {
    byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r') || matches!(byte, 0x7f | 0xc2 | 0xef)
}

fn is_control(c: char) -> bool {
    let allowed = matches!(c, '\t' | '\n' | '\r' | '\u{85}');
    c.is_control() && !allowed || matches!(c, '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn wrong_bytes_keep_their_places() {
        assert_eq!(decode_utf8("Köln".as_bytes()), Ok("Köln"));
        let error = decode_utf8(b"a: K\xf6ln\nb: \xe2\x82\n").unwrap_err();
        assert_eq!((error.offset, error.len), (4, 1));
        assert_eq!(error.lossy, "a: K?ln\nb: ??\n");
        assert!(error.message.contains("0xF6"));
        let cut = decode_utf8(b"a\xe2\x82").unwrap_err();
        assert_eq!((cut.offset, cut.len, cut.lossy.as_str()), (1, 2, "a??"));
        assert!(decode_utf8(b"\xff\xfea\0").unwrap_err().message.contains("UTF-16"));
    }

    #[test]
    fn controls_are_found_and_replaced() {
        assert_eq!(replace_controls("a\tb\r\n\u{85}\u{feff}é"), None);
        let (found, clean) = replace_controls("a\0b\u{81}c\u{fffe}").unwrap();
        assert_eq!(found, [(1, '\0'), (3, '\u{81}'), (6, '\u{fffe}')]);
        assert_eq!(clean, "a?b??c???");
    }
}

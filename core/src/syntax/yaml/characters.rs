//! Before any grammar: characters that no YAML text may hold. Bytes that are no UTF-8 are met earlier, where files are
//! decoded.

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
    fn controls_are_found_and_replaced() {
        assert_eq!(replace_controls("a\tb\r\n\u{85}\u{feff}é"), None);
        let (found, clean) = replace_controls("a\0b\u{81}c\u{fffe}").unwrap();
        assert_eq!(found, [(1, '\0'), (3, '\u{81}'), (6, '\u{fffe}')]);
        assert_eq!(clean, "a?b??c???");
    }
}

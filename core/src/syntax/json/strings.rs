//! Text between quotes: escapes, and what is wrong with them. Must not know trees.

use std::iter::Peekable;
use std::str::CharIndices;

/// A problem inside quotes: byte range in the text that was given, and what is wrong.
pub(super) type Flaw = (usize, usize, &'static str);

/// Text read from behind its opening quote.
pub(super) struct Quoted {
    pub(super) text: String,
    /// Offset of the closing quote, or of the end of the line where it is missing.
    pub(super) end: usize,
    pub(super) closed: bool,
    pub(super) flaws: Vec<Flaw>,
}

/// How many flaws of one text are worth telling.
const MAX_FLAWS: usize = 8;

/// Reads from `start`, the first byte behind the opening quote. A text that is not closed on its line ends with it.
pub(super) fn quoted(all: &str, start: usize, quote: char) -> Quoted {
    let mut out = Quoted { text: String::new(), end: all.len(), closed: false, flaws: Vec::new() };
    let mut chars = all[start..].char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let at = start + i;
        match c {
            _ if c == quote => {
                out.end = at;
                out.closed = true;
                return out;
            }
            '\n' | '\r' => {
                out.end = at;
                return out;
            }
            '\\' => escape(all, start, at, &mut chars, &mut out),
            c if c < ' ' => {
                out.flaw(at, at + 1, "A control character must be written as an escape, such as `\\t`");
                out.text.push(c);
            }
            c => out.text.push(c),
        }
    }
    out
}

impl Quoted {
    fn flaw(&mut self, start: usize, end: usize, what: &'static str) {
        if self.flaws.len() < MAX_FLAWS {
            self.flaws.push((start, end, what));
        }
    }
}

fn escape(all: &str, start: usize, at: usize, chars: &mut Peekable<CharIndices>, out: &mut Quoted) {
    let Some(&(i, c)) = chars.peek().filter(|(_, c)| *c != '\n' && *c != '\r') else { return };
    chars.next();
    let plain = match c {
        '"' | '\\' | '/' => c,
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'u' => {
            let from = start + i + 1;
            let Some(read) = unicode(all, from) else {
                out.flaw(at, from, "`\\u` needs four hexadecimal digits");
                return;
            };
            let (c, used) = read;
            for _ in 0..used {
                chars.next();
            }
            c
        }
        c => {
            out.flaw(at, at + 1 + c.len_utf8(), "JSON has no such escape; a backslash itself is written `\\\\`");
            c
        }
    };
    out.text.push(plain);
}

/// The character of `\u` and how many bytes behind it belong to it; half a pair gives U+FFFD, as in Go.
fn unicode(all: &str, from: usize) -> Option<(char, usize)> {
    let unit = |at: usize| {
        let digits = all.get(at..at + 4)?;
        digits.bytes().all(|b| b.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok())?
    };
    let high = unit(from)?;
    if !(0xd800..0xe000).contains(&high) {
        return Some((char::from_u32(high)?, 4));
    }
    let low = (all.get(from + 4..from + 6) == Some("\\u")).then(|| unit(from + 6)).flatten();
    match low {
        Some(low) if high < 0xdc00 && (0xdc00..0xe000).contains(&low) => {
            let code = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
            Some((char::from_u32(code)?, 10))
        }
        _ => Some(('\u{fffd}', 4)),
    }
}

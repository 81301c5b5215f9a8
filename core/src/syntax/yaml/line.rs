//! One line of YAML by its looks: indentation, dashes, key, value. Used where the grammar gave up: to place errors, to
//! propose repairs, to outline what cannot be parsed. Knows nothing beyond the line.

use core::ops::Range;

/// The parts of a line, as byte offsets in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// From the first column to the line break, which is not included.
    pub whole: Range<usize>,
    /// First byte that is neither blank nor tab.
    pub content: usize,
    /// First byte behind leading `- `.
    pub body: usize,
    /// End of what is neither blank nor a comment.
    pub end: usize,
    /// The key with its quotes, if the body looks like `key:`.
    pub key: Option<Range<usize>>,
    /// What stands behind the key's colon, without blanks and comment; empty when nothing does.
    pub value: Range<usize>,
}

impl Line {
    /// The line that holds the byte at `at`.
    pub fn at(text: &str, at: usize) -> Self {
        let bytes = text.as_bytes();
        let start = bytes[..at].iter().rposition(|b| is_break(*b)).map_or(0, |n| n + 1);
        let stop = at + bytes[at..].iter().position(|b| is_break(*b)).unwrap_or(bytes.len() - at);
        Self::read(text, start..stop)
    }

    /// The first line behind this one that has content; `None` at the end.
    pub fn next(&self, text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let mut start = self.whole.end;
        while start < bytes.len() {
            start += 1;
            let stop = start + bytes[start..].iter().position(|b| is_break(*b)).unwrap_or(bytes.len() - start);
            let line = Self::read(text, start..stop);
            if !line.is_blank() {
                return Some(line);
            }
            start = stop;
        }
        None
    }

    /// The last line before this one that has content.
    pub fn previous(&self, text: &str) -> Option<Self> {
        let mut start = self.whole.start;
        while start > 0 {
            let line = Self::at(text, start - 1);
            if !line.is_blank() {
                return Some(line);
            }
            start = line.whole.start;
        }
        None
    }

    fn read(text: &str, whole: Range<usize>) -> Self {
        let bytes = text.as_bytes();
        let content = skip_blanks(bytes, whole.start, whole.end);
        let mut body = content;
        while bytes[body..whole.end].starts_with(b"-") && (body + 1 == whole.end || is_blank(bytes[body + 1])) {
            body = skip_blanks(bytes, body + 1, whole.end);
        }
        let end = content_end(bytes, body.max(content), whole.end);
        let key = key(bytes, body, end);
        let value = match &key {
            Some(key) => {
                let colon = skip_blanks(bytes, key.end, end);
                let from = skip_blanks(bytes, (colon + 1).min(end), end);
                from..end.max(from)
            }
            None => end..end,
        };
        Self { whole, content, body, end, key, value }
    }

    /// True when there is nothing but blanks and comments.
    pub fn is_blank(&self) -> bool {
        self.end <= self.content
    }

    /// Columns before the content; a tab counts as one.
    pub fn indent(&self) -> usize {
        self.content - self.whole.start
    }

    /// True for `---` and `...`.
    pub fn is_marker(&self, text: &str) -> bool {
        let line = &text[self.whole.clone()];
        line.starts_with("---") || line.starts_with("...")
    }
}

pub(super) fn is_break(byte: u8) -> bool {
    byte == b'\n' || byte == b'\r'
}

fn is_blank(byte: u8) -> bool {
    byte == b' ' || byte == b'\t'
}

fn skip_blanks(bytes: &[u8], from: usize, to: usize) -> usize {
    from + bytes[from..to].iter().take_while(|b| is_blank(**b)).count()
}

/// End of the content in a line: a `#` behind a blank ends it, unless it stands in quotes that close on the line.
fn content_end(bytes: &[u8], from: usize, to: usize) -> usize {
    let mut at = from;
    let mut end = from;
    while at < to {
        match bytes[at] {
            b'#' if at == from || is_blank(bytes[at - 1]) => break,
            quote @ (b'"' | b'\'') if at == from || is_blank(bytes[at - 1]) => {
                at = closing_quote(bytes, at, to, quote).unwrap_or(at);
                end = at + 1;
            }
            b' ' | b'\t' => {}
            _ => end = at + 1,
        }
        at += 1;
    }
    end.min(to)
}

/// Place of the quote that closes the one at `open`, on the same line.
pub(super) fn closing_quote(bytes: &[u8], open: usize, to: usize, quote: u8) -> Option<usize> {
    let mut at = open + 1;
    while at < to {
        match bytes[at] {
            b'\\' if quote == b'"' => at += 1,
            b if b == quote => {
                if quote == b'\'' && bytes.get(at + 1) == Some(&quote) {
                    at += 1;
                } else {
                    return Some(at);
                }
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// `word:`, `"quoted":`, `'quoted':` at the start of the body.
fn key(bytes: &[u8], body: usize, end: usize) -> Option<Range<usize>> {
    let first = *bytes.get(body).filter(|_| body < end)?;
    let stop = match first {
        b'"' | b'\'' => closing_quote(bytes, body, end, first)? + 1,
        _ => body + bytes[body..end].iter().take_while(|b| is_key_byte(**b)).count(),
    };
    let colon = skip_blanks(bytes, stop, end);
    let ends = bytes.get(colon + 1).is_none_or(|b| is_blank(*b) || is_break(*b)) || colon + 1 >= end;
    (stop > body && colon < end && bytes[colon] == b':' && ends).then_some(body..stop)
}

/// Bytes of keys in configuration files: words, dotted and slashed names, everything beyond ASCII.
pub(super) fn is_key_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'/' | b'$' | b'@' | b'<') || byte >= 0x80
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn parts(text: &str) -> (usize, &str, Option<&str>, &str) {
        let line = Line::at(text, 0);
        (line.indent(), &text[line.body..line.end], line.key.map(|k| &text[k]), &text[line.value])
    }

    #[test]
    fn parts_of_lines() {
        assert_eq!(parts("  a: b # c\nx"), (2, "a: b", Some("a"), "b"));
        assert_eq!(parts("- - a.b/c:"), (0, "a.b/c:", Some("a.b/c"), ""));
        assert_eq!(parts("\"a: b\" : 'c # d' # e"), (0, "\"a: b\" : 'c # d'", Some("\"a: b\""), "'c # d'"));
        assert_eq!(parts("a:b"), (0, "a:b", None, ""));
        assert_eq!(parts("a: \"b # c"), (0, "a: \"b", Some("a"), "\"b"));
        assert_eq!(parts(" # c"), (1, "", None, ""));
        assert_eq!(parts("-"), (0, "", None, ""));
        assert_eq!(parts("a b: c"), (0, "a b: c", None, ""));
    }

    #[test]
    fn neighbours_skip_blank_lines() {
        let text = "a:\n\n  # c\n  b: 1\r\nc:";
        let first = Line::at(text, 0);
        let second = first.next(text).unwrap();
        assert_eq!(&text[second.key.clone().unwrap()], "b");
        let third = second.next(text).unwrap();
        assert_eq!(&text[third.key.clone().unwrap()], "c");
        assert_eq!(third.next(text), None);
        assert_eq!(third.previous(text), Some(second.clone()));
        assert_eq!(second.previous(text), Some(first));
    }
}

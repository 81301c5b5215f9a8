//! One line of block-style YAML, taken apart without looking at any other line.

/// The entries that a line opens, from left to right. Columns are bytes from the start of the line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line<'a> {
    /// Columns of the dashes that open items.
    pub dashes: Vec<usize>,
    /// Column of what follows indentation and dashes; the line's length when nothing does.
    pub start: usize,
    /// The key, if there is one.
    pub key: Option<Key<'a>>,
    /// Column behind the last character that is neither blank nor comment.
    pub end: usize,
}

/// A key with its separator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Key<'a> {
    /// Text without quotes.
    pub name: &'a str,
    /// Column of the colon.
    pub colon: usize,
    /// Column of the value, or the line's end when there is none.
    pub value: usize,
}

impl<'a> Line<'a> {
    /// Takes a line (without line break) apart.
    pub fn parse(line: &'a str) -> Self {
        let code = &line[..comment_start(line).unwrap_or(line.len())];
        let end = code.trim_end().len();
        let mut out = Self { start: skip_blanks(code, 0), end, ..Self::default() };
        if code.starts_with("---") && code[3..].trim_start().len() != code[3..].len() {
            out.start = skip_blanks(code, 3);
        }
        while code[out.start..].starts_with('-')
            && matches!(code.as_bytes().get(out.start + 1), None | Some(b' ' | b'\t'))
        {
            out.dashes.push(out.start);
            out.start = skip_blanks(code, out.start + 1);
        }
        out.key = key(code, out.start);
        out
    }

    /// True when nothing but blanks, comments or a document marker is there.
    pub fn is_blank(&self, line: &str) -> bool {
        self.end == 0 || (self.dashes.is_empty() && self.key.is_none() && matches!(&line[..self.end], "---" | "..."))
    }

    /// The value's text without comment.
    pub fn value(&self, line: &'a str) -> &'a str {
        self.key.as_ref().map_or("", |k| line.get(k.value..self.end).unwrap_or(""))
    }
}

/// True for `|`, `>-`, `|2` and the like.
pub(super) fn is_block_header(value: &str) -> bool {
    let value = value.split_whitespace().find(|w| !w.starts_with(['!', '&'])).unwrap_or("");
    value.strip_prefix(['|', '>']).is_some_and(|rest| rest.bytes().all(|b| matches!(b, b'+' | b'-' | b'0'..=b'9')))
}

fn skip_blanks(line: &str, from: usize) -> usize {
    let rest = &line[from.min(line.len())..];
    line.len() - rest.trim_start_matches([' ', '\t']).len()
}

/// Start of the comment: a `#` at the start or behind a blank, outside of quotes.
pub(super) fn comment_start(line: &str) -> Option<usize> {
    let mut quote: Option<u8> = None;
    let mut before = b' ';
    let mut escaped = false;
    for (i, b) in line.bytes().enumerate() {
        match (quote, b) {
            (Some(b'"'), b'\\') if !escaped => {
                escaped = true;
                continue;
            }
            (Some(q), _) if b == q && !escaped => quote = None,
            (None, b'"' | b'\'') if matches!(before, b' ' | b'\t' | b':' | b',' | b'[' | b'{') => quote = Some(b),
            (None, b'#') if matches!(before, b' ' | b'\t') => return Some(i),
            _ => {}
        }
        escaped = false;
        before = b;
    }
    None
}

fn key(code: &str, start: usize) -> Option<Key<'_>> {
    let mut from = start;
    // Anchor and tag may stand before the key.
    while code[from..].starts_with(['&', '!']) {
        let word = code[from..].find([' ', '\t'])?;
        from = skip_blanks(code, from + word);
    }
    let rest = &code[from..];
    let (name, colon) = match rest.bytes().next()? {
        quote @ (b'"' | b'\'') => {
            let close = 1 + rest[1..].bytes().position(|b| b == quote)?;
            (&rest[1..close], skip_blanks(code, from + close + 1))
        }
        b'[' | b'{' | b'|' | b'>' | b'#' | b'*' | b'%' | b'@' | b'`' => return None,
        _ => {
            let colon = rest
                .bytes()
                .enumerate()
                .position(|(i, b)| b == b':' && matches!(rest.as_bytes().get(i + 1), None | Some(b' ' | b'\t')))?;
            (rest[..colon].trim_end(), from + colon)
        }
    };
    if code.as_bytes().get(colon) != Some(&b':') || !matches!(code.as_bytes().get(colon + 1), None | Some(b' ' | b'\t'))
    {
        return None;
    }
    Some(Key { name, colon, value: skip_blanks(code, colon + 1) })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn name(line: &str) -> Option<&str> {
        Line::parse(line).key.map(|k| k.name)
    }

    #[test]
    fn takes_lines_apart() {
        let line = Line::parse("  - - a: b # c: d");
        assert_eq!((line.dashes.as_slice(), line.start, line.end), (&[2, 4][..], 6, 10));
        assert_eq!(line.value("  - - a: b # c: d"), "b");
        assert_eq!(name("\"a b\" : 1"), Some("a b"));
        assert_eq!(name("url: http://x"), Some("url"));
        assert_eq!(name("http://x"), None);
        assert_eq!(name("a:b"), None);
        assert_eq!(name("'a"), None);
        assert_eq!(name("&x a:"), Some("a"));
        assert_eq!(name("a: 'x # y' # z"), Some("a"));
        assert_eq!(name("--- a: 1"), Some("a"));
        assert_eq!(name("---"), None);
        assert_eq!(name("-"), None);
        assert_eq!(Line::parse("-").dashes, [0]);
    }

    #[test]
    fn headers_of_block_scalars() {
        for (value, is) in [("|", true), (">-", true), ("!!str |2", true), ("a |", false), ("", false), ("|x", false)] {
            assert_eq!(is_block_header(value), is, "{value:?}");
        }
    }
}

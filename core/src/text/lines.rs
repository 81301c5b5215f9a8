//! Line index: byte offset to line and column and back, in the encodings that editors speak.

/// Unit in which columns are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Bytes (LSP `utf-8`).
    Utf8,
    /// UTF-16 code units (LSP default).
    Utf16,
    /// Unicode scalar values (LSP `utf-32`, and our command line).
    Utf32,
}

/// A zero-based line and column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Zero-based line.
    pub line: u32,
    /// Zero-based column, in the unit of the encoding that was asked for.
    pub column: u32,
}

/// Starts of the lines of a text. Lines end with `\n`; a `\r` before it belongs to the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Scans `text` once.
    pub fn new(text: &str) -> Self {
        let mut starts = vec![0];
        starts.extend(text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i as u32 + 1));
        Self { starts }
    }

    /// Scans `text` by the language server protocol's rule, for which a `\r` alone ends a line, too.
    pub fn for_editors(text: &str) -> Self {
        let bytes = text.as_bytes();
        let ends = |i: usize| bytes[i] == b'\n' || (bytes[i] == b'\r' && bytes.get(i + 1) != Some(&b'\n'));
        let mut starts = vec![0];
        starts.extend((0..bytes.len()).filter(|i| ends(*i)).map(|i| i as u32 + 1));
        Self { starts }
    }

    /// Number of lines; a text that ends with a line break has an empty last one.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Never: a text has at least one line. Here because `len` is.
    pub fn is_empty(&self) -> bool {
        false
    }

    /// Zero-based line that holds `offset`; offsets behind the end give the last line.
    pub fn line_of(&self, offset: u32) -> u32 {
        (self.starts.partition_point(|s| *s <= offset) - 1) as u32
    }

    /// First byte of a zero-based line; a line behind the end gives the start of the last one.
    pub fn start_of(&self, line: u32) -> u32 {
        let last = self.starts.len() - 1;
        self.starts[(line as usize).min(last)]
    }

    /// Bytes of a zero-based line without its line break.
    pub fn range_of(&self, line: u32, text: &str) -> core::ops::Range<usize> {
        let start = self.start_of(line) as usize;
        let end = self.starts.get(line as usize + 1).map_or(text.len(), |s| *s as usize);
        let body = text.get(start..end).unwrap_or("");
        start..start + body.trim_end_matches('\n').trim_end_matches('\r').len()
    }

    /// Position of a byte offset. Offsets inside a character count as its start, offsets behind the end as the end.
    pub fn position(&self, text: &str, offset: u32, encoding: Encoding) -> Position {
        let mut at = (offset as usize).min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let line = self.line_of(at as u32);
        let head = &text[self.start_of(line) as usize..at];
        Position { line, column: width(head, encoding) }
    }

    /// Byte offset of a position; columns behind the end of the line give its end.
    pub fn offset(&self, text: &str, position: Position, encoding: Encoding) -> u32 {
        if position.line as usize >= self.starts.len() {
            return text.len() as u32;
        }
        let range = self.range_of(position.line, text);
        let mut left = position.column;
        for (i, c) in text[range.clone()].char_indices() {
            let w = char_width(c, encoding);
            if left < w {
                return (range.start + i) as u32;
            }
            left -= w;
        }
        range.end as u32
    }
}

fn char_width(c: char, encoding: Encoding) -> u32 {
    match encoding {
        Encoding::Utf8 => c.len_utf8() as u32,
        Encoding::Utf16 => c.len_utf16() as u32,
        Encoding::Utf32 => 1,
    }
}

fn width(s: &str, encoding: Encoding) -> u32 {
    match encoding {
        Encoding::Utf8 => s.len() as u32,
        _ => s.chars().map(|c| char_width(c, encoding)).sum(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_trip_in_every_encoding() {
        let text = "a: 1\r\nü: 😀x\n\nlast";
        let index = LineIndex::new(text);
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            for (i, c) in text.char_indices().filter(|(_, c)| *c != '\n' && *c != '\r') {
                let p = index.position(text, i as u32, encoding);
                assert_eq!(index.offset(text, p, encoding), i as u32, "{c:?} in {encoding:?}");
            }
        }
        assert_eq!(index.position(text, 14, Encoding::Utf16), Position { line: 1, column: 5 });
        assert_eq!(index.position(text, 14, Encoding::Utf32), Position { line: 1, column: 4 });
    }

    #[test]
    fn a_lone_carriage_return_ends_a_line_for_editors() {
        let text = "a\rb\r\nc";
        assert_eq!(LineIndex::new(text).len(), 2);
        let index = LineIndex::for_editors(text);
        assert_eq!(index.len(), 3);
        assert_eq!(index.position(text, 2, Encoding::Utf16), Position { line: 1, column: 0 });
        assert_eq!(index.offset(text, Position { line: 1, column: 9 }, Encoding::Utf16), 3);
    }

    #[test]
    fn offsets_outside_are_clamped() {
        let index = LineIndex::new("ab\n");
        assert_eq!(index.position("ab\n", 99, Encoding::Utf8), Position { line: 1, column: 0 });
        assert_eq!(index.offset("ab\n", Position { line: 7, column: 3 }, Encoding::Utf8), 3);
        assert_eq!(index.offset("ab\n", Position { line: 0, column: 9 }, Encoding::Utf8), 2);
    }
}

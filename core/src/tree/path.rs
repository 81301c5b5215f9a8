//! Paths into a document: `machine.network.interfaces[0].mtu`, keys that are not plain words in quotes:
//! `machine.sysctls."net.ipv4.ip_forward"`.

use core::fmt;

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Segment {
    /// Key of a map.
    Key(Box<str>),
    /// Index in a sequence, from 0.
    Index(usize),
}

/// Steps from a document's root to a node.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Path {
    segments: Vec<Segment>,
}

/// Why a path could not be read, with the byte in the path's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathError {
    /// What is wrong, as a sentence part.
    pub message: &'static str,
    /// Byte offset in the text that was given.
    pub offset: usize,
}

impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.message, self.offset)
    }
}

impl core::error::Error for PathError {}

impl FromIterator<Segment> for Path {
    fn from_iter<I: IntoIterator<Item = Segment>>(segments: I) -> Self {
        Self { segments: segments.into_iter().collect() }
    }
}

impl Path {
    /// The steps in order.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// True for the root.
    pub fn is_empty(&self) -> bool {
        self.segments.is_empty()
    }

    /// This path with a key behind it.
    #[must_use]
    pub fn key(&self, key: &str) -> Self {
        let mut next = self.clone();
        next.push_key(key);
        next
    }

    /// This path with an index behind it.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        let mut next = self.clone();
        next.push_index(index);
        next
    }

    /// Goes down to a key.
    pub fn push_key(&mut self, key: &str) {
        self.segments.push(Segment::Key(key.into()));
    }

    /// Goes down to an item.
    pub fn push_index(&mut self, index: usize) {
        self.segments.push(Segment::Index(index));
    }

    /// Goes up one step.
    pub fn pop(&mut self) -> Option<Segment> {
        self.segments.pop()
    }

    /// Reads the written form. The empty text is the root. Inside quotes, `\"` and `\\` are escapes.
    pub fn parse(text: &str) -> Result<Self, PathError> {
        let mut path = Self::default();
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            match bytes[at] {
                b'[' => {
                    let close = text[at..].find(']').map(|c| at + c);
                    let close = close.ok_or(PathError { message: "`[` without `]`", offset: at })?;
                    let index = text[at + 1..close].parse();
                    path.push_index(index.map_err(|_| PathError { message: "not an index", offset: at + 1 })?);
                    at = close + 1;
                }
                b'.' if at > 0 => {
                    at += 1;
                    at = path.parse_key(text, at)?;
                }
                _ if at == 0 => at = path.parse_key(text, at)?,
                _ => return Err(PathError { message: "expected `.` or `[`", offset: at }),
            }
        }
        Ok(path)
    }

    fn parse_key(&mut self, text: &str, start: usize) -> Result<usize, PathError> {
        if !text[start..].starts_with('"') {
            let end = text[start..].find(['.', '[']).map_or(text.len(), |e| start + e);
            if end == start {
                return Err(PathError { message: "expected a key", offset: start });
            }
            self.push_key(&text[start..end]);
            return Ok(end);
        }
        let mut key = String::new();
        let mut chars = text[start + 1..].char_indices();
        while let Some((i, c)) = chars.next() {
            match c {
                '"' => {
                    self.push_key(&key);
                    return Ok(start + 1 + i + 1);
                }
                '\\' => key.extend(chars.next().map(|(_, c)| c)),
                _ => key.push(c),
            }
        }
        Err(PathError { message: "quote is never closed", offset: start })
    }
}

fn is_plain(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-' || b == b'$')
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, segment) in self.segments.iter().enumerate() {
            match segment {
                Segment::Index(n) => write!(f, "[{n}]")?,
                Segment::Key(key) => {
                    if i > 0 {
                        f.write_str(".")?;
                    }
                    if is_plain(key) {
                        f.write_str(key)?;
                    } else {
                        write!(f, "\"{}\"", key.replace('\\', "\\\\").replace('"', "\\\""))?;
                    }
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_and_reads_back() {
        for text in ["", "a", "a.b[0].c", "[1][2]", "a.\"net.ipv4\".b", "a.\"q\\\"\\\\\"[3]"] {
            assert_eq!(Path::parse(text).map(|p| p.to_string()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn says_where_a_path_is_wrong() {
        assert_eq!(Path::parse("a..b").map_err(|e| e.offset), Err(2));
        assert_eq!(Path::parse("a[x]").map_err(|e| e.offset), Err(2));
        assert_eq!(Path::parse("a[1").map_err(|e| e.offset), Err(1));
        assert_eq!(Path::parse("a.\"b").map_err(|e| e.offset), Err(2));
        assert_eq!(Path::parse("[0]a").map_err(|e| e.offset), Err(3));
    }
}

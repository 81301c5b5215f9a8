//! The place of a cursor inside brackets, for JSON and YAML's flow style: one pass from the bracket to the cursor.

use ostler_core::tree::Path;

use super::{Cursor, Layout, Slot};

/// Deepest nesting of brackets that is followed.
const MAX_DEPTH: usize = 512;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    Open(u8),
    Close,
    Comma,
    Colon,
    /// A word or quoted text.
    Word,
}

#[derive(Debug)]
struct Frame {
    is_map: bool,
    /// Key whose value comes next, for maps.
    key: Option<String>,
    /// Index of the item, for sequences.
    index: usize,
    keys: Vec<String>,
}

/// True when the bracket at `start` is still open at `at`.
pub(super) fn is_open(text: &str, start: usize, at: usize) -> bool {
    let mut depth = 0usize;
    for (token, _) in Tokens::new(text, start, at) {
        match token {
            Token::Open(_) => depth += 1,
            Token::Close => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return false;
                }
            }
            _ => {}
        }
    }
    depth > 0
}

/// Finds the place of byte `at` in the value that begins at `start` and stands at `base`.
pub(super) fn locate(text: &str, start: usize, at: usize, base: &Path, layout: Layout) -> Option<Cursor> {
    let mut frames: Vec<Frame> = Vec::new();
    let mut word: Option<(usize, usize)> = None;
    for (token, range) in Tokens::new(text, start, at) {
        match token {
            Token::Open(bracket) => {
                if frames.len() >= MAX_DEPTH {
                    return None;
                }
                frames.push(Frame { is_map: bracket == b'{', key: None, index: 0, keys: Vec::new() });
                word = None;
            }
            Token::Close => {
                frames.pop();
                word = None;
            }
            Token::Comma => {
                let frame = frames.last_mut()?;
                frame.note_key(word.map(|(s, e)| &text[s..e]));
                frame.key = None;
                frame.index += 1;
                word = None;
            }
            Token::Colon => {
                let frame = frames.last_mut()?;
                if frame.is_map {
                    frame.key = word.map(|(s, e)| unquote(&text[s..e]).to_owned());
                    frame.note_key(word.map(|(s, e)| &text[s..e]));
                }
                word = None;
            }
            Token::Word => word = Some(range),
        }
    }
    if frames.is_empty() {
        return None;
    }
    let mut path = base.clone();
    for frame in &frames[..frames.len() - 1] {
        frame.step(&mut path);
    }
    let frame = frames.pop()?;
    // A word counts as typed when the cursor touches it; behind a blank it is finished.
    let typed = word.filter(|(_, e)| *e >= at).map_or(at..at, |(s, _)| s..word_end(text, s, at));
    let rest = text[typed.end..].trim_start();
    let typed_range = typed.start as u32..typed.end as u32;
    let (slot, siblings) = match (&frame.key, frame.is_map) {
        (Some(_), true) => (Slot::Value, Vec::new()),
        (None, true) => {
            let mut siblings = frame.keys.clone();
            siblings.extend(keys_behind(text, typed.end));
            (if rest.starts_with(':') { Slot::Key } else { Slot::Open }, siblings)
        }
        (_, false) => (Slot::Open, Vec::new()),
    };
    if slot == Slot::Value || !frame.is_map {
        frame.step(&mut path);
    }
    let needs_space = slot == Slot::Value && text[..typed.start].ends_with(':');
    Some(Cursor { path, slot, typed: typed_range, needs_space, siblings, layout })
}

impl Frame {
    fn note_key(&mut self, word: Option<&str>) {
        if let (true, Some(word)) =
            (self.is_map && self.key.is_none() || self.key.as_deref() == word.map(unquote), word)
        {
            let name = unquote(word).to_owned();
            if self.is_map && !self.keys.contains(&name) {
                self.keys.push(name);
            }
        }
    }

    fn step(&self, path: &mut Path) {
        match (&self.key, self.is_map) {
            (Some(key), true) => path.push_key(key),
            (None, true) => {}
            (_, false) => path.push_index(self.index),
        }
    }
}

/// Keys of the map that the cursor is in, behind the cursor.
fn keys_behind(text: &str, from: usize) -> Vec<String> {
    let mut out = Vec::new();
    let (mut depth, mut word) = (0usize, None);
    for (token, range) in Tokens::new(text, from, text.len()) {
        match token {
            Token::Open(_) => depth += 1,
            Token::Close if depth == 0 => break,
            Token::Close => depth -= 1,
            Token::Colon if depth == 0 => out.extend(word.take().map(|(s, e)| unquote(&text[s..e]).to_owned())),
            Token::Word if depth == 0 => word = Some(range),
            Token::Comma if depth == 0 => word = None,
            _ => {}
        }
    }
    out
}

fn unquote(word: &str) -> &str {
    let trimmed = word.trim_matches(['"', '\'']);
    if trimmed.len() == word.len() { word } else { trimmed }
}

/// End of the word that begins at `start` and reaches `at`, quotes included.
fn word_end(text: &str, start: usize, at: usize) -> usize {
    let line_end = text[at..].find(['\n', '\r']).map_or(text.len(), |n| at + n);
    Tokens::new(text, start, line_end).next().map_or(at, |(_, (_, e))| e.max(at))
}

struct Tokens<'a> {
    text: &'a str,
    at: usize,
    end: usize,
}

impl<'a> Tokens<'a> {
    fn new(text: &'a str, start: usize, end: usize) -> Self {
        Self { text, at: start.min(text.len()), end: end.min(text.len()) }
    }

    fn quoted(&self, quote: u8) -> usize {
        let bytes = self.text.as_bytes();
        let mut i = self.at + 1;
        while i < self.end {
            match bytes[i] {
                b'\\' if quote == b'"' => i += 1,
                b if b == quote => return i + 1,
                _ => {}
            }
            i += 1;
        }
        self.end
    }

    fn plain(&self) -> usize {
        let bytes = self.text.as_bytes();
        let mut i = self.at;
        while i < self.end {
            let colon = bytes[i] == b':'
                && matches!(bytes.get(i + 1), None | Some(b' ' | b'\t' | b'\n' | b'\r' | b',' | b'}' | b']'));
            if colon || matches!(bytes[i], b',' | b'[' | b']' | b'{' | b'}' | b'\n' | b'\r') {
                break;
            }
            i += 1;
        }
        // At least one byte, so that the scan always moves.
        self.at + self.text[self.at..i].trim_end().len().max(1)
    }
}

impl Iterator for Tokens<'_> {
    type Item = (Token, (usize, usize));

    fn next(&mut self) -> Option<Self::Item> {
        let bytes = self.text.as_bytes();
        while self.at < self.end && matches!(bytes[self.at], b' ' | b'\t' | b'\n' | b'\r') {
            self.at += 1;
        }
        while self.at < self.end && bytes[self.at] == b'#' {
            self.at = self.text[self.at..self.end].find('\n').map_or(self.end, |n| self.at + n + 1);
            while self.at < self.end && bytes[self.at].is_ascii_whitespace() {
                self.at += 1;
            }
        }
        if self.at >= self.end {
            return None;
        }
        let start = self.at;
        let (token, end) = match bytes[start] {
            b @ (b'[' | b'{') => (Token::Open(b), start + 1),
            b']' | b'}' => (Token::Close, start + 1),
            b',' => (Token::Comma, start + 1),
            b':' => (Token::Colon, start + 1),
            quote @ (b'"' | b'\'') => (Token::Word, self.quoted(quote)),
            _ => (Token::Word, self.plain()),
        };
        self.at = end.min(self.end).max(start + 1);
        Some((token, (start, self.at)))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use ostler_core::syntax::Syntax;

    use super::super::locate;

    fn at(marked: &str) -> String {
        let offset = marked.find("$0").unwrap();
        let text = marked.replace("$0", "");
        let Some(c) = locate(&text, offset as u32, Syntax::Json) else { return "none".to_owned() };
        let word = &text[c.typed.start as usize..c.typed.end as usize];
        format!("{} {:?} {word:?} {}", c.path, c.slot, c.siblings.join(","))
    }

    #[test]
    fn places_in_json() {
        assert_eq!(at("{$0}"), " Open \"\" ");
        assert_eq!(at("{\"a\": {\"b\": [1, {\"c\": 1, $0}]}}"), "a.b[1] Open \"\" c");
        assert_eq!(at("{\"a\": tr$0ue, \"z\": 1}"), "a Value \"true\" ");
        assert_eq!(at("{\"a$0\": true, \"z\": 1}"), " Key \"\\\"a\\\"\" z");
        assert_eq!(at("{\"x\": 1, \"a$0"), " Open \"\\\"a\" x");
        assert_eq!(at("[[], $0"), "[1] Open \"\" ");
        assert_eq!(at("{\"a\":$0}"), "a Value \"\" ");
    }
}

//! Tokens.

use super::{Error, Library};
use core::ops::Range;

/// Kind of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Name,
    /// A field name in backticks.
    Quoted,
    Int,
    Uint,
    Double,
    String,
    Bytes,
    /// An operator, bracket or one of the words `in`, `true`, `false`, `null`.
    Mark(&'static str),
    End,
}

/// A token with its place.
#[derive(Clone, Debug)]
pub(super) struct Lexeme {
    pub token: Token,
    pub range: Range<usize>,
}

/// Longest first.
const MARKS: &[&str] = &[
    "==", "!=", "<=", ">=", "&&", "||", "<", ">", "[", "]", "{", "}", "(", ")", ".", ",", "-", "!", "?", ":", "+", "*",
    "/", "%",
];
const WORDS: &[&str] = &["in", "true", "false", "null"];

/// Splits an expression; the last token is [`Token::End`].
pub(super) fn tokens(text: &str, library: Library) -> Result<Vec<Lexeme>, Box<Error>> {
    let (mut out, mut at) = (Vec::new(), 0);
    while let Some(c) = text[at..].chars().next() {
        if matches!(c, ' ' | '\t' | '\r' | '\n' | '\u{c}') {
            at += 1;
            continue;
        }
        if text[at..].starts_with("//") {
            at += text[at..].find('\n').unwrap_or(text.len() - at);
            continue;
        }
        let (token, end) = one(text, at, c, library)?;
        out.push(Lexeme { token, range: at..end });
        at = end;
    }
    out.push(Lexeme { token: Token::End, range: text.len()..text.len() });
    Ok(out)
}

fn one(text: &str, at: usize, c: char, library: Library) -> Result<(Token, usize), Error> {
    if let Some(string) = string(text, at, library)? {
        return Ok(string);
    }
    let rest = &text[at..];
    if c.is_ascii_digit() || (c == '.' && rest[1..].starts_with(|c: char| c.is_ascii_digit())) {
        return Ok(number(text, at));
    }
    if c.is_ascii_alphabetic() || c == '_' {
        let end = at + span(rest, |c| c.is_ascii_alphanumeric() || c == '_');
        let word = WORDS.iter().find(|w| **w == &text[at..end]);
        return Ok((word.map_or(Token::Name, |w| Token::Mark(w)), end));
    }
    if c == '`' {
        let inner = span(&rest[1..], |c| c.is_ascii_alphanumeric() || "_.-/ ".contains(c));
        if inner > 0 && rest[1 + inner..].starts_with('`') {
            return Ok((Token::Quoted, at + inner + 2));
        }
        return Err(Error::new("a field name in backticks is not closed", at..at + 1));
    }
    match MARKS.iter().find(|mark| rest.starts_with(**mark)) {
        Some(mark) => Ok((Token::Mark(mark), at + mark.len())),
        None => Err(stray(at, c)),
    }
}

/// A character that starts no token.
fn stray(at: usize, c: char) -> Error {
    let error = Error::new(format!("`{c}` means nothing in CEL"), at..at + c.len_utf8());
    match c {
        '=' => Error { message: "`=` is no operator".into(), ..error }.help("write `==` to compare"),
        '&' | '|' => Error { message: format!("`{c}` is no operator"), ..error }.help(format!("write `{c}{c}`")),
        '~' => error.help("write `text.matches('pattern')` for regular expressions"),
        '\u{201c}' | '\u{201d}' | '\u{2018}' | '\u{2019}' => error.help("write plain quotes, `'` or `\"`"),
        _ => error,
    }
}

fn span(text: &str, fits: impl Fn(char) -> bool) -> usize {
    text.find(|c| !fits(c)).unwrap_or(text.len())
}

fn number(text: &str, at: usize) -> (Token, usize) {
    let rest = &text[at..];
    let digits = |from: usize| span(&rest[from..], |c| c.is_ascii_digit());
    let unsigned = |end: usize| {
        if rest[end..].starts_with(['u', 'U']) { (Token::Uint, at + end + 1) } else { (Token::Int, at + end) }
    };
    if let Some(digits) = rest.strip_prefix("0x") {
        let hex = span(digits, |c| c.is_ascii_hexdigit());
        if hex > 0 {
            return unsigned(2 + hex);
        }
    }
    let whole = digits(0);
    let mut end = whole;
    if rest[end..].starts_with('.') && digits(end + 1) > 0 {
        end += 1 + digits(end + 1);
    }
    if rest[end..].starts_with(['e', 'E']) {
        let sign = usize::from(rest[end + 1..].starts_with(['+', '-']));
        let exponent = digits(end + 1 + sign);
        if exponent > 0 {
            end += 1 + sign + exponent;
        }
    }
    if end > whole { (Token::Double, at + end) } else { unsigned(whole) }
}

/// How a string literal is read.
#[derive(Clone, Copy)]
struct Quoted<'q> {
    quotes: &'q str,
    /// A backslash means itself.
    raw: bool,
    /// Escapes are bytes rather than characters.
    bytes: bool,
    library: Library,
}

/// A string or bytes literal that starts here, if any does.
fn string(text: &str, at: usize, library: Library) -> Result<Option<(Token, usize)>, Error> {
    let rest = &text[at..];
    let bytes = rest.starts_with(['b', 'B']) && prefixed(&rest[1..]);
    let body = &rest[usize::from(bytes)..];
    if !prefixed(body) {
        return Ok(None);
    }
    let raw = body.starts_with(['r', 'R']);
    let start = at + usize::from(bytes) + usize::from(raw);
    let token = if bytes { Token::Bytes } else { Token::String };
    let one = &text[start..=start];
    let three = one.repeat(3);
    for quotes in [three.as_str(), one] {
        if text[start..].starts_with(quotes)
            && let Some(end) = (Quoted { quotes, raw, bytes, library }).close(text, start + quotes.len())?
        {
            return Ok(Some((token, end)));
        }
    }
    Err(Error::new("the string is not closed", at..text.len()).help(format!("end it with `{one}`")))
}

/// A quote, or `r` and a quote.
fn prefixed(text: &str) -> bool {
    let text = text.strip_prefix(['r', 'R']).unwrap_or(text);
    text.starts_with(['"', '\''])
}

impl Quoted<'_> {
    /// Place behind the closing quotes.
    fn close(&self, text: &str, from: usize) -> Result<Option<usize>, Error> {
        let mut at = from;
        while let Some(c) = text[at..].chars().next() {
            if text[at..].starts_with(self.quotes) {
                return Ok(Some(at + self.quotes.len()));
            }
            match c {
                '\n' | '\r' if self.quotes.len() == 1 => return Ok(None),
                '\\' if !self.raw => at += self.escape(text, at)?,
                _ => at += c.len_utf8(),
            }
        }
        Ok(None)
    }

    /// Length of the escape sequence at `at`.
    fn escape(&self, text: &str, at: usize) -> Result<usize, Error> {
        let rest = &text[at + 1..];
        let c = rest.chars().next();
        let digits = |from: usize, count: usize, radix: u32| {
            let part = rest.get(from..from + count)?;
            let fine = part.chars().all(|c| c.is_digit(radix));
            fine.then(|| u32::from_str_radix(part, radix).ok()).flatten()
        };
        let (value, length) = match c {
            Some('a' | 'b' | 'f' | 'n' | 'r' | 't' | 'v' | '"' | '\'' | '\\' | '?' | '`') => return Ok(2),
            Some('x' | 'X') => (digits(1, 2, 16), 4),
            Some('u') if !self.bytes => (digits(1, 4, 16), 6),
            Some('U') if !self.bytes => (digits(1, 8, 16), 10),
            Some('0'..='3') => (digits(0, 3, 8), 4),
            _ => (None, 0),
        };
        if value.is_some_and(|v| self.bytes || self.is_character(v)) {
            return Ok(length);
        }
        let end = at + 1 + c.map_or(0, char::len_utf8);
        Err(Error::new(format!("`{}` is not an escape of CEL", &text[at..end]), at..end)
            .help("write a backslash as `\\\\`, or the string as a raw one, `r'…'`"))
    }

    /// Early releases take halves of surrogate pairs for characters.
    fn is_character(&self, value: u32) -> bool {
        let half = (0xD800..0xE000).contains(&value) && self.library < Library::V0_24;
        half || char::from_u32(value).is_some()
    }
}

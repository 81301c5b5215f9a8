//! Reading of patterns: braces first, then names. Bounded: braces expand to so many alternatives at most.

use super::{Glob, GlobError, Segment, Token};

/// Alternatives that the braces of a pattern may expand to.
const MAX_ALTERNATIVES: usize = 256;

/// Braces within braces.
const MAX_NESTING: usize = 8;

/// A character of a pattern; escaped ones are only themselves.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Plain(char),
    Escaped(char),
}

pub(super) fn glob(text: &str) -> Result<Glob, GlobError> {
    refuse_paths(text)?;
    let marks = marks(text)?;
    let mut at = 0;
    let texts = alternatives(&marks, &mut at, 0, text)?;
    if at < marks.len() {
        let start = offset(&marks, at);
        return Err(wrong("`}` without `{`", start..start + 1));
    }
    Ok(Glob { alternatives: texts.iter().map(|t| segments(t)).collect() })
}

const fn wrong(message: &'static str, range: core::ops::Range<usize>) -> GlobError {
    GlobError { message, range }
}

/// Patterns stay below the directory that they start from.
fn refuse_paths(text: &str) -> Result<(), GlobError> {
    if text.is_empty() {
        return Err(wrong("it is empty", 0..0));
    }
    if text.starts_with('/') {
        return Err(wrong("it begins with `/`, and paths are relative here", 0..1));
    }
    let mut start = 0;
    for name in text.split('/') {
        if name == ".." {
            return Err(wrong("`..` leads out of the project", start..start + 2));
        }
        start += name.len() + 1;
    }
    Ok(())
}

fn marks(text: &str) -> Result<Vec<Mark>, GlobError> {
    let mut out = Vec::with_capacity(text.len());
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        if c != '\\' {
            out.push(Mark::Plain(c));
            continue;
        }
        let (_, escaped) = chars.next().ok_or(wrong("`\\` with nothing behind it", at..at + 1))?;
        out.push(Mark::Escaped(escaped));
    }
    Ok(out)
}

/// Byte of a mark in the text.
fn offset(marks: &[Mark], at: usize) -> usize {
    let length = |m: &Mark| match m {
        Mark::Plain(c) => c.len_utf8(),
        Mark::Escaped(c) => 1 + c.len_utf8(),
    };
    marks[..at].iter().map(length).sum()
}

/// Expands from `at` up to the end, or up to the `,` or `}` that ends an alternative.
fn alternatives(marks: &[Mark], at: &mut usize, depth: usize, text: &str) -> Result<Vec<Vec<Mark>>, GlobError> {
    let mut out: Vec<Vec<Mark>> = vec![Vec::new()];
    while let Some(mark) = marks.get(*at) {
        match mark {
            Mark::Plain('}') => return Ok(out),
            Mark::Plain(',') if depth > 0 => return Ok(out),
            Mark::Plain('{') => out = crossed(&out, &braces(marks, at, depth, text)?, text)?,
            mark => {
                for text in &mut out {
                    text.push(*mark);
                }
                *at += 1;
            }
        }
    }
    Ok(out)
}

/// `{a,b}`, from the opening brace on.
fn braces(marks: &[Mark], at: &mut usize, depth: usize, text: &str) -> Result<Vec<Vec<Mark>>, GlobError> {
    let start = offset(marks, *at);
    if depth >= MAX_NESTING {
        return Err(wrong("braces are nested too deep", start..start + 1));
    }
    let mut out = Vec::new();
    loop {
        // Past the brace or comma.
        *at += 1;
        out.append(&mut alternatives(marks, at, depth + 1, text)?);
        match marks.get(*at) {
            Some(Mark::Plain(',')) => {}
            Some(_) => break,
            None => return Err(wrong("`{` is never closed", start..text.len())),
        }
    }
    *at += 1;
    Ok(out)
}

/// Every one of `heads` with every one of `tails` behind it.
fn crossed(heads: &[Vec<Mark>], tails: &[Vec<Mark>], text: &str) -> Result<Vec<Vec<Mark>>, GlobError> {
    if heads.len() * tails.len() > MAX_ALTERNATIVES {
        return Err(wrong("its braces stand for too many alternatives", 0..text.len()));
    }
    Ok(heads.iter().flat_map(|h| tails.iter().map(move |t| [h.as_slice(), t].concat())).collect())
}

fn segments(marks: &[Mark]) -> Vec<Segment> {
    let mut out: Vec<Segment> = Vec::new();
    let names: Vec<_> = marks.split(|m| *m == Mark::Plain('/')).collect();
    for (index, name) in names.iter().enumerate() {
        let deep = *name == [Mark::Plain('*'); 2] || (name.is_empty() && index + 1 == names.len());
        if deep {
            // Two in a row say the same as one.
            if out.last() != Some(&Segment::Deep) {
                out.push(Segment::Deep);
            }
        } else if !name.is_empty() && *name != [Mark::Plain('.')] {
            out.push(Segment::Name(name.iter().copied().map(token).collect()));
        }
    }
    out
}

const fn token(mark: Mark) -> Token {
    match mark {
        Mark::Plain('*') => Token::Any,
        Mark::Plain('?') => Token::One,
        Mark::Plain(c) | Mark::Escaped(c) => Token::Is(c),
    }
}

//! The choices of an input: its first line, if that begins with `#!`, one byte a choice.

/// Bytes to decide by; all zero behind the end.
#[derive(Clone, Copy, Debug)]
pub struct Choices<'d>(&'d [u8]);

impl<'d> Choices<'d> {
    /// The choices and the rest of an input.
    pub fn split(data: &'d [u8]) -> (Self, &'d [u8]) {
        let Some(rest) = data.strip_prefix(b"#!") else { return (Self(&[]), data) };
        match rest.iter().position(|b| *b == b'\n') {
            Some(end) => (Self(&rest[..end]), &rest[end + 1..]),
            None => (Self(rest), &[]),
        }
    }

    /// True when everything that follows is zero.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The next number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        usize::from(*first) % end.max(1)
    }

    /// A number below `end`, where `end` may be larger than a byte.
    pub fn place(&mut self, end: usize) -> usize {
        let (high, low) = (self.below(256), self.below(256));
        (high * 256 + low) % end.max(1)
    }

    /// One of a list.
    pub fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }
}

/// Line that separates the texts of an input: base and patches, before and after.
const RULE: &[u8] = b"\n=====\n";

/// The texts of an input that holds several.
pub fn texts(data: &[u8]) -> Vec<&[u8]> {
    let mut out = Vec::new();
    let mut rest = data;
    while let Some(at) = rest.windows(RULE.len()).position(|w| w == RULE) {
        // The line break before the rule belongs to the text.
        out.push(&rest[..=at]);
        rest = &rest[at + RULE.len()..];
    }
    out.push(rest);
    out
}

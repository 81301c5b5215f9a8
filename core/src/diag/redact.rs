//! Masking of secrets: everything that is shown passes here once.
//!
//! A [`Redactor`] knows the spans of secret values and their texts. Renderers take [`Redacted`] values, which only it
//! can make, so an unmasked report cannot be printed by accident.

use std::collections::HashMap;
use std::sync::Arc;

use super::Diagnostic;
use crate::text::{SourceId, Span};

/// What stands for a secret in messages; the marker that Talos writes too.
pub const MASK: &str = "******";

/// Shortest text that is searched for in messages; a shorter one would mask half the alphabet. Spans are masked
/// whatever their length.
const SHORTEST_NEEDLE: usize = 4;

/// Something that passed a [`Redactor`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redacted<T>(T);

impl<T> Redacted<T> {
    /// The masked value.
    pub fn get(&self) -> &T {
        &self.0
    }

    /// The masked value, owned.
    pub fn into_inner(self) -> T {
        self.0
    }

    /// Vouches for a value made of masked texts; inside core only.
    pub(crate) fn masked(value: T) -> Self {
        Self(value)
    }

    /// Rearranges a masked value; inside core only, since `f` must not add what was not masked.
    pub(crate) fn map<U>(self, f: impl FnOnce(T) -> U) -> Redacted<U> {
        Redacted(f(self.0))
    }

    /// Joins masked values.
    pub fn all(parts: impl IntoIterator<Item = Self>) -> Redacted<Vec<T>> {
        Redacted(parts.into_iter().map(|p| p.0).collect())
    }
}

/// Knows what must not be shown.
///
/// Texts are found by their first bytes through an index, so the cost of masking depends on the length of the masked
/// text, not on the number of secrets.
#[derive(Clone, Debug, Default)]
pub struct Redactor {
    spans: Vec<Span>,
    needles: HashMap<[u8; SHORTEST_NEEDLE], Vec<Box<str>>>,
    /// What is known elsewhere, such as of a file that many results share.
    shared: Vec<Arc<Redactor>>,
}

impl Redactor {
    /// Adds a secret by place and text. Lines of a multi-line text are secrets of their own, since messages and
    /// excerpts show single lines.
    pub fn add(&mut self, span: Span, text: &str) {
        self.spans.push(span);
        for part in core::iter::once(text).chain(text.lines()).map(str::trim) {
            let Some(head) = part.as_bytes().first_chunk().filter(|_| part != MASK) else { continue };
            let same_head = self.needles.entry(*head).or_default();
            // Longest first, so that a secret that contains another is masked whole.
            if let Err(at) = same_head.binary_search_by(|n| part.len().cmp(&n.len()).then_with(|| (**n).cmp(part))) {
                same_head.insert(at, part.into());
            }
        }
    }

    /// Hides everything that another one hides, too, without a copy of it.
    pub fn share(&mut self, other: Arc<Self>) {
        if !other.is_empty() && !self.shared.iter().any(|known| Arc::ptr_eq(known, &other)) {
            self.shared.push(other);
        }
    }

    /// Length of the longest secret that `text` begins with; `head` are its first bytes.
    fn longest(&self, text: &[u8], head: [u8; SHORTEST_NEEDLE]) -> Option<usize> {
        let mut same = self.needles.get(&head).into_iter().flatten();
        let own = same.find(|n| text.starts_with(n.as_bytes())).map(|n| n.len());
        self.shared.iter().filter_map(|other| other.longest(text, head)).chain(own).max()
    }

    /// Where secret texts stand in `text`, from left to right, the longest first, not overlapping.
    fn occurrences(&self, text: &str) -> Vec<core::ops::Range<usize>> {
        let (bytes, mut found, mut at) = (text.as_bytes(), Vec::new(), 0);
        if self.needles.is_empty() && self.shared.is_empty() {
            return found;
        }
        while let Some(head) = bytes.get(at..).and_then(|rest| rest.first_chunk()) {
            match self.longest(&bytes[at..], *head) {
                Some(length) => {
                    found.push(at..at + length);
                    at += length;
                }
                None => at += 1,
            }
        }
        found
    }

    /// Spans of one source, for excerpts.
    pub fn spans_of(&self, source: SourceId) -> impl Iterator<Item = Span> + '_ {
        let all = core::iter::once(self).chain(self.shared.iter().map(|other| &**other));
        all.flat_map(|one| &one.spans).copied().filter(move |s| s.source == source)
    }

    /// True when a range holds a secret or a part of one.
    pub fn hides(&self, range: Span) -> bool {
        self.spans_of(range.source).any(|s| s.start < range.end && range.start < s.end)
    }

    /// True when nothing is secret.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty() && self.shared.is_empty()
    }

    /// Masks every secret text inside `text`.
    pub fn text(&self, text: &str) -> Redacted<String> {
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        for range in self.occurrences(text) {
            out.push_str(text.get(at..range.start).unwrap_or(""));
            out.push_str(MASK);
            at = range.end;
        }
        out.push_str(text.get(at..).unwrap_or(""));
        Redacted(out)
    }

    /// Masks a source's text for excerpts: every byte of a secret span becomes `*`, line breaks stay, so lines and
    /// byte offsets do not move. Other occurrences of the same secrets are overwritten, too.
    pub fn source(&self, source: SourceId, text: &str) -> Redacted<String> {
        let mut ranges: Vec<_> = self.spans_of(source).map(Span::range).collect();
        ranges.extend(self.occurrences(text));
        ranges.sort_by_key(|r| (r.start, r.end));
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        for range in ranges {
            let start = range.start.clamp(at, text.len());
            let end = range.end.clamp(start, text.len());
            let (Some(kept), Some(hidden)) = (text.get(at..start), text.get(start..end)) else { continue };
            out.push_str(kept);
            out.extend(hidden.bytes().map(|b| if b == b'\n' || b == b'\r' { char::from(b) } else { '*' }));
            at = end;
        }
        out.push_str(text.get(at..).unwrap_or(""));
        Redacted(out)
    }

    /// Masks a finding: all texts in it, and the replacement texts of its fixes.
    pub fn diagnostic(&self, mut diagnostic: Diagnostic) -> Redacted<Diagnostic> {
        let mask = |text: &mut String| *text = self.text(text).into_inner();
        mask(&mut diagnostic.headline);
        mask(&mut diagnostic.primary.message);
        mask(&mut diagnostic.path);
        diagnostic.labels.iter_mut().for_each(|l| mask(&mut l.message));
        diagnostic.help.iter_mut().for_each(mask);
        for fix in &mut diagnostic.fixes {
            mask(&mut fix.title);
        }
        // A fix whose text holds a secret would print it; a fix with a mask would destroy it. So it is left out.
        diagnostic.fixes.retain(|f| f.edits.iter().all(|e| self.text(&e.text).get() == &e.text));
        Redacted(diagnostic)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_texts_and_keeps_columns() {
        let mut r = Redactor::default();
        r.add(Span::new(SourceId(0), 7, 14), "hunter2");
        assert_eq!(r.text("token `hunter2` is short").get(), "token `******` is short");
        assert_eq!(r.source(SourceId(0), "token: hunter2\nagain: hunter2").get(), "token: *******\nagain: *******");
        assert_eq!(r.source(SourceId(1), "token: abcdefg").get(), "token: abcdefg");
    }

    #[test]
    fn the_longest_secret_of_all_counts() {
        let [mut one, mut other] = [Redactor::default(), Redactor::default()];
        one.add(Span::new(SourceId(0), 0, 6), "secret");
        other.add(Span::new(SourceId(1), 0, 13), "secret-behind");
        one.share(Arc::new(other));
        assert_eq!(one.text("secret-behind it, a secret").get(), "****** it, a ******");
        assert_eq!(one.source(SourceId(1), "no name here!").get(), "*************");
    }

    #[test]
    fn lines_of_a_secret_are_secrets() {
        let mut r = Redactor::default();
        r.add(Span::new(SourceId(0), 0, 0), "first line\nsecond line\n");
        assert_eq!(r.text("got `second line`").get(), "got `******`");
    }

    #[test]
    fn overlapping_ranges_do_not_double_text() {
        let mut r = Redactor::default();
        r.add(Span::new(SourceId(0), 0, 6), "abcdef");
        r.add(Span::new(SourceId(0), 3, 9), "defghi");
        assert_eq!(r.source(SourceId(0), "abcdefghi!").get(), "*********!");
    }
}

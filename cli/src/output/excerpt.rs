//! Lines around the places of one finding, cut to a readable width, as a source that miette can read.
//!
//! Only these lines are handed to the renderer, so a file of 20,000 lines costs no more than one of 20; and a
//! certificate of 2,000 characters does not fill the screen.

use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use ostler_core::session::Location;
use ostler_core::text::LineIndex;

/// Lines shown before and behind a place.
pub const CONTEXT: usize = 1;

/// Longest line in characters; more is cut around the place.
const WIDEST: usize = 110;

/// Characters kept before a place when its line is cut.
const LEAD: usize = 40;

/// A masked text with its lines.
#[derive(Debug)]
pub struct Lines<'r> {
    text: &'r str,
    index: LineIndex,
}

impl<'r> Lines<'r> {
    /// Scans a text once.
    pub fn new(text: &'r str) -> Self {
        Self { text, index: LineIndex::new(text) }
    }

    fn count(&self) -> u32 {
        // The empty line behind the last line break is none.
        (self.index.len() - usize::from(self.text.ends_with('\n'))) as u32
    }

    fn line(&self, line: u32) -> &'r str {
        self.text.get(self.index.range_of(line, self.text)).unwrap_or("")
    }
}

/// The lines around the places of a finding.
#[derive(Debug)]
pub struct Excerpt {
    file: String,
    text: String,
    /// Start in `text` and zero-based number of every line.
    lines: Vec<(usize, usize)>,
}

/// A place with what is to be said there; places of other files are left out.
pub struct Mark<'r> {
    /// Where.
    pub at: &'r Location,
    /// What.
    pub message: &'r str,
}

impl Excerpt {
    /// Cuts the lines out of a text and gives the labels in the excerpt's offsets, in the order of `marks`.
    pub fn new(file: &str, lines: &Lines<'_>, marks: &[Mark<'_>]) -> (Self, Vec<LabeledSpan>) {
        let mut excerpt = Self { file: file.to_owned(), text: String::new(), lines: Vec::new() };
        let mut wanted: Vec<u32> = Vec::new();
        for mark in marks {
            let line = mark.at.start.line - 1;
            let last = lines.count().saturating_sub(1);
            wanted.extend(line.saturating_sub(CONTEXT as u32)..=(line + CONTEXT as u32).min(last.max(line)));
        }
        wanted.sort_unstable();
        wanted.dedup();
        let mut labels: Vec<(usize, LabeledSpan)> = Vec::new();
        let mut before: Option<u32> = None;
        for line in wanted {
            if before.is_some_and(|b| b + 1 != line) {
                excerpt.gap();
            }
            before = Some(line);
            excerpt.push(line, lines, marks, &mut labels);
        }
        labels.sort_by_key(|(order, _)| *order);
        (excerpt, labels.into_iter().map(|(_, label)| label).collect())
    }

    /// Blank lines between far places, so many that their contexts are not taken for one.
    fn gap(&mut self) {
        for _ in 0..2 * CONTEXT + 2 {
            self.lines.push((self.text.len(), 0));
            self.text.push('\n');
        }
    }

    fn push(&mut self, line: u32, lines: &Lines<'_>, marks: &[Mark<'_>], labels: &mut Vec<(usize, LabeledSpan)>) {
        let here = marks.iter().enumerate().filter(|(_, m)| m.at.start.line - 1 == line);
        let first = here.clone().map(|(_, m)| m.at.start.column as usize - 1).min().unwrap_or(0);
        let cut = Cut::new(lines.line(line), first);
        let start = self.text.len();
        self.lines.push((start, line as usize));
        self.text.push_str(&cut.text);
        self.text.push('\n');
        for (order, mark) in here {
            let from = cut.offset(mark.at.start.column as usize - 1);
            // A place of many lines is shown by its first.
            let one_line = mark.at.start.line == mark.at.end.line;
            let to = if one_line { cut.offset(mark.at.end.column as usize - 1) } else { cut.text.trim_end().len() };
            let message = Some(mark.message.to_owned()).filter(|m| !m.is_empty());
            let span = (start + from, to.saturating_sub(from));
            let label = if order == 0 {
                LabeledSpan::new_primary_with_span(message, span)
            } else {
                LabeledSpan::new_with_span(message, span)
            };
            labels.push((order, label));
        }
    }
}

/// A line cut to a readable width.
struct Cut {
    text: String,
    /// Characters left out at the start, and characters put in their place.
    skipped: usize,
    lead: usize,
}

impl Cut {
    fn new(line: &str, place: usize) -> Self {
        let length = line.chars().count();
        if length <= WIDEST {
            return Self { text: line.to_owned(), skipped: 0, lead: 0 };
        }
        let skipped = if place > WIDEST - LEAD { place - LEAD } else { 0 };
        let mut text = String::from(if skipped > 0 { "…" } else { "" });
        text.extend(line.chars().skip(skipped).take(WIDEST));
        if skipped + WIDEST < length {
            text.push('…');
        }
        Self { text, skipped, lead: usize::from(skipped > 0) }
    }

    /// Byte in the cut text of a character of the line.
    fn offset(&self, column: usize) -> usize {
        let column = (column + self.lead).saturating_sub(self.skipped);
        self.text.char_indices().nth(column).map_or(self.text.len(), |(i, _)| i)
    }
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let line_of = |offset: usize| self.lines.partition_point(|(start, _)| *start <= offset).saturating_sub(1);
        let (from, to) = (line_of(span.offset()), line_of(span.offset() + span.len()));
        let (first, last) = (from.saturating_sub(before), (to + after).min(self.lines.len().saturating_sub(1)));
        let start = self.lines.get(first).map_or(0, |l| l.0);
        let end = self.lines.get(last + 1).map_or(self.text.len(), |l| l.0);
        let number = self.lines.get(first).map_or(0, |l| l.1);
        let column = if before == 0 { span.offset() - start } else { 0 };
        let data = self.text.as_bytes().get(start..end).ok_or(MietteError::OutOfBounds)?;
        let range = (start, end - start).into();
        Ok(Box::new(MietteSpanContents::new_named(self.file.clone(), data, range, number, column, last - first + 1)))
    }
}

//! Splices between brackets: YAML flow collections, JSON, arrays and inline tables of TOML. Must not know how values
//! are printed.

use super::block::{Raw, Step, leading_new};
use super::geometry::Part;
use super::lines::{before, lead_start, leads_line, line_start, next_line, skip_trivia};

/// A collection in brackets as it stands in the text.
pub(super) struct Brackets<'a> {
    pub(super) text: &'a str,
    pub(super) parts: &'a [Part],
    /// Offset of the closing bracket.
    pub(super) close: usize,
    /// Text between a comma and the next part on the same line.
    pub(super) gap: &'a str,
    pub(super) newline: &'a str,
}

impl Brackets<'_> {
    /// Offset behind the comma that follows part `i`, if there is one.
    fn comma(&self, i: usize) -> Option<usize> {
        let at = skip_trivia(self.text, self.parts[i].end);
        self.text[at..].starts_with(',').then_some(at + 1)
    }

    /// True when part `i` begins a line.
    fn own_line(&self, i: usize) -> bool {
        leads_line(self.text, self.parts[i].start)
    }

    fn floor(&self, i: usize) -> usize {
        i.checked_sub(1).map_or(0, |p| next_line(self.text, self.parts[p].end))
    }

    fn lead(&self, i: usize) -> usize {
        lead_start(self.text, self.parts[i].start, self.floor(i))
    }

    /// The splices between parts. At least one step keeps a part.
    pub(super) fn splices(&self, steps: &[Step], out: &mut Vec<Raw>) {
        let kept: Vec<usize> =
            steps.iter().filter_map(|s| if let Step::Keep(i) = s { Some(*i) } else { None }).collect();
        let Some(&last) = kept.last() else { return };
        for i in (0..last).filter(|i| kept.binary_search(i).is_err()) {
            self.remove_before(i, out);
        }
        let mut pending = leading_new(steps);
        for step in &steps[pending.len()..] {
            match step {
                Step::New(text) => pending.push(text),
                Step::Keep(i) => {
                    self.insert_before(*i, &pending, out);
                    pending.clear();
                }
            }
        }
        self.tail(last, &pending, out);
    }

    /// Removes part `i`, behind which another one is kept.
    fn remove_before(&self, i: usize, out: &mut Vec<Raw>) {
        let range = match self.comma(i) {
            Some(comma) if self.own_line(i) && self.own_line(i + 1) => self.lead(i)..next_line(self.text, comma),
            _ => self.parts[i].start..self.parts[i + 1].start,
        };
        out.push((range, String::new()));
    }

    fn insert_before(&self, i: usize, new: &[&str], out: &mut Vec<Raw>) {
        if new.is_empty() {
            return;
        }
        if self.own_line(i) {
            let pad = before(self.text, self.parts[i].start);
            let at = self.lead(i);
            let lines: String = new.iter().flat_map(|n| [pad, *n, ",", self.newline]).collect();
            out.push((at..at, lines));
        } else {
            let at = self.parts[i].start;
            let text: String = new.iter().flat_map(|n| [*n, ",", self.gap]).collect();
            out.push((at..at, text));
        }
    }

    /// What happens behind the last kept part: the parts there go away, new ones come.
    fn tail(&self, last: usize, new: &[&str], out: &mut Vec<Raw>) {
        let removed = last + 1 < self.parts.len();
        if !removed && new.is_empty() {
            return;
        }
        let end = self.parts[last].end;
        let final_part = self.parts.len() - 1;
        let trailing = self.comma(final_part);
        let old_end = trailing.unwrap_or(self.parts[final_part].end);
        let lines = self.own_line(last) && self.own_line((last + 1).min(final_part));
        if lines && line_start(self.text, self.close) > old_end {
            self.tail_lines(last, new, trailing, old_end, out);
            return;
        }
        let pad = before(self.text, self.parts[last].start);
        let gap: String = if self.own_line(last) { [self.newline, pad].concat() } else { self.gap.to_owned() };
        let text: String = new.iter().flat_map(|n| [",", &*gap, *n]).collect();
        out.push((end..self.parts[final_part].end, text));
    }

    fn tail_lines(&self, last: usize, new: &[&str], trailing: Option<usize>, old_end: usize, out: &mut Vec<Raw>) {
        let end = self.parts[last].end;
        let comma = self.comma(last);
        match comma {
            None if !new.is_empty() => out.push((end..end, ",".into())),
            Some(comma) if new.is_empty() && trailing.is_none() => out.push((comma - 1..comma, String::new())),
            _ => {}
        }
        let from = next_line(self.text, comma.unwrap_or(end));
        let to = if last + 1 < self.parts.len() { next_line(self.text, old_end) } else { from };
        let pad = before(self.text, self.parts[last].start);
        let mut text = new.join(&[",", self.newline, pad].concat());
        if !new.is_empty() {
            text.insert_str(0, pad);
            text.push_str(if trailing.is_some() { "," } else { "" });
            text.push_str(self.newline);
        }
        out.push((from..to, text));
    }
}

//! Splices in YAML block collections: entries and items on lines of their own. Must not know how values are printed.

use super::geometry::Part;
use super::lines::{lead_start, leads_line, line_start, next_line};

/// What becomes of a collection, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Part number `.0` stays.
    Keep(usize),
    /// A new part; lines behind the first are indented already.
    New(String),
}

/// A range and its new text.
pub(super) type Raw = (core::ops::Range<usize>, String);

/// The lines between parts. At least one step keeps a part.
pub(super) fn splices(text: &str, parts: &[Part], steps: &[Step], newline: &str, out: &mut Vec<Raw>) {
    let Some(first) = steps.iter().find_map(kept) else { return };
    let pad = pad_of(text, parts[0].start);
    let mut kept_parts = vec![false; parts.len()];
    for i in steps.iter().filter_map(kept) {
        kept_parts[i] = true;
    }
    let leading = leading_new(steps);
    let inline = !leads_line(text, parts[0].start);
    let join = |new: &[&str]| -> String { new.iter().flat_map(|n| [*n, newline, &pad]).collect() };
    let floor = |i: usize| i.checked_sub(1).map_or(0, |p| next_line(text, parts[p].end));
    if inline {
        // The first part shares its line with a dash: what is kept first is pulled up to it.
        let from = parts[0].start;
        let to = first.checked_sub(1).map_or(from, |p| pull_from(text, parts[p].end, parts[first].start));
        if to > from || !leading.is_empty() {
            out.push((from..to, join(&leading)));
        }
    } else if !leading.is_empty() {
        let at = lead_start(text, parts[first].start, floor(first));
        let lines: String = leading.iter().flat_map(|n| [&*pad, *n, newline]).collect();
        out.push((at..at, lines));
    }
    let from = if inline { first } else { 0 };
    for i in (from..parts.len()).filter(|i| !kept_parts[*i]) {
        let mut end = next_line(text, parts[i].end);
        while i > 0 && parts[i - 1].keeps && text[end..next_line(text, end)].trim().is_empty() && end < text.len() {
            // Blank lines that stay would become text of the block above.
            end = next_line(text, end);
        }
        out.push((lead_start(text, parts[i].start, floor(i))..end, String::new()));
    }
    insert_behind(text, parts, steps, newline, &pad, out);
}

fn kept(step: &Step) -> Option<usize> {
    match step {
        Step::Keep(i) => Some(*i),
        Step::New(_) => None,
    }
}

/// New parts before the first kept one.
pub(super) fn leading_new(steps: &[Step]) -> Vec<&str> {
    let new = steps.iter().map_while(|s| match s {
        Step::New(text) => Some(&**text),
        Step::Keep(_) => None,
    });
    new.collect()
}

/// Blanks that bring a line to the column of `at`.
fn pad_of(text: &str, at: usize) -> String {
    let head = text[line_start(text, at)..at].trim_start_matches('\u{feff}');
    head.chars().map(|c| if c == '\t' { '\t' } else { ' ' }).collect()
}

/// First comment or key behind a part that goes away.
fn pull_from(text: &str, end: usize, next: usize) -> usize {
    let from = next_line(text, end).min(next);
    let rest = &text[from..next];
    from + (rest.len() - rest.trim_start().len())
}

fn insert_behind(text: &str, parts: &[Part], steps: &[Step], newline: &str, pad: &str, out: &mut Vec<Raw>) {
    let mut at = None;
    for step in steps {
        match (step, at) {
            (Step::Keep(i), _) => at = Some(next_line(text, parts[*i].end)),
            (Step::New(_), None) => {}
            (Step::New(new), Some(at)) if at > 0 && text[..at].ends_with('\n') => {
                out.push((at..at, [pad, new, newline].concat()));
            }
            (Step::New(new), Some(at)) => out.push((at..at, [newline, pad, new].concat())),
        }
    }
}

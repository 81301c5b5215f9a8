//! Going on behind an error: one stretch of the text is overwritten in place with blanks (or one letter with the colon
//! that a key lacks), so that the rest parses. Offsets never move. Work is bounded by a number of parses and of bytes.
//!
//! Of several edits that could help, the one after which the next problem is furthest away wins; among equals the one
//! that takes the least. Knows nothing of trees.

use core::ops::Range;

use super::events::ErrorKind;
use super::faults::{Problem, explain, tight_colon, unclosed_quote};
use super::gap;
use super::line::{self, Line};
use super::probe::{Look, Trouble, look};

/// Parses that a document may cost beyond the first, and bytes that they may read.
const MAX_PARSES: usize = 200;
const MAX_BYTES: usize = 24 << 20;
/// Lines above the reported one that are searched for an odd quote.
const LOOK_BACK: usize = 400;

/// A text that parses, and what was done to it.
#[derive(Debug, Default)]
pub(super) struct Repaired {
    pub text: String,
    pub problems: Vec<Problem>,
    /// Overwritten with blanks, sorted, not overlapping.
    pub skipped: Vec<Range<usize>>,
    /// Letters that were overwritten with a colon.
    pub colons: Vec<usize>,
    /// Comments that readers accept but the parser does not; overwritten without a problem.
    pub comments: Vec<Range<usize>>,
    /// False when the budget ran out before the end.
    pub clean: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Edit {
    /// A value, or something else that no other line hangs on.
    Blank(Range<usize>),
    /// Everything in a line; lines below may have belonged to it.
    Line(Range<usize>),
    /// Tabs at the starts of lines.
    Tabs(Vec<Range<usize>>),
    /// A letter that becomes a colon.
    Colon(usize),
    /// A comment that the parser refuses only for its place.
    Comment(Range<usize>),
}

impl Edit {
    fn apply(&self, text: &str) -> String {
        let mut bytes = text.as_bytes().to_vec();
        let mut blank = |range: &Range<usize>| {
            for byte in bytes[range.clone()].iter_mut().filter(|b| !line::is_break(**b)) {
                *byte = b' ';
            }
        };
        match self {
            Self::Blank(range) | Self::Line(range) | Self::Comment(range) => blank(range),
            Self::Tabs(ranges) => ranges.iter().for_each(&mut blank),
            Self::Colon(at) => bytes[*at] = b':',
        }
        String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
    }
}

struct Budget {
    parses: usize,
    bytes: usize,
}

impl Budget {
    fn look(&mut self, text: &str) -> Option<Look> {
        self.parses = self.parses.checked_sub(1)?;
        self.bytes = self.bytes.checked_sub(text.len())?;
        Some(look(text))
    }
}

/// Makes a text parse; called when it does not.
pub(super) fn repair(text: &str) -> Repaired {
    let mut out = Repaired { text: text.to_owned(), ..Repaired::default() };
    let mut budget = Budget { parses: MAX_PARSES, bytes: MAX_BYTES.max(text.len()) };
    // A line that was blanked takes the lines that hung on it with it; trouble there is its echo.
    let mut echo = 0..0;
    let mut next = budget.look(text);
    while let Some(Look::Trouble(trouble)) = next {
        let problem = explain(&out.text, &trouble);
        let culprit = problem.at.start;
        let silent = is_accepted(&out.text, &trouble)
            || echo.contains(&culprit)
            || out.problems.iter().any(|p| p.at.start == culprit);
        let step = best(&out.text, &trouble, culprit, &mut budget);
        if !silent || step.is_none() && out.problems.is_empty() {
            out.problems.push(problem);
        }
        let Some((edit, look)) = step else {
            next = None;
            break;
        };
        if let Edit::Line(range) = &edit {
            echo = range.start..subtree_end(&out.text, range.start).max(echo.end);
        }
        out.record(edit);
        next = Some(look);
    }
    out.clean = matches!(next, Some(Look::Clean | Look::Final));
    out.problems.sort_by_key(|p| p.at.start);
    merge(&mut out.skipped);
    out
}

/// What readers accept although YAML 1.2 and the parser do not: a comment right behind a quote or bracket, tabs as
/// indentation inside brackets.
fn is_accepted(text: &str, trouble: &Trouble) -> bool {
    match trouble.fault.kind {
        ErrorKind::CommentNotSeparated => true,
        ErrorKind::TabInBlockIndentation => {
            // The parser may not have told of the bracket yet, since it could begin a key.
            let ahead = || gap::find(text, trouble.before..trouble.fault.at.min(text.len()), b"[{").is_some();
            trouble.bracket.is_some() || ahead()
        }
        _ => false,
    }
}

impl Repaired {
    fn record(&mut self, edit: Edit) {
        self.text = edit.apply(&self.text);
        match edit {
            Edit::Blank(range) | Edit::Line(range) => self.skipped.push(range),
            Edit::Colon(at) => self.colons.push(at),
            Edit::Comment(range) => self.comments.push(range),
            // The keys behind the tabs are all there.
            Edit::Tabs(_) => {}
        }
    }
}

fn merge(ranges: &mut Vec<Range<usize>>) {
    ranges.sort_by_key(|r| (r.start, r.end));
    ranges.dedup_by(|next, kept| {
        let inside = next.start < kept.end;
        if inside {
            kept.end = kept.end.max(next.end);
        }
        inside
    });
}

/// The edit that moves the next problem furthest, with what comes then; `None` when the budget is used up.
fn best(text: &str, trouble: &Trouble, culprit: usize, budget: &mut Budget) -> Option<(Edit, Look)> {
    let mut best: Option<(usize, Edit, Look)> = None;
    let mut last = None;
    for edit in candidates(text, trouble, culprit) {
        let edited = edit.apply(text);
        if edited == text {
            continue;
        }
        let Some(look) = budget.look(&edited) else { break };
        let reach = reach(&edited, &look);
        if reach > culprit && best.as_ref().is_none_or(|b| reach > b.0) {
            best = Some((reach, edit, look));
            if reach == usize::MAX {
                break;
            }
        } else if matches!(edit, Edit::Line(_)) && last.is_none() {
            last = Some((edit, look));
        }
    }
    best.map(|(_, edit, look)| (edit, look)).or(last)
}

/// Where the next problem is to be found.
fn reach(text: &str, look: &Look) -> usize {
    match look {
        Look::Clean => usize::MAX,
        Look::Final => usize::MAX - 1,
        Look::Trouble(trouble) => explain(text, trouble).at.start,
    }
}

/// Edits that may help, those that take least first.
fn candidates(text: &str, trouble: &Trouble, culprit: usize) -> Vec<Edit> {
    let at = trouble.fault.at.min(text.len());
    let here = Line::at(text, at);
    if trouble.fault.kind == ErrorKind::CommentNotSeparated {
        return vec![Edit::Comment(at..here.whole.end), Edit::Line(here.content..here.end)];
    }
    let mut out = Vec::new();
    let quote = unclosed_quote(text, trouble).or(trouble.swallowing);
    if let Some(open) = quote {
        out.push(Edit::Blank(open..Line::at(text, open).whole.end));
    }
    if text[here.whole.clone()].starts_with("---") {
        out.push(Edit::Blank(here.whole.start..here.whole.start + 3));
    }
    let tabs = leading_tabs(text, &here);
    if !tabs.is_empty() {
        out.push(Edit::Tabs(tabs));
    }
    let tabs = here.next(text).map(|below| leading_tabs(text, &below)).unwrap_or_default();
    if !tabs.is_empty() && text[here.whole.clone()].contains(['|', '>']) {
        out.push(Edit::Tabs(tabs));
    }
    if let Some(open) = trouble.bracket {
        let first = Line::at(text, open);
        out.push(Edit::Blank(open..inside_end(text, open, &first, &here)));
        out.push(Edit::Blank(open..here.end.max(open + 1)));
        out.push(Edit::Blank(open..first.end.max(open + 1)));
    }
    let mut lines = vec![Line::at(text, culprit.min(text.len())), here.clone()];
    let mut above = here.clone();
    for step in 0..LOOK_BACK {
        let Some(line) = above.previous(text) else { break };
        if step < 2 || step < 20 && has_odd_quotes(&text[line.content..line.end]) {
            lines.push(line.clone());
        }
        above = line;
    }
    for line in &lines {
        line_edits(text, line, &mut out);
    }
    let mut seen = Vec::with_capacity(out.len());
    out.retain(|edit| {
        let new = !seen.contains(edit);
        if new {
            seen.push(edit.clone());
        }
        new
    });
    out
}

/// End of what can belong to an open bracket: before the first line that looks like a key of the block around it.
fn inside_end(text: &str, open: usize, first: &Line, here: &Line) -> usize {
    let mut end = first.end.max(open + 1);
    let mut line = first.clone();
    while let Some(next) = line.next(text).filter(|next| next.whole.start < here.whole.start) {
        if next.key.is_some() && next.indent() <= first.indent() {
            break;
        }
        end = next.end;
        line = next;
    }
    end
}

fn line_edits(text: &str, line: &Line, out: &mut Vec<Edit>) {
    if line.is_blank() {
        return;
    }
    let body = &text[line.body.min(line.end)..line.end];
    if !line.value.is_empty() {
        out.push(Edit::Blank(line.value.clone()));
    }
    if line.key.is_none() {
        if let Some(colon) = tight_colon(body) {
            out.push(Edit::Blank(line.body + colon + 1..line.end));
        } else if body.len() > 1 && body.bytes().all(line::is_key_byte) && body.is_ascii() {
            out.push(Edit::Colon(line.end - 1));
        }
    }
    if line.body > line.content && line.body < line.end {
        out.push(Edit::Line(line.body..line.end));
    }
    out.push(Edit::Line(line.content..line.end));
    let end = subtree_end(text, line.content);
    if end > line.end {
        out.push(Edit::Line(line.content..end));
    }
}

/// End of the last line below that is indented deeper than the one at `at`.
fn subtree_end(text: &str, at: usize) -> usize {
    let first = Line::at(text, at);
    let mut end = first.end;
    let mut line = first.clone();
    while let Some(next) = line.next(text) {
        if next.indent() <= first.indent() {
            break;
        }
        end = next.end;
        line = next;
    }
    end.max(at)
}

/// Tabs in the indentation of this line and of those that follow it with tabs too.
fn leading_tabs(text: &str, first: &Line) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut line = Some(first.clone());
    while let Some(this) = line {
        let indentation = this.whole.start..this.body;
        if !text[indentation.clone()].contains('\t') {
            break;
        }
        let tabs = text[indentation.clone()].match_indices('\t').map(|(at, _)| indentation.start + at);
        out.extend(tabs.map(|t| t..t + 1));
        line = this.next(text);
    }
    out
}

fn has_odd_quotes(line: &str) -> bool {
    let count = |quote: char| line.matches(quote).count() - line.matches(&format!("\\{quote}")).count();
    count('"') % 2 == 1 || count('\'') % 2 == 1
}

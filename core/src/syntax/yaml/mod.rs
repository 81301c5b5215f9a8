//! YAML: one document's text to the span tree, whatever the text is.
//!
//! The text is parsed once; only when that stops before the end is it repaired in place and parsed again. Knows the
//! syntax and what readers of YAML differ in ([`super::Dialect`]); must not know kinds or languages.

mod aliases;
mod build;
mod characters;
mod events;
mod faults;
mod gap;
mod line;
mod outline;
mod probe;
mod refuse;
mod repair;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use self::build::{Built, Patches, Stop, build};
use self::characters::replace_controls;
use self::faults::Problem;

use super::{Dialect, Parsed, SyntaxError};
use crate::text::{SourceId, Span};
use crate::tree::Tree;

/// Control characters that are reported one by one.
const MAX_CONTROLS: usize = 20;

/// Parses one document; see [`super::parse`].
pub(super) fn parse(original: &str, dialect: &Dialect, source: SourceId, earlier: &[&Tree]) -> Parsed {
    let mut problems = Vec::new();
    let text = without_controls(original, &mut problems);
    let mut built = build(&text, source, &Patches::default());
    let mut skipped = Vec::new();
    if matches!(built.stop, Stop::Fault(_)) {
        let repaired = repair::repair(&text);
        let patches = Patches {
            original: &text,
            skipped: &repaired.skipped,
            colons: &repaired.colons,
            comments: &repaired.comments,
        };
        built = build(&repaired.text, source, &patches);
        if !repaired.clean {
            built.outlined(&repaired.text, source);
        }
        skipped = repaired.skipped.iter().map(|r| Span::new(source, r.start as u32, r.end as u32)).collect();
        problems.extend(repaired.problems);
    }
    problems.extend(end(&built.stop, &text));
    let mut tree = aliases::settle(built.tree, &built.loose, earlier, &mut problems);
    if built.aliases {
        tree = aliases::measure(tree, &mut problems);
    }
    // What stopped the parser and is refused too is said once.
    let known: Vec<usize> = problems.iter().map(|p| p.at.start).collect();
    problems.extend(refuse::refusals(&text, &tree, dialect).into_iter().filter(|r| !known.contains(&r.at.start)));
    problems.sort_by_key(|p| p.at.start);
    let errors = problems.into_iter().map(|p| p.placed(source)).collect();
    Parsed { tree, errors, skipped }
}

fn without_controls<'t>(text: &'t str, problems: &mut Vec<Problem>) -> Cow<'t, str> {
    let Some((found, clean)) = replace_controls(text) else { return Cow::Borrowed(text) };
    for (at, c) in found.iter().take(MAX_CONTROLS) {
        let message = format!("The character U+{:04X} cannot stand in a text file", u32::from(*c));
        problems.push(
            Problem::new("yaml/control-character", message, *at..at + c.len_utf8())
                .help("remove it, or write it as an escape in double quotes"),
        );
    }
    Cow::Owned(clean)
}

/// What the end of reading says, when it is not the end of the text.
fn end(stop: &Stop, text: &str) -> Option<Problem> {
    match stop {
        Stop::End | Stop::Fault(_) => None,
        Stop::Nesting(at) => {
            let message = format!("Collections are nested more than {} deep here", events::MAX_NESTING);
            Some(Problem::new("yaml/nesting", message, *at..(*at + 1).min(text.len())))
        }
        Stop::SecondDocument(at) => {
            let line = line::Line::at(text, (*at).min(text.len()));
            let at = line.content..line.end.max(line.content);
            let message = "Another document after `...` needs its own `---`";
            Some(Problem::new(faults::SYNTAX, message, at).help("put a line `---` before it"))
        }
    }
}

impl Problem {
    fn placed(self, source: SourceId) -> SyntaxError {
        let span = |r: core::ops::Range<usize>| Span::new(source, r.start as u32, r.end as u32);
        SyntaxError {
            code: self.code,
            message: self.message,
            span: span(self.at),
            related: self.related.map(|(message, at)| (message, span(at))),
            help: self.help,
        }
    }
}

impl Built {
    /// Replaces the tree by an outline, if that has more to show.
    fn outlined(&mut self, text: &str, source: SourceId) {
        let outline = outline::outline(text, source);
        if outline.len() > self.tree.len() {
            self.tree = outline;
            self.loose.clear();
            self.aliases = false;
        }
    }
}

//! A quick look for the first trouble in a text, with what was open there. Repair asks this many times, so it builds no
//! tree.

use core::ops::Range;

use super::events::{Detail, Event, Events, Fault, MAX_NESTING};
use super::line::Line;
use crate::tree::Style;

/// Where and why the parser stopped, and what it was in.
#[derive(Clone, Debug)]
pub(super) struct Trouble {
    pub fault: Fault,
    /// End of the last token that was read.
    pub before: usize,
    /// The innermost bracket that is open, if any.
    pub bracket: Option<usize>,
    /// Opening quote of the last quoted text that runs on over lines that look like `key:`; it has most likely lost its
    /// closing quote.
    pub swallowing: Option<usize>,
}

/// The result of a look.
#[derive(Clone, Debug)]
pub(super) enum Look {
    /// Nothing is wrong.
    Clean,
    /// Nested too deep, or a second document: nothing that blanking could repair.
    Final,
    /// Something is.
    Trouble(Trouble),
}

/// Reads the text until something is wrong.
pub(super) fn look(text: &str) -> Look {
    let mut before = 0;
    let mut open: Vec<Option<usize>> = Vec::new();
    let mut swallowing = None;
    let mut documents = 0;
    for item in Events::new(text, Detail::Structure) {
        let item = match item {
            Ok(item) => item,
            Err(fault) if fault.is_nesting() => return Look::Final,
            Err(fault) => {
                let bracket = open.iter().rev().find_map(|b| *b);
                return Look::Trouble(Trouble { fault, before, bracket, swallowing });
            }
        };
        match item.event {
            Event::Open { style, .. } => {
                let bracket = style == Style::Flow && !item.range.is_empty();
                open.push(bracket.then_some(item.range.start));
                if open.len() > MAX_NESTING {
                    return Look::Final;
                }
                before = item.range.end;
            }
            Event::Close => {
                open.pop();
                before = before.max(item.range.end);
            }
            Event::Scalar { style: Style::SingleQuoted | Style::DoubleQuoted, .. } => {
                if swallows(text, &item.range) {
                    swallowing = Some(item.range.start);
                }
                before = item.range.end;
            }
            Event::DocumentStart => {
                documents += 1;
                if documents > 1 {
                    return Look::Final;
                }
                before = item.range.end;
            }
            Event::Anchor(_) | Event::Comment | Event::DocumentEnd => {}
            _ => before = item.range.end,
        }
    }
    Look::Clean
}

/// True when a quoted text spans lines of which one looks like `key:`.
pub(super) fn swallows(text: &str, quoted: &Range<usize>) -> bool {
    if !text[quoted.clone()].contains('\n') {
        return false;
    }
    let mut line = Line::at(text, quoted.start);
    while let Some(next) = line.next(text) {
        if next.whole.start >= quoted.end {
            return false;
        }
        if next.key.is_some() {
            return true;
        }
        line = next;
    }
    false
}

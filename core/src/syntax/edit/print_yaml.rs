//! Values as YAML text: block style by indentation, flow style between brackets. Must not know the document that the
//! text goes into.

use super::out::{Body, Out};
use super::quote::{Escapes, Place, double_quoted, may_be_bare, may_be_literal, yaml_text};
use crate::syntax::ScalarRules;
use crate::tree::Style;

/// Longest line that a collection that came in brackets is kept in brackets for.
const FLOW_WIDTH: usize = 100;
/// YAML allows implicit keys up to 1024 characters.
const MAX_IMPLICIT_KEY: usize = 1000;

/// How a document indents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Columns that a map under a key is moved right by; 1 to 9.
    pub map_step: usize,
    /// Columns that the dashes under a key are moved right by; 0 puts them below the key.
    pub seq_step: usize,
    /// Line break.
    pub newline: &'static str,
}

impl Default for Layout {
    fn default() -> Self {
        Self { map_step: 2, seq_step: 2, newline: "\n" }
    }
}

/// Prints [`Out`] values.
pub(super) struct Printer<'a> {
    pub(super) layout: Layout,
    pub(super) rules: &'a ScalarRules,
}

impl Printer<'_> {
    fn break_to(&self, text: &mut String, col: usize) {
        text.push_str(self.layout.newline);
        text.extend(std::iter::repeat_n(' ', col));
    }

    /// True when the value is written by indentation.
    pub(super) fn is_block(&self, out: &Out) -> bool {
        out.is_filled() && !(out.flow && self.flow_fits(out))
    }

    fn flow_fits(&self, out: &Out) -> bool {
        has_no_comments(out) && self.inline(out, Place::Flow).chars().count() <= FLOW_WIDTH
    }

    /// Entries or items of a filled collection at column `col`; the first line without its blanks, no line break at
    /// the end.
    pub(super) fn block(&self, out: &Out, col: usize) -> String {
        let parts: Vec<String> = match &out.body {
            Body::Map(entries) => entries.iter().map(|(k, v)| self.entry(k, v, col)).collect(),
            Body::Seq(items) => items.iter().map(|i| self.item(i, col)).collect(),
            _ => vec![self.inline(out, Place::Block)],
        };
        let mut pad = String::new();
        self.break_to(&mut pad, col);
        parts.join(&pad)
    }

    fn lead(&self, out: &Out, col: usize) -> String {
        let mut text = String::new();
        for line in &out.lead {
            text.push_str(line);
            self.break_to(&mut text, col);
        }
        text
    }

    /// One `key: value` at column `col`, comment lines included.
    pub(super) fn entry(&self, key: &Out, value: &Out, col: usize) -> String {
        let mut text = self.lead(value, col);
        let written = self.inline(key, Place::Key);
        if written.chars().count() > MAX_IMPLICIT_KEY || key.is_filled() {
            text.push_str("? ");
            text.push_str(&written);
            self.break_to(&mut text, col);
        } else {
            text.push_str(&written);
            if matches!(key.body, Body::Alias(_)) {
                text.push(' ');
            }
        }
        text.push(':');
        self.behind_key(&mut text, value, col);
        text
    }

    /// What follows the colon of a key at column `col`, with the blank.
    pub(super) fn behind_key(&self, text: &mut String, value: &Out, col: usize) {
        if !self.is_block(value) {
            self.behind(text, value, col);
            return;
        }
        Self::props(text, value);
        trail(text, value);
        let col = self.child_col(value, col);
        self.break_to(text, col);
        text.push_str(&self.block(value, col));
    }

    /// Column of a block below a key at column `col`.
    pub(super) fn child_col(&self, value: &Out, col: usize) -> usize {
        match value.body {
            Body::Seq(_) => col + self.layout.seq_step,
            _ => col + self.layout.map_step,
        }
    }

    /// One `- value` with its dash at column `col`, comment lines included.
    pub(super) fn item(&self, value: &Out, col: usize) -> String {
        let mut text = self.lead(value, col);
        text.push('-');
        self.behind_dash(&mut text, value, col);
        text
    }

    /// What follows a dash at column `col`, with the blank.
    pub(super) fn behind_dash(&self, text: &mut String, value: &Out, col: usize) {
        if !self.is_block(value) {
            self.behind(text, value, col);
            return;
        }
        let bare = value.tag.is_none() && value.anchor.is_none() && value.trail.is_none();
        Self::props(text, value);
        trail(text, value);
        if bare {
            text.push(' ');
        } else {
            self.break_to(text, col + 2);
        }
        text.push_str(&self.block(value, col + 2));
    }

    fn props(text: &mut String, out: &Out) {
        for (mark, name) in [("&", out.anchor), ("", out.tag)] {
            if let Some(name) = name {
                text.push(' ');
                text.push_str(mark);
                text.push_str(name);
            }
        }
    }

    /// A value on the line of its key or dash, whose column is `col`; text of several lines as a `|` block.
    fn behind(&self, text: &mut String, value: &Out, col: usize) {
        Self::props(text, value);
        if let Some((header, body)) = self.literal(value, col) {
            text.push(' ');
            text.push_str(header);
            trail(text, value);
            text.push_str(&body);
            return;
        }
        let bare = Out { tag: None, anchor: None, ..value.clone() };
        let written = self.inline(&bare, Place::Block);
        let absent = matches!(value.body, Body::Absent);
        if !absent {
            text.push(' ');
            text.push_str(&written);
        }
        trail(text, value);
    }

    /// Header and lines of a text that is best written as a block below column `col`.
    pub(super) fn literal(&self, value: &Out, col: usize) -> Option<(&'static str, String)> {
        let Body::Str(text, style) = &value.body else { return None };
        let wanted = match style {
            Style::Literal | Style::Folded => true,
            Style::Plain => text.contains('\n'),
            _ => false,
        };
        if !wanted || !may_be_literal(text) {
            return None;
        }
        let (header, body) = match text.strip_suffix('\n') {
            Some(body) => ("|", body),
            None => ("|-", &**text),
        };
        let mut out = String::new();
        for line in body.split('\n') {
            if line.is_empty() {
                out.push_str(self.layout.newline);
            } else {
                self.break_to(&mut out, col + self.layout.map_step);
                out.push_str(line);
            }
        }
        Some((header, out))
    }

    /// A value on one line, properties included, comments left out.
    pub(super) fn inline(&self, out: &Out, place: Place) -> String {
        let mut text = String::new();
        Self::props(&mut text, out);
        let body = self.inline_body(out, place);
        if text.is_empty() {
            return body;
        }
        text.remove(0);
        if !body.is_empty() {
            text.push(' ');
            text.push_str(&body);
        }
        text
    }

    fn inline_body(&self, out: &Out, place: Place) -> String {
        match &out.body {
            Body::Absent if place == Place::Block || out.anchor.is_some() || out.tag.is_some() => String::new(),
            Body::Absent | Body::Null => "null".into(),
            Body::Bool(b) => b.to_string(),
            Body::Int(i) => i.to_string(),
            Body::Bare(text) if may_be_bare(text, place) => text.to_string(),
            Body::Bare(text) => double_quoted(text, Escapes::Yaml),
            Body::Str(text, _) if out.tag.is_some() => double_quoted(text, Escapes::Yaml),
            Body::Str(text, style) => yaml_text(text, *style, place, self.rules),
            Body::Alias(name) => format!("*{name}"),
            Body::Seq(items) => {
                let items: Vec<_> = items.iter().map(|i| self.inline(i, Place::Flow)).collect();
                format!("[{}]", items.join(", "))
            }
            Body::Map(entries) => {
                let entries: Vec<_> = entries.iter().map(|(k, v)| self.inline_entry(k, v)).collect();
                format!("{{{}}}", entries.join(", "))
            }
        }
    }

    /// One `key: value` between brackets.
    pub(super) fn inline_entry(&self, key: &Out, value: &Out) -> String {
        let mut text = self.inline(key, Place::FlowKey);
        if text.chars().count() > MAX_IMPLICIT_KEY {
            text.insert_str(0, "? ");
        }
        if matches!(key.body, Body::Alias(_)) {
            text.push(' ');
        }
        format!("{text}: {}", self.inline(value, Place::Flow))
    }
}

fn trail(text: &mut String, out: &Out) {
    if let Some(comment) = out.trail {
        text.push(' ');
        text.push_str(comment);
    }
}

fn has_no_comments(out: &Out) -> bool {
    let own = |o: &Out| o.lead.is_empty() && o.trail.is_none() && has_no_comments(o);
    match &out.body {
        Body::Map(entries) => entries.iter().all(|(_, v)| own(v)),
        Body::Seq(items) => items.iter().all(own),
        _ => true,
    }
}

/// True when the text ends in a `|` block whose last line break matters.
pub(super) fn ends_in_block_text(printer: &Printer, out: &Out) -> bool {
    match &out.body {
        Body::Map(entries) => entries.last().is_some_and(|(_, v)| ends_in_block_text(printer, v)),
        Body::Seq(items) => items.last().is_some_and(|v| ends_in_block_text(printer, v)),
        Body::Str(text, _) => text.ends_with('\n') && printer.literal(out, 0).is_some(),
        _ => false,
    }
}

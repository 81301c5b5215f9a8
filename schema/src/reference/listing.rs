//! Lists over many kinds: all kinds, what contains a word. Plain lines for a terminal.

use core::fmt::Write as _;

use ostler_core::model::{StructFields, View};

use super::lookup::walk;
use super::words::{state_words, type_words};

/// First sentence-like line of a doc.
pub(super) fn first(doc: &str) -> &str {
    doc.trim().lines().next().unwrap_or("").trim()
}

/// Kinds that the target has, one a line.
pub fn kinds(views: &[View]) -> String {
    let live: Vec<_> = views.iter().filter(|v| v.state.state.accepted()).collect();
    let width = live.iter().map(|v| v.kind.name.len()).max().unwrap_or(0);
    let mut out = String::new();
    for view in live {
        let state = state_words(view.state.state).map_or(String::new(), |s| format!(" {s}"));
        let _ = writeln!(out, "{:<width$}  {}{state}", view.kind.name, first(view.kind.doc));
    }
    out
}

/// Everything below a place that the target has, one field a line, indented.
pub fn tree(view: &View, from: &StructFields) -> String {
    let mut out = String::new();
    // A field that the target lacks hides what is below.
    let mut hidden: Option<usize> = None;
    walk(view, from, &mut |step| {
        hidden = hidden.filter(|depth| step.depth > *depth);
        if hidden.is_some() {
            return;
        }
        if !step.field.state.accepted() {
            hidden = Some(step.depth);
            return;
        }
        let need = if step.field.required { ", required" } else { "" };
        let indent = "  ".repeat(step.depth);
        let state = state_words(step.field.state).map_or(String::new(), |s| format!("  ({s})"));
        let _ = writeln!(out, "{indent}{}: {}{need}{state}", step.field.field.key, type_words(step.field.field.ty));
    });
    out
}

/// Kinds and fields whose name or text contains a word, whatever its case.
pub fn search(views: &[View], word: &str) -> String {
    let word = word.to_lowercase();
    let has = |text: &str| text.to_lowercase().contains(&word);
    let mut out = String::new();
    for view in views.iter().filter(|v| v.state.state.accepted()) {
        if has(view.kind.name) || has(view.kind.doc) {
            let _ = writeln!(out, "{}: {}", view.kind.name, first(view.kind.doc));
        }
        walk(view, view.root(), &mut |step| {
            let field = step.field.field;
            if step.field.state.accepted() && (has(field.key) || has(field.doc)) {
                let _ = writeln!(out, "{}: {}", label(view, step.path), first(field.doc));
            }
        });
    }
    out
}

/// `LinkConfig.mtu`; paths of the headless document stand by themselves.
pub(super) fn label(view: &View, path: &str) -> String {
    if view.kind.flags.headless { path.to_owned() } else { format!("{}.{path}", view.kind.name) }
}

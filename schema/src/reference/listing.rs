//! Lists over many kinds: all kinds, what contains a word, what a release changed. Plain lines for a terminal.

use core::fmt::Write as _;

use ostler_core::model::{FieldState, FieldView, State, StructFields, View};

use super::lookup::walk;
use super::words::{instead, state_words, type_words};

/// First sentence-like line of a doc.
fn first(doc: &str) -> &str {
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
fn label(view: &View, path: &str) -> String {
    if view.kind.flags.headless { path.to_owned() } else { format!("{}.{path}", view.kind.name) }
}

/// What a release added, deprecated and removed: the difference between the views before and at it, pairwise.
pub fn changes(before: &[View], at: &[View]) -> String {
    let mut lists: [Vec<String>; 4] = Default::default();
    for (old, new) in before.iter().zip(at) {
        match change(&old.state, &new.state) {
            Some(change) => change.push(&mut lists, new.kind.name, first(new.kind.doc)),
            // What a new or removed kind has inside says nothing more.
            None if new.state.state.accepted() => fields(old, new, &mut lists),
            None => {}
        }
    }
    let mut out = String::new();
    for (title, lines) in ["Added", "Deprecated", "Removed", "Other default"].iter().zip(lists) {
        if !lines.is_empty() {
            let _ = writeln!(out, "{title}\n{}\n", lines.join("\n"));
        }
    }
    out.truncate(out.trim_end().len());
    if out.is_empty() {
        out.push_str("no change in the tables");
    }
    out.push('\n');
    out
}

fn fields(old: &View, new: &View, lists: &mut [Vec<String>; 4]) {
    let mut states: Vec<(String, FieldView)> = Vec::new();
    walk(old, old.root(), &mut |step| states.push((step.path.to_owned(), *step.field)));
    let mut hidden: Option<usize> = None;
    walk(new, new.root(), &mut |step| {
        hidden = hidden.filter(|depth| step.depth > *depth);
        if hidden.is_some() {
            return;
        }
        let before = states.iter().find(|(path, _)| path == step.path).map(|(_, field)| field);
        let path = label(new, step.path);
        let doc = first(step.field.field.doc);
        if let Some(change) = before.and_then(|b| between(b.state, step.field.state)) {
            change.push(lists, &path, doc);
            hidden = Some(step.depth);
        } else if !step.field.state.accepted() {
            hidden = Some(step.depth);
        } else if let Some(before) = before.filter(|b| b.default != step.field.default) {
            lists[3].push(format!("  {path}: `{}`, before `{}`", step.field.default, before.default));
        }
    });
}

enum Change {
    Added,
    Deprecated(&'static [&'static str]),
    Removed,
}

impl Change {
    fn push(&self, lists: &mut [Vec<String>; 4], path: &str, doc: &str) {
        match self {
            Self::Added => lists[0].push(format!("  {path}: {doc}")),
            Self::Deprecated(by) => lists[1].push(format!("  {path}{}", instead(by))),
            Self::Removed => lists[2].push(format!("  {path}")),
        }
    }
}

fn change(old: &State, new: &State) -> Option<Change> {
    between(old.state, new.state)
}

fn between(old: FieldState, new: FieldState) -> Option<Change> {
    match (old, new) {
        (old, FieldState::Gone(_)) if old.accepted() => Some(Change::Removed),
        (old, FieldState::Deprecated(by, _)) if !matches!(old, FieldState::Deprecated(..)) => {
            Some(Change::Deprecated(by))
        }
        (old, new) if !old.accepted() && new.accepted() => Some(Change::Added),
        _ => None,
    }
}

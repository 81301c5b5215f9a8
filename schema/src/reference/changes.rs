//! What a release changed: the difference between the views before and at it.

use core::fmt;

use ostler_core::lang::Language;
use ostler_core::model::{FieldState, FieldView, Target, Version, View};

use super::listing::{first, label};
use super::lookup::walk;
use super::words::instead;

/// Something that a release changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The kind that it belongs to.
    pub kind: &'static str,
    /// Path of the field from the root of the kind; empty for the kind itself.
    pub path: String,
    /// What people call it: the kind's name, `LinkConfig.mtu`, or the plain path in a headless document.
    pub label: String,
    /// What the change is, for those that need more words than its list has; else the first line of the documentation.
    pub words: String,
}

/// What a release changed, in the order of the tables.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Kinds and fields that were not there before.
    pub added: Vec<Change>,
    /// Still read; the words say what to use instead.
    pub deprecated: Vec<Change>,
    /// Not read any more.
    pub removed: Vec<Change>,
    /// Fields whose default is another; the words say which.
    pub defaults: Vec<Change>,
}

impl Changes {
    /// Compares views of the same kinds, pairwise. What a new or removed kind has inside is not listed.
    pub fn between(before: &[View], at: &[View]) -> Self {
        let mut out = Self::default();
        for (old, new) in before.iter().zip(at) {
            let change = |words: &str| Change {
                kind: new.kind.name,
                path: String::new(),
                label: new.kind.name.to_owned(),
                words: words.to_owned(),
            };
            let states = (old.state.state, new.state.state);
            if !out.push(states, first(new.kind.doc), &change) && new.state.state.accepted() {
                out.push_fields(old, new);
            }
        }
        out
    }

    /// The lists with their titles, in the order in which they matter.
    pub fn lists(&self) -> [(&'static str, &[Change]); 4] {
        [
            ("Added", &self.added),
            ("Deprecated", &self.deprecated),
            ("Removed", &self.removed),
            ("Other default", &self.defaults),
        ]
    }

    /// Files a change of state in its list; says whether there was one.
    fn push(&mut self, states: (FieldState, FieldState), doc: &str, change: &dyn Fn(&str) -> Change) -> bool {
        match states {
            (old, FieldState::Gone(_)) if old.accepted() => self.removed.push(change("")),
            (old, FieldState::Deprecated(by, _)) if !matches!(old, FieldState::Deprecated(..)) => {
                self.deprecated.push(change(instead(by).trim_start_matches("; ")));
            }
            (old, new) if !old.accepted() && new.accepted() => self.added.push(change(doc)),
            _ => return false,
        }
        true
    }

    fn push_fields(&mut self, old: &View, new: &View) {
        let mut states: Vec<(String, FieldView)> = Vec::new();
        walk(old, old.root(), &mut |step| states.push((step.path.to_owned(), *step.field)));
        let mut hidden: Option<usize> = None;
        walk(new, new.root(), &mut |step| {
            hidden = hidden.filter(|depth| step.depth > *depth);
            if hidden.is_some() {
                return;
            }
            let before = states.iter().find(|(path, _)| path == step.path).map(|(_, field)| field);
            let change = |words: &str| Change {
                kind: new.kind.name,
                path: step.path.to_owned(),
                label: label(new, step.path),
                words: words.to_owned(),
            };
            let doc = first(step.field.field.doc);
            if before.is_some_and(|b| self.push((b.state, step.field.state), doc, &change))
                || !step.field.state.accepted()
            {
                hidden = Some(step.depth);
            } else if let Some(before) = before.filter(|b| b.default != step.field.default) {
                self.defaults.push(change(&format!("`{}`, before `{}`", step.field.default, before.default)));
            }
        });
    }
}

/// What a release of a language changed; `None` for the first that the tables cover.
pub fn release_changes(language: &Language, version: Version) -> Option<Changes> {
    let before = language.releases.iter().rev().map(|r| r.version).find(|v| *v < version)?;
    let views = |version| -> Vec<View> {
        language.kinds.iter().map(|kind| View::new(kind, &Target::new(language.id, version))).collect()
    };
    Some(Changes::between(&views(before), &views(version)))
}

/// Plain lines for a terminal.
impl fmt::Display for Changes {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut lists = self.lists().into_iter().filter(|(_, list)| !list.is_empty()).peekable();
        if lists.peek().is_none() {
            return writeln!(out, "no change in the tables");
        }
        while let Some((title, list)) = lists.next() {
            writeln!(out, "{title}")?;
            for change in list {
                let colon = if change.words.is_empty() { "" } else { ": " };
                writeln!(out, "  {}{colon}{}", change.label, change.words)?;
            }
            if lists.peek().is_some() {
                writeln!(out)?;
            }
        }
        Ok(())
    }
}

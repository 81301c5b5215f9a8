//! A difference for a terminal: one line for each change, values that do not fit below it.

use core::fmt::Write as _;

use ostler_core::diag::Redacted;
use ostler_core::diff::ChangeKind;
use ostler_core::model::Impact;
use ostler_core::session::{Difference, Location, ShownChange, ShownSide};

use super::values::{Shown, shown};
use crate::args::Paint;
use crate::output::{counted, listed};

struct Colors {
    bold: &'static str,
    dim: &'static str,
    red: &'static str,
    green: &'static str,
    yellow: &'static str,
    off: &'static str,
}

const COLORED: Colors = Colors {
    bold: "\u{1b}[1m",
    dim: "\u{1b}[2m",
    red: "\u{1b}[31m",
    green: "\u{1b}[32m",
    yellow: "\u{1b}[33m",
    off: "\u{1b}[0m",
};
const PLAIN: Colors = Colors { bold: "", dim: "", red: "", green: "", yellow: "", off: "" };

/// All differences, file by file.
pub fn render(differences: &[&Redacted<Difference>], paint: Paint) -> String {
    let colors = if paint == Paint::Colored { &COLORED } else { &PLAIN };
    let several = several_releases(differences);
    let texts: Vec<_> = differences.iter().map(|d| one(d.get(), several, colors)).collect();
    texts.join("\n")
}

fn one(difference: &Difference, several: Releases, c: &Colors) -> String {
    let mut out = match difference.whole {
        Some(ChangeKind::Added) => return format!("{}+ {}{}\n", c.green, came_or_went(difference, "new"), c.off),
        Some(_) => return format!("{}- {}{}\n", c.red, came_or_went(difference, "gone"), c.off),
        None if difference.nodes.is_empty() => {
            format!("{}{} → {}{}\n", c.bold, difference.old, difference.new, c.off)
        }
        None => {
            let asks = difference.impact().map_or("", Impact::phrase);
            format!("{}{}{}: {asks}\n", c.bold, who(difference, several), c.off)
        }
    };
    for change in &difference.changes {
        let places = if difference.nodes.is_empty() { places(change, point) } else { places(change, file) };
        line(change, &places, c, &mut out);
    }
    out
}

/// Most names of nodes on a line.
pub(super) const NAMES: usize = 8;

/// `12 workers`.
fn count(difference: &Difference) -> String {
    let nodes = &difference.nodes;
    let role = nodes.first().map(|(_, role)| role.as_str()).filter(|r| nodes.iter().all(|(_, role)| role == r));
    counted(nodes.len(), role.map_or("node", crate::project::role_noun))
}

fn names(difference: &Difference) -> String {
    listed(difference.nodes.iter().map(|(name, _)| name), NAMES)
}

/// Whether nodes of several releases are told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Releases {
    One,
    Several,
}

/// Nodes of different releases are in different groups, whatever else they have in common; a reader wants to know why.
pub(super) fn several_releases(differences: &[&Redacted<Difference>]) -> Releases {
    let mut targets = differences.iter().filter_map(|d| d.get().target.as_ref());
    let first = targets.next();
    if targets.all(|t| Some(t) == first) { Releases::One } else { Releases::Several }
}

/// `12 workers (w-1, w-2, w-3 and 9 more)`, and their release where there are several.
pub(super) fn who(difference: &Difference, several: Releases) -> String {
    let release = difference.target.as_ref().filter(|_| several == Releases::Several).map(super::release);
    let release = release.map_or(String::new(), |release| format!(" with {release}"));
    format!("{}{release} ({})", count(difference), names(difference))
}

/// `2 workers are new: w-4, w-5`.
pub(super) fn came_or_went(difference: &Difference, word: &str) -> String {
    let are = if difference.nodes.len() == 1 { "is" } else { "are" };
    format!("{} {are} {word}: {}", count(difference), names(difference))
}

fn line(change: &ShownChange, places: &str, c: &Colors, out: &mut String) {
    let (sign, color) = match change.kind {
        ChangeKind::Added => ('+', c.green),
        ChangeKind::Removed => ('-', c.red),
        ChangeKind::Changed => ('~', c.yellow),
        ChangeKind::Moved => ('>', c.yellow),
    };
    let shown = shown(change);
    // Writing to a string cannot fail.
    let _ = write!(out, "  {color}{sign}{} {}", c.off, path(change));
    if change.kind == ChangeKind::Moved {
        let _ = write!(out, "  moved from {}", from(change));
    } else if let Shown::Line(old, new) = &shown {
        let _ = write!(out, "  {}", values(old.as_deref(), new.as_deref(), c));
    }
    let asks = if change.impact == Impact::InPlace { "" } else { change.impact.phrase() };
    let tail: Vec<_> = [places, asks].into_iter().filter(|t| !t.is_empty()).collect();
    if !tail.is_empty() {
        let _ = write!(out, "  {}{}{}", c.dim, tail.join(" "), c.off);
    }
    out.push('\n');
    if let (Shown::Block(lines), true) = (&shown, change.kind != ChangeKind::Moved) {
        for (sign, text) in lines {
            let color = match sign {
                '+' => c.green,
                '-' => c.red,
                _ => c.dim,
            };
            let _ = writeln!(out, "      {color}{sign} {text}{}", c.off);
        }
    }
}

fn values(old: Option<&str>, new: Option<&str>, c: &Colors) -> String {
    match (old, new) {
        (Some(old), Some(new)) => format!("{}{old}{} → {}{new}{}", c.red, c.off, c.green, c.off),
        (Some(old), None) => format!("{}{old}{}", c.red, c.off),
        (None, Some(new)) => format!("{}{new}{}", c.green, c.off),
        (None, None) => String::new(),
    }
}

/// Path of a change; a document without a name says that it is meant as a whole.
pub(super) fn path(change: &ShownChange) -> &str {
    let path = change.path();
    if path.is_empty() { "the whole document" } else { path }
}

/// Where a moved item stood before: its index.
pub(super) fn from(change: &ShownChange) -> &str {
    let old = change.old.as_ref().map_or("", |s| s.path.as_str());
    old.rfind('[').map_or(old, |at| &old[at..])
}

/// Where the values of a change are written. In a fleet that takes the name of a file.
fn places(change: &ShownChange, place: impl Fn(&ShownSide) -> Option<String>) -> String {
    let of = |side: &Option<ShownSide>| side.as_ref().and_then(&place);
    match (of(&change.old), of(&change.new)) {
        (Some(old), Some(new)) if old == new => format!("[{old}]"),
        (Some(old), Some(new)) => format!("[{old} → {new}]"),
        (Some(one), None) | (None, Some(one)) => format!("[{one}]"),
        (None, None) => String::new(),
    }
}

/// `3:15` of a file that is known.
fn point(side: &ShownSide) -> Option<String> {
    let Location { start, .. } = &side.places.first()?.location;
    Some(format!("{}:{}", start.line, start.column))
}

/// `worker/time.yaml:3`, with the variable that stands there, and whether it stands elsewhere, too.
pub(super) fn file(side: &ShownSide) -> Option<String> {
    let line = |at: &Location| format!("{}:{}", at.file, at.start.line);
    let first = side.places.first()?;
    let mut out = line(&first.location);
    if let Some((name, defined)) = &first.variable {
        let _ = write!(out, ", {name} of {}", line(defined));
    }
    match (side.places.len() - 1, side.elsewhere) {
        (0, _) => {}
        (more, false) => _ = write!(out, " and {more} more"),
        (_, true) => out.push_str(" and others"),
    }
    Some(out)
}

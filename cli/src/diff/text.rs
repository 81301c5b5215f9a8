//! A difference for a terminal: one line for each change, values that do not fit below it.

use core::fmt::Write as _;

use ostler_core::diag::Redacted;
use ostler_core::diff::ChangeKind;
use ostler_core::model::Impact;
use ostler_core::session::{Difference, Location, ShownChange, ShownSide};

use super::values::{Shown, shown};
use crate::args::Paint;

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
    let texts: Vec<_> = differences.iter().map(|d| file(d.get(), colors)).collect();
    texts.join("\n")
}

fn file(difference: &Difference, c: &Colors) -> String {
    let mut out = match difference.whole {
        Some(ChangeKind::Added) => return format!("{}+ {}{}\n", c.green, who(difference), c.off),
        Some(_) => return format!("{}- {}{}\n", c.red, who(difference), c.off),
        None if difference.nodes.is_empty() => {
            format!("{}{} → {}{}\n", c.bold, difference.old, difference.new, c.off)
        }
        None => format!("{}{}{}\n", c.bold, who(difference), c.off),
    };
    for change in &difference.changes {
        line(change, c, &mut out);
    }
    out
}

/// Longest list of names on a line.
const NAMES: usize = 8;

/// `12 workers: w-1, w-2, …`.
pub(super) fn who(difference: &Difference) -> String {
    let nodes = &difference.nodes;
    let role = nodes.first().map(|(_, role)| role.as_str()).filter(|r| nodes.iter().all(|(_, role)| role == r));
    let noun = match role {
        Some(role) => crate::project::role_noun(role),
        None => "node",
    };
    let names: Vec<_> = nodes.iter().take(NAMES).map(|(name, _)| name.as_str()).collect();
    let more = if nodes.len() > NAMES { ", …" } else { "" };
    let plural = if nodes.len() == 1 { "" } else { "s" };
    format!("{} {noun}{plural}: {}{more}", nodes.len(), names.join(", "))
}

fn line(change: &ShownChange, c: &Colors, out: &mut String) {
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
    let places = places(change);
    let asks = if change.impact == Impact::InPlace { "" } else { change.impact.phrase() };
    let tail: Vec<_> = [places.as_str(), asks].into_iter().filter(|t| !t.is_empty()).collect();
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

fn places(change: &ShownChange) -> String {
    let place = |side: &Option<ShownSide>| side.as_ref().and_then(|s| s.location.as_ref()).map(point);
    match (place(&change.old), place(&change.new)) {
        (Some(old), Some(new)) => format!("[{old} → {new}]"),
        (Some(one), None) | (None, Some(one)) => format!("[{one}]"),
        (None, None) => String::new(),
    }
}

fn point(location: &Location) -> String {
    format!("{}:{}", location.start.line, location.start.column)
}

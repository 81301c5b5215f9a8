//! Where a cursor stands in a text: which container, key or value, told from the text alone.
//!
//! Completion is asked for in documents that do not parse: half a key, a list item of one dash. So the place is found
//! by indentation and brackets instead of by a tree. This module must not know kinds or languages: whether the place
//! wants keys, items or values is decided by the table that the path leads to.

mod flow;
mod line;
mod toml;
mod yaml;

use core::ops::Range;

use ostler_core::syntax::Syntax;
use ostler_core::tree::Path;

/// What can be typed at the cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// A key whose separator is there already.
    Key,
    /// The start of an entry: a key, an item or a value, whatever the container is for.
    Open,
    /// A value behind its key.
    Value,
}

/// How what is typed must be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// By indentation; the column of the entry in bytes.
    Block {
        /// Zero-based column at which the entry begins.
        column: u32,
    },
    /// Inside brackets, strings bare where possible.
    Flow,
    /// Inside brackets, every string quoted.
    Json,
    /// A table of TOML.
    Toml,
}

/// The place of a cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The container for [`Slot::Key`] and [`Slot::Open`], the value itself for [`Slot::Value`].
    pub path: Path,
    /// What can be typed.
    pub slot: Slot,
    /// Bytes of the word that is there already and would be replaced.
    pub typed: Range<u32>,
    /// True when a space must come before the value (`key:` with the cursor right behind the colon).
    pub needs_space: bool,
    /// Keys that the container has already, the one at the cursor left out.
    pub siblings: Vec<String>,
    /// How to write.
    pub layout: Layout,
}

/// Finds the place of `offset` in the text of one document; `None` in comments, block scalars and other places where
/// nothing of a document's structure can be typed.
pub fn locate(text: &str, offset: u32, syntax: Syntax) -> Option<Cursor> {
    let mut at = (offset as usize).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    match syntax {
        Syntax::Yaml => yaml::locate(text, at),
        Syntax::Json => flow::locate(text, 0, at, &Path::default(), Layout::Json),
        Syntax::Toml => toml::locate(text, at),
    }
}

/// Keys at the first column of a YAML document with what stands behind them on the line.
pub fn root_entries(text: &str) -> Vec<(&str, &str)> {
    let lines = text.split('\n').map(|l| l.trim_end_matches('\r'));
    lines
        .filter_map(|line| {
            let parts = line::Line::parse(line);
            let value = parts.value(line);
            parts.key.filter(|_| parts.start == 0).map(|k| (k.name, value))
        })
        .collect()
}

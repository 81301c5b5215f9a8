//! Reading the inventories of other tools and writing them anew as a fleet: pure functions from texts to files.
//!
//! Besides the files, an import keeps in which order the other tool applies what to each node, so that both can be
//! rendered and compared. It must not know how fleets are rendered.

pub(in crate::lang) mod schematic;
mod source;
mod talhelper;
mod talstomize;
mod template;
#[cfg(test)]
mod tests;
mod topf;
mod write;

use crate::syntax::print::Plain;
use source::Source;

/// Where texts come from, and what is not computed here.
pub struct World<'a> {
    /// The text of a file, by its path relative to the inventory.
    pub read: &'a dyn Fn(&str) -> Option<String>,
    /// Names of the files in a directory, sorted; empty when there is none.
    pub list: &'a dyn Fn(&str) -> Vec<String>,
    /// Path from the new inventory's directory to the one of the old; empty when it is the same.
    pub back: &'a str,
    /// SHA-256 in hexadecimal.
    pub sha256: &'a dyn Fn(&[u8]) -> String,
}

impl World<'_> {
    /// The path of a file that stays where it is, as the new inventory names it.
    fn stays(&self, path: &str) -> String {
        if self.back.is_empty() || path.starts_with('/') { path.to_owned() } else { format!("{}/{path}", self.back) }
    }
}

/// Something to know about an import, at a line of the inventory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// File, relative to the inventory.
    pub path: String,
    /// Line, from 1.
    pub line: u32,
    /// What it is, and what to do.
    pub text: String,
}

/// A file to write, relative to the new inventory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    /// Its path.
    pub path: String,
    /// Its content.
    pub text: String,
}

/// What the other tool makes of a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Foreign {
    /// Name of the node.
    pub node: String,
    /// Patches in the order in which the other tool applies them, values of variables put in.
    pub patches: Vec<NewFile>,
    /// Variables in them that have no value here; they stand there as `${var.NAME}`, as in our patches.
    pub unknown: Vec<String>,
}

/// An inventory in our form.
#[derive(Debug)]
pub struct Import {
    /// `ostler.yaml` first, then the patches.
    pub files: Vec<NewFile>,
    /// What did not come along, or came along changed.
    pub notices: Vec<Notice>,
    /// What the other tool makes of each node.
    pub nodes: Vec<Foreign>,
    /// Patches that the other tool applies and that came along nowhere; told in `notices`.
    pub left_out: usize,
}

/// A tool whose inventories can be read.
#[derive(Debug)]
pub struct Tool {
    /// Its name on the command line.
    pub name: &'static str,
    /// Name of its inventory.
    pub file: &'static str,
    /// The way in which it orders patches, for people.
    pub doc: &'static str,
    read: fn(&Source, &World<'_>) -> Import,
}

/// All of them, sorted by name.
pub static TOOLS: &[&Tool] = &[&talhelper::TOOL, &talstomize::TOOL, &topf::TOOL];

impl Tool {
    /// Reads an inventory. Errors are sentences about the text: it must be YAML with a mapping at its root.
    pub fn import(&self, text: &str, world: &World<'_>) -> Result<Import, Vec<Notice>> {
        Source::parse(self.file, text).map(|source| (self.read)(&source, world))
    }
}

/// A mapping of the entries that have a value.
fn map(entries: Vec<(&str, Option<Plain>)>) -> Plain {
    Plain::Map(entries.into_iter().filter_map(|(k, v)| Some((k.to_owned(), v?))).collect())
}

fn text(text: impl Into<String>) -> Plain {
    Plain::Text(text.into())
}

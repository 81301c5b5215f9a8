//! The files of a fleet: its inventory and the patches of its layers. Variables of other tools become variables of the
//! fleet, by name.

use super::{Foreign, Import, NewFile, Notice, map, text};
use crate::lang::ostler;
use crate::lang::talos::TALOS;
use crate::syntax::print::{Blocks, Plain, Style, Words, print};
use std::collections::{BTreeMap, BTreeSet};

/// Layout of the files that are written.
const STYLE: Style = Style {
    indent: 2,
    flush_lists: false,
    width: None,
    words: Words::Double,
    blocks: Blocks::V4,
    scalars: TALOS.scalars,
};

/// A value as text.
pub(super) fn printed(value: &Plain) -> String {
    print(value, &STYLE)
}

/// Several documents as one text.
pub(super) fn documents(documents: &[Plain]) -> String {
    documents.iter().map(printed).collect::<Vec<_>>().join("---\n")
}

/// A fleet that is being written.
#[derive(Default)]
pub(super) struct Writer {
    pub notices: Vec<Notice>,
    /// Values of variables, by name.
    pub variables: BTreeMap<String, Plain>,
    /// Places of patches that did not come along.
    left_out: BTreeSet<(String, u32)>,
    files: Vec<NewFile>,
    used: BTreeSet<String>,
}

impl Writer {
    /// Adds a patch to a layer's directory, numbered so that the order stays. Its text may hold `${NAME}`.
    pub fn patch(&mut self, directory: &str, name: &str, body: &str) {
        let number = self.files.iter().filter(|f| f.path.starts_with(&format!("{directory}/"))).count();
        let path = format!("{directory}/{number:02}-{name}.yaml");
        let body = self.renamed(body);
        self.files.push(NewFile { path, text: body });
    }

    /// Tells of a patch that did not come along, once.
    pub fn leave_out(&mut self, notice: Notice) {
        if self.left_out.insert((notice.path.clone(), notice.line)) {
            self.notices.push(notice);
        }
    }

    /// Adds a file as it is, once.
    pub fn file(&mut self, path: &str, text: &str) {
        if self.files.iter().all(|f| f.path != path) {
            self.files.push(NewFile { path: path.to_owned(), text: text.to_owned() });
        }
    }

    /// `${NAME}` as `${var.NAME}`, which is remembered.
    pub fn renamed(&mut self, body: &str) -> String {
        let mut out = String::new();
        for piece in pieces(body) {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Variable { name, default } => {
                    self.used.insert(name.to_owned());
                    if let Some(default) = default {
                        self.variables.entry(name.to_owned()).or_insert_with(|| text(default));
                    }
                    out.push_str(&marker(name));
                }
            }
        }
        out
    }

    /// What the other tool applies to a node: texts in its order, with the values of variables.
    pub fn foreign(&self, node: &str, patches: Vec<NewFile>) -> Foreign {
        let mut unknown = BTreeSet::new();
        let filled = |file: NewFile| NewFile { text: self.filled(&file.text, &mut unknown), path: file.path };
        let patches = patches.into_iter().map(filled).collect();
        Foreign { node: node.to_owned(), patches, unknown: unknown.into_iter().collect() }
    }

    fn filled(&self, body: &str, unknown: &mut BTreeSet<String>) -> String {
        let mut out = String::new();
        for piece in pieces(body) {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Variable { name, default } => match (self.variables.get(name), default) {
                    (Some(Plain::Text(value) | Plain::Bare(value)), _) => out.push_str(value),
                    (_, Some(default)) => out.push_str(default),
                    _ => {
                        unknown.insert(name.to_owned());
                        out.push_str(&marker(name));
                    }
                },
            }
        }
        out
    }

    /// Ends the fleet. `head` are the entries of the inventory in front of the clusters.
    pub fn finish(mut self, path: &str, cluster: Plain, nodes: Vec<Foreign>) -> Import {
        let used: Vec<_> = self.used.iter().filter(|name| !self.variables.contains_key(*name)).cloned().collect();
        for name in used {
            let text = format!(
                "`{name}` has no value here: give it one under `vars` of the cluster, or, if it is a secret, write the patch \
                 that uses it with the value and encrypt the file with SOPS"
            );
            self.notices.push(Notice { path: path.to_owned(), line: 1, text });
        }
        let fleet = map(vec![
            ("apiVersion", Some(text(ostler::API_VERSION))),
            ("kind", Some(text("Fleet"))),
            ("clusters", Some(Plain::Seq(vec![cluster]))),
        ]);
        let mut files = vec![NewFile { path: ostler::FILE.to_owned(), text: printed(&fleet) }];
        files.append(&mut self.files);
        self.notices.sort_by(|a, b| (&a.path, a.line).cmp(&(&b.path, b.line)));
        Import { files, notices: self.notices, nodes, left_out: self.left_out.len() }
    }

    /// The layers, where they are not the usual ones.
    pub fn layers(&self) -> Option<Plain> {
        let layers = ostler::DEFAULT_SLOTS.iter().copied().chain([ostler::Layer::Final.slot()]);
        let last = self.files.iter().any(|f| f.path.starts_with("final/"));
        last.then(|| Plain::Seq(layers.map(text).collect()))
    }

    /// Variables that are used and have a value, for the inventory.
    pub fn vars(&self) -> Option<Plain> {
        let used = self.variables.iter().filter(|(name, _)| self.used.contains(*name));
        let entries: Vec<_> = used.map(|(name, value)| (name.clone(), value.clone())).collect();
        (!entries.is_empty()).then_some(Plain::Map(entries))
    }
}

/// How our patches name a variable.
pub(super) fn marker(name: &str) -> String {
    format!("${{var.{name}}}")
}

enum Piece<'t> {
    Text(&'t str),
    Variable { name: &'t str, default: Option<&'t str> },
}

/// Splits a text at `${NAME}` and `${NAME:-default}`, where the name has letters, digits and underscores only.
fn pieces(body: &str) -> Vec<Piece<'_>> {
    let (mut out, mut rest) = (Vec::new(), body);
    while let Some(at) = rest.find("${") {
        let inside = &rest[at + 2..];
        let end = inside.find('}');
        let (name, default) = end.map_or(("", None), |end| match inside[..end].split_once(":-") {
            Some((name, default)) => (name, Some(default)),
            None => (&inside[..end], None),
        });
        let is_name = !name.is_empty()
            && !name.starts_with(|c: char| c.is_ascii_digit())
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        let length = if is_name { at + 2 + end.unwrap_or(0) + 1 } else { at + 2 };
        if is_name {
            out.push(Piece::Text(&rest[..at]));
            out.push(Piece::Variable { name, default });
        } else {
            out.push(Piece::Text(&rest[..length]));
        }
        rest = &rest[length..];
    }
    out.push(Piece::Text(rest));
    out
}

/// A name for a patch from what stands in it: its kind, or its longest path of single keys.
pub(super) fn name_of(patch: &str) -> String {
    let kind = patch.lines().find_map(|l| l.strip_prefix("kind:")).map(|k| k.trim().trim_matches(['"', '\'']));
    let words: Vec<String> = match kind {
        Some(kind) => vec![kind.to_ascii_lowercase()],
        None => patch.lines().filter_map(key).take_while_deeper().take(3).collect(),
    };
    let name: String = words.join("-").chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    if name.is_empty() { "patch".to_owned() } else { name.to_ascii_lowercase() }
}

/// Column and text of a line's key.
fn key(line: &str) -> Option<(usize, String)> {
    let body = line.trim_start();
    let (key, _) = body.split_once(':')?;
    (!body.starts_with('#') && !body.starts_with('-')).then(|| (line.len() - body.len(), key.to_owned()))
}

trait Deeper: Iterator<Item = (usize, String)> + Sized {
    /// Keys as long as each stands deeper than the one before.
    fn take_while_deeper(self) -> impl Iterator<Item = String> {
        let mut last = None;
        self.take_while(move |(column, _)| {
            let deeper = last.is_none_or(|l| *column > l);
            last = Some(*column);
            deeper
        })
        .map(|(_, key)| key)
    }
}

impl<I: Iterator<Item = (usize, String)>> Deeper for I {}

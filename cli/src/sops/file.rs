//! A file that SOPS has encrypted: its metadata, its values with their paths, and its text with the values put in.
//!
//! Values are put in where they stood, and what is shorter is filled up with blanks, so that every line, column and byte
//! of the rest is where it is on the disk. The metadata stays in the text: it is no part of the document for its
//! readers. It must not know where keys come from.

use core::ops::Range;

use ostler_core::syntax::{Chunk, Dialect, GO_YAML_V4, Number, Syntax, Value, YAML_1_1, YAML_1_2, parse, split_stream};
use ostler_core::text::{LineIndex, SourceId};
use ostler_core::tree::{NodeId, NodeKind, Style, Tree};
use sha2::{Digest as _, Sha512};

use super::value::{DataKey, Plain, ValueError, decrypt, is_sealed};

/// Root key of the metadata.
const META: &str = "sops";

/// What the sum begins with when only encrypted values count: the SHA-256 of `sops`.
const ONLY_ENCRYPTED: [u8; 32] = [
    0x8a, 0x3f, 0xd2, 0xad, 0x54, 0xce, 0x66, 0x52, 0x7b, 0x10, 0x34, 0xf3, 0xd1, 0x47, 0xbe, 0x0b, 0x0b, 0x97, 0x5b,
    0x3b, 0xf4, 0x4f, 0x72, 0xc6, 0xfd, 0xad, 0xec, 0x81, 0x76, 0xf2, 0x7d, 0x69,
];

/// Nesting that is followed; YAML ends at 256 itself.
const MAX_DEPTH: usize = 300;

/// A text with the values put in. Its `Debug` shows nothing of it.
pub struct Unsealed {
    /// The text.
    pub text: String,
    /// Stretches of it that were encrypted.
    pub secret: Vec<Range<u32>>,
}

impl core::fmt::Debug for Unsealed {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Unsealed").field("secret", &self.secret).finish_non_exhaustive()
    }
}

/// A key of a file that age has encrypted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgeKey {
    /// The public key.
    pub recipient: String,
    /// The encrypted key of the file.
    pub sealed: String,
}

/// Who can read a file.
#[derive(Debug, Default)]
pub struct Meta {
    /// Keys of age, when one of them alone is enough.
    pub age: Vec<AgeKey>,
    /// True when there are keys of other kinds, or when parts of the key come from several.
    pub others: bool,
    mac: String,
    modified: String,
    only_encrypted: bool,
}

/// Why a file cannot be decrypted: a sentence part for people, never with a part of a value.
pub type Reason = String;

/// A file.
pub struct Sealed<'t> {
    text: &'t str,
    syntax: Syntax,
    docs: Vec<(Chunk, Tree)>,
    /// Who can read it.
    pub meta: Meta,
}

impl<'t> Sealed<'t> {
    /// Reads a file, JSON or YAML by its name.
    pub fn parse(name: &str, text: &'t str) -> Result<Self, Reason> {
        let syntax = if name.to_ascii_lowercase().ends_with(".json") { Syntax::Json } else { Syntax::Yaml };
        let docs = documents(text, syntax).map_err(|line| format!("its line {line} is no {}", syntax_name(syntax)))?;
        let meta = docs.first().and_then(|(_, tree)| Meta::read(tree));
        let meta = meta.ok_or_else(|| "the `sops` block at its end is damaged".to_owned())?;
        Ok(Self { text, syntax, docs, meta })
    }

    /// The text with its values, decrypted with the key of the file.
    pub fn unseal(&self, key: &DataKey) -> Result<Unsealed, Reason> {
        let mut sum = Sha512::new();
        if self.meta.only_encrypted {
            sum.update(ONLY_ENCRYPTED);
        }
        let mut edits = Vec::new();
        for (chunk, tree) in &self.docs {
            let mut walk = Walk { tree, key, sum: &mut sum, meta: &self.meta, found: Vec::new(), places: Vec::new() };
            if let Some(root) = tree.root() {
                walk.value(root, "", 0).map_err(|(at, error)| self.told(chunk.start + at, error))?;
            }
            let Walk { found, mut places, .. } = walk;
            places.sort();
            edits.extend(found.into_iter().map(|(range, value)| (moved(range, chunk.start), self.written(&value))));
            edits.extend(self.comments(*chunk, tree, &places, key));
        }
        self.check_sum(key, sum)?;
        Ok(put_in(self.text, edits))
    }

    /// The text with the values that another text of the same documents has.
    pub fn filled(&self, plain: &str) -> Result<Unsealed, Reason> {
        let other = || "what `sops` gave is another document".to_owned();
        let docs = documents(plain, self.syntax).map_err(|_| other())?;
        let mut edits = Vec::new();
        for ((chunk, tree), (_, theirs)) in self.docs.iter().zip(&docs) {
            let mut found = Vec::new();
            if let Some((mine, theirs_root)) = tree.root().zip(theirs.root()) {
                pairs((tree, mine), (theirs, theirs_root), 0, &mut found).ok_or_else(other)?;
            }
            let written = |(range, value): (Range<u32>, Plain)| (moved(range, chunk.start), self.written(&value));
            edits.extend(found.into_iter().map(written));
        }
        Ok(put_in(self.text, edits))
    }

    fn told(&self, at: u32, error: ValueError) -> Reason {
        let line = LineIndex::new(self.text).line_of(at) + 1;
        match error {
            ValueError::Changed => format!(
                "its value in line {line} was changed by hand, or belongs to another key; edit the file with `sops` only"
            ),
            ValueError::Form => format!("its value in line {line} is damaged, or of a form that is unknown here"),
            ValueError::NoText => format!("its value in line {line} is no text"),
        }
    }

    /// The values must be those that were encrypted, in number and order, too.
    fn check_sum(&self, key: &DataKey, sum: Sha512) -> Result<(), Reason> {
        let sum = sum.finalize().iter().fold(String::new(), |text, byte| text + &format!("{byte:02X}"));
        let known = decrypt(&self.meta.mac, key, &self.meta.modified);
        match known {
            Ok(Plain::Text(known)) if known == sum => Ok(()),
            Ok(_) => {
                Err("values in it were added, removed or changed by hand (its check sum is another); edit it with \
                 `sops` only, or restore it"
                    .to_owned())
            }
            Err(_) => Err("the check sum in its `sops` block is damaged; restore the file".to_owned()),
        }
    }

    fn written(&self, value: &Plain) -> String {
        match value {
            Plain::Text(text) if self.syntax == Syntax::Yaml && is_bare(text) => text.clone(),
            Plain::Text(text) => quoted(text),
            Plain::Time(text) if self.syntax == Syntax::Json => quoted(text),
            Plain::Int(text) | Plain::Time(text) => text.clone(),
            Plain::Float(value) if value.is_finite() => value.to_string(),
            Plain::Float(value) => if value.is_nan() {
                ".nan"
            } else if *value > 0.0 {
                ".inf"
            } else {
                "-.inf"
            }
            .into(),
            Plain::Bool(value) => value.to_string(),
        }
    }

    /// Comments that were encrypted, each bound to the path of some mapping or list around it.
    fn comments(
        &self,
        chunk: Chunk,
        tree: &Tree,
        places: &[(u32, String)],
        key: &DataKey,
    ) -> Vec<(Range<u32>, String)> {
        let mut out = Vec::new();
        for comment in tree.comments() {
            let range = moved(comment.span.start..comment.span.end, chunk.start);
            let text = self.text.get(range.start as usize..range.end as usize).unwrap_or("").trim_end();
            let Some(sealed) = text.strip_prefix('#').filter(|t| is_sealed(t)) else { continue };
            let at = places.partition_point(|(start, _)| *start < comment.span.start);
            let near = [at.checked_sub(1), Some(at)].into_iter().flatten().filter_map(|i| places.get(i));
            let mut around = near.flat_map(|(_, path)| around(path)).chain(["", ":"]);
            let plain = around.find_map(|path| decrypt(sealed, key, path).ok());
            if let Some(Plain::Text(plain)) = plain.filter(|p| !p.summed().contains(['\n', '\r'])) {
                // Blanks in front, so that none is a part of the comment.
                let blanks = " ".repeat(text.len().saturating_sub(plain.len() + 1));
                out.push((range.start..range.start + text.len() as u32, format!("{blanks}#{plain}")));
            }
        }
        out
    }
}

/// A path with the paths around it: `a:b:`, `a:`.
fn around(path: &str) -> impl Iterator<Item = &str> {
    let ends = path.match_indices(':').map(|(at, _)| at + 1).collect::<Vec<_>>();
    ends.into_iter().rev().map(|end| &path[..end])
}

const fn moved(range: Range<u32>, by: u32) -> Range<u32> {
    range.start + by..range.end + by
}

const fn syntax_name(syntax: Syntax) -> &'static str {
    match syntax {
        Syntax::Json => "JSON",
        Syntax::Yaml => "YAML",
        Syntax::Toml => "TOML",
    }
}

/// Documents of a text, or the line of its first fault.
fn documents(text: &str, syntax: Syntax) -> Result<Vec<(Chunk, Tree)>, u32> {
    let dialect = Dialect { reader: "SOPS", refuses: &[] };
    let chunks = match syntax {
        Syntax::Yaml => split_stream(text),
        _ => vec![Chunk { start: 0, end: text.len() as u32 }],
    };
    let read = |chunk: Chunk| {
        let body = text.get(chunk.start as usize..chunk.end as usize).unwrap_or("");
        let parsed = parse(body, syntax, &dialect, SourceId(0), &[]);
        match parsed.errors.first() {
            Some(error) => Err(LineIndex::new(text).line_of(chunk.start + error.span.start) + 1),
            None => Ok((chunk, parsed.tree)),
        }
    };
    chunks.into_iter().map(read).collect()
}

impl Meta {
    fn read(tree: &Tree) -> Option<Self> {
        let block = tree.get(tree.root()?, META)?;
        let value = |key: &str| tree.get(block, key).map(|v| tree.text(tree.resolve(v)).to_owned());
        let is_filled = |key: &&str| tree.get(block, key).is_some_and(|v| !tree.children(tree.resolve(v)).is_empty());
        let ages = tree.get(block, "age").map(|v| tree.resolve(v));
        let age = ages.into_iter().flat_map(|list| tree.items(list)).filter_map(|item| {
            let text = |key: &str| Some(tree.text(tree.resolve(tree.get(*item, key)?)).to_owned());
            Some(AgeKey { recipient: text("recipient")?, sealed: text("enc")? })
        });
        let others = ["azure_kv", "gcp_kms", "hc_vault", "hckms", "key_groups", "kms", "pgp"];
        Some(Self {
            age: age.collect(),
            others: others.iter().any(is_filled),
            mac: value("mac")?,
            modified: value("lastmodified")?,
            only_encrypted: value("mac_only_encrypted").is_some_and(|v| v == "true"),
        })
    }
}

/// A walk over the values of a document in order.
struct Walk<'a> {
    tree: &'a Tree,
    key: &'a DataKey,
    sum: &'a mut Sha512,
    meta: &'a Meta,
    found: Vec<(Range<u32>, Plain)>,
    /// Where values begin, with their paths.
    places: Vec<(u32, String)>,
}

impl Walk<'_> {
    fn value(&mut self, node: NodeId, path: &str, depth: usize) -> Result<(), (u32, ValueError)> {
        let (tree, node) = (self.tree, self.tree.resolve(node));
        let start = tree.span(node).start;
        if depth > MAX_DEPTH {
            return Err((start, ValueError::Form));
        }
        self.places.push((start, path.to_owned()));
        match tree.kind(node) {
            NodeKind::Map => {
                for (key, value) in tree.entries(node) {
                    let name = tree.text(tree.resolve(key));
                    if depth == 0 && name == META {
                        continue;
                    }
                    let path = format!("{path}{name}:");
                    self.places.push((tree.span(key).start, path.clone()));
                    self.value(value, &path, depth + 1)?;
                }
                Ok(())
            }
            NodeKind::Seq => tree.items(node).iter().try_for_each(|item| self.value(*item, path, depth + 1)),
            NodeKind::Scalar => self.scalar(node, path).map_err(|error| (start, error)),
            _ => Ok(()),
        }
    }

    fn scalar(&mut self, node: NodeId, path: &str) -> Result<(), ValueError> {
        let text = self.tree.text(node);
        if is_sealed(text) {
            let value = decrypt(text, self.key, path)?;
            self.sum.update(value.summed());
            let span = self.tree.span(node);
            self.found.push((span.start..span.end, value));
        } else if !self.meta.only_encrypted
            && let Some(value) = plain(self.tree, node)
        {
            self.sum.update(value.summed());
        }
        Ok(())
    }
}

/// A value that is not encrypted, as SOPS reads it; `None` for null.
fn plain(tree: &Tree, node: NodeId) -> Option<Plain> {
    let text = tree.text(node);
    match (GO_YAML_V4.resolve)(text, tree.node(node).style, tree.tag(node)) {
        Value::Null => None,
        Value::Bool(value) => Some(Plain::Bool(value)),
        Value::Number(Number::Int(value)) => Some(Plain::Int(value.to_string())),
        Value::Number(Number::Float(value)) => Some(Plain::Float(value)),
        Value::Timestamp(text) if text.len() == 10 => Some(Plain::Time(format!("{text}T00:00:00Z"))),
        Value::Timestamp(text) => Some(Plain::Time(text.to_owned())),
        Value::Str(text) => Some(Plain::Text(text.to_owned())),
    }
}

/// Encrypted values of one tree with what stands in the same places of another; `None` when it has other places.
fn pairs(
    (mine, at): (&Tree, NodeId),
    (theirs, there): (&Tree, NodeId),
    depth: usize,
    found: &mut Vec<(Range<u32>, Plain)>,
) -> Option<()> {
    let (at, there) = (mine.resolve(at), theirs.resolve(there));
    match mine.kind(at) {
        _ if depth > MAX_DEPTH => None,
        NodeKind::Map => mine.entries(at).try_for_each(|(key, value)| {
            let name = mine.text(mine.resolve(key));
            if depth == 0 && name == META {
                return Some(());
            }
            pairs((mine, value), (theirs, theirs.get(there, name)?), depth + 1, found)
        }),
        NodeKind::Seq => mine.items(at).iter().enumerate().try_for_each(|(index, item)| {
            pairs((mine, *item), (theirs, *theirs.items(there).get(index)?), depth + 1, found)
        }),
        NodeKind::Scalar if is_sealed(mine.text(at)) => {
            let span = mine.span(at);
            found.push((span.start..span.end, plain(theirs, there)?));
            Some(())
        }
        _ => Some(()),
    }
}

/// True for a text that every reader of YAML takes for text without quotes.
fn is_bare(text: &str) -> bool {
    let inside = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'/' | b'+' | b'=');
    let is_text = [&GO_YAML_V4, &YAML_1_1, &YAML_1_2]
        .iter()
        .all(|r| matches!((r.resolve)(text, Style::Plain, None), Value::Str(_)));
    text.starts_with(|c: char| c.is_ascii_alphanumeric()) && text.bytes().all(inside) && is_text
}

/// A text in double quotes, on one line, as YAML and JSON read it alike.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Puts values in, each filled up with blanks to the length that it takes the place of.
fn put_in(text: &str, mut edits: Vec<(Range<u32>, String)>) -> Unsealed {
    edits.sort_by_key(|(range, _)| range.start);
    // A value that an alias stands for is met more than once.
    edits.dedup_by_key(|(range, _)| range.start);
    let mut out = Unsealed { text: String::with_capacity(text.len()), secret: Vec::with_capacity(edits.len()) };
    let mut from = 0;
    for (range, value) in edits {
        out.text.push_str(text.get(from..range.start as usize).unwrap_or(""));
        let start = out.text.len() as u32;
        out.text.push_str(&value);
        let room = range.len();
        out.text.extend(core::iter::repeat_n(' ', room.saturating_sub(value.len())));
        out.secret.push(start..out.text.len() as u32);
        from = range.end as usize;
    }
    out.text.push_str(text.get(from..).unwrap_or(""));
    out
}

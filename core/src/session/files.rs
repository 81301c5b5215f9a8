//! What the engine needs of a file system, as a trait: the command line implements it over a disk, the server over
//! open buffers, tests and the browser over a map.

use core::ops::Range;
use std::collections::BTreeMap;

/// Why something could not be read, as a sentence part for people: "permission denied".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// The reason.
    pub message: String,
    /// True when there is nothing of that name.
    pub missing: bool,
}

impl ReadError {
    /// There is nothing of that name.
    pub fn nothing() -> Self {
        Self { message: "no such file or directory".to_owned(), missing: true }
    }
}

/// What a directory entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// A file.
    File,
    /// A directory.
    Directory,
}

/// One entry of a directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Name without directories.
    pub name: String,
    /// What it is.
    pub kind: EntryKind,
}

/// Access to files. Paths are relative to the shell's root and use `/`.
pub trait Files {
    /// The bytes of a file.
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError>;
    /// Entries of a directory, sorted by the bytes of their names.
    fn list(&self, path: &str) -> Result<Vec<Entry>, ReadError>;
    /// Stretches of the bytes that `read` gave last for this path which are encrypted where the file is kept: they count
    /// as secrets, whatever the tables say.
    fn unsealed(&self, path: &str) -> Vec<Range<u32>> {
        let _ = path;
        Vec::new()
    }
    /// A number that changes when the file's content may have changed.
    fn revision(&self, path: &str) -> u64;
    /// SHA-256 of some bytes in hexadecimal; `None` where it cannot be computed.
    fn sha256(&self, bytes: &[u8]) -> Option<String> {
        let _ = bytes;
        None
    }
}

/// Files in memory.
#[derive(Clone, Debug, Default)]
pub struct MapFiles {
    files: BTreeMap<String, (Vec<u8>, u64)>,
}

impl MapFiles {
    /// Adds or replaces a file.
    pub fn insert(&mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        let entry = self.files.entry(path.into()).or_default();
        *entry = (bytes.into(), entry.1 + 1);
    }
}

impl Files for MapFiles {
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        self.files.get(path).map(|(bytes, _)| bytes.clone()).ok_or_else(ReadError::nothing)
    }

    fn list(&self, path: &str) -> Result<Vec<Entry>, ReadError> {
        let prefix = if path.is_empty() || path == "." { String::new() } else { format!("{path}/") };
        let mut entries: Vec<Entry> = Vec::new();
        for rest in self.files.keys().filter_map(|k| k.strip_prefix(&prefix)) {
            let (name, kind) = match rest.split_once('/') {
                Some((directory, _)) => (directory, EntryKind::Directory),
                None => (rest, EntryKind::File),
            };
            if !entries.iter().any(|e| e.name == name) {
                entries.push(Entry { name: name.to_owned(), kind });
            }
        }
        entries.sort_by(|a, b| a.name.cmp(&b.name));
        if entries.is_empty() { Err(ReadError::nothing()) } else { Ok(entries) }
    }

    fn revision(&self, path: &str) -> u64 {
        self.files.get(path).map_or(0, |(_, revision)| *revision)
    }
}

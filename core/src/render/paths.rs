//! Paths as text with `/`: joining, parents, and listings that are asked for once. Knows files through
//! [`Files`] only.

use std::collections::HashMap;
use std::rc::Rc;

use crate::session::{Entry, EntryKind, Files};

/// `path` as seen from `directory`, without `.` and, where possible, without `..`.
pub fn join(directory: &str, path: &str) -> String {
    if path.starts_with('/') || directory.is_empty() {
        return normal(path);
    }
    normal(&format!("{directory}/{path}"))
}

/// A path without `.`, doubled slashes, and `..` that undo something.
pub fn normal(path: &str) -> String {
    let rooted = path.starts_with('/');
    let mut names: Vec<&str> = Vec::new();
    for name in path.split('/') {
        match name {
            "" | "." => {}
            ".." if names.last().is_some_and(|n| *n != "..") => {
                names.pop();
            }
            // Nothing is above the root.
            ".." if rooted => {}
            name => names.push(name),
        }
    }
    let joined = names.join("/");
    if rooted { format!("/{joined}") } else { joined }
}

/// The directory that a path lies in; empty for the top.
pub fn parent(path: &str) -> &str {
    match path.rsplit_once('/') {
        Some(("", _)) => "/",
        Some((parent, _)) => parent,
        None => "",
    }
}

/// The last name of a path.
pub fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Directories, each listed once.
pub(super) struct Listings<'f> {
    files: &'f dyn Files,
    known: HashMap<String, Rc<[Entry]>>,
}

impl<'f> Listings<'f> {
    pub fn new(files: &'f dyn Files) -> Self {
        Self { files, known: HashMap::new() }
    }

    /// Entries of a directory by the bytes of their names; none when it is not there.
    pub fn of(&mut self, directory: &str) -> Rc<[Entry]> {
        if let Some(known) = self.known.get(directory) {
            return Rc::clone(known);
        }
        let mut listed = self.files.list(directory).unwrap_or_default();
        listed.sort_unstable_by(|a, b| a.name.as_bytes().cmp(b.name.as_bytes()));
        let listed: Rc<[Entry]> = listed.into();
        self.known.insert(directory.to_owned(), Rc::clone(&listed));
        listed
    }

    /// True when there is something of this kind at a path.
    pub fn has(&mut self, path: &str, kind: EntryKind) -> bool {
        let (entries, wanted) = (self.of(parent(path)), name(path).as_bytes());
        let found = entries.binary_search_by(|e| e.name.as_bytes().cmp(wanted));
        found.is_ok_and(|at| entries[at].kind == kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_joined_as_text() {
        for (directory, path, joined) in [
            ("", "a.yaml", "a.yaml"),
            ("a/b", "../c.yaml", "a/c.yaml"),
            ("a", "../../c", "../c"),
            ("..", "x", "../x"),
            ("/p", "./x//y", "/p/x/y"),
            ("/p", "../../x", "/x"),
            ("a", "/etc/x", "/etc/x"),
        ] {
            assert_eq!(join(directory, path), joined, "{directory} {path}");
        }
        assert_eq!((parent("a/b"), parent("a"), parent("/a")), ("a", "", "/"));
    }
}

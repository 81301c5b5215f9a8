//! Files as a revision of a git repository has them, or as they lie in the working tree. Nothing is written.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ostler_core::session::{Entry, EntryKind, Files, ReadError};

use super::objects::Objects;
use super::range::{Range, Since};
use crate::disk::{DiskFiles, Sealed, hash};
use crate::exit::Failure;
use crate::os_files::{display, reason};

/// Most symbolic links on the way to a file.
const MOST_LINKS: usize = 40;

/// A repository, seen from a directory of its working tree that paths start from.
#[derive(Debug)]
pub struct Repository {
    objects: Arc<Objects>,
    root: PathBuf,
    /// Path of the root in the repository; empty or with a `/` at its end.
    prefix: String,
}

impl Repository {
    /// The repository that holds a file, and the path of that file: paths start from the working directory when the
    /// repository holds that too, and from the directory of the file otherwise.
    pub fn of(file: &Path) -> Result<(Self, String), Failure> {
        let cwd = std::env::current_dir().map_err(|e| Failure(format!("no working directory: {}", reason(&e))))?;
        let full = cwd.join(file);
        let home = full.ancestors().skip(1).find(|a| a.is_dir()).unwrap_or(&cwd).to_owned();
        let objects = Arc::new(Objects::new(&home));
        let top = objects.git(&["rev-parse", "--show-toplevel"])?;
        let top = top.map_err(|told| Failure(format!("revisions are compared in a git repository only: {told}")))?;
        let top = PathBuf::from(String::from_utf8_lossy(&top).trim_end_matches(['\n', '\r']));
        let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let (top, cwd_real, home_real) = (real(&top), real(&cwd), real(&home));
        let name = display(file, &cwd);
        let (root, inside, name) = match cwd_real.strip_prefix(&top) {
            Ok(inside) if !Path::new(&name).is_absolute() => (cwd, inside.to_owned(), name),
            _ => {
                let below = full.strip_prefix(&home).unwrap_or(file);
                (home, home_real.strip_prefix(&top).unwrap_or(Path::new("")).to_owned(), display(below, Path::new("")))
            }
        };
        let inside = display(&inside, Path::new(""));
        let prefix = if inside.is_empty() { inside } else { format!("{inside}/") };
        Ok((Self { objects, root, prefix }, name))
    }

    /// Both sides of a range.
    pub fn sides(&self, range: &Range<'_>) -> Result<[Side; 2], Failure> {
        let old = self.commit(range.old)?;
        let new = range.new.map(|new| self.commit(new)).transpose()?;
        let (name, old) = match range.since {
            Since::Revision => (range.old.to_owned(), old),
            Since::MergeBase => {
                let (other, named) = match &new {
                    Some(new) => (new.clone(), range.new.unwrap_or("")),
                    None => (self.commit("HEAD")?, "HEAD"),
                };
                let found = self.objects.git(&["merge-base", &old, &other])?;
                let none = |_| Failure(format!("`{}` and `{named}` have no commit in common", range.old));
                (format!("merge base of {} and {named}", range.old), line(&found.map_err(none)?))
            }
        };
        let old = Side { name, files: Tree::Revision(self.files(&old)?), commit: Some(old) };
        let new = if let Some((name, new)) = range.new.zip(new) {
            Side { name: name.to_owned(), files: Tree::Revision(self.files(&new)?), commit: Some(new) }
        } else {
            let files = Tree::Working(DiskFiles::new(self.root.clone(), Sealed::Closed));
            Side { name: "working tree".to_owned(), files, commit: None }
        };
        Ok([old, new])
    }

    fn commit(&self, revision: &str) -> Result<String, Failure> {
        let asked = format!("{revision}^{{commit}}");
        let found = self.objects.git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &asked])?;
        found.map(|found| line(&found)).map_err(|told| {
            let told = if told.is_empty() { String::new() } else { format!(": {told}") };
            Failure(format!("`{revision}` is no revision of this repository{told}"))
        })
    }

    fn files(&self, commit: &str) -> Result<RevisionFiles, Failure> {
        let listed = self.objects.git(&["ls-tree", "-r", "-z", "--full-tree", commit])?;
        let listed = listed.map_err(|told| Failure(format!("git cannot list `{commit}`: {told}")))?;
        let entries: BTreeMap<String, Blob> = listed.split(|b| *b == 0).filter_map(entry).collect();
        let links = entries.values().any(|b| b.is_link);
        let (objects, prefix) = (Arc::clone(&self.objects), self.prefix.clone());
        Ok(RevisionFiles { objects, prefix, entries, links, targets: Mutex::default() })
    }
}

/// One side of a comparison.
#[derive(Debug)]
pub struct Side {
    /// What it is called: as it was asked for.
    pub name: String,
    /// The commit; `None` for the working tree.
    pub commit: Option<String>,
    /// Its files.
    pub files: Tree,
}

fn line(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim().to_owned()
}

#[derive(Debug)]
struct Blob {
    object: String,
    is_link: bool,
}

/// `MODE TYPE OBJECT<TAB>PATH`; files and links only.
fn entry(line: &[u8]) -> Option<(String, Blob)> {
    let line = String::from_utf8_lossy(line);
    let (head, path) = line.split_once('\t')?;
    let mut head = head.split(' ');
    let (mode, kind, object) = (head.next()?, head.next()?, head.next()?);
    (kind == "blob").then(|| (path.to_owned(), Blob { object: object.to_owned(), is_link: mode == "120000" }))
}

/// The files of a side.
#[derive(Debug)]
pub enum Tree {
    /// Of a revision.
    Revision(RevisionFiles),
    /// Of the working tree.
    Working(DiskFiles),
}

impl Tree {
    /// A text that is equal for files with equal contents, on sides of the same make; `None` for a file that is not there.
    pub fn content(&self, path: &str, make: Make) -> Option<String> {
        match (self, make) {
            (Self::Revision(files), Make::Object) => files.object(path).ok().map(|b| b.object.clone()),
            _ => self.read(path).ok().map(|bytes| hash(&bytes)),
        }
    }
}

/// How contents are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Make {
    /// By the names of their objects, without reading them.
    Object,
    /// By their bytes.
    Bytes,
}

impl Files for Tree {
    fn sha256(&self, bytes: &[u8]) -> Option<String> {
        match self {
            Self::Revision(files) => files.sha256(bytes),
            Self::Working(files) => files.sha256(bytes),
        }
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        match self {
            Self::Revision(files) => files.read(path),
            Self::Working(files) => files.read(path),
        }
    }

    fn list(&self, path: &str) -> Result<Vec<Entry>, ReadError> {
        match self {
            Self::Revision(files) => files.list(path),
            Self::Working(files) => files.list(path),
        }
    }

    fn unsealed(&self, path: &str) -> Vec<core::ops::Range<u32>> {
        match self {
            Self::Revision(files) => files.unsealed(path),
            Self::Working(files) => files.unsealed(path),
        }
    }

    fn revision(&self, path: &str) -> u64 {
        match self {
            Self::Revision(files) => files.revision(path),
            Self::Working(files) => files.revision(path),
        }
    }
}

/// The files of a revision.
#[derive(Debug)]
pub struct RevisionFiles {
    objects: Arc<Objects>,
    prefix: String,
    /// All files and links of the repository by path.
    entries: BTreeMap<String, Blob>,
    /// True when there are links at all.
    links: bool,
    /// What links lead to, by their objects.
    targets: Mutex<HashMap<String, String>>,
}

fn failed(message: &str) -> ReadError {
    ReadError { message: message.to_owned(), missing: false }
}

impl RevisionFiles {
    /// The path in the repository of one that starts from the root, links followed.
    fn inside(&self, path: &str) -> Result<String, ReadError> {
        if path.starts_with('/') {
            return Err(failed("it lies outside of the repository"));
        }
        self.follow(&format!("{}{path}", self.prefix))
    }

    /// A path in the repository, links followed as a file system does.
    fn follow(&self, path: &str) -> Result<String, ReadError> {
        let mut left: Vec<String> = path.split('/').rev().map(str::to_owned).collect();
        let (mut done, mut followed): (Vec<String>, usize) = (Vec::new(), 0);
        while let Some(name) = left.pop() {
            match name.as_str() {
                "" | "." => continue,
                ".." => {
                    done.pop().ok_or_else(|| failed("it lies outside of the repository"))?;
                    continue;
                }
                _ => done.push(name),
            }
            if !self.links {
                continue;
            }
            let Some(link) = self.entries.get(&done.join("/")).filter(|b| b.is_link) else { continue };
            followed += 1;
            if followed > MOST_LINKS {
                return Err(failed("its symbolic links lead in a circle"));
            }
            let target = self.target(&link.object)?;
            if target.starts_with('/') {
                return Err(failed("a symbolic link leads out of the repository"));
            }
            done.pop();
            left.extend(target.split('/').rev().map(str::to_owned));
        }
        Ok(done.join("/"))
    }

    fn target(&self, object: &str) -> Result<String, ReadError> {
        let mut known = self.targets.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(target) = known.get(object) {
            return Ok(target.clone());
        }
        let target = String::from_utf8_lossy(&self.objects.read(object)?).into_owned();
        known.insert(object.to_owned(), target.clone());
        Ok(target)
    }

    fn object(&self, path: &str) -> Result<&Blob, ReadError> {
        self.entries.get(&self.inside(path)?).ok_or_else(ReadError::nothing)
    }

    /// What lies below a directory of the repository, by path.
    fn below(&self, directory: &str) -> impl Iterator<Item = (&str, &Blob)> {
        let prefix = if directory.is_empty() { String::new() } else { format!("{directory}/") };
        let from = self.entries.range(prefix.clone()..);
        from.map_while(move |(path, blob)| Some((path.strip_prefix(prefix.as_str())?, blob)))
    }

    /// What a link in a directory leads to; a file when it leads nowhere, as on a disk.
    fn kind(&self, directory: &str, name: &str) -> EntryKind {
        let there = self.follow(&format!("{directory}/{name}"));
        let is_directory =
            there.is_ok_and(|path| !self.entries.contains_key(&path) && self.below(&path).next().is_some());
        if is_directory { EntryKind::Directory } else { EntryKind::File }
    }
}

impl Files for RevisionFiles {
    fn sha256(&self, bytes: &[u8]) -> Option<String> {
        Some(crate::disk::digest(bytes))
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        self.objects.read(&self.object(path)?.object)
    }

    fn list(&self, path: &str) -> Result<Vec<Entry>, ReadError> {
        let directory = self.inside(path)?;
        let mut entries: BTreeMap<&str, EntryKind> = BTreeMap::new();
        for (rest, blob) in self.below(&directory) {
            match rest.split_once('/') {
                Some((name, _)) => entries.insert(name, EntryKind::Directory),
                None if blob.is_link => entries.insert(rest, self.kind(&directory, rest)),
                None => entries.insert(rest, EntryKind::File),
            };
        }
        if entries.is_empty() {
            return Err(ReadError::nothing());
        }
        Ok(entries.into_iter().map(|(name, kind)| Entry { name: name.to_owned(), kind }).collect())
    }

    fn revision(&self, path: &str) -> u64 {
        u64::from(self.object(path).is_ok())
    }
}

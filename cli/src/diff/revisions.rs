//! Files as a revision of a git repository has them, through the `git` program. Nothing is written, and the working tree
//! is not looked at.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};

use ostler_core::session::{Entry, EntryKind, Files, ReadError};

use crate::exit::Failure;
use crate::os_files::reason;

/// The files of a revision below a directory.
#[derive(Debug)]
pub struct RevisionFiles {
    root: PathBuf,
    /// Names of objects by path.
    objects: BTreeMap<String, String>,
    read: Mutex<HashMap<String, Vec<u8>>>,
}

impl RevisionFiles {
    /// The files that a revision has below `root`, a directory of a working tree; paths are relative to it.
    pub fn new(root: &Path, revision: &str) -> Result<Self, Failure> {
        let commit = format!("{revision}^{{commit}}");
        let found = git(root, &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])?;
        let commit = found.map_err(|told| no_revision(revision, &told))?;
        let commit = String::from_utf8_lossy(&commit).trim().to_owned();
        // Without `--full-tree`, paths are those below the directory.
        let listed = git(root, &["ls-tree", "-r", "-z", &commit])?;
        let listed = listed.map_err(|told| Failure(format!("git cannot list `{revision}`: {told}")))?;
        let entries = listed.split(|b| *b == 0).filter_map(entry);
        Ok(Self { root: root.to_owned(), objects: entries.collect(), read: Mutex::default() })
    }
}

/// `MODE TYPE OBJECT<TAB>PATH`; files only.
fn entry(line: &[u8]) -> Option<(String, String)> {
    let line = String::from_utf8_lossy(line);
    let (head, path) = line.split_once('\t')?;
    let mut head = head.split(' ');
    let (mode, kind, object) = (head.next()?, head.next()?, head.next()?);
    (kind == "blob" && mode != "120000").then(|| (path.to_owned(), object.to_owned()))
}

fn no_revision(revision: &str, told: &str) -> Failure {
    let told = if told.is_empty() { String::new() } else { format!(": {told}") };
    Failure(format!("`{revision}` is no revision of this repository{told}"))
}

/// What git prints, or what it says against it.
fn git(directory: &Path, arguments: &[&str]) -> Result<Result<Vec<u8>, String>, Failure> {
    let mut command = Command::new("git");
    command.arg("-C").arg(directory).args(arguments).stdin(Stdio::null());
    let output = command.output().map_err(|e| Failure(format!("`git` cannot be run: {}", reason(&e))))?;
    if output.status.success() {
        return Ok(Ok(output.stdout));
    }
    let told = String::from_utf8_lossy(&output.stderr);
    let line = told.lines().next().unwrap_or("").trim_start_matches("fatal: ").to_owned();
    Ok(Err(line))
}

impl Files for RevisionFiles {
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        let path = path.strip_prefix("./").unwrap_or(path);
        let object = self.objects.get(path).ok_or_else(ReadError::nothing)?;
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bytes) = read.get(object) {
            return Ok(bytes.clone());
        }
        let failed = |message| ReadError { message, missing: false };
        let bytes = git(&self.root, &["cat-file", "blob", object]).map_err(|e| failed(e.0))?.map_err(failed)?;
        read.insert(object.clone(), bytes.clone());
        Ok(bytes)
    }

    fn list(&self, path: &str) -> Result<Vec<Entry>, ReadError> {
        let path = path.strip_prefix("./").unwrap_or(path).trim_end_matches('/');
        let prefix = if path.is_empty() || path == "." { String::new() } else { format!("{path}/") };
        let mut entries: BTreeMap<&str, EntryKind> = BTreeMap::new();
        let below = self.objects.range(prefix.clone()..).map(|(k, _)| k.as_str());
        for rest in below.map_while(|k| k.strip_prefix(prefix.as_str())) {
            match rest.split_once('/') {
                Some((directory, _)) => entries.insert(directory, EntryKind::Directory),
                None => entries.insert(rest, EntryKind::File),
            };
        }
        if entries.is_empty() {
            return Err(ReadError::nothing());
        }
        Ok(entries.into_iter().map(|(name, kind)| Entry { name: name.to_owned(), kind }).collect())
    }

    fn revision(&self, path: &str) -> u64 {
        u64::from(self.objects.contains_key(path))
    }
}

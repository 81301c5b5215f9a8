//! From paths on the command line to the list of files to read: directories searched, order fixed, nothing twice.

use std::collections::{BTreeSet, HashSet};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;
use ostler_core::lang::layers;
use ostler_core::session::{Given, directory, upwards};

use crate::os_files::display;

/// A file to read.
#[derive(Clone, Debug)]
pub struct Input {
    /// Where it is; `-` for standard input.
    pub path: PathBuf,
    /// Path in output.
    pub shown: String,
    /// Named, or found in a directory.
    pub given: Given,
    /// Why it cannot be read, when the search knows already.
    pub problem: Option<String>,
}

/// Endings of files that are read when a directory is searched.
const ENDINGS: &[&str] = &["yaml", "yml", "json", "toml"];

/// Endings that template tools put behind them.
const TEMPLATE_ENDINGS: &[&str] = &["j2", "jinja", "jinja2", "tpl", "tmpl", "gotmpl"];

/// Files in the order given; those of a directory by the bytes of their paths.
pub fn inputs(paths: &[PathBuf], stdin_path: Option<&str>) -> Vec<Input> {
    let cwd = std::env::current_dir().unwrap_or_default();
    let mut seen = HashSet::new();
    let mut out = Vec::new();
    for path in paths {
        let mut found = if path == Path::new("-") {
            let shown = stdin_path.unwrap_or("-").to_owned();
            vec![Input { path: path.clone(), shown, given: Given::Named, problem: None }]
        } else if path.is_dir() {
            search(path, &cwd)
        } else {
            vec![Input { path: path.clone(), shown: display(path, &cwd), given: Given::Named, problem: None }]
        };
        found.sort_by(|a, b| a.shown.as_bytes().cmp(b.shown.as_bytes()));
        found.retain(|input| seen.insert(input.shown.clone()));
        out.append(&mut found);
    }
    out
}

/// Most files of a directory that are looked at for what they say about a named one.
const SIBLINGS: usize = 64;

/// Largest file that is looked at so, in bytes.
const SIBLING_SIZE: u64 = 256 * 1024;

/// Files that are no inputs but may say something about them: those beside and above the given paths, up to the working
/// directory, and those of the layers of the same cluster. Of a path outside of it only the files beside.
pub fn beside(paths: &[PathBuf], inputs: &[Input]) -> Vec<Input> {
    let cwd = std::env::current_dir().unwrap_or_default();
    let known: HashSet<_> = inputs.iter().map(|i| i.shown.as_str()).collect();
    let mut directories = BTreeSet::new();
    for path in paths.iter().filter(|p| *p != Path::new("-")) {
        let shown = display(path, &cwd);
        let own = if path.is_dir() { &*shown } else { directory(&shown) };
        let outside = shown.starts_with(['/', '.']);
        directories.extend(upwards(own).take(if outside { 1 } else { usize::MAX }).map(str::to_owned));
        let home = layers::home(own);
        if home != own && !outside {
            directories.extend(subdirectories(home).into_iter().filter(|d| layers::home(d) == home));
        }
    }
    let mut out: Vec<_> = directories.iter().flat_map(|d| candidates(d)).collect();
    out.retain(|input| !known.contains(input.shown.as_str()));
    out
}

fn subdirectories(directory: &str) -> Vec<String> {
    let entries = std::fs::read_dir(path_of(directory)).into_iter().flatten().flatten();
    let found = entries.filter(|e| e.file_type().is_ok_and(|t| t.is_dir()));
    let mut names: Vec<_> = found.map(|e| e.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names.truncate(SIBLINGS);
    names.into_iter().map(|n| if directory.is_empty() { n } else { format!("{directory}/{n}") }).collect()
}

fn path_of(directory: &str) -> &Path {
    Path::new(if directory.is_empty() { "." } else { directory })
}

fn candidates(directory: &str) -> Vec<Input> {
    let entries = std::fs::read_dir(path_of(directory)).into_iter().flatten().flatten();
    let mut names: Vec<_> = entries.map(|e| e.file_name()).filter(|n| is_candidate(Path::new(n))).collect();
    names.sort();
    names.truncate(SIBLINGS);
    let small = |p: &Path| std::fs::metadata(p).is_ok_and(|m| m.is_file() && m.len() <= SIBLING_SIZE);
    let input = |name: &OsString| {
        let shown = if directory.is_empty() { name.into() } else { Path::new(directory).join(name) };
        let (path, shown) = (shown.clone(), shown.to_string_lossy().replace('\\', "/"));
        small(&path).then_some(Input { path, shown, given: Given::Found, problem: None })
    };
    names.iter().filter_map(input).collect()
}

fn search(directory: &Path, cwd: &Path) -> Vec<Input> {
    let mut walk = WalkBuilder::new(directory);
    walk.follow_links(true).require_git(false).add_custom_ignore_filename(".ostlerignore");
    let mut out = Vec::new();
    for entry in walk.build() {
        match entry {
            Ok(entry) => {
                let path = entry.path();
                if entry.file_type().is_some_and(|t| !t.is_dir()) && is_candidate(path) {
                    let shown = display(path, cwd);
                    out.push(Input { path: path.to_owned(), shown, given: Given::Found, problem: None });
                }
            }
            Err(error) => out.extend(problem(&error, cwd)),
        }
    }
    out
}

fn is_candidate(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let mut parts = name.rsplit('.');
    let Some(mut ending) = parts.next() else { return false };
    if TEMPLATE_ENDINGS.contains(&ending) {
        ending = parts.next().unwrap_or("");
    }
    // The first part is the name: `yaml` alone is a file without ending.
    ENDINGS.contains(&ending) && parts.next().is_some()
}

fn problem(error: &ignore::Error, cwd: &Path) -> Option<Input> {
    let (path, reason) = match error {
        ignore::Error::WithPath { path, err } => {
            let reason = err.io_error().map_or_else(|| err.to_string(), crate::os_files::reason);
            (path.clone(), reason)
        }
        ignore::Error::WithDepth { err, .. } => return problem(err, cwd),
        ignore::Error::Loop { child, .. } => (child.clone(), "its symbolic links lead in a circle".to_owned()),
        // A faulty pattern in an ignore file leaves the pattern out; the files are still found.
        ignore::Error::Partial(_) | ignore::Error::WithLineNumber { .. } | ignore::Error::Glob { .. } => return None,
        other => (PathBuf::from("."), other.to_string()),
    };
    Some(Input { shown: display(&path, cwd), path, given: Given::Found, problem: Some(reason) })
}

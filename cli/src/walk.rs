//! From paths on the command line to the list of files to read: directories searched, order fixed, nothing twice.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;
use ostler_core::session::Given;

use crate::os_files::display;

/// A file to read.
#[derive(Debug)]
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

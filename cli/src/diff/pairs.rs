//! Which files are compared with which: two files, or those of two directories by their relative paths.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::exit::Failure;
use crate::os_files::display;
use crate::walk::inputs;

/// Two files of one name; one of them may be missing.
#[derive(Debug)]
pub struct Pair {
    /// The old file; `None` when there is none.
    pub old: Option<PathBuf>,
    /// The new file; `None` when there is none.
    pub new: Option<PathBuf>,
    /// Its name in output.
    pub old_name: String,
    /// Its name in output.
    pub new_name: String,
    /// Found in directories, and not named.
    pub found: bool,
}

impl Pair {
    /// Two files that somebody named.
    pub fn named(old: &Path, new: &Path) -> Self {
        let cwd = std::env::current_dir().unwrap_or_default();
        let (old_name, new_name) = (display(old, &cwd), display(new, &cwd));
        Self { old: Some(old.to_owned()), new: Some(new.to_owned()), old_name, new_name, found: false }
    }

    /// Their bytes; none for a file that is not there.
    pub fn read(&self) -> Result<(Vec<u8>, Vec<u8>), Failure> {
        let read = |path: &Option<PathBuf>| path.as_deref().map_or(Ok(Vec::new()), super::read);
        Ok((read(&self.old)?, read(&self.new)?))
    }
}

/// Pairs in the order of their paths.
pub fn pairs(old: &Path, new: &Path) -> Result<Vec<Pair>, Failure> {
    match (old.is_dir(), new.is_dir()) {
        (false, false) if old == Path::new("-") && new == Path::new("-") => {
            Err(Failure("standard input can be one of the files, not both".to_owned()))
        }
        (false, false) => Ok(vec![Pair::named(old, new)]),
        (true, true) => Ok(of_directories(old, new)),
        (old_is, _) => {
            let (directory, file) = if old_is { (old, new) } else { (new, old) };
            let (directory, file) = (directory.display(), file.display());
            Err(Failure(format!(
                "`{directory}` is a directory and `{file}` is not: compare two files, or two directories"
            )))
        }
    }
}

fn of_directories(old: &Path, new: &Path) -> Vec<Pair> {
    let cwd = std::env::current_dir().unwrap_or_default();
    let mut sides: BTreeMap<PathBuf, [Option<PathBuf>; 2]> = BTreeMap::new();
    for (which, directory) in [old, new].into_iter().enumerate() {
        for input in inputs(&[directory.to_owned()], None) {
            let relative = input.path.strip_prefix(directory).unwrap_or(&input.path).to_owned();
            sides.entry(relative).or_default()[which] = Some(input.path);
        }
    }
    let pair = |(relative, [mine, theirs]): (PathBuf, [Option<PathBuf>; 2])| {
        let name = |path: &Option<PathBuf>, directory: &Path| {
            display(path.as_deref().unwrap_or(&directory.join(&relative)), &cwd)
        };
        let (old_name, new_name) = (name(&mine, old), name(&theirs, new));
        Pair { old: mine, new: theirs, old_name, new_name, found: true }
    };
    sides.into_iter().map(pair).collect()
}

//! Reading from the operating system, and its reasons in words.

use std::fs;
use std::io::{self, Read as _};
use std::path::Path;

use ostler_core::session::{Entry, EntryKind, Files, ReadError};

/// Why something failed, as a sentence part.
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or directory".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => {
            let text = error.to_string();
            if text.contains("symbolic links") {
                return "its symbolic links lead in a circle".to_owned();
            }
            text.split(" (os error").next().unwrap_or(&text).to_lowercase()
        }
    }
}

/// Reads a file whole; pipes too, devices not, since some never end.
pub fn read(path: &Path) -> Result<Vec<u8>, ReadError> {
    let failed = |e: &io::Error| ReadError { message: reason(e), missing: e.kind() == io::ErrorKind::NotFound };
    let mut file = fs::File::open(path).map_err(|e| failed(&e))?;
    let meta = file.metadata().map_err(|e| failed(&e))?;
    if meta.is_dir() || is_device(&meta) {
        let message = if meta.is_dir() { "it is a directory" } else { "it is a device" };
        return Err(ReadError { message: message.to_owned(), missing: false });
    }
    let mut bytes = Vec::with_capacity(meta.len().min(1 << 24) as usize);
    file.read_to_end(&mut bytes).map_err(|e| failed(&e))?;
    Ok(bytes)
}

/// Files of the disk; relative paths start from the working directory.
#[derive(Clone, Copy, Debug, Default)]
pub struct OsFiles;

impl Files for OsFiles {
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        read(Path::new(path))
    }

    fn list(&self, path: &str) -> Result<Vec<Entry>, ReadError> {
        let failed = |e: &io::Error| ReadError { message: reason(e), missing: e.kind() == io::ErrorKind::NotFound };
        let directory = if path.is_empty() { Path::new(".") } else { Path::new(path) };
        let mut entries = Vec::new();
        for entry in fs::read_dir(directory).map_err(|e| failed(&e))? {
            let entry = entry.map_err(|e| failed(&e))?;
            // What a link leads to counts, so that patches can be shared by links.
            let is_directory =
                entry.file_type().is_ok_and(|t| if t.is_symlink() { entry.path().is_dir() } else { t.is_dir() });
            let kind = if is_directory { EntryKind::Directory } else { EntryKind::File };
            entries.push(Entry { name: entry.file_name().to_string_lossy().into_owned(), kind });
        }
        entries.sort_by(|a, b| a.name.as_bytes().cmp(b.name.as_bytes()));
        Ok(entries)
    }

    fn revision(&self, path: &str) -> u64 {
        let changed = fs::metadata(path).and_then(|m| m.modified()).ok();
        let since = changed.and_then(|t| t.duration_since(std::time::UNIX_EPOCH).ok());
        since.map_or(0, |t| t.as_nanos() as u64)
    }
}

/// Reads a file, or standard input for `-`.
pub fn read_or_stdin(path: &Path) -> Result<Vec<u8>, ReadError> {
    if path != Path::new("-") {
        return read(path);
    }
    let mut bytes = Vec::new();
    let read = io::stdin().lock().read_to_end(&mut bytes);
    read.map(|_| bytes).map_err(|e| ReadError { message: reason(&e), missing: false })
}

#[cfg(unix)]
fn is_device(meta: &fs::Metadata) -> bool {
    use std::os::unix::fs::FileTypeExt as _;
    meta.file_type().is_char_device() || meta.file_type().is_block_device()
}

#[cfg(not(unix))]
fn is_device(_: &fs::Metadata) -> bool {
    false
}

/// A path as text with `/`.
pub fn slashed(path: &Path) -> String {
    let text = path.to_string_lossy();
    if cfg!(windows) { text.replace('\\', "/") } else { text.into_owned() }
}

/// Path for output: relative to the working directory where it lies below, with `/`.
pub fn display(path: &Path, cwd: &Path) -> String {
    let path = path.strip_prefix(cwd).unwrap_or(path);
    let path = path.strip_prefix(".").unwrap_or(path);
    slashed(path)
}

//! What a git repository holds, through the `git` program: one process for all files that are read. Nothing is written.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Mutex, PoisonError};

use ostler_core::session::ReadError;

use crate::exit::Failure;
use crate::os_files::reason;

/// The objects of a repository.
#[derive(Debug)]
pub struct Objects {
    /// A directory of the working tree.
    directory: PathBuf,
    batch: Mutex<Option<Batch>>,
}

/// `git cat-file --batch`: names go in, contents come out.
#[derive(Debug)]
struct Batch {
    child: Child,
    names: Option<ChildStdin>,
    contents: BufReader<ChildStdout>,
}

impl Objects {
    /// The repository that a directory belongs to.
    pub fn new(directory: &Path) -> Self {
        Self { directory: directory.to_owned(), batch: Mutex::default() }
    }

    /// What git prints, or what it says against it.
    pub fn git(&self, arguments: &[&str]) -> Result<Result<Vec<u8>, String>, Failure> {
        let mut command = Command::new("git");
        command.arg("-C").arg(&self.directory).args(arguments).stdin(Stdio::null());
        let output = command.output().map_err(|e| Failure(format!("`git` cannot be run: {}", reason(&e))))?;
        if output.status.success() {
            return Ok(Ok(output.stdout));
        }
        let told = String::from_utf8_lossy(&output.stderr);
        Ok(Err(told.lines().next().unwrap_or("").trim_start_matches("fatal: ").to_owned()))
    }

    /// The content of an object.
    pub fn read(&self, object: &str) -> Result<Vec<u8>, ReadError> {
        let failed = |message: String| ReadError { message, missing: false };
        let mut guard = self.batch.lock().unwrap_or_else(PoisonError::into_inner);
        let mut batch = match guard.take() {
            Some(batch) => batch,
            None => Batch::new(&self.directory)
                .map_err(|e| failed(format!("`git`, which reads it, cannot be run: {}", reason(&e))))?,
        };
        let content = batch.read(object).map_err(|e| failed(format!("`git` cannot read it: {}", reason(&e))))?;
        // After an error nobody knows what comes next, so the process is not asked again.
        *guard = Some(batch);
        content.ok_or_else(|| failed("this copy of the repository does not have it".to_owned()))
    }
}

impl Batch {
    fn new(directory: &Path) -> std::io::Result<Self> {
        let mut command = Command::new("git");
        command.arg("-C").arg(directory).args(["cat-file", "--batch"]);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let none = || std::io::Error::other("it has no pipes");
        let (names, contents) = (child.stdin.take().ok_or_else(none)?, child.stdout.take().ok_or_else(none)?);
        Ok(Self { child, names: Some(names), contents: BufReader::new(contents) })
    }

    /// `None` for an object that is not there.
    fn read(&mut self, object: &str) -> std::io::Result<Option<Vec<u8>>> {
        let ended = || std::io::Error::other("it has ended");
        let names = self.names.as_mut().ok_or_else(ended)?;
        names.write_all(format!("{object}\n").as_bytes())?;
        names.flush()?;
        let mut head = String::new();
        if self.contents.read_line(&mut head)? == 0 {
            return Err(ended());
        }
        let Some(size) = head.trim_end().rsplit_once(' ').and_then(|(_, size)| size.parse::<u64>().ok()) else {
            return Ok(None);
        };
        let mut content = Vec::with_capacity(size.min(1 << 24) as usize);
        (&mut self.contents).take(size).read_to_end(&mut content)?;
        let mut end = [0];
        self.contents.read_exact(&mut end)?;
        Ok(Some(content))
    }
}

impl Drop for Batch {
    fn drop(&mut self) {
        self.names = None;
        // It ends with its input; that it has ended is all that is wanted.
        let _ = self.child.wait();
    }
}

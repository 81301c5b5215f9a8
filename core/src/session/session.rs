//! The files that a shell has open, over one engine.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diag::{Redacted, Redactor};
use crate::text::Span;

use super::file::{Given, OpenFile};
use super::{Engine, Files, Location, Place, ReadError, Report};

/// Open files by path. Every method takes paths as given by the shell, with `/`.
#[derive(Debug)]
pub struct Session {
    engine: Engine,
    open: BTreeMap<String, OpenFile>,
}

impl Session {
    /// A session without files.
    pub fn new(engine: Engine) -> Self {
        Self { engine, open: BTreeMap::new() }
    }

    /// Tables, options, views.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Replaces the engine, for other options; every open file is read again.
    pub fn set_engine(&mut self, engine: Engine) {
        self.engine = engine;
        for (path, file) in &mut self.open {
            *file = self.engine.open(path, file.text().as_bytes(), file.given());
        }
    }

    /// Opens a file, or replaces its text; only documents that changed are parsed and checked again.
    pub fn set_text(&mut self, path: &str, bytes: &[u8]) -> &OpenFile {
        let file = match self.open.remove(path) {
            Some(old) => self.engine.update(old, bytes),
            None => self.engine.open(path, bytes, Given::Named),
        };
        self.open.entry(path.to_owned()).or_insert(file)
    }

    /// Reads a file through `files` and opens it.
    pub fn load(&mut self, files: &dyn Files, path: &str) -> Result<&OpenFile, ReadError> {
        let bytes = files.read(path)?;
        Ok(self.set_text(path, &bytes))
    }

    /// Takes a file that the engine opened elsewhere, on another thread for example.
    pub fn adopt(&mut self, file: OpenFile) -> &OpenFile {
        let path = file.path().to_owned();
        self.open.remove(&path);
        self.open.entry(path).or_insert(file)
    }

    /// Forgets a file.
    pub fn close(&mut self, path: &str) {
        self.open.remove(path);
    }

    /// An open file.
    pub fn file(&self, path: &str) -> Option<&OpenFile> {
        self.open.get(path)
    }

    /// Open files by path.
    pub fn files(&self) -> impl Iterator<Item = &OpenFile> {
        self.open.values()
    }

    /// The masked report of some open files, in the order given.
    pub fn report(&self, paths: &[&str]) -> Redacted<Report> {
        let files = paths.iter().filter_map(|p| self.file(p)).map(OpenFile::report);
        Report::join(files)
    }

    /// Place of a span of any open file.
    pub fn locate(&self, span: Span) -> Option<Location> {
        self.open.values().find_map(|f| f.locate(span))
    }

    /// What stands at an offset of an open file's text.
    pub fn place_at(&self, path: &str, offset: u32) -> Option<Place<'_>> {
        self.file(path)?.place_at(offset)
    }

    /// The secrets of an open file, for texts that a shell makes of its documents (hover, provenance).
    pub fn redactor(&self, path: &str) -> Arc<Redactor> {
        self.file(path).map(OpenFile::redactor).unwrap_or_default()
    }
}

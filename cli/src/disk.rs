//! Files of the disk for the engine: read when asked for, decrypted on request, each read noted with its hash.

use core::ops::Range;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use ostler_core::session::{Entry, Files, ReadError};
use sha2::{Digest as _, Sha256};

use crate::os_files::{OsFiles, read};
use crate::sops;

/// What to do with files that SOPS has encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sealed {
    /// Their values stay unknown.
    Closed,
    /// They are decrypted with the keys that are found.
    Opened,
}

/// Files below a directory, and above it by `..`.
#[derive(Debug)]
pub struct DiskFiles {
    root: PathBuf,
    sealed: Sealed,
    hashes: Mutex<BTreeMap<String, String>>,
    /// What was decrypted, by path, with the hash of what is on the disk.
    opened: Mutex<BTreeMap<String, (String, sops::Unsealed)>>,
}

impl DiskFiles {
    /// Paths are relative to `root`.
    pub fn new(root: PathBuf, sealed: Sealed) -> Self {
        Self { root, sealed, hashes: Mutex::default(), opened: Mutex::default() }
    }

    /// What a file holds, decrypted once.
    fn decrypted(&self, path: &str, hash: String, bytes: &[u8]) -> Result<Vec<u8>, ReadError> {
        let known = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, file)) = known.get(path).filter(|(of, _)| *of == hash) {
            return Ok(file.text.clone().into_bytes());
        }
        drop(known);
        // A file of a layer's folder is named nowhere, so the reason names it.
        let failed = |why: String| ReadError { message: format!("`{path}`: {why}"), missing: false };
        let file = sops::open(&self.root.join(path), bytes).map_err(failed)?;
        let text = file.text.clone().into_bytes();
        self.opened.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), (hash, file));
        Ok(text)
    }

    /// Hashes of everything that was read so far, by path.
    pub fn hashes(&self) -> BTreeMap<String, String> {
        self.hashes.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// `sha256:…` of some bytes.
pub fn hash(bytes: &[u8]) -> String {
    format!("sha256:{}", digest(bytes))
}

/// SHA-256 in hexadecimal.
pub fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Files for DiskFiles {
    fn sha256(&self, bytes: &[u8]) -> Option<String> {
        Some(digest(bytes))
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        let full = self.root.join(path);
        let bytes = read(&full)?;
        let hash = hash(&bytes);
        self.hashes.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), hash.clone());
        match self.sealed {
            Sealed::Opened if sops::is_sealed(&bytes) => self.decrypted(path, hash, &bytes),
            _ => Ok(bytes),
        }
    }

    fn unsealed(&self, path: &str) -> Vec<Range<u32>> {
        let opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        opened.get(path).map(|(_, file)| file.secret.clone()).unwrap_or_default()
    }

    fn list(&self, path: &str) -> Result<Vec<Entry>, ReadError> {
        OsFiles.list(&self.root.join(path).to_string_lossy())
    }

    fn revision(&self, path: &str) -> u64 {
        OsFiles.revision(&self.root.join(path).to_string_lossy())
    }
}

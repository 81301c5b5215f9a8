//! Files of the disk for the engine: read when asked for, decrypted on request, each read noted with its hash.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};

use ostler_core::session::{Entry, Files, ReadError};
use sha2::{Digest as _, Sha256};

use crate::os_files::{OsFiles, read, reason};

/// What to do with files that SOPS has encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sealed {
    /// Their values stay unknown.
    Closed,
    /// The `sops` program decrypts them, with the keys that it finds.
    Opened,
}

/// Files below a directory, and above it by `..`.
#[derive(Debug)]
pub struct DiskFiles {
    root: PathBuf,
    sealed: Sealed,
    hashes: Mutex<BTreeMap<String, String>>,
}

impl DiskFiles {
    /// Paths are relative to `root`.
    pub fn new(root: PathBuf, sealed: Sealed) -> Self {
        Self { root, sealed, hashes: Mutex::default() }
    }

    /// Hashes of everything that was read so far, by path.
    pub fn hashes(&self) -> BTreeMap<String, String> {
        self.hashes.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// `sha256:…` of some bytes.
pub fn hash(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().fold("sha256:".to_owned(), |text, byte| text + &format!("{byte:02x}"))
}

impl Files for DiskFiles {
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        let full = self.root.join(path);
        let bytes = read(&full)?;
        self.hashes.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), hash(&bytes));
        match self.sealed {
            Sealed::Opened if is_sealed(&bytes) => decrypted(&full),
            _ => Ok(bytes),
        }
    }

    fn list(&self, path: &str) -> Result<Vec<Entry>, ReadError> {
        OsFiles.list(&self.root.join(path).to_string_lossy())
    }

    fn revision(&self, path: &str) -> u64 {
        OsFiles.revision(&self.root.join(path).to_string_lossy())
    }
}

/// True for a file with the section that SOPS adds.
fn is_sealed(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    text.contains("ENC[") && text.lines().any(|l| l.starts_with("sops:") || l.trim_start().starts_with("\"sops\":"))
}

fn decrypted(path: &Path) -> Result<Vec<u8>, ReadError> {
    let failed = |message: String| ReadError { message, missing: false };
    let output = Command::new("sops").arg("--decrypt").arg(path).output();
    let output = output.map_err(|e| failed(format!("`sops`, which decrypts it, cannot be run: {}", reason(&e))))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let told = String::from_utf8_lossy(&output.stderr);
    let line = told.lines().map(str::trim).find(|l| !l.is_empty()).unwrap_or("it gave no reason");
    Err(failed(format!("`sops` cannot decrypt it: {line}")))
}

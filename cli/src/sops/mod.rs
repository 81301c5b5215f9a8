//! Files that SOPS has encrypted (getsops.io, format of version 3): told from others, and decrypted on request. With a
//! key of age this is done here; for every other kind of key the `sops` program is asked. No error holds a part of a
//! value.

mod age;
mod file;
mod keys;
mod value;

#[cfg(test)]
mod tests;

use std::path::Path;
use std::process::Command;

use age::AgeError;
pub use file::Unsealed;
use file::{Meta, Reason, Sealed};
use keys::{Env, Keys};
use value::DataKey;

use crate::os_files::reason;

/// True for a file with the section that SOPS adds.
pub fn is_sealed(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    text.contains("ENC[") && text.lines().any(|l| l.starts_with("sops:") || l.trim_start().starts_with("\"sops\":"))
}

/// Decrypts a file. The error is a sentence part that fits behind "it cannot be read".
pub fn open(path: &Path, bytes: &[u8]) -> Result<Unsealed, Reason> {
    open_with(path, bytes, &|name| std::env::var_os(name))
}

fn open_with(path: &Path, bytes: &[u8], env: Env<'_>) -> Result<Unsealed, Reason> {
    let text = core::str::from_utf8(bytes).map_err(|_| "SOPS has encrypted it, and it is not UTF-8".to_owned())?;
    let sealed = Sealed::parse(&path.to_string_lossy(), text)
        .map_err(|e| format!("SOPS has encrypted it, and {e}; restore it from git"))?;
    match by_age(&sealed.meta, env) {
        Ok(key) => sealed.unseal(&key).map_err(|e| format!("it cannot be decrypted: {e}")),
        Err(why) => match (by_program(path, &sealed), sealed.meta.others) {
            (Ok(done), _) => Ok(done),
            (Err(program), true) => Err(program),
            // What the program says is about the same keys, and longer.
            (Err(_), false) => Err(why),
        },
    }
}

/// The key of a file from a key of age; else why there is none.
fn by_age(meta: &Meta, env: Env<'_>) -> Result<DataKey, Reason> {
    let plain: Vec<_> = meta.age.iter().filter(|k| age::is_plain_recipient(&k.recipient)).collect();
    if plain.is_empty() {
        return Err("no plain key of age opens it, and the `sops` program, which knows other keys, fails".to_owned());
    }
    let mut keys = Keys::find(env);
    let open = |keys: &Keys| plain.iter().map(|k| age::decrypt(&k.sealed, &keys.identities)).reduce(Result::or);
    let mut opened = open(&keys);
    for one in &plain {
        if opened.as_ref().is_some_and(Result::is_ok) {
            break;
        }
        keys.ask(env, &one.recipient);
        opened = open(&keys);
    }
    match opened {
        Some(Ok(key)) => DataKey::new(&key).ok_or_else(|| "the key in its `sops` block is damaged".to_owned()),
        Some(Err(AgeError::Damaged)) => Err("the key in its `sops` block is damaged; restore it from git".to_owned()),
        _ => Err(no_key(&keys, plain.iter().map(|k| k.recipient.as_str()).collect())),
    }
}

/// Says which keys would open a file, and what was found instead.
fn no_key(keys: &Keys, mut recipients: Vec<&str>) -> Reason {
    const NAMED: usize = 3;
    let more = recipients.len().saturating_sub(NAMED);
    recipients.truncate(NAMED);
    let wanted: Vec<_> = recipients.iter().map(|r| format!("`{r}`")).collect();
    let wanted = wanted.join(" or ") + &if more > 0 { format!(" or {more} others") } else { String::new() };
    let found: Vec<_> = keys.identities.iter().map(|i| format!("`{}`", i.recipient())).collect();
    let found = match found.as_slice() {
        [] => format!("no key of age was found in {}", keys.empty.join(", ")),
        _ => format!("only keys of age for {} were found", found.join(", ")),
    };
    let problems: String = keys.problems.iter().map(|p| format!("; {p}")).collect();
    format!(
        "it is encrypted for {wanted}, and {found}{problems}; give the secret key in `SOPS_AGE_KEY`, or its file in \
         `SOPS_AGE_KEY_FILE`"
    )
}

fn by_program(path: &Path, sealed: &Sealed<'_>) -> Result<Unsealed, Reason> {
    let output = Command::new("sops").arg("--decrypt").arg(path).output();
    let output = output.map_err(|e| {
        format!("`sops`, which decrypts what is not encrypted for a key of age, cannot be run: {}", reason(&e))
    })?;
    if !output.status.success() {
        let told = String::from_utf8_lossy(&output.stderr);
        let line = told.lines().map(str::trim).find(|l| !l.is_empty()).unwrap_or("it gave no reason");
        return Err(format!("`sops` cannot decrypt it: {line}"));
    }
    let plain = String::from_utf8(output.stdout).map_err(|_| "what `sops` gave is no text".to_owned())?;
    sealed.filled(&plain)
}

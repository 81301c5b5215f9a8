//! Where age keys are looked for: the places that SOPS 3.13 looks into, in its order. It must not know files that are
//! encrypted.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::age::Identity;

/// Reads a variable of the environment.
pub type Env<'e> = &'e dyn Fn(&str) -> Option<OsString>;

/// Keys, and what is to be told when none fits.
#[derive(Debug, Default)]
pub struct Keys {
    /// Keys that were found.
    pub identities: Vec<Identity>,
    /// Places without a key, for people.
    pub empty: Vec<String>,
    /// What is wrong with a place that has something else.
    pub problems: Vec<String>,
}

/// The variables with keys, a file of keys and a command that prints some.
const KEY: &str = "SOPS_AGE_KEY";
const KEY_FILE: &str = "SOPS_AGE_KEY_FILE";
const KEY_CMD: &str = "SOPS_AGE_KEY_CMD";

/// What the command is told: the public key whose secret half is wanted.
const RECIPIENT: &str = "SOPS_AGE_RECIPIENT";

impl Keys {
    /// Everything but what the command would print, which is asked last.
    pub fn find(env: Env<'_>) -> Self {
        let mut keys = Self::default();
        match env(KEY) {
            Some(text) => keys.add(&text.to_string_lossy(), &format!("`{KEY}`")),
            None => keys.empty.push(format!("`{KEY}`")),
        }
        match env(KEY_FILE) {
            Some(path) => keys.file(Path::new(&path), true),
            None => keys.empty.push(format!("`{KEY_FILE}`")),
        }
        if let Some(folder) = config_folder(env) {
            keys.file(&folder.join("sops").join("age").join("keys.txt"), false);
        }
        keys
    }

    /// Asks the command of the environment, if there is one, for the secret half of a public key.
    pub fn ask(&mut self, env: Env<'_>, recipient: &str) {
        let Some(line) = env(KEY_CMD) else {
            let place = format!("`{KEY_CMD}`");
            if !self.empty.contains(&place) {
                self.empty.push(place);
            }
            return;
        };
        let words = words(&line.to_string_lossy());
        let Some((program, arguments)) = words.as_deref().and_then(<[String]>::split_first) else {
            return self.problems.push(format!("the command in `{KEY_CMD}` cannot be read"));
        };
        let output = Command::new(program).args(arguments).env(RECIPIENT, recipient).output();
        match output {
            Ok(done) if done.status.success() => {
                self.add(&String::from_utf8_lossy(&done.stdout), &format!("the output of `{KEY_CMD}`"));
            }
            _ => self.problems.push(format!("the command in `{KEY_CMD}` failed")),
        }
    }

    fn file(&mut self, path: &Path, named: bool) {
        let place = format!("`{}`", path.display());
        match std::fs::read_to_string(path) {
            Ok(text) => self.add(&text, &place),
            Err(_) if named => self.problems.push(format!("{place}, which `{KEY_FILE}` names, cannot be read")),
            Err(_) => self.empty.push(place),
        }
    }

    /// Adds the keys of a text: one a line or several, comments left out.
    fn add(&mut self, text: &str, place: &str) {
        let lines = text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#'));
        let (mut found, mut other) = (false, false);
        for word in lines.flat_map(str::split_whitespace) {
            match Identity::parse(word) {
                Some(identity) => {
                    found = true;
                    if !self.identities.contains(&identity) {
                        self.identities.push(identity);
                    }
                }
                None => other = true,
            }
        }
        match (found, other) {
            (_, true) => self.problems.push(format!("{place} holds something that is no `AGE-SECRET-KEY-1…`")),
            (false, false) => self.empty.push(place.to_owned()),
            (true, false) => {}
        }
    }
}

/// The directory of settings, as Go's library finds it; on macOS `XDG_CONFIG_HOME` counts first, as SOPS has it.
fn config_folder(env: Env<'_>) -> Option<PathBuf> {
    let folder = |name: &str| env(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    let xdg = || folder("XDG_CONFIG_HOME").filter(|p| p.is_absolute());
    if cfg!(target_os = "macos") {
        xdg().or_else(|| Some(folder("HOME")?.join("Library").join("Application Support")))
    } else if cfg!(windows) {
        folder("AppData")
    } else {
        xdg().or_else(|| Some(folder("HOME")?.join(".config")))
    }
}

/// Cuts a command into words as a shell does: blanks, quotes and backslashes, and nothing else. `None` for an open
/// quote.
fn words(line: &str) -> Option<Vec<String>> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None::<char>);
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        match (quote, c) {
            (Some(q), c) if c == q => quote = None,
            (None, '\'' | '"') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None | Some('"'), '\\') => word.get_or_insert_default().push(chars.next()?),
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (_, c) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    quote.is_none().then_some(words)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use crate::sops::tests::{KEY as SECRET, OTHER_KEY};

    fn find(vars: &[(&str, &str)]) -> Keys {
        Keys::find(&|name| vars.iter().find(|(n, _)| *n == name).map(|(_, v)| OsString::from(v)))
    }

    #[test]
    fn keys_come_from_the_environment_and_files() {
        let folder = std::env::temp_dir().join(format!("ostler-keys-{}", std::process::id()));
        let default = folder.join("sops").join("age");
        std::fs::create_dir_all(&default).unwrap();
        std::fs::write(default.join("keys.txt"), format!("# public key: age1x\n\n{OTHER_KEY}\n")).unwrap();
        let home = folder.to_str().unwrap();
        let keys = find(&[("SOPS_AGE_KEY", &format!("{SECRET} {SECRET}\n")), ("XDG_CONFIG_HOME", home)]);
        if cfg!(unix) {
            assert_eq!(keys.identities.len(), 2);
        }
        assert_eq!(keys.empty, ["`SOPS_AGE_KEY_FILE`"]);
        let file = default.join("keys.txt");
        let keys = find(&[("SOPS_AGE_KEY_FILE", file.to_str().unwrap())]);
        assert_eq!(keys.identities.len(), 1);
        std::fs::remove_dir_all(&folder).unwrap();
        let keys = find(&[("SOPS_AGE_KEY_FILE", file.to_str().unwrap()), ("SOPS_AGE_KEY", "AGE-PLUGIN-X-1Q")]);
        assert!(keys.identities.is_empty());
        assert_eq!(keys.problems.len(), 2, "{:?}", keys.problems);
    }

    #[test]
    fn commands_are_cut_as_a_shell_does() {
        let cut = |line: &str| words(line);
        assert_eq!(cut(r#"op read "a b"'c' d\ e"#).unwrap(), ["op", "read", "a bc", "d e"]);
        assert_eq!(cut(r#"a "" ""#), None);
        assert_eq!(cut("  ").unwrap(), Vec::<String>::new());
    }

    #[test]
    #[cfg(unix)]
    fn a_command_is_told_which_key_is_wanted() {
        let mut keys = Keys::default();
        let print = format!("sh -c 'test \"$SOPS_AGE_RECIPIENT\" = age1x && echo {SECRET}'");
        keys.ask(&|name| (name == KEY_CMD).then(|| OsString::from(&print)), "age1x");
        assert_eq!(keys.identities.len(), 1, "{:?}", keys.problems);
        keys.ask(&|name| (name == KEY_CMD).then(|| OsString::from(&print)), "age1y");
        assert_eq!(keys.problems.len(), 1);
    }
}

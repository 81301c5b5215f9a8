//! Keeps secrets out of git: a config with secrets is not written into a work tree unless git ignores the file.

use std::collections::HashSet;
use std::io::Write as _;
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use ignore::gitignore::GitignoreBuilder;

use crate::exit::Failure;

/// Knows which output files git ignores; asks once.
#[derive(Debug)]
pub struct Guard {
    out: PathBuf,
    /// The same without symbolic links and `..`.
    real: PathBuf,
    /// The work tree, if there is one. Its `.git` is a file in a linked work tree and in a submodule.
    tree: Option<PathBuf>,
    ignored: OnceLock<HashSet<PathBuf>>,
}

impl Guard {
    /// For configs below `out`.
    pub fn new(out: PathBuf) -> Self {
        let real = real(&out);
        let tree = real.ancestors().find(|a| a.join(".git").exists()).map(Path::to_owned);
        Self { out, real, tree, ignored: OnceLock::new() }
    }

    /// Where a config really lies.
    fn place(&self, path: &Path) -> PathBuf {
        path.strip_prefix(&self.out).map_or_else(|_| real(path), |rest| self.real.join(rest))
    }

    /// Says why a config with secrets may not be written there. `all` are the paths of all outputs.
    pub fn allows(&self, path: &Path, all: impl FnOnce() -> Vec<PathBuf>) -> Result<(), Failure> {
        let Some(tree) = &self.tree else { return Ok(()) };
        let ignored = self.ignored.get_or_init(|| {
            let all: Vec<_> = all().iter().map(|path| self.place(path)).collect();
            by_git(tree, &all).unwrap_or_else(|| by_files(tree, &all))
        });
        if ignored.contains(&self.place(path)) {
            return Ok(());
        }
        let out = self.out.display();
        Err(Failure(format!(
            "`{}` would hold secrets, and git does not ignore it; nothing of it was written. Add `{out}/` to `.gitignore`, \
             give a directory outside of the work tree with `-o`, or render without secrets: `--secrets placeholder`",
            path.display()
        )))
    }
}

/// A path without symbolic links and `..`, as far as it is there.
fn real(path: &Path) -> PathBuf {
    let full = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let known = full.ancestors().find_map(|a| Some((a, a.canonicalize().ok()?)));
    let Some((there, mut real)) = known else { return full };
    for part in full.strip_prefix(there).unwrap_or(Path::new("")).components() {
        match part {
            Component::ParentDir => _ = real.pop(),
            part => real.push(part),
        }
    }
    real
}

/// Asks git; `None` when it cannot be asked.
fn by_git(tree: &Path, all: &[PathBuf]) -> Option<HashSet<PathBuf>> {
    let mut child = Command::new("git")
        .arg("-C")
        .arg(tree)
        .args(["check-ignore", "--stdin", "-z"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut input = Vec::new();
    for path in all {
        input.extend_from_slice(path.as_os_str().as_encoded_bytes());
        input.push(0);
    }
    let mut stdin = child.stdin.take()?;
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().ok()?;
    writer.join().ok()?.ok()?;
    // 0: some are ignored, 1: none is; everything else is a failure.
    if !matches!(output.status.code(), Some(0 | 1)) {
        return None;
    }
    let found: HashSet<&[u8]> = output.stdout.split(|b| *b == 0).collect();
    Some(all.iter().filter(|path| found.contains(path.as_os_str().as_encoded_bytes())).cloned().collect())
}

/// Reads `.gitignore` files from the work tree's root down.
fn by_files(tree: &Path, all: &[PathBuf]) -> HashSet<PathBuf> {
    let is_ignored = |path: &PathBuf| {
        let mut builder = GitignoreBuilder::new(tree);
        let mut folders: Vec<_> = path.ancestors().skip(1).take_while(|a| a.starts_with(tree)).collect();
        folders.reverse();
        for folder in folders {
            // A faulty pattern is left out; the others count.
            let _ = builder.add(folder.join(".gitignore"));
        }
        builder.build().is_ok_and(|rules| rules.matched_path_or_any_parents(path, false).is_ignore())
    };
    all.iter().filter(|p| is_ignored(p)).cloned().collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("ostler-guard-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn patterns_are_read_without_git() {
        let tree = folder("files");
        std::fs::write(tree.join(".gitignore"), "rendered/\n*.secret\n").unwrap();
        let all = ["rendered/a.yaml", "other/a.yaml", "other/b.secret"].map(|p| tree.join(p));
        let ignored = by_files(&tree, &all);
        assert_eq!(all.map(|p| ignored.contains(&p)), [true, false, true]);
        std::fs::remove_dir_all(&tree).unwrap();
    }

    #[test]
    fn outside_of_a_work_tree_everything_goes() {
        let guard = |tree| Guard { out: "x".into(), real: "/x".into(), tree, ignored: OnceLock::new() };
        assert!(guard(None).allows(Path::new("x/a.yaml"), Vec::new).is_ok());
        let inside = guard(Some(folder("tree")));
        assert!(inside.allows(Path::new("x/a.yaml"), || vec!["x/a.yaml".into()]).is_err());
    }

    #[test]
    fn dots_and_links_are_followed() {
        let there = folder("real").canonicalize().unwrap();
        std::fs::create_dir_all(there.join("a/b")).unwrap();
        assert_eq!(real(&there.join("a/b/../../c/../d")), there.join("d"));
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(there.join("a"), there.join("link")).unwrap();
            assert_eq!(real(&there.join("link/new/x.yaml")), there.join("a/new/x.yaml"));
        }
        std::fs::remove_dir_all(&there).unwrap();
    }
}

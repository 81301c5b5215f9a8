//! Secrets from end to end: files that SOPS has encrypted, bundles that are missing, placeholders, and git.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The test key that `fixtures/sops` is encrypted for; it protects nothing.
const KEY: &str = include_str!("../../fixtures/sops/key.txt");

/// What is encrypted in the fleet of `fixtures/sops`, and in no table a secret.
const HIDDEN: [&str; 5] =
    ["very-hidden-disk", "proxy.hidden.example", "4097", "attic-room-seven", "hidden image of w-2"];

struct Place(PathBuf);

impl Place {
    /// An empty directory.
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("ostler-secrets-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path.canonicalize().unwrap())
    }

    /// The fleet whose files are encrypted.
    fn sealed(name: &str) -> Self {
        let place = Self::new(name);
        copy(&fixture("sops/fleet"), &place.0);
        place
    }

    /// A fleet of one node that is made from a bundle in plain text.
    fn plain(name: &str) -> Self {
        let place = Self::new(name);
        place.fleet("fleet");
        place
    }

    fn fleet(&self, folder: &str) {
        let fleet = "apiVersion: ostler.dev/v1alpha1\nkind: Fleet\ndefaults: {talosVersion: v1.13.9, kubernetesVersion: v1.35.2}\n\
                     clusters:\n  - name: home\n    endpoint: https://10.0.0.10:6443\n    secrets: {file: talsecret.yaml}\n    \
                     nodes: [{name: cp-1, role: controlplane, patches: [{machine: {install: {disk: /dev/sda}}}]}]\n";
        self.write(&format!("{folder}/ostler.yaml"), fleet);
        let bundle = fs::read_to_string(fixture("../core/src/lang/talos_secrets/placeholder.yaml")).unwrap();
        self.write(&format!("{folder}/talsecret.yaml"), &bundle);
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.join(path)).unwrap()
    }

    /// A command in a folder of the place; neither keys nor settings of whoever runs the tests are seen.
    fn command(&self, folder: &str, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(self.0.join(folder)).env("HOME", &self.0).env("XDG_CONFIG_HOME", &self.0);
        for name in ["SOPS_AGE_KEY", "SOPS_AGE_KEY_FILE", "SOPS_AGE_KEY_CMD", "GIT_DIR", "GIT_WORK_TREE"] {
            command.env_remove(name);
        }
        command
    }

    fn ostler(&self, folder: &str, arguments: &[&str]) -> Output {
        self.command(folder, env!("CARGO_BIN_EXE_ostler")).args(arguments).output().unwrap()
    }

    fn ostler_with_key(&self, arguments: &[&str]) -> Output {
        self.command("", env!("CARGO_BIN_EXE_ostler")).env("SOPS_AGE_KEY", KEY).args(arguments).output().unwrap()
    }

    fn git(&self, folder: &str, arguments: &[&str]) {
        let identity = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "protocol.file.allow=always"];
        let done = self.command(folder, "git").args(identity).args(arguments).output().unwrap();
        assert!(done.status.success(), "git {arguments:?}: {}", told(&done));
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn fixture(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures").join(path)
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let (from, to) = {
            let entry = entry.unwrap();
            (entry.path(), to.join(entry.file_name()))
        };
        if from.is_dir() { copy(&from, &to) } else { _ = fs::copy(&from, &to).unwrap() }
    }
}

/// Both outputs.
fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn assert_hidden(text: &str) {
    for word in HIDDEN {
        assert!(!text.contains(word), "`{word}` is in:\n{text}");
    }
}

#[test]
fn a_key_of_age_opens_files_and_nothing_of_them_is_told() {
    let place = Place::sealed("decrypt");
    let done = place.ostler_with_key(&["render", "--decrypt", "--annotate"]);
    assert_eq!(done.status.code(), Some(0), "{}", told(&done));
    assert_hidden(&told(&done));
    let config = place.read("rendered/home/w-1.yaml");
    // The line is the one of the encrypted file.
    assert!(config.contains("disk: \"/dev/very-hidden-disk\"  # talos/all/10-sealed.sops.yaml:3"), "{config}");
    assert!(config.contains("net.core.somaxconn: 4097"), "{config}");
    assert!(place.read("rendered/away/x-1.yaml").contains("rack: attic-room-seven"));
    for format in ["json", "full", "concise", "github", "gitlab", "junit", "rdjson", "sarif"] {
        assert_hidden(&told(&place.ostler_with_key(&["render", "--decrypt", "--format", format])));
    }
}

#[test]
fn findings_point_into_the_encrypted_file() {
    let place = Place::sealed("lines");
    let done = told(&place.ostler_with_key(&["render", "--decrypt", "--format", "concise", "--node", "w-2"]));
    let line = fs::read_to_string(place.0.join("talos/node/w-2/10-wrong.sops.yaml")).unwrap();
    let line = 1 + line.lines().position(|l| l.contains("image:")).unwrap();
    assert!(done.contains(&format!("talos/node/w-2/10-wrong.sops.yaml:{line}:16: warning")), "{done}");
    assert_hidden(&done);
}

#[test]
fn differences_and_histories_hide_what_was_encrypted() {
    let place = Place::sealed("diff");
    assert!(place.ostler_with_key(&["render", "--decrypt", "--quiet"]).status.success());
    for path in ["rendered/home/w-1.yaml", "rendered/away/x-1.yaml"] {
        let changed = place.read(path).replace("very-hidden", "other-hidden").replace("attic-room", "cellar-room");
        place.write(path, &changed.replace("4097", "4098").replace("type: worker", "type: worker # changed"));
    }
    let done = told(&place.ostler_with_key(&["render", "--decrypt", "--diff"]));
    assert!(done.contains("-    type: worker # changed"), "{done}");
    assert_hidden(&done);
    for word in ["other-hidden", "cellar-room", "4098"] {
        assert!(!done.contains(word), "{done}");
    }
    for path in ["machine.install.disk", "machine.env.HTTP_PROXY"] {
        assert_hidden(&told(&place.ostler_with_key(&["why", "home/w-1", path])));
        assert_hidden(&told(&place.ostler_with_key(&["why", "home/w-1", path, "--format", "json"])));
    }
}

#[test]
fn placeholders_need_no_key_and_are_the_same_with_one() {
    let place = Place::sealed("placeholder");
    let closed = place.ostler("", &["render", "--secrets", "placeholder", "-o", "closed"]);
    assert_eq!(closed.status.code(), Some(0), "{}", told(&closed));
    let opened = place.ostler_with_key(&["render", "--secrets", "placeholder", "--decrypt", "-o", "opened"]);
    assert_eq!(opened.status.code(), Some(0), "{}", told(&opened));
    for path in ["home/cp-1.yaml", "home/w-1.yaml", "away/x-1.yaml"] {
        let without_comments = |text: String| text.lines().filter(|l| !l.contains(" #")).collect::<Vec<_>>().join("\n");
        let (closed, opened) = (place.read(&format!("closed/{path}")), place.read(&format!("opened/{path}")));
        assert_hidden(&opened);
        assert!(opened.contains("disk: <secret:machine.install.disk>"), "{opened}");
        assert_eq!(without_comments(closed), without_comments(opened));
    }
}

#[test]
fn without_a_key_nothing_is_written() {
    let place = Place::sealed("no-key");
    let done = place.ostler("", &["render", "--decrypt"]);
    assert_eq!(done.status.code(), Some(2));
    let text = told(&done).replace(['\n', '│', ' '], "");
    assert!(text.contains("nokeyofagewasfoundin`SOPS_AGE_KEY`"), "{text}");
    let done = place.ostler("", &["render"]);
    assert_eq!(done.status.code(), Some(2));
    assert!(told(&done).contains("give `--decrypt`"), "{}", told(&done));
    assert!(!place.0.join("rendered").exists());
}

#[test]
fn a_missing_bundle_is_never_made() {
    let place = Place::plain("bundle");
    fs::remove_file(place.0.join("fleet/talsecret.yaml")).unwrap();
    let done = place.ostler("fleet", &["render"]);
    assert_eq!(done.status.code(), Some(1));
    assert!(told(&done).contains("render/missing-secrets"), "{}", told(&done));
    assert!(!place.0.join("fleet/rendered/cp-1.yaml").exists() && !place.0.join("fleet/talsecret.yaml").exists());
    let done = place.ostler("fleet", &["render", "--secrets", "placeholder"]);
    assert_eq!(done.status.code(), Some(0), "{}", told(&done));
    let first = place.read("fleet/rendered/cp-1.yaml");
    assert!(first.contains("token: <secret:machine.token>"), "{first}");
    assert!(place.ostler("fleet", &["render", "--check"]).status.success());
    assert!(place.ostler("fleet", &["render", "--secrets", "placeholder"]).status.success());
    assert_eq!(place.read("fleet/rendered/cp-1.yaml"), first, "the same every time");
}

/// Renders with secrets: true when that was refused, and then nothing may be there.
fn is_refused(place: &Place, folder: &str, arguments: &[&str], output: &str) -> bool {
    let done = place.ostler(folder, &[&["render"], arguments].concat());
    let written = place.0.join(output).exists();
    let refused = told(&done).contains("git does not ignore it");
    assert_eq!(refused, !written, "{}", told(&done));
    assert_eq!(done.status.code(), Some(if refused { 2 } else { 0 }), "{}", told(&done));
    refused
}

#[test]
fn git_never_gets_secrets() {
    let place = Place::plain("guard");
    assert!(!is_refused(&place, "fleet", &[], "fleet/rendered/cp-1.yaml"), "outside of a work tree");
    fs::remove_dir_all(place.0.join("fleet/rendered")).unwrap();
    place.git("", &["init", "-q", "fleet"]);
    let refused = |arguments: &[&str], output: &str| is_refused(&place, "fleet", arguments, output);
    assert!(refused(&[], "fleet/rendered/cp-1.yaml"), "not ignored");
    assert!(refused(&["-o", "../fleet/sub/../rendered"], "fleet/rendered/cp-1.yaml"));
    assert!(!refused(&["-o", "../elsewhere"], "elsewhere/cp-1.yaml"), "-o leads out of it");
    assert!(!refused(&["--secrets", "placeholder", "-o", "golden"], "fleet/golden/cp-1.yaml"));
    place.write("fleet/.gitignore", "/rendered/\n");
    assert!(!refused(&[], "fleet/rendered/cp-1.yaml"), "ignored");
    place.git("fleet", &["add", "-f", "rendered/cp-1.yaml"]);
    place.git("fleet", &["commit", "-qm", "a"]);
    fs::remove_file(place.0.join("fleet/rendered/cp-1.yaml")).unwrap();
    assert!(refused(&[], "fleet/rendered/cp-1.yaml"), "ignored, and known to git all the same");
}

#[test]
fn linked_work_trees_and_submodules_are_work_trees() {
    let place = Place::plain("linked");
    place.git("", &["init", "-q", "fleet"]);
    place.git("fleet", &["add", "."]);
    place.git("fleet", &["commit", "-qm", "a"]);
    place.git("fleet", &["worktree", "add", "-q", "../linked"]);
    assert!(place.0.join("linked/.git").is_file());
    assert!(is_refused(&place, "linked", &[], "linked/rendered/cp-1.yaml"));
    place.write("linked/.gitignore", "rendered/\n");
    assert!(!is_refused(&place, "linked", &[], "linked/rendered/cp-1.yaml"));
    place.git("", &["init", "-q", "outer"]);
    place.git("outer", &["submodule", "--quiet", "add", "../fleet", "inner"]);
    assert!(place.0.join("outer/inner/.git").is_file());
    assert!(is_refused(&place, "outer/inner", &[], "outer/inner/rendered/cp-1.yaml"));
    // What the outer work tree ignores does not count inside.
    place.write("outer/.gitignore", "rendered/\n");
    assert!(is_refused(&place, "outer/inner", &[], "outer/inner/rendered/cp-1.yaml"));
}

#[test]
fn without_the_program_git_its_files_are_read() {
    let place = Place::plain("no-git");
    place.git("", &["init", "-q", "fleet"]);
    let render = || {
        let mut command = place.command("fleet", env!("CARGO_BIN_EXE_ostler"));
        command.env("PATH", place.0.join("nothing")).arg("render").output().unwrap()
    };
    let done = render();
    assert_eq!(done.status.code(), Some(2), "{}", told(&done));
    place.write("fleet/.gitignore", "rendered/\n");
    let done = render();
    assert_eq!(done.status.code(), Some(0), "{}", told(&done));
}

#[test]
#[cfg(unix)]
fn a_link_into_a_work_tree_leads_into_it() {
    let place = Place::plain("link");
    place.git("", &["init", "-q", "repository"]);
    std::os::unix::fs::symlink(place.0.join("repository"), place.0.join("fleet/rendered")).unwrap();
    assert!(is_refused(&place, "fleet", &[], "repository/cp-1.yaml"));
}

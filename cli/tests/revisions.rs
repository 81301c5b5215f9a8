//! `ostler diff REV1..REV2` in a repository that is made here.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, clippy::disallowed_types, reason = "tests")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const FLEET: &str = "\
apiVersion: ostler.dev/v1alpha1
kind: Fleet
defaults: {os: talos, talosVersion: v1.13.2, kubernetesVersion: v1.35.2}
clusters:
  - name: home
    endpoint: https://10.0.0.1:6443
    base: base.yaml
    nodes:
      - {name: w-1, address: 10.0.0.11, role: worker}
      - {name: w-2, address: 10.0.0.12, role: worker}
      - {name: w-3, address: 10.0.0.13, role: worker, groups: [gpu]}
";

const BASE: &str = "\
version: v1alpha1
machine:
  type: worker
  token: abcdef.0123456789abcdef
  ca: {crt: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCm5vdCBhIHJlYWwgb25lCi0tLS0tRU5EIENFUlRJRklDQVRFLS0tLS0K}
  install: {disk: /dev/sda}
cluster:
  controlPlane: {endpoint: \"https://10.0.0.1:6443\"}
";

fn git(root: &Path, arguments: &[&str]) {
    let identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"];
    let done = Command::new("git").arg("-C").arg(root).args(identity).args(arguments).output().unwrap();
    assert!(done.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn repository(name: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&root);
    fs::create_dir_all(&root).unwrap();
    git(&root, &["init", "-q", "-b", "main"]);
    root
}

fn commit(root: &Path) {
    git(root, &["add", "-A"]);
    git(root, &["commit", "-q", "-m", "state"]);
}

fn diff(root: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ostler"));
    let output = command.current_dir(root).arg("diff").args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn equal_changes_are_told_once() {
    let root = repository("revisions");
    write(&root, "fleet/ostler.yaml", FLEET);
    write(&root, "fleet/base.yaml", BASE);
    write(&root, "fleet/group/gpu/modules.yaml", "machine: {kernel: {modules: [{name: nvidia}]}}\n");
    commit(&root);
    write(&root, "fleet/worker/time.yaml", "machine: {time: {servers: [10.0.0.1]}}\n");
    write(&root, "fleet/group/gpu/modules.yaml", "machine: {files: [{path: /var/a, op: create, content: a}]}\n");
    write(&root, "fleet/ostler.yaml", &FLEET.replace("name: w-2, address: 10.0.0.12", "name: w-4, address: 10.0.0.14"));
    commit(&root);
    // What is not committed does not count.
    write(&root, "fleet/worker/later.yaml", "machine: {sysctls: {a: \"1\"}}\n");
    let (code, text, summary) = diff(&root.join("fleet"), &["HEAD~1..HEAD"]);
    let expected = "\
1 worker (w-1): in place
  + :machine.time  [worker/time.yaml:1]
      + servers:
      +   - 10.0.0.1

+ 1 worker is new: w-4

- 1 worker is gone: w-2

1 worker (w-3): needs a reboot
  - :machine.kernel  [group/gpu/modules.yaml:1]
      - modules:
      -   - name: nvidia
  + :machine.files  [group/gpu/modules.yaml:1] needs a reboot
      + - content: a
      +   path: /var/a
      +   op: create
  + :machine.time  [worker/time.yaml:1]
      + servers:
      +   - 10.0.0.1
";
    assert_eq!((code, text.as_str()), (Some(1), expected), "{summary}");
    let counted = "4 of 4 nodes differ: 1 needs a reboot, 1 changes in place, 1 is new, 1 is gone\n";
    assert_eq!(summary, counted);
    let (code, text, _) = diff(&root.join("fleet"), &["HEAD..HEAD"]);
    assert_eq!((code, text.as_str()), (Some(0), ""));
    let (code, _, told) = diff(&root.join("fleet"), &["HEAD..nothing"]);
    assert_eq!((code, told.as_str()), (Some(2), "error: `nothing` is no revision of this repository\n"));
}

#[test]
fn nodes_of_one_kind_of_change_are_a_group() {
    let root = repository("groups");
    write(&root, "ostler.yaml", FLEET);
    write(&root, "base.yaml", BASE);
    commit(&root);
    write(&root, "base.yaml", &BASE.replace("0123456789abcdef", "fedcba9876543210"));
    commit(&root);
    let (code, text, _) = diff(&root, &["HEAD~1..HEAD", "--format", "json"]);
    assert_eq!(code, Some(1), "{text}");
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["files"].as_array().unwrap().len(), 1, "{text}");
    assert_eq!(value["files"][0]["nodes"], serde_json::json!(["w-1", "w-2", "w-3"]));
    assert_eq!(value["files"][0]["changes"][0]["secret"], true);
    assert!(!text.contains("fedcba9876543210") && !text.contains("0123456789abcdef"), "{text}");
}

/// A repository with a fleet in it, committed.
fn fleet(name: &str) -> PathBuf {
    let root = repository(name);
    write(&root, "ostler.yaml", FLEET);
    write(&root, "base.yaml", BASE);
    commit(&root);
    root
}

#[test]
fn the_working_tree_and_the_merge_base_can_be_a_side() {
    let root = fleet("sides");
    write(&root, "worker/a.yaml", "machine: {sysctls: {a: \"1\"}}\n");
    commit(&root);
    git(&root, &["checkout", "-q", "-b", "topic", "HEAD~1"]);
    write(&root, "worker/b.yaml", "machine: {sysctls: {b: \"1\"}}\n");
    commit(&root);
    write(&root, "worker/b.yaml", "machine: {sysctls: {b: \"2\"}}\n");
    write(&root, "worker/c.yaml", "machine: {sysctls: {c: \"1\"}}\n");
    let told = |range: &str| {
        let (code, text, summary) = diff(&root, &[range]);
        assert_eq!(code, Some(1), "{range}: {summary}");
        let paths = text.lines().filter_map(|l| {
            l.trim().split_once(' ').filter(|(sign, rest)| rest.starts_with(':') && "+-~".contains(sign))
        });
        paths.map(|(sign, rest)| format!("{sign}{}", rest.split("  ").next().unwrap_or(""))).collect::<Vec<_>>()
    };
    let has = |told: &[String], path: &str| told.iter().any(|t| t.contains(path));
    assert_eq!(told("HEAD"), ["~:machine.sysctls.b", "+:machine.sysctls.c"]);
    assert_eq!(told("HEAD.."), told("HEAD"));
    let both = told("main..topic");
    assert!(has(&both, "sysctls.a") && has(&both, "sysctls.b"), "{both:?}");
    let since = told("main...topic");
    assert_eq!(since, ["+:machine.sysctls"]);
    let (_, text, _) = diff(&root, &["main..."]);
    assert!(text.contains("b: \"2\"") && text.contains("c: \"1\"") && !text.contains("a: "), "{text}");
    let (code, _, told) = diff(&root, &["worker"]);
    assert_eq!(code, Some(2));
    assert!(told.contains("nothing to compare `worker` with"), "{told}");
}

#[cfg(unix)]
#[test]
fn links_in_a_revision_are_followed_inside_of_it() {
    use std::os::unix::fs::symlink;
    let root = fleet("links");
    write(&root, "shared/patches/a.yaml", "machine: {sysctls: {a: \"1\"}}\n");
    write(&root, "shared/one.yaml", "machine: {sysctls: {b: \"1\"}}\n");
    commit(&root);
    symlink("shared/patches", root.join("worker")).unwrap();
    fs::create_dir_all(root.join("group/gpu")).unwrap();
    symlink("../../shared/one.yaml", root.join("group/gpu/one.yaml")).unwrap();
    commit(&root);
    let (code, text, summary) = diff(&root, &["HEAD~1..HEAD"]);
    let expected = "\
2 workers (w-1, w-2): in place
  + :machine.sysctls  [worker/a.yaml:1]
      + a: \"1\"

1 worker (w-3): in place
  + :machine.sysctls  [worker/a.yaml:1]
      + a: \"1\"
      + b: \"1\"
";
    assert_eq!((code, text.as_str()), (Some(1), expected), "{summary}");
    let (code, text, _) = diff(&root, &["HEAD"]);
    assert_eq!((code, text.as_str()), (Some(0), ""), "the disk follows links in the same way");
    fs::remove_file(root.join("worker")).unwrap();
    symlink("worker", root.join("worker")).unwrap();
    fs::remove_file(root.join("group/gpu/one.yaml")).unwrap();
    symlink("../../../../outside.yaml", root.join("group/gpu/one.yaml")).unwrap();
    commit(&root);
    let (code, _, told) = diff(&root, &["HEAD~2..HEAD"]);
    assert_eq!(code, Some(2), "{told}");
    assert!(told.contains("outside of the repository"), "{told}");
}

#[test]
fn what_cannot_be_rendered_is_named_with_its_reason() {
    let root = fleet("refused");
    write(&root, "group/gpu/a.yaml", "machine: {sysctls: {a: \"1\"}, certSANs: 7}\n");
    write(&root, "worker/b.yaml", "machine: {sysctls: {b: \"1\"}}\n");
    commit(&root);
    let (code, text, told) = diff(&root, &["HEAD~1..HEAD", "--format", "json"]);
    assert_eq!(code, Some(2), "{told}");
    let lines: Vec<_> = told.lines().collect();
    assert_eq!(lines.len(), 2, "{told}");
    assert!(lines[0].starts_with("error: `w-3` cannot be rendered in `HEAD`: group/gpu/a.yaml:1:"), "{told}");
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["refused"][0]["nodes"], serde_json::json!(["w-3"]));
    assert_eq!(value["refused"][0]["place"]["file"], "group/gpu/a.yaml");
    assert_eq!(value["files"][0]["nodes"], serde_json::json!(["w-1", "w-2"]));
    let side = &value["files"][0]["changes"][0]["new"];
    assert_eq!(side["locations"], serde_json::json!([{"file": "worker/b.yaml", "line": 1, "column": 20}]));
    assert_eq!(value["revisions"]["new"]["name"], "HEAD");
    write(&root, "ostler.yaml", "apiVersion: ostler.dev/v1alpha1\nkind: Fleet\nclusters: 7\n");
    let (code, text, told) = diff(&root, &["HEAD.."]);
    assert_eq!((code, text.as_str()), (Some(2), ""));
    assert!(told.contains("ostler.yaml:3:") && told.contains("inventory of `working tree` is wrong"), "{told}");
}

#[test]
fn a_variable_is_named_with_its_definition() {
    let root = repository("variables");
    let with = |value: &str| FLEET.replace("role: worker}", &format!("role: worker, vars: {{size: {value}}}}}"));
    write(&root, "ostler.yaml", &with("a"));
    write(&root, "base.yaml", BASE);
    write(&root, "worker/a.yaml", "machine: {sysctls: {a: \"${var.size}\"}}\n");
    commit(&root);
    write(&root, "ostler.yaml", &with("b"));
    let (_, text, told) = diff(&root, &["HEAD"]);
    let expected = "  ~ :machine.sysctls.a  a → b  [worker/a.yaml:1, var.size of ostler.yaml:9 and 1 more]\n";
    assert!(text.contains(expected), "{text}{told}");
    assert!(text.starts_with("2 workers (w-1, w-2): in place\n"), "{text}");
}

#[test]
fn of_encrypted_values_only_those_with_another_ciphertext_changed() {
    let root = repository("sealed");
    let sealed = |token: &str, mac: &str| {
        format!(
            "machine:\n  sysctls:\n    a: ENC[AES256_GCM,data:{token},iv:AAAA,tag:AAAA,type:str]\n    b: ENC[AES256_GCM,data:same,iv:AAAA,tag:AAAA,type:str]\nsops:\n  lastmodified: \"2026-01-01T00:00:00Z\"\n  mac: ENC[AES256_GCM,data:{mac},iv:AAAA,tag:AAAA,type:str]\n  version: 3.10.0\n"
        )
    };
    write(&root, "ostler.yaml", FLEET);
    write(&root, "base.yaml", BASE);
    write(&root, "worker/a.sops.yaml", &sealed("b25l", "bWFj"));
    commit(&root);
    write(&root, "worker/a.sops.yaml", &sealed("b25l", "b3RoZXI="));
    commit(&root);
    let (code, text, told) = diff(&root, &["HEAD~1..HEAD"]);
    assert_eq!((code, text.as_str()), (Some(0), ""), "{told}");
    write(&root, "worker/a.sops.yaml", &sealed("dHdv", "bWFj"));
    let (code, text, told) = diff(&root, &["HEAD.."]);
    let expected = "  ~ :machine.sysctls.a  (secret) → (secret)  [worker/a.sops.yaml:3]\n";
    assert_eq!(code, Some(1), "{told}");
    assert!(text.contains(expected) && text.lines().count() == 2, "{text}");
}

/// Copies the files of a folder into the repository, which has nothing else.
fn replace(root: &Path, from: &Path) {
    for entry in fs::read_dir(root).unwrap().map(Result::unwrap).filter(|e| e.file_name() != ".git") {
        let path = entry.path();
        if path.is_dir() { fs::remove_dir_all(path).unwrap() } else { fs::remove_file(path).unwrap() }
    }
    let mut folders = vec![from.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(from).unwrap().to_string_lossy().into_owned();
                write(root, &name, &fs::read_to_string(&path).unwrap());
            }
        }
    }
}

/// The blocks of a page that begin with a fence of this language.
fn blocks<'t>(page: &'t str, language: &str) -> Vec<&'t str> {
    let fence = format!("```{language}\n");
    page.split(fence.as_str())
        .skip(1)
        .filter_map(|rest| rest.split("\n````\n").next()?.split("\n```\n").next())
        .collect()
}

#[test]
fn the_page_on_comparing_shows_what_happens() {
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/src/guide");
    let root = repository("page");
    for folder in ["before", "after"] {
        replace(&root, &guide.join("diff.in/fleet").join(folder));
        commit(&root);
    }
    git(&root, &["branch", "-q", "-f", "before", "HEAD~1"]);
    let (_, text, summary) = diff(&root, &["before..main"]);
    let (_, markdown, _) = diff(&root, &["before..main", "--format", "markdown"]);
    let page = fs::read_to_string(guide.join("diff.md")).unwrap();
    assert_eq!(blocks(&page, "text"), [format!("{text}{summary}").trim_end()]);
    let shown = page.split("````markdown\n").nth(1).and_then(|rest| rest.split("\n````\n").next());
    assert_eq!(shown, Some(markdown.trim_end()), "{markdown}");
}

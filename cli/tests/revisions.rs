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
1 worker: w-1
  + :machine.time
      + servers:
      +   - 10.0.0.1

- 1 worker: w-2

1 worker: w-3
  - :machine.kernel
      - modules:
      -   - name: nvidia
  + :machine.files  needs a reboot
      + - content: a
      +   path: /var/a
      +   op: create
  + :machine.time
      + servers:
      +   - 10.0.0.1

+ 1 worker: w-4
";
    assert_eq!((code, text.as_str()), (Some(1), expected), "{summary}");
    assert!(summary.contains("needs a reboot") || summary.contains("need a reboot"), "{summary}");
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

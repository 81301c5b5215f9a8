//! What a project file says counts for every command alike.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::fs;
use std::path::PathBuf;
use std::process::Command;

const FLEET: &str = "apiVersion: ostler.dev/v1alpha1
kind: Fleet
check:
  targets: [{paths: ['attic/**'], talos: '1.11'}]
  rules: {life/deprecated: off, talos/kubernetes-version: off}
defaults: {talosVersion: v1.13.9}
clusters:
  - name: home
    base: base/worker.yaml
    nodes:
      - {name: w-1, role: worker, patches: [{machine: {env: {A: b}, install: {wipe: 7}}}]}
      - {name: w-2, role: worker, talosVersion: v1.14.0}
";

const BASE: &str = "version: v1alpha1
machine:
  type: worker
  token: 328hom.uqjzh6jnn2eie9oi
  env: {HTTP_PROXY: a}
  kubelet: {image: kubelet}
  ca: {crt: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t}
  install: {disk: /dev/sda}
cluster:
  controlPlane: {endpoint: 'https://10.0.0.10:6443'}
";

const VETHS: &str = "apiVersion: v1alpha1
kind: VethConfig
name: veth-a
peer: {name: veth-b}
---
apiVersion: v1alpha1
kind: VethConfig
name: veth-c
peer: {name: veth-b}
";

struct Place(PathBuf);

impl Place {
    fn new(name: &str, fleet: &str) -> Self {
        let path = std::env::temp_dir().join(format!("ostler-project-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        let place = Self(path);
        place.write("ostler.yaml", fleet);
        place.write("base/worker.yaml", BASE);
        place
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Exit code and both outputs.
    fn run(&self, folder: &str, arguments: &[&str]) -> (Option<i32>, String) {
        let folder = self.0.join(folder);
        fs::create_dir_all(&folder).unwrap();
        let done = Command::new(env!("CARGO_BIN_EXE_ostler")).current_dir(folder).args(arguments).output().unwrap();
        let told = String::from_utf8_lossy(&done.stdout).into_owned() + &String::from_utf8_lossy(&done.stderr);
        (done.status.code(), told)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn switches_count_for_every_command() {
    let commands: [&[&str]; 5] = [
        &["check", "base/worker.yaml"],
        &["render", "--secrets", "placeholder", "--node", "w-2"],
        &["patch", "base/worker.yaml", "-p", "{\"machine\": {\"kubelet\": {\"image\": \"other\"}}}"],
        &["why", "base/worker.yaml", "-p", "{\"machine\": {\"kubelet\": {\"image\": \"other\"}}}", "machine.nothing"],
        &["why", "w-2", "machine.nothing"],
    ];
    let codes = ["life/deprecated", "talos/kubernetes-version"];
    let with = Place::new("switches", FLEET);
    let without = Place::new("no-switches", &FLEET.replace(": off", ": on"));
    for command in commands {
        let (_, told) = with.run("", command);
        assert!(!codes.iter().any(|c| told.contains(c)), "{command:?}: {told}");
        let (_, told) = without.run("", command);
        let silent = command[0] == "why" && !told.contains("wrong");
        assert!(silent || codes.iter().any(|c| told.contains(c)), "{command:?}: {told}");
    }
}

#[test]
fn an_error_that_is_switched_off_refuses_no_node() {
    let broken = FLEET.replace("life/deprecated", "shape/wrong-type: on, life/deprecated");
    let place = Place::new("errors", &broken);
    let render = ["render", "--secrets", "placeholder", "--node", "w-1"];
    assert_eq!(place.run("", &render).0, Some(1));
    place.write("ostler.yaml", &broken.replace("shape/wrong-type: on", "shape/wrong-type: off"));
    let (code, told) = place.run("", &render);
    assert_eq!(code, Some(0), "{told}");
}

#[test]
fn patches_in_the_inventory_are_checked_where_they_stand() {
    let place = Place::new("inline", FLEET);
    let (code, told) = place.run("", &["check", "ostler.yaml", "--format", "concise"]);
    assert_eq!(code, Some(1), "{told}");
    let column = FLEET.lines().nth(10).unwrap().find('7').unwrap() + 1;
    let wanted = format!("ostler.yaml:11:{column}: error[shape/wrong-type]: `wipe` must be a boolean");
    assert!(told.contains(&wanted), "{told}");
    assert!(!told.contains("life/deprecated"), "{told}");
}

#[test]
fn rules_across_documents_hold_for_every_release() {
    let place = Place::new("releases", FLEET);
    place.write("all/veth.yaml", VETHS);
    let (_, told) = place.run("", &["check", "all/veth.yaml"]);
    assert!(told.contains("talos/link-name-twice"), "{told}");
    assert!(told.contains("found for Talos 1.14, which some of the nodes with this file run"), "{told}");
}

#[test]
fn releases_are_told_with_the_title_of_their_language() {
    let place = Place::new("titles", FLEET);
    place.write("attic/old.yaml", BASE);
    let (_, told) = place.run("", &["check", "base/worker.yaml", "attic/old.yaml"]);
    assert!(told.contains("checked 2 files for Talos 1.11 and 1.13: "), "{told}");
}

#[test]
fn every_command_finds_the_same_inventory() {
    let place = Place::new("nearest", FLEET);
    let (code, told) = place.run("sub/deep", &["why", "w-2", "machine.install.disk"]);
    assert!(code == Some(0) && told.contains("../../base/worker.yaml:8"), "{told}");
    // A repository ends the search, for `check` as for commands that are about nodes.
    fs::create_dir_all(place.0.join("sub/.git")).unwrap();
    let (code, told) = place.run("sub/deep", &["render", "--secrets", "placeholder"]);
    assert!(code == Some(2) && told.contains("there is no `ostler.yaml`"), "{told}");
}

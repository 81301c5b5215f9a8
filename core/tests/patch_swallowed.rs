//! What upstream swallows is told at the patch: one small patch for each thing that has less effect than its author may
//! have meant, and the other way round: what has an effect is not talked about.

#![allow(clippy::unwrap_used, reason = "tests")]

use ostler_core::diag::Severity;
use ostler_core::lang::REGISTRY;
use ostler_core::session::{Engine, Form, Options, PatchFile, patch};

const BASE: &str = "version: v1alpha1
machine:
  type: worker
  install:
    disk: /dev/sda
  nodeLabels:
    a: one
  network:
    interfaces:
      - interface: eth0
        mtu: 1500
  certSANs:
    - one
---
apiVersion: v1alpha1
kind: VolumeConfig
name: EPHEMERAL
provisioning:
  diskSelector:
    match: disk.transport == \"nvme\"
  minSize: 10GiB
";

/// Findings as `FILE:LINE:COLUMN code`, those of the base's own incompleteness left out, and whether text was written.
fn found(patches: &[&str]) -> (Vec<String>, bool) {
    let mut options = Options::default();
    options.target(&REGISTRY, "talos=1.13", "").unwrap();
    let engine = Engine::new(REGISTRY, options);
    let names: Vec<_> = (1..=patches.len()).map(|n| n.to_string()).collect();
    let files: Vec<_> = names.iter().zip(patches).map(|(path, p)| PatchFile { path, bytes: p.as_bytes() }).collect();
    // JSON patches go with a configuration of one document only.
    let json = patches.iter().any(|p| p.starts_with("- op"));
    let base = if json { BASE.split("---\n").next().unwrap() } else { BASE };
    let done = patch(&engine, PatchFile { path: "base", bytes: base.as_bytes() }, &files, Form::Kept, &[]);
    let told = done.report.get().findings().filter(|f| f.diagnostic.severity > Severity::Info);
    let told = told.map(|f| {
        let at = &f.primary;
        format!("{}:{}:{} {}", at.file, at.start.line, at.start.column, f.diagnostic.code)
    });
    (told.collect(), done.text.is_some())
}

#[test]
fn each_at_its_place() {
    let volume = "apiVersion: v1alpha1\nkind: VolumeConfig\nname: EPHEMERAL\n";
    let clears = format!("{volume}provisioning:\n  maxSize: 20GiB\n");
    for (patches, expected) in [
        // Matches nothing.
        (&["- op: replace\n  path: /machine/instal/disk\n  value: x\n"][..], &["1:2:9 patch/path-not-found"][..]),
        (
            &["machine:\n  network:\n    interfaces:\n      - interface: eth7\n        $patch: delete\n"],
            &["1:4:9 patch/delete-not-found"],
        ),
        (&["machine:\n  nodeLabels:\n    z:\n      $patch: delete\n"], &["1:4:7 patch/delete-not-found"]),
        // Changes nothing.
        (&["machine:\n  install:\n    disk: /dev/sda\n"], &["1:1:1 patch/changes-nothing"]),
        (&["- op: replace\n  path: /machine/install/disk\n  value: /dev/sda\n"], &["1:1:1 patch/changes-nothing"]),
        // Wiped by leaving it out.
        (&[&clears], &["1:1:1 patch/clears-by-omission", "1:1:1 patch/clears-by-omission"]),
        // A duplicate made by appending.
        (&["machine:\n  certSANs: [two, one]\n"], &["1:2:19 patch/duplicate-item"]),
        // Emptiness that does not clear.
        (&["machine:\n  certSANs: []\n"], &["1:2:13 patch/empty-list-keeps"]),
        (&["machine:\n  network:\n    interfaces: []\n"], &["1:3:17 patch/empty-list-keeps"]),
        (&["machine:\n  nodeLabels: {}\n"], &["1:2:15 patch/empty-list-keeps"]),
        (&["machine:\n  install:\n    disk: ''\n    image: x\n"], &["1:3:11 patch/zero-keeps"]),
        // A deletion that removes nothing.
        (&["machine:\n  nodeAnnotations:\n    $patch: delete\n"], &["1:3:5 patch/deletes-nothing"]),
        // Overridden by a later patch of either form.
        (
            &["machine:\n  install:\n    disk: /dev/b\n    image: x\n", "machine: {install: {disk: /dev/c}}\n"],
            &["1:3:11 patch/overridden"],
        ),
        (
            &[
                "machine:\n  install:\n    disk: /dev/b\n    image: x\n",
                "- op: replace\n  path: /machine/install/disk\n  value: /dev/c\n",
            ],
            &["1:3:11 patch/overridden"],
        ),
        (
            &[
                "- op: replace\n  path: /machine/install/disk\n  value: /dev/b\n- op: remove\n  path: /machine/certSANs\n",
                "machine: {install: {disk: /dev/c}}\n",
            ],
            &["1:3:10 patch/overridden"],
        ),
        // What has an effect.
        (&["machine:\n  install:\n    disk: /dev/b\n", "machine:\n  certSANs: [two]\n"], &[]),
        (&["- op: remove\n  path: /machine/certSANs/0\n"], &[]),
    ] {
        let (told, written) = found(patches);
        assert_eq!(told, expected, "{patches:?}");
        let refused = expected.iter().any(|e| e.ends_with("not-found"));
        assert_eq!(written, !refused, "{patches:?}");
    }
}

#[test]
fn upstream_does_not_validate_what_it_writes() {
    // `talosctl machineconfig patch` of 1.6 to 1.14 writes a worker with etcd; only validation refuses it.
    let (told, written) = found(&["cluster:\n  etcd:\n    ca: {crt: LS0t, key: LS0t}\n"]);
    assert!(written);
    assert!(told.iter().any(|t| t.ends_with("talos/etcd-on-worker")), "{told:?}");
}

//! What fuzzers found stays mended, and every target takes what it begins with.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::fs;
use std::path::Path;

use ostler_fuzz::{TARGETS, run};

fn folder(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

#[test]
fn inputs_that_broke_a_target_once() {
    let mut count = 0;
    for target in TARGETS {
        for entry in fs::read_dir(folder("found").join(target.name)).into_iter().flatten() {
            let path = entry.unwrap().path();
            let done = std::panic::catch_unwind(|| run(target.name, &fs::read(&path).unwrap()));
            assert!(done.is_ok(), "{}", path.display());
            count += 1;
        }
    }
    assert!(count > 0, "where are the inputs?");
}

#[test]
fn every_target_has_its_program() {
    let mut programs: Vec<_> = fs::read_dir(folder("fuzz_targets")).unwrap().map(|e| e.unwrap().path()).collect();
    programs.sort();
    let names: Vec<_> = programs.iter().map(|p| p.file_stem().unwrap().to_string_lossy().into_owned()).collect();
    let targets: Vec<_> = TARGETS.iter().map(|t| t.name).collect();
    assert_eq!(names, targets);
    assert!(programs.iter().zip(&names).all(|(p, n)| fs::read_to_string(p).unwrap().contains(&format!("run(\"{n}\""))));
    let manifest = fs::read_to_string(folder("Cargo.toml")).unwrap();
    assert!(names.iter().all(|n| manifest.contains(&format!("name = \"{n}\""))));
}

//! The book's hand-written pages: their console blocks run as transcripts, and every other command line in them is
//! one that the binary understands.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::path::{Path, PathBuf};
use std::process::Command;

fn pages() -> Vec<PathBuf> {
    let mut out = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "md") {
                out.push(path);
            }
        }
    }
    out
}

#[test]
fn console_blocks_are_what_happens() {
    trycmd::TestCases::new().case("../docs/src/guide/*.md");
}

/// Command lines outside of console blocks, which are not run since they write files or need other programs.
fn commands(text: &str) -> Vec<Vec<String>> {
    let mut out = Vec::new();
    let mut fence = String::new();
    for line in text.lines() {
        if let Some(info) = line.trim_start().strip_prefix("```") {
            fence = if fence.is_empty() { format!("`{info}") } else { String::new() };
        } else if !fence.is_empty() && fence != "`console" {
            out.extend(command(line));
        }
    }
    out
}

/// The arguments of an `ostler` in a line, up to a redirection or pipe.
fn command(line: &str) -> Option<Vec<String>> {
    let line = line.trim_start().trim_start_matches("- ");
    let line = line.trim_start_matches("run: ").trim_start_matches("entry: ").strip_prefix("ostler ")?;
    let words = line.split_whitespace().take_while(|w| !["|", ">", "&&", "||"].contains(w));
    Some(words.map(str::to_owned).collect())
}

#[test]
fn other_commands_are_understood() {
    let mut count = 0;
    for page in pages() {
        for arguments in commands(&std::fs::read_to_string(&page).unwrap()) {
            count += 1;
            // Help comes when what stands before it is understood, and does nothing else.
            let run = Command::new(env!("CARGO_BIN_EXE_ostler")).args(&arguments).arg("--help").output().unwrap();
            let said = String::from_utf8_lossy(&run.stderr);
            assert!(run.status.success(), "{}: `ostler {}`: {said}", page.display(), arguments.join(" "));
        }
    }
    assert!(count >= 5, "only {count} commands were found");
}

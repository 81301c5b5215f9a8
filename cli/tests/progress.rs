//! Progress under a terminal that `script` makes up: a pipe that nobody writes to for a while is a long run.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "tests")]

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::Command;
use std::thread;
use std::time::Duration;

/// What a run with these options writes to its terminal while one of its inputs takes more than a second.
fn run(name: &str, options: &str) -> String {
    let work = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&work);
    fs::create_dir_all(&work).unwrap();
    let text = "apiVersion: v1alpha1\nkind: LinkConfig\nname: eth0\nmtu: 9000\n";
    fs::write(work.join("a.yaml"), text).unwrap();
    assert!(Command::new("mkfifo").arg(work.join("slow.yaml")).status().unwrap().success());
    let writer = thread::spawn({
        let pipe = work.join("slow.yaml");
        move || {
            let mut pipe = fs::OpenOptions::new().write(true).open(pipe).unwrap();
            thread::sleep(Duration::from_millis(1300));
            pipe.write_all(text.as_bytes()).unwrap();
        }
    });
    let command = format!("{} check {options}", env!("CARGO_BIN_EXE_ostler"));
    let mut script = Command::new("script");
    let output = script.args(["-qec", &command, "/dev/null"]).current_dir(&work).output().unwrap();
    writer.join().unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn a_long_run_shows_how_far_it_is_and_clears_it() {
    let shown = run("progress", "a.yaml slow.yaml");
    let line = "checked 1 of 2, slow.yaml";
    assert!(shown.starts_with(&format!("\r{line}")), "{shown:?}");
    // The last look may see both files done, in a line of the same length.
    let end = "of 2, slow.yaml";
    let rest = &shown[shown.rfind(end).unwrap() + end.len()..];
    assert!(rest.starts_with(&format!("\r{}\r", " ".repeat(line.len()))), "{shown:?}");
    assert!(rest.contains("2 files"), "{shown:?}");
}

#[test]
fn nothing_is_shown_to_who_wants_quiet_or_reads_standard_error_elsewhere() {
    assert!(!run("progress-quiet", "--quiet a.yaml slow.yaml").contains("checked 1"));
    assert!(!run("progress-piped", "a.yaml slow.yaml 2>stderr.txt").contains("checked 1"));
    let errors = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("progress-piped/stderr.txt");
    let errors = fs::read_to_string(errors).unwrap();
    assert!(!errors.contains('\r') && errors.contains("2 files"), "{errors:?}");
}

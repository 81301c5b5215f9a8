//! The fleet below `examples/`: what its README shows is what happens.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("examples/fleet")
}

fn copied(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copied(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}

fn ostler(directory: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let Output { status, stdout, stderr } =
        Command::new(env!("CARGO_BIN_EXE_ostler")).args(arguments).current_dir(directory).output().unwrap();
    (status.code(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

#[test]
fn it_is_checked_for_the_releases_of_its_nodes_from_anywhere_below() {
    let (code, out, said) = ostler(&example(), &["check"]);
    assert_eq!((code, out.as_str()), (Some(0), ""), "{said}");
    assert!(said.contains("checked 10 files for Talos 1.12 and 1.13: nothing to report"), "{said}");
    let (code, _, said) = ostler(&example().join("talos/group"), &["check", "gpu"]);
    assert_eq!(code, Some(0));
    assert!(said.contains("for Talos 1.13 (as the project file says)"), "{said}");
}

#[test]
fn it_renders_every_node() {
    let copy = std::env::temp_dir().join(format!("ostler-example-fleet-{}", std::process::id()));
    copied(&example(), &copy);
    let (code, _, said) = ostler(&copy, &["render", "--secrets", "placeholder"]);
    assert_eq!(code, Some(0), "{said}");
    let text = |node: &str| std::fs::read_to_string(copy.join("rendered").join(format!("{node}.yaml"))).unwrap();
    for node in ["cp-1", "cp-2", "cp-3", "w-1", "w-2", "w-3", "w-4", "w-5"] {
        assert!(text(node).contains(&format!("hostname: {node}")), "{node}");
    }
    assert!(text("w-1").contains("disk: /dev/sda") && text("w-3").contains("disk: /dev/nvme0n1"));
    assert!(text("w-4").contains("example.com/rack: b") && text("w-4").contains("vm.swappiness"));
    assert!(text("cp-1").contains("example.com/first") && !text("cp-2").contains("example.com/first"));
    std::fs::remove_dir_all(&copy).unwrap();
}

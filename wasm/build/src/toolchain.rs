//! Compiles the crate, with whichever Rust on this machine can.
//!
//! A toolchain that has the target's standard library is used as it is. Debian packages one beside the normal compiler
//! (`rustc-web`, `cargo-web`, `rust-web-src`, `lld-22`) that has the library's source and builds it.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;

const TARGET: &str = "wasm32-unknown-unknown";

/// Compiles and returns the path of the module.
pub fn compile(root: &Path) -> Result<PathBuf, Box<dyn Error>> {
    let target_dir = root.join("target/wasm");
    let mut command = if has_target(root) { usual() } else { debian()? };
    command.current_dir(root).env("CARGO_TARGET_DIR", &target_dir);
    command.args(["build", "--package", "ostler-wasm", "--profile", "wasm", "--target", TARGET, "--locked"]);
    println!("compiling with {}", command.get_program().to_string_lossy());
    let status = command.status()?;
    if !status.success() {
        return Err(format!("the compiler ended with {status}").into());
    }
    Ok(target_dir.join(TARGET).join("wasm/ostler_wasm.wasm"))
}

/// True when the compiler that cargo uses here has a standard library for the target.
fn has_target(root: &Path) -> bool {
    let printed =
        Command::new("rustc").current_dir(root).args(["--print", "target-libdir", "--target", TARGET]).output();
    printed.is_ok_and(|out| {
        let folder = String::from_utf8_lossy(&out.stdout).trim().to_owned();
        out.status.success() && !folder.is_empty() && Path::new(&folder).is_dir()
    })
}

fn usual() -> Command {
    let mut command = Command::new("cargo");
    // Set by the cargo that runs this program; it would name the wrong one.
    command.env_remove("CARGO");
    command
}

fn debian() -> Result<Command, Box<dyn Error>> {
    let source = Path::new("/usr/lib/rustlib/src/rust/library/std/Cargo.toml");
    let linked = std::fs::canonicalize(source).is_ok();
    let linker = ["wasm-ld-22", "wasm-ld"].into_iter().find(|l| Path::new("/usr/bin").join(l).exists());
    let (true, true, Some(linker)) = (Path::new("/usr/bin/cargo").exists(), linked, linker) else {
        return Err("no Rust on this machine compiles for wasm32-unknown-unknown; run `rustup target add \
                    wasm32-unknown-unknown`, or on Debian `apt-get install rustc-web cargo-web rust-web-src lld-22`"
            .into());
    };
    let mut command = Command::new("/usr/bin/cargo");
    // The library's source is of this very compiler, which calls the option unstable all the same.
    command.env("RUSTC_BOOTSTRAP", "1").env("PATH", "/usr/bin:/bin");
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
    for name in ["RUSTUP_TOOLCHAIN", "RUSTUP_HOME", "RUSTC", "RUSTDOC", "CARGO", "LD_LIBRARY_PATH"] {
        command.env_remove(name);
    }
    command.arg("-Zbuild-std=std,panic_abort");
    Ok(command)
}

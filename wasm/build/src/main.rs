//! Builds the WebAssembly of ostler: compiles the crate, makes the bindings for Node and for the web, optimises, and
//! fails when the result is heavier than its budget.
//!
//! Use: `cargo run -p ostler-wasm-build`. Results are in `wasm/pkg/node` and `wasm/pkg/web`.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command")]

mod measure;
mod optimise;
mod toolchain;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    match build() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(problem) => {
            eprintln!("error: {problem}");
            ExitCode::from(2)
        }
    }
}

/// True when the result is within its budget.
fn build() -> Result<bool, Box<dyn Error>> {
    let root = root()?;
    let compiled = toolchain::compile(&root)?;
    let packages = root.join("wasm/pkg");
    let web = bind(&compiled, &packages.join("web"), Flavour::Web)?;
    optimise::run(&root, &web)?;
    // Both flavours differ in their glue alone; the module is optimised once.
    let node = bind(&compiled, &packages.join("node"), Flavour::Node)?;
    fs::copy(&web, &node)?;
    measure::report(&compiled, &web)
}

/// The workspace, seen from this package.
fn root() -> Result<PathBuf, Box<dyn Error>> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    Ok(here.ancestors().nth(2).ok_or("the package is not inside of the workspace")?.to_owned())
}

#[derive(Clone, Copy)]
enum Flavour {
    Web,
    Node,
}

/// Writes the bindings of one flavour and returns the path of its module.
fn bind(compiled: &Path, out: &Path, flavour: Flavour) -> Result<PathBuf, Box<dyn Error>> {
    if out.exists() {
        fs::remove_dir_all(out)?;
    }
    let mut tool = Bindgen::new();
    tool.input_path(compiled).out_name("ostler").typescript(true).omit_default_module_path(false);
    match flavour {
        Flavour::Web => tool.web(true)?,
        Flavour::Node => tool.nodejs(true)?,
    };
    tool.generate(out)?;
    if let Flavour::Node = flavour {
        // The package around it consists of ES modules; these bindings are not.
        fs::write(out.join("package.json"), "{\"type\": \"commonjs\"}\n")?;
    }
    Ok(out.join("ostler_bg.wasm"))
}

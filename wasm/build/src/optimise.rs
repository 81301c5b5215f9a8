//! Shrinks a module with `wasm-opt` of the npm package binaryen.

use std::error::Error;
use std::path::Path;
use std::process::Command;

/// What rustc and wasm-bindgen use and every browser of the last years has. `--all-features` would make a module that
/// engines refuse.
const FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Optimises the module in place.
pub fn run(root: &Path, module: &Path) -> Result<(), Box<dyn Error>> {
    let tool = root.join("wasm/node_modules/.bin/wasm-opt");
    if !tool.exists() {
        return Err("wasm-opt is missing; run `npm ci --prefix wasm`".into());
    }
    let status = Command::new(tool).arg("-Oz").args(FEATURES).arg(module).arg("-o").arg(module).status()?;
    if status.success() { Ok(()) } else { Err(format!("wasm-opt ended with {status}").into()) }
}

//! What a page needs to offer choices: languages, releases, modes.

use ostler_core::lang::REGISTRY;
use ostler_core::syntax::Syntax;
use serde_json::{Value, json};
use wasm_bindgen::prelude::wasm_bindgen;

/// All languages as a JSON array: `id`, `title`, `syntax`, `releases` (newest first, each with `version` and `stable`),
/// `default`, `modes` (each with `name` and `doc`).
#[wasm_bindgen]
pub fn languages() -> String {
    let all = REGISTRY.languages.iter().map(|l| {
        let releases = l.releases.iter().rev();
        let releases = releases.map(|r| json!({"version": r.version.to_string(), "stable": r.stable}));
        let modes = l.modes.iter().map(|m| json!({"name": m.name, "doc": m.doc}));
        json!({
            "id": l.id,
            "title": l.title,
            "syntax": match l.syntax {
                Syntax::Yaml => "yaml",
                Syntax::Toml => "toml",
                Syntax::Json => "json",
            },
            "releases": releases.collect::<Vec<_>>(),
            "default": l.default_release().to_string(),
            "modes": modes.collect::<Vec<_>>(),
        })
    });
    Value::Array(all.collect()).to_string()
}

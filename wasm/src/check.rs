//! Checking a text without a conversation: one call in, findings out.

use ostler_core::diag::Redacted;
use ostler_core::lang::REGISTRY;
use ostler_core::session::{Engine, Given, Options, Report};
use ostler_schema::wire;
use serde_json::json;
use wasm_bindgen::prelude::wasm_bindgen;

/// Checks a text as the file `path` and returns `ostler.diagnostics/1`, the form of `ostler check --format json`.
/// `targets` are words of the form `LANGUAGE=VERSION` with blanks between, `mode` is a mode's name; both may be empty.
/// A wish that cannot be met is `{"error": "…"}`.
#[wasm_bindgen]
pub fn check(text: &str, path: &str, targets: &str, mode: &str) -> String {
    let mut options = Options::default();
    let wishes = targets.split_whitespace().map(|t| options.target(&REGISTRY, t, ""));
    let mut wrong = wishes.filter_map(Result::err).collect::<Vec<_>>();
    if !mode.is_empty() {
        wrong.extend(options.set_mode(&REGISTRY, mode).err());
    }
    if let Some(problem) = wrong.first() {
        return json!({"error": problem.to_string()}).to_string();
    }
    let engine = Engine::new(REGISTRY, options);
    let file = engine.open(path, text.as_bytes(), Given::Named).report();
    let report: Redacted<Report> = Report::join([file]);
    wire::json(&report)
}

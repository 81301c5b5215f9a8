//! Any base with any patches: findings with good places, no secret shown, and both forms of the result mean the same.

use ostler_core::document::Role;
use ostler_core::lang::REGISTRY;
use ostler_core::model::Target;
use ostler_core::session::{Engine, Form, Given, PatchFile, Patching, patch};
use ostler_schema::wire;

use super::engine;
use crate::choices::{Choices, texts};
use crate::{places, secrets};

/// Values whose history is asked for.
const ASKED: &[&str] =
    &["machine.token", "machine.network.hostname", "cluster.secret", "machine.install.disk", "LinkConfig/eth0:mtu"];

/// A patch that changes nothing.
const NOTHING: &[u8] = b"---\n";

/// The first text is the base, the others are patches.
pub fn layers(data: &[u8]) {
    let (mut choices, rest) = Choices::split(data);
    let engine = engine(&mut choices);
    let texts = texts(rest);
    let (base, patches) = (texts[0], &texts[1..]);
    let kept = run(&engine, base, patches, Form::Kept);
    let canonical = run(&engine, base, patches, Form::Canonical);
    let done_as_json = kept.report.get().files.iter().any(|f| f.role == Some(Role::JsonPatch));
    let before = target(&kept);
    judge(&engine, &texts, &kept);
    judge(&engine, &texts, &canonical);
    let (Some(kept), Some(canonical)) = (kept.text, canonical.text) else { return };
    let readable = |t: &&[u8]| {
        let file = engine.open_as("x.yaml", t, REGISTRY.languages[REGISTRY.languages.len() - 1], Role::Patch, None);
        file.recognised().is_some() && file.parts().iter().all(|p| p.errors.is_empty())
    };
    assert!(patches.is_empty() || texts.iter().all(readable), "a broken file was patched, or patched with");
    if patches.is_empty() {
        return assert_eq!(kept.as_bytes(), String::from_utf8_lossy(base).as_bytes());
    }
    // A JSON patch works on the text, of which it keeps what the configuration does not know.
    if done_as_json {
        return;
    }
    let again = run(&engine, kept.as_bytes(), &[NOTHING], Form::Canonical);
    // A patch may name another release, as which the result is read by itself.
    if target(&again) != before {
        return;
    }
    assert_eq!(again.text.as_deref(), Some(&*without_hollow(&canonical)), "of what was kept:\n{kept}");
}

/// The canonical form without the empty documents that a deletion in vain leaves up to Talos 1.13; the kept text has none.
pub fn without_hollow(canonical: &str) -> String {
    canonical.split("---\n").filter(|d| *d != "{}\n").collect::<Vec<_>>().join("---\n")
}

/// The release that the base is read for.
fn target(done: &Patching) -> Option<Target> {
    done.report.get().files.first().and_then(|f| f.target.clone())
}

/// Names of the files are short and the same for every patch, as they would be for inline ones.
fn run(engine: &Engine, base: &[u8], patches: &[&[u8]], form: Form) -> Patching {
    let patches: Vec<_> = patches.iter().map(|bytes| PatchFile { path: "p.yaml", bytes }).collect();
    patch(engine, PatchFile { path: "x.yaml", bytes: base }, &patches, form, ASKED)
}

fn judge(engine: &Engine, texts: &[&[u8]], done: &Patching) {
    let files: Vec<_> = texts.iter().map(|t| engine.open("x.yaml", t, Given::Named)).collect();
    let mut secrets: Vec<_> = files.iter().flat_map(secrets::of_file).collect();
    // What one file hides and another shows is no secret.
    let text = texts.iter().map(|t| String::from_utf8_lossy(t)).collect::<String>();
    secrets.retain(|s| text.matches(s.as_str()).count() == 1);
    secrets::assert_hidden(&secrets, &wire::json(&done.report));
    for history in &done.histories {
        secrets::assert_hidden(&secrets, &wire::provenance_json(history));
    }
    for (report, bytes) in done.report.get().files.iter().zip(texts) {
        if report.text.as_ref().is_some_and(|t| t.len() == bytes.len()) {
            places::of_report(bytes, report);
        }
    }
}

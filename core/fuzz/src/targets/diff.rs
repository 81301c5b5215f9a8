//! Any two files: a file has no difference from itself, what differs one way differs the other way, no secret is shown,
//! and a patch that is given out makes the difference when it is applied.

use ostler_core::lang::REGISTRY;
use ostler_core::session::{Comparing, Engine, Form, Given, PatchFile, patch};
use ostler_schema::wire;

use super::engine;
use crate::choices::{Choices, texts};
use crate::secrets;

/// The first text is the old file, the second the new one.
pub fn files(data: &[u8]) {
    let (mut choices, rest) = Choices::split(data);
    let engine = engine(&mut choices);
    let texts = texts(rest);
    let (old, new) = (texts[0], texts.get(1).copied().unwrap_or(b""));
    for text in [old, new] {
        if let Ok(same) = Comparing::open(&engine, file(text), file(text)) {
            let changes = &same.difference().into_inner().changes;
            assert!(changes.is_empty(), "a file differs from itself: {changes:#?}");
        }
    }
    let Ok(comparing) = Comparing::open(&engine, file(old), file(new)) else { return };
    let difference = comparing.difference();
    hides_secrets(&engine, [old, new], &wire::diff_json(std::slice::from_ref(&difference), None));
    let differs = !difference.get().is_empty();
    let engine = for_target(&engine, &comparing);
    if let Ok(back) = Comparing::open(&engine, file(new), file(old)) {
        let changes = &back.difference().into_inner().changes;
        assert_eq!(differs, !changes.is_empty(), "only one way: {:#?}\nand {changes:#?}", difference.get().changes);
    }
    let strategic = comparing.strategic_patches(&engine);
    let json = comparing.json_patch(&engine).map(|p| vec![p]);
    for patches in [strategic, json].into_iter().flatten() {
        assert!(differs || patches.iter().all(|p| p.trim() == "[]"), "patches of no difference: {patches:#?}");
        makes_the_difference(&engine, old, new, &patches);
    }
}

fn file(bytes: &[u8]) -> PatchFile<'_> {
    PatchFile { path: "x.yaml", bytes }
}

/// An engine that reads every file for the release that two were read for.
fn for_target(engine: &Engine, comparing: &Comparing) -> Engine {
    let mut options = engine.options().clone();
    options.targets.retain(|t| t.language != comparing.target.language);
    options.targets.push(comparing.target.clone());
    Engine::new(REGISTRY, options)
}

fn makes_the_difference(engine: &Engine, old: &[u8], new: &[u8], patches: &[String]) {
    let patches: Vec<_> = patches.iter().map(|text| PatchFile { path: "p.yaml", bytes: text.as_bytes() }).collect();
    let done = patch(engine, file(old), &patches, Form::Kept, &[]);
    let made = done.text.unwrap_or_else(|| panic!("a patch that is given out is refused: {:#?}", done.report.get()));
    let left = Comparing::open(engine, file(made.as_bytes()), file(new)).map(|c| c.difference().into_inner().changes);
    let left = left.unwrap_or_default();
    assert!(left.is_empty(), "a patch that is given out leaves {left:#?}\nof\n{made}");
}

/// What one file hides and another shows is no secret.
fn hides_secrets(engine: &Engine, texts: [&[u8]; 2], output: &str) {
    let files = texts.map(|text| engine.open("x.yaml", text, Given::Named));
    let mut secrets: Vec<_> = files.iter().flat_map(secrets::of_file).collect();
    let text = texts.map(|t| String::from_utf8_lossy(t).into_owned());
    secrets.retain(|s| text.iter().map(|t| t.matches(s.as_str()).count()).sum::<usize>() == 1);
    secrets::assert_hidden(&secrets, output);
}

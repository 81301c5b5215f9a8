//! Any bytes, as a file of any name at any target, get a report with good places and no secret; and a changed file gets
//! the report of the same file opened anew.

use ostler_core::session::{Engine, Given, OpenFile, Report};
use ostler_schema::wire;

use super::{PATHS, engine};
use crate::choices::{Choices, texts};
use crate::{places, secrets};

/// One file.
pub fn any_file(data: &[u8]) {
    let (mut choices, bytes) = Choices::split(data);
    let engine = engine(&mut choices);
    let file = engine.open(choices.pick(PATHS), bytes, Given::Named);
    judge(&file, bytes);
}

/// Checks what is said of a file.
pub fn judge(file: &OpenFile, bytes: &[u8]) {
    let report = file.report();
    places::of_report(bytes, report.get());
    let secrets = secrets::of_file(file);
    if let Some(text) = &report.get().text {
        secrets::assert_hidden(&secrets, text);
    }
    secrets::assert_hidden(&secrets, &said(file));
}

/// A file's report as text.
pub fn said(file: &OpenFile) -> String {
    wire::json(&Report::join([file.report()]))
}

/// A file that changes: several texts, or one that is edited at some places.
pub fn changes(data: &[u8]) {
    let (mut choices, rest) = Choices::split(data);
    let engine = engine(&mut choices);
    let path = choices.pick(PATHS);
    let texts = texts(rest);
    let mut file = engine.open(path, texts[0], Given::Named);
    for text in &texts[1..] {
        file = changed(&engine, path, file, text);
    }
    let mut text = texts[texts.len() - 1].to_vec();
    for _ in 0..8 {
        if choices.is_empty() {
            break;
        }
        let at = choices.place(text.len() + 1);
        let end = (at + choices.below(32)).min(text.len());
        let source = choices.place(text.len() + 1);
        let piece = text[source..(source + choices.below(16)).min(text.len())].to_vec();
        text.splice(at..end, piece);
        file = changed(&engine, path, file, &text);
    }
}

fn changed(engine: &Engine, path: &str, file: OpenFile, text: &[u8]) -> OpenFile {
    let file = engine.update(file, text);
    let anew = engine.open(path, text, Given::Named);
    assert_eq!(said(&file), said(&anew));
    file
}

//! Files that SOPS itself has encrypted, decrypted here and compared with what it decrypts them to, value by value.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::ffi::OsString;
use std::path::Path;

use ostler_core::syntax::{Dialect, GO_YAML_V4, Syntax, parse, split_stream};
use ostler_core::text::SourceId;
use ostler_core::tree::{NodeId, Tree};

use super::*;

/// A test key of age, made for these tests; `fixtures/sops` is encrypted for it.
pub const KEY: &str = "AGE-SECRET-KEY-1TCRNFL4CDU368WYZJ99UW00MVTC50UU3J8E0E2WWUEFX9MFF5UKQGRXZT3";

/// A test key of age that opens one of the files only.
pub const OTHER_KEY: &str = "AGE-SECRET-KEY-1D0NQ2KW4E6HN5RFHVAYZJ8NRGVJXEWGLJ3R5V9U2VTTA5GV74UKSN8RF3Z";

fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/sops").join(name);
    std::fs::read_to_string(path).unwrap()
}

fn open(name: &str, text: &str, key: &str) -> Result<Unsealed, Reason> {
    let env = |var: &str| match var {
        "SOPS_AGE_KEY" => Some(OsString::from(key)),
        _ => None,
    };
    open_with(Path::new(name), text.as_bytes(), &env)
}

/// Paths with types and values of every document, without the metadata.
fn values(text: &str, syntax: Syntax) -> Vec<String> {
    let dialect = Dialect { reader: "a test", refuses: &[] };
    let mut out = Vec::new();
    for (number, chunk) in split_stream(text).into_iter().enumerate() {
        let body = &text[chunk.start as usize..chunk.end as usize];
        let parsed = parse(body, syntax, &dialect, SourceId(0), &[]);
        assert_eq!(parsed.errors, []);
        walk(&parsed.tree, parsed.tree.root().unwrap(), &number.to_string(), &mut out);
    }
    out
}

fn walk(tree: &Tree, node: NodeId, path: &str, out: &mut Vec<String>) {
    for (key, value) in tree.entries(node).filter(|(k, _)| tree.text(*k) != "sops") {
        walk(tree, value, &format!("{path}.{}", tree.text(key)), out);
    }
    for (index, item) in tree.items(node).iter().enumerate() {
        walk(tree, *item, &format!("{path}[{index}]"), out);
    }
    if tree.children(node).is_empty() {
        let value = (GO_YAML_V4.resolve)(tree.text(node), tree.node(node).style, tree.tag(node));
        out.push(format!("{path} = {value:?}"));
    }
}

#[test]
fn values_are_those_that_sops_gives() {
    for (name, syntax) in [("types.yaml", Syntax::Yaml), ("some.yaml", Syntax::Yaml), ("types.json", Syntax::Json)] {
        let (stem, ending) = name.split_once('.').unwrap();
        let sealed = fixture(&format!("{stem}.sops.{ending}"));
        let done = open(name, &sealed, KEY).unwrap();
        let plain = fixture(&format!("{stem}.plain.{ending}"));
        assert_eq!(values(&done.text, syntax), values(&plain, syntax), "{name}");
        assert!(!done.text.split("sops").next().unwrap().contains("ENC["), "{name}");
        assert_eq!(done.text.len(), sealed.len(), "every byte behind a value is where it was");
        for range in &done.secret {
            let range = range.start as usize..range.end as usize;
            assert!(sealed[range.clone()].contains("ENC["), "{name}: {}", &done.text[range]);
        }
        assert_eq!(done.text.matches("# ").count(), plain.matches("# ").count(), "{name}: comments");
    }
}

#[test]
fn what_the_program_gives_is_put_in_place_too() {
    let sealed = fixture("types.sops.yaml");
    let file = Sealed::parse("types.yaml", &sealed).unwrap();
    let done = file.filled(&fixture("types.plain.yaml")).unwrap();
    assert_eq!(values(&done.text, Syntax::Yaml), values(&fixture("types.plain.yaml"), Syntax::Yaml));
    assert_eq!(file.filled("a: 1\n").unwrap_err(), "what `sops` gave is another document");
}

/// No message may hold anything of what was encrypted.
fn refused(name: &str, text: &str, key: &str) -> String {
    let why = open(name, text, key).unwrap_err();
    for secret in ["hunter2", "abcDEF123", "AGE-SECRET-KEY", "ENC["] {
        assert!(!why.contains(secret), "{why}");
    }
    why
}

#[test]
fn a_wrong_key_is_told_with_the_right_one() {
    let text = fixture("types.sops.yaml");
    let wanted = age::Identity::parse(KEY).unwrap().recipient();
    let found = age::Identity::parse(OTHER_KEY).unwrap().recipient();
    let why = refused("types.yaml", &text, OTHER_KEY);
    assert!(why.starts_with(&format!("it is encrypted for `{wanted}`, and only keys of age for `{found}`")), "{why}");
    let why = open_with(Path::new("types.yaml"), text.as_bytes(), &|_| None).unwrap_err();
    assert!(why.contains("no key of age was found in `SOPS_AGE_KEY`, `SOPS_AGE_KEY_FILE`"), "{why}");
    assert!(open("some.yaml", &fixture("some.sops.yaml"), OTHER_KEY).is_ok());
}

#[test]
fn changes_by_hand_are_told_with_their_line() {
    let text = fixture("types.sops.yaml");
    let swapped = text.replacen("bare:", "bore:", 1);
    let why = refused("types.yaml", &swapped, KEY);
    assert!(why.contains("its value in line 3 was changed by hand"), "{why}");
    let damaged = text.replacen("type:int]", "type:riddle]", 1);
    assert!(refused("types.yaml", &damaged, KEY).contains("its value in line 6 is damaged"));
    for (from, to) in [("plain 10", "plain 11"), ("truth: ", "# truth: "), ("lie: ENC", "more: 1\nlie: ENC")] {
        let why = refused("types.yaml", &text.replacen(from, to, 1), KEY);
        assert!(why.contains("added, removed or changed by hand"), "{why}");
    }
    // Here only encrypted values count.
    let some = fixture("some.sops.yaml");
    assert!(open("some.yaml", &some.replacen("bare: abc", "bare: xyz", 1), KEY).is_ok());
    assert!(open("some.yaml", &some.replacen("number: ENC", "# number: ENC", 1), KEY).is_err());
}

#[test]
fn damaged_files_are_told() {
    let text = fixture("types.sops.yaml");
    let cases = [
        (text.replacen("mac: ENC", "mock: ENC", 1), "the `sops` block at its end is damaged"),
        (
            text.replacen("mac: ENC[AES256_GCM,data:", "mac: ENC[AES256_GCM,data:AAAA", 1),
            "the check sum in its `sops` block",
        ),
        (text.replacen("ENCRYPTED FILE", "ENCRYPTED", 1), "the key in its `sops` block is damaged"),
        (text.replacen("list:\n", "list: [\n", 1), "is no YAML"),
        (text.replacen("lastmodified: \"2", "lastmodified: \"3", 1), "the check sum in its `sops` block"),
    ];
    for (text, told) in cases {
        let why = refused("types.yaml", &text, KEY);
        assert!(why.contains(told), "{why}");
    }
}

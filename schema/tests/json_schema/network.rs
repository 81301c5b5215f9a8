//! What `agree` says of YAML, for TOML: on generated network files of Bottlerocket, schema and check say the same.
//!
//! The schema is laxer where `agree` says so of formats and rules; TOML has no null, no merge keys and no patches.

use std::cell::Cell;
use std::collections::BTreeMap;

use ostler_core::diag::Severity;
use ostler_core::document::Role;
use ostler_core::lang::{Language, REGISTRY};
use ostler_core::model::{Target, View};
use ostler_core::session::{Engine, Options};
use ostler_schema::json_schema::{Draft, Form, Wish, documents, kinds};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestError, TestRunner};
use serde_json::Value;

use super::generate::Generator;
use super::{as_json, complaints};

/// Findings that only the check has: a rule sees several values, a format more than a pattern can say.
const LAXER: &[&str] = &["format/", "bottlerocket/"];

/// As TOML, without keys whose value is null.
fn toml(document: &Value) -> String {
    let Value::Object(entries) = document else { panic!("{document}") };
    let lines = entries.iter().filter(|(_, v)| !v.is_null());
    lines.map(|(key, value)| format!("{key:?} = {}\n", inline(value))).collect()
}

fn inline(value: &Value) -> String {
    match value {
        Value::Array(items) => format!("[{}]", items.iter().map(inline).collect::<Vec<_>>().join(", ")),
        Value::Object(entries) => {
            let entries = entries.iter().filter(|(_, v)| !v.is_null());
            format!("{{{}}}", entries.map(|(k, v)| format!("{k:?} = {}", inline(v))).collect::<Vec<_>>().join(", "))
        }
        // Strings and numbers of JSON are such of TOML.
        other => other.to_string(),
    }
}

fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(entries) => {
            entries.into_iter().filter(|(_, v)| !v.is_null()).map(|(k, v)| (k, without_nulls(v))).collect()
        }
        Value::Array(items) => items.into_iter().map(without_nulls).collect(),
        other => other,
    }
}

fn language() -> &'static Language {
    REGISTRY.language("bottlerocket").unwrap()
}

#[test]
fn schema_and_check_say_the_same_of_toml() {
    let engine = Engine::new(REGISTRY, Options::default());
    let releases: Vec<_> = language().releases.iter().step_by(4).map(|r| r.version).collect();
    let mut validators = BTreeMap::new();
    for version in &releases {
        let draft = Draft::ALL[usize::from(version.minor / 4) % 2];
        let schema = documents(Wish { language: language(), version: *version, form: Form::Whole, draft });
        validators.insert(*version, jsonschema::validator_for(&schema).unwrap());
    }
    let choices = prop::collection::vec(any::<u8>(), 0..400);
    let strategy = (any::<usize>(), any::<usize>(), choices, prop::option::weighted(0.7, 0..10usize));
    let config = Config { cases: 3000, failure_persistence: None, ..Config::default() };
    let (good, bad) = (Cell::new(0), Cell::new(0));
    let outcome = TestRunner::new(config).run(&strategy, |(release, kind, choices, until_damage)| {
        let version = releases[release % releases.len()];
        let target = Target::new(language().id, version);
        let all: Vec<_> = kinds(language(), version).collect();
        let view = View::new(all[kind % all.len()], &target);
        let document = without_nulls(as_json(&Generator::new(&view, &choices, until_damage).document()));
        let text = toml(&document);
        let file = engine.open_as("net.toml", text.as_bytes(), language(), Role::Network, Some(&target));
        let findings = file.report().into_inner().findings;
        let errors = findings.iter().filter(|f| f.diagnostic.severity == Severity::Error);
        let codes: Vec<_> = errors.map(|f| f.diagnostic.code).collect();
        let found = complaints(&validators[&version], &document);
        let about = || format!("{} at {version}\n{text}\n{codes:?}\n{found:#?}", view.kind.name);
        if codes.iter().any(|c| c.starts_with("toml/")) {
            prop_assert!(false, "the test writes what is no TOML: {}", about());
        } else if codes.iter().any(|c| c.starts_with("shape/") || c.starts_with("life/")) {
            bad.set(bad.get() + 1);
            prop_assert!(!found.is_empty(), "the schema lets pass: {}", about());
        } else if !codes.iter().any(|c| LAXER.iter().any(|l| c.starts_with(l))) {
            good.set(good.get() + 1);
            prop_assert!(found.is_empty(), "the schema is stricter: {}", about());
        }
        Ok(())
    });
    match outcome {
        Err(TestError::Fail(reason, _)) => panic!("{reason}"),
        other => other.unwrap(),
    }
    assert!(good.get() > 80 && bad.get() > 300, "{} good and {} bad documents", good.get(), bad.get());
}

#[test]
fn the_version_in_the_file_decides() {
    let version = language().default_release();
    let schema = documents(Wish { language: language(), version, form: Form::Whole, draft: Draft::Draft2020 });
    let validator = jsonschema::validator_for(&schema).unwrap();
    let about = |text: &str| complaints(&validator, &as_json(text));
    for kind in language().kinds {
        for example in kind.examples {
            let file = ostler_core::syntax::parse(
                example,
                language().syntax,
                language().dialect,
                ostler_core::text::SourceId(0),
                &[],
            );
            let document = super::node(&file.tree, file.tree.root().unwrap());
            assert_eq!(complaints(&validator, &document), [""; 0], "{}", kind.name);
        }
    }
    assert!(about("{version: 3, bond0: {kind: bond, mode: active-backup, interfaces: [eno1]}}").is_empty());
    let older = about("{version: 1, bond0: {kind: bond, dhcp4: true}}");
    assert!(older.len() == 1 && older[0].contains("kind"), "{older:?}");
    for text in ["{version: 4}", "{eno1: {dhcp4: true}}", "{version: \"3\"}"] {
        let found = about(text);
        assert!(found.len() == 1 && found[0].contains("version"), "{text}: {found:?}");
    }
    assert!(!about("{version: 3, eno1: {dhcp4: \"yes\"}}").is_empty());
}

//! Examples of documents and fields, and what the schemas are by themselves.

use ostler_core::model::State;
use ostler_schema::json_schema::{Draft, Form, Wish, documents, documents_of, kinds};
use serde_json::{Map, Value, json};

use super::{as_json, complaints, language, validator};

/// Every release with both forms and editions.
fn all() -> impl Iterator<Item = Wish> {
    let language = language();
    language.releases.iter().flat_map(move |release| {
        Form::ALL.iter().flat_map(move |form| {
            Draft::ALL.iter().map(move |draft| Wish { language, version: release.version, form: *form, draft: *draft })
        })
    })
}

#[test]
fn examples_of_kinds_are_valid_wherever_their_kind_lives() {
    let (mut wrong, mut checked) = (Vec::new(), 0);
    let newest = language().releases.last().unwrap().version;
    for wish in all() {
        let whole = validator(wish.version, wish.form, wish.draft);
        for kind in language().kinds {
            let lives = State::at(kind.life, wish.version).state.accepted();
            let alone = documents_of(wish, kind);
            assert_eq!(alone.is_some(), lives, "{}", kind.name);
            let alone = alone.filter(|_| wish.version == newest).map(|s| jsonschema::validator_for(&s).unwrap());
            for example in kind.examples {
                let document = as_json(example);
                if !lives {
                    assert!(!whole.is_valid(&document), "{} at {}", kind.name, wish.version);
                    continue;
                }
                checked += 1;
                for validator in [Some(&whole), alone.as_ref()].into_iter().flatten() {
                    let found = complaints(validator, &document);
                    wrong.extend(found.iter().map(|c| format!("{} {wish:?}: {c}", kind.name)));
                }
            }
        }
    }
    assert!(checked > 1000, "only {checked} examples");
    assert!(wrong.is_empty(), "{} are not valid:\n{}", wrong.len(), wrong[..wrong.len().min(20)].join("\n"));
}

#[test]
fn schemas_are_valid_by_their_meta_schema() {
    for wish in all() {
        let schema = documents(wish);
        jsonschema::meta::validate(&schema).unwrap_or_else(|e| panic!("{wish:?}: {e}"));
    }
}

/// Every `default` and `examples` fits the schema that it stands in.
#[test]
fn annotations_fit_their_schemas() {
    let mut wrong = Vec::new();
    for wish in all().filter(|w| w.form == Form::Whole && w.draft == Draft::Draft2020) {
        let schema = documents(wish);
        // One schema that has all fields side by side, and a document with a value for each annotation.
        let (mut properties, mut document) = (Map::new(), Map::new());
        for (name, part) in schema["$defs"].as_object().unwrap() {
            for (key, field) in part["properties"].as_object().into_iter().flatten() {
                let given = field["examples"].as_array().into_iter().flatten().chain(field.get("default"));
                for (number, value) in given.enumerate().filter(|(_, v)| **v != json!("")) {
                    let label = format!("{name}.{key}-{number}");
                    let pointer = format!("#/$defs/{name}/properties/{}", key.replace('/', "~1"));
                    properties.insert(label.clone(), json!({ "$ref": pointer }));
                    document.insert(label, value.clone());
                }
            }
        }
        assert!(document.len() > 150, "only {}", document.len());
        let side_by_side = json!({ "$schema": schema["$schema"], "properties": properties, "$defs": schema["$defs"] });
        let validator = jsonschema::validator_for(&side_by_side).unwrap();
        let found = complaints(&validator, &Value::Object(document));
        wrong.extend(found.iter().map(|c| format!("{}: {c}", wish.version)));
    }
    assert!(wrong.is_empty(), "{} do not fit:\n{}", wrong.len(), wrong[..wrong.len().min(30)].join("\n"));
}

#[test]
fn every_field_and_part_says_something() {
    for wish in all().filter(|w| w.draft == Draft::Draft2020) {
        let schema = documents(wish);
        let parts = schema["$defs"].as_object().unwrap();
        assert!(parts.len() > 60);
        for (name, part) in parts {
            assert!(!part.is_null(), "{name} was never made");
            for (key, field) in part["properties"].as_object().into_iter().flatten() {
                let envelope = ["apiVersion", "kind", "$patch"].contains(&key.as_str());
                assert!(envelope || field["description"].as_str().is_some_and(|d| d.len() > 10), "{name}.{key}");
            }
        }
        assert!(kinds(wish.language, wish.version).all(|k| parts.contains_key(k.name)));
    }
}

#[test]
fn editors_take_the_right_branch() {
    let newest = language().releases.last().unwrap().version;
    for draft in Draft::ALL {
        let whole = validator(newest, Form::Whole, *draft);
        let patch = validator(newest, Form::Patch, *draft);
        let one = |v: &jsonschema::Validator, text: &str| complaints(v, &as_json(text));
        // One fault gives one complaint, and about the right thing.
        let found = one(&whole, "{apiVersion: v1alpha1, kind: HostnameConfig, hostnam: a}");
        assert!(found.len() == 1 && found[0].contains("hostnam"), "{found:?}");
        let found = one(&whole, "{apiVersion: v1alpha1, kind: Hostname}");
        assert!(found.len() == 1 && found[0].starts_with("/kind"), "{found:?}");
        assert_eq!(one(&whole, "{apiVersion: v1alpha1}").len(), 1);
        assert!(!one(&whole, "{machine: {type: worker}}").is_empty());
        assert!(one(&patch, "{machine: {type: worker}}").is_empty());
        // Deletions: of a value, of an item, of a document; never in a whole configuration.
        let deletions = [
            "{machine: {network: {$patch: delete}}}",
            "{machine: {network: {interfaces: [{interface: eth0, $patch: delete}]}}}",
            "{apiVersion: v1alpha1, kind: LinkConfig, name: eth0, $patch: delete}",
            "{machine: {sysctls: {vm.swappiness: {$patch: delete}}}}",
        ];
        for text in deletions {
            assert!(one(&patch, text).is_empty(), "{text}: {:?}", one(&patch, text));
            assert!(!one(&whole, text).is_empty(), "{text}");
        }
        assert!(!one(&patch, "{machine: {network: {$patch: remove}}}").is_empty());
        assert!(!one(&patch, "{machine: {network: {interfaces: [{$patch: delete}]}}}").is_empty());
        // Readers take more than one spelling.
        assert!(one(&patch, "{debug: yes, persist: null, machine: {install: {wipe: \"on\"}}}").is_empty());
        assert!(!one(&patch, "{debug: \"true\"}").is_empty());
        assert!(one(&patch, "{apiVersion: v1alpha1, kind: BondConfig, name: b, bondMode: Active-Backup}").is_empty());
    }
}

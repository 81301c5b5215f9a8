//! On generated documents the schema and the check say the same.
//!
//! Differences on purpose, in which the schema is laxer:
//! - `format/invalid`: a pattern cannot say all of a format (addresses, expressions, keys).
//! - `shape/duplicate-key`, `shape/merge-key`, `shape/wrong-tag`, `shape/date-for-text`: gone once a document is JSON.
//! - `patch/delete-inner-key` and other misplaced deletions: they depend on what is around them.
//! - Rules: what is wrong about values together.
//!
//! One in which it is stricter: while readers still cut off fractions, a number with a fraction (or beyond 64 bits) that
//! lies outside of the limits is a warning of the check only (`shape/fraction-cut`).

use std::cell::Cell;
use std::collections::BTreeMap;

use ostler_core::diag::Severity;
use ostler_core::document::Role;
use ostler_core::lang::REGISTRY;
use ostler_core::model::{Kind, Target, View};
use ostler_core::session::{Engine, Finding, Options};
use ostler_schema::json_schema::{Draft, Form, kinds};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestError, TestRunner};

use super::generate::Generator;
use super::{as_json, complaints, language, validator};

/// Lists of which an item holds a whole text in another syntax.
const TEXTS: &[&str] = &["inlineManifests", ":manifest", "files"];

/// What the schema must refuse, too.
const REFUSED: &[&str] = &[
    "shape/unknown-key",
    "shape/wrong-type",
    "shape/not-a-value",
    "shape/out-of-range",
    "shape/outside-limits",
    "shape/missing-required",
    "life/not-yet",
    "life/removed",
];

/// What the schema may let pass.
const LAXER: &[&str] = &["format/", "shape/", "patch/"];

/// The warning about fractions.
const CUT: &str = "shape/fraction-cut";

struct Case {
    kind: &'static Kind,
    target: Target,
    form: Form,
    text: String,
}

fn role(form: Form) -> Role {
    match form {
        Form::Whole => Role::Config,
        Form::Patch => Role::Patch,
    }
}

impl Case {
    fn new(release: usize, kind: usize, patch: bool, choices: &[u8], until_damage: Option<usize>) -> Self {
        let version = language().releases[release % language().releases.len()].version;
        let all: Vec<_> = kinds(language(), version).collect();
        let kind = all[kind % all.len()];
        let target = Target::new(language().id, version);
        let view = View::new(kind, &target);
        let form = if patch { Form::Patch } else { Form::Whole };
        let text = Generator::new(&view, choices, until_damage).document();
        Self { kind, target, form, text }
    }

    /// Codes of the errors that the check finds, and of cut fractions.
    fn findings(&self, engine: &Engine) -> Vec<&'static str> {
        let file = engine.open_as("a.yaml", self.text.as_bytes(), language(), role(self.form), Some(&self.target));
        let findings = file.report().into_inner().findings;
        let counts = |f: &&Finding| {
            // Inside objects of other readers the same findings are warnings.
            let d = &f.diagnostic;
            // What stands in a text is out of a schema's reach.
            let in_text = d.severity < Severity::Error && TEXTS.iter().any(|t| d.path.contains(t));
            d.severity == Severity::Error
                || d.code == CUT
                || LAXER.iter().any(|l| d.code.starts_with(l))
                || !in_text && REFUSED.contains(&d.code)
        };
        findings.iter().filter(counts).map(|f| f.diagnostic.code).collect()
    }
}

#[test]
fn schema_and_check_say_the_same() {
    let engine = Engine::new(REGISTRY, Options::default());
    let mut validators = BTreeMap::new();
    for release in language().releases {
        for form in Form::ALL {
            // Both editions have their turn.
            let draft = Draft::ALL[usize::from(release.version.minor) % 2];
            let key = (release.version, *form == Form::Patch);
            validators.insert(key, validator(release.version, *form, draft));
        }
    }
    let strategy = (
        0..9usize,
        any::<usize>(),
        any::<bool>(),
        prop::collection::vec(any::<u8>(), 0..400),
        prop::option::weighted(0.7, 0..10usize),
    );
    let config = Config { cases: 4000, failure_persistence: None, ..Config::default() };
    let (good, bad) = (Cell::new(0), Cell::new(0));
    let outcome = TestRunner::new(config).run(&strategy, |(release, kind, patch, choices, until_damage)| {
        let case = Case::new(release, kind, patch, &choices, until_damage);
        let codes = case.findings(&engine);
        let found = complaints(&validators[&(case.target.version, patch)], &as_json(&case.text));
        let about = || {
            format!(
                "{} at {} {:?}\n{}\n{codes:?}\n{found:#?}",
                case.kind.name, case.target.version, case.form, case.text
            )
        };
        if codes.iter().any(|c| REFUSED.contains(c)) {
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
    assert!(good.get() > 500 && bad.get() > 500, "{} good and {} bad documents", good.get(), bad.get());
}

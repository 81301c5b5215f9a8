//! The suite: every case is parsed, dumped and compared with its recorded dump; accept or refuse, and the value, are
//! compared with recorded verdicts of Go's libraries and with two other parsers run here. Where we differ from one of
//! them, `yaml_suite/disagreements.txt` says so with a reason, and the list must be exact.
//!
//! `UPDATE=1 cargo test -p ostler-core --test yaml_suite` rewrites the dumps; verdicts and reasons are written by hand.
#![allow(clippy::unwrap_used, clippy::panic)]
#![allow(clippy::disallowed_methods, reason = "tests read their own files")]

#[path = "yaml_suite/dump.rs"]
mod dump;
#[path = "yaml_suite/fixture.rs"]
mod fixture;
#[path = "yaml_suite/oracle.rs"]
mod oracle;

use std::collections::BTreeMap;

use ostler_core::syntax::{Dialect, GO_YAML_V3_REFUSES, GO_YAML_V4_REFUSES, Parsed, Syntax, parse, split_stream};
use ostler_core::text::SourceId;
use ostler_core::tree::Tree;

const GO4: Dialect = Dialect { reader: "Go's YAML library", refuses: GO_YAML_V4_REFUSES };
const GO3: Dialect = Dialect { reader: "Go's YAML library", refuses: GO_YAML_V3_REFUSES };
const YAML: Dialect = Dialect { reader: "YAML 1.2", refuses: &[] };

/// All documents of a text, each with its offset.
fn stream(text: &str, dialect: &Dialect) -> Vec<(usize, Parsed)> {
    let mut out: Vec<(usize, Parsed)> = Vec::new();
    for (n, chunk) in split_stream(text).into_iter().enumerate() {
        let part = &text[chunk.start as usize..chunk.end as usize];
        let earlier: Vec<&Tree> = out.iter().map(|(_, p)| &p.tree).collect();
        let parsed = parse(part, Syntax::Yaml, dialect, SourceId(n as u32), &earlier);
        out.push((chunk.start as usize, parsed));
    }
    out
}

#[test]
fn dumps() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut cases = 0;
    let mut wrong = Vec::new();
    for mut file in fixture::read_all() {
        for case in &mut file.cases {
            cases += 1;
            let got: Vec<String> = stream(&case.input, &GO4).iter().map(|(_, p)| dump::dump(p)).collect();
            let got = got.join("+ next document\n");
            if got != case.dump {
                wrong.push(format!("== {}\n{:?}\n-- recorded\n{}-- now\n{got}", case.name, case.input, case.dump));
                case.dump = got;
            }
        }
        if update {
            fixture::write(&file);
        }
    }
    assert!(cases >= 300, "{cases} cases");
    assert!(update || wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The lines of the list that the run asks for: `oracle | case | difference`.
fn differences() -> Vec<String> {
    let mut out = Vec::new();
    for case in fixture::read_all().iter().flat_map(|f| &f.cases) {
        let ours = |dialect| {
            let parsed = stream(&case.input, dialect);
            let clean = parsed.iter().all(|(_, p)| p.errors.is_empty());
            let values: Vec<String> = parsed.iter().map(|(_, p)| dump::value(&p.tree)).collect();
            (clean, values.join(" ").trim().to_owned())
        };
        let mut compare = |oracle: &str, ours: &(bool, String), theirs: &Result<Option<String>, String>| {
            let difference = match (ours.0, theirs) {
                (true, Err(_)) => "we accept",
                (false, Ok(_)) => "we refuse",
                (true, Ok(Some(value))) if *value != ours.1 => "another value",
                _ => return,
            };
            out.push(format!("{oracle} | {} | {difference}", case.name));
        };
        let go4 = ours(&GO4);
        let go3 = ours(&GO3);
        compare("go4", &go4, &case.go4.clone().map(|()| case.value.clone()));
        compare("go3", &go3, &case.go3.clone().map(|()| None));
        compare("libyaml-safer", &go3, &oracle::libyaml(&case.input).map(Some));
        let json = oracle::saphyr(&case.input);
        let parsed = stream(&case.input, &YAML);
        let clean = parsed.iter().all(|(_, p)| p.errors.is_empty());
        let values: Vec<String> = parsed.iter().map(|(_, p)| oracle::json(&p.tree)).collect();
        compare("serde-saphyr", &(clean, values.join(" ")), &json.map(Some));
    }
    out
}

#[test]
fn disagreements() {
    let listed: BTreeMap<String, String> = fixture::disagreements();
    let found = differences();
    let missing: Vec<&String> = found.iter().filter(|d| !listed.contains_key(*d)).collect();
    let gone: Vec<&String> = listed.keys().filter(|d| !found.contains(d)).collect();
    assert!(missing.is_empty() && gone.is_empty(), "not listed: {missing:#?}\nlisted but gone: {gone:#?}");
    let unexplained: Vec<_> = listed.iter().filter(|(_, reason)| reason.len() < 10).collect();
    assert!(unexplained.is_empty(), "without a reason: {unexplained:#?}");
}

/// Sorting, gaps, bounds: what holds for every dump.
#[test]
fn places() {
    for case in fixture::read_all().iter().flat_map(|f| &f.cases) {
        for (start, parsed) in stream(&case.input, &GO4) {
            dump::check_places(&case.input[start..], &parsed);
        }
    }
}

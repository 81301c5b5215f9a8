//! SARIF 2.1.0, the ten fields of it that code scanning reads. A test validates the output against the published
//! schema.

use std::collections::BTreeMap;

use ostler_core::check::codes::all_codes;
use ostler_core::diag::{Redacted, Severity};
use ostler_core::lang::Registry;
use ostler_core::session::{Finding, Location, Report};
use serde::Serialize;

use super::fingerprint::Fingerprints;
use super::{code_url, full_message, to_json};

/// GitHub takes this many results of a run.
const MAX_RESULTS: usize = 25_000;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Log<'r> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'r>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'r> {
    tool: Tool<'r>,
    column_kind: &'static str,
    results: Vec<SarifResult<'r>>,
}

#[derive(Serialize)]
struct Tool<'r> {
    driver: Driver<'r>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver<'r> {
    name: &'static str,
    semantic_version: &'static str,
    information_uri: &'static str,
    rules: Vec<Rule<'r>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule<'r> {
    id: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    short_description: Option<Message>,
    help_uri: String,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult<'r> {
    rule_id: &'r str,
    rule_index: usize,
    level: &'static str,
    message: Message,
    locations: [Place; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Place>,
    partial_fingerprints: Fingerprint,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Fix>,
}

#[derive(Serialize)]
struct Fingerprint {
    #[serde(rename = "ostler/v1")]
    value: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Place {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
    physical_location: Physical,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    logical_locations: Vec<Logical>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Logical {
    fully_qualified_name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Artifact {
    uri: String,
    uri_base_id: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fix {
    description: Message,
    artifact_changes: Vec<Change>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change {
    artifact_location: Artifact,
    replacements: Vec<Replacement>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement {
    deleted_region: Region,
    inserted_content: Message,
}

/// `ostler check --format sarif`; `registry` gives the sentences on rules.
pub fn sarif(report: &Redacted<Report>, registry: Registry) -> String {
    let findings: Vec<_> = report.get().findings().take(MAX_RESULTS).collect();
    let mut codes: BTreeMap<&str, usize> = findings.iter().map(|f| (f.diagnostic.code, 0)).collect();
    codes.values_mut().enumerate().for_each(|(index, slot)| *slot = index);
    let all = all_codes(&registry);
    let rules = codes.keys().map(|code| Rule {
        id: code,
        short_description: all.iter().find(|c| c.code == *code).map(|c| message(c.summary)),
        help_uri: code_url(code),
    });
    let rules = rules.collect();
    let mut fingerprints = Fingerprints::default();
    let results = findings.iter().map(|f| result(f, codes[f.diagnostic.code], &mut fingerprints)).collect();
    let driver = Driver {
        name: "ostler",
        semantic_version: env!("CARGO_PKG_VERSION"),
        information_uri: "https://github.com/ostler-dev/ostler",
        rules,
    };
    to_json(&Log {
        schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        version: "2.1.0",
        runs: [Run { tool: Tool { driver }, column_kind: "unicodeCodePoints", results }],
    })
}

fn result<'r>(finding: &'r Finding, rule_index: usize, fingerprints: &mut Fingerprints) -> SarifResult<'r> {
    let d = &finding.diagnostic;
    let mut place = place(&finding.primary);
    if !d.path.is_empty() {
        place.logical_locations.push(Logical { fully_qualified_name: d.path.clone() });
    }
    let related = d.labels.iter().zip(&finding.related).enumerate();
    let fixes = d.fixes.iter().zip(&finding.edits);
    SarifResult {
        rule_id: d.code,
        rule_index,
        level: match d.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "note",
        },
        message: message(full_message(d)),
        locations: [place],
        related_locations: related
            .map(|(id, (label, at))| Place { id: Some(id), message: Some(message(&label.message)), ..self::place(at) })
            .collect(),
        partial_fingerprints: Fingerprint { value: fingerprints.next(finding) },
        fixes: fixes.map(|(fix, places)| self::fix(fix, places)).collect(),
    }
}

fn fix(fix: &ostler_core::diag::Fix, places: &[Location]) -> Fix {
    let changes = fix.edits.iter().zip(places).map(|(edit, at)| Change {
        artifact_location: artifact(&at.file),
        replacements: vec![Replacement { deleted_region: region(at), inserted_content: message(&edit.text) }],
    });
    Fix { description: message(&fix.title), artifact_changes: changes.collect() }
}

fn message(text: impl Into<String>) -> Message {
    Message { text: text.into() }
}

fn place(at: &Location) -> Place {
    let physical_location = Physical { artifact_location: artifact(&at.file), region: region(at) };
    Place { id: None, message: None, physical_location, logical_locations: Vec::new() }
}

fn region(at: &Location) -> Region {
    Region {
        start_line: at.start.line,
        start_column: at.start.column,
        end_line: at.end.line,
        end_column: at.end.column,
    }
}

/// A relative reference; everything that is not allowed in a path of a URI as percent escapes.
fn artifact(path: &str) -> Artifact {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' | b'@' | b'+' | b',' | b'=' => {
                uri.push(char::from(byte));
            }
            _ => {
                // Writing to a string cannot fail.
                let _ = core::fmt::Write::write_fmt(&mut uri, format_args!("%{byte:02X}"));
            }
        }
    }
    Artifact { uri, uri_base_id: "%SRCROOT%" }
}

//! `ostler.diff/1`: what differs between two configs, by meaning.

use ostler_core::diag::Redacted;
use ostler_core::diff::ChangeKind;
use ostler_core::session::{Difference, Location, ShownChange, ShownSide};
use ostler_core::syntax::print::Plain;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Number, Value};

use super::to_json;

/// What differs.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Diff {
    /// Always `ostler.diff/1`. Inside `/1` only additions are made.
    pub format: &'static str,
    /// Every pair of files that was compared, also equal ones, in the order of their paths.
    pub files: Vec<File>,
    /// The revisions of the fleet that were compared; missing for files.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revisions: Option<Revisions>,
    /// Nodes that cannot be rendered in a revision, and so were not compared, by reason; missing for files.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<Vec<RefusedNodes>>,
    /// Numbers over all files.
    pub summary: Summary,
}

/// What was compared of a fleet.
#[derive(Clone, Debug)]
pub struct FleetRun {
    /// The old side.
    pub old: Revision,
    /// The new side.
    pub new: Revision,
    /// Nodes of both sides, each once.
    pub nodes: usize,
    /// Nodes that were not compared.
    pub refused: Vec<RefusedNodes>,
}

/// Both sides of a comparison of revisions.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Revisions {
    /// The old side.
    pub old: Revision,
    /// The new side.
    pub new: Revision,
}

/// One side of a comparison of revisions.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Revision {
    /// What it is called: as it was asked for, `working tree` for files that are not committed.
    pub name: String,
    /// The commit; null for the working tree.
    pub commit: Option<String>,
}

/// Nodes that cannot be rendered in a revision, for one reason.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RefusedNodes {
    /// Name of the revision.
    pub revision: String,
    /// The nodes; empty when the whole fleet is meant.
    pub nodes: Vec<String>,
    /// The reason.
    pub message: String,
    /// The place in the revision's files that is wrong; missing where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
}

/// A place in a file.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Place {
    /// Path of the file.
    pub file: String,
    /// 1-based line.
    pub line: u32,
    /// 1-based, counted in Unicode scalar values.
    pub column: u32,
}

impl Place {
    /// The start of a location.
    pub fn of(location: &Location) -> Self {
        Self { file: location.file.to_string(), line: location.start.line, column: location.start.column }
    }
}

/// Two files of one name.
#[derive(Debug, Serialize, JsonSchema)]
pub struct File {
    /// Path of the old file.
    pub old: String,
    /// Path of the new file.
    pub new: String,
    /// Nodes of a fleet that it holds for; empty outside of one. `old` and `new` are revisions then.
    pub nodes: Vec<String>,
    /// `added` or `removed` for nodes that one revision alone has; missing otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub whole: Option<&'static str>,
    /// The release that both were read for, by language.
    pub target: Map<String, Value>,
    /// True when both mean the same.
    pub equal: bool,
    /// The farthest-reaching impact of its changes; missing without any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub impact: Option<&'static str>,
    /// Differences, by document and place.
    pub changes: Vec<Change>,
    /// What a reader should know about the comparison.
    pub notes: Vec<String>,
}

/// One difference.
#[derive(Debug, Serialize, JsonSchema)]
#[allow(clippy::struct_field_names, reason = "the key says what it is to readers of the form")]
pub struct Change {
    /// KIND/NAME of the document; empty for the headless one.
    pub document: String,
    /// The place, KIND/NAME`:`FIELD.PATH, in the new file, or in the old one when it is gone. Without a colon for a
    /// document as a whole.
    pub path: String,
    /// `added`, `removed`, `changed` or `moved` (to another place in its list).
    pub change: &'static str,
    /// True when a secret is what changed; there are no values then.
    pub secret: bool,
    /// What it asks of a running machine: `none` (it counts when the machine is installed or upgraded next, or the volume
    /// that it is about is made next), `in-place`, `unknown`, `reboot`, or `reinstall` (of the machine or the volume).
    pub impact: &'static str,
    /// Before; null for an added value.
    pub old: Option<Side>,
    /// After; null for a removed value.
    pub new: Option<Side>,
}

/// A value on one side.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Side {
    /// The place in this file.
    pub path: String,
    /// The value, secrets in it masked; missing when it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
    /// Where it is written: the files of the base or patch that set it, as the revision of this side has them, each with
    /// the variable that the place names. Missing outside of a fleet. Nodes with equal changes may have them from several
    /// files.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locations: Option<Vec<Written>>,
    /// True when there are more places than `locations` holds.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub more_locations: bool,
    /// 1-based line in the file; missing when it stands nowhere, and in a fleet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// 1-based, counted in Unicode scalar values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
}

/// Where a value is written.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Written {
    /// The place.
    #[serde(flatten)]
    pub place: Place,
    /// The variable that stands there, with the place that defines it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub variable: Option<Variable>,
}

/// A variable of a fleet.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Variable {
    /// Its name: `var.installDisk`.
    pub name: String,
    /// Where it is defined.
    #[serde(flatten)]
    pub place: Place,
}

/// Numbers over all files.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Summary {
    /// Pairs compared; for revisions of a fleet the groups of nodes with equal changes.
    pub files: usize,
    /// Pairs that differ.
    pub different: usize,
    /// Nodes of both revisions of a fleet, each once; missing for files.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nodes: Option<usize>,
    /// Nodes that differ; missing for files.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub different_nodes: Option<usize>,
    /// Differences in all.
    pub changes: usize,
    /// The farthest-reaching impact of all changes; null without any.
    pub impact: Option<&'static str>,
}

/// `ostler diff --format json`; `fleet` for revisions of one.
pub fn diff_json(differences: &[Redacted<Difference>], fleet: Option<&FleetRun>) -> String {
    let all = || differences.iter().map(Redacted::get);
    let different = || all().filter(|d| !d.is_empty());
    to_json(&Diff {
        format: "ostler.diff/1",
        files: all().map(file).collect(),
        revisions: fleet.map(|f| Revisions { old: f.old.clone(), new: f.new.clone() }),
        refused: fleet.map(|f| f.refused.clone()),
        summary: Summary {
            files: differences.len(),
            different: different().count(),
            nodes: fleet.map(|f| f.nodes),
            different_nodes: fleet.map(|_| different().map(|d| d.nodes.len()).sum()),
            changes: all().map(|d| d.changes.len()).sum(),
            impact: all().filter_map(Difference::impact).max().map(ostler_core::model::Impact::name),
        },
    })
}

fn file(difference: &Difference) -> File {
    let target = difference.target.iter().map(|t| (t.language.to_owned(), Value::from(t.version.to_string())));
    File {
        old: difference.old.clone(),
        new: difference.new.clone(),
        nodes: difference.nodes.iter().map(|(name, _)| name.clone()).collect(),
        whole: difference.whole.map(ChangeKind::name),
        target: target.collect(),
        equal: difference.is_empty(),
        impact: difference.impact().map(ostler_core::model::Impact::name),
        changes: difference.changes.iter().map(|c| change(c, !difference.nodes.is_empty())).collect(),
        notes: difference.notes.clone(),
    }
}

fn change(change: &ShownChange, in_fleet: bool) -> Change {
    let side = |side: &Option<ShownSide>| side.as_ref().map(|s| if in_fleet { of_node(s) } else { of_file(s) });
    Change {
        document: change.document.clone(),
        path: change.path().to_owned(),
        change: change.kind.name(),
        secret: change.secret,
        impact: change.impact.name(),
        old: side(&change.old),
        new: side(&change.new),
    }
}

fn of_file(side: &ShownSide) -> Side {
    let start = side.places.first().map(|p| p.location.start);
    Side {
        path: side.path.clone(),
        value: side.value.as_ref().map(value),
        locations: None,
        more_locations: false,
        line: start.map(|s| s.line),
        column: start.map(|s| s.column),
    }
}

fn of_node(side: &ShownSide) -> Side {
    let variable = |(name, location): &(String, Location)| Variable { name: name.clone(), place: Place::of(location) };
    let written = side
        .places
        .iter()
        .map(|place| Written { place: Place::of(&place.location), variable: place.variable.as_ref().map(variable) });
    Side {
        locations: Some(written.collect()),
        more_locations: side.elsewhere,
        line: None,
        column: None,
        ..of_file(side)
    }
}

/// The value as JSON; a number that JSON cannot hold as it is written, such as `0o644`, is its text.
fn value(plain: &Plain) -> Value {
    match plain {
        Plain::Bare(word) => match word.as_str() {
            "null" => Value::Null,
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            word => word.parse::<Number>().map_or_else(|_| Value::from(word), Value::Number),
        },
        Plain::Text(text) | Plain::Node(text) => Value::from(text.as_str()),
        Plain::Map(pairs) => Value::Object(pairs.iter().map(|(k, v)| (k.clone(), value(v))).collect()),
        Plain::Seq(items) => Value::Array(items.iter().map(value).collect()),
    }
}

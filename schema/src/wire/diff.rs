//! `ostler.diff/1`: what differs between two configs, by meaning.

use ostler_core::diag::Redacted;
use ostler_core::diff::ChangeKind;
use ostler_core::session::{Difference, ShownChange, ShownSide};
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
    /// Numbers over all files.
    pub summary: Summary,
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
    /// What it asks of a running machine: `none` (it counts at the next installation or upgrade), `in-place`,
    /// `unknown`, `reboot` or `reinstall`.
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
    /// 1-based line in the file; missing when it stands nowhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// 1-based, counted in Unicode scalar values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
}

/// Numbers over all files.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Summary {
    /// Pairs compared.
    pub files: usize,
    /// Pairs that differ.
    pub different: usize,
    /// Differences in all.
    pub changes: usize,
    /// The farthest-reaching impact of all changes; null without any.
    pub impact: Option<&'static str>,
}

/// `ostler diff --format json`.
pub fn diff_json(differences: &[Redacted<Difference>]) -> String {
    let all = || differences.iter().map(Redacted::get);
    to_json(&Diff {
        format: "ostler.diff/1",
        files: all().map(file).collect(),
        summary: Summary {
            files: differences.len(),
            different: all().filter(|d| !d.is_empty()).count(),
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
        changes: difference.changes.iter().map(change).collect(),
        notes: difference.notes.clone(),
    }
}

fn change(change: &ShownChange) -> Change {
    Change {
        document: change.document.clone(),
        path: change.path().to_owned(),
        change: change.kind.name(),
        secret: change.secret,
        impact: change.impact.name(),
        old: change.old.as_ref().map(side),
        new: change.new.as_ref().map(side),
    }
}

fn side(side: &ShownSide) -> Side {
    let start = side.location.as_ref().map(|l| l.start);
    Side {
        path: side.path.clone(),
        value: side.value.as_ref().map(value),
        line: start.map(|s| s.line),
        column: start.map(|s| s.column),
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

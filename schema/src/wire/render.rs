//! `ostler.render/1`: what every node of a fleet is made of, where its config went, and what there is to say. Reports of
//! shards can be joined, so this form is read, too.

use std::collections::BTreeMap;

use ostler_core::diag::Redacted;
use ostler_core::session::Report;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::diagnostics::Diagnostic;
use super::to_json;

/// Name and version of the form.
const FORMAT: &str = "ostler.render/1";

/// Everything that a run of `ostler render` says.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Render {
    /// Always `ostler.render/1`. Inside `/1` only additions are made.
    pub format: &'static str,
    /// Path of the inventory.
    pub fleet: String,
    /// Which part of the fleet this is; missing for all of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shard: Option<Shard>,
    /// What stands where a secret belongs: `written` or `placeholder`.
    pub secrets: &'static str,
    /// Nodes in the order of the inventory.
    pub nodes: Vec<Node>,
    /// Hash of each file that was read, by path: `sha256:…`.
    pub inputs: BTreeMap<String, String>,
    /// Findings by file, position, code; each once, with the nodes that it reaches.
    pub diagnostics: Vec<Diagnostic>,
    /// Numbers of the run.
    pub summary: Summary,
}

/// A part of a fleet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Shard {
    /// From 1 to `count`.
    pub index: usize,
    /// Number of parts.
    pub count: usize,
}

/// A node.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Node {
    /// Its cluster.
    pub cluster: String,
    /// Its name in the cluster.
    pub name: String,
    /// `controlplane` or `worker`.
    pub role: String,
    /// Its groups in the order of their layers.
    pub groups: Vec<String>,
    /// Release by language that it was rendered and checked for.
    pub target: BTreeMap<String, String>,
    /// Release of the operating system as the inventory has it.
    pub release: String,
    /// Release of Kubernetes as the inventory has it; empty when it has none.
    pub kubernetes: String,
    /// `rendered`, or `refused` when it has errors and nothing was written.
    pub status: String,
    /// `new`, `changed` or `same` against what the output directory held; missing when refused or not compared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<String>,
    /// Path of its config; missing when refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output: Option<String>,
    /// Hash of its config: `sha256:…`; missing when refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
    /// Numbers of findings that reach it.
    pub findings: Counts,
    /// Its layers in the order in which they apply, those without patches too.
    pub layers: Vec<LayerFiles>,
}

/// Numbers of findings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Counts {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Hints.
    pub infos: usize,
}

/// A layer with its patches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LayerFiles {
    /// Its name, such as `role:worker`; the first one is `base`.
    pub name: String,
    /// Paths of its patches in order; the inventory's for patches written in it.
    pub files: Vec<String>,
}

/// Numbers of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Summary {
    /// Nodes that were asked for.
    pub nodes: usize,
    /// Nodes with a config.
    pub rendered: usize,
    /// Nodes without one, because of errors.
    pub refused: usize,
    /// Findings of severity `error`, each counted once.
    pub errors: usize,
    /// Findings of severity `warning`.
    pub warnings: usize,
    /// Findings of severity `info`.
    pub infos: usize,
}

/// What a run of `ostler render` did, beside its findings.
#[derive(Clone, Debug, Default)]
pub struct RenderRun {
    /// Path of the inventory.
    pub fleet: String,
    /// Which part of it.
    pub shard: Option<Shard>,
    /// Its nodes.
    pub nodes: Vec<Node>,
    /// Hashes of what was read.
    pub inputs: BTreeMap<String, String>,
    /// What stands where a secret belongs: `written` or `placeholder`.
    pub secrets: &'static str,
}

/// `ostler render --format json`.
pub fn render_json(run: RenderRun, report: &Redacted<Report>) -> String {
    let sum = report.get().summary();
    let refused = run.nodes.iter().filter(|n| n.output.is_none() && n.digest.is_none()).count();
    to_json(&Render {
        format: FORMAT,
        fleet: run.fleet,
        shard: run.shard,
        secrets: run.secrets,
        summary: Summary {
            nodes: run.nodes.len(),
            rendered: run.nodes.len() - refused,
            refused,
            errors: sum.errors,
            warnings: sum.warnings,
            infos: sum.infos,
        },
        nodes: run.nodes,
        inputs: run.inputs,
        diagnostics: report.get().findings().map(Diagnostic::of).collect(),
    })
}

/// A report as it is read back.
#[derive(Debug, Deserialize)]
struct Part {
    format: String,
    fleet: String,
    shard: Option<Shard>,
    secrets: String,
    nodes: Vec<Node>,
    inputs: BTreeMap<String, String>,
    diagnostics: Vec<Value>,
}

/// Several reports as one.
#[derive(Debug, Serialize)]
pub struct Joined {
    format: &'static str,
    fleet: String,
    secrets: String,
    nodes: Vec<Node>,
    inputs: BTreeMap<String, String>,
    diagnostics: Vec<Value>,
    summary: Summary,
}

/// Joins reports of `ostler render --shard --format json`. Parts must be of one fleet and complete. The error is a
/// sentence for people.
pub fn join_renders<'t>(reports: impl IntoIterator<Item = (&'t str, &'t str)>) -> Result<Joined, String> {
    let mut parts = Vec::new();
    for (name, text) in reports {
        let part: Part = serde_json::from_str(text).map_err(|e| format!("`{name}` is no report of a render: {e}"))?;
        if part.format != FORMAT {
            return Err(format!("`{name}` has the form `{}`, and `{FORMAT}` is needed", part.format));
        }
        parts.push((name, part));
    }
    parts.sort_by_key(|(_, part)| part.shard.map_or(0, |s| s.index));
    complete(&parts)?;
    let mut joined = Joined {
        format: FORMAT,
        fleet: parts.first().map(|(_, p)| p.fleet.clone()).unwrap_or_default(),
        secrets: parts.first().map(|(_, p)| p.secrets.clone()).unwrap_or_default(),
        nodes: Vec::new(),
        inputs: BTreeMap::new(),
        diagnostics: Vec::new(),
        summary: Summary::default(),
    };
    for (name, part) in parts {
        if part.fleet != joined.fleet {
            return Err(format!("`{name}` is of the fleet `{}`, others are of `{}`", part.fleet, joined.fleet));
        }
        for (path, hash) in part.inputs {
            if joined.inputs.get(&path).is_some_and(|known| *known != hash) {
                return Err(format!("`{path}` was not the same for all parts: render them from one revision"));
            }
            joined.inputs.insert(path, hash);
        }
        joined.nodes.extend(part.nodes);
        joined.diagnostics.extend(part.diagnostics);
    }
    joined.diagnostics = same_once(joined.diagnostics);
    joined.summary = summary(&joined);
    Ok(joined)
}

fn complete(parts: &[(&str, Part)]) -> Result<(), String> {
    let Some(count) = parts.first().and_then(|(_, p)| p.shard).map(|s| s.count) else {
        return match parts {
            [] => Err("there is nothing to join; name the reports of all parts".to_owned()),
            [_] => Ok(()),
            _ => Err("a report that is no part of a fleet cannot be joined with others".to_owned()),
        };
    };
    for index in 1..=count.max(parts.len()) {
        let found = parts.iter().filter(|(_, p)| p.shard == Some(Shard { index, count })).count();
        match found {
            1 => {}
            0 => return Err(format!("the report of part {index} of {count} is missing")),
            _ => return Err(format!("there are several reports of part {index} of {count}")),
        }
    }
    Ok(())
}

/// One finding in several parts is one finding with the nodes of all.
fn same_once(diagnostics: Vec<Value>) -> Vec<Value> {
    let place = |d: &Value| {
        let primary = &d["primary"];
        let text = |v: &Value| v.as_str().unwrap_or("").to_owned();
        let byte = |v: &Value| v["byte"].as_u64().unwrap_or(0);
        let at = (text(&primary["file"]), byte(&primary["start"]), byte(&primary["end"]));
        (at, text(&d["code"]), text(&d["message"]))
    };
    let mut by_place: BTreeMap<_, Value> = BTreeMap::new();
    for diagnostic in diagnostics {
        match by_place.entry(place(&diagnostic)) {
            std::collections::btree_map::Entry::Vacant(free) => _ = free.insert(diagnostic),
            std::collections::btree_map::Entry::Occupied(mut known) => {
                let more = diagnostic["nodes"].as_array().cloned().unwrap_or_default();
                if let Some(nodes) = known.get_mut()["nodes"].as_array_mut() {
                    let new: Vec<_> = more.into_iter().filter(|n| !nodes.contains(n)).collect();
                    nodes.extend(new);
                }
            }
        }
    }
    by_place.into_values().collect()
}

fn summary(joined: &Joined) -> Summary {
    let of = |severity: &str| joined.diagnostics.iter().filter(|d| d["severity"] == severity).count();
    let refused = joined.nodes.iter().filter(|n| n.status == "refused").count();
    Summary {
        nodes: joined.nodes.len(),
        rendered: joined.nodes.len() - refused,
        refused,
        errors: of("error"),
        warnings: of("warning"),
        infos: of("info"),
    }
}

impl Joined {
    /// The report.
    pub fn json(&self) -> String {
        to_json(self)
    }

    /// Its findings, one line each.
    pub fn lines(&self) -> Vec<String> {
        let text = |v: &Value| v.as_str().unwrap_or("").to_owned();
        let line = |d: &Value| {
            let (primary, start) = (&d["primary"], &d["primary"]["start"]);
            let nodes: Vec<_> = d["nodes"].as_array().into_iter().flatten().map(text).collect();
            let reach = if nodes.is_empty() { String::new() } else { format!(" (reaches {})", nodes.join(", ")) };
            format!(
                "{}:{}:{}: {}[{}]: {}{reach}",
                text(&primary["file"]),
                start["line"],
                start["column"],
                text(&d["severity"]),
                text(&d["code"]),
                text(&d["message"])
            )
        };
        self.diagnostics.iter().map(line).collect()
    }

    /// Its numbers.
    pub fn summary(&self) -> Summary {
        self.summary
    }

    /// Its nodes.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// What stands where a secret belongs.
    pub fn secrets(&self) -> &str {
        &self.secrets
    }

    /// Hashes of what was read.
    pub fn inputs(&self) -> &BTreeMap<String, String> {
        &self.inputs
    }
}

//! What changes against the configs that are there, told once for all nodes with the same change.

use std::collections::BTreeMap;
use std::path::Path;

use ostler_core::document::Role;
use ostler_core::lang::REGISTRY;
use ostler_core::render::{NodeNames, NodePlan, Plan};
use ostler_core::session::Engine;
use ostler_core::tree::Path as TreePath;
use similar::{ChangeTag, TextDiff};

use crate::exit::Failure;
use crate::os_files::{display, read};
use crate::output::{counted, listed};
use crate::project::role_noun;

/// Most differences that are kept to be shown.
const MOST_SHOWN: usize = 200;

/// What a new config is against the old one.
#[derive(Clone, Debug)]
pub enum Change {
    /// There is no new one.
    Refused,
    /// There was none.
    New,
    /// They are equal.
    Same,
    /// They differ: lines that came, lines that went, and the difference without secrets where it is wanted.
    Changed { added: usize, removed: usize, diff: String },
}

impl Change {
    /// Name in reports.
    pub const fn name(&self) -> Option<&'static str> {
        match self {
            Self::Refused => None,
            Self::New => Some("new"),
            Self::Same => Some("same"),
            Self::Changed { .. } => Some("changed"),
        }
    }
}

/// Places whose values are not shown, beside those that the tables call secret: labels of documents with paths.
pub type Hidden = [(String, TreePath)];

/// Compares a text with the file of a path; the difference is wanted when it is told what not to show.
pub fn compare(
    path: &Path,
    text: &str,
    plan: &NodePlan,
    engine: &Engine,
    shown: Option<&Hidden>,
) -> Result<Change, Failure> {
    let old = match read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.missing => return Ok(Change::New),
        Err(error) => return Err(Failure(format!("cannot read `{}`: {}", path.display(), error.message))),
    };
    if old == text.as_bytes() {
        return Ok(Change::Same);
    }
    let old_text = String::from_utf8_lossy(&old);
    let diff = TextDiff::from_lines(&*old_text, text);
    let count = |tag: ChangeTag| diff.iter_all_changes().filter(|c| c.tag() == tag).count();
    let (added, removed) = (count(ChangeTag::Insert), count(ChangeTag::Delete));
    let show = |hidden: &Hidden| masked(&display(path, Path::new("")), &old, text, plan, engine, hidden);
    let diff = shown.map_or_else(String::new, show);
    Ok(Change::Changed { added, removed, diff })
}

/// The difference of both texts without their secrets.
fn masked(path: &str, old: &[u8], new: &str, plan: &NodePlan, engine: &Engine, hidden: &Hidden) -> String {
    let Some(language) = REGISTRY.language(plan.target.language) else { return String::new() };
    let mask = |bytes: &[u8]| {
        let file = engine.open_as(path, bytes, language, Role::Config, Some(&plan.target)).hiding(hidden);
        file.masked_text().into_inner().to_string()
    };
    let (old, new) = (mask(old), mask(new.as_bytes()));
    if old == new {
        return " only values of secrets differ\n".to_owned();
    }
    TextDiff::from_lines(&old, &new).unified_diff().context_radius(3).to_string()
}

/// Changes of all nodes.
#[derive(Debug, Default)]
pub struct Comparison {
    /// Nodes without an old config.
    pub new: Vec<usize>,
    /// Number of nodes whose config stays.
    pub same: usize,
    /// Nodes by their change.
    changed: BTreeMap<(usize, usize, String), Vec<usize>>,
}

impl Comparison {
    /// Adds a node.
    pub fn add(&mut self, node: usize, change: Change) {
        match change {
            Change::Refused => {}
            Change::New => self.new.push(node),
            Change::Same => self.same += 1,
            Change::Changed { added, removed, diff } => {
                let full = self.changed.len() >= MOST_SHOWN;
                let diff = if full { String::new() } else { diff };
                self.changed.entry((added, removed, diff)).or_default().push(node);
            }
        }
    }

    /// True when a config is new or changed.
    pub fn differs(&self) -> bool {
        !self.new.is_empty() || !self.changed.is_empty()
    }

    /// Number of nodes whose config changed.
    pub fn changed(&self) -> usize {
        self.changed.values().map(Vec::len).sum()
    }

    /// The differences, each with the nodes that have it.
    pub fn text(&self, plan: &Plan) -> String {
        let mut out = String::new();
        if !self.new.is_empty() {
            out.push_str(&format!("{} new\n\n", who(plan, &self.new)));
        }
        for ((added, removed, diff), nodes) in &self.changed {
            out.push_str(&format!("{}: {}\n{diff}\n", who(plan, nodes), lines(*added, *removed)));
        }
        out
    }

    /// One line for each change.
    pub fn lines(&self, plan: &Plan) -> Vec<String> {
        let of = |((added, removed, _), nodes): (&(usize, usize, String), &Vec<usize>)| {
            format!("{}: {}", who(plan, nodes), lines(*added, *removed))
        };
        self.changed.iter().map(of).collect()
    }
}

fn lines(added: usize, removed: usize) -> String {
    format!("+{added} -{removed} lines")
}

/// "12 workers (w-1, w-2, w-3 and 9 more)".
pub fn who(plan: &Plan, nodes: &[usize]) -> String {
    const NAMED: usize = 8;
    let names = NodeNames::new([plan]);
    let named = nodes.iter().map(|n| names.of(&plan.nodes[*n]));
    format!("{} ({})", kinds(plan, nodes), listed(named, NAMED))
}

/// "3 control planes, 5 workers".
pub fn kinds(plan: &Plan, nodes: &[usize]) -> String {
    let mut roles: BTreeMap<&str, usize> = BTreeMap::new();
    for node in nodes {
        *roles.entry(&plan.nodes[*node].role).or_default() += 1;
    }
    let parts: Vec<_> = roles.into_iter().map(|(role, n)| counted(n, role_noun(role))).collect();
    if parts.is_empty() { "no nodes".to_owned() } else { parts.join(", ") }
}

//! One node: rendered, compared with what is there, written where it belongs.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use ostler_core::render::{Base, Fleet, NodeCounts, NodePlan, Outcome, PatchSource, Secrets};
use ostler_core::session::Engine;
use ostler_schema::wire::render::{Counts, LayerFiles, Node};

use super::Outputs;
use super::compare::{Change, compare};
use super::guard::Guard;
use crate::args::RenderArgs;
use crate::disk::hash;
use crate::exit::Failure;
use crate::os_files::{display, reason};

/// Status of a node that has a config.
pub const RENDERED: &str = "rendered";

/// A node that is done.
pub struct Rendered {
    /// Its number in the plan.
    pub number: usize,
    /// What is told of it.
    pub node: Node,
}

impl Rendered {
    /// True when it has a config.
    pub fn is_rendered(&self) -> bool {
        self.node.status == RENDERED
    }

    /// Adds the numbers of its findings, which are known once all nodes are done.
    pub fn count(&mut self, counts: NodeCounts) {
        let of = |n: u32| n as usize;
        self.node.findings =
            Counts { errors: of(counts.errors), warnings: of(counts.warnings), infos: of(counts.infos) };
    }
}

/// What all nodes are done with.
pub struct Work<'a, 'e> {
    args: &'a RenderArgs,
    engine: &'a Engine,
    fleet: &'a Fleet<'e>,
    /// Where the configs belong.
    pub outputs: Outputs<'a>,
    guard: Guard,
}

impl<'a, 'e> Work<'a, 'e> {
    /// Writes the outputs, unless the arguments say that nothing is written.
    pub fn new(args: &'a RenderArgs, engine: &'a Engine, fleet: &'a Fleet<'e>, outputs: Outputs<'a>) -> Self {
        let guard = Guard::new(outputs.directory.clone());
        Self { args, engine, fleet, outputs, guard }
    }

    /// True when configs go to standard output.
    pub fn to_stdout(&self) -> bool {
        self.outputs.directory == Path::new("-")
    }

    fn writes(&self) -> bool {
        !self.args.check && !self.args.diff && !self.to_stdout()
    }

    /// Renders a node and writes its config. The text stays in the outcome only where standard output takes it.
    pub fn node(&self, number: usize) -> Result<Option<(Outcome, Rendered, Change)>, Failure> {
        let Some(mut outcome) = self.fleet.render(number) else { return Ok(None) };
        let plan = &self.fleet.plan().nodes[number];
        if let Some(name) = [&plan.name, &plan.cluster.name].into_iter().find(|name| !is_plain(name)) {
            return Err(Failure(format!("`{name}` cannot be the name of a file")));
        }
        let path = self.outputs.path(plan);
        let mut node = told(plan);
        let mut change = Change::Refused;
        if let Some(text) = &outcome.text {
            self.may_write(&outcome, plan, &path)?;
            node.status = String::from(RENDERED);
            node.digest = Some(hash(text.as_bytes()));
            if !self.to_stdout() {
                node.output = Some(display(&path, Path::new("")));
                let hidden = (self.args.check || self.args.diff).then(|| outcome.unsealed());
                change = compare(&path, text, plan, self.engine, hidden.as_deref())?;
                node.change = change.name().map(str::to_owned);
            }
            if self.writes() && !matches!(change, Change::Same) {
                write(&path, text)?;
            }
        }
        if !self.to_stdout() {
            outcome.text = None;
        }
        Ok(Some((outcome, Rendered { number, node }, change)))
    }

    /// Refuses to put secrets where git would take them, and to write configs with values that no machine can read.
    fn may_write(&self, outcome: &Outcome, plan: &NodePlan, path: &Path) -> Result<(), Failure> {
        let inside = outcome.inside(self.fleet);
        if self.fleet.wish().secrets == Secrets::Placeholder {
            return Ok(());
        }
        if inside.encrypted {
            return Err(Failure(format!(
                "the config of `{}` has values that SOPS has encrypted; give `--decrypt`, or `--secrets placeholder` for a \
                 config without secrets",
                plan.name
            )));
        }
        if inside.secrets && self.writes() { self.guard.allows(path, || self.outputs.all().collect()) } else { Ok(()) }
    }

    /// Configs in the place of outputs that belong to no node.
    pub fn strangers(&self) -> Vec<PathBuf> {
        if self.to_stdout() {
            return Vec::new();
        }
        let known: HashSet<_> = self.outputs.all().collect();
        let mut folders = vec![self.outputs.directory.clone()];
        folders.extend(known.iter().filter_map(|p| p.parent()).map(Path::to_owned));
        folders.sort();
        folders.dedup();
        let files = folders.iter().filter_map(|f| fs::read_dir(f).ok()).flatten().filter_map(Result::ok);
        let is_config = |p: &PathBuf| p.extension().is_some_and(|e| e == "yaml");
        let mut found: Vec<_> = files.map(|e| e.path()).filter(is_config).collect();
        found.retain(|p| !known.contains(p) && p.is_file());
        found.sort();
        found
    }
}

/// True for a name that stays in its directory.
fn is_plain(name: &str) -> bool {
    !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\', '\0'])
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let failed = |e: std::io::Error| Failure(format!("cannot write `{}`: {}", path.display(), reason(&e)));
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(failed)?;
    }
    fs::write(path, text).map_err(failed)
}

fn told(plan: &NodePlan) -> Node {
    let file = |patch: &PatchSource| match patch {
        PatchSource::File(path, _) => path.to_string(),
        PatchSource::Inline(inline) => inline.file.to_string(),
    };
    let base = match &plan.base {
        Base::File(path, _) => vec![path.to_string()],
        Base::Generated => plan.cluster.secrets.iter().map(|(path, _)| path.to_string()).collect(),
    };
    let base = LayerFiles { name: "base".to_owned(), files: base };
    let layers = plan
        .layers
        .iter()
        .map(|l| LayerFiles { name: l.name.to_string(), files: l.patches.iter().map(file).collect() });
    Node {
        cluster: plan.cluster.name.to_string(),
        name: plan.name.to_string(),
        role: plan.role.to_string(),
        groups: plan.groups.iter().map(ToString::to_string).collect(),
        target: BTreeMap::from([(plan.target.language.to_owned(), plan.target.version.to_string())]),
        release: plan.release.to_string(),
        kubernetes: plan.kubernetes.to_string(),
        status: "refused".to_owned(),
        change: None,
        output: None,
        digest: None,
        findings: Counts::default(),
        layers: core::iter::once(base).chain(layers).collect(),
    }
}

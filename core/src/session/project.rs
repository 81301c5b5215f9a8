//! What projects say about the files in them: releases, modes and roles by path, findings that are not wanted.
//!
//! A project is an inventory in a directory. It is found from a file upwards; the nearest counts, and a directory with
//! `.git` is the last one that is looked into. Paths are compared as text, from the root of the file system on.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Engine, EntryKind, FileReport, Files, ReadError, report_of};
use crate::diag::{Diagnostic, Redacted, Severity};
use crate::document::Role;
use crate::lang::Registry;
use crate::model::Target;
use crate::render::decl::{CheckDecl, Switch};
use crate::render::paths::{join, name, normal, parent};
use crate::render::{Base, Inventory, NodeNames, NodePlan, PatchSource, Plan, inline_findings, language};
use crate::text::Span;

/// A directory with this in it ends the search for a project.
const BOUNDARY: &str = ".git";

/// Directories that are looked into from a file upwards, at most.
const MAX_STEPS: usize = 64;

/// A project.
#[derive(Debug)]
pub struct Project {
    /// Its directory.
    root: String,
    check: CheckDecl,
    switches: Switches,
    members: HashMap<String, Member>,
    /// What is wrong with the patches that are written in its inventory.
    inline: Vec<Diagnostic>,
    /// Its inventory.
    pub inventory: Inventory,
    /// What its nodes are made of.
    pub plan: Plan,
}

/// A file that nodes are made of.
#[derive(Clone, Debug)]
struct Member {
    role: Option<Role>,
    /// Releases of the nodes, the lowest first.
    targets: Vec<Target>,
    mode: Arc<str>,
    nodes: Vec<String>,
}

/// What a project says about a file.
#[derive(Clone, Debug, Default)]
pub struct Guidance {
    /// Releases to read it for: several when nodes of several releases use it, the lowest first.
    pub targets: Vec<Target>,
    /// How the machines run.
    pub mode: Option<Arc<str>>,
    /// What it is for, when it is a patch or base of nodes.
    pub role: Option<Role>,
    /// Findings that are not wanted.
    pub switches: Switches,
    /// Nodes that it reaches.
    pub nodes: Vec<String>,
}

/// Codes and areas that are switched on or off; the longest name that fits a code counts.
#[derive(Clone, Debug, Default)]
pub struct Switches(Arc<[(Arc<str>, Switch)]>);

impl Switches {
    /// The switches that a project declares.
    pub fn new(declared: &[(Arc<str>, Switch)]) -> Self {
        Self(declared.into())
    }

    /// True when findings of a code are wanted.
    pub fn want(&self, code: &str) -> bool {
        let fits = |name: &str| code.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        let longest = self.0.iter().filter(|(name, _)| fits(name)).max_by_key(|(name, _)| name.len());
        longest.is_none_or(|(_, switch)| *switch == Switch::On)
    }
}

impl Project {
    /// Opens the project of an inventory, by its path as messages are to show it.
    pub fn open(engine: &Engine, files: &dyn Files, path: &str, projects: &Projects) -> Result<Self, ReadError> {
        let inventory = Inventory::open(engine, files, path)?;
        let plan = inventory.plan(engine, files);
        let check = inventory.files.first().map(|f| f.decl.check.clone()).unwrap_or_default();
        let switches = plan.switches.clone();
        let members = members(&plan, projects);
        let root = parent(&projects.absolute(path)).to_owned();
        let inline = inline_findings(engine, &plan);
        Ok(Self { root, check, switches, members, inline, inventory, plan })
    }

    /// Path of the inventory.
    pub fn path(&self) -> &str {
        self.inventory.files.first().map_or("", |f| f.file.path())
    }

    /// Paths of the inventory's files.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.inventory.files.iter().map(|f| f.file.path())
    }

    /// True when something is wrong with the inventory itself, so that what it says cannot be trusted. Files that it
    /// names and that are not there do not count: other files can be checked without them.
    pub fn is_broken(&self) -> bool {
        let found = self.inventory.files.iter().flat_map(|f| f.file.diagnostics());
        let told = found.chain(self.plan.problems.iter().filter(|p| p.code == "project/not-a-fleet").cloned());
        told.into_iter().any(|d| d.severity == Severity::Error)
    }

    /// The report of one of its inventory's files, with what its plan shows; `None` for other paths.
    pub fn report(&self, path: &str) -> Option<Redacted<FileReport>> {
        let of = self.inventory.files.iter().find(|f| f.file.path() == path)?;
        let here = |d: &&Diagnostic| of.file.part_of(d.primary.span.source).is_some();
        let more = self.plan.problems.iter().chain(&self.inline).filter(here);
        let mut found = of.file.diagnostics_with(more.cloned());
        found.retain(|d| self.switches.want(d.code));
        let locate = |span: Span| self.inventory.file_of(span)?.file.locate(span);
        let found = found.into_iter().map(|d| (d, Vec::new()));
        Some(report_of(&of.file, &of.file.redactor(), found, &locate))
    }

    /// What it says about a file by its whole path.
    fn guidance(&self, path: &str) -> Guidance {
        let mut out = Guidance { switches: self.switches.clone(), ..Guidance::default() };
        if let Some(member) = self.members.get(path) {
            out.targets.clone_from(&member.targets);
            out.mode = Some(Arc::clone(&member.mode));
            out.role = member.role;
            out.nodes.clone_from(&member.nodes);
        }
        let relative = path.strip_prefix(self.root.as_str()).unwrap_or(path).trim_start_matches('/');
        let entry = self.check.targets.iter().find(|t| t.paths.iter().any(|glob| glob.matches(relative)));
        if let Some(entry) = entry {
            out.targets.retain(|t| entry.targets.iter().all(|e| e.language != t.language));
            out.targets.extend(entry.targets.iter().cloned());
            out.mode = entry.mode.clone().or(out.mode);
        }
        out
    }
}

/// The files that nodes are made of, by path.
fn members(plan: &Plan, projects: &Projects) -> HashMap<String, Member> {
    let mut out: HashMap<String, Member> = HashMap::new();
    let names = NodeNames::new([plan]);
    for node in &plan.nodes {
        // As reports of renders name it.
        let name = names.of(node);
        let mut add = |path: &str, role| add_member(&mut out, projects.absolute(path), role, node, &name);
        if let Base::File(path, _) = &node.base {
            add(path, Role::Config);
        }
        for patch in node.layers.iter().flat_map(|l| l.patches.iter()) {
            if let PatchSource::File(path, _) = patch {
                add(path, Role::Patch);
            }
        }
    }
    for member in out.values_mut() {
        member.targets.sort_by(|a, b| (a.language, a.version).cmp(&(b.language, b.version)));
    }
    out
}

fn add_member(out: &mut HashMap<String, Member>, path: String, role: Role, node: &NodePlan, name: &str) {
    let fresh = || Member { role: Some(role), targets: Vec::new(), mode: Arc::clone(&node.mode), nodes: Vec::new() };
    let member = out.entry(path).or_insert_with(fresh);
    // A file that is base here and patch there is what it looks like.
    member.role = member.role.filter(|r| *r == role);
    if !member.targets.contains(&node.target) {
        member.targets.push(node.target.clone());
    }
    if member.nodes.last().is_none_or(|last| last != name) {
        member.nodes.push(name.to_owned());
    }
}

/// The projects of a run.
#[derive(Clone, Debug, Default)]
pub struct Projects {
    /// Directory that relative paths start from.
    base: String,
    open: Vec<Arc<Project>>,
}

impl Projects {
    /// No projects; relative paths of files start from `base`, which is empty where paths have no root.
    pub fn new(base: &str) -> Self {
        Self { base: normal(base), open: Vec::new() }
    }

    /// The whole path of a file.
    pub fn absolute(&self, path: &str) -> String {
        // Drive letters are roots, too.
        if path.get(1..3) == Some(":/") { normal(path) } else { join(&self.base, path) }
    }

    /// Adds a project.
    pub fn add(&mut self, project: Project) {
        self.open.push(Arc::new(project));
        // The innermost is asked first.
        self.open.sort_by_key(|p| core::cmp::Reverse(p.root.len()));
    }

    /// All projects.
    pub fn iter(&self) -> impl Iterator<Item = &Project> {
        self.open.iter().map(|p| &**p)
    }

    /// The project of a file: the innermost around it.
    pub fn of(&self, path: &str) -> Option<&Project> {
        let path = self.absolute(path);
        self.iter().find(|p| {
            p.root.is_empty()
                || path.strip_prefix(p.root.as_str()).is_some_and(|rest| rest.starts_with('/') || p.root == "/")
        })
    }

    /// What the project of a file says about it; nothing without one.
    pub fn guidance(&self, path: &str) -> Guidance {
        if self.open.is_empty() {
            return Guidance::default();
        }
        self.of(path).map(|p| p.guidance(&self.absolute(path))).unwrap_or_default()
    }
}

/// Finds the inventories that files belong to, each directory looked into once.
#[derive(Debug)]
pub struct Finder {
    file: &'static str,
    known: HashMap<String, Option<String>>,
}

impl Finder {
    /// A finder for the inventories of an engine's tables.
    pub fn new(engine: &Engine) -> Self {
        Self::of(&engine.registry())
    }

    /// A finder for the inventories of these tables.
    pub fn of(registry: &Registry) -> Self {
        let file = language(registry).map_or("", |(_, reader)| reader.file);
        Self { file, known: HashMap::new() }
    }

    /// Path of the inventory that a file belongs to, by the file's whole path.
    pub fn find(&mut self, files: &dyn Files, path: &str) -> Option<String> {
        let mut passed = Vec::new();
        let mut directory = parent(path).to_owned();
        let mut found = None;
        for _ in 0..MAX_STEPS {
            if let Some(known) = self.known.get(&directory) {
                found.clone_from(known);
                break;
            }
            passed.push(directory.clone());
            let entries = files.list(&directory).unwrap_or_default();
            if entries.iter().any(|e| e.kind == EntryKind::File && e.name == self.file) {
                found = Some(join(&directory, self.file));
                break;
            }
            let top = directory.is_empty() || parent(&directory) == directory;
            if top || entries.iter().any(|e| e.name == BOUNDARY) {
                break;
            }
            directory = parent(&directory).to_owned();
        }
        self.known.extend(passed.into_iter().map(|d| (d, found.clone())));
        found
    }

    /// True for the name of a project file.
    pub fn is_project_file(&self, path: &str) -> bool {
        name(path) == self.file
    }
}

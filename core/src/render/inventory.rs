//! The documents of an inventory, opened with everything that they include, and the plan that they make.
//!
//! What is wrong in a document is told by its checks; here is told what only the files around it show. Every problem has
//! its place in an inventory. Which keys a language has for all this is its own business ([`crate::lang::Inventory`]).

use std::collections::HashSet;
use std::sync::Arc;

use super::decl::{ClusterDecl, FleetDecl, NodeDecl, SettingsDecl, Text};
use super::layers::Layers;
use super::paths::{Listings, join, parent};
use super::{Base, ClusterPlan, NodePlan, Plan, Scope, Variable};
use crate::check::nearest::{any_of, nearest};
use crate::diag::Diagnostic;
use crate::document::Role;
use crate::glob::Glob;
use crate::lang::{Inventory as Reader, Language, Registry};
use crate::model::{Target, Version};
use crate::session::{Engine, EntryKind, Files, OpenFile, ReadError, Switches};
use crate::text::Span;
use crate::tree::Tree;

/// Files that inventories may include in all, and directories that are searched for them.
const MAX_FILES: usize = 10_000;

/// A file of an inventory.
#[derive(Clone, Debug)]
pub struct InventoryFile {
    /// The file as the engine opened it.
    pub file: Arc<OpenFile>,
    /// What it declares.
    pub decl: FleetDecl,
    /// Directory that its paths start from.
    pub directory: String,
    /// Tree of the document that declares it.
    pub tree: Arc<Tree>,
}

/// An inventory with what it includes.
#[derive(Clone, Debug)]
pub struct Inventory {
    /// The project's own file first, then those that it includes, in the order in which it does.
    pub files: Vec<InventoryFile>,
    /// What is wrong with the inclusion of files.
    pub problems: Vec<Diagnostic>,
}

/// The language of inventories, with the way to read them.
pub fn language(registry: &Registry) -> Option<(&'static Language, &'static Reader)> {
    registry.languages.iter().find_map(|l| Some((*l, l.inventory?)))
}

/// What every node of an inventory is made of.
pub fn plan(engine: &Engine, files: &dyn Files, path: &str) -> Result<Plan, ReadError> {
    Ok(Inventory::open(engine, files, path)?.plan(engine, files))
}

impl Inventory {
    /// Opens an inventory and everything that it includes.
    pub fn open(engine: &Engine, files: &dyn Files, path: &str) -> Result<Self, ReadError> {
        let missing = |message: &str| ReadError { message: message.to_owned(), missing: false };
        let (language, reader) =
            language(&engine.registry()).ok_or_else(|| missing("no language describes a fleet"))?;
        let bytes = files.read(path)?;
        let file = engine.open_as(path, &bytes, language, Role::Fleet, None).unsealing(files.unsealed(path));
        let mut out = Self { files: Vec::new(), problems: Vec::new() };
        out.files.extend(read(reader, file));
        if out.files.is_empty() {
            return Err(missing("it is no text"));
        }
        let mut listings = Listings::new(files);
        let mut seen = HashSet::from([super::paths::normal(path)]);
        let mut next = 0;
        while let Some(from) = out.files.get(next) {
            let (patterns, directory) = (from.decl.include.clone(), from.directory.clone());
            for pattern in patterns {
                out.include(engine, &mut listings, files, &directory, &pattern, &mut seen);
            }
            next += 1;
        }
        Ok(out)
    }

    /// Opens what a pattern names.
    fn include(
        &mut self,
        engine: &Engine,
        listings: &mut Listings<'_>,
        files: &dyn Files,
        directory: &str,
        pattern: &Text,
        seen: &mut HashSet<String>,
    ) {
        let Ok(glob) = Glob::parse(&pattern.value) else { return };
        let found = search(listings, directory, &glob);
        if found.is_empty() {
            let headline = format!("`{}` includes nothing", pattern.value);
            let problem = Diagnostic::error("project/missing-file", headline, pattern.span);
            self.problems.push(problem.help("no file of this project fits; paths start from this file's directory"));
        }
        for path in found {
            if self.files.len() >= MAX_FILES || !seen.insert(path.clone()) {
                continue;
            }
            let opened = files
                .read(&path)
                .map(|bytes| engine.open(&path, &bytes, crate::session::Given::Found).unsealing(files.unsealed(&path)));
            let reader = opened.as_ref().ok().and_then(OpenFile::recognised).and_then(|r| r.language.inventory);
            match (opened, reader) {
                (Ok(file), Some(reader)) => self.files.extend(read(reader, file)),
                (opened, _) => {
                    let why = opened.err().map_or_else(|| "it is something else".to_owned(), |e| e.message);
                    let headline = format!("`{path}` cannot be included as a part of the fleet: {why}");
                    self.problems.push(Diagnostic::error("project/not-a-fleet", headline, pattern.span));
                }
            }
        }
    }

    /// Place and path of a span that lies in one of the files.
    pub fn file_of(&self, span: Span) -> Option<&InventoryFile> {
        self.files.iter().find(|f| f.file.part_of(span.source).is_some())
    }

    /// What every node is made of.
    pub fn plan(&self, engine: &Engine, files: &dyn Files) -> Plan {
        let mut planner = Planner {
            registry: engine.registry(),
            layers: Layers::new(files, language(&engine.registry()).map_or(&[], |(_, reader)| reader.roles)),
            problems: self.problems.clone(),
            nodes: Vec::new(),
            clusters: Vec::new(),
        };
        let defaults = self.files.first().map(|root| scoped(root, &root.decl.defaults, None));
        for (index, file) in self.files.iter().enumerate() {
            let chain = match (&defaults, self.files.first()) {
                (Some(around), Some(root)) if index > 0 => {
                    (scoped(file, &file.decl.defaults, Some(around)), vec![&file.decl.defaults, &root.decl.defaults])
                }
                _ => (scoped(file, &file.decl.defaults, None), vec![&file.decl.defaults]),
            };
            for cluster in &file.decl.clusters {
                planner.cluster(file, cluster, &chain.0, &chain.1);
            }
        }
        planner.layers.unused(&mut planner.problems);
        let mut problems = planner.problems;
        for problem in problems.iter_mut().filter(|p| p.path.is_empty()) {
            let part = self.file_of(problem.primary.span).and_then(|f| f.file.part_of(problem.primary.span.source));
            problem.path = part.map_or(String::new(), |p| p.document.path_at(problem.primary.span));
        }
        let switches = self.files.first().map(|f| Switches::new(&f.decl.check.switches)).unwrap_or_default();
        let inventory = self.files.iter().map(|f| Arc::clone(&f.file)).collect();
        Plan { nodes: planner.nodes, inventory, switches, problems }
    }
}

/// What a file declares: its first document that has content.
fn read(reader: &Reader, file: OpenFile) -> Option<InventoryFile> {
    let part = file.parts().iter().find(|p| p.document.root().is_some()).or(file.parts().first())?;
    let decl = if part.document.kind.is_some() { (reader.read)(&part.document) } else { FleetDecl::default() };
    let tree = Arc::new(part.document.tree.clone());
    let directory = parent(file.path()).to_owned();
    Some(InventoryFile { decl, directory, tree, file: Arc::new(file) })
}

/// Files below a directory that fit a pattern, by the bytes of their paths.
fn search(listings: &mut Listings<'_>, directory: &str, glob: &Glob) -> Vec<String> {
    let mut found = Vec::new();
    let mut waiting = vec![String::new()];
    let mut looked = 0;
    while let Some(below) = waiting.pop().filter(|_| looked < MAX_FILES) {
        looked += 1;
        for entry in listings.of(&join(directory, &below)).iter() {
            let path = join(&below, &entry.name);
            match entry.kind {
                EntryKind::File if glob.matches(&path) => found.push(join(directory, &path)),
                EntryKind::Directory if !entry.name.starts_with('.') && glob.reaches_below(&path) => waiting.push(path),
                _ => {}
            }
        }
    }
    found.sort_unstable();
    found
}

/// The scope of what a file declares somewhere.
fn scoped(file: &InventoryFile, settings: &SettingsDecl, around: Option<&Arc<Scope>>) -> Arc<Scope> {
    let own = settings.names.iter().map(|(name, node)| {
        let defined = file.tree.span(*node);
        (
            Arc::clone(name),
            Variable { tree: Arc::clone(&file.tree), node: *node, defined, secret: file.file.is_unsealed(defined) },
        )
    });
    Arc::new(Scope::new(own, around.cloned()))
}

struct Planner<'f> {
    registry: Registry,
    layers: Layers<'f>,
    problems: Vec<Diagnostic>,
    nodes: Vec<NodePlan>,
    clusters: Vec<Text>,
}

impl Planner<'_> {
    fn cluster(
        &mut self,
        file: &InventoryFile,
        cluster: &ClusterDecl,
        around: &Arc<Scope>,
        defaults: &[&SettingsDecl],
    ) {
        self.twin(file, cluster);
        let scope = scoped(file, &cluster.settings, Some(around));
        let path = |text: &Text| (Arc::from(join(&file.directory, &text.value)), text.span);
        if let Some(schematic) = &cluster.schematic {
            self.layers.must_exist(&file.directory, schematic, "schematic", &mut self.problems);
        }
        let networks = cluster.networks.clone();
        let [pod_networks, service_networks, node_networks] = networks;
        let plan = Arc::new(ClusterPlan {
            name: Arc::clone(&cluster.name.value),
            endpoint: cluster.endpoint.as_ref().map_or(Arc::from(""), |e| Arc::clone(&e.value)),
            secrets: cluster.secrets.as_ref().map(path),
            schematic: cluster.schematic.as_ref().map(path),
            pod_networks,
            service_networks,
            node_networks,
            declared: cluster.declared,
        });
        self.layers.enter(file, cluster);
        for node in &cluster.nodes {
            let settings: Vec<_> =
                [&node.settings, &cluster.settings].into_iter().chain(defaults.iter().copied()).collect();
            let node = self.node(file, &plan, (cluster, node), &scope, &settings);
            self.nodes.push(node);
        }
        self.layers.leave(&mut self.problems);
    }

    /// A cluster of the same name in another file; within one, a rule tells.
    fn twin(&mut self, file: &InventoryFile, cluster: &ClusterDecl) {
        let twin = self.clusters.iter().find(|c| c.value == cluster.name.value);
        if let Some(first) = twin.filter(|c| file.file.part_of(c.span.source).is_none()) {
            let headline = format!("a second cluster is called `{}`", cluster.name.value);
            let problem = Diagnostic::error("ostler/duplicate-name", headline, cluster.name.span);
            self.problems.push(problem.label(first.span, "the first one is here"));
        }
        self.clusters.push(cluster.name.clone());
    }

    fn node(
        &mut self,
        file: &InventoryFile,
        plan: &Arc<ClusterPlan>,
        (cluster, node): (&ClusterDecl, &NodeDecl),
        scope: &Arc<Scope>,
        settings: &[&SettingsDecl],
    ) -> NodePlan {
        let (target, release) = self.target(node, settings);
        let language = self.registry.language(target.language);
        let mode = settings.iter().find_map(|s| s.mode.clone());
        let default_mode = || language.and_then(|l| l.modes.first()).map_or(Arc::from(""), |m| Arc::from(m.name));
        let kubernetes = settings.iter().find_map(|s| s.kubernetes.as_ref()).map(|k| Arc::clone(&k.value));
        let base = match &cluster.base {
            None => Base::Generated,
            Some(pattern) => {
                let filled = filled(pattern, &plan.name, node);
                self.layers.must_exist(&file.directory, &filled, "base", &mut self.problems);
                Base::File(join(&file.directory, &filled.value).into(), pattern.span)
            }
        };
        NodePlan {
            name: Arc::clone(&node.name.value),
            cluster: Arc::clone(plan),
            role: Arc::clone(&node.role),
            groups: node.groups.iter().map(|g| Arc::clone(&g.value)).collect(),
            address: node.address.as_ref().map_or(Arc::from(""), |a| Arc::clone(&a.value)),
            target,
            release: release.unwrap_or_default(),
            kubernetes: kubernetes.unwrap_or_default(),
            mode: mode.unwrap_or_else(default_mode),
            base,
            layers: self.layers.of(file, cluster, node, &mut self.problems),
            vars: Scope::clone(&scoped(file, &node.settings, Some(scope))),
            declared: node.declared,
        }
    }

    /// Language and release, the nearest word counting.
    fn target(&mut self, node: &NodeDecl, settings: &[&SettingsDecl]) -> (Target, Option<Arc<str>>) {
        let wished = settings.iter().find_map(|s| self.registry.language(s.language.as_deref()?));
        let usual = language(&self.registry).and_then(|(_, reader)| self.registry.language(reader.language));
        let Some(of) = wished.or(usual) else { return (Target::new("", Version::new(0, 0)), None) };
        let release = settings.iter().find_map(|s| s.release.as_ref());
        if release.is_none() {
            let headline = format!("nothing says which release of {} `{}` runs", of.title, node.name.value);
            let newest = of.default_release();
            self.problems.push(
                Diagnostic::warning("project/no-release", headline, node.name.span)
                    .help("give it in `defaults`, in the cluster, or here")
                    .help(format!("it is read for {newest} meanwhile, the newest stable one that is known here")),
            );
        }
        let version = release.and_then(|r| Version::parse(&r.value)).filter(|v| of.supports(*v));
        let target = Target::new(of.id, version.unwrap_or_else(|| of.default_release()));
        (target, release.map(|r| Arc::clone(&r.value)))
    }
}

/// The path of a base with names in place of braces.
fn filled(pattern: &Text, cluster: &str, node: &NodeDecl) -> Text {
    let path = pattern.value.replace("{cluster}", cluster);
    let path = path.replace("{role}", &node.role).replace("{node}", &node.name.value);
    Text::new(path.into(), pattern.span)
}

/// Says that a file is not there, with what is.
pub(super) fn missing_file(listings: &mut Listings<'_>, path: &str, noun: &str, span: Span) -> Diagnostic {
    let entries = listings.of(parent(path));
    let wanted = super::paths::name(path);
    let near = nearest(wanted, entries.iter().map(|e| e.name.as_str()));
    let is_directory = entries.iter().any(|e| e.kind == EntryKind::Directory && e.name == wanted);
    let headline = format!("there is no file `{path}`, which is named as a {noun}");
    let problem = Diagnostic::error("project/missing-file", headline, span);
    match near.as_slice() {
        _ if is_directory => {
            problem.help("there is a directory of that name: name the files, or use the folders of layers")
        }
        [] => problem.help("paths start from the directory of the fleet's file"),
        near => problem.help(format!("did you mean {}?", any_of(near))),
    }
}

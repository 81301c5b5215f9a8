//! Layers of nodes: folders by convention, lists where they are written, and what of both reaches nobody.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::decl::{ClusterDecl, NodeDecl, PatchDecl, Slot, Text};
use super::inventory::{InventoryFile, missing_file};
use super::paths::{Listings, join};
use super::{Inline, LayerPlan, PatchSource};
use crate::check::nearest::{any_of, nearest};
use crate::diag::Diagnostic;
use crate::lang::MachineRole;
use crate::session::{EntryKind, Files};
use crate::text::Span;

/// Endings of patch files.
const ENDINGS: [&str; 3] = [".yaml", ".yml", ".json"];

/// Folders of named layers.
const GROUP: &str = "group";
const NODE: &str = "node";
const ALL: &str = "all";
const FINAL: &str = "final";

/// A layer of a cluster, before files are looked at.
struct Wanted<'n> {
    name: Arc<str>,
    folders: Vec<String>,
    /// The place to name for files that are found by convention.
    span: Span,
    /// Patches behind those of the folder or list.
    more: &'n [PatchDecl],
}

/// A directory of layers with what clusters use of it.
#[derive(Default)]
struct Used {
    /// Where it is named; the first cluster's name otherwise.
    span: Option<Span>,
    /// Written out, so that everything in it is meant for layers.
    explicit: bool,
    folders: HashSet<String>,
}

/// Finds the patches of layers, each once.
pub(super) struct Layers<'f> {
    listings: Listings<'f>,
    roles: &'static [MachineRole],
    /// Layers of the cluster at hand that nodes share.
    shared: HashMap<Arc<str>, LayerPlan>,
    /// Lists that the cluster at hand writes out, by layer, as indices.
    lists: HashMap<Arc<str>, usize>,
    directory: String,
    used: BTreeMap<String, Used>,
    told: HashSet<(String, Span)>,
}

impl<'f> Layers<'f> {
    pub fn new(files: &'f dyn Files, roles: &'static [MachineRole]) -> Self {
        Self {
            roles,
            listings: Listings::new(files),
            shared: HashMap::new(),
            lists: HashMap::new(),
            directory: String::new(),
            used: BTreeMap::new(),
            told: HashSet::new(),
        }
    }

    /// Tells once when a named file is not there.
    pub fn must_exist(&mut self, directory: &str, text: &Text, noun: &str, problems: &mut Vec<Diagnostic>) {
        let path = join(directory, &text.value);
        if !self.listings.has(&path, EntryKind::File) && self.told.insert((path.clone(), text.span)) {
            problems.push(missing_file(&mut self.listings, &path, noun, text.span));
        }
    }

    /// Begins a cluster.
    pub fn enter(&mut self, file: &InventoryFile, cluster: &ClusterDecl) {
        self.shared.clear();
        self.lists.clear();
        for (index, (name, _)) in cluster.patches.iter().enumerate() {
            self.lists.entry(Arc::clone(name)).or_insert(index);
        }
        let given = cluster.directory.as_ref();
        self.directory = join(&file.directory, given.map_or("", |d| &d.value));
        let used = self.used.entry(self.directory.clone()).or_default();
        let span = given.map_or(cluster.name.span, |d| d.span);
        if used.span.is_none() || given.is_some() && !used.explicit {
            used.span = Some(span);
        }
        used.explicit |= given.is_some();
        // Lists that are written out take the place of folders on purpose.
        for (name, _) in &cluster.patches {
            used.folders.insert(name.replacen(':', "/", 1));
        }
        for slot in &cluster.slots {
            match slot {
                Slot::All => used.folders.insert(ALL.to_owned()),
                Slot::Final => used.folders.insert(FINAL.to_owned()),
                Slot::Role | Slot::Group | Slot::Node => false,
            };
        }
        for node in &cluster.nodes {
            used.folders.extend(node.groups.iter().map(|g| format!("{GROUP}/{}", g.value)));
            used.folders.insert(format!("{NODE}/{}", node.name.value));
        }
    }

    /// Ends a cluster: a directory that is named must be there.
    pub fn leave(&mut self, problems: &mut Vec<Diagnostic>) {
        let Some(used) = self.used.get(&self.directory).filter(|u| u.explicit) else { return };
        let Some(span) = used.span else { return };
        let there = self.directory.is_empty() || self.listings.has(&self.directory, EntryKind::Directory);
        if !there && self.told.insert((self.directory.clone(), span)) {
            let headline = format!("there is no directory `{}`", self.directory);
            let near = self.listings.of(super::paths::parent(&self.directory));
            let near = nearest(super::paths::name(&self.directory), near.iter().map(|e| e.name.as_str()));
            let problem = Diagnostic::error("project/missing-file", headline, span);
            problems.push(match near.as_slice() {
                [] => problem.help("paths start from the directory of the fleet's file"),
                near => problem.help(format!("did you mean {}?", any_of(near))),
            });
        }
    }

    /// The layers of a node, in order.
    pub fn of(
        &mut self,
        file: &InventoryFile,
        cluster: &ClusterDecl,
        node: &NodeDecl,
        problems: &mut Vec<Diagnostic>,
    ) -> Vec<LayerPlan> {
        let mut wanted: Vec<Wanted<'_>> = Vec::new();
        let layer = |name: String, folders: Vec<String>| Wanted {
            name: name.into(),
            folders,
            span: cluster.declared,
            more: &[],
        };
        for slot in &cluster.slots {
            match slot {
                Slot::All => wanted.push(layer(ALL.to_owned(), vec![ALL.to_owned()])),
                Slot::Final => wanted.push(layer(FINAL.to_owned(), vec![FINAL.to_owned()])),
                Slot::Role => {
                    let folders = node.role_folders.iter().map(|f| (*f).to_owned()).collect();
                    wanted.push(layer(format!("role:{}", node.role), folders));
                }
                Slot::Group => wanted.extend(
                    node.groups
                        .iter()
                        .map(|g| layer(format!("{GROUP}:{}", g.value), vec![format!("{GROUP}/{}", g.value)])),
                ),
                Slot::Node => wanted.push(Wanted {
                    name: format!("{NODE}:{}", node.name.value).into(),
                    folders: vec![format!("{NODE}/{}", node.name.value)],
                    span: node.declared,
                    more: &node.patches,
                }),
            }
        }
        if !cluster.slots.contains(&Slot::Node) && !node.patches.is_empty() {
            // What stands in the node's own entry always counts, before the last layer.
            let own = Wanted {
                name: format!("{NODE}:{}", node.name.value).into(),
                folders: Vec::new(),
                span: node.declared,
                more: &node.patches,
            };
            let at = wanted.iter().position(|w| *w.name == *FINAL).unwrap_or(wanted.len());
            wanted.insert(at, own);
        }
        let layers = wanted.into_iter().map(|w| self.layer(file, cluster, &w, problems));
        layers.filter(|l| !l.patches.is_empty()).collect()
    }

    fn layer(
        &mut self,
        file: &InventoryFile,
        cluster: &ClusterDecl,
        wanted: &Wanted<'_>,
        problems: &mut Vec<Diagnostic>,
    ) -> LayerPlan {
        if let Some(known) = self.shared.get(&wanted.name) {
            return known.clone();
        }
        let list = self.lists.get(&wanted.name).and_then(|index| cluster.patches.get(*index));
        let mut patches = match list {
            Some((_, list)) => list.iter().map(|p| self.patch(file, p, problems)).collect(),
            None => self.folder(wanted, problems),
        };
        patches.extend(wanted.more.iter().map(|p| self.patch(file, p, problems)));
        let layer = LayerPlan { name: Arc::clone(&wanted.name), patches: patches.into() };
        if wanted.more.is_empty() {
            self.shared.insert(Arc::clone(&wanted.name), layer.clone());
        }
        layer
    }

    fn patch(&mut self, file: &InventoryFile, patch: &PatchDecl, problems: &mut Vec<Diagnostic>) -> PatchSource {
        match patch {
            PatchDecl::File(text) => {
                self.must_exist(&file.directory, text, "patch", problems);
                PatchSource::File(join(&file.directory, &text.value).into(), text.span)
            }
            PatchDecl::Inline(node) => {
                PatchSource::Inline(Inline { file: file.file.path().into(), tree: Arc::clone(&file.tree), node: *node })
            }
        }
    }

    /// The files of a layer's folder. Of two names for the same folder one should be used.
    fn folder(&mut self, wanted: &Wanted<'_>, problems: &mut Vec<Diagnostic>) -> Vec<PatchSource> {
        let mut out = Vec::new();
        let mut there: Vec<&str> = Vec::new();
        for folder in &wanted.folders {
            let path = join(&self.directory, folder);
            if !self.listings.has(&path, EntryKind::Directory) {
                continue;
            }
            there.push(folder);
            if let Some(used) = self.used.get_mut(&self.directory) {
                used.folders.insert(folder.clone());
            }
            for entry in self.listings.of(&path).iter() {
                let is_patch = entry.kind == EntryKind::File && ENDINGS.iter().any(|e| entry.name.ends_with(e));
                if is_patch {
                    out.push(PatchSource::File(join(&path, &entry.name).into(), wanted.span));
                }
            }
        }
        if let [first, second] = there.as_slice() {
            let span = self.used.get(&self.directory).and_then(|u| u.span).unwrap_or(wanted.span);
            let headline = format!("patches of `{}` lie in `{first}` and in `{second}`", wanted.name);
            if self.told.insert((format!("{}/{first}", self.directory), span)) {
                let problem = Diagnostic::warning("project/unused-folder", headline, span);
                problems.push(problem.help(format!("both count, `{first}` first; keep one of the two")));
            }
        }
        out
    }

    /// Folders that were meant for layers and reach no node.
    pub fn unused(&mut self, problems: &mut Vec<Diagnostic>) {
        for (directory, used) in core::mem::take(&mut self.used) {
            let Some(span) = used.span else { continue };
            let mut wrong: Vec<(String, String)> = Vec::new();
            for parent in [GROUP, NODE] {
                let known: Vec<_> =
                    used.folders.iter().filter_map(|f| f.strip_prefix(parent)?.strip_prefix('/')).collect();
                for entry in self.directories(&join(&directory, parent)) {
                    let folder = format!("{parent}/{entry}");
                    if !used.folders.contains(&folder) {
                        let near = nearest(&entry, known.iter().copied());
                        let noun = if parent == GROUP { "no node has this group" } else { "no node has this name" };
                        wrong.push((folder, hint(noun, &near)));
                    }
                }
            }
            let of_roles = self.roles.iter().flat_map(|r| r.folders.iter().copied());
            let top: Vec<_> = [ALL, FINAL, GROUP, NODE].into_iter().chain(of_roles).collect();
            for entry in self.directories(&directory) {
                if entry == FINAL && !used.folders.contains(FINAL) {
                    wrong.push((entry, "add `final` to `layers`, or move its patches to `all`".to_owned()));
                } else if used.explicit && !top.contains(&entry.as_str()) {
                    let near = nearest(&entry, top.iter().copied());
                    if !near.is_empty() {
                        wrong.push((entry, hint("no layer has a folder of this name", &near)));
                    }
                }
            }
            problems.extend(wrong.into_iter().map(|(folder, help)| {
                let headline = format!("the folder `{}` reaches no node", join(&directory, &folder));
                Diagnostic::warning("project/unused-folder", headline, span).help(help)
            }));
        }
    }

    fn directories(&mut self, path: &str) -> Vec<String> {
        let entries = self.listings.of(path);
        entries.iter().filter(|e| e.kind == EntryKind::Directory).map(|e| e.name.clone()).collect()
    }
}

fn hint(why: &str, near: &[&str]) -> String {
    if near.is_empty() { why.to_owned() } else { format!("{why}; did you mean {}?", any_of(near)) }
}

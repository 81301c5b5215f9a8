//! `ostler import`: the inventory of another tool as a fleet, proved by rendering both.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ostler_core::lang::REGISTRY;
use ostler_core::lang::import::{Foreign, Import, NewFile, Notice, TOOLS, Tool, World};
use ostler_core::render::paths::normal;
use ostler_core::render::{
    Fleet, Gathered, Inventory, LayerPlan, Layout, Origins, PatchSource, Plan, Rendered, Secrets, Wish, changes,
};
use ostler_core::session::{Engine, Entry, EntryKind, Files, Groups, Options, ReadError};

use crate::args::{Format, ImportArgs, Paint};
use crate::disk::{DiskFiles, Sealed, digest};
use crate::exit::{Failure, Outcome, say};
use crate::os_files::reason;
use crate::output;

/// Runs the command.
pub fn run(args: &ImportArgs, paint: Paint) -> Result<Outcome, Failure> {
    let tool = tool(&args.tool)?;
    let inventory = args.file.clone().unwrap_or_else(|| PathBuf::from(tool.file));
    let from = inventory.parent().unwrap_or(Path::new("")).to_owned();
    let bytes = crate::os_files::read(&inventory)
        .map_err(|e| Failure(format!("cannot read `{}`: {}", inventory.display(), e.message)))?;
    let text = String::from_utf8(bytes).map_err(|_| Failure(format!("`{}` is not UTF-8", inventory.display())))?;
    let disk = DiskFiles::new(std::env::current_dir().unwrap_or_default().join(&from), Sealed::Closed);
    let to = args.output.clone().unwrap_or_else(|| from.clone());
    let back = back(&to, &from);
    let world = World {
        back: &back,
        read: &|path| disk.read(path).ok().and_then(|b| String::from_utf8(b).ok()),
        list: &|path| names(&disk, path),
        sha256: &digest,
    };
    let import = match tool.import(&text, &world) {
        Ok(import) => import,
        Err(notices) => {
            tell(&notices, &from);
            return Err(Failure(format!("`{}` cannot be read as the inventory of {}", inventory.display(), tool.name)));
        }
    };
    let taken: Vec<_> = import.files.iter().map(|f| to.join(&f.path)).filter(|p| p.exists()).collect();
    if let Some(first) = taken.first().filter(|_| !args.force) {
        let more = if taken.len() > 1 { format!(" and {} more", taken.len() - 1) } else { String::new() };
        let out = "import into another directory with `-o`, or overwrite with `--force`";
        return Err(Failure(format!("`{}`{more} exists already: {out}", first.display())));
    }
    for file in &import.files {
        write(&to.join(&file.path), &file.text)?;
    }
    tell(&import.notices, &from);
    say(&format!("wrote {} files below `{}`", import.files.len(), shown(&to)));
    prove(tool, &import, disk, &back, paint)
}

/// The way from one directory to another; empty when there is none to go.
fn back(to: &Path, from: &Path) -> String {
    let whole = |path: &Path| {
        let path = std::path::absolute(if path.as_os_str().is_empty() { Path::new(".") } else { path });
        normal(&path.unwrap_or_default().to_string_lossy().replace('\\', "/"))
    };
    let (to, from) = (whole(to), whole(from));
    let (to, from): (Vec<_>, Vec<_>) = (to.split('/').collect(), from.split('/').collect());
    let shared = to.iter().zip(&from).take_while(|(a, b)| a == b).count();
    let up = to[shared..].iter().filter(|name| !name.is_empty()).map(|_| "..");
    up.chain(from[shared..].iter().copied()).collect::<Vec<_>>().join("/")
}

fn shown(path: &Path) -> String {
    if path.as_os_str().is_empty() { ".".to_owned() } else { path.display().to_string() }
}

fn tool(name: &str) -> Result<&'static Tool, Failure> {
    TOOLS.iter().copied().find(|t| t.name == name).ok_or_else(|| {
        let known: Vec<_> = TOOLS.iter().map(|t| format!("`{}`", t.name)).collect();
        Failure(format!("`{name}` is no tool whose inventories can be read: {} are", known.join(", ")))
    })
}

fn names(disk: &DiskFiles, path: &str) -> Vec<String> {
    let entries = disk.list(path).unwrap_or_default();
    entries.into_iter().filter(|e| e.kind == EntryKind::File).map(|e| e.name).collect()
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let failed = |e: std::io::Error| Failure(format!("cannot write `{}`: {}", path.display(), reason(&e)));
    if let Some(directory) = path.parent() {
        std::fs::create_dir_all(directory).map_err(failed)?;
    }
    std::fs::write(path, text).map_err(failed)
}

fn tell(notices: &[Notice], from: &Path) {
    for notice in notices {
        say(&format!("{}:{}: {}", from.join(&notice.path).display(), notice.line, notice.text));
    }
}

/// The new files and those beside the inventory, as one directory. Patches of the other tool have paths of their own.
struct Both {
    new: BTreeMap<String, String>,
    /// What paths of files that stayed begin with.
    back: String,
    disk: DiskFiles,
}

impl Both {
    /// The path of a file that stayed, as the old inventory names it.
    fn old<'p>(&self, path: &'p str) -> &'p str {
        path.strip_prefix(self.back.as_str())
            .filter(|_| !self.back.is_empty())
            .map_or(path, |p| p.trim_start_matches('/'))
    }
}

impl Files for Both {
    fn sha256(&self, bytes: &[u8]) -> Option<String> {
        self.disk.sha256(bytes)
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        self.new.get(path).map_or_else(|| self.disk.read(self.old(path)), |text| Ok(text.clone().into_bytes()))
    }

    fn list(&self, path: &str) -> Result<Vec<Entry>, ReadError> {
        let mut out: BTreeMap<_, _> =
            self.disk.list(self.old(path)).unwrap_or_default().into_iter().map(|e| (e.name, e.kind)).collect();
        let prefix = if path.is_empty() || path == "." { String::new() } else { format!("{path}/") };
        for below in self.new.keys().filter_map(|p| p.strip_prefix(&prefix)) {
            match below.split_once('/') {
                Some((directory, _)) => out.insert(directory.to_owned(), EntryKind::Directory),
                None => out.insert(below.to_owned(), EntryKind::File),
            };
        }
        Ok(out.into_iter().map(|(name, kind)| Entry { name, kind }).collect())
    }

    fn revision(&self, path: &str) -> u64 {
        self.disk.revision(self.old(path))
    }
}

/// Renders every node in our layers and in the other tool's order, with the same base, and compares what comes of both.
fn prove(tool: &Tool, import: &Import, disk: DiskFiles, back: &str, paint: Paint) -> Result<Outcome, Failure> {
    let mut new: BTreeMap<_, _> = import.files.iter().map(|f| (f.path.clone(), f.text.clone())).collect();
    for foreign in &import.nodes {
        new.extend(numbered(tool, foreign).map(|(path, file)| (path, file.text.clone())));
    }
    let files = Both { new, back: back.to_owned(), disk };
    let engine = Engine::new(REGISTRY, Options::default());
    let fleet = import.files.first().map_or("", |f| &f.path);
    let ours = Inventory::open(&engine, &files, fleet).map_err(|e| Failure(e.message))?.plan(&engine, &files);
    let theirs = foreign_plan(tool, &ours, &import.nodes);
    let all: Vec<_> = (0..ours.nodes.len()).collect();
    let wish = Wish { layout: Layout::Canonical, secrets: Secrets::Placeholder, origins: Origins::Untold };
    let (left, right) =
        (Fleet::new(&engine, &files, &theirs, &all, wish), Fleet::new(&engine, &files, &ours, &all, wish));
    let (mut groups, mut equal, mut differ) = (Groups::default(), 0, 0);
    let mut refused = Gathered::new(&right);
    for (number, node) in ours.nodes.iter().enumerate() {
        let (Some(old), Some(new)) = (left.render(number), right.render(number)) else { continue };
        if old.is_empty() || new.is_empty() {
            say(&format!("{}: not compared, since it cannot be rendered", node.name));
            refused.add(&new);
            continue;
        }
        let old = Rendered { fleet: &left, outcome: &old, name: tool.name };
        match changes(old, Rendered { fleet: &right, outcome: &new, name: "ostler" }) {
            None => equal += 1,
            Some(difference) => {
                differ += 1;
                groups.add(&node.name, &node.role, difference);
            }
        }
    }
    let report = refused.finish().report;
    if equal + differ < ours.nodes.len() {
        say(output::render(&report, Format::Concise, paint, engine.registry()).trim_end());
    }
    if differ > 0 {
        let found = groups.finish();
        say(&format!("what {} makes of them, against what the fleet gives:", tool.name));
        say(crate::diff::text(&found.iter().collect::<Vec<_>>(), paint).trim_end());
    }
    say(&sentence(tool, import, equal, ours.nodes.len()));
    Ok(if equal == ours.nodes.len() { Outcome::Clean } else { Outcome::Findings })
}

fn sentence(tool: &Tool, import: &Import, equal: usize, all: usize) -> String {
    let unknown: BTreeSet<&str> = import.nodes.iter().flat_map(|n| &n.unknown).map(String::as_str).collect();
    let open = match unknown.len() {
        0 => String::new(),
        1 => "; 1 variable without a value was compared by its name".to_owned(),
        n => format!("; {n} variables without a value were compared by their names"),
    };
    let left_out = match import.left_out {
        0 => String::new(),
        1 => "; 1 patch that did not come along was left out of both".to_owned(),
        n => format!("; {n} patches that did not come along were left out of both"),
    };
    format!("{equal} of {all} nodes are equal to what {} makes of them ({}){open}{left_out}", tool.name, tool.doc)
}

/// The patches that a node gets from the other tool, under names that say where they come from.
fn numbered<'f>(tool: &'f Tool, foreign: &'f Foreign) -> impl Iterator<Item = (String, &'f NewFile)> {
    let path = |number: usize, file: &NewFile| format!("{}/{}/{number:03} {}", tool.name, foreign.node, file.path);
    foreign.patches.iter().enumerate().map(move |(number, file)| (path(number, file), file))
}

/// The same nodes, patched as the other tool does it.
fn foreign_plan(tool: &Tool, ours: &Plan, foreign: &[Foreign]) -> Plan {
    let mut plan = ours.clone();
    for node in &mut plan.nodes {
        let Some(foreign) = foreign.iter().find(|f| *f.node == *node.name) else { continue };
        let patches: Vec<_> =
            numbered(tool, foreign).map(|(path, _)| PatchSource::File(Arc::from(path), node.declared)).collect();
        node.layers = vec![LayerPlan { name: Arc::from("all"), patches: patches.into() }];
    }
    plan
}

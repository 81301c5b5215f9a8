//! `ostler import`: the inventory of another tool as a fleet, proved by rendering both.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ostler_core::lang::REGISTRY;
use ostler_core::lang::import::{Foreign, Import, NewFile, Notice, TOOLS, Tool, World};
use ostler_core::render::{Fleet, Gathered, Inventory, LayerPlan, Layout, Origins, PatchSource, Plan, Secrets, Wish};
use ostler_core::session::{Engine, Entry, EntryKind, Files, Options, ReadError};

use crate::args::{Format, ImportArgs, Paint};
use crate::disk::{DiskFiles, Sealed, hash};
use crate::exit::{Failure, Outcome, say};
use crate::os_files::reason;
use crate::output;

/// Runs the command.
pub fn run(args: &ImportArgs) -> Result<Outcome, Failure> {
    let tool = tool(&args.tool)?;
    let inventory = args.file.clone().unwrap_or_else(|| PathBuf::from(tool.file));
    let from = inventory.parent().unwrap_or(Path::new("")).to_owned();
    let bytes = crate::os_files::read(&inventory)
        .map_err(|e| Failure(format!("cannot read `{}`: {}", inventory.display(), e.message)))?;
    let text = String::from_utf8(bytes).map_err(|_| Failure(format!("`{}` is not UTF-8", inventory.display())))?;
    let disk = DiskFiles::new(std::env::current_dir().unwrap_or_default().join(&from), Sealed::Closed);
    let world = World {
        read: &|path| disk.read(path).ok().and_then(|b| String::from_utf8(b).ok()),
        list: &|path| names(&disk, path),
        sha256: &|bytes| hash(bytes).trim_start_matches("sha256:").to_owned(),
    };
    let import = match tool.import(&text, &world) {
        Ok(import) => import,
        Err(notices) => {
            tell(&notices, &from);
            return Err(Failure(format!("`{}` cannot be read as the inventory of {}", inventory.display(), tool.name)));
        }
    };
    let to = args.output.clone().unwrap_or_else(|| from.clone());
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
    prove(tool, &import, disk)
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
    disk: DiskFiles,
}

impl Files for Both {
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        self.new.get(path).map_or_else(|| self.disk.read(path), |text| Ok(text.clone().into_bytes()))
    }

    fn list(&self, path: &str) -> Result<Vec<Entry>, ReadError> {
        let mut out: BTreeMap<_, _> =
            self.disk.list(path).unwrap_or_default().into_iter().map(|e| (e.name, e.kind)).collect();
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
        self.disk.revision(path)
    }
}

/// Renders every node in our layers and in the other tool's order, with the same base, and compares.
fn prove(tool: &Tool, import: &Import, disk: DiskFiles) -> Result<Outcome, Failure> {
    let mut new: BTreeMap<_, _> = import.files.iter().map(|f| (f.path.clone(), f.text.clone())).collect();
    for foreign in &import.nodes {
        new.extend(numbered(foreign).map(|(path, file)| (path, file.text.clone())));
    }
    let files = Both { new, disk };
    let engine = Engine::new(REGISTRY, Options::default());
    let fleet = import.files.first().map_or("", |f| &f.path);
    let ours = Inventory::open(&engine, &files, fleet).map_err(|e| Failure(e.message))?.plan(&engine, &files);
    let theirs = foreign_plan(&ours, &import.nodes);
    let all: Vec<_> = (0..ours.nodes.len()).collect();
    let wish = Wish { layout: Layout::Canonical, secrets: Secrets::Placeholder, origins: Origins::Untold };
    let (left, right) =
        (Fleet::new(&engine, &files, &ours, &all, wish), Fleet::new(&engine, &files, &theirs, &all, wish));
    let mut outcome = Outcome::Clean;
    let mut equal = 0;
    for (number, node) in ours.nodes.iter().enumerate() {
        let name = &node.name;
        let foreign = import.nodes.iter().find(|f| *f.node == **name);
        let unknown = foreign.map(|f| f.unknown.join("`, `")).unwrap_or_default();
        if !unknown.is_empty() {
            say(&format!("{name}: not compared, since `{unknown}` has no value"));
            continue;
        }
        let (one, other) = (left.render(number), right.render(number));
        let text = |outcome: &Option<ostler_core::render::Outcome>| outcome.as_ref().and_then(|o| o.text.clone());
        match (text(&one), text(&other)) {
            (Some(ours), Some(theirs)) if ours == theirs => equal += 1,
            (Some(_), Some(_)) => {
                outcome = Outcome::Findings;
                say(&format!("{name}: the config differs from what {} makes of it", tool.name));
            }
            (ours, _) => {
                outcome = Outcome::Findings;
                say(&format!("{name}: not compared, since it cannot be rendered"));
                let (fleet, came) = if ours.is_none() { (&left, &one) } else { (&right, &other) };
                let mut gathered = Gathered::new(fleet);
                if let Some(came) = came {
                    gathered.add(came);
                }
                let report = gathered.finish().report;
                say(output::render(&report, Format::Concise, Paint::Plain, engine.registry()).trim_end());
            }
        }
    }
    let order = tool.doc;
    say(&format!("{equal} of {} nodes are equal to what {} makes of them ({order})", ours.nodes.len(), tool.name));
    Ok(outcome)
}

fn numbered(foreign: &Foreign) -> impl Iterator<Item = (String, &NewFile)> {
    let path = |number: usize| format!(".import/{}/{number:03}.yaml", foreign.node);
    foreign.patches.iter().enumerate().map(move |(number, file)| (path(number), file))
}

/// The same nodes, patched as the other tool does it.
fn foreign_plan(ours: &Plan, foreign: &[Foreign]) -> Plan {
    let mut plan = ours.clone();
    for node in &mut plan.nodes {
        let Some(foreign) = foreign.iter().find(|f| *f.node == *node.name) else { continue };
        let patches: Vec<_> =
            numbered(foreign).map(|(path, _)| PatchSource::File(Arc::from(path), node.declared)).collect();
        node.layers = vec![LayerPlan { name: Arc::from("all"), patches: patches.into() }];
    }
    plan
}

//! The project: where its file is, and what its nodes are made of.

use std::path::{Path, PathBuf};

use ostler_core::diag::{Diagnostic, Severity};
use ostler_core::lang::REGISTRY;
use ostler_core::render::{Inventory, InventoryFile, Plan, language};
use ostler_core::session::{Engine, Files, Finder, ReadError};

use crate::disk::DiskFiles;
use crate::exit::Failure;
use crate::os_files::{OsFiles, display, slashed};

/// Name of the inventory.
fn fleet_name() -> &'static str {
    language(&REGISTRY).map_or("", |(_, inventory)| inventory.file)
}

/// A node of a role, for people: "control plane".
pub fn role_noun(role: &str) -> &str {
    language(&REGISTRY).and_then(|(_, inventory)| inventory.role(role)).map_or(role, |r| r.noun)
}

/// The inventory: the one that is named, or the nearest one from the working directory upwards, relative to it.
pub fn fleet_file(named: Option<&Path>, cwd: &Path) -> Result<PathBuf, Failure> {
    if let Some(path) = named {
        return Ok(path.to_owned());
    }
    nearest(cwd).ok_or_else(|| {
        Failure(format!(
            "there is no `{}` in this directory or above; name the inventory with `--fleet FILE`",
            fleet_name()
        ))
    })
}

/// The nearest inventory from the working directory upwards, relative to it.
pub fn nearest(cwd: &Path) -> Option<PathBuf> {
    let found = Finder::of(&REGISTRY).find(&OsFiles, &format!("{}/{}", slashed(cwd), fleet_name()))?;
    let root = Path::new(&found).parent()?;
    let depth = cwd.ancestors().position(|a| a == root)?;
    Some((0..depth).map(|_| "..").collect::<PathBuf>().join(fleet_name()))
}

/// What an inventory came to.
#[derive(Debug)]
pub struct Planned {
    /// The plan, as far as there is one.
    pub plan: Plan,
    /// True when something is wrong with the inventory itself, so that no node can be trusted.
    pub broken: bool,
}

/// The plan of an inventory.
pub fn plan(engine: &Engine, files: &DiskFiles, path: &Path) -> Result<Planned, Failure> {
    let shown = display(path, Path::new(""));
    plan_of(engine, files, &shown).map_err(|e| Failure(format!("cannot read `{shown}`: {}", e.message)))
}

/// The plan of an inventory among any files.
pub fn plan_of(engine: &Engine, files: &dyn Files, path: &str) -> Result<Planned, ReadError> {
    let inventory = Inventory::open(engine, files, path)?;
    let plan = inventory.plan(engine, files);
    let is_error = |p: &Diagnostic| p.severity == Severity::Error && plan.switches.want(p.code);
    let wrong = |f: &InventoryFile| {
        let found = f.file.report();
        found.get().findings.iter().map(|f| &f.diagnostic).any(is_error)
    };
    let broken = inventory.files.iter().any(wrong) || plan.problems.iter().any(is_error);
    Ok(Planned { plan, broken })
}

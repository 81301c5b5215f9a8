//! The project: where its file is, and what its nodes are made of.

use std::path::{Path, PathBuf};

use ostler_core::diag::Severity;
use ostler_core::render::{Plan, plan as plan_of};
use ostler_core::session::Engine;

use crate::disk::DiskFiles;
use crate::exit::Failure;
use crate::os_files::display;

/// Name of the inventory.
pub const FLEET_FILE: &str = "ostler.yaml";

/// The inventory: the one that is named, or the nearest one from the working directory upwards, relative to it.
pub fn fleet_file(named: Option<&Path>, cwd: &Path) -> Result<PathBuf, Failure> {
    if let Some(path) = named {
        return Ok(path.to_owned());
    }
    nearest(cwd).ok_or_else(|| {
        Failure(format!(
            "there is no `{FLEET_FILE}` in this directory or above; name the inventory with `--fleet FILE`"
        ))
    })
}

/// The nearest inventory from the working directory upwards, relative to it.
pub fn nearest(cwd: &Path) -> Option<PathBuf> {
    let depth = cwd.ancestors().position(|a| a.join(FLEET_FILE).is_file())?;
    Some((0..depth).map(|_| "..").collect::<PathBuf>().join(FLEET_FILE))
}

/// The plan of an inventory.
pub fn plan(engine: &Engine, files: &DiskFiles, path: &Path) -> Result<Plan, Failure> {
    let shown = display(path, Path::new(""));
    plan_of(engine, files, &shown).map_err(|e| Failure(format!("cannot read `{shown}`: {}", e.message)))
}

/// True when something is wrong with the inventory itself, so that no node can be trusted.
pub fn is_broken(plan: &Plan) -> bool {
    plan.problems.iter().any(|p| p.severity == Severity::Error)
}

//! `ostler.lock` beside the inventory: from what every node was rendered last.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use ostler_core::render::{NodePlan, Plan};
use ostler_schema::wire::{self, RenderRun};

use crate::args::RenderArgs;
use crate::exit::Failure;
use crate::os_files::reason;

/// The lock that belongs to a run.
pub struct Lock {
    path: PathBuf,
    new: wire::Lock,
    known: HashSet<String>,
    partial: bool,
}

impl Lock {
    /// What a run would lock.
    pub fn new(fleet: &Path, plan: &Plan, run: &RenderRun) -> Self {
        let known = plan.nodes.iter().map(NodePlan::whole_name).collect();
        let new = wire::Lock::of(env!("CARGO_PKG_VERSION"), run.secrets, &run.nodes, &run.inputs);
        let partial = new.nodes.len() < plan.nodes.len();
        Self { path: fleet.with_file_name("ostler.lock"), new, known, partial }
    }

    fn old(&self) -> Option<wire::Lock> {
        std::fs::read_to_string(&self.path).ok().and_then(|text| wire::Lock::parse(&text))
    }

    fn text(&self) -> String {
        let new = self.new.clone();
        match self.old().filter(|_| self.partial) {
            Some(old) => new.over(old, |name| self.known.contains(name)).text(),
            None => new.text(),
        }
    }

    /// True when there is a lock that is not what this run would write. Parts of a fleet are not compared.
    pub fn is_stale(&self, args: &RenderArgs) -> bool {
        args.shard.is_none() && !self.partial && self.old().is_some_and(|old| !old.agrees_with(&self.new))
    }

    /// Writes the lock. Parts of a fleet have none; their reports are joined.
    pub fn write(&self, args: &RenderArgs) -> Result<(), Failure> {
        if args.shard.is_some() || self.new.nodes.is_empty() {
            return Ok(());
        }
        let failed = |e: std::io::Error| Failure(format!("cannot write `{}`: {}", self.path.display(), reason(&e)));
        std::fs::write(&self.path, self.text()).map_err(failed)
    }
}

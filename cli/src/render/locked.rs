//! `ostler.lock` beside the inventory: from what every node was rendered last.

use std::path::{Path, PathBuf};

use ostler_core::render::Plan;
use ostler_schema::wire::{self, RenderRun};

use crate::args::RenderArgs;
use crate::exit::Failure;
use crate::os_files::reason;

/// The lock that belongs to a run.
pub struct Lock {
    path: PathBuf,
    new: wire::Lock,
    known: Vec<String>,
    partial: bool,
}

impl Lock {
    /// What a run would lock.
    pub fn new(fleet: &Path, plan: &Plan, run: &RenderRun) -> Self {
        let known = plan.nodes.iter().map(|n| format!("{}/{}", n.cluster.name, n.name)).collect();
        let new = wire::Lock::of(env!("CARGO_PKG_VERSION"), run.secrets, &run.nodes, &run.inputs);
        let partial = new.nodes.len() < plan.nodes.len();
        Self { path: fleet.with_file_name("ostler.lock"), new, known, partial }
    }

    fn text(&self) -> String {
        let old = std::fs::read_to_string(&self.path).ok().and_then(|text| wire::Lock::parse(&text));
        let new = self.new.clone();
        match old {
            Some(old) if self.partial => new.over(old, |name| self.known.iter().any(|n| n == name)).text(),
            _ => new.text(),
        }
    }

    /// True when there is a lock that is not what this run would write. Parts of a fleet are not compared.
    pub fn is_stale(&self, args: &RenderArgs) -> bool {
        let old = std::fs::read_to_string(&self.path).ok();
        let comparable = |old: &String| wire::Lock::parse(old).is_some_and(|l| l.secrets == self.new.secrets);
        args.shard.is_none() && !self.partial && old.filter(comparable).is_some_and(|old| old != self.text())
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

//! The last lines on standard error: what was rendered, what changes for whom, which nodes were refused.

use std::path::PathBuf;

use ostler_core::diag::Redacted;
use ostler_core::render::Plan;
use ostler_core::session::Report;
use ostler_schema::wire::RenderRun;

use super::compare::{Comparison, kinds};
use super::node::Work;
use crate::args::RenderArgs;
use crate::output::counted;

/// Most refused nodes that are named.
const MOST_NAMED: usize = 20;

/// What is told of a run.
pub struct Told<'a> {
    pub plan: &'a Plan,
    pub run: &'a RenderRun,
    /// Numbers of the nodes that have a config.
    pub rendered: &'a [usize],
    pub comparison: &'a Comparison,
    pub args: &'a RenderArgs,
    pub work: &'a Work<'a, 'a>,
    /// Configs of nodes that the fleet does not have; only known when all nodes were asked for.
    pub strangers: &'a [PathBuf],
    pub stale_lock: bool,
}

impl Told<'_> {
    /// The lines.
    pub fn text(&self, report: &Redacted<Report>) -> String {
        let sum = report.get().summary();
        let refused: Vec<_> = self.run.nodes.iter().filter(|n| n.status == "refused").collect();
        let mut lines = vec![format!("{} {}{}", self.verb(), kinds(self.plan, self.rendered), self.what_changes())];
        lines.extend(
            self.comparison
                .lines(self.plan)
                .into_iter()
                .filter(|_| !self.args.check && !self.args.diff)
                .map(|l| format!("  {l}")),
        );
        for node in refused.iter().take(MOST_NAMED) {
            let errors = counted(node.findings.errors, "error");
            lines.push(format!("refused {}/{}: {errors}; nothing was written for it", node.cluster, node.name));
        }
        if refused.len() > MOST_NAMED {
            lines.push(format!("and {} more nodes were refused", refused.len() - MOST_NAMED));
        }
        for path in self.strangers {
            lines.push(format!("`{}` belongs to no node of the fleet", path.display()));
        }
        if self.stale_lock {
            lines.push("`ostler.lock` is not what this run would write; render once to renew it".to_owned());
        }
        let parts = [(sum.errors, "error"), (sum.warnings, "warning"), (sum.infos, "hint")];
        let parts: Vec<_> = parts.iter().filter(|(n, _)| *n > 0).map(|(n, noun)| counted(*n, noun)).collect();
        if !parts.is_empty() {
            lines.push(format!("found {}", parts.join(", ")));
        }
        lines.join("\n")
    }

    fn verb(&self) -> &'static str {
        match (self.args.check, self.args.diff) {
            (true, _) => "compared",
            (_, true) => "would write",
            _ => "rendered",
        }
    }

    fn what_changes(&self) -> String {
        if self.work.to_stdout() {
            return String::new();
        }
        let (new, changed, same) = (self.comparison.new.len(), self.comparison.changed(), self.comparison.same);
        let parts = [(new, "new"), (changed, "changed"), (same, "as before")];
        let parts: Vec<_> = parts.iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{n} {word}")).collect();
        let out = self.work.outputs.directory.display();
        if parts.is_empty() { String::new() } else { format!(" in `{out}`: {}", parts.join(", ")) }
    }
}

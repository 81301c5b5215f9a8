//! `ostler render`: every node of a fleet, merged, checked and written.

pub mod choose;
mod compare;
mod guard;
mod join;
mod locked;
mod node;
mod summary;

use std::path::{Path, PathBuf};

use ostler_core::lang::REGISTRY;
use ostler_core::render::{Fleet, Gathered, Layout, NodePlan, Origins, Plan, Secrets, Wish};
use ostler_core::session::{Engine, Options};
use ostler_schema::wire::{self, RenderRun};
use rayon::prelude::*;

use crate::args::{Deny, Format, Paint, RenderArgs, SecretsChoice};
use crate::disk::{DiskFiles, Sealed};
use crate::exit::{Failure, Outcome, print, say};
use crate::output;
use crate::progress::{Counter, Screen, Task, watch};
use crate::project::{self, Planned};
use compare::Comparison;
use node::{Rendered, Work};

/// How many nodes are rendered before their results are put together: enough for all threads, few enough to hold.
const AT_ONCE: usize = 256;

/// Runs the command.
pub fn run(args: &RenderArgs, paint: Paint) -> Result<Outcome, Failure> {
    if !args.join.is_empty() {
        return join::run(args);
    }
    let engine = Engine::new(REGISTRY, Options::default());
    let cwd = std::env::current_dir().unwrap_or_default();
    let path = project::fleet_file(args.fleet.as_deref(), &cwd)?;
    let sealed = if args.decrypt { Sealed::Opened } else { Sealed::Closed };
    let files = DiskFiles::new(cwd, sealed);
    let Planned { plan, broken } = project::plan(&engine, &files, &path)?;
    if broken {
        return refuse(args, paint, &engine, &files, &plan);
    }
    let chosen = choose::nodes(&plan, &args.nodes, args.shard)?;
    if let Some(jobs) = args.jobs {
        // Fails only when the pool was made before, and nothing makes it before this.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(jobs).build_global();
    }
    let fleet = Fleet::new(&engine, &files, &plan, &chosen, wish(args));
    let root = path.parent().unwrap_or(Path::new("")).to_owned();
    let out = args.output.clone().unwrap_or_else(|| root.join("rendered"));
    let work = Work::new(args, &engine, &fleet, Outputs::new(out, &plan));
    let done = everything(&work, &fleet, &chosen)?;
    finish(args, paint, &engine, &files, &plan, &path, done, &work)
}

/// Tells what is wrong with the inventory; nothing is rendered from it.
fn refuse(
    args: &RenderArgs,
    paint: Paint,
    engine: &Engine,
    files: &DiskFiles,
    plan: &Plan,
) -> Result<Outcome, Failure> {
    let fleet = Fleet::new(engine, files, plan, &[], wish(args));
    let found = Gathered::new(&fleet).finish();
    print(&output::render(&found.report, args.format, paint, engine.registry()))?;
    if !args.quiet {
        say("nothing was rendered, because the inventory is wrong");
    }
    Ok(Outcome::Failed)
}

fn wish(args: &RenderArgs) -> Wish {
    Wish {
        layout: if args.canonical { Layout::Canonical } else { Layout::Kept },
        // Goldens are kept in git, so that they have placeholders.
        secrets: match args.secrets {
            SecretsChoice::Written if !args.check => Secrets::Written,
            _ => Secrets::Placeholder,
        },
        origins: if args.annotate { Origins::Told } else { Origins::Untold },
    }
}

/// What came of all nodes.
struct Done<'f, 'e> {
    gathered: Gathered<'f, 'e>,
    nodes: Vec<Rendered>,
    comparison: Comparison,
}

fn everything<'f, 'e>(work: &Work<'_, 'e>, fleet: &'f Fleet<'e>, chosen: &[usize]) -> Result<Done<'f, 'e>, Failure> {
    let task = Task { done: "rendered", total: chosen.len(), name: &|_| "" };
    let screen = Screen::stderr().filter(|_| !work.to_stdout());
    watch(screen, &task, |counter| nodes(work, fleet, chosen, counter))
}

fn nodes<'f, 'e>(
    work: &Work<'_, 'e>,
    fleet: &'f Fleet<'e>,
    chosen: &[usize],
    counter: &Counter,
) -> Result<Done<'f, 'e>, Failure> {
    let mut done = Done { gathered: Gathered::new(fleet), nodes: Vec::new(), comparison: Comparison::default() };
    for some in chosen.chunks(AT_ONCE) {
        let rendered: Vec<_> = some.par_iter().map(|number| counter.step(*number, || work.node(*number))).collect();
        for node in rendered {
            let Some((outcome, rendered, change)) = node? else { continue };
            done.gathered.add(&outcome);
            done.comparison.add(outcome.node, change);
            done.nodes.push(rendered);
            if let Some(text) = outcome.text.filter(|_| work.to_stdout()) {
                print(&text)?;
            }
        }
    }
    Ok(done)
}

#[allow(clippy::too_many_arguments, reason = "the end of a run needs what the run was made of")]
fn finish(
    args: &RenderArgs,
    paint: Paint,
    engine: &Engine,
    files: &DiskFiles,
    plan: &Plan,
    path: &Path,
    done: Done<'_, '_>,
    work: &Work<'_, '_>,
) -> Result<Outcome, Failure> {
    let found = done.gathered.finish();
    let mut nodes = done.nodes;
    let rendered: Vec<usize> = nodes.iter().filter(|n| n.is_rendered()).map(|n| n.number).collect();
    for node in &mut nodes {
        node.count(found.counts.get(&node.number).copied().unwrap_or_default());
    }
    let run = RenderRun {
        fleet: crate::os_files::display(path, Path::new("")),
        shard: args.shard.map(|(index, count)| wire::render::Shard { index, count }),
        nodes: nodes.into_iter().map(|n| n.node).collect(),
        inputs: files.hashes(),
        secrets: if wish(args).secrets == Secrets::Placeholder { "placeholder" } else { "written" },
    };
    let sum = found.report.get().summary();
    let lock = locked::Lock::new(path, plan, &run);
    let stale_lock = if args.check { lock.is_stale(args) } else { false };
    if !args.check && !args.diff && !work.to_stdout() {
        lock.write(args)?;
    }
    let strangers = if run.nodes.len() < plan.nodes.len() { Vec::new() } else { work.strangers() };
    let told = summary::Told {
        plan,
        run: &run,
        rendered: &rendered,
        comparison: &done.comparison,
        args,
        work,
        strangers: &strangers,
        stale_lock,
    };
    let text = match args.format {
        Format::Json => wire::render_json(run.clone(), &found.report),
        format => output::render(&found.report, format, paint, engine.registry()),
    };
    if work.to_stdout() {
        if !text.trim().is_empty() {
            say(text.trim_end());
        }
    } else {
        print(&text)?;
    }
    if args.check || args.diff {
        let diff = done.comparison.text(plan);
        if args.format == Format::Json { say(diff.trim_end()) } else { print(&diff)? }
    }
    if !args.quiet {
        say(&told.text(&found.report));
    }
    let differs = args.check && (done.comparison.differs() || stale_lock || !strangers.is_empty());
    let denied = sum.errors > 0 || (args.deny == Some(Deny::Warnings) && sum.warnings > 0);
    Ok(if differs || denied { Outcome::Findings } else { Outcome::Clean })
}

/// Where configs are written: `DIR/NODE.yaml`, or `DIR/CLUSTER/NODE.yaml` when there are several clusters.
#[derive(Debug)]
pub struct Outputs<'p> {
    /// Directory of the configs; `-` for standard output.
    pub directory: PathBuf,
    plan: &'p Plan,
    several: bool,
}

impl<'p> Outputs<'p> {
    /// For the nodes of a plan.
    pub fn new(directory: PathBuf, plan: &'p Plan) -> Self {
        Self { directory, plan, several: plan.has_several_clusters() }
    }

    /// The path of a node's config.
    pub fn path(&self, node: &NodePlan) -> PathBuf {
        let file = format!("{}.yaml", node.name);
        if self.several { self.directory.join(&*node.cluster.name).join(file) } else { self.directory.join(file) }
    }

    /// The paths of all configs.
    pub fn all(&self) -> impl Iterator<Item = PathBuf> {
        self.plan.nodes.iter().map(|node| self.path(node))
    }
}

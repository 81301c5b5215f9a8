//! `ostler diff REV1..REV2`: a fleet as two revisions have it, rendered node by node, and what changes for whom.
//!
//! Nodes are compared in the order of the new plan, several at once; of a node nothing is kept but its change. A node
//! that is made of the same files, variables and settings on both sides is not rendered.

use std::collections::BTreeMap;

use ostler_core::diag::Redacted;
use ostler_core::diff::ChangeKind;
use ostler_core::render::{
    Fleet, Gathered, Inputs, Layout, NodeNames, NodePlan, Outcome as Made, Plan, Rendered, Secrets, Wish, changes,
};
use ostler_core::session::{Difference, Engine, Files as _, Groups};
use ostler_schema::wire::{FleetRun, Revision};
use rayon::prelude::*;

use super::range::Range;
use super::revisions::{Make, Repository, Side, Tree};
use super::{Tally, refused, tell_all};
use crate::args::{DiffArgs, Paint};
use crate::exit::{Failure, Outcome, say};
use crate::progress::{Counter, Screen, Task, watch};
use crate::project::{self, Planned};

/// How many nodes are compared before their changes are put together: enough for all threads, few enough to hold.
const AT_ONCE: usize = 256;

/// Runs the command for two revisions.
pub fn run(args: &DiffArgs, range: &Range<'_>, paint: Paint) -> Result<Outcome, Failure> {
    let engine = args.target.engine()?;
    let cwd = std::env::current_dir().unwrap_or_default();
    let (repository, path) = Repository::of(&project::fleet_file(args.fleet.as_deref(), &cwd)?)?;
    let sides = repository.sides(range)?;
    let plans = plans(&engine, &sides, &path)?;
    let pairs = pairs(&plans);
    let open = open(&sides, &plans, &pairs);
    let wish = Wish { layout: Layout::Untold, secrets: secrets(&sides, &plans, args), ..Wish::default() };
    let numbers = |which: usize| open.iter().filter_map(|pair| pair[which]).collect::<Vec<_>>();
    let (old, new) = (numbers(0), numbers(1));
    let fleets = [
        Fleet::new(&engine, &sides[0].files, &plans[0], &old, wish),
        Fleet::new(&engine, &sides[1].files, &plans[1], &new, wish),
    ];
    let work = Work { sides: &sides, fleets: &fleets, names: NodeNames::new(&plans) };
    let task = Task { done: "compared", total: open.len(), name: &|_| "" };
    let done = watch(Screen::stderr(), &task, |counter| work.all(&open, counter));
    let refused: Vec<_> = done
        .refused
        .into_iter()
        .zip(&sides)
        .flat_map(|((g, nodes), side)| refused::of(g, &nodes, &side.name))
        .collect();
    refused::tell(&refused);
    if !args.quiet {
        releases(&plans, &pairs);
    }
    let [old, new] = sides.each_ref().map(|s| Revision { name: s.name.clone(), commit: s.commit.clone() });
    let tally = Tally {
        found: done.groups.finish(),
        compared: pairs.len(),
        failed: !refused.is_empty(),
        fleet: Some(FleetRun { old, new, nodes: pairs.len(), refused }),
        ..Tally::default()
    };
    tell_all(args, &tally, paint)
}

/// The plans of both sides. An inventory that is missing on one side has no nodes there; one that is wrong may have lost
/// some, so nothing is compared then.
fn plans(engine: &Engine, sides: &[Side; 2], path: &str) -> Result<[Plan; 2], Failure> {
    let missing = sides.each_ref().map(|side| side.files.read(path).is_err_and(|e| e.missing));
    if missing == [true, true] {
        return Err(Failure(format!(
            "there is no `{path}`, neither in `{}` nor in `{}`",
            sides[0].name, sides[1].name
        )));
    }
    let mut plans = [Plan::default(), Plan::default()];
    for ((side, plan), _) in sides.iter().zip(&mut plans).zip(missing).filter(|(_, missing)| !missing) {
        let Planned { plan: made, broken } = project::plan_of(engine, &side.files, path)
            .map_err(|e| Failure(format!("`{path}` of `{}` cannot be read: {}", side.name, e.message)))?;
        if broken {
            let fleet = Fleet::new(engine, &side.files, &made, &[], Wish::default());
            refused::tell(&refused::of(Gathered::new(&fleet), &[], &side.name));
            return Err(Failure(format!("nothing was compared, because the inventory of `{}` is wrong", side.name)));
        }
        *plan = made;
    }
    for (at, other) in [(0, 1), (1, 0)] {
        if missing[at] {
            let (side, other) = (&sides[at].name, &sides[other].name);
            let what = if at == 0 { "new" } else { "gone" };
            say(&format!("note: `{side}` has no `{path}`, so all nodes of `{other}` are {what}"));
        }
    }
    Ok(plans)
}

/// A node on both sides, or on one.
type Pair = [Option<usize>; 2];

/// Which node of one plan is which of the other: in the order of the new plan, with those that are gone where they stood.
fn pairs(plans: &[Plan; 2]) -> Vec<Pair> {
    let name = |node: &NodePlan| (node.cluster.name.clone(), node.name.clone());
    let mut old: BTreeMap<_, _> = plans[0].nodes.iter().enumerate().map(|(at, n)| (name(n), at)).collect();
    let both: Vec<Pair> = plans[1].nodes.iter().enumerate().map(|(at, n)| [old.remove(&name(n)), Some(at)]).collect();
    let mut gone: Vec<usize> = old.into_values().collect();
    gone.sort_unstable();
    let (mut out, mut gone) = (Vec::with_capacity(both.len() + gone.len()), gone.into_iter().peekable());
    for pair in both {
        while let Some(at) = gone.next_if(|at| pair[0].is_some_and(|from| *at < from)) {
            out.push([Some(at), None]);
        }
        out.push(pair);
    }
    out.extend(gone.map(|at| [Some(at), None]));
    out
}

/// The pairs that may differ.
fn open(sides: &[Side; 2], plans: &[Plan; 2], pairs: &[Pair]) -> Vec<Pair> {
    let revisions = sides.iter().all(|side| matches!(side.files, Tree::Revision(_)));
    let make = if revisions { Make::Object } else { Make::Bytes };
    let content = |which: usize| move |path: &str| sides[which].files.content(path, make);
    let contents = [content(0), content(1)];
    let [mut old, mut new] = contents.each_ref().map(|content| Inputs::new(content));
    let mut may_differ = |pair: &Pair| match pair {
        [Some(a), Some(b)] => {
            let (a, b) = (old.of(&plans[0].nodes[*a]), new.of(&plans[1].nodes[*b]));
            a.is_none() || a != b
        }
        _ => true,
    };
    pairs.iter().copied().filter(|pair| may_differ(pair)).collect()
}

/// Secrets are compared when both sides have them. A bundle that is kept elsewhere is no reason to compare nothing.
fn secrets(sides: &[Side; 2], plans: &[Plan; 2], args: &DiffArgs) -> Secrets {
    for (side, plan) in sides.iter().zip(plans) {
        for (path, _) in plan.nodes.iter().filter_map(|n| n.cluster.secrets.as_ref()) {
            if side.files.revision(path) == 0 {
                if !args.quiet {
                    say(&format!(
                        "note: `{}` has no `{path}`, so secrets of generated bases were not compared",
                        side.name
                    ));
                }
                return Secrets::Placeholder;
            }
        }
    }
    Secrets::Written
}

/// Says for how many nodes another release counts now.
fn releases(plans: &[Plan; 2], pairs: &[Pair]) {
    let mut changed: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for pair in pairs {
        let [Some(old), Some(new)] = *pair else { continue };
        let (old, new) = (&plans[0].nodes[old].release, &plans[1].nodes[new].release);
        if old != new {
            *changed.entry((old, new)).or_default() += 1;
        }
    }
    for ((old, new), count) in changed {
        let (nodes, are) = if count == 1 { ("node", "is") } else { ("nodes", "are") };
        let named =
            |release: &'_ str| if release.is_empty() { "no release".to_owned() } else { format!("`{release}`") };
        say(&format!("note: {count} {nodes} {are} for {} instead of {}", named(new), named(old)));
    }
}

/// What came of a pair.
enum Came {
    Same,
    Differs(Redacted<Difference>),
    /// What cannot be rendered.
    Refused([Option<Made>; 2]),
}

struct Done<'f, 'e> {
    groups: Groups,
    /// What cannot be rendered on each side: the findings, and the nodes by number and name.
    refused: [(Gathered<'f, 'e>, Vec<(usize, String)>); 2],
}

/// Both sides of a fleet, ready to be rendered.
struct Work<'f, 'e> {
    sides: &'f [Side; 2],
    fleets: &'f [Fleet<'e>; 2],
    names: NodeNames,
}

impl<'f, 'e> Work<'f, 'e> {
    fn all(&self, pairs: &[Pair], counter: &Counter) -> Done<'f, 'e> {
        let mut done =
            Done { groups: Groups::default(), refused: self.fleets.each_ref().map(|f| (Gathered::new(f), Vec::new())) };
        for some in pairs.chunks(AT_ONCE) {
            let came: Vec<_> = some.par_iter().map(|pair| counter.step(0, || self.one(pair))).collect();
            for (pair, came) in some.iter().zip(came) {
                match came {
                    Came::Same => {}
                    Came::Differs(difference) => {
                        let node = self.node(pair);
                        done.groups.add(&self.names.of(node), &node.role, difference);
                    }
                    Came::Refused(outcomes) => {
                        let name = self.names.of(self.node(pair));
                        let refused = outcomes.into_iter().zip(&mut done.refused);
                        for (outcome, (gathered, nodes)) in refused.filter_map(|(o, to)| Some((o?, to))) {
                            gathered.add(&outcome);
                            nodes.push((outcome.node, name.clone()));
                        }
                    }
                }
            }
        }
        done
    }

    fn one(&self, pair: &Pair) -> Came {
        let name = |which: usize| self.sides[which].name.as_str();
        let (old, new) = match *pair {
            [Some(old), Some(new)] => (old, new),
            [None, _] => return Came::Differs(Difference::whole(name(0), name(1), ChangeKind::Added)),
            [_, None] => return Came::Differs(Difference::whole(name(0), name(1), ChangeKind::Removed)),
        };
        let (Some(old), Some(new)) = (self.fleets[0].render(old), self.fleets[1].render(new)) else {
            return Came::Same;
        };
        if old.text.is_none() || new.text.is_none() {
            return Came::Refused([old, new].map(|outcome| Some(outcome).filter(|o| o.text.is_none())));
        }
        let side = |which: usize, outcome| Rendered { fleet: &self.fleets[which], outcome, name: name(which) };
        changes(side(0, &old), side(1, &new)).map_or(Came::Same, Came::Differs)
    }

    fn node(&self, pair: &Pair) -> &'e NodePlan {
        let [old, new] = *pair;
        let of = |which: usize, at: usize| &self.fleets[which].plan().nodes[at];
        new.map_or_else(|| of(0, old.unwrap_or(0)), |at| of(1, at))
    }
}

//! `ostler why`: which file and line set a value, and what it overrode.

use core::fmt::Write as _;

use std::path::{Path, PathBuf};

use ostler_core::diag::Redacted;
use ostler_core::lang::REGISTRY;
use ostler_core::render::{Fleet, Gathered, Secrets, Wish};
use ostler_core::session::{Contribution, Engine, Form, History, Options};
use ostler_core::tree::Step;
use ostler_schema::wire;

use crate::args::{AnswerFormat, Format, Paint, WhyArgs};
use crate::disk::{DiskFiles, Sealed};
use crate::exit::{Failure, Outcome, print};
use crate::patch::{apply, tell};
use crate::project;
use crate::projects;
use crate::render::choose;

/// Runs the command.
pub fn run(args: &WhyArgs, paint: Paint) -> Result<Outcome, Failure> {
    if let Some(path) = fleet_of(args) {
        return in_fleet(args, &path, paint);
    }
    let engine = projects::guided(args.patched.target.engine()?, &args.patched.base.to_string_lossy())?;
    let done = apply(&engine, &args.patched, Form::Kept, &[&args.path])?;
    let Some(answer) = done.histories.last() else {
        tell(&done.report, Format::Full, paint, &engine);
        let wrong = done.report.get().summary().errors > 0;
        let why = if wrong { ", and the config or a patch is wrong" } else { "" };
        return Err(Failure(format!("nothing sets `{}`{why}", args.path)));
    };
    tell_answer(args, answer)
}

fn tell_answer(args: &WhyArgs, answer: &Redacted<History>) -> Result<Outcome, Failure> {
    match args.format {
        AnswerFormat::Text => print(&text(answer.get()))?,
        AnswerFormat::Json => print(&wire::provenance_json(answer))?,
    }
    Ok(Outcome::Clean)
}

/// The inventory whose node is meant: a name that is no file, with no patches beside it.
fn fleet_of(args: &WhyArgs) -> Option<PathBuf> {
    let cwd = std::env::current_dir().unwrap_or_default();
    let is_file = args.patched.base.exists() || args.patched.base == Path::new("-");
    match &args.fleet {
        Some(path) => Some(path.clone()),
        None if is_file || !args.patched.patches.is_empty() => None,
        None => project::nearest(&cwd),
    }
}

fn in_fleet(args: &WhyArgs, path: &Path, paint: Paint) -> Result<Outcome, Failure> {
    let engine = Engine::new(REGISTRY, Options::default());
    let files = DiskFiles::new(std::env::current_dir().unwrap_or_default(), Sealed::Closed);
    let plan = project::plan(&engine, &files, path)?.plan;
    let name = args.patched.base.to_string_lossy();
    let named = choose::nodes(&plan, &[name.to_string()], None)?;
    let number = match named.as_slice() {
        [one] => *one,
        _ => return Err(Failure(format!("several nodes are called `{name}`; write CLUSTER/NAME"))),
    };
    // Where a value comes from does not depend on secrets, so none are needed.
    let fleet = Fleet::new(&engine, &files, &plan, &named, Wish { secrets: Secrets::Placeholder, ..Wish::default() });
    let outcome = fleet.render(number).ok_or_else(|| Failure(format!("there is no node `{name}`")))?;
    if let Some(answer) = outcome.why(&fleet, &args.path) {
        return tell_answer(args, &answer);
    }
    let mut gathered = Gathered::new(&fleet);
    gathered.add(&outcome);
    let found = gathered.finish();
    let wrong = found.report.get().summary().errors > 0;
    if wrong {
        tell(&found.report, Format::Full, paint, &engine);
    }
    let why = if wrong { ", and its config is wrong" } else { "" };
    Err(Failure(format!("nothing sets `{}` at `{name}`{why}", args.path)))
}

fn text(answer: &History) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = match (&answer.value, &answer.origin) {
        (Some(value), _) => writeln!(out, "{} is {}", answer.path, shown(value)),
        (None, Some(_)) => writeln!(out, "{} is a collection", answer.path),
        (None, None) => writeln!(out, "{} is not set", answer.path),
    };
    if let Some(origin) = &answer.origin {
        let _ = writeln!(out, "  {}  {}{}", place(origin), step(origin), layer(origin));
        if let Some((name, at)) = &origin.variable {
            let _ = writeln!(out, "  {}:{}:{}  `{name}` is defined here", at.file, at.start.line, at.start.column);
        }
    }
    for lost in answer.overridden.iter().rev() {
        let _ = writeln!(out, "  {}  overridden: {}{}", place(lost), shown(&lost.value), layer(lost));
    }
    if !answer.overridden.is_empty() {
        let _ = writeln!(out, "  decided by `{}`", answer.strategy);
    }
    out
}

fn shown(value: &str) -> String {
    if value.contains('\n') { format!("{} lines of text", value.lines().count()) } else { format!("`{value}`") }
}

fn place(contribution: &Contribution) -> String {
    let at = &contribution.location;
    format!("{}:{}:{}", at.file, at.start.line, at.start.column)
}

/// The layer, where it is not called as the file.
fn layer(contribution: &Contribution) -> String {
    let name = &contribution.layer;
    if **name == *contribution.location.file { String::new() } else { format!(" ({name})") }
}

const fn step(contribution: &Contribution) -> &'static str {
    match contribution.step {
        Step::Written => "written in the base",
        Step::Patched => "set by this patch",
        Step::Defaulted => "a default",
        Step::Translated => "translated from this",
    }
}

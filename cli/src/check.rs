//! `ostler check`: files in, findings out.

use std::path::{Path, PathBuf};

use ostler_core::check::codes::all_codes;
use ostler_core::check::nearest::{any_of, nearest};
use ostler_core::diag::Redacted;
use ostler_core::lang::REGISTRY;
use ostler_core::session::{Engine, FileReport, Filter, Given, Neighbours, OpenFile, Project, Report, Status, limit};
use ostler_schema::wire::ANNOTATION_LIMIT;
use rayon::prelude::*;

use crate::args::{CheckArgs, Deny, Format, Paint};
use crate::exit::{Failure, Outcome, print, say};
use crate::os_files;
use crate::output::{self, summary};
use crate::progress::{Counter, Screen, Task, watch};
use crate::projects;
use crate::walk::{Input, beside, inputs};

/// From so many files on, starting threads is worth it.
const PARALLEL_FROM: usize = 8;

/// Runs the command.
pub fn run(args: &CheckArgs, paint: Paint) -> Result<Outcome, Failure> {
    let mut engine = args.target.engine()?;
    let filter = Filter { select: codes(&args.select)?, ignore: codes(&args.ignore)? };
    let inputs = inputs(&args.paths, args.stdin_path.as_deref());
    let projects = projects::of(&engine, inputs.iter().map(|i| i.shown.as_str()))?;
    if let Some(report) = projects::broken(&projects, inputs.iter().map(|i| i.shown.as_str())) {
        print(&output::render(&report, args.format, paint, engine.registry()))?;
        return Err(Failure("the project file is broken, so nothing was checked".to_owned()));
    }
    engine.set_projects(projects);
    let task = Task { done: "checked", total: inputs.len(), name: &|n| inputs.get(n).map_or("", |i| &i.shown) };
    let files = watch(screen(args, &inputs), &task, |counter| check(&engine, &args.paths, &inputs, counter));
    let all = filter.apply(Report::join(files));
    let sum = all.get().summary();
    let report = match args.max_diagnostics {
        Some(n) => limit(all, n),
        None => all,
    };
    print(&output::render(&report, args.format, paint, engine.registry()))?;
    if !args.quiet {
        notes(&inputs, report.get());
        if args.format == Format::Github && sum.errors.max(sum.warnings) > ANNOTATION_LIMIT {
            say(&format!(
                "note: GitHub shows {ANNOTATION_LIMIT} annotations of a kind for each step; all findings are in the log"
            ));
        }
        let found = found_reasons(&inputs, report.get());
        say(&summary::text(report.get(), &found, engine.registry()));
    }
    let denied = sum.errors > 0 || (args.deny == Some(Deny::Warnings) && sum.warnings > 0);
    Ok(match (sum.unreadable, denied) {
        (1.., _) => Outcome::Failed,
        (0, true) => Outcome::Findings,
        (0, false) => Outcome::Clean,
    })
}

/// Where progress is shown. Not to somebody who types the input.
fn screen(args: &CheckArgs, inputs: &[Input]) -> Option<Screen> {
    let typed = inputs.iter().any(|i| i.path == Path::new("-"));
    Screen::stderr().filter(|_| !args.quiet && !typed)
}

/// Codes and areas as given, former names turned into present ones.
fn codes(given: &[String]) -> Result<Vec<String>, Failure> {
    let all = all_codes(&REGISTRY);
    let known = |text: &String| {
        let code = all.iter().find(|c| c.code == text || c.formerly.contains(&text.as_str()));
        let area = || all.iter().any(|c| c.code.split('/').next() == Some(text));
        let found = code.map(|c| c.code.to_owned()).or_else(|| area().then(|| text.clone()));
        found.ok_or_else(|| {
            let near = nearest(text, all.iter().map(|c| c.code));
            let hint = match near.as_slice() {
                [] => "`ostler explain` lists them".to_owned(),
                near => format!("did you mean {}?", any_of(near)),
            };
            Failure(format!("there is no code or area `{text}`; {hint}"))
        })
    };
    given.iter().map(known).collect()
}

/// Reads every file by itself, then again where others say something about it. What a file says does not depend on
/// the others, so the result is the same whatever thread is done first.
fn check(engine: &Engine, paths: &[PathBuf], inputs: &[Input], counter: &Counter) -> Vec<Redacted<FileReport>> {
    let numbered: Vec<_> = inputs.iter().enumerate().collect();
    let files = each(numbered, |(n, input)| counter.step(n, || open(engine, input)));
    let mut neighbours = siblings(engine, paths, inputs);
    for file in &files {
        add(&mut neighbours, file);
    }
    each(files, |file| {
        let file = engine.place(file, &neighbours);
        inventory(engine, &file).unwrap_or_else(|| file.report())
    })
}

/// Applies a function to all, in parallel when there are many; the order stays.
fn each<T: Send, U: Send>(all: Vec<T>, apply: impl Fn(T) -> U + Send + Sync) -> Vec<U> {
    if all.len() < PARALLEL_FROM {
        all.into_iter().map(apply).collect()
    } else {
        all.into_par_iter().map(apply).collect()
    }
}

fn open(engine: &Engine, input: &Input) -> OpenFile {
    let bytes = match &input.problem {
        Some(reason) => Err(reason.clone()),
        None => os_files::read_or_stdin(&input.path).map_err(|e| e.message),
    };
    match bytes {
        Ok(bytes) => engine.open(&input.shown, &bytes, input.given),
        Err(reason) => engine.unreadable(&input.shown, &reason),
    }
}

fn add(neighbours: &mut Neighbours, file: &OpenFile) {
    file.says().iter().for_each(|s| neighbours.add(file.path(), s));
}

/// What the files around the given paths say, so that a file by itself is read as in a run over its directory.
fn siblings(engine: &Engine, paths: &[PathBuf], inputs: &[Input]) -> Neighbours {
    let mut neighbours = Neighbours::default();
    let read = |input: &Input| Some((input.shown.clone(), os_files::read(&input.path).ok()?));
    let found = beside(paths, inputs);
    let told = each(found, |input| read(&input).map(|(path, bytes)| engine.open(&path, &bytes, Given::Found)));
    told.iter().flatten().for_each(|f| add(&mut neighbours, f));
    neighbours
}

/// The report of an inventory with what the files around it show.
fn inventory(engine: &Engine, file: &OpenFile) -> Option<Redacted<FileReport>> {
    file.recognised()?.language.inventory?;
    if let Some(report) = engine.projects().of(file.path()).and_then(|p| p.report(file.path())) {
        return Some(report);
    }
    let alone = Project::open(engine, &os_files::OsFiles, file.path(), engine.projects());
    alone.ok()?.report(file.path())
}

/// Why files of searched directories were skipped.
fn found_reasons<'r>(inputs: &[Input], report: &'r Report) -> Vec<&'r str> {
    let skipped = inputs.iter().zip(&report.files).filter_map(|(input, file)| match &file.status {
        Status::Skipped(reason) if input.given == Given::Found => Some(reason.as_str()),
        _ => None,
    });
    skipped.collect()
}

/// Says of every file that somebody named, or that should have been readable, why it was not checked.
fn notes(inputs: &[Input], report: &Report) {
    for (input, file) in inputs.iter().zip(&report.files) {
        match &file.status {
            Status::Unreadable(reason) => say(&format!("error: cannot read `{}`: {reason}", file.path)),
            Status::Skipped(reason) if input.given == Given::Named => {
                say(&format!("note: `{}` was not checked: {reason}", file.path));
            }
            _ => {}
        }
    }
}

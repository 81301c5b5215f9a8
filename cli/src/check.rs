//! `ostler check`: files in, findings out.

use ostler_core::check::codes::all_codes;
use ostler_core::check::nearest::{any_of, nearest};
use ostler_core::diag::Redacted;
use ostler_core::lang::REGISTRY;
use ostler_core::session::{Engine, FileReport, Filter, Given, Report, Status, limit};
use ostler_schema::wire::ANNOTATION_LIMIT;
use rayon::prelude::*;

use crate::args::{CheckArgs, Deny, Format, Paint};
use crate::exit::{Failure, Outcome, print, say};
use crate::os_files;
use crate::output::{self, summary};
use crate::walk::{Input, inputs};

/// From so many files on, starting threads is worth it.
const PARALLEL_FROM: usize = 8;

/// Runs the command.
pub fn run(args: &CheckArgs, paint: Paint) -> Result<Outcome, Failure> {
    let engine = args.target.engine()?;
    let filter = Filter { select: codes(&args.select)?, ignore: codes(&args.ignore)? };
    let inputs = inputs(&args.paths, args.stdin_path.as_deref());
    let files: Vec<_> = if inputs.len() < PARALLEL_FROM {
        inputs.iter().map(|i| check(&engine, i)).collect()
    } else {
        // Collecting keeps the order of the inputs, whatever thread is done first.
        inputs.par_iter().map(|i| check(&engine, i)).collect()
    };
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

fn check(engine: &Engine, input: &Input) -> Redacted<FileReport> {
    let bytes = match &input.problem {
        Some(reason) => Err(reason.clone()),
        None => os_files::read_or_stdin(&input.path).map_err(|e| e.message),
    };
    match bytes {
        Ok(bytes) => engine.open(&input.shown, &bytes, input.given).report(),
        Err(reason) => engine.unreadable(&input.shown, &reason).report(),
    }
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

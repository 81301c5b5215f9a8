//! `ostler diff`: what differs between two configs, by meaning, and the patch that makes the difference.

mod fleet;
mod markdown;
mod objects;
mod pairs;
mod range;
mod refused;
mod revisions;
mod summary;
mod text;
mod values;

use std::path::{Path, PathBuf};

use ostler_core::diag::Redacted;
use ostler_core::lang::REGISTRY;
use ostler_core::session::{CannotCompare, Comparing, Difference, Engine, PatchFile};
use ostler_schema::wire::{self, FleetRun};

use crate::args::{DiffArgs, DiffFormat, Format, Paint, PatchForm};
use crate::exit::{Failure, Outcome, print, say};
use crate::os_files::{self, reason};
use crate::patch::tell;
use pairs::{Pair, pairs};
use range::Range;

/// Differences for a terminal.
pub fn text(differences: &[&Redacted<Difference>], paint: Paint) -> String {
    text::render(differences, paint)
}

/// Runs the command.
pub fn run(args: &DiffArgs, paint: Paint) -> Result<Outcome, Failure> {
    let Some(new) = &args.new else { return of_revisions(args, paint) };
    let engine = args.target.engine()?;
    match args.as_patch {
        Some(form) => as_patch(args, new, form, &engine, paint),
        None => differences(args, new, &engine, paint),
    }
}

fn of_revisions(args: &DiffArgs, paint: Paint) -> Result<Outcome, Failure> {
    let text = args.old.to_string_lossy();
    match (Range::parse(&text), args.as_patch) {
        (Some(range), None) => fleet::run(args, &range, paint),
        (Some(_), Some(_)) => Err(Failure("a patch is made of two files, not of revisions".to_owned())),
        (None, _) => Err(Failure(format!(
            "there is nothing to compare `{text}` with: give a second file, or revisions as `REV1..REV2` or `REV..`"
        ))),
    }
}

/// What became of a run over several pairs.
#[derive(Debug, Default)]
struct Tally {
    found: Vec<Redacted<Difference>>,
    compared: usize,
    left_out: usize,
    failed: bool,
    /// What was compared are nodes of a fleet, not files.
    fleet: Option<FleetRun>,
}

fn differences(args: &DiffArgs, new: &Path, engine: &Engine, paint: Paint) -> Result<Outcome, Failure> {
    let pairs = pairs(&args.old, new)?;
    let mut tally = Tally::default();
    for pair in &pairs {
        one(engine, pair, &mut tally, paint)?;
    }
    if tally.compared == 0 && !tally.failed {
        return Err(Failure("there is no machine config to compare in either place".to_owned()));
    }
    tell_all(args, &tally, paint)
}

/// Prints what was found and says how much it is.
fn tell_all(args: &DiffArgs, tally: &Tally, paint: Paint) -> Result<Outcome, Failure> {
    let differing: Vec<_> = tally.found.iter().filter(|d| !d.get().is_empty()).collect();
    print(&match args.format {
        DiffFormat::Text => text::render(&differing, paint),
        DiffFormat::Markdown => markdown::render(&differing, tally, (!args.quiet).then(|| summary::of(tally))),
        DiffFormat::Json => wire::diff_json(&tally.found, tally.fleet.as_ref()),
    })?;
    if !args.quiet {
        let told = tally.found.iter().filter(|d| tally.compared == 1 || !d.get().is_empty());
        for note in told.flat_map(|d| &d.get().notes) {
            say(&format!("note: {note}"));
        }
        say(&summary::of(tally));
    }
    Ok(match (tally.failed, differing.is_empty()) {
        (true, _) => Outcome::Failed,
        (false, false) => Outcome::Findings,
        (false, true) => Outcome::Clean,
    })
}

fn one(engine: &Engine, pair: &Pair, tally: &mut Tally, paint: Paint) -> Result<(), Failure> {
    let (old, new) = pair.read()?;
    let files = (PatchFile { path: &pair.old_name, bytes: &old }, PatchFile { path: &pair.new_name, bytes: &new });
    match Comparing::open(engine, files.0, files.1) {
        Ok(comparing) => {
            tally.compared += 1;
            tally.found.push(comparing.difference());
        }
        Err(error) if pair.found => {
            // A file of another kind that stands on one side alone, or is the same on both, is nobody's business here.
            let matters = pair.old.is_some() && pair.new.is_some() && old != new;
            left_out(error, matters, tally, engine, paint);
        }
        Err(error) => return Err(cannot(error, engine, paint)),
    }
    Ok(())
}

/// Files of directories may be anything.
fn left_out(error: CannotCompare, matters: bool, tally: &mut Tally, engine: &Engine, paint: Paint) {
    match error {
        CannotCompare::Unknown(path, reason) if matters => {
            tally.failed = true;
            say(&format!("error: `{path}` cannot be compared: {reason}"));
        }
        CannotCompare::Foreign(..) | CannotCompare::Unknown(..) => tally.left_out += 1,
        CannotCompare::Broken(report) => {
            tally.failed = true;
            tell(&report, Format::Full, paint, engine);
        }
    }
}

fn cannot(error: CannotCompare, engine: &Engine, paint: Paint) -> Failure {
    match error {
        CannotCompare::Foreign(old, new) if old == new => Failure(format!("nothing can be compared: {new}")),
        CannotCompare::Foreign(old, new) => {
            Failure(format!("nothing can be compared: of the old file, {old}; of the new file, {new}"))
        }
        CannotCompare::Unknown(path, reason) => Failure(format!("`{path}` cannot be compared: {reason}")),
        CannotCompare::Broken(report) => {
            tell(&report, Format::Full, paint, engine);
            Failure("texts with broken syntax cannot be compared by meaning".to_owned())
        }
    }
}

fn as_patch(args: &DiffArgs, new: &Path, form: PatchForm, engine: &Engine, paint: Paint) -> Result<Outcome, Failure> {
    if args.old.is_dir() || new.is_dir() {
        return Err(Failure("a patch is made of two files, and this is a directory".to_owned()));
    }
    let pair = Pair::named(&args.old, new);
    let (old, new) = pair.read()?;
    let files = (PatchFile { path: &pair.old_name, bytes: &old }, PatchFile { path: &pair.new_name, bytes: &new });
    let comparing = Comparing::open(engine, files.0, files.1).map_err(|e| cannot(e, engine, paint))?;
    let difference = comparing.difference();
    if difference.get().changes.is_empty() {
        if !args.quiet {
            say("no difference: both mean the same, so there is nothing to patch");
        }
        return Ok(Outcome::Clean);
    }
    let patches = match form {
        PatchForm::Strategic => comparing.strategic_patches(engine),
        PatchForm::Json => comparing.json_patch(engine).map(|p| vec![p]),
    };
    let patches = patches.map_err(|e| {
        let way_out = if e.json_may && form == PatchForm::Strategic {
            "; both files have one document, so `--as-patch json` may do it"
        } else {
            ""
        };
        Failure(format!("{}{way_out}", e.message))
    })?;
    write(args, &patches, &difference)?;
    Ok(Outcome::Findings)
}

fn write(args: &DiffArgs, patches: &[String], difference: &Redacted<Difference>) -> Result<(), Failure> {
    match (&args.output, patches) {
        (None, [only]) => print(only)?,
        (None, _) => {
            return Err(Failure(format!(
                "{} cannot do this in one patch, since something has to be deleted before it is set: name a file with \
                 `-o FILE`, and the second patch is written beside it",
                difference.get().target.as_ref().map_or(String::new(), release)
            )));
        }
        (Some(path), patches) => {
            for (number, text) in patches.iter().enumerate() {
                let path = numbered(path, number);
                std::fs::write(&path, text)
                    .map_err(|e| Failure(format!("cannot write `{}`: {}", path.display(), reason(&e))))?;
                if !args.quiet && patches.len() > 1 {
                    say(&format!("note: patch {} of {} is `{}`", number + 1, patches.len(), path.display()));
                }
            }
        }
    }
    if !args.quiet && difference.get().changes.iter().any(|c| c.secret) {
        say("note: the patch holds secrets, since secrets differ");
    }
    Ok(())
}

fn release(target: &ostler_core::model::Target) -> String {
    let title = REGISTRY.language(target.language).map_or(target.language, |l| l.title);
    format!("{title} {}", target.version)
}

/// `patch.yaml`, then `patch-2.yaml`.
fn numbered(path: &Path, number: usize) -> PathBuf {
    if number == 0 {
        return path.to_owned();
    }
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let ending = path.extension().map_or(String::new(), |e| format!(".{}", e.to_string_lossy()));
    path.with_file_name(format!("{stem}-{}{ending}", number + 1))
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    os_files::read_or_stdin(path).map_err(|e| Failure(format!("cannot read `{}`: {}", path.display(), e.message)))
}

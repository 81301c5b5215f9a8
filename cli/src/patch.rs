//! `ostler patch`: a config with patches applied.

use std::path::{Path, PathBuf};

use ostler_core::diag::Redacted;
use ostler_core::session::{Engine, Form, PatchFile, Patching, Report, Status, patch};

use crate::args::{Format, Paint, PatchArgs, PatchedArgs};
use crate::exit::{Failure, Outcome, print, say};
use crate::os_files::{self, display, reason};
use crate::output;
use crate::projects;

/// Runs the command.
pub fn run(args: &PatchArgs, paint: Paint) -> Result<Outcome, Failure> {
    if args.in_place && args.patched.base == Path::new("-") {
        return Err(Failure(
            "standard input cannot be patched in place; name a file, or leave out `--in-place`".into(),
        ));
    }
    let engine = projects::guided(args.patched.target.engine()?, &args.patched.base.to_string_lossy())?;
    let form = if args.canonical { Form::Canonical } else { Form::Kept };
    let done = apply(&engine, &args.patched, form, &[])?;
    tell(&done.report, args.format, paint, &engine);
    let Some(text) = done.text else {
        if !args.quiet {
            say("nothing was written, because the config or a patch is wrong");
        }
        return Ok(Outcome::Findings);
    };
    match (&args.output, args.in_place) {
        (Some(path), _) if path != Path::new("-") => write(path, &text)?,
        (None, true) => write(&args.patched.base, &text)?,
        _ => print(&text)?,
    }
    Ok(Outcome::Clean)
}

/// Prints findings, if there are any, to standard error, since standard output is the config's.
pub fn tell(report: &Redacted<Report>, format: Format, paint: Paint, engine: &Engine) {
    if report.get().findings().next().is_some() {
        say(output::render(report, format, paint, engine.registry()).trim_end());
    }
}

/// Reads a base and its patches and applies them.
pub fn apply(engine: &Engine, args: &PatchedArgs, form: Form, asked: &[&str]) -> Result<Patching, Failure> {
    let cwd = std::env::current_dir().unwrap_or_default();
    let base = (display(&args.base, &cwd), read(&args.base)?);
    let mut texts = Vec::new();
    for (number, argument) in (1..).zip(&args.patches) {
        match argument.strip_prefix('@') {
            None => texts.push((format!("patch {number}"), argument.as_bytes().to_vec())),
            Some(path) => {
                for path in files(Path::new(path))? {
                    texts.push((display(&path, &cwd), read(&path)?));
                }
            }
        }
    }
    let patches: Vec<_> = texts.iter().map(|(path, bytes)| PatchFile { path, bytes }).collect();
    let done = patch(engine, PatchFile { path: &base.0, bytes: &base.1 }, &patches, form, asked);
    match done.report.get().files.iter().map(|f| (&f.path, &f.status)).find(|(_, s)| **s != Status::Checked) {
        Some((path, Status::Skipped(reason) | Status::Unreadable(reason))) => {
            Err(Failure(format!("`{path}` cannot be patched or be a patch: {reason}")))
        }
        _ => Ok(done),
    }
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    os_files::read_or_stdin(path).map_err(|e| cannot_read(path, &e.message))
}

fn cannot_read(path: &Path, reason: &str) -> Failure {
    Failure(format!("cannot read `{}`: {reason}", path.display()))
}

/// The file itself, or the YAML and JSON files of a directory by the bytes of their names.
fn files(path: &Path) -> Result<Vec<PathBuf>, Failure> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let listed = std::fs::read_dir(path).map_err(|e| cannot_read(path, &reason(&e)))?;
    let mut found = Vec::new();
    for entry in listed {
        let path = entry.map_err(|e| cannot_read(path, &reason(&e)))?.path();
        let ending = path.extension().unwrap_or_default();
        if path.is_file() && ["yaml", "yml", "json"].iter().any(|e| ending == *e) {
            found.push(path);
        }
    }
    found.sort_by(|a, b| a.as_os_str().as_encoded_bytes().cmp(b.as_os_str().as_encoded_bytes()));
    Ok(found)
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    std::fs::write(path, text).map_err(|e| Failure(format!("cannot write `{}`: {}", path.display(), reason(&e))))
}

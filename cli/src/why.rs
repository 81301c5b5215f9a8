//! `ostler why`: which file and line set a value, and what it overrode.

use core::fmt::Write as _;

use ostler_core::session::{Contribution, Form, History};
use ostler_core::tree::Step;
use ostler_schema::wire;

use crate::args::{AnswerFormat, Format, Paint, WhyArgs};
use crate::exit::{Failure, Outcome, print};
use crate::patch::{apply, tell};

/// Runs the command.
pub fn run(args: &WhyArgs, paint: Paint) -> Result<Outcome, Failure> {
    let engine = args.patched.target.engine()?;
    let done = apply(&engine, &args.patched, Form::Kept, &[&args.path])?;
    let Some(answer) = done.histories.last() else {
        tell(&done.report, Format::Full, paint, &engine);
        let wrong = done.report.get().summary().errors > 0;
        let why = if wrong { ", and the config or a patch is wrong" } else { "" };
        return Err(Failure(format!("nothing sets `{}`{why}", args.path)));
    };
    match args.format {
        AnswerFormat::Text => print(&text(answer.get()))?,
        AnswerFormat::Json => print(&wire::provenance_json(answer))?,
    }
    Ok(Outcome::Clean)
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
        let _ = writeln!(out, "  {}  {}", place(origin), step(origin));
    }
    for lost in answer.overridden.iter().rev() {
        let _ = writeln!(out, "  {}  overridden: {}", place(lost), shown(&lost.value));
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

const fn step(contribution: &Contribution) -> &'static str {
    match contribution.step {
        Step::Written => "written in the base",
        Step::Patched => "set by this patch",
        Step::Defaulted => "a default",
        Step::Translated => "translated from this",
    }
}

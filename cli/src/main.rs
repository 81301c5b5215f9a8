//! The `ostler` binary: reads arguments and files, calls the engine, prints what it gives, decides the exit code.
//!
//! Each command is one file. Nothing here knows a language, a rule or a format; and nothing unmasked can be printed,
//! since the engine gives reports out only in masked form.

#![forbid(unsafe_code)]

mod args;
mod check;
mod completions;
mod diff;
mod disk;
mod docs;
mod exit;
mod explain;
mod import;
mod lsp;
mod man;
mod os_files;
mod output;
mod patch;
mod progress;
mod project;
mod projects;
mod render;
mod schema;
mod sops;
mod walk;
mod why;

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    exit::guard(|| {
        let args = args::Args::parse();
        let color = args.color.resolve();
        match &args.command {
            args::Command::Check(args) => check::run(args, color),
            args::Command::Completions(args) => completions::run(args),
            args::Command::Diff(args) => diff::run(args, color),
            args::Command::Docs(args) => docs::run(args),
            args::Command::Explain(args) => explain::run(args),
            args::Command::Import(args) => import::run(args, color),
            args::Command::Lsp(args) => lsp::run(args),
            args::Command::Man(args) => man::run(args),
            args::Command::Patch(args) => patch::run(args, color),
            args::Command::Render(args) => render::run(args, color),
            args::Command::Schema(args) => schema::run(args),
            args::Command::Why(args) => why::run(args, color),
        }
    })
}

//! `ostler completions SHELL`: a completion script on standard output.

use clap::CommandFactory as _;

use crate::args::{Args, CompletionsArgs};
use crate::exit::{Failure, Outcome, print};

/// Runs the command.
pub fn run(args: &CompletionsArgs) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "ostler", &mut script);
    print(&String::from_utf8_lossy(&script))?;
    Ok(Outcome::Clean)
}

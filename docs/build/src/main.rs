//! `./dev book`: builds the book from the hand-written pages in `docs/src`, the files at the root of the repository, and
//! the tables, and refuses broken links.
//!
//! mdBook renders; what is here makes its chapters and looks at what came out. Facts are read from the tables through
//! `ostler_schema::reference`, the words of `ostler docs` and `ostler explain`; nothing here knows a language.

#![forbid(unsafe_code)]
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program for the terminal")]

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use ostler_book::{Failure, Wish, build};

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let Some(manual) = arguments.next() else {
        eprintln!("usage: ostler-book MANUAL\n\nMANUAL is what `ostler man --format markdown -o MANUAL` wrote");
        return ExitCode::from(2);
    };
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    match build(&Wish { repository, manual }) {
        Ok(summary) => {
            println!("{summary}");
            ExitCode::SUCCESS
        }
        Err(Failure(message)) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

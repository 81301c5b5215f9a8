//! Exit codes: 0 nothing to report, 1 findings, 2 could not run. A panic becomes 2 and one honest sentence.

use std::io::{self, Write as _};
use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing to report at the level asked for.
    Clean,
    /// Findings, or a difference.
    Findings,
    /// Something that was asked for could not be done; it has been said.
    Failed,
}

/// Why a command could not run, as a sentence for people.
#[derive(Debug)]
pub struct Failure(pub String);

impl<T: std::fmt::Display> From<T> for Failure {
    fn from(reason: T) -> Self {
        Self(reason.to_string())
    }
}

/// Runs a command and turns its end into an exit code.
pub fn guard(command: impl FnOnce() -> Result<Outcome, Failure> + std::panic::UnwindSafe) -> ExitCode {
    std::panic::set_hook(Box::new(|info| {
        // The message may quote a config, so only the place is shown.
        let place = info.location().map_or(String::new(), |l| format!(" at {}:{}", l.file(), l.line()));
        say(&format!(
            "error: this is a defect of ostler {}, not of your files{place}; please report it with the command line",
            env!("CARGO_PKG_VERSION")
        ));
    }));
    match std::panic::catch_unwind(command) {
        Ok(Ok(Outcome::Clean)) => ExitCode::SUCCESS,
        Ok(Ok(Outcome::Findings)) => ExitCode::from(1),
        Ok(Err(failure)) => {
            say(&format!("error: {}", failure.0));
            ExitCode::from(2)
        }
        Ok(Ok(Outcome::Failed)) | Err(_) => ExitCode::from(2),
    }
}

/// A line to standard error.
pub fn say(line: &str) {
    let mut err = anstream::stderr().lock();
    // Nowhere to tell that standard error is gone.
    let _ = writeln!(err, "{line}");
}

/// The result to standard output. A reader that has seen enough (`| head`) is no failure.
pub fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure(format!("cannot write to standard output: {}", crate::os_files::reason(&error))))
        }
        _ => Ok(()),
    }
}

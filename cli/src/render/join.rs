//! `ostler render --join`: the reports of all parts of a fleet as one.

use ostler_schema::wire;

use crate::args::{Deny, Format, RenderArgs};
use crate::exit::{Failure, Outcome, print, say};
use crate::os_files::read_or_stdin;

/// Runs the command.
pub fn run(args: &RenderArgs) -> Result<Outcome, Failure> {
    let mut texts = Vec::new();
    for path in &args.join {
        let bytes =
            read_or_stdin(path).map_err(|e| Failure(format!("cannot read `{}`: {}", path.display(), e.message)))?;
        texts.push((path.display().to_string(), String::from_utf8_lossy(&bytes).into_owned()));
    }
    let joined =
        wire::join_renders(texts.iter().map(|(name, text)| (name.as_str(), text.as_str()))).map_err(Failure)?;
    match args.format {
        Format::Json => print(&joined.json())?,
        Format::Full | Format::Concise => print(&joined.lines().iter().map(|l| format!("{l}\n")).collect::<String>())?,
        _ => return Err(Failure("reports are joined as `--format json`, `full` or `concise`".to_owned())),
    }
    let sum = joined.summary();
    if let Some(path) = &args.output {
        let lock = wire::Lock::of(env!("CARGO_PKG_VERSION"), joined.secrets(), joined.nodes(), joined.inputs());
        std::fs::write(path, lock.text())
            .map_err(|e| Failure(format!("cannot write `{}`: {}", path.display(), crate::os_files::reason(&e))))?;
    }
    if !args.quiet {
        say(&format!(
            "{} nodes in {} parts, {} refused: {} errors, {} warnings",
            sum.nodes,
            texts.len(),
            sum.refused,
            sum.errors,
            sum.warnings
        ));
    }
    let denied = sum.errors > 0 || (args.deny == Some(Deny::Warnings) && sum.warnings > 0);
    Ok(if denied { Outcome::Findings } else { Outcome::Clean })
}

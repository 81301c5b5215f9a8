//! `ostler man`: the manual, as one page or as one file for each command, for `man` or as Markdown.

mod markdown;

use std::path::Path;

use clap::CommandFactory as _;

use crate::args::{Args, ManArgs, ManFormat};
use crate::exit::{Failure, Outcome, print};
use crate::os_files::reason;

/// Runs the command.
pub fn run(args: &ManArgs) -> Result<Outcome, Failure> {
    let mut command = Args::command();
    command.build();
    match &args.output {
        None => print(&page(&command, args.format)?)?,
        Some(directory) => write_all(directory, &command, args.format)?,
    }
    Ok(Outcome::Clean)
}

fn page(command: &clap::Command, format: ManFormat) -> Result<String, Failure> {
    if format == ManFormat::Markdown {
        return Ok(markdown::page(command));
    }
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    Ok(String::from_utf8_lossy(&page).into_owned())
}

fn write_all(directory: &Path, command: &clap::Command, format: ManFormat) -> Result<(), Failure> {
    let failed = |path: &Path, e: &std::io::Error| Failure(format!("cannot write `{}`: {}", path.display(), reason(e)));
    std::fs::create_dir_all(directory).map_err(|e| failed(directory, &e))?;
    let mut pages = vec![("ostler".to_owned(), command.clone())];
    for sub in command.get_subcommands().filter(|s| s.get_name() != "help") {
        let name = format!("ostler-{}", sub.get_name());
        pages.push((name.clone(), sub.clone().name(name)));
    }
    let ending = if format == ManFormat::Markdown { "md" } else { "1" };
    for (name, command) in pages {
        let path = directory.join(format!("{name}.{ending}"));
        std::fs::write(&path, page(&command, format)?).map_err(|e| failed(&path, &e))?;
    }
    Ok(())
}

//! `ostler man`: the manual, as one page or as one file for each command.

use std::path::Path;

use clap::CommandFactory as _;

use crate::args::{Args, ManArgs};
use crate::exit::{Failure, Outcome, print};
use crate::os_files::reason;

/// Runs the command.
pub fn run(args: &ManArgs) -> Result<Outcome, Failure> {
    let mut command = Args::command();
    command.build();
    match &args.output {
        None => print(&page(command)?)?,
        Some(directory) => write_all(directory, &command)?,
    }
    Ok(Outcome::Clean)
}

fn page(command: clap::Command) -> Result<String, Failure> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page)?;
    Ok(String::from_utf8_lossy(&page).into_owned())
}

fn write_all(directory: &Path, command: &clap::Command) -> Result<(), Failure> {
    let failed = |path: &Path, e: &std::io::Error| Failure(format!("cannot write `{}`: {}", path.display(), reason(e)));
    std::fs::create_dir_all(directory).map_err(|e| failed(directory, &e))?;
    let mut pages = vec![("ostler".to_owned(), command.clone())];
    for sub in command.get_subcommands().filter(|s| s.get_name() != "help") {
        let name = format!("ostler-{}", sub.get_name());
        pages.push((name.clone(), sub.clone().name(name)));
    }
    for (name, command) in pages {
        let path = directory.join(format!("{name}.1"));
        std::fs::write(&path, page(command)?).map_err(|e| failed(&path, &e))?;
    }
    Ok(())
}

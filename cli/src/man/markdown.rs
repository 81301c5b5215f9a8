//! A command's manual as Markdown, for the book: read from the same declarations as its help.

use core::fmt::Write as _;

use clap::{Arg, Command};

/// The page of a command: what it does, usage, arguments, options, subcommands.
pub fn page(command: &Command) -> String {
    let mut out = format!("# {}\n\n", title(command));
    if let Some(about) = command.get_long_about().or(command.get_about()) {
        let _ = writeln!(out, "{}\n", sentence(&about.to_string()));
    }
    let usage = command.clone().render_usage().to_string();
    let _ = writeln!(out, "```text\n{}\n```\n", usage.trim_start_matches("Usage: ").trim());
    let shown = |a: &&Arg| !a.is_hide_set() && !["help", "version", "color"].contains(&a.get_id().as_str());
    let arguments: Vec<_> = command.get_arguments().filter(shown).collect();
    section(&mut out, "Arguments", arguments.iter().filter(|a| a.is_positional()).map(|a| argument(a)));
    section(&mut out, "Options", arguments.iter().filter(|a| !a.is_positional()).map(|a| argument(a)));
    section(&mut out, "Commands", command.get_subcommands().filter(|s| s.get_name() != "help").map(subcommand));
    if let Some(after) = command.get_after_long_help().or(command.get_after_help()) {
        let _ = writeln!(out, "```text\n{}\n```\n", after.to_string().trim());
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// `ostler check`; the file's name has a hyphen instead.
fn title(command: &Command) -> String {
    command.get_name().replacen('-', " ", 1)
}

fn section(out: &mut String, title: &str, entries: impl Iterator<Item = String>) {
    let entries: Vec<_> = entries.collect();
    if !entries.is_empty() {
        let _ = writeln!(out, "## {title}\n\n{}", entries.concat());
    }
}

fn argument(arg: &Arg) -> String {
    let mut out = format!("### `{}`\n\n", names(arg));
    if let Some(help) = arg.get_long_help().or(arg.get_help()) {
        let _ = writeln!(out, "{}\n", sentence(&help.to_string()));
    }
    let values: Vec<_> = arg.get_possible_values().into_iter().filter(|v| !v.is_hide_set()).collect();
    let flag = !arg.get_action().takes_values();
    for value in values.iter().filter(|_| !flag) {
        let help = value.get_help().map(|h| format!(": {h}")).unwrap_or_default();
        let _ = writeln!(out, "- `{}`{help}", value.get_name());
    }
    if !values.is_empty() && !flag {
        out.push('\n');
    }
    let defaults: Vec<_> = arg.get_default_values().iter().map(|d| format!("`{}`", d.to_string_lossy())).collect();
    if !defaults.is_empty() && !flag && !arg.is_hide_default_value_set() {
        let _ = writeln!(out, "Default: {}\n", defaults.join(", "));
    }
    out
}

/// `-t, --target <LANGUAGE=VERSION>`.
fn names(arg: &Arg) -> String {
    let flags = [arg.get_short().map(|s| format!("-{s}")), arg.get_long().map(|l| format!("--{l}"))];
    let flags = flags.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let takes = arg.get_action().takes_values();
    let value = arg.get_value_names().filter(|_| takes).map(|names| {
        let names: Vec<_> = names.iter().map(|n| format!("<{n}>")).collect();
        names.join(" ")
    });
    match (flags.is_empty(), value) {
        (true, value) => value.unwrap_or_default(),
        (false, None) => flags,
        (false, Some(value)) => format!("{flags} {value}"),
    }
}

fn subcommand(command: &Command) -> String {
    let about = command.get_about().map(|a| sentence(&a.to_string())).unwrap_or_default();
    format!("- `{}`: {about}\n", command.get_name())
}

/// The help as a sentence: its declaration leaves out the last full stop.
fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.ends_with(['.', '!', '?', ':']) { text.to_owned() } else { format!("{text}.") }
}

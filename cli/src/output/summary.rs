//! The last lines on standard error: how many files, for which release, what was found, what was left out and why.

use std::collections::BTreeMap;

use ostler_core::lang::Registry;
use ostler_core::session::{FileReport, Report, Status};

/// The summary of a run.
pub fn text(report: &Report, registry: Registry) -> String {
    let sum = report.summary();
    let parts = [(sum.errors, "error"), (sum.warnings, "warning"), (sum.infos, "hint")];
    let found: Vec<_> = parts.iter().filter(|(n, _)| *n > 0).map(|(n, noun)| count(*n, noun)).collect();
    let found = if found.is_empty() { "nothing to report".to_owned() } else { found.join(", ") };
    let mut lines = vec![format!("checked {}{}: {found}", count(sum.checked, "file"), target(report, registry))];
    let omitted = report.omitted.errors + report.omitted.warnings + report.omitted.infos;
    if omitted > 0 {
        lines.push(format!("{omitted} of them not shown; raise `--max-diagnostics` to see more"));
    }
    let holes: usize = report.files.iter().map(|f| f.holes).sum();
    if holes > 0 {
        let values = count(holes, "value");
        lines.push(format!("{values} left unchecked, because a template or a secret store fills it in"));
    }
    lines.extend(skipped(report));
    lines.join("\n")
}

fn count(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

/// " for Talos Linux 1.13 (as asked for)", when it is the same for all files.
fn target(report: &Report, registry: Registry) -> String {
    let decided = |f: &FileReport| Some((f.target.clone()?, f.target_source?));
    let mut targets: Vec<_> = report.files.iter().filter_map(decided).collect();
    targets.dedup();
    match targets.as_slice() {
        [] => String::new(),
        [(target, source)] => {
            let title = registry.language(target.language).map_or(target.language, |l| l.title);
            format!(" for {title} {} ({})", target.version, source.reason())
        }
        many => {
            let mut names: Vec<_> = many.iter().map(|(t, _)| (t.language, t.version)).collect();
            names.sort_unstable();
            names.dedup();
            let names: Vec<_> = names.iter().map(|(language, version)| format!("{language} {version}")).collect();
            format!(" for {}", names.join(", "))
        }
    }
}

fn skipped(report: &Report) -> Vec<String> {
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for file in &report.files {
        if let Status::Skipped(reason) = &file.status {
            *reasons.entry(reason).or_default() += 1;
        }
    }
    let mut reasons: Vec<_> = reasons.into_iter().collect();
    reasons.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    let total: usize = reasons.iter().map(|(_, n)| n).sum();
    let head = (total > 0).then(|| format!("skipped {}:", count(total, "file")));
    let line = |(reason, n): (&str, usize)| format!("{n:>6}  {}", reason.strip_prefix("it is ").unwrap_or(reason));
    head.into_iter().chain(reasons.into_iter().map(line)).collect()
}

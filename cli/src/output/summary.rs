//! The last lines on standard error: how many files, for which release, what was found, what was left out and why.

use std::collections::BTreeMap;

use ostler_core::lang::Registry;
use ostler_core::model::Version;
use ostler_core::session::{FileReport, Report};

use super::counted;

/// The summary of a run. `found` are the reasons of skipped files that nobody named; the others were told one by one.
pub fn text(report: &Report, found: &[&str], registry: Registry) -> String {
    let sum = report.summary();
    let parts = [(sum.errors, "error"), (sum.warnings, "warning"), (sum.infos, "hint")];
    let findings: Vec<_> = parts.iter().filter(|(n, _)| *n > 0).map(|(n, noun)| counted(*n, noun)).collect();
    let findings = if findings.is_empty() { "nothing to report".to_owned() } else { findings.join(", ") };
    let mut lines = vec![match sum.checked {
        0 => "no file was checked".to_owned(),
        n => format!("checked {}{}: {findings}", counted(n, "file"), target(report, registry)),
    }];
    let omitted = report.omitted.errors + report.omitted.warnings + report.omitted.infos;
    if omitted > 0 {
        lines.push(format!("{omitted} of them not shown; raise `--max-diagnostics` to see more"));
    }
    let holes: usize = report.files.iter().map(|f| f.holes).sum();
    if holes > 0 {
        let values = counted(holes, "value");
        lines.push(format!("{values} left unchecked, because a template or a secret store fills it in"));
    }
    lines.extend(skipped(found));
    lines.join("\n")
}

/// " for Talos Linux 1.13 (as asked for)", when it is the same for all files.
fn target(report: &Report, registry: Registry) -> String {
    // Files that say what they are have no release that anybody chose.
    let chosen = |id: &str| registry.language(id).is_none_or(|l| !l.says_so);
    let decided = |f: &FileReport| {
        let target = f.target.clone().filter(|t| chosen(t.language))?;
        Some((target, f.target_source?, f.target_by.clone()))
    };
    let mut targets: Vec<_> = report.files.iter().filter_map(decided).collect();
    targets.dedup();
    match targets.as_slice() {
        [] => String::new(),
        [(target, source, by)] => {
            let title = registry.language(target.language).map_or(target.language, |l| l.title);
            let reason = match by {
                Some(by) => format!("as `{by}` says"),
                None => source.reason().to_owned(),
            };
            format!(" for {title} {} ({reason})", target.version)
        }
        many => {
            let mut names: Vec<_> = many.iter().map(|(t, ..)| (t.language, t.version)).collect();
            names.sort_unstable();
            names.dedup();
            let of = |same: &[(&str, Version)]| {
                let title = registry.language(same[0].0).map_or(same[0].0, |l| l.title);
                let versions: Vec<_> = same.iter().map(|(_, version)| version.to_string()).collect();
                format!("{title} {}", and(&versions))
            };
            let languages: Vec<_> = names.chunk_by(|a, b| a.0 == b.0).map(of).collect();
            format!(" for {}", languages.join(", "))
        }
    }
}

/// "1.11, 1.12 and 1.13".
fn and(items: &[String]) -> String {
    match items {
        [before @ .., last] if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        _ => items.concat(),
    }
}

fn skipped(found: &[&str]) -> Vec<String> {
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for reason in found {
        *reasons.entry(reason).or_default() += 1;
    }
    let mut reasons: Vec<_> = reasons.into_iter().collect();
    reasons.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    let total: usize = reasons.iter().map(|(_, n)| n).sum();
    let head = (total > 0).then(|| format!("skipped {}:", counted(total, "file")));
    let line = |(reason, n): (&str, usize)| format!("{n:>6}  {}", reason.strip_prefix("it is ").unwrap_or(reason));
    head.into_iter().chain(reasons.into_iter().map(line)).collect()
}

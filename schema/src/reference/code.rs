//! The page of a code: what a finding means, and for rules where and when they hold.

use core::fmt::Write as _;

use ostler_core::check::codes::Code;
use ostler_core::diag::Severity;
use ostler_core::lang::{Language, Registry};
use ostler_core::model::{Kind, Rule};

/// A rule with what looks at it.
#[derive(Clone, Debug)]
pub struct RuleUse {
    /// The language that has it.
    pub language: &'static Language,
    /// The rule.
    pub rule: &'static Rule,
    /// Kinds of which it sees one document at a time; empty for a rule that sees all documents of a machine.
    pub kinds: Vec<&'static Kind>,
}

/// The rule of a code, with where it is used; `None` for codes that belong to no rule.
pub fn rule(registry: &Registry, code: &str) -> Option<RuleUse> {
    registry.languages.iter().find_map(|language| {
        let kinds: Vec<_> = language.kinds.iter().copied().filter(|k| k.rules.iter().any(|r| r.code == code)).collect();
        let of_kinds = kinds.iter().flat_map(|k| k.rules);
        let rule = of_kinds.chain(language.rules).find(|r| r.code == code)?;
        Some(RuleUse { language, rule, kinds })
    })
}

/// A code: severity, where and when it holds, its page.
pub fn code(registry: &Registry, code: &Code) -> String {
    let body = match code.doc.split_once('\n') {
        // The page of a rule brings its own title.
        Some((title, body)) if title.starts_with('#') => body.trim().to_owned(),
        _ => format!("{}\n\n{}", code.summary, code.doc.trim()),
    };
    let mut out = format!("# {}\n\n{}", code.code, severity_words(code.severity));
    if let Some(used) = rule(registry, code.code) {
        out.push_str(&place(&used));
    }
    let _ = write!(out, "\n\n{body}\n");
    out
}

/// Severity as the bold first word of a line.
pub fn severity_words(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "**Error**",
        Severity::Warning => "**Warning**",
        Severity::Info => "**Advice**",
    }
}

/// Where and when a rule holds, as the rest of the line that its severity begins.
fn place(used: &RuleUse) -> String {
    let names: Vec<_> = used.kinds.iter().map(|k| format!("`{}`", k.name)).collect();
    let mut out = format!(" · {}", used.language.title);
    match (used.rule.since, used.rule.until) {
        (Some(since), None) => drop(write!(out, " from {since} on")),
        (None, Some(until)) => drop(write!(out, " before {until}")),
        (Some(since), Some(until)) => drop(write!(out, " from {since} on, before {until}")),
        (None, None) => {}
    }
    match names.as_slice() {
        [] => out.push_str(" · all documents of a machine together"),
        names => drop(write!(out, " · {}", names.join(", "))),
    }
    out
}

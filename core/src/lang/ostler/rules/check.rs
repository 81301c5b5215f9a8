//! What a project says about checks.

use super::{fleet, rule};
use crate::check::codes::all_codes;
use crate::check::nearest::{any_of, nearest};
use crate::check::{DocumentCx, Sink};
use crate::diag::{Applicability, Severity};
use crate::lang::REGISTRY;
use crate::model::Rule;

/// An entry of `targets` that says nothing.
pub static TARGET_WITHOUT_EFFECT: Rule = rule(
    "ostler/target-without-effect",
    Severity::Warning,
    "An entry of `targets` names files and says how they are read.",
    target_without_effect,
    include_str!("target_without_effect.md"),
);

/// A key of `rules` that is no code and no area.
pub static UNKNOWN_CODE: Rule = rule(
    "ostler/unknown-code",
    Severity::Error,
    "Keys of `rules` are codes of findings, or areas of them.",
    unknown_code,
    include_str!("unknown_code.md"),
);

fn target_without_effect(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let entries = fleet(cx).and_then(|f| f.check()).and_then(|c| c.targets());
    for (_, entry) in entries.into_iter().flat_map(|e| e.iter()) {
        let says = ["talos", "bottlerocket", "mode"].iter().any(|key| entry.0.has(key));
        if !says {
            let problem = sink.finding("this entry says nothing about its files", entry.0.head());
            sink.push(cx.doc, problem.help("add a release, such as `talos: v1.13`, or a `mode`"));
        }
    }
}

fn unknown_code(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(rules) = fleet(cx).and_then(|f| f.check()).and_then(|c| c.rules()) else { return };
    let all = all_codes(&REGISTRY);
    let is_area = |text: &str| all.iter().any(|c| c.code.split('/').next() == Some(text));
    for (key, _) in rules.nodes().filter(|(key, _)| !is_area(key.value)) {
        let name = key.value;
        if all.iter().any(|c| c.code == name) {
            continue;
        }
        let mut problem = sink.finding(format!("there is no code or area `{name}`"), key.span);
        if let Some(code) = all.iter().find(|c| c.formerly.contains(&name)) {
            problem = problem.help(format!("it is called `{}` now", code.code)).fix(
                format!("Replace by `{}`", code.code),
                Applicability::Safe,
                key.span,
                code.code,
            );
        } else {
            let near = nearest(name, all.iter().map(|c| c.code));
            problem = problem.help(match near.as_slice() {
                [] => "`ostler explain` lists them".to_owned(),
                near => format!("did you mean {}?", any_of(near)),
            });
        }
        sink.push(cx.doc, problem);
    }
}

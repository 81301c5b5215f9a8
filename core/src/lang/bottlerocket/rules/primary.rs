//! Which interface is the primary one, and whether there is any.

use super::devices::devices;
use crate::check::{DocumentCx, Sink};
use crate::diag::Severity;
use crate::model::{Rule, RuleRun};

/// More than one primary.
pub static SEVERAL_PRIMARIES: Rule = Rule {
    code: "bottlerocket/several-primaries",
    summary: "One device at most is the primary.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["R-NET-003"],
    run: RuleRun::Document(several_primaries),
    page: include_str!("several_primaries.md"),
    formerly: &[],
};

/// Nothing but a version.
pub static NO_INTERFACES: Rule = Rule {
    code: "bottlerocket/no-interfaces",
    summary: "A network file sets up something.",
    severity: Severity::Warning,
    since: None,
    until: None,
    ids: &["R-NET-018"],
    run: RuleRun::Document(no_interfaces),
    page: include_str!("no_interfaces.md"),
    formerly: &[],
};

fn several_primaries(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let primary = |d: &super::devices::Device<'_>| d.table.field::<bool>("primary").is_some_and(|p| p.value);
    let all = devices(cx);
    let mut primaries = all.iter().filter(|d| primary(d));
    let Some(first) = primaries.next() else { return };
    for other in primaries {
        let place = other.table.key_span("primary").unwrap_or(other.name.span);
        let problem = sink
            .finding(format!("`{}` is a second primary", other.name.value), place)
            .label(first.table.key_span("primary").unwrap_or(first.name.span), "the first one")
            .help("keep one; without any, the first device of the file is the primary");
        sink.push(cx.doc, problem);
    }
}

fn no_interfaces(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    if cx.doc.readable && devices(cx).is_empty() {
        let problem = sink
            .finding("the file sets up no interface", cx.doc.anchor())
            .help("the machine goes on as if the file were not there; add a table such as `[eno1]`");
        sink.push(cx.doc, problem);
    }
}

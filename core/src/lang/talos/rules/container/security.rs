//! Capabilities of a container.

use super::super::typed::{ERROR, nodes, report};
use crate::check::{DocumentCx, Sink};
use crate::model::{Rule, RuleRun, Shape as _};
use crate::text::Spanned;

/// A name that is no capability.
pub static CONTAINER_CAPABILITY: Rule = Rule {
    code: "talos/container-capability",
    summary: "Capabilities are named in capitals without `CAP_`, and are added or dropped, not both.",
    ids: &["T-CON-017", "T-CON-018", "T-CON-019", "T-CON-020", "T-CON-021", "T-CON-022"],
    run: RuleRun::Document(capability),
    page: include_str!("container_capability.md"),
    ..ERROR
};

fn listed<'a>(cx: &DocumentCx<'a>, path: &str) -> Vec<Spanned<&'a str>> {
    nodes(cx, path).into_iter().filter_map(|n| String::read(cx.doc.view_cx(), n)).collect()
}

fn capability(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let added = listed(cx, "security.capabilities.add[]");
    let dropped = listed(cx, "security.capabilities.drop[]");
    for name in &added {
        let fault = match name.value {
            "ALL" => Some("all of them cannot be added"),
            text => fault(text),
        };
        refuse(cx, sink, *name, fault);
        if let Some(other) = dropped.iter().find(|d| d.value == name.value) {
            let problem = sink
                .finding(format!("the capability `{}` is added and dropped", name.value), name.span)
                .label(other.span, "it is dropped here")
                .help("remove one of them; `drop: [ALL]` leaves those that are added");
            sink.push(cx.doc, problem);
        }
    }
    for name in dropped.iter().filter(|d| d.value != "ALL") {
        refuse(cx, sink, *name, fault(name.value));
    }
}

fn fault(name: &str) -> Option<&'static str> {
    if name.is_empty() {
        Some("it is empty")
    } else if name.starts_with("CAP_") {
        Some("it is written without `CAP_`")
    } else if name.bytes().all(|b| b.is_ascii_uppercase() || b == b'_') {
        None
    } else {
        Some("it has capital letters and `_` only")
    }
}

fn refuse(cx: &DocumentCx<'_>, sink: &mut Sink<'_>, name: Spanned<&str>, fault: Option<&str>) {
    if let Some(fault) = fault {
        let headline = format!("`{}` is not a capability: {fault}", name.value);
        report(cx, sink, name.span, headline, "write `NET_ADMIN` or the like; `profile: privileged` gives all");
    }
}

//! Names of links, of which a virtual ethernet pair claims two.

use std::collections::HashMap;

use crate::check::{DocumentCx, SetCx, Sink};
use crate::diag::Severity;
use crate::model::{Rule, RuleRun, Version};
use crate::text::Span;

use super::reading::{is_written, node};

/// One link name, claimed twice, at least once by the peer of a pair.
pub static LINK_NAME_TWICE: Rule = Rule {
    code: "talos/link-name-twice",
    summary: "A link name is claimed once, names of peers included.",
    severity: Severity::Error,
    since: Some(Version::new(1, 14)),
    until: None,
    ids: &["T-CTR-004", "T-NET-024"],
    run: RuleRun::Set(peers),
    page: include_str!("link_name_twice.md"),
    formerly: &[],
};

const PAIR: &str = "VethConfig";

/// Link kinds are those that exclude each other by name.
fn is_link(doc: &DocumentCx<'_>) -> bool {
    let kind = doc.view.kind;
    kind.name == PAIR || kind.conflicts.contains(&PAIR)
}

fn peer<'a>(doc: &DocumentCx<'a>) -> Option<(&'a str, Span)> {
    let (doc, node) = (doc.doc, node(doc, "peer.name")?);
    let name = doc.tree.text(doc.tree.resolve(node));
    (!name.is_empty()).then(|| (name, doc.tree.span(node)))
}

fn peers(cx: &SetCx<'_>, sink: &mut Sink<'_>) {
    if !is_written(cx) || cx.of_kind(PAIR).next().is_none() {
        return;
    }
    let named = |d: &&DocumentCx<'_>| is_link(d) && d.doc.name.is_some();
    let mut claimed: HashMap<&str, Span> = HashMap::new();
    for doc in cx.docs.iter().filter(named) {
        let place = doc.doc.name.as_ref().map_or_else(|| doc.doc.anchor(), |n| n.span);
        claimed.entry(doc.name()).or_insert(place);
    }
    for doc in cx.of_kind(PAIR) {
        let Some((name, span)) = peer(doc) else { continue };
        if let Some(first) = claimed.get(name) {
            let problem = sink.finding(format!("the link name `{name}` is claimed already"), span);
            sink.push(doc.doc, problem.label(*first, "claimed here").help("give the peer a name of its own"));
        } else {
            claimed.insert(name, span);
        }
    }
}

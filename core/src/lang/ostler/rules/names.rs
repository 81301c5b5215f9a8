//! Names and addresses that must be told apart, and names that cannot be written.

use std::collections::HashMap;

use super::{clusters, fleet, nodes, rule};
use crate::check::{DocumentCx, Sink};
use crate::diag::Severity;
use crate::lang::ostler::kinds::{ClusterView, NodeView, SettingsView};
use crate::model::{Rule, ViewCx};
use crate::text::{Span, Spanned};
use crate::tree::NodeId;

/// Two clusters, or two nodes of one, of the same name.
pub static DUPLICATE_NAME: Rule = rule(
    "ostler/duplicate-name",
    Severity::Error,
    "Clusters have different names, and so have the nodes of a cluster.",
    duplicate_name,
    include_str!("duplicate_name.md"),
);

/// Two nodes of a cluster with the same address.
pub static DUPLICATE_ADDRESS: Rule = rule(
    "ostler/duplicate-address",
    Severity::Error,
    "The nodes of a cluster have different addresses.",
    duplicate_address,
    include_str!("duplicate_address.md"),
);

/// A variable that no `${…}` can name.
pub static VARIABLE_NAME: Rule = rule(
    "ostler/variable-name",
    Severity::Warning,
    "Names of variables can be written behind `var.`.",
    variable_name,
    include_str!("variable_name.md"),
);

fn duplicate_name(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let clusters = clusters(cx);
    repeated(cx, sink, clusters.iter().filter_map(ClusterView::name), |name| {
        format!("a second cluster is called `{name}`")
    });
    for cluster in &clusters {
        let names = nodes(cluster).into_iter().filter_map(|n| n.name());
        repeated(cx, sink, names, |name| format!("a second node is called `{name}`"));
    }
}

fn duplicate_address(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    for cluster in clusters(cx) {
        let addresses = nodes(&cluster).into_iter().filter_map(|n: NodeView<'_>| n.address());
        repeated(cx, sink, addresses, |address| format!("a second node has the address `{address}`"));
    }
}

/// Reports every text that was there before.
fn repeated<'t>(
    cx: &DocumentCx<'_>,
    sink: &mut Sink<'_>,
    texts: impl Iterator<Item = Spanned<&'t str>>,
    headline: impl Fn(&str) -> String,
) {
    let mut first: HashMap<&str, Span> = HashMap::new();
    for text in texts.filter(|t| !t.value.is_empty()) {
        if let Some(earlier) = first.get(text.value) {
            let problem = sink.finding(headline(text.value), text.span).label(*earlier, "the first one is here");
            sink.push(cx.doc, problem);
        } else {
            first.insert(text.value, text.span);
        }
    }
}

fn variables(settings: Option<SettingsView<'_>>) -> Option<Variables<'_>> {
    settings.and_then(|s| s.vars())
}

/// A mapping of variables.
type Variables<'t> = (ViewCx<'t>, NodeId);

fn variable_name(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let clusters = clusters(cx);
    let mut all: Vec<Variables<'_>> = Vec::new();
    all.extend(variables(fleet(cx).and_then(|f| f.defaults())));
    for cluster in &clusters {
        all.extend(variables(cluster.settings()));
        all.extend(nodes(cluster).iter().filter_map(|n| variables(n.settings())));
    }
    for (view, node) in all {
        for (key, _) in view.tree.entries(node) {
            let (text, span) = (view.tree.text(key), view.tree.span(key));
            if text.is_empty() || text.contains(['.', '[', ']', '{', '}']) || text.contains(char::is_whitespace) {
                let problem = sink.finding(format!("no patch can name the variable `{text}`"), span);
                sink.push(cx.doc, problem.help("use letters, digits, `-` and `_`; mappings make room for parts"));
            }
        }
    }
}

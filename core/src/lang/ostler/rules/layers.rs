//! Layers: which there are, which count, and which reach a node.

use std::collections::HashSet;

use super::{clusters, nodes, rule};
use crate::check::nearest::{any_of, nearest};
use crate::check::{DocumentCx, Sink};
use crate::diag::Severity;
use crate::lang::ostler::kinds::{ClusterView, NodeView};
use crate::lang::ostler::layer::{DEFAULT_SLOTS, Layer};
use crate::model::Rule;
use crate::text::Spanned;

/// The layer behind all others.
pub static FINAL_LAYER: Rule = rule(
    "ostler/final-layer",
    Severity::Warning,
    "The layer `final` is for imported fleets.",
    final_layer,
    include_str!("final_layer.md"),
);

/// A layer or group that is listed twice.
pub static REPEATED_LAYER: Rule = rule(
    "ostler/repeated-layer",
    Severity::Error,
    "A layer applies once.",
    repeated_layer,
    include_str!("repeated_layer.md"),
);

/// A key of `patches` that names no layer.
pub static UNKNOWN_LAYER: Rule = rule(
    "ostler/unknown-layer",
    Severity::Error,
    "Keys of `patches` are names of layers.",
    unknown_layer,
    include_str!("unknown_layer.md"),
);

/// A layer that reaches no node.
pub static UNUSED_LAYER: Rule = rule(
    "ostler/unused-layer",
    Severity::Warning,
    "Every layer reaches a node.",
    unused_layer,
    include_str!("unused_layer.md"),
);

fn slots<'t>(cluster: &ClusterView<'t>) -> Vec<Spanned<&'t str>> {
    cluster.layers().into_iter().flat_map(|l| l.iter()).map(|(_, s)| s).collect()
}

/// Keys of `patches`.
fn keys<'t>(cluster: &ClusterView<'t>) -> Vec<Spanned<&'t str>> {
    cluster.patches().into_iter().flat_map(|p| p.nodes()).map(|(key, _)| key).collect()
}

fn final_layer(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    for slot in clusters(cx).iter().flat_map(slots).filter(|s| s.value == "final") {
        let problem = sink.finding("`final` overrides what nodes and groups say", slot.span);
        sink.push(cx.doc, problem.help("it is there for fleets that were imported; put such patches into `all` instead, where the particular can override the general"));
    }
}

fn repeated_layer(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    for cluster in clusters(cx) {
        twice(cx, sink, slots(&cluster), "layer");
        for node in nodes(&cluster) {
            let groups: Vec<_> = node.groups().into_iter().flat_map(|g| g.iter()).map(|(_, g)| g).collect();
            twice(cx, sink, groups, "group");
        }
    }
}

fn twice(cx: &DocumentCx<'_>, sink: &mut Sink<'_>, list: Vec<Spanned<&str>>, noun: &str) {
    let mut seen = HashSet::new();
    for item in list {
        if !seen.insert(item.value) {
            let problem = sink.finding(format!("the {noun} `{}` is listed twice", item.value), item.span);
            sink.push(cx.doc, problem.help("its patches would apply twice, and lists would grow by them twice"));
        }
    }
}

fn unknown_layer(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    for key in clusters(cx).iter().flat_map(keys) {
        if let Err((headline, help)) = Layer::parse(key.value) {
            let problem = sink.finding(headline, key.span).help(help);
            sink.push(cx.doc, problem);
        }
    }
}

fn unused_layer(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    for cluster in clusters(cx) {
        let listed: Vec<_> = slots(&cluster).iter().map(|s| s.value).collect();
        let listed = if cluster.0.has("layers") { listed } else { DEFAULT_SLOTS.to_vec() };
        for key in keys(&cluster) {
            let Ok(layer) = Layer::parse(key.value) else { continue };
            let problem = if listed.contains(&layer.slot()) {
                let reached = reaches(&cluster, layer);
                reached.map(|help| sink.finding(format!("`{}` reaches no node", key.value), key.span).help(help))
            } else {
                let headline = format!("`{}` has patches, and `layers` leaves it out", key.value);
                let help = format!("add `{}` to `layers` of the cluster", layer.slot());
                Some(sink.finding(headline, key.span).help(help))
            };
            if let Some(problem) = problem {
                sink.push(cx.doc, problem);
            }
        }
    }
}

/// Why a layer reaches no node of a cluster; `None` when it does.
fn reaches(cluster: &ClusterView<'_>, layer: Layer<'_>) -> Option<String> {
    let nodes = nodes(cluster);
    let (name, noun, known): (_, _, Vec<&str>) = match layer {
        Layer::All | Layer::Final => return None,
        Layer::Role(name) => (name, "role", nodes.iter().filter_map(NodeView::role).map(|r| r.value).collect()),
        Layer::Node(name) => (name, "name", nodes.iter().filter_map(NodeView::name).map(|n| n.value).collect()),
        Layer::Group(name) => {
            let groups = nodes.iter().filter_map(NodeView::groups).flat_map(|g| g.iter());
            (name, "group", groups.map(|(_, g)| g.value).collect())
        }
    };
    if known.contains(&name) {
        return None;
    }
    let near = nearest(name, known.into_iter());
    Some(match near.as_slice() {
        [] => format!("no node of this cluster has the {noun} `{name}`"),
        near => format!("no node of this cluster has the {noun} `{name}`; did you mean {}?", any_of(near)),
    })
}

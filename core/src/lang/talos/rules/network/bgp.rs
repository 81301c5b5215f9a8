//! `BGPInstanceConfig`: the instance and its neighbours.

use super::super::prefix::address;
use super::super::typed::{ERROR, WARNING, given, key, report, report_item};
use crate::check::{DocumentCx, Sink};
use crate::lang::talos::kinds::network::bgp_instance_config::{BGPInstanceConfigView, BGPNeighborConfigView};
use crate::model::{Rule, RuleRun};
use crate::text::Spanned;

/// Router ids are written as IPv4 addresses.
pub static BGP_ROUTER_ID: Rule = Rule {
    code: "talos/bgp-router-id",
    summary: "The router id is an IPv4 address.",
    ids: &["T-NET-084"],
    run: RuleRun::Document(router_id),
    page: include_str!("bgp_router_id.md"),
    ..ERROR
};

/// An instance that talks to nobody.
pub static BGP_WITHOUT_NEIGHBORS: Rule = Rule {
    code: "talos/bgp-without-neighbors",
    summary: "A BGP instance has neighbours.",
    ids: &["T-NET-085"],
    run: RuleRun::Document(without_neighbors),
    page: include_str!("bgp_without_neighbors.md"),
    ..WARNING
};

/// How a neighbour is found.
pub static BGP_NEIGHBOR: Rule = Rule {
    code: "talos/bgp-neighbor",
    summary: "A neighbour has an address or a link, and not both.",
    ids: &["T-NET-086"],
    run: RuleRun::Document(neighbor),
    page: include_str!("bgp_neighbor.md"),
    ..ERROR
};

/// A neighbour that is listed again.
pub static BGP_NEIGHBOR_TWICE: Rule = Rule {
    code: "talos/bgp-neighbor-twice",
    summary: "A neighbour is listed once.",
    ids: &["T-NET-087"],
    run: RuleRun::Document(neighbor_twice),
    page: include_str!("bgp_neighbor_twice.md"),
    ..ERROR
};

/// BFD where there is none.
pub static BGP_BFD_IN_VRF: Rule = Rule {
    code: "talos/bgp-bfd-in-vrf",
    summary: "Instances in a VRF do not use BFD.",
    ids: &["T-NET-089"],
    run: RuleRun::Document(bfd_in_vrf),
    page: include_str!("bgp_bfd_in_vrf.md"),
    ..ERROR
};

pub(super) fn instance<'a>(cx: &DocumentCx<'a>) -> Option<BGPInstanceConfigView<'a>> {
    cx.root().map(BGPInstanceConfigView)
}

fn neighbors<'a>(cx: &DocumentCx<'a>) -> Vec<BGPNeighborConfigView<'a>> {
    let list = instance(cx).and_then(|i| i.neighbors());
    list.into_iter().flat_map(|l| l.iter()).map(|(_, n)| n).collect()
}

fn router_id(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(id) = instance(cx).and_then(|i| given(i.router_id())) else { return };
    if address(id.value).is_some_and(|a| !a.is_ipv4()) {
        let help = "write four numbers divided by dots; they need not be an address of the machine";
        report(cx, sink, id.span, format!("the router id `{}` is not an IPv4 address", id.value), help);
    }
}

fn without_neighbors(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(instance) = instance(cx).filter(|_| cx.is_config()) else { return };
    let none = instance.neighbors().map_or(!instance.0.has("neighbors"), |n| n.is_empty());
    if none {
        let place = instance.0.key_span("neighbors").unwrap_or_else(|| cx.doc.anchor());
        report(cx, sink, place, "this BGP instance has no neighbours", "add `neighbors`, or remove the document");
    }
}

/// True when a key is there with a text in it.
fn has(neighbor: &BGPNeighborConfigView<'_>, name: &str) -> bool {
    neighbor.0.has(name) && neighbor.0.field::<String>(name).is_none_or(|t| !t.value.is_empty())
}

fn neighbor(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    for neighbor in neighbors(cx) {
        match (has(&neighbor, "address"), has(&neighbor, "link")) {
            (true, true) => {
                let headline = "a neighbour has `address` or `link`, not both";
                report_item(cx, sink, neighbor.0, headline, "remove one of them");
            }
            (false, false) => {
                let headline = "this neighbour has neither `address` nor `link`";
                report_item(
                    cx,
                    sink,
                    neighbor.0,
                    headline,
                    "add `address`, or `link` for the machine at its other end",
                );
            }
            _ => {}
        }
    }
}

fn neighbor_twice(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let mut seen: Vec<(String, Spanned<&str>)> = Vec::new();
    for neighbor in neighbors(cx) {
        let (at, link) = (given(neighbor.address()), given(neighbor.link()));
        let ((Some(text), None) | (None, Some(text))) = (at, link) else { continue };
        let name = address(text.value).map_or_else(|| text.value.to_owned(), |a| a.to_string());
        match seen.iter().find(|(n, _)| *n == name) {
            Some((_, first)) => {
                let problem = sink
                    .finding(format!("the neighbour `{}` is listed before", text.value), text.span)
                    .label(first.span, "the first one is here")
                    .help("remove one of them");
                sink.push(cx.doc, problem);
            }
            None => seen.push((name, text)),
        }
    }
}

fn bfd_in_vrf(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(vrf) = instance(cx).and_then(|i| given(i.vrf())) else { return };
    for neighbor in neighbors(cx).iter().filter(|n| n.0.has("bfd")) {
        let problem = sink
            .finding("BFD does not work for an instance in a VRF", key(neighbor.0, "bfd"))
            .label(vrf.span, "the instance is in this VRF")
            .help("remove `bfd`, or `vrf`");
        sink.push(cx.doc, problem);
    }
}

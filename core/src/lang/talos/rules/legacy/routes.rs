//! Routes of interfaces. Upstream does not look at those of VLANs.

use super::addresses::{address, network};
use super::interfaces::active;
use super::reading::{given, push_at_item, refuse};
use crate::check::{DocumentCx, Sink};
use crate::diag::Severity;
use crate::lang::formats::{IP, IP_PREFIX};
use crate::model::{Rule, RuleRun};

/// Parts of a route that are no addresses.
pub static ROUTE_ADDRESS: Rule = Rule {
    code: "talos/route-address",
    summary: "Destination, gateway and source of a route are addresses.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["T-VNET-015", "T-VNET-016", "T-VNET-017"],
    run: RuleRun::Document(route_address),
    page: include_str!("route_address.md"),
    formerly: &[],
};

/// A route to nowhere.
pub static ROUTE_TO_NOWHERE: Rule = Rule {
    code: "talos/route-to-nowhere",
    summary: "A route has a destination, a gateway, or both.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["T-VNET-018"],
    run: RuleRun::Document(route_to_nowhere),
    page: include_str!("route_to_nowhere.md"),
    formerly: &[],
};

fn route_address(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    for (_, route) in active(cx).filter_map(|l| l.routes()).flat_map(|r| r.iter()) {
        if let Some(text) = given(route.network())
            && let Err(error) = network(cx, text.value)
        {
            refuse(cx, sink, IP_PREFIX.noun, text, &error);
        }
        for text in [given(route.gateway()), given(route.source())].into_iter().flatten() {
            if let Err(error) = address(cx, text.value) {
                refuse(cx, sink, IP.noun, text, &error);
            }
        }
    }
}

fn route_to_nowhere(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    for (_, route) in active(cx).filter_map(|l| l.routes()).flat_map(|r| r.iter()) {
        let written = |name: &str| route.0.field::<String>(name).map_or(route.0.has(name), |t| !t.value.is_empty());
        if !written("network") && !written("gateway") {
            let help = "add `network`, the destination, or `gateway`, which alone makes it the default route";
            push_at_item(cx, sink, route.0, "this route has neither `network` nor `gateway`", help);
        }
    }
}

//! Routes need static addresses, and nothing else.

use super::devices::devices;
use crate::check::{DocumentCx, Sink};
use crate::diag::Severity;
use crate::model::{Rule, RuleRun};

/// Routes of a device with DHCP, or without static addresses.
pub static ROUTE_WITHOUT_STATIC: Rule = Rule {
    code: "bottlerocket/route-without-static",
    summary: "Routes stand beside static addresses and not beside DHCP.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["R-NET-005", "R-NET-006"],
    run: RuleRun::Document(route_without_static),
    page: include_str!("route_without_static.md"),
    formerly: &[],
};

fn route_without_static(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    for device in devices(cx) {
        let Some(place) = device.table.key_span("route") else { continue };
        let name = device.name.value;
        if let Some((key, other)) = device.first_of(&["dhcp4", "dhcp6"]) {
            let problem = sink
                .finding(format!("`{name}` has routes and `{key}`"), place)
                .label(other, "`false` counts too")
                .help(format!("remove `{key}` and give the device static addresses, or remove the routes"));
            sink.push(cx.doc, problem);
        } else if device.first_of(&["static4", "static6"]).is_none() {
            let problem = sink
                .finding(format!("`{name}` has routes and no static addresses"), place)
                .help("add `static4` or `static6`, or remove the routes");
            sink.push(cx.doc, problem);
        }
    }
}

//! Where a device gets its addresses from, and what addresses they are.

use super::devices::{Device, devices};
use crate::check::{DocumentCx, Sink};
use crate::diag::Severity;
use crate::lang::bottlerocket::formats::cidr;
use crate::lang::bottlerocket::kinds::shared::{Route, StaticAddresses};
use crate::model::{Rule, RuleRun};
use crate::text::{Span, Spanned};
use core::net::IpAddr;

/// A device without any source of addresses.
pub static NO_ADDRESSING: Rule = Rule {
    code: "bottlerocket/no-addressing",
    summary: "Every device says where its addresses come from.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["R-NET-002", "R-NET-004"],
    run: RuleRun::Document(no_addressing),
    page: include_str!("no_addressing.md"),
    formerly: &[],
};

/// A list with addresses of both families.
pub static MIXED_ADDRESSES: Rule = Rule {
    code: "bottlerocket/mixed-addresses",
    summary: "A list of static addresses holds one family only.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["R-NET-007"],
    run: RuleRun::Document(mixed_addresses),
    page: include_str!("mixed_addresses.md"),
    formerly: &[],
};

/// Addresses of the other family than their key says.
pub static ADDRESS_FAMILY: Rule = Rule {
    code: "bottlerocket/address-family",
    summary: "Addresses belong to the family that their key names.",
    severity: Severity::Warning,
    since: None,
    until: None,
    ids: &["R-NET-017"],
    run: RuleRun::Document(address_family),
    page: include_str!("address_family.md"),
    formerly: &[],
};

/// Keys that give a device addresses. A DHCP key counts whatever its value.
const SOURCES: &[&str] = &["dhcp4", "dhcp6", "static4", "static6"];

fn no_addressing(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let known: &[&'static str] = if cx.view.kind.name == "NetConfigV1" { &SOURCES[..2] } else { SOURCES };
    for device in devices(cx).iter().filter(|d| d.first_of(known).is_none()) {
        let name = device.name.value;
        let problem = sink
            .finding(format!("`{name}` has neither DHCP nor static addresses"), device.name.span)
            .help(format!("give it one of {}", crate::check::nearest::any_of(known)));
        sink.push(cx.doc, problem);
    }
}

/// A list of static addresses.
struct Addresses {
    /// `static4` or `static6`.
    key: &'static str,
    span: Span,
    /// Nothing is written in it.
    empty: bool,
    /// Those that can be read.
    items: Vec<Spanned<IpAddr>>,
}

/// The lists of a device.
fn lists(device: &Device<'_>) -> Vec<Addresses> {
    let list = |key: &'static str| {
        let written = device.table.field::<StaticAddresses>(key)?.addresses()?;
        let read = written.iter().filter_map(|(_, a)| Some(Spanned::new(cidr(a.value).ok()?, a.span)));
        Some(Addresses { key, span: written.span(), empty: written.is_empty(), items: read.collect() })
    };
    ["static4", "static6"].into_iter().filter_map(list).collect()
}

impl Addresses {
    /// The first address that is of another family than the first one.
    fn other_family(&self) -> Option<Spanned<IpAddr>> {
        let first = self.items.first()?;
        self.items.iter().find(|a| a.value.is_ipv4() != first.value.is_ipv4()).copied()
    }
}

fn mixed_addresses(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    for device in devices(cx) {
        for list in lists(&device) {
            let (Some(first), Some(other)) = (list.items.first(), list.other_family()) else { continue };
            let problem = sink
                .finding("one list holds IPv4 and IPv6 addresses", other.span)
                .label(first.span, "the first address is of the other family")
                .help("put IPv4 addresses into `static4` and IPv6 addresses into `static6`");
            sink.push(cx.doc, problem);
        }
    }
}

fn address_family(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    for device in devices(cx) {
        for list in lists(&device) {
            if list.empty {
                let problem = sink.finding(format!("`{}` has no addresses", list.key), list.span);
                sink.push(cx.doc, problem.help("the machine takes it; add an address, or remove the table"));
            }
            // One finding is enough for a list that mixes both.
            let wrong = list.items.iter().find(|a| a.value.is_ipv4() != (list.key == "static4"));
            let Some(wrong) = wrong.filter(|_| list.other_family().is_none()) else { continue };
            let (family, right) = if list.key == "static4" { ("IPv6", "static6") } else { ("IPv4", "static4") };
            let problem = sink
                .finding(format!("`{}` holds an {family} address", list.key), wrong.span)
                .help(format!("the machine takes it; `{right}` is the key for it"));
            sink.push(cx.doc, problem);
        }
        routers(cx, sink, &device);
    }
}

/// A router has to be of the family of its route's destination.
fn routers(cx: &DocumentCx<'_>, sink: &mut Sink<'_>, device: &Device<'_>) {
    let Some(routes) = device.table.field::<Vec<Route>>("route") else { return };
    for (_, route) in routes.iter() {
        let (Some(to), Some(via)) = (route.to(), route.via()) else { continue };
        let (Ok(to), Ok(router)) = (cidr(&to.value.to_lowercase()), via.value.parse::<IpAddr>()) else { continue };
        if to.is_ipv4() != router.is_ipv4() {
            let problem = sink
                .finding(format!("the router `{}` is of another family than its route", via.value), via.span)
                .help("the machine takes it, and the route leads nowhere");
            sink.push(cx.doc, problem);
        }
    }
}

//! What all kinds of links have, and bonds and VRFs.

use super::super::prefix::{Prefix, address};
use super::super::typed::{ERROR, WARNING, given, report};
use crate::check::{DocumentCx, Sink};
use crate::lang::talos::kinds::network::bond_config::BondConfigView;
use crate::lang::talos::kinds::network::vrf_config::VRFConfigView;
use crate::lang::talos::kinds::shared::link::CommonLinkConfigView;
use crate::model::{Rule, RuleRun, StructView};
use crate::text::Spanned;

/// The address that stands for none.
pub static UNSPECIFIED_ADDRESS: Rule = Rule {
    code: "talos/unspecified-address",
    summary: "Addresses and routes do not use `0.0.0.0` or `::`.",
    ids: &["T-NET-004", "T-NET-005", "T-NET-006", "T-NET-007"],
    run: RuleRun::Document(unspecified),
    page: include_str!("unspecified_address.md"),
    ..ERROR
};

/// A bond that does not notice dead members well.
pub static BOND_WITHOUT_MONITOR: Rule = Rule {
    code: "talos/bond-without-monitor",
    summary: "An `802.3ad` bond says how it watches its members.",
    ids: &["T-NET-010"],
    run: RuleRun::Document(bond_without_monitor),
    page: include_str!("bond_without_monitor.md"),
    ..WARNING
};

/// A table that the kernel uses itself.
pub static RESERVED_VRF_TABLE: Rule = Rule {
    code: "talos/reserved-vrf-table",
    summary: "A VRF has a routing table of its own.",
    ids: &["T-NET-018"],
    run: RuleRun::Document(reserved_vrf_table),
    page: include_str!("reserved_vrf_table.md"),
    ..ERROR
};

fn unspecified(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(root) = cx.root() else { return };
    let peer = cx.doc.tree.get(root.node, "peer").and_then(|n| StructView::new(root.cx, n));
    for link in [Some(root), peer].into_iter().flatten().map(CommonLinkConfigView) {
        for (_, entry) in link.addresses().into_iter().flat_map(|a| a.iter()) {
            network(cx, sink, entry.address(), "write the address that the link gets, with its prefix length");
        }
        for (_, route) in link.routes().into_iter().flat_map(|r| r.iter()) {
            network(cx, sink, route.destination(), "leave `destination` out for a default route");
            for text in [route.gateway(), route.source()] {
                if given(text).and_then(|t| address(t.value)).is_some_and(|a| a.is_unspecified()) {
                    refuse(cx, sink, text, "leave it out, or write the address of a machine");
                }
            }
        }
    }
}

fn network(cx: &DocumentCx<'_>, sink: &mut Sink<'_>, text: Option<Spanned<&str>>, help: &str) {
    if given(text).and_then(|t| Prefix::parse(t.value)).is_some_and(|p| p.addr.is_unspecified()) {
        refuse(cx, sink, text, help);
    }
}

fn refuse(cx: &DocumentCx<'_>, sink: &mut Sink<'_>, text: Option<Spanned<&str>>, help: &str) {
    if let Some(text) = text {
        report(cx, sink, text.span, format!("`{}` stands for no address and is refused here", text.value), help);
    }
}

fn bond_without_monitor(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(bond) = cx.root().filter(|_| cx.is_config()).map(BondConfigView) else { return };
    let Some(mode) = bond.bond_mode().filter(|m| m.value.eq_ignore_ascii_case("802.3ad")) else { return };
    let missing: Vec<_> = ["miimon", "updelay", "downdelay"].into_iter().filter(|k| !bond.0.has(k)).collect();
    if missing.is_empty() {
        return;
    }
    let keys = missing.iter().map(|k| format!("`{k}`")).collect::<Vec<_>>().join(", ");
    let help = "dead members are noticed late or never; `miimon: 100`, `updelay: 200`, `downdelay: 200` are usual";
    report(cx, sink, mode.span, format!("this `802.3ad` bond does not set {keys}"), help);
}

fn reserved_vrf_table(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(table) = cx.root().map(VRFConfigView).and_then(|v| given(v.table())) else { return };
    let name = table.value.to_ascii_lowercase();
    if matches!(name.as_str(), "unspec" | "default" | "main" | "local") {
        let headline = format!("the table `{}` belongs to the kernel, a VRF cannot have it", table.value);
        report(cx, sink, table.span, headline, "give the VRF a number from 1 to 252 that nothing else uses");
    }
}

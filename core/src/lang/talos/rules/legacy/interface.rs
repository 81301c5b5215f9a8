//! `machine.network.interfaces`: which link an item is about, and how links are put together.

use super::interfaces::{active, all};
use super::reading::{MachineRole, given, key, on, push_at_item, role};
use crate::check::{DocumentCx, Sink};
use crate::diag::Severity;
use crate::lang::talos::kinds::legacy::interface::{DeviceSelectorView, InterfaceView};
use crate::model::{Rule, RuleRun, Version};
use crate::text::{Span, Spanned};
use std::collections::BTreeMap;

/// First release that treats members of bonds and of bridges alike.
const MEMBERS_ALIKE: Version = Version::new(1, 9);

/// Both forms of grouping on one interface.
pub static BOND_AND_BRIDGE: Rule = Rule {
    code: "talos/bond-and-bridge",
    summary: "An interface is a bond or a bridge, not both.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["T-VNET-001"],
    run: RuleRun::Document(bond_and_bridge),
    page: include_str!("bond_and_bridge.md"),
    formerly: &[],
};

/// Members by name and by selector.
pub static BOND_MEMBERS_TWICE: Rule = Rule {
    code: "talos/bond-members-twice",
    summary: "Members of a bond are named or selected, not both.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["T-VNET-002"],
    run: RuleRun::Document(bond_members_twice),
    page: include_str!("bond_members_twice.md"),
    formerly: &[],
};

/// One link in two groups.
pub static MEMBER_OF_TWO: Rule = Rule {
    code: "talos/member-of-two",
    summary: "A link belongs to one bond or bridge at most.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["T-VNET-003"],
    run: RuleRun::Document(member_of_two),
    page: include_str!("member_of_two.md"),
    formerly: &[],
};

/// Addresses on a member.
pub static MEMBER_WITH_ADDRESS: Rule = Rule {
    code: "talos/member-with-address",
    summary: "Members of bonds and bridges have no addresses of their own.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["T-VNET-004"],
    run: RuleRun::Document(member_with_address),
    page: include_str!("member_with_address.md"),
    formerly: &[],
};

/// Name and selector.
pub static INTERFACE_OR_SELECTOR: Rule = Rule {
    code: "talos/interface-or-selector",
    summary: "An interface is named or selected, exactly one of the two.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["T-VNET-006", "T-VNET-007"],
    run: RuleRun::Document(interface_or_selector),
    page: include_str!("interface_or_selector.md"),
    formerly: &[],
};

/// A selector without conditions.
pub static DEVICE_SELECTOR_EMPTY: Rule = Rule {
    code: "talos/device-selector-empty",
    summary: "A device selector has at least one property.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["T-VNET-008"],
    run: RuleRun::Document(device_selector_empty),
    page: include_str!("device_selector_empty.md"),
    formerly: &[],
};

/// Shared addresses on a worker.
pub static VIP_ON_WORKER: Rule = Rule {
    code: "talos/vip-on-worker",
    summary: "Only control plane machines share an address.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["T-VNET-014"],
    run: RuleRun::Document(vip_on_worker),
    page: include_str!("vip_on_worker.md"),
    formerly: &[],
};

fn bond_and_bridge(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    for link in all(cx).filter(|l| l.0.has("bond") && l.0.has("bridge")) {
        let problem = sink
            .finding("an interface cannot be a bond and a bridge", key(link.0, "bridge"))
            .label(key(link.0, "bond"), "the bond")
            .help("make the bridge an interface of its own that has the bond as a member");
        sink.push(cx.doc, problem);
    }
}

fn bond_members_twice(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    for bond in all(cx).filter_map(|l| l.bond()) {
        let named = bond.interfaces().is_some_and(|i| !i.is_empty());
        if named && bond.device_selectors().is_some_and(|s| !s.is_empty()) {
            let problem = sink
                .finding("a bond cannot have both `interfaces` and `deviceSelectors`", key(bond.0, "deviceSelectors"))
                .label(key(bond.0, "interfaces"), "members by name")
                .help("name all members, or select all of them");
            sink.push(cx.doc, problem);
        }
    }
}

/// A group that a link can be a member of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Bond,
    Bridge,
}

/// A bond or bridge that names a member.
struct Claim<'t> {
    member: Spanned<&'t str>,
    owner: &'t str,
    group: Group,
}

fn claims<'a>(cx: &DocumentCx<'a>) -> Vec<Claim<'a>> {
    let alike = cx.version() >= MEMBERS_ALIKE;
    let mut out = Vec::new();
    for link in all(cx) {
        let owner = link.interface().map_or("", |i| i.value);
        // From 1.9 on the bridge's members take the place of the bond's where an interface has both.
        let bond = link.bond().filter(|_| !(alike && link.0.has("bridge")));
        let lists = [
            (bond.and_then(|b| b.interfaces()), Group::Bond),
            (link.bridge().and_then(|b| b.interfaces()), Group::Bridge),
        ];
        for (list, group) in lists {
            let members = list.into_iter().flat_map(|l| l.iter());
            out.extend(members.map(|(_, member)| Claim { member, owner, group }));
        }
    }
    out
}

fn member_of_two(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let alike = cx.version() >= MEMBERS_ALIKE;
    let mut seen: BTreeMap<(&str, Group), (&str, Span)> = BTreeMap::new();
    for Claim { member, owner, group } in claims(cx) {
        let own = if alike { Group::Bond } else { group };
        let other = if group == Group::Bond { Group::Bridge } else { Group::Bond };
        let first = seen.get(&(member.value, own)).filter(|(o, _)| *o != owner);
        let first = first.or_else(|| seen.get(&(member.value, other)).filter(|_| !alike)).copied();
        if let Some((before, span)) = first {
            let problem = sink
                .finding(format!("`{}` is a member of `{before}` and of `{owner}`", member.value), member.span)
                .label(span, format!("member of `{before}`"))
                .help("a link can be in one bond or bridge only; take it out of one of them");
            sink.push(cx.doc, problem);
        }
        seen.insert((member.value, own), (owner, member.span));
    }
}

/// The way in which a link gets addresses.
fn addressing(link: &InterfaceView<'_>) -> Option<Span> {
    if let Some(dhcp) = link.dhcp().filter(|d| on(Some(*d))) {
        return Some(dhcp.span);
    }
    if link.addresses().is_some_and(|a| !a.is_empty()) {
        return Some(key(link.0, "addresses"));
    }
    given(link.cidr()).map(|c| c.span).or_else(|| link.0.has("vip").then(|| key(link.0, "vip")))
}

fn member_with_address(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let alike = cx.version() >= MEMBERS_ALIKE;
    let members: BTreeMap<_, _> = claims(cx)
        .into_iter()
        .filter(|c| alike || c.group == Group::Bond)
        .map(|c| (c.member.value, (c.owner, c.member.span)))
        .collect();
    for link in active(cx) {
        let Some(name) = link.interface() else { continue };
        let (Some((owner, member)), Some(span)) = (members.get(name.value), addressing(&link)) else { continue };
        let problem = sink
            .finding(format!("`{}` has addresses, but is a member of `{owner}`", name.value), span)
            .label(*member, format!("member of `{owner}`"))
            .help(format!("give the addresses to `{owner}`"));
        sink.push(cx.doc, problem);
    }
}

fn interface_or_selector(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    for link in active(cx) {
        let named = given(link.interface());
        match (named, link.0.has("deviceSelector")) {
            (Some(name), true) => {
                let problem = sink
                    .finding("`interface` and `deviceSelector` exclude each other", key(link.0, "deviceSelector"))
                    .label(name.span, "named here")
                    .help("keep one: a name, or the properties by which the link is found");
                sink.push(cx.doc, problem);
            }
            (None, false) if cx.is_config() && (link.interface().is_some() || !link.0.has("interface")) => {
                let help = "add `interface` with its name, or `deviceSelector` with properties of its hardware";
                push_at_item(cx, sink, link.0, "this interface has neither a name nor a selector", help);
            }
            _ => {}
        }
    }
}

fn is_empty(selector: &DeviceSelectorView<'_>) -> bool {
    ["busPath", "hardwareAddr", "permanentAddr", "pciID", "driver", "physical"].iter().all(|name| {
        let text = selector.0.field::<String>(name);
        !selector.0.has(name) || text.is_some_and(|t| t.value.is_empty())
    })
}

fn device_selector_empty(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    for link in active(cx) {
        if link.device_selector().is_some_and(|s| is_empty(&s)) {
            let problem = sink
                .finding("this device selector selects nothing", key(link.0, "deviceSelector"))
                .help("add a property, such as `hardwareAddr` or `busPath`; `physical: true` matches every card");
            sink.push(cx.doc, problem);
        }
    }
}

fn vip_on_worker(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    if role(cx) != Some(MachineRole::Worker) {
        return;
    }
    for link in all(cx) {
        let vlans = link.vlans().into_iter().flat_map(|v| v.iter()).map(|(_, v)| v.0);
        for holder in core::iter::once(link.0).chain(vlans).filter(|v| v.has("vip")) {
            let problem = sink
                .finding("a worker cannot have a shared address", key(holder, "vip"))
                .help("remove `vip`: control plane machines share it, elected through etcd, which workers do not run");
            sink.push(cx.doc, problem);
        }
    }
}

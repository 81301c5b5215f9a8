//! Members of bonds, and how bonds watch them.

use super::devices::{Device, devices};
use crate::check::{DocumentCx, Sink};
use crate::diag::Severity;
use crate::lang::bottlerocket::formats::is_mac;
use crate::model::{Rule, RuleRun, StructView};
use crate::text::{Span, Spanned};

/// Members that are missing, too few, or used elsewhere.
pub static BOND_MEMBERS: Rule = Rule {
    code: "bottlerocket/bond-members",
    summary: "A bond has members of its own, as many as it needs.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["R-NET-010", "R-NET-011", "R-NET-012"],
    run: RuleRun::Document(members),
    page: include_str!("bond_members.md"),
    formerly: &[],
};

/// Monitoring that is incomplete or contradicts itself.
pub static BOND_MONITORING: Rule = Rule {
    code: "bottlerocket/bond-monitoring",
    summary: "A bond watches its members in one of two ways, fully described.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["R-NET-013", "R-NET-014"],
    run: RuleRun::Document(monitoring),
    page: include_str!("bond_monitoring.md"),
    formerly: &[],
};

fn members(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let all = devices(cx);
    let mut taken: Vec<(&str, Span, &str)> = Vec::new();
    for device in &all {
        if !is_mac(device.name.value) {
            taken.push((device.name.value, device.name.span, "it is set up here"));
        }
        if let Some(below) = device.table.field::<String>("device").filter(|_| device.kind() == "vlan") {
            taken.push((below.value, below.span, "a VLAN rides on it"));
        }
    }
    for bond in all.iter().filter(|d| d.kind() == "bond") {
        let Some(list) = bond.table.field::<Vec<String>>("interfaces") else { continue };
        if list.is_empty() {
            let problem = sink.finding(format!("the bond `{}` has no members", bond.name.value), list.span());
            sink.push(cx.doc, problem.help("list at least one interface"));
        }
        for (_, member) in list.iter() {
            if let Some((_, place, why)) = taken.iter().find(|(name, ..)| *name == member.value) {
                let problem = sink
                    .finding(format!("`{}` is in a bond and cannot be used elsewhere", member.value), member.span)
                    .label(*place, *why)
                    .help("give addresses and VLANs to the bond");
                sink.push(cx.doc, problem);
            }
            taken.push((member.value, member.span, "it is a member here"));
        }
        too_many_needed(cx, sink, bond, list.len());
    }
}

fn too_many_needed(cx: &DocumentCx<'_>, sink: &mut Sink<'_>, bond: &Device<'_>, members: usize) {
    let Some(least) = bond.table.field::<u64>("min-links") else { return };
    if least.value > members as u64 && members > 0 {
        let problem = sink
            .finding(format!("`min-links` is {}, and the bond has {members} members", least.value), least.span)
            .help("the bond would never count as up");
        sink.push(cx.doc, problem);
    }
}

const MII: &[&str] = &["miimon-frequency-ms", "miimon-updelay-ms", "miimon-downdelay-ms"];
const ARP: &[&str] = &["arpmon-interval-ms", "arpmon-validate", "arpmon-targets"];

fn monitoring(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    for bond in devices(cx).iter().filter(|d| d.kind() == "bond") {
        let Some(key) = bond.table.key_span("monitoring") else { continue };
        let view = bond.table.cx;
        let Some(table) = view.tree.get(bond.table.node, "monitoring").and_then(|n| StructView::new(view, n)) else {
            continue;
        };
        let given = |keys: &[&'static str]| keys.iter().filter(|k| table.key_span(k).is_some()).count();
        match (given(MII), given(ARP)) {
            (0, 0) => {
                let problem = sink.finding("the monitoring says nothing", key);
                sink.push(cx.doc, problem.help("give the three keys `miimon-…` or the three keys `arpmon-…`"));
            }
            (mii, arp) if mii > 0 && arp > 0 => {
                let other = if mii >= arp { ARP } else { MII };
                let place = other.iter().find_map(|k| table.key_span(k)).unwrap_or(key);
                let problem = sink.finding("keys `miimon-…` and `arpmon-…` exclude each other", place);
                sink.push(cx.doc, problem.help("watch the links or send ARP probes, not both"));
            }
            (mii, _) => {
                let keys = if mii > 0 { MII } else { ARP };
                for missing in keys.iter().filter(|k| table.key_span(k).is_none()) {
                    let problem = sink.finding(format!("`{missing}` is missing in the monitoring"), key);
                    sink.push(
                        cx.doc,
                        problem.help(format!(
                            "add it; {} belong together",
                            crate::check::nearest::any_of(keys).replace(" or ", " and ")
                        )),
                    );
                }
            }
        }
        delays(cx, sink, table);
        targets(cx, sink, table);
    }
}

fn delays(cx: &DocumentCx<'_>, sink: &mut Sink<'_>, table: StructView<'_>) {
    let number = |key: &str| -> Option<Spanned<u32>> { table.field::<u32>(key) };
    let Some(frequency) = number(MII[0]) else { return };
    for key in &MII[1..] {
        let Some(delay) = number(key).filter(|d| d.value < frequency.value) else { continue };
        let problem = sink
            .finding(
                format!("`{key}` is {}, which is below the frequency of {}", delay.value, frequency.value),
                delay.span,
            )
            .label(frequency.span, "the link is looked at this often")
            .help("a delay cannot be shorter than the time between two looks");
        sink.push(cx.doc, problem);
    }
}

fn targets(cx: &DocumentCx<'_>, sink: &mut Sink<'_>, table: StructView<'_>) {
    let Some(targets) = table.field::<Vec<String>>(ARP[2]) else { return };
    let text = match targets.len() {
        0 => "`arpmon-targets` is empty".to_owned(),
        1..=16 => return,
        many => format!("`arpmon-targets` has {many} addresses"),
    };
    let problem = sink.finding(text, targets.span());
    sink.push(cx.doc, problem.help("give 1 to 16 addresses"));
}

//! Bonds of interfaces: words, delays, and what is not supported at all.

use super::interfaces::active;
use super::reading::{given, key};
use crate::check::nearest::nearest;
use crate::check::{DocumentCx, Sink};
use crate::diag::{Applicability, Severity};
use crate::lang::talos::enums;
use crate::lang::talos::kinds::legacy::bond::InterfaceBondView;
use crate::model::{Enum, Rule, RuleRun};
use crate::text::{Span, Spanned};

/// Words that are none.
pub static BOND_VALUE: Rule = Rule {
    code: "talos/bond-value",
    summary: "Modes and policies of a bond are those of the kernel.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &[
        "T-VNET-026",
        "T-VNET-027",
        "T-VNET-028",
        "T-VNET-029",
        "T-VNET-030",
        "T-VNET-031",
        "T-VNET-032",
        "T-VNET-033",
    ],
    run: RuleRun::Document(bond_value),
    page: include_str!("bond_value.md"),
    formerly: &[],
};

/// Delays of link monitoring.
pub static BOND_DELAY: Rule = Rule {
    code: "talos/bond-delay",
    summary: "The delays of a bond are multiples of its monitoring interval.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["T-VNET-034", "T-VNET-035", "T-VNET-036", "T-VNET-037"],
    run: RuleRun::Document(bond_delay),
    page: include_str!("bond_delay.md"),
    formerly: &[],
};

/// Keys that are read and refused.
pub static BOND_UNSUPPORTED: Rule = Rule {
    code: "talos/bond-unsupported",
    summary: "`arpIPTarget` and `adActorSystem` of a bond are not used.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["T-VNET-038", "T-VNET-040"],
    run: RuleRun::Document(bond_unsupported),
    page: include_str!("bond_unsupported.md"),
    formerly: &[],
};

fn bond_value(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    for bond in active(cx).filter_map(|l| l.bond()) {
        let words: [(&str, Option<Spanned<&str>>, &Enum); 8] = [
            ("mode", bond.mode(), &enums::LEGACY_BOND_MODE),
            ("xmitHashPolicy", bond.xmit_hash_policy(), &enums::LEGACY_XMIT_HASH_POLICY),
            ("lacpRate", bond.lacp_rate(), &enums::LEGACY_LACP_RATE),
            ("arpValidate", bond.arp_validate(), &enums::LEGACY_ARP_VALIDATE),
            ("arpAllTargets", bond.arp_all_targets(), &enums::LEGACY_ARP_ALL_TARGETS),
            ("primaryReselect", bond.primary_reselect(), &enums::LEGACY_PRIMARY_RESELECT),
            ("failOverMac", bond.fail_over_mac(), &enums::LEGACY_FAIL_OVER_MAC),
            ("adSelect", bond.ad_select(), &enums::LEGACY_AD_SELECT),
        ];
        for (name, text, values) in words {
            if let Some(text) = given(text).filter(|t| !values.at(cx.version()).live().any(|(v, _)| v.text == t.value))
            {
                unknown_word(cx, sink, name, text, values);
            }
        }
    }
}

fn unknown_word(cx: &DocumentCx<'_>, sink: &mut Sink<'_>, name: &str, text: Spanned<&str>, values: &Enum) {
    let known: Vec<_> = values.at(cx.version()).live().map(|(v, _)| v.text).collect();
    let problem = sink.finding(format!("`{}` is not a value of `{name}`", text.value), text.span);
    let problem = match nearest(text.value, known.iter().copied()).first() {
        Some(best) => problem.fix(format!("Replace by `{best}`"), Applicability::Safe, text.span, (*best).to_owned()),
        None => problem,
    };
    sink.push(cx.doc, problem.help(format!("the values are {}", known.join(", "))));
}

fn bond_delay(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    for bond in active(cx).filter_map(|l| l.bond()) {
        let interval = bond.miimon();
        if interval.is_none() && (!cx.is_config() || bond.0.has("miimon")) {
            continue;
        }
        let every = interval.map_or(0, |i| i.value);
        for (name, delay) in [("updelay", bond.updelay()), ("downdelay", bond.downdelay())] {
            let Some(delay) = delay.filter(|d| d.value.checked_rem(every).is_none_or(|rest| rest != 0)) else {
                continue;
            };
            let problem = match (delay.value, every) {
                (0, _) => continue,
                (_, 0) => sink
                    .finding(format!("`{name}` has no effect without `miimon`"), delay.span)
                    .help("links are checked every `miimon` milliseconds; set it, or remove the delay"),
                (value, _) => sink
                    .finding(format!("`{name}` is {value}, which is not a multiple of `miimon`, {every}"), delay.span)
                    .help(format!("write {}", nearest_multiple(value, every))),
            };
            sink.push(cx.doc, problem);
        }
    }
}

/// The multiple next above a value, or the one below where there is none.
fn nearest_multiple(value: u32, of: u32) -> u32 {
    value.checked_next_multiple_of(of).unwrap_or(value - value % of)
}

fn bond_unsupported(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    for bond in active(cx).filter_map(|l| l.bond()) {
        if bond.arp_ip_target().is_some_and(|t| !t.is_empty()) {
            let help =
                "remove it, and monitor links by `miimon`; a `BondConfig` document has ARP targets since Talos 1.12";
            unsupported(cx, sink, &bond, "arpIPTarget", help);
        }
        if given(bond.ad_actor_system()).is_some() {
            unsupported(cx, sink, &bond, "adActorSystem", "remove it: the bond uses its own address");
        }
    }
}

fn unsupported(cx: &DocumentCx<'_>, sink: &mut Sink<'_>, bond: &InterfaceBondView<'_>, name: &str, help: &str) {
    let span: Span = key(bond.0, name);
    let headline = format!("`{name}` of a bond is not supported here");
    sink.push(cx.doc, sink.finding(headline, span).help(help));
}

#[cfg(test)]
mod tests {
    #[test]
    fn multiples() {
        assert_eq!(super::nearest_multiple(250, 100), 300);
        assert_eq!(super::nearest_multiple(u32::MAX, 100), 4_294_967_200);
    }
}

//! Settings of bonds that only some modes have.

use super::interfaces::active;
use super::reading::given;
use crate::check::nearest::any_of;
use crate::check::{DocumentCx, Sink};
use crate::diag::Severity;
use crate::lang::talos::kinds::legacy::bond::InterfaceBondView;
use crate::model::{Rule, RuleRun};
use crate::text::Span;

/// A setting that the mode does not have.
pub static BOND_MODE_LACKS_SETTING: Rule = Rule {
    code: "talos/bond-mode-lacks-setting",
    summary: "Settings of a bond belong to its mode.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &[
        "T-VNET-039",
        "T-VNET-041",
        "T-VNET-042",
        "T-VNET-043",
        "T-VNET-044",
        "T-VNET-045",
        "T-VNET-046",
        "T-VNET-047",
    ],
    run: RuleRun::Document(bond_mode_lacks_setting),
    page: include_str!("bond_mode_lacks_setting.md"),
    formerly: &[],
};

const LACP: &[&str] = &["802.3ad"];
const ROUND_ROBIN: &[&str] = &["balance-rr"];
const BALANCED: &[&str] = &["balance-tlb", "balance-alb"];
const ONE_ACTIVE: &[&str] = &["active-backup", "balance-tlb", "balance-alb"];
const WITH_ARP: &[&str] = &["balance-rr", "active-backup", "balance-xor", "broadcast"];

/// A setting where it stands, and the modes that have it.
type Setting = (&'static str, Option<Span>, &'static [&'static str]);

/// Settings that are given, by the modes that have them (Talos 1.14, `checkBond`).
fn settings(bond: &InterfaceBondView<'_>) -> [Setting; 8] {
    let above =
        |value: Option<crate::text::Spanned<u32>>, limit: u32| value.filter(|v| v.value > limit).map(|v| v.span);
    let small = |value: Option<crate::text::Spanned<u16>>| value.filter(|v| v.value > 0).map(|v| v.span);
    [
        ("lacpRate", given(bond.lacp_rate()).map(|t| t.span), LACP),
        ("arpValidate", given(bond.arp_validate()).map(|t| t.span), WITH_ARP),
        ("primary", given(bond.primary()).map(|t| t.span), ONE_ACTIVE),
        ("arpInterval", above(bond.arp_interval(), 0), WITH_ARP),
        ("packetsPerSlave", above(bond.packets_per_slave(), 1), ROUND_ROBIN),
        ("tlbDynamicLb", bond.tlb_dynamic_lb().filter(|v| v.value > 0).map(|v| v.span), BALANCED),
        ("adActorSysPrio", small(bond.ad_actor_sys_prio()), LACP),
        ("adUserPortKey", small(bond.ad_user_port_key()), LACP),
    ]
}

fn bond_mode_lacks_setting(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    for bond in active(cx).filter_map(|l| l.bond()) {
        let written = given(bond.mode());
        if written.is_none() && !cx.is_config() {
            continue;
        }
        // A word that is no mode counts as the first one upstream; it is a finding of its own.
        let mode = match written {
            Some(text)
                if WITH_ARP.contains(&text.value) || ONE_ACTIVE.contains(&text.value) || LACP[0] == text.value =>
            {
                text.value
            }
            _ => ROUND_ROBIN[0],
        };
        for (name, span, modes) in settings(&bond) {
            let Some(span) = span.filter(|_| !modes.contains(&mode)) else { continue };
            let headline = match written {
                Some(_) => format!("`{name}` does not belong to a bond of mode `{mode}`"),
                None => format!("`{name}` does not belong to a bond of mode `{mode}`, which counts without a `mode`"),
            };
            let mut problem = sink.finding(headline, span);
            if let Some(text) = written {
                problem = problem.label(text.span, "the mode");
            }
            sink.push(cx.doc, problem.help(format!("remove it, or choose {}", any_of(modes))));
        }
    }
}

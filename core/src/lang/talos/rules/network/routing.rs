//! `RoutingRuleConfig`.

use super::super::typed::{ERROR, given, key, name_place, report};
use crate::check::{DocumentCx, Sink};
use crate::lang::talos::kinds::network::routing_rule_config::RoutingRuleConfigView;
use crate::model::{Rule, RuleRun};

/// The name is the priority.
pub static ROUTING_RULE_PRIORITY: Rule = Rule {
    code: "talos/routing-rule-priority",
    summary: "The name of a routing rule is its priority, and not one of those that are taken.",
    ids: &["T-NET-069", "T-NET-070"],
    run: RuleRun::Document(priority),
    page: include_str!("routing_rule_priority.md"),
    ..ERROR
};

/// A rule that says nothing.
pub static ROUTING_RULE_WITHOUT_EFFECT: Rule = Rule {
    code: "talos/routing-rule-without-effect",
    summary: "A routing rule names a table, or an action other than `unicast`.",
    ids: &["T-NET-071"],
    run: RuleRun::Document(without_effect),
    page: include_str!("routing_rule_without_effect.md"),
    ..ERROR
};

/// A mask of nothing.
pub static FW_MASK_WITHOUT_MARK: Rule = Rule {
    code: "talos/fw-mask-without-mark",
    summary: "`fwMask` is given together with `fwMark`.",
    ids: &["T-NET-072"],
    run: RuleRun::Document(mask_without_mark),
    page: include_str!("fw_mask_without_mark.md"),
    ..ERROR
};

/// Priorities of the kernel's own rules and of `KubeSpan` (Talos 1.14, pkg/machinery/constants).
const RESERVED: [u32; 4] = [0, 32_500, 32_766, 32_767];

fn priority(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let name = cx.name();
    let digits = !name.is_empty() && name.bytes().all(|b| b.is_ascii_digit());
    let headline = match name.parse::<u32>() {
        _ if name.is_empty() => return,
        Ok(priority) if digits && RESERVED.contains(&priority) => format!("the priority {priority} is taken"),
        Ok(_) if digits => return,
        _ => format!("the name `{name}` is not a priority"),
    };
    let help = "the name is the rule's priority: write a whole number from 1 to 32765 other than 32500";
    report(cx, sink, name_place(cx), headline, help);
}

fn without_effect(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(rule) = cx.root().filter(|_| cx.is_config()).map(RoutingRuleConfigView) else { return };
    let (table, action) = (given(rule.table()), given(rule.action()));
    let unreadable = rule.table().is_none() && rule.0.has("table") || rule.action().is_none() && rule.0.has("action");
    let routes = action.is_none_or(|a| ["unspec", "unicast"].iter().any(|n| n.eq_ignore_ascii_case(a.value)));
    if unreadable || !routes || table.is_some_and(|t| !t.value.eq_ignore_ascii_case("unspec")) {
        return;
    }
    let place = table.map_or_else(|| cx.doc.anchor(), |t| t.span);
    let help = "add `table`, the routes to follow, or an `action` such as `blackhole`";
    report(cx, sink, place, "this rule neither names a table nor drops packets", help);
}

fn mask_without_mark(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(rule) = cx.root().filter(|_| cx.is_config()).map(RoutingRuleConfigView) else { return };
    let mark = rule.fw_mark().is_some_and(|m| m.value != 0) || rule.fw_mark().is_none() && rule.0.has("fwMark");
    if rule.fw_mask().is_some_and(|m| m.value != 0) && !mark {
        let headline = "`fwMask` has nothing to mask: `fwMark` is not set";
        report(cx, sink, key(rule.0, "fwMask"), headline, "add `fwMark`, or remove `fwMask`");
    }
}

//! Durations: none is negative, some have a least value.

use super::super::typed::{ERROR, report, texts};
use crate::check::{DocumentCx, Sink};
use crate::lang::formats::nanoseconds;
use crate::model::{Rule, RuleRun};
use crate::text::Spanned;

/// A duration below zero.
pub static NEGATIVE_DURATION: Rule = Rule {
    code: "talos/negative-duration",
    summary: "A duration is not negative.",
    ids: &[
        "T-NET-031",
        "T-NET-054",
        "T-NET-075",
        "T-NET-076",
        "T-NET-082",
        "T-NET-088",
        "T-NET-090",
        "T-NET-091",
        "T-BLK-019",
        "T-BLK-050",
        "T-RUN-019",
    ],
    run: RuleRun::Document(negative),
    page: include_str!("negative_duration.md"),
    ..ERROR
};

/// A duration that is given and too short to be meant.
pub static DURATION_TOO_SHORT: Rule = Rule {
    code: "talos/duration-too-short",
    summary: "Scrubs and the watchdog have intervals of at least ten seconds.",
    ids: &["T-BLK-020", "T-BLK-051", "T-RUN-026"],
    run: RuleRun::Document(too_short),
    page: include_str!("duration_too_short.md"),
    ..ERROR
};

/// Where durations stand that must not be negative, in the kinds that list the rule.
const NOT_NEGATIVE: &[&str] = &[
    "bootTimeout",
    "interval",
    "neighbors[].bfd.receiveInterval",
    "neighbors[].bfd.transmitInterval",
    "neighbors[].holdTime",
    "peers[].persistentKeepaliveInterval",
    "sampleInterval",
    "timeout",
    "trim.interval",
];

/// Where durations stand that have a least value, in the kinds that list the rule.
const WITH_MINIMUM: &[&str] = &["interval", "scrub.interval", "timeout"];

/// Ten seconds (Talos 1.14: `MinScrubInterval`, `MinWatchdogTimeout`).
const MINIMUM: i128 = 10_000_000_000;

/// Nanoseconds; a plain number is such a number.
fn length(text: Spanned<&str>) -> Option<i128> {
    nanoseconds(text.value).ok().or_else(|| text.value.parse().ok())
}

fn negative(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    for text in NOT_NEGATIVE.iter().flat_map(|p| texts(cx, p)) {
        if length(text).is_some_and(|l| l < 0) {
            let headline = format!("the duration `{}` is negative", text.value);
            report(cx, sink, text.span, headline, "remove the minus sign");
        }
    }
}

fn too_short(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    for text in WITH_MINIMUM.iter().flat_map(|p| texts(cx, p)) {
        if length(text).is_some_and(|l| l != 0 && l < MINIMUM) {
            let headline = format!("`{}` is too short: it must be `10s` at least", text.value);
            report(cx, sink, text.span, headline, "write `10s` or more, or leave it out");
        }
    }
}

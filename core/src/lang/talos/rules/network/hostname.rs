//! `HostnameConfig`.

use super::super::typed::{ERROR, given, report};
use crate::check::{DocumentCx, Sink};
use crate::lang::talos::kinds::network::hostname_config::HostnameConfigView;
use crate::model::{Rule, RuleRun};

/// Where the hostname comes from: one place.
pub static HOSTNAME_SOURCE: Rule = Rule {
    code: "talos/hostname-source",
    summary: "A hostname is either written or made up, and there is one of both.",
    ids: &["T-NET-041", "T-NET-042", "T-NET-043"],
    run: RuleRun::Document(source),
    page: include_str!("hostname_source.md"),
    ..ERROR
};

/// A hostname of impossible length.
pub static HOSTNAME_LENGTH: Rule = Rule {
    code: "talos/hostname-length",
    summary: "A hostname has at most 253 bytes, and 1 to 63 of them before the first dot.",
    ids: &["T-NET-044", "T-NET-045"],
    run: RuleRun::Document(length),
    page: include_str!("hostname_length.md"),
    ..ERROR
};

const NAME_MAX: usize = 253;
const LABEL_MAX: usize = 63;

fn source(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(config) = cx.root().filter(|_| cx.is_config()).map(HostnameConfigView) else { return };
    let (auto, hostname) = (given(config.auto()), given(config.hostname()));
    if !config.0.has("auto") && (!config.0.has("hostname") || config.hostname().is_some() && hostname.is_none()) {
        let place = config.hostname().map_or_else(|| cx.doc.anchor(), |h| h.span);
        report(cx, sink, place, "this document gives no hostname", HELP);
    }
    let Some(auto) = auto else { return };
    let mode = auto.value.to_ascii_lowercase();
    if mode == "talos-addr" {
        report(cx, sink, auto.span, "`auto: talos-addr` is read, but refused", "write `stable` or `off`");
    }
    // Without `auto` the hostname may be written, as with `off`.
    if let Some(hostname) = hostname.filter(|_| mode != "off") {
        let problem = sink
            .finding("`auto` and `hostname` exclude each other", auto.span)
            .label(hostname.span, "the hostname is written here")
            .help("remove `hostname`, or write `auto: off`");
        sink.push(cx.doc, problem);
    }
}

const HELP: &str = "set `hostname`, or `auto: stable` to have one made up";

fn length(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(name) = cx.root().map(HostnameConfigView).and_then(|c| given(c.hostname())) else { return };
    if name.value.len() > NAME_MAX {
        let headline = format!("the hostname has {} bytes, and {NAME_MAX} are allowed", name.value.len());
        report(cx, sink, name.span, headline, "shorten it");
    }
    let label = name.value.split('.').next().unwrap_or_default();
    match label.len() {
        0 => report(cx, sink, name.span, "the hostname begins with a dot", "remove the dot"),
        1..=LABEL_MAX => {}
        length => {
            let headline = format!("the part before the first dot has {length} bytes, and {LABEL_MAX} are allowed");
            report(cx, sink, name.span, headline, "shorten it");
        }
    }
}

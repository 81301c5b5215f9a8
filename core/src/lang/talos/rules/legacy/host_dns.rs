//! `machine.features.hostDNS`.

use super::reading::{key, machine, off, on, place};
use crate::check::{DocumentCx, Sink};
use crate::diag::Severity;
use crate::lang::talos::kinds::legacy::features::LegacyHostDnsView;
use crate::model::{Rule, RuleRun, StructView, Version};
use crate::text::Span;

/// Forwarding to a server that does not run.
pub static FORWARDING_WITHOUT_HOST_DNS: Rule = Rule {
    code: "talos/forwarding-without-host-dns",
    summary: "DNS is forwarded to the host only where the host's server runs.",
    severity: Severity::Error,
    since: Some(Version::new(1, 13)),
    until: None,
    ids: &["T-V1-017"],
    run: RuleRun::Document(forwarding_without_host_dns),
    page: include_str!("forwarding_without_host_dns.md"),
    formerly: &[],
};

/// What a container needs; later releases look at all documents for it.
pub static HOST_DNS_IN_CONTAINER: Rule = Rule {
    code: "talos/host-dns-in-container",
    summary: "In a container, Talos needs its host DNS server and forwarding to it.",
    severity: Severity::Error,
    since: Some(Version::new(1, 7)),
    until: Some(Version::new(1, 14)),
    ids: &["T-V1-018", "T-V1-019"],
    run: RuleRun::Document(host_dns_in_container),
    page: include_str!("host_dns_in_container.md"),
    formerly: &[],
};

fn host_dns<'a>(cx: &DocumentCx<'a>) -> Option<LegacyHostDnsView<'a>> {
    machine(cx)?.features()?.host_dns()
}

fn forwarding_without_host_dns(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(host_dns) = host_dns(cx) else { return };
    let Some(forward) = host_dns.forward_kube_dns_to_host().filter(|f| f.value) else { return };
    if off(cx, host_dns.enabled()) {
        let problem = sink
            .finding("`forwardKubeDNSToHost` needs `hostDNS.enabled: true`", forward.span)
            .help("switch the server on, or do not forward to it");
        sink.push(cx.doc, problem);
    }
}

fn host_dns_in_container(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let (Some(root), Some(machine)) = (cx.root(), machine(cx)) else { return };
    if cx.mode != "container" || !cx.is_config() {
        return;
    }
    let section = machine.0.key_span("features").unwrap_or(key(root, "machine"));
    let features = machine.features();
    let section = features.and_then(|f| f.0.key_span("hostDNS")).unwrap_or(section);
    let host_dns = features.and_then(|f| f.host_dns());
    let view = host_dns.map(|h| h.0);
    if !on(host_dns.and_then(|h| h.enabled())) {
        report(cx, sink, view, section, "enabled", "in a container, `hostDNS.enabled` must be on");
    }
    if !on(host_dns.and_then(|h| h.forward_kube_dns_to_host())) {
        let headline = "in a container, `hostDNS.forwardKubeDNSToHost` must be on";
        report(cx, sink, view, section, "forwardKubeDNSToHost", headline);
    }
}

fn report(
    cx: &DocumentCx<'_>,
    sink: &mut Sink<'_>,
    host_dns: Option<StructView<'_>>,
    section: Span,
    name: &str,
    headline: &str,
) {
    let span = host_dns.map_or(section, |h| place(h, name, h.head()));
    let help =
        format!("write `{name}: true` in `machine.features.hostDNS`: the container's own DNS is reached through it");
    sink.push(cx.doc, sink.finding(headline, span).help(help));
}

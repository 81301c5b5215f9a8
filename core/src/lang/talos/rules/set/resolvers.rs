//! Host DNS, which some settings need: in `ResolverConfig` or in the legacy document.

use crate::check::{DocumentCx, SetCx, Sink};
use crate::diag::Severity;
use crate::model::{Rule, RuleRun, Version};
use crate::text::Span;

use super::reading::{Legacy, absence, is_whole, node, switch};

/// Container mode without host DNS.
pub static CONTAINER_HOST_DNS: Rule = Rule {
    code: "talos/container-host-dns",
    summary: "In container mode, host DNS is on and forwards the cluster's DNS.",
    severity: Severity::Error,
    since: Some(Version::new(1, 14)),
    until: None,
    ids: &["T-CTR-006", "T-CTR-007", "T-CTR-008"],
    run: RuleRun::Set(container),
    page: include_str!("container_host_dns.md"),
    formerly: &[],
};

/// Encrypted resolvers without host DNS.
pub static ENCRYPTED_DNS_WITHOUT_HOST_DNS: Rule = Rule {
    code: "talos/encrypted-dns-without-host-dns",
    summary: "Resolvers that are asked over DoT or DoH need host DNS.",
    severity: Severity::Error,
    since: Some(Version::new(1, 14)),
    until: None,
    ids: &["T-CTR-009"],
    run: RuleRun::Set(encrypted),
    page: include_str!("encrypted_dns_without_host_dns.md"),
    formerly: &[],
};

/// The host DNS settings that count: those of the document when they are switched on, else the legacy ones.
struct HostDns<'a> {
    doc: &'a DocumentCx<'a>,
    span: Span,
    enabled: bool,
    forwards: bool,
}

fn host_dns<'a>(cx: &SetCx<'a>) -> Option<HostDns<'a>> {
    let document = cx.of_kind("ResolverConfig").find(|d| switch(d, "hostDNS.enabled") == Some(true));
    if let Some(doc) = document {
        let span = doc.root().and_then(|r| r.key_span("hostDNS")).unwrap_or_else(|| doc.doc.anchor());
        let forwards = switch(doc, "hostDNS.forwardKubeDNSToHost") == Some(true);
        return Some(HostDns { doc, span, enabled: true, forwards });
    }
    let legacy = Legacy::of(cx)?;
    let place = legacy.at("machine.features.hostDNS")?;
    let enabled = legacy.on("machine.features.hostDNS.enabled");
    let forwards = legacy.on("machine.features.hostDNS.forwardKubeDNSToHost");
    let written = legacy.at("machine.features.hostDNS.enabled");
    Some(HostDns { doc: legacy.cx, span: written.unwrap_or(place).key_span(), enabled, forwards })
}

fn container(cx: &SetCx<'_>, sink: &mut Sink<'_>) {
    if cx.mode != "container" || !is_whole(cx) {
        return;
    }
    let help = "in a container, pods reach DNS only through the machine: switch `enabled` and \
                `forwardKubeDNSToHost` on";
    let Some(dns) = host_dns(cx) else {
        let Some(first) = cx.docs.first() else { return };
        let (doc, span) = match Legacy::of(cx) {
            Some(legacy) => (legacy.cx, legacy.nearest("machine.features.hostDNS")),
            None => (first, first.doc.anchor()),
        };
        let problem = sink.finding("container mode needs `hostDNS`, and nothing configures it", span);
        return sink.push(doc.doc, problem.severity(absence(cx)).help(help));
    };
    if !dns.enabled {
        sink.push(dns.doc.doc, sink.finding("container mode needs `hostDNS.enabled`", dns.span).help(help));
    }
    if !dns.forwards {
        let headline = "container mode needs `hostDNS.forwardKubeDNSToHost`";
        sink.push(dns.doc.doc, sink.finding(headline, dns.span).help(help));
    }
}

fn encrypted(cx: &SetCx<'_>, sink: &mut Sink<'_>) {
    if !is_whole(cx) || host_dns(cx).is_some_and(|d| d.enabled) {
        return;
    }
    for doc in cx.of_kind("ResolverConfig") {
        let tree = &doc.doc.tree;
        let Some(servers) = node(doc, "nameservers").map(|n| tree.resolve(n)) else { continue };
        let protocol = |server| tree.get(server, "protocol").map(|p| tree.resolve(p));
        let found = tree
            .items(servers)
            .iter()
            .filter_map(|s| protocol(*s))
            .find(|p| ["DoT", "DoH"].iter().any(|word| tree.text(*p).eq_ignore_ascii_case(word)));
        if let Some(protocol) = found {
            let headline = format!("`{}` needs host DNS, which is not on", tree.text(protocol));
            let problem = sink.finding(headline, tree.span(protocol));
            sink.push(doc.doc, problem.help("set `hostDNS.enabled: true` in this document"));
        }
    }
}

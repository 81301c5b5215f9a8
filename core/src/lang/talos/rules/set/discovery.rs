//! What discovery of cluster members needs, and what needs discovery.

use crate::check::{SetCx, Sink};
use crate::diag::Severity;
use crate::model::{Rule, RuleRun, Version};

use super::reading::{Legacy, absence, is_whole, node, switch};

/// A discovery service without the identity of the cluster.
pub static DISCOVERY_WITHOUT_IDENTITY: Rule = Rule {
    code: "talos/discovery-without-identity",
    summary: "Discovery knows the id and the secret of the cluster.",
    severity: Severity::Error,
    since: Some(Version::new(1, 14)),
    until: None,
    ids: &["T-CTR-010", "T-CTR-011"],
    run: RuleRun::Set(identity),
    page: include_str!("discovery_without_identity.md"),
    formerly: &[],
};

/// KubeSpan without discovery.
pub static KUBESPAN_WITHOUT_DISCOVERY: Rule = Rule {
    code: "talos/kubespan-without-discovery",
    summary: "KubeSpan has a discovery service by which machines find each other.",
    severity: Severity::Error,
    since: Some(Version::new(1, 14)),
    until: None,
    ids: &["T-CTR-014"],
    run: RuleRun::Set(kubespan),
    page: include_str!("kubespan_without_discovery.md"),
    formerly: &[],
};

/// The legacy section that has a discovery service on.
fn legacy_service(legacy: Option<Legacy<'_>>) -> bool {
    legacy.is_some_and(|l| l.on("cluster.discovery.enabled") && !l.on("cluster.discovery.registries.service.disabled"))
}

fn identity(cx: &SetCx<'_>, sink: &mut Sink<'_>) {
    let legacy = Legacy::of(cx);
    // What the legacy section lacks is said about the legacy section.
    let Some(document) = cx.of_kind("DiscoveryServiceConfig").next().filter(|_| !legacy_service(legacy)) else {
        return;
    };
    if !is_whole(cx) {
        return;
    }
    for (what, old, new) in [("id", "cluster.id", "clusterID"), ("secret", "cluster.secret", "clusterSecret")] {
        let in_document = cx.of_kind("DiscoveryIdentityConfig").any(|d| node(d, new).is_some());
        if in_document || legacy.is_some_and(|l| !l.text(old).is_empty()) {
            continue;
        }
        let span = document.doc.anchor();
        let problem = sink.finding(format!("discovery needs the {what} of the cluster"), span).severity(absence(cx));
        let help = format!("add `{new}` in a `DiscoveryIdentityConfig` document, or `{old}`");
        sink.push(document.doc, problem.help(help));
    }
}

fn kubespan(cx: &SetCx<'_>, sink: &mut Sink<'_>) {
    let legacy = Legacy::of(cx);
    let discovered = cx.of_kind("DiscoveryServiceConfig").next().is_some() || legacy_service(legacy);
    if !is_whole(cx) || discovered {
        return;
    }
    let problem = |span| {
        let help = "add a `DiscoveryServiceConfig` document, or switch `cluster.discovery` on";
        let problem = sink.finding("KubeSpan needs a discovery service, and there is none", span);
        problem.severity(absence(cx)).help(help)
    };
    if let Some(doc) = cx.of_kind("KubeSpanConfig").find(|d| switch(d, "enabled") == Some(true)) {
        let problem = problem(doc.doc.anchor());
        sink.push(doc.doc, problem);
    } else if let Some(legacy) = legacy.filter(|l| l.on("machine.network.kubespan.enabled")) {
        let place = ["cluster.discovery.registries.service.disabled", "cluster.discovery.enabled"];
        let place = place.iter().find_map(|p| legacy.at(p)).map(|p| p.key_span());
        let switched_on = legacy.nearest("machine.network.kubespan.enabled");
        let problem = problem(place.unwrap_or(switched_on)).label(switched_on, "KubeSpan is on here");
        sink.push(legacy.cx.doc, problem);
    }
}

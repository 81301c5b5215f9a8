//! `machine.network.kubespan`.

use super::reading::{cluster, expect, given, key, machine, on, place};
use crate::check::{DocumentCx, Sink};
use crate::diag::Severity;
use crate::lang::formats::{IP_OR_PREFIX, IP_PREFIX};
use crate::lang::talos::kinds::legacy::kubespan::KubeSpanView;
use crate::model::{FormatError, Rule, RuleRun, Version};

/// Smallest MTU of the mesh, that of IPv6.
const MTU_MIN: u32 = 1280;

/// A link too small for IPv6.
pub static KUBESPAN_MTU: Rule = Rule {
    code: "talos/kubespan-mtu",
    summary: "The link of KubeSpan carries packets of 1280 bytes.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["T-V1-032"],
    run: RuleRun::Document(kubespan_mtu),
    page: include_str!("kubespan_mtu.md"),
    formerly: &[],
};

/// Filters that are no networks.
pub static KUBESPAN_FILTER: Rule = Rule {
    code: "talos/kubespan-filter",
    summary: "Filters of KubeSpan are networks or addresses.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["T-V1-033", "T-V1-034"],
    run: RuleRun::Document(kubespan_filter),
    page: include_str!("kubespan_filter.md"),
    formerly: &[],
};

/// A mesh whose machines cannot find each other; later releases look at all documents for it.
pub static KUBESPAN_WITHOUT_CLUSTER_DISCOVERY: Rule = Rule {
    code: "talos/kubespan-without-cluster-discovery",
    summary: "KubeSpan needs discovery, the cluster's id and its secret.",
    severity: Severity::Error,
    since: None,
    until: Some(Version::new(1, 14)),
    ids: &["T-V1-035", "T-V1-036", "T-V1-037"],
    run: RuleRun::Document(kubespan_without_cluster_discovery),
    page: include_str!("kubespan_without_cluster_discovery.md"),
    formerly: &[],
};

/// The mesh, when it is on.
fn enabled<'a>(cx: &DocumentCx<'a>) -> Option<KubeSpanView<'a>> {
    machine(cx)?.network()?.kubespan().filter(|k| on(k.enabled()))
}

fn kubespan_mtu(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(mtu) = enabled(cx).and_then(|k| k.mtu()) else { return };
    if (1..MTU_MIN).contains(&mtu.value) {
        let problem = sink
            .finding(format!("the MTU of KubeSpan must be at least {MTU_MIN}, and this is {}", mtu.value), mtu.span)
            .help("the mesh carries IPv6, which needs that much; leave it out for 1420");
        sink.push(cx.doc, problem);
    }
}

fn kubespan_filter(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(filters) = enabled(cx).and_then(|k| k.filters()) else { return };
    if let Some(endpoints) = filters.endpoints() {
        for (_, text) in endpoints.iter() {
            expect(cx, sink, &IP_OR_PREFIX, text);
        }
    }
    let Some(excluded) = filters.exclude_advertised_networks() else { return };
    for (_, text) in excluded.iter() {
        if text.value.is_empty() {
            super::reading::refuse(cx, sink, IP_PREFIX.noun, text, &FormatError::new("it is empty"));
        } else {
            expect(cx, sink, &IP_PREFIX, text);
        }
    }
}

fn kubespan_without_cluster_discovery(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let (Some(root), Some(kubespan)) = (cx.root(), enabled(cx)) else { return };
    let Some(cluster) = cluster(cx).filter(|_| cx.is_config()) else { return };
    let section = key(root, "cluster");
    let asks = (key(kubespan.0, "enabled"), "KubeSpan is switched on here");
    if !on(cluster.discovery().and_then(|d| d.enabled())) {
        let here = cluster.0.key_span("discovery").unwrap_or(section);
        let span = cluster.discovery().map_or(here, |d| place(d.0, "enabled", here));
        let problem = sink
            .finding("KubeSpan needs `cluster.discovery.enabled: true`", span)
            .label(asks.0, asks.1)
            .help("the machines find each other through discovery; switch it on, or KubeSpan off");
        sink.push(cx.doc, problem);
    }
    for (name, value) in [("id", cluster.id()), ("secret", cluster.secret())] {
        if given(value).is_none() {
            let problem = sink
                .finding(format!("KubeSpan needs `cluster.{name}`"), place(cluster.0, name, section))
                .label(asks.0, asks.1)
                .help("take it from the cluster's secrets; it is the same on all machines");
            sink.push(cx.doc, problem);
        }
    }
}

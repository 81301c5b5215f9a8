//! `cluster.discovery`.

use super::reading::{cluster, given, key, on, place};
use crate::check::{DocumentCx, Sink};
use crate::diag::Severity;
use crate::lang::formats::{URL, url_parts};
use crate::lang::talos::kinds::legacy::discovery::{DiscoveryView, ServiceDiscoveryView};
use crate::model::{Rule, RuleRun};

/// The address of a discovery service.
pub static DISCOVERY_ENDPOINT: Rule = Rule {
    code: "talos/discovery-endpoint",
    summary: "The endpoint of the discovery service is a URL without a path.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["T-V1-073", "T-V1-074"],
    run: RuleRun::Document(discovery_endpoint),
    page: include_str!("discovery_endpoint.md"),
    formerly: &[],
};

/// Discovery of a cluster that has no name.
pub static DISCOVERY_SERVICE_WITHOUT_IDENTITY: Rule = Rule {
    code: "talos/discovery-service-without-identity",
    summary: "Discovery through a service needs the cluster's id and its secret.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["T-V1-075", "T-V1-076"],
    run: RuleRun::Document(discovery_service_without_identity),
    page: include_str!("discovery_service_without_identity.md"),
    formerly: &[],
};

fn service(discovery: DiscoveryView<'_>) -> Option<ServiceDiscoveryView<'_>> {
    discovery.registries()?.service()
}

fn discovery_endpoint(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(discovery) = cluster(cx).and_then(|c| c.discovery()) else { return };
    let is_off = discovery.enabled().map_or(cx.is_config(), |e| !e.value);
    let Some(service) = service(discovery).filter(|s| !is_off && !on(s.disabled())) else { return };
    let Some(text) = given(service.endpoint()) else { return };
    let Some(url) = url_parts(text.value, cx.version()) else {
        super::reading::expect(cx, sink, &URL, text);
        return;
    };
    // Only complete URLs and absolute paths are taken.
    if url.scheme.is_empty() && !text.value.starts_with('/') && text.value != "*" {
        let problem = sink
            .finding(format!("`{}` is not the URL of a discovery service: it has no scheme", text.value), text.span)
            .help(format!("write `https://{}`", text.value));
        sink.push(cx.doc, problem);
    } else if !matches!(url.path, "" | "/") || text.value.contains('#') {
        let problem = sink
            .finding("the endpoint of the discovery service has a path", text.span)
            .help("give scheme and host only, such as `https://discovery.example.com/`");
        sink.push(cx.doc, problem);
    }
}

fn discovery_service_without_identity(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(cluster) = cluster(cx) else { return };
    let Some(discovery) = cluster.discovery().filter(|d| cx.is_config() && on(d.enabled())) else { return };
    if service(discovery).is_some_and(|s| on(s.disabled())) {
        return;
    }
    for (name, value) in [("id", cluster.id()), ("secret", cluster.secret())] {
        if given(value).is_none() {
            let problem = sink
                .finding(
                    format!("the discovery service needs `cluster.{name}`"),
                    place(cluster.0, name, key(cluster.0, "discovery")),
                )
                .help("take it from the cluster's secrets; it is the same on all machines");
            sink.push(cx.doc, problem);
        }
    }
}

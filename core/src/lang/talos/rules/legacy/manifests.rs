//! `cluster.externalCloudProvider` and `cluster.inlineManifests`.

use super::reading::{cluster, expect, given, key, off};
use crate::check::{DocumentCx, Sink};
use crate::diag::Severity;
use crate::lang::formats::ENDPOINT;
use crate::model::{Rule, RuleRun};
use std::collections::BTreeMap;

/// Manifests of a provider that is switched off.
pub static CLOUD_MANIFESTS_UNUSED: Rule = Rule {
    code: "talos/cloud-manifests-unused",
    summary: "Manifests of a cloud provider are given only where it is enabled.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["T-V1-064"],
    run: RuleRun::Document(cloud_manifests_unused),
    page: include_str!("cloud_manifests_unused.md"),
    formerly: &[],
};

/// Places of manifests.
pub static CLOUD_MANIFEST_URL: Rule = Rule {
    code: "talos/cloud-manifest-url",
    summary: "Manifests of a cloud provider are fetched from URLs.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["T-V1-065"],
    run: RuleRun::Document(cloud_manifest_url),
    page: include_str!("cloud_manifest_url.md"),
    formerly: &[],
};

/// Names of inline manifests.
pub static INLINE_MANIFEST_NAME: Rule = Rule {
    code: "talos/inline-manifest-name",
    summary: "Inline manifests have names, each its own.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["T-V1-071", "T-V1-072"],
    run: RuleRun::Document(inline_manifest_name),
    page: include_str!("inline_manifest_name.md"),
    formerly: &[],
};

fn cloud_manifests_unused(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(provider) = cluster(cx).and_then(|c| c.external_cloud_provider()) else { return };
    if provider.manifests().is_some_and(|m| !m.is_empty()) && off(cx, provider.enabled()) {
        let problem = sink
            .finding("the external cloud provider is not enabled, but has `manifests`", key(provider.0, "manifests"))
            .help("write `enabled: true`, or remove the manifests");
        sink.push(cx.doc, problem);
    }
}

fn cloud_manifest_url(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let provider = cluster(cx).and_then(|c| c.external_cloud_provider()).filter(|p| !off(cx, p.enabled()));
    let Some(manifests) = provider.and_then(|p| p.manifests()) else { return };
    for (_, url) in manifests.iter() {
        expect(cx, sink, &ENDPOINT, url);
    }
}

fn inline_manifest_name(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(manifests) = cluster(cx).and_then(|c| c.inline_manifests()) else { return };
    let mut seen = BTreeMap::new();
    for name in manifests.iter().filter_map(|(_, m)| given(m.name())) {
        if name.value.trim().is_empty() {
            let problem = sink.finding("the name of an inline manifest is blank", name.span);
            sink.push(cx.doc, problem.help("give it a name that says what it deploys"));
        } else if let Some(first) = seen.insert(name.value, name.span) {
            let problem = sink
                .finding(format!("two inline manifests are called `{}`", name.value), name.span)
                .label(first, "the other one")
                .help("rename one: a name stands for one manifest");
            sink.push(cx.doc, problem);
        }
    }
}

//! `cluster.network.cni`, which counts on control plane machines only.

use super::reading::{cluster, expect, given, key, may_be_control_plane, on, place};
use crate::check::nearest::{any_of, nearest};
use crate::check::{DocumentCx, Sink};
use crate::diag::{Applicability, Severity};
use crate::lang::formats::ENDPOINT;
use crate::lang::talos::enums::CNI_NAME;
use crate::lang::talos::kinds::legacy::cluster_network::CniView;
use crate::model::{Rule, RuleRun};
use crate::text::Span;

/// Names that are known.
pub static CNI_NAME_UNKNOWN: Rule = Rule {
    code: "talos/cni-name",
    summary: "The CNI is `flannel`, `custom` or `none`.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["T-V1-063"],
    run: RuleRun::Document(cni_name),
    page: include_str!("cni_name.md"),
    formerly: &[],
};

/// Manifests that nobody applies.
pub static CNI_URLS_UNUSED: Rule = Rule {
    code: "talos/cni-urls-unused",
    summary: "Manifests of a CNI are given with `custom` only.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["T-V1-057", "T-V1-058"],
    run: RuleRun::Document(cni_urls_unused),
    page: include_str!("cni_urls_unused.md"),
    formerly: &[],
};

/// Settings of a flannel that is not deployed.
pub static FLANNEL_SETTINGS_UNUSED: Rule = Rule {
    code: "talos/flannel-settings-unused",
    summary: "Flannel is configured only where it is deployed.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["T-V1-059", "T-V1-060"],
    run: RuleRun::Document(flannel_settings_unused),
    page: include_str!("flannel_settings_unused.md"),
    formerly: &[],
};

/// A custom CNI of nothing.
pub static CUSTOM_CNI_WITHOUT_URLS: Rule = Rule {
    code: "talos/custom-cni-without-urls",
    summary: "A custom CNI names its manifests.",
    severity: Severity::Warning,
    since: None,
    until: None,
    ids: &["T-V1-061"],
    run: RuleRun::Document(custom_cni_without_urls),
    page: include_str!("custom_cni_without_urls.md"),
    formerly: &[],
};

/// Places of manifests.
pub static CNI_URL: Rule = Rule {
    code: "talos/cni-url",
    summary: "Manifests of a CNI are fetched from URLs.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["T-V1-062"],
    run: RuleRun::Document(cni_url),
    page: include_str!("cni_url.md"),
    formerly: &[],
};

/// The section with its name, unless the machine is none of the control plane.
fn cni<'a>(cx: &DocumentCx<'a>) -> Option<(CniView<'a>, &'a str)> {
    let cni = cluster(cx)?.network()?.cni()?;
    let name = cni.name().map_or("", |n| n.value);
    may_be_control_plane(cx).then_some((cni, name))
}

fn cni_name(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some((cni, name)) = cni(cx) else { return };
    let known = CNI_NAME.values.iter().map(|v| v.text);
    let unread = cni.name().is_none() && cni.0.has("name");
    if unread || known.clone().any(|k| k == name) || (name.is_empty() && !cx.is_config()) {
        return;
    }
    let Some(written) = given(cni.name()) else {
        let network = cluster(cx).and_then(|c| c.network());
        let span = network.map_or_else(|| cni.0.head(), |n| place(cni.0, "name", key(n.0, "cni")));
        let names = any_of(&known.collect::<Vec<_>>());
        sink.push(cx.doc, sink.finding("the CNI has no `name`", span).help(format!("write {names}")));
        return;
    };
    let problem = sink.finding(format!("`{name}` is not a CNI that Talos knows"), written.span);
    let problem = match nearest(name, known).first() {
        Some(best) => {
            problem.fix(format!("Replace by `{best}`"), Applicability::Safe, written.span, (*best).to_owned())
        }
        None => problem,
    };
    let help = "write `flannel`, `custom` with the `urls` of manifests, or `none` and install another CNI yourself";
    sink.push(cx.doc, problem.help(help));
}

fn cni_urls_unused(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some((cni, name @ ("flannel" | "none"))) = cni(cx) else { return };
    if cni.urls().is_some_and(|u| !u.is_empty()) {
        let problem = sink
            .finding(format!("`urls` is refused with the CNI `{name}`"), key(cni.0, "urls"))
            .help("remove it, or write `name: custom`");
        sink.push(cx.doc, problem);
    }
}

fn flannel_settings_unused(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some((cni, name @ ("none" | "custom"))) = cni(cx) else { return };
    let Some(flannel) = cni.flannel() else { return };
    let mut report = |field: &str, span: Span| {
        let problem = sink
            .finding(format!("`flannel.{field}` is refused with the CNI `{name}`"), span)
            .help("remove it, or write `name: flannel`");
        sink.push(cx.doc, problem);
    };
    if flannel.extra_args().is_some_and(|a| !a.is_empty()) {
        report("extraArgs", key(flannel.0, "extraArgs"));
    }
    if let Some(policies) = flannel.kube_network_policies_enabled().filter(|p| on(Some(*p))) {
        report("kubeNetworkPoliciesEnabled", policies.span);
    }
}

fn custom_cni_without_urls(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some((cni, "custom")) = cni(cx).filter(|_| cx.is_config()) else { return };
    if cni.urls().is_none_or(|u| u.is_empty()) {
        let span = cni.name().map_or_else(|| cni.0.head(), |n| n.span);
        let problem = sink
            .finding("a `custom` CNI without `urls` deploys nothing", span)
            .help("list its manifests, or write `none` if you install the CNI yourself");
        sink.push(cx.doc, problem);
    }
}

fn cni_url(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some((cni, "custom")) = cni(cx) else { return };
    let Some(urls) = cni.urls() else { return };
    for (_, url) in urls.iter() {
        expect(cx, sink, &ENDPOINT, url);
    }
}

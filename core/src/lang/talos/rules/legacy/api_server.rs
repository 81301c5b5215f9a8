//! `cluster.apiServer`, and the resources of all control plane components.

use super::reading::cluster;
use crate::check::{DocumentCx, Sink};
use crate::diag::Severity;
use crate::lang::talos::kinds::legacy::control_plane::{ComponentResources, ComponentResourcesView};
use crate::lang::talos::rules::k8s::is_on;
use crate::model::{Rule, RuleRun, Version};

/// Authorizers by flag and by list.
pub static AUTHORIZATION_TWICE: Rule = Rule {
    code: "talos/authorization-twice",
    summary: "Authorizers are given by flags or by `authorizationConfig`, not by both.",
    severity: Severity::Error,
    since: Some(Version::new(1, 9)),
    until: None,
    ids: &["T-V1-077", "T-V1-078"],
    run: RuleRun::Document(authorization_twice),
    page: include_str!("authorization_twice.md"),
    formerly: &[],
};

/// What a component can ask for.
pub static COMPONENT_RESOURCE: Rule = Rule {
    code: "talos/component-resource",
    summary: "Control plane components ask for `cpu` and `memory` only.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["T-V1-082", "T-V1-083", "T-V1-084", "T-K8S-008", "T-K8S-011", "T-K8S-014", "T-K8S-020", "T-K8S-057"],
    run: RuleRun::Document(component_resource),
    page: include_str!("component_resource.md"),
    formerly: &[],
};

fn authorization_twice(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(server) = cluster(cx).and_then(|c| c.api_server()) else { return };
    let (Some(list), Some(flags)) = (server.authorization_config(), server.extra_args()) else { return };
    for (flag, _) in flags.nodes() {
        if flag.value != "authorization-mode" && !flag.value.starts_with("authorization-webhook-") {
            continue;
        }
        let problem = sink
            .finding(format!("the flag `{}` and `authorizationConfig` exclude each other", flag.value), flag.span)
            .label(server.0.key_span("authorizationConfig").unwrap_or(list.span()), "authorizers are listed here")
            .help("remove the flag, and describe the authorizer in `authorizationConfig`");
        sink.push(cx.doc, problem);
    }
}

fn component_resource(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    if !cx.view.kind.flags.headless {
        // A document of its own, of which nothing counts with `enabled: false`.
        let resources = cx.root().filter(|_| is_on(cx)).and_then(|r| r.field::<ComponentResources>("resources"));
        return resources.into_iter().for_each(|r| other_resources(cx, sink, r));
    }
    let Some(cluster) = cluster(cx) else { return };
    let components = [
        cluster.api_server().and_then(|c| c.resources()),
        cluster.controller_manager().and_then(|c| c.resources()),
        cluster.scheduler().and_then(|c| c.resources()),
    ];
    for resources in components.into_iter().flatten() {
        other_resources(cx, sink, resources);
    }
}

fn other_resources(cx: &DocumentCx<'_>, sink: &mut Sink<'_>, resources: ComponentResourcesView<'_>) {
    for (view, node) in [resources.requests(), resources.limits()].into_iter().flatten() {
        for (key, _) in view.tree.entries(node) {
            let name = view.tree.text(view.tree.resolve(key));
            if !matches!(name, "cpu" | "memory") {
                let problem = sink
                    .finding(format!("`{name}` is not a resource of a control plane component"), view.tree.span(key))
                    .help("only `cpu` and `memory` can be given");
                sink.push(cx.doc, problem);
            }
        }
    }
}

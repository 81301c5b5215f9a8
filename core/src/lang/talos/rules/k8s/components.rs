//! Components of the control plane: their images and flags.

use super::super::typed::{ERROR, report};
use crate::check::{DocumentCx, Sink};
use crate::lang::talos::kinds::k8s::kube_api_server_config::KubeAPIServerConfigView;
use crate::model::{Rule, RuleRun};

/// A component that cannot start.
pub static COMPONENT_WITHOUT_IMAGE: Rule = Rule {
    code: "talos/component-without-image",
    summary: "A component that is on has an image.",
    ids: &["T-K8S-009", "T-K8S-012", "T-K8S-015"],
    run: RuleRun::Document(without_image),
    page: include_str!("component_without_image.md"),
    ..ERROR
};

/// Flags that documents of their own have replaced.
pub static API_SERVER_ARGUMENT: Rule = Rule {
    code: "talos/api-server-argument",
    summary: "Authentication and authorization of the API server are not set by flags.",
    ids: &["T-K8S-006", "T-K8S-007"],
    run: RuleRun::Document(argument),
    page: include_str!("api_server_argument.md"),
    ..ERROR
};

/// Beginnings of flags, and the kind that is used instead. Upstream's message names a `KubeAuthorizationConfig`, which
/// does not exist.
const REPLACED: &[(&str, &str)] = &[
    ("anonymous-auth", "KubeAuthenticationConfig"),
    ("authentication-config", "KubeAuthenticationConfig"),
    ("authorization-config", "KubeAuthorizerConfig"),
    ("authorization-mode", "KubeAuthorizerConfig"),
    ("authorization-webhook-", "KubeAuthorizerConfig"),
    ("oidc-", "KubeAuthenticationConfig"),
];

/// True unless `enabled: false`, which ends the validation of a component.
pub(in super::super) fn is_on(cx: &DocumentCx<'_>) -> bool {
    cx.root().and_then(|r| r.field::<bool>("enabled")).is_none_or(|e| e.value)
}

fn without_image(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(root) = cx.root().filter(|_| cx.is_config() && is_on(cx)) else { return };
    let written = root.field::<String>("image");
    if written.is_some_and(|i| !i.value.is_empty()) || written.is_none() && root.has("image") {
        return;
    }
    let place = written.map(|i| i.span).or_else(|| root.key_span("image")).unwrap_or_else(|| cx.doc.anchor());
    report(cx, sink, place, "this component has no image", "add `image` with a tag, or set `enabled: false`");
}

fn argument(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(flags) = cx.root().map(KubeAPIServerConfigView).and_then(|s| s.extra_args()) else { return };
    for (flag, _) in flags.nodes() {
        if let Some((_, kind)) = REPLACED.iter().find(|(start, _)| flag.value.starts_with(start)) {
            let headline = format!("the flag `{}` cannot be set here", flag.value);
            report(cx, sink, flag.span, headline, format!("use a `{kind}` document"));
        }
    }
}

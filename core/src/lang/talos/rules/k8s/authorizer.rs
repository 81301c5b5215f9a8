//! `KubeAuthorizerConfig`.

use super::super::typed::{ERROR, WARNING, key, report};
use crate::check::{DocumentCx, Sink};
use crate::lang::talos::kinds::k8s::kube_authorizer_config::KubeAuthorizerConfigView;
use crate::model::{Rule, RuleRun};

/// A webhook that goes nowhere.
pub static AUTHORIZER_WEBHOOK_MISSING: Rule = Rule {
    code: "talos/authorizer-webhook-missing",
    summary: "An authorizer of type `Webhook` has `webhook`.",
    ids: &["T-K8S-054"],
    run: RuleRun::Document(missing),
    page: include_str!("authorizer_webhook_missing.md"),
    ..ERROR
};

/// Settings of a webhook that is not asked.
pub static AUTHORIZER_WEBHOOK_UNUSED: Rule = Rule {
    code: "talos/authorizer-webhook-unused",
    summary: "`webhook` belongs to authorizers of type `Webhook`.",
    ids: &["T-K8S-055"],
    run: RuleRun::Document(unused),
    page: include_str!("authorizer_webhook_unused.md"),
    ..WARNING
};

/// The document, whether it is of type `Webhook`, and whether anything is said of the webhook.
fn facts<'a>(cx: &DocumentCx<'a>) -> Option<(KubeAuthorizerConfigView<'a>, bool, bool)> {
    let config = cx.root().filter(|_| cx.is_config()).map(KubeAuthorizerConfigView)?;
    let asks = config.r#type()?.value == "Webhook";
    let described = config.webhook().is_some_and(|(view, node)| view.tree.entries(node).next().is_some());
    Some((config, asks, described))
}

fn missing(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some((config, true, false)) = facts(cx) else { return };
    let place = config.0.key_span("webhook").or_else(|| config.r#type().map(|t| t.span)).unwrap_or(cx.doc.anchor());
    let help = "add `webhook` with `connectionInfo` and the timeouts, as in Kubernetes";
    report(cx, sink, place, "an authorizer of type `Webhook` needs `webhook`", help);
}

fn unused(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    if let Some((config, false, true)) = facts(cx) {
        let headline = "`webhook` has no use for this type of authorizer";
        report(cx, sink, key(config.0, "webhook"), headline, "remove it, or set `type: Webhook`");
    }
}

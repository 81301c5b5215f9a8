//! `KubeProxyConfig`.

use super::super::typed::{ERROR, WARNING, given, key, report};
use super::components::is_on;
use crate::check::{DocumentCx, Sink};
use crate::lang::talos::kinds::k8s::kube_proxy_config::KubeProxyConfigView;
use crate::model::{Rule, RuleRun};

/// A mode that does not exist.
pub static PROXY_MODE: Rule = Rule {
    code: "talos/proxy-mode",
    summary: "The mode of the proxy is nftables, iptables or ipvs.",
    ids: &["T-K8S-018"],
    run: RuleRun::Document(mode),
    page: include_str!("proxy_mode.md"),
    ..ERROR
};

/// A mode of the past.
pub static PROXY_MODE_OUTDATED: Rule = Rule {
    code: "talos/proxy-mode-outdated",
    summary: "The proxy works with nftables.",
    ids: &["T-K8S-017"],
    run: RuleRun::Document(outdated),
    page: include_str!("proxy_mode_outdated.md"),
    ..WARNING
};

/// Flags beside a configuration file.
pub static PROXY_ARGUMENTS: Rule = Rule {
    code: "talos/proxy-arguments",
    summary: "The proxy is configured by `config`, not by flags.",
    ids: &["T-K8S-019"],
    run: RuleRun::Document(arguments),
    page: include_str!("proxy_arguments.md"),
    ..WARNING
};

fn proxy<'a>(cx: &DocumentCx<'a>) -> Option<KubeProxyConfigView<'a>> {
    cx.root().filter(|_| is_on(cx)).map(KubeProxyConfigView)
}

fn mode(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(mode) = proxy(cx).and_then(|p| given(p.mode())) else { return };
    if !matches!(mode.value, "nftables" | "iptables" | "ipvs") {
        let headline = format!("`{}` is not a mode of the proxy", mode.value);
        report(cx, sink, mode.span, headline, "leave it out for `nftables`; `iptables` and `ipvs` work too");
    }
}

fn outdated(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(mode) = proxy(cx).and_then(|p| given(p.mode())) else { return };
    if matches!(mode.value, "iptables" | "ipvs") {
        let headline = format!("the proxy mode `{}` is not recommended any more", mode.value);
        report(cx, sink, mode.span, headline, "use `nftables`, unless something on the nodes depends on the old mode");
    }
}

fn arguments(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(proxy) = proxy(cx).filter(|p| p.extra_args().is_some_and(|a| a.nodes().next().is_some())) else { return };
    let help = "the proxy reads a configuration file, and most flags do nothing beside it; move them into `config`";
    report(cx, sink, key(proxy.0, "extraArgs"), "flags of the proxy may have no effect", help);
}

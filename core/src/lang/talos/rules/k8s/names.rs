//! Names of Kubernetes objects, and the cluster's address.

use super::super::labels::is_subdomain;
use super::super::typed::{ERROR, name_place, report, texts};
use crate::check::{DocumentCx, Sink};
use crate::lang::formats::{ENDPOINT, URL};
use crate::model::{Rule, RuleRun};

/// A name that no object can have.
pub static KUBERNETES_OBJECT_NAME: Rule = Rule {
    code: "talos/kubernetes-object-name",
    summary: "Manifests and static pods have names that objects of Kubernetes can have.",
    ids: &["T-K8S-059", "T-K8S-063", "T-K8S-065"],
    run: RuleRun::Document(object_name),
    page: include_str!("kubernetes_object_name.md"),
    ..ERROR
};

/// An address that no client can use.
pub static KUBERNETES_ENDPOINT: Rule = Rule {
    code: "talos/kubernetes-endpoint",
    summary: "The endpoint of the cluster is a URL with a host.",
    ids: &["T-K8S-023"],
    run: RuleRun::Document(endpoint),
    page: include_str!("kubernetes_endpoint.md"),
    ..ERROR
};

const NAME_MAX: usize = 253;

fn object_name(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let name = cx.name();
    if name.is_empty() || name.len() <= NAME_MAX && is_subdomain(name) {
        return;
    }
    let help = "use lower case letters, digits, `-` and `.`, with a letter or digit at both ends";
    report(cx, sink, name_place(cx), format!("`{name}` cannot be the name of a Kubernetes object"), help);
}

fn endpoint(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    // A patch may give a part of the URL only; what is no URL at all is reported by the table.
    for text in texts(cx, "endpoint").into_iter().filter(|_| cx.is_config()) {
        if (URL.check)(text.value, cx.version()).is_ok()
            && let Err(error) = (ENDPOINT.check)(text.value, cx.version())
        {
            let headline = format!("`{}` is not {}: {}", text.value, ENDPOINT.noun, error.message);
            report(cx, sink, text.span, headline, "write it as `https://192.0.2.10:6443`");
        }
    }
}

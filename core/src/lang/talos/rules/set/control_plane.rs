//! What control plane machines need, and what only they may have.

use crate::check::{SetCx, Sink};
use crate::diag::Severity;
use crate::model::{Rule, RuleRun, Version};
use crate::syntax::holes::is_hole;

use super::reading::{Legacy, absence, is_whole, node};

/// Kinds of the control plane on another machine.
pub static CONTROL_PLANE_KIND_ON_WORKER: Rule = Rule {
    code: "talos/control-plane-kind-on-worker",
    summary: "Kinds of the control plane stand in configurations of control plane machines only.",
    severity: Severity::Error,
    since: Some(Version::new(1, 14)),
    until: None,
    ids: &["T-CTR-016"],
    run: RuleRun::Set(kinds),
    page: include_str!("control_plane_kind_on_worker.md"),
    formerly: &[],
};

/// A control plane without a key for secrets in etcd.
pub static ETCD_ENCRYPTION_MISSING: Rule = Rule {
    code: "talos/etcd-encryption-missing",
    summary: "A control plane machine has a key for the secrets in etcd.",
    severity: Severity::Error,
    since: Some(Version::new(1, 14)),
    until: None,
    ids: &["T-CTR-015"],
    run: RuleRun::Set(etcd_encryption),
    page: include_str!("etcd_encryption_missing.md"),
    formerly: &[],
};

/// No address of the Kubernetes API.
pub static ENDPOINT_MISSING: Rule = Rule {
    code: "talos/endpoint-missing",
    summary: "The address of the Kubernetes API is given.",
    severity: Severity::Error,
    since: None,
    until: Some(Version::new(1, 14)),
    ids: &["T-V1-054"],
    run: RuleRun::Set(endpoint),
    page: include_str!("endpoint_missing.md"),
    formerly: &[],
};

fn kinds(cx: &SetCx<'_>, sink: &mut Sink<'_>) {
    let legacy = Legacy::of(cx);
    if !is_whole(cx) || legacy.is_some_and(|l| l.is_control_plane() || is_hole(l.text("machine.type"))) {
        return;
    }
    for doc in cx.docs.iter().filter(|d| d.view.kind.flags.control_plane_only) {
        let headline = format!("`{}` is for control plane machines only", doc.view.kind.name);
        let problem = sink.finding(headline, doc.doc.anchor());
        let problem = match legacy.and_then(|l| l.at("machine.type").map(|t| (l, t))) {
            Some((_, place)) => problem
                .label(place.key_span(), "the type of this machine")
                .help("remove the document from this machine"),
            None => problem
                .severity(absence(cx))
                .help("no document here says `machine.type: controlplane`; by itself this is refused"),
        };
        sink.push(doc.doc, problem);
    }
}

fn etcd_encryption(cx: &SetCx<'_>, sink: &mut Sink<'_>) {
    let Some(legacy) = Legacy::of(cx).filter(|l| is_whole(cx) && l.is_control_plane()) else { return };
    let document = cx.of_kind("KubeAPIServerCAConfig").find(|d| node(d, "issuingCA").is_some());
    let place = legacy.at("cluster.ca");
    let has_key = ["cluster.secretboxEncryptionSecret", "cluster.aescbcEncryptionSecret"];
    let has_key = has_key.iter().any(|p| !legacy.text(p).is_empty());
    if has_key || cx.of_kind("KubeEtcdEncryptionConfig").next().is_some() {
        return;
    }
    let (doc, span) = match (place, document) {
        (Some(place), _) => (legacy.cx, place.key_span()),
        (None, Some(document)) => (document, document.doc.anchor()),
        (None, None) => return,
    };
    let problem = sink.finding("the secrets of the cluster have no encryption key", span);
    sink.push(
        doc.doc,
        problem
            .note("a machine with this runs an API server")
            .help("add a `KubeEtcdEncryptionConfig` document, or `cluster.secretboxEncryptionSecret`"),
    );
}

fn endpoint(cx: &SetCx<'_>, sink: &mut Sink<'_>) {
    let Some(legacy) = Legacy::of(cx).filter(|l| is_whole(cx) && l.at("machine").is_some()) else { return };
    if legacy.at("cluster").is_some() && legacy.at("cluster.controlPlane").is_none() {
        let problem =
            sink.finding("`cluster.controlPlane.endpoint` is missing", legacy.nearest("cluster.controlPlane"));
        let help = "add the address by which all machines reach the Kubernetes API, such as `https://10.0.0.10:6443`";
        sink.push(legacy.cx.doc, problem.help(help));
    }
}

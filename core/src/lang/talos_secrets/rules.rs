//! Rules of the bundle (Talos 1.14, pkg/machinery/config/generate/secrets). Releases up to 1.10 did not check and made
//! configurations that no machine could use.

use crate::check::{DocumentCx, Sink};
use crate::lang::formats::decoded;
use crate::lang::talos::rules::pem::{blocks, is_certificate, is_key};
use crate::lang::talos::rules::typed::ERROR;
use crate::model::{Rule, RuleRun};
use crate::tree::NodeId;

/// A certificate or key that cannot be read.
pub static AUTHORITY: Rule = Rule {
    code: "talos-secrets/unreadable-pair",
    summary: "Certificates and keys of a secrets bundle can be read.",
    ids: &["T-SEC-012", "T-SEC-014"],
    run: RuleRun::Document(authority),
    page: include_str!("unreadable_pair.md"),
    ..ERROR
};

/// None or both of the keys for etcd.
pub static ENCRYPTION_SECRET: Rule = Rule {
    code: "talos-secrets/encryption-secret",
    summary: "A secrets bundle has one key for Secrets in etcd.",
    ids: &["T-SEC-006", "T-SEC-007"],
    run: RuleRun::Document(encryption_secret),
    page: include_str!("encryption_secret.md"),
    ..ERROR
};

const PAIRS: &[&str] = &["etcd", "k8s", "k8saggregator", "os"];

fn authority(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(certificates) = below(cx, cx.doc.root(), "certs") else { return };
    for name in PAIRS {
        check(cx, sink, certificates, name, ("crt", "certificate"));
        check(cx, sink, certificates, name, ("key", "private key"));
    }
    check(cx, sink, certificates, "k8sserviceaccount", ("key", "private key"));
}

fn below(cx: &DocumentCx<'_>, node: Option<NodeId>, key: &str) -> Option<NodeId> {
    let tree = &cx.doc.tree;
    tree.get(tree.resolve(node?), key)
}

/// A pair that is missing, and base64 that is none, have their own findings.
fn check(cx: &DocumentCx<'_>, sink: &mut Sink<'_>, certificates: NodeId, name: &str, (key, what): (&str, &str)) {
    let tree = &cx.doc.tree;
    let Some(pair) = below(cx, Some(certificates), name).map(|p| tree.resolve(p)) else { return };
    let value = tree.get(pair, key).map(|n| tree.resolve(n));
    let bytes = value.map_or(Some(Vec::new()), |n| decoded(tree.text(n)));
    let Some(text) = bytes.map(|b| String::from_utf8(b).unwrap_or_default()) else { return };
    let readable = blocks(&text).first().is_some_and(|b| match key {
        "crt" => b.name == "CERTIFICATE" && is_certificate(&b.bytes),
        _ => is_key(b),
    });
    if !readable {
        let span = value.map_or(tree.span(pair).at_start(), |n| tree.span(n));
        let problem = sink.finding(format!("there is no readable {what} in `{key}` of `{name}`"), span);
        sink.push(cx.doc, problem.help("take the bundle from a backup; a new one makes a new cluster"));
    }
}

fn encryption_secret(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let tree = &cx.doc.tree;
    let Some(secrets) = below(cx, cx.doc.root(), "secrets") else { return };
    let given = |key: &str| {
        let node = below(cx, Some(secrets), key).map(|n| tree.resolve(n));
        node.filter(|n| !tree.text(*n).is_empty())
    };
    let (old, new) = (given("aescbcencryptionsecret"), given("secretboxencryptionsecret"));
    let problem = match (old, new) {
        (None, None) => sink
            .finding("the key for Secrets in etcd is missing", tree.span(secrets).at_start())
            .help("`secretboxencryptionsecret` has it, and `aescbcencryptionsecret` in clusters made before Talos 1.3"),
        (Some(old), Some(new)) => sink
            .finding("there are two keys for Secrets in etcd", tree.span(old))
            .label(tree.span(new), "the other one")
            .help("keep the one that the cluster was made with"),
        _ => return,
    };
    sink.push(cx.doc, problem);
}

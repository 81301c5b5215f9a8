//! Certificates and keys as PEM text.

use super::super::pem::{Block, blocks, is_certificate, is_key};
use super::super::typed::{ERROR, report, texts, texts_and_empty};
use crate::check::{DocumentCx, Sink};
use crate::model::{Rule, RuleRun, Version};
use crate::text::Spanned;

/// A text that holds no certificate.
pub static CERTIFICATE: Rule = Rule {
    code: "talos/certificate",
    summary: "Where a certificate belongs is the PEM text of one.",
    ids: &[
        "T-PEM-003",
        "T-PEM-004",
        "T-PEM-006",
        "T-CRI-012",
        "T-CRI-013",
        "T-K8S-041",
        "T-K8S-042",
        "T-K8S-044",
        "T-K8S-045",
    ],
    run: RuleRun::Document(certificate),
    page: include_str!("certificate.md"),
    ..ERROR
};

/// A text that holds no key.
pub static PRIVATE_KEY: Rule = Rule {
    code: "talos/private-key",
    summary: "Where a private key belongs is the PEM text of one.",
    ids: &["T-PEM-005", "T-PEM-007", "T-CRI-013", "T-K8S-041", "T-K8S-044", "T-K8S-047"],
    run: RuleRun::Document(private_key),
    page: include_str!("private_key.md"),
    ..ERROR
};

const HELP: &str =
    "paste the PEM text as a literal block (`|`), with its lines `-----BEGIN …-----` and `-----END …-----`";

/// Before 1.14 the identity of a registry client was parsed, since then only its PEM blocks are looked at.
fn identity_is_parsed(cx: &DocumentCx<'_>) -> bool {
    cx.version() < Version::new(1, 14)
}

fn certificate(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    for text in texts(cx, "ca") {
        let fine = |b: &Block<'_>| b.name == "CERTIFICATE" && is_certificate(&b.bytes);
        if !blocks(text.value).iter().any(fine) {
            report(cx, sink, text.span, "there is no certificate in `ca`", HELP);
        }
    }
    let parsed = identity_is_parsed(cx);
    let client = texts(cx, "clientIdentity.cert").into_iter().map(|t| (t, !parsed, parsed));
    let issuing = texts(cx, "issuingCA.cert").into_iter().map(|t| (t, true, true));
    let accepted = texts_and_empty(cx, "acceptedCAs[]").into_iter().map(|t| (t, true, false));
    for (text, named, parsed) in client.chain(issuing).chain(accepted) {
        if let Some(why) = certificate_fault(text, named, parsed) {
            report(cx, sink, text.span, why, HELP);
        }
    }
}

/// What is wrong with the text of a certificate, whose blocks must be `named` so, and the first be `parsed`.
fn certificate_fault(text: Spanned<&str>, named: bool, parsed: bool) -> Option<String> {
    let blocks = blocks(text.value);
    let Some(first) = blocks.first() else { return Some("this is not PEM text of a certificate".to_owned()) };
    let other = blocks.iter().find(|b| named && b.name != "CERTIFICATE");
    if let Some(block) = other {
        return Some(format!("a certificate is needed, and this is a `{}`", block.name));
    }
    (parsed && !is_certificate(&first.bytes)).then(|| "the content of this certificate cannot be read".to_owned())
}

fn private_key(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let parsed = identity_is_parsed(cx);
    // A pair is looked at in order, as upstream: what is wrong with the certificate comes first.
    let alone = |pair: &str, named, parsed| {
        let bad = |t: &Spanned<&str>| certificate_fault(*t, named, parsed).is_some();
        !texts(cx, &format!("{pair}.cert")).iter().any(bad)
    };
    let client = texts(cx, "clientIdentity.key").into_iter().map(|t| (t, parsed));
    let client = client.filter(|_| parsed || alone("clientIdentity", true, false));
    let issuing = texts(cx, "issuingCA.key").into_iter().filter(|_| alone("issuingCA", true, true));
    let others = issuing.chain(texts(cx, "issuer.privateKey")).map(|t| (t, true));
    for (text, parsed) in client.chain(others) {
        let blocks = blocks(text.value);
        let why = match blocks.first() {
            None => "this is not PEM text of a key".to_owned(),
            Some(first) if parsed && !is_key(first) && first.name.ends_with("PRIVATE KEY") => {
                "the content of this key cannot be read".to_owned()
            }
            Some(first) if parsed && !is_key(first) => {
                format!("a private key is needed, and this is a `{}`", first.name)
            }
            Some(_) => continue,
        };
        report(cx, sink, text.span, why, HELP);
    }
}

//! `cluster.controlPlane.endpoint` and `cluster.network.dnsDomain`.

use super::reading::{cluster, expect, given};
use crate::check::{DocumentCx, Sink};
use crate::diag::Severity;
use crate::lang::formats::ENDPOINT;
use crate::model::{Rule, RuleRun};

/// Longest label of a name.
const LABEL_MAX: usize = 63;

/// Longest name, dots not counted.
const NAME_MAX: usize = 255;

/// An address of the API server that can be used.
pub static CLUSTER_ENDPOINT: Rule = Rule {
    code: "talos/cluster-endpoint",
    summary: "The endpoint of the cluster is a URL with host and, if any, a proper port.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["T-V1-055"],
    run: RuleRun::Document(cluster_endpoint),
    page: include_str!("cluster_endpoint.md"),
    formerly: &[],
};

/// The domain of services.
pub static DNS_DOMAIN: Rule = Rule {
    code: "talos/dns-domain",
    summary: "The DNS domain of services is a domain name.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["T-V1-056"],
    run: RuleRun::Document(dns_domain),
    page: include_str!("dns_domain.md"),
    formerly: &[],
};

fn cluster_endpoint(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    // A patch may give a part of the URL only. What is no URL at all is reported by the table.
    let endpoint = cluster(cx).filter(|_| cx.is_config()).and_then(|c| c.control_plane()).and_then(|c| c.endpoint());
    let Some(text) = given(endpoint) else { return };
    if (crate::lang::formats::URL.check)(text.value, cx.version()).is_ok() {
        expect(cx, sink, &ENDPOINT, text);
    }
}

fn dns_domain(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(domain) = given(cluster(cx).and_then(|c| c.network()).and_then(|n| n.dns_domain())) else { return };
    if let Some(why) = why_no_domain(domain.value) {
        let problem = sink
            .finding(format!("`{}` is not a DNS domain: {why}", domain.value), domain.span)
            .help("letters, digits, `-` and `_` in parts divided by dots, such as `cluster.local`");
        sink.push(cx.doc, problem);
    }
}

/// What validation has against a name, which may end in one dot or underscore (Talos 1.14, `isValidDNSName`).
fn why_no_domain(name: &str) -> Option<String> {
    if name.len() - name.matches('.').count() > NAME_MAX {
        return Some(format!("it has more than {NAME_MAX} characters"));
    }
    let bare = name.strip_suffix(['.', '_']).filter(|b| !b.is_empty());
    let why = bad_label(bare.unwrap_or(name))?;
    bad_label(name).map(|_| why)
}

fn bad_label(name: &str) -> Option<String> {
    name.split('.').find_map(|label| {
        let inside = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        match label.chars().next() {
            None => Some("a part between dots is empty".to_owned()),
            Some('-') => Some(format!("`{label}` starts with `-`")),
            _ if label.len() > LABEL_MAX => Some(format!("`{label}` has more than {LABEL_MAX} characters")),
            _ => label.chars().find(|c| !inside(*c)).map(|c| format!("`{c}` cannot be part of it")),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::why_no_domain;

    #[test]
    fn domains() {
        let long = format!("{}.local", "a".repeat(63));
        for fine in ["cluster.local", "a", "_x.y", "cluster.local.", "x_", "a-", &long, "a__", "a._"] {
            assert_eq!(why_no_domain(fine), None, "{fine}");
        }
        let longer = format!("{}.local", "a".repeat(64));
        for bad in ["-a", "a..b", ".", "a b", "ä.local", ".a", "a..", &longer] {
            assert!(why_no_domain(bad).is_some(), "{bad}");
        }
        let parts = vec!["a".repeat(63); 4].join(".");
        assert_eq!(why_no_domain(&format!("{parts}.abc")), None);
        assert!(why_no_domain(&format!("{parts}.abcd")).is_some());
    }
}

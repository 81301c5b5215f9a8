//! A typed document against the legacy document: what may stand in one of them only.
//!
//! Sources: the `ValidateConflicts` methods of Talos 1.14, pkg/machinery/config/types; 1.11 had only the one on disk
//! encryption. Each document stops at its first hit, in the order of the rows; further places are named in the same
//! finding. Copied row by row, since the conditions differ: presence, or content, or a switch that is on.

mod rows;

use crate::check::{DocumentCx, SetCx, Sink};
use crate::diag::Severity;
use crate::model::{Rule, RuleRun, Version};

use super::set::reading::{Legacy, Place, is_written, node};
use rows::{Row, When};

/// See the page.
pub static CLUSTER: Rule = Rule {
    code: "talos/cluster-in-two-places",
    summary: "Name, endpoint and networks of the cluster are configured in one place.",
    severity: Severity::Error,
    since: Some(Version::new(1, 14)),
    until: None,
    ids: &["T-XC-027", "T-XC-028", "T-XC-029", "T-XC-030"],
    run: RuleRun::Set(|cx, sink| compare(rows::CLUSTER, cx, sink)),
    page: include_str!("cluster.md"),
    formerly: &[],
};

/// See the page.
pub static CONTROL_PLANE: Rule = Rule {
    code: "talos/control-plane-in-two-places",
    summary: "Components of the control plane are configured in one place.",
    severity: Severity::Error,
    since: Some(Version::new(1, 14)),
    until: None,
    ids: &[
        "T-XC-031", "T-XC-032", "T-XC-033", "T-XC-034", "T-XC-035", "T-XC-036", "T-XC-037", "T-XC-038", "T-XC-039",
        "T-XC-040", "T-XC-041", "T-XC-042", "T-XC-043",
    ],
    run: RuleRun::Set(|cx, sink| compare(rows::CONTROL_PLANE, cx, sink)),
    page: include_str!("control_plane.md"),
    formerly: &[],
};

/// See the page.
pub static DISCOVERY: Rule = Rule {
    code: "talos/discovery-in-two-places",
    summary: "The cluster's identity and its discovery service are configured in one place.",
    severity: Severity::Error,
    since: Some(Version::new(1, 14)),
    until: None,
    ids: &["T-XC-012", "T-XC-013"],
    run: RuleRun::Set(|cx, sink| compare(rows::DISCOVERY, cx, sink)),
    page: include_str!("discovery.md"),
    formerly: &[],
};

/// See the page.
pub static DISK_ENCRYPTION: Rule = Rule {
    code: "talos/disk-encryption-in-two-places",
    summary: "A partition is encrypted by the legacy document or by `VolumeConfig`, not by both.",
    severity: Severity::Error,
    since: Some(Version::new(1, 11)),
    until: None,
    ids: &["T-XC-001"],
    run: RuleRun::Set(|cx, sink| compare(rows::DISK_ENCRYPTION, cx, sink)),
    page: include_str!("disk_encryption.md"),
    formerly: &[],
};

/// See the page.
pub static HOSTNAME: Rule = Rule {
    code: "talos/hostname-in-two-places",
    summary: "The hostname is set in one place.",
    severity: Severity::Error,
    since: Some(Version::new(1, 12)),
    until: None,
    ids: &["T-XC-002", "T-XC-003"],
    run: RuleRun::Set(|cx, sink| compare(rows::HOSTNAME, cx, sink)),
    page: include_str!("hostname.md"),
    formerly: &[],
};

/// See the page.
pub static KUBELET: Rule = Rule {
    code: "talos/kubelet-in-two-places",
    summary: "The kubelet is configured in one place.",
    severity: Severity::Error,
    since: Some(Version::new(1, 14)),
    until: None,
    ids: &["T-XC-017", "T-XC-018"],
    run: RuleRun::Set(|cx, sink| compare(rows::KUBELET, cx, sink)),
    page: include_str!("kubelet.md"),
    formerly: &[],
};

/// See the page.
pub static KUBESPAN: Rule = Rule {
    code: "talos/kubespan-in-two-places",
    summary: "KubeSpan is configured in one place.",
    severity: Severity::Error,
    since: Some(Version::new(1, 13)),
    until: None,
    ids: &["T-XC-011"],
    run: RuleRun::Set(|cx, sink| compare(rows::KUBESPAN, cx, sink)),
    page: include_str!("kubespan.md"),
    formerly: &[],
};

/// See the page.
pub static NODE: Rule = Rule {
    code: "talos/node-in-two-places",
    summary: "Settings of the node are made in one place.",
    severity: Severity::Error,
    since: Some(Version::new(1, 14)),
    until: None,
    ids: &["T-XC-019", "T-XC-020", "T-XC-021", "T-XC-022", "T-XC-023", "T-XC-024", "T-XC-025", "T-XC-026"],
    run: RuleRun::Set(|cx, sink| compare(rows::NODE, cx, sink)),
    page: include_str!("node.md"),
    formerly: &[],
};

/// See the page.
pub static RESOLVERS: Rule = Rule {
    code: "talos/resolvers-in-two-places",
    summary: "Resolvers, search domains and host DNS are set in one place.",
    severity: Severity::Error,
    since: Some(Version::new(1, 12)),
    until: None,
    ids: &["T-XC-004", "T-XC-005", "T-XC-006", "T-XC-007"],
    run: RuleRun::Set(|cx, sink| compare(rows::RESOLVERS, cx, sink)),
    page: include_str!("resolvers.md"),
    formerly: &[],
};

/// See the page.
pub static RUNTIME: Rule = Rule {
    code: "talos/runtime-in-two-places",
    summary: "Runtime settings, the image cache and the installation are configured in one place.",
    severity: Severity::Error,
    since: Some(Version::new(1, 14)),
    until: None,
    ids: &["T-XC-014", "T-XC-015", "T-XC-016"],
    run: RuleRun::Set(|cx, sink| compare(rows::RUNTIME, cx, sink)),
    page: include_str!("runtime.md"),
    formerly: &[],
};

/// See the page.
pub static SECRETS: Rule = Rule {
    code: "talos/secrets-in-two-places",
    summary: "Certificate authorities and keys of the cluster are given in one place.",
    severity: Severity::Error,
    since: Some(Version::new(1, 14)),
    until: None,
    ids: &["T-XC-044", "T-XC-045", "T-XC-046", "T-XC-047"],
    run: RuleRun::Set(|cx, sink| compare(rows::SECRETS, cx, sink)),
    page: include_str!("secrets.md"),
    formerly: &[],
};

/// See the page.
pub static TIME: Rule = Rule {
    code: "talos/time-in-two-places",
    summary: "Time servers are set in one place.",
    severity: Severity::Error,
    since: Some(Version::new(1, 12)),
    until: None,
    ids: &["T-XC-008", "T-XC-009", "T-XC-010"],
    run: RuleRun::Set(|cx, sink| compare(rows::TIME, cx, sink)),
    page: include_str!("time.md"),
    formerly: &[],
};

/// Holds every document of a kind of the rows against the legacy document.
fn compare(rows: &[Row], cx: &SetCx<'_>, sink: &mut Sink<'_>) {
    let Some(legacy) = Legacy::of(cx).filter(|_| is_written(cx)) else { return };
    for doc in cx.docs {
        let mut hits = rows.iter().filter(|r| r.applies(doc)).filter_map(|r| Some((r, r.hit(&legacy)?)));
        let Some((row, place)) = hits.next() else { continue };
        let headline = format!("`{}` and the document `{}` set the same thing", row.path, doc.doc.label());
        let mut problem = sink
            .finding(headline, place.key_span())
            .label(doc.doc.anchor(), "the document")
            .help("keep one of the two; the document is the newer form");
        for (_, other) in hits {
            problem = problem.label(other.key_span(), "this, too");
        }
        sink.push(legacy.cx.doc, problem);
    }
}

impl Row {
    fn applies(&self, doc: &DocumentCx<'_>) -> bool {
        doc.view.kind.name == self.kind
            && self.since.is_none_or(|s| s <= doc.version())
            && self.name.is_none_or(|n| n == doc.name())
            && self.needs.is_none_or(|path| is_filled(doc, path))
    }

    fn hit<'a>(&self, legacy: &Legacy<'a>) -> Option<Place<'a>> {
        let place = legacy.at(self.path)?;
        let hit = match self.when {
            When::Given => true,
            When::Text => !place.text().is_empty(),
            When::On => place.boolean() == Some(true),
            When::Filled => place.len() > 0,
            When::NonZero => !matches!(place.text(), "" | "0"),
            When::Duration => !matches!(place.text(), "" | "0" | "0s"),
            When::Address => place.texts().any(|t| t.parse::<core::net::IpAddr>().is_ok()),
            // Since 1.14 an empty list counts as given.
            When::SearchDomains => place.len() > 0 || legacy.cx.version() >= Version::new(1, 14),
        };
        hit.then_some(place)
    }
}

/// True when something with content is written at a path.
fn is_filled(doc: &DocumentCx<'_>, path: &str) -> bool {
    let tree = &doc.doc.tree;
    node(doc, path).is_some_and(|n| {
        let n = tree.resolve(n);
        let empty = tree.children(n).is_empty() && tree.text(n).is_empty();
        let all_null =
            tree.entries(n).len() > 0 && tree.entries(n).all(|(_, v)| crate::model::is_null(doc.doc.view_cx(), v));
        !empty && !all_null
    })
}

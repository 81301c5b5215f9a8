//! `cluster.etcd`.

use super::reading::{cluster, expect, given, is_not_control_plane, key, may_be_control_plane};
use crate::check::{DocumentCx, Sink};
use crate::diag::Severity;
use crate::lang::formats::IP_OR_PREFIX;
use crate::model::{Rule, RuleRun};

/// The section on a worker.
pub static ETCD_ON_WORKER: Rule = Rule {
    code: "talos/etcd-on-worker",
    summary: "Only control plane machines run etcd.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["T-V1-066"],
    run: RuleRun::Document(etcd_on_worker),
    page: include_str!("etcd_on_worker.md"),
    formerly: &[],
};

/// The old form beside the new one.
pub static ETCD_SUBNET_TWICE: Rule = Rule {
    code: "talos/etcd-subnet-twice",
    summary: "The networks of etcd are given in one way.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["T-V1-068"],
    run: RuleRun::Document(etcd_subnet_twice),
    page: include_str!("etcd_subnet_twice.md"),
    formerly: &[],
};

/// Networks of etcd.
pub static ETCD_SUBNET: Rule = Rule {
    code: "talos/etcd-subnet",
    summary: "The networks of etcd are networks or addresses.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["T-V1-069", "T-V1-070"],
    run: RuleRun::Document(etcd_subnet),
    page: include_str!("etcd_subnet.md"),
    formerly: &[],
};

fn etcd_on_worker(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(cluster) = cluster(cx).filter(|c| c.0.has("etcd") && is_not_control_plane(cx)) else { return };
    let problem = sink
        .finding("`cluster.etcd` is allowed on control plane machines only", key(cluster.0, "etcd"))
        .help("remove the section: workers run no etcd and must not have its certificate authority");
    sink.push(cx.doc, problem);
}

fn etcd_subnet_twice(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(etcd) = cluster(cx).and_then(|c| c.etcd()).filter(|_| may_be_control_plane(cx)) else { return };
    let Some(subnet) = given(etcd.subnet()) else { return };
    if etcd.advertised_subnets().is_some_and(|a| !a.is_empty()) {
        let problem = sink
            .finding("`subnet` and `advertisedSubnets` of etcd exclude each other", subnet.span)
            .label(key(etcd.0, "advertisedSubnets"), "the newer form")
            .help("move the network into `advertisedSubnets`");
        sink.push(cx.doc, problem);
    }
}

fn etcd_subnet(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(etcd) = cluster(cx).and_then(|c| c.etcd()).filter(|_| may_be_control_plane(cx)) else { return };
    let advertised = etcd.advertised_subnets().filter(|a| !a.is_empty());
    for list in [advertised, etcd.listen_subnets()].into_iter().flatten() {
        for (_, text) in list.iter() {
            expect(cx, sink, &IP_OR_PREFIX, text);
        }
    }
    if let Some(text) = given(etcd.subnet()).filter(|_| advertised.is_none()) {
        expect(cx, sink, &IP_OR_PREFIX, text);
    }
}

//! Certificate authorities: who must have which certificate and key.

use super::reading::{MachineRole, cluster, given, key, machine, role};
use crate::check::{DocumentCx, Sink};
use crate::diag::Severity;
use crate::lang::talos::kinds::legacy::machine::MachineView;
use crate::model::{Rule, RuleRun, StructView, Version};
use crate::text::Span;

/// What a machine has to trust.
pub static MACHINE_CA_MISSING: Rule = Rule {
    code: "talos/machine-ca-missing",
    summary: "A machine has a certificate authority to trust, and a control plane machine its key.",
    severity: Severity::Error,
    since: Some(Version::new(1, 8)),
    until: None,
    ids: &["T-V1-020", "T-V1-021", "T-V1-022", "T-V1-024"],
    run: RuleRun::Document(machine_ca_missing),
    page: include_str!("machine_ca_missing.md"),
    formerly: &[],
};

/// Keys that workers must not have.
pub static CA_KEY_ON_WORKER: Rule = Rule {
    code: "talos/ca-key-on-worker",
    summary: "Only control plane machines hold the keys of certificate authorities.",
    severity: Severity::Error,
    since: Some(Version::new(1, 7)),
    until: None,
    ids: &["T-V1-023", "T-V1-025", "T-V1-026"],
    run: RuleRun::Document(ca_key_on_worker),
    page: include_str!("ca_key_on_worker.md"),
    formerly: &[],
};

fn machine_ca_missing(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let (Some(root), Some(machine)) = (cx.root(), machine(cx)) else { return };
    let Some(role) = role(cx).filter(|_| cx.is_config()) else { return };
    let accepted = machine.accepted_cas().is_some_and(|a| !a.is_empty());
    if let Some((span, headline, help)) = missing(&machine, role, accepted, key(root, "machine")) {
        sink.push(cx.doc, sink.finding(headline, span).help(help));
    }
}

type Missing = (Span, &'static str, &'static str);

fn missing(machine: &MachineView<'_>, role: MachineRole, accepted: bool, section: Span) -> Option<Missing> {
    let from_secrets = "take it from the cluster's secrets, certificate and key";
    let is_control_plane = role == MachineRole::ControlPlane;
    let section = machine.0.key_span("ca").unwrap_or(section);
    if !machine.0.has("ca") {
        return match (is_control_plane, accepted) {
            (true, _) => Some((
                section,
                "`machine.ca` is missing: a control plane machine issues certificates with it",
                from_secrets,
            )),
            (false, false) => Some((
                section,
                "neither `machine.ca` nor `machine.acceptedCAs` says whom the machine trusts",
                "add `ca` with the certificate of the cluster's Talos API, on workers without its key",
            )),
            (false, true) => None,
        };
    }
    let ca = machine.ca()?;
    match role {
        MachineRole::ControlPlane if given(ca.key()).is_none() => Some((
            section,
            "`machine.ca` has no `key`, and a control plane machine issues certificates with it",
            from_secrets,
        )),
        MachineRole::Worker if given(ca.crt()).is_none() && !accepted => Some((
            section,
            "`machine.ca` has no `crt`, so the machine trusts nobody",
            "add the certificate, or list some in `acceptedCAs`",
        )),
        _ => None,
    }
}

fn ca_key_on_worker(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let (machine_ca, cluster_ca) = (machine(cx).and_then(|m| m.ca()), cluster(cx).and_then(|c| c.ca()));
    match role(cx) {
        None | Some(MachineRole::ControlPlane) => return,
        Some(MachineRole::Worker) => {
            if let Some(ca) = machine_ca.filter(|ca| given(ca.key()).is_some()) {
                key_found(cx, sink, "machine.ca", ca.0);
            }
        }
        Some(MachineRole::Unknown) => {}
    }
    if let Some(ca) = cluster_ca.filter(|ca| given(ca.key()).is_some()) {
        key_found(cx, sink, "cluster.ca", ca.0);
    }
}

fn key_found(cx: &DocumentCx<'_>, sink: &mut Sink<'_>, name: &str, ca: StructView<'_>) {
    let problem = sink
        .finding(format!("the key of `{name}` does not belong on a worker"), key(ca, "key"))
        .help("write `key: \"\"`: with the key, whoever takes over the worker rules the cluster");
    sink.push(cx.doc, problem);
}

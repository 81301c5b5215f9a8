//! `machine.kubelet`.

use super::reading::{expect, machine};
use crate::check::{DocumentCx, Sink};
use crate::diag::Severity;
use crate::lang::formats::IP_OR_PREFIX;
use crate::lang::talos::kinds::k8s::kubelet_config::KubeletConfigView;
use crate::model::{Rule, RuleRun};

/// Fields of the kubelet's configuration that Talos sets itself (Talos 1.14, pkg/machinery/kubelet; the same since 1.6,
/// slips of the pen included).
const MANAGED: &[&str] = &[
    "apiVersion",
    "authentication",
    "authorization",
    "cgroupRoot",
    "kind",
    "kubeletCgroups",
    "port",
    "protectKernelDefaults",
    "resolvConf",
    "rotateCertificates",
    "seccompDefault",
    "staticPodPath",
    "systemCgroups",
];

/// Networks of the node's address.
pub static KUBELET_SUBNET: Rule = Rule {
    code: "talos/kubelet-subnet",
    summary: "The networks for the node's address are networks or addresses.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["T-V1-038"],
    run: RuleRun::Document(kubelet_subnet),
    page: include_str!("kubelet_subnet.md"),
    formerly: &[],
};

/// Fields that only Talos sets.
pub static KUBELET_MANAGED_FIELD: Rule = Rule {
    code: "talos/kubelet-managed-field",
    summary: "Fields of the kubelet's configuration that Talos manages are not set.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["T-V1-039", "T-K8S-003"],
    run: RuleRun::Document(kubelet_managed_field),
    page: include_str!("kubelet_managed_field.md"),
    formerly: &[],
};

fn kubelet_subnet(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let node_ip = machine(cx).and_then(|m| m.kubelet()).and_then(|k| k.node_ip());
    let Some(subnets) = node_ip.and_then(|n| n.valid_subnets()) else { return };
    for (_, text) in subnets.iter() {
        expect(cx, sink, &IP_OR_PREFIX, text);
    }
}

fn kubelet_managed_field(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let config = if cx.view.kind.flags.headless {
        machine(cx).and_then(|m| m.kubelet()).and_then(|k| k.extra_config())
    } else {
        cx.root().map(KubeletConfigView).and_then(|k| k.config())
    };
    let Some((view, node)) = config else { return };
    for (key, _) in view.tree.entries(node) {
        let name = view.tree.text(view.tree.resolve(key));
        if MANAGED.contains(&name) {
            let problem = sink
                .finding(format!("`{name}` of the kubelet cannot be set: Talos manages it"), view.tree.span(key))
                .help("remove it; some have a switch of their own, such as `defaultRuntimeSeccompProfileEnabled`");
            sink.push(cx.doc, problem);
        }
    }
}

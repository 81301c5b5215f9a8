//! `machine` and the root: role of the machine, sections out of use, entries without a value.

use super::reading::{config, empty_place, is_empty_node, key, machine};
use crate::check::{DocumentCx, Sink};
use crate::diag::{Applicability, Severity};
use crate::model::{Rule, RuleRun, StructView, Version};
use crate::text::Span;
use crate::tree::NodeId;

/// `join` and the empty role.
pub static MACHINE_TYPE_ALIAS: Rule = Rule {
    code: "talos/machine-type-alias",
    summary: "The role of a worker is written `worker`.",
    severity: Severity::Warning,
    since: None,
    until: None,
    ids: &["T-V1-003"],
    run: RuleRun::Document(machine_type_alias),
    page: include_str!("machine_type_alias.md"),
    formerly: &[],
};

/// `persist: false`.
pub static PERSIST_OFF: Rule = Rule {
    code: "talos/persist-off",
    summary: "`persist` is not switched off.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["T-V1-053"],
    run: RuleRun::Document(persist_off),
    page: include_str!("persist_off.md"),
    formerly: &[],
};

/// Sections that validation itself warns about.
pub static SECTION_OUT_OF_USE: Rule = Rule {
    code: "talos/section-out-of-use",
    summary: "Files and runtime overrides have documents of their own.",
    severity: Severity::Warning,
    since: Some(Version::new(1, 14)),
    until: None,
    ids: &["T-V1-013", "T-V1-014"],
    run: RuleRun::Document(section_out_of_use),
    page: include_str!("section_out_of_use.md"),
    formerly: &[],
};

/// Entries of lists and maps without a value.
pub static EMPTY_ENTRY: Rule = Rule {
    code: "talos/empty-entry",
    summary: "Disks, interfaces and registries have a value.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["T-V1-027", "T-V1-051", "T-V1-052", "T-VNET-005"],
    run: RuleRun::Document(empty_entry),
    page: include_str!("empty_entry.md"),
    formerly: &[],
};

fn machine_type_alias(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let (Some(root), Some(machine)) = (cx.root(), machine(cx)) else { return };
    let problem = match machine.r#type() {
        Some(text) if text.value == "join" => sink.finding("`join` is an old word for `worker`", text.span).fix(
            "Replace by `worker`",
            Applicability::Safe,
            text.span,
            "worker",
        ),
        Some(text) if text.value.is_empty() => sink
            .finding("`machine.type` is empty, which means `worker`", text.span)
            .fix("Write `worker`", Applicability::Safe, text.span, "worker"),
        None if cx.is_config() && !machine.0.has("type") => {
            let written = machine.0.key_span("type");
            sink.finding("`machine.type` is missing, which means `worker`", written.unwrap_or(key(root, "machine")))
        }
        _ => return,
    };
    sink.push(cx.doc, problem.help("write `type: worker`, or `type: controlplane` if it is one"));
}

fn persist_off(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let given = config(cx).filter(|c| c.0.has("persist"));
    if let Some(persist) = given.and_then(|c| c.persist()).filter(|p| !p.value) {
        let problem = sink
            .finding("`persist: false` is refused: the configuration is always kept", persist.span)
            .help("remove the key, nothing replaces it");
        sink.push(cx.doc, problem);
    }
}

fn section_out_of_use(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(machine) = machine(cx) else { return };
    if machine.files().is_some_and(|f| !f.is_empty()) {
        let problem = sink
            .finding("`machine.files` is out of use", key(machine.0, "files"))
            .help("use `EtcFileConfig` for files below `/etc`, `CRICustomizationConfig` for the container runtime");
        sink.push(cx.doc, problem);
    }
    if machine.base_runtime_spec_overrides().is_some_and(|(cx, node)| cx.tree.entries(node).len() > 0) {
        let problem = sink
            .finding("`machine.baseRuntimeSpecOverrides` is out of use", key(machine.0, "baseRuntimeSpecOverrides"))
            .help("use a `CRIBaseRuntimeSpecConfig` document");
        sink.push(cx.doc, problem);
    }
}

fn empty_entry(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(machine) = machine(cx) else { return };
    let mut items = |name: &str, nodes: &[NodeId]| {
        for (n, node) in nodes.iter().enumerate().filter(|(_, n)| is_empty_node(cx, **n)) {
            report(cx, sink, &format!("item {} of `{name}` is empty", n + 1), empty_place(cx, *node));
        }
    };
    if let Some(disks) = machine.disks() {
        items("disks", disks.nodes());
    }
    if let Some(interfaces) = machine.network().and_then(|n| n.interfaces()) {
        items("interfaces", interfaces.nodes());
    }
    if let Some(encryption) = machine.system_disk_encryption() {
        for partition in [encryption.state(), encryption.ephemeral()].into_iter().flatten() {
            if let Some(keys) = partition.keys() {
                items("keys", keys.nodes());
            }
        }
    }
    if let Some(registries) = machine.registries().filter(|_| cx.version() >= Version::new(1, 9)) {
        for section in ["config", "mirrors"] {
            registry_entries(cx, sink, registries.0, section);
        }
    }
}

fn registry_entries(cx: &DocumentCx<'_>, sink: &mut Sink<'_>, registries: StructView<'_>, section: &str) {
    let tree = registries.cx.tree;
    let Some(map) = tree.get(registries.node, section).map(|n| tree.resolve(n)) else { return };
    for (name, _) in tree.entries(map).filter(|(_, v)| is_empty_node(cx, *v)) {
        let headline = format!("`{}` in `registries.{section}` has no value", tree.text(tree.resolve(name)));
        report(cx, sink, &headline, tree.span(name));
    }
}

fn report(cx: &DocumentCx<'_>, sink: &mut Sink<'_>, headline: &str, span: Span) {
    sink.push(cx.doc, sink.finding(headline, span).help("fill it, or remove it"));
}

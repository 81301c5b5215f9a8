//! Labels, annotations and taints of the node (Talos 1.14, pkg/machinery/labels): the same rules for the legacy
//! document and `KubeNodeConfig`.

use crate::check::{DocumentCx, Sink};
use crate::diag::Severity;
use crate::model::{Map, MapView, Rule, RuleRun, Shape, Version};
use crate::patch::is_marked;
use crate::text::Spanned;

use super::set::reading::node;

/// A label of the node.
pub static NODE_LABEL: Rule = Rule {
    code: "talos/node-label",
    summary: "Node labels are labels of Kubernetes.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &[
        "T-LBL-001",
        "T-LBL-002",
        "T-LBL-003",
        "T-LBL-004",
        "T-LBL-005",
        "T-LBL-006",
        "T-LBL-007",
        "T-LBL-008",
        "T-LBL-009",
        "T-V1-044",
        "T-K8S-025",
    ],
    run: RuleRun::Document(labels),
    page: include_str!("node_label.md"),
    formerly: &[],
};

/// An annotation of the node.
pub static NODE_ANNOTATION: Rule = Rule {
    code: "talos/node-annotation",
    summary: "Node annotations are annotations of Kubernetes, and not those that Talos keeps.",
    severity: Severity::Error,
    since: Some(Version::new(1, 8)),
    until: None,
    ids: &["T-LBL-010", "T-LBL-011", "T-V1-045", "T-K8S-026"],
    run: RuleRun::Document(annotations),
    page: include_str!("node_annotation.md"),
    formerly: &[],
};

/// A taint of the node.
pub static NODE_TAINT: Rule = Rule {
    code: "talos/node-taint",
    summary: "Node taints are `Effect` or `value:Effect`.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["T-LBL-012", "T-LBL-013", "T-V1-046", "T-K8S-027"],
    run: RuleRun::Document(taints),
    page: include_str!("node_taint.md"),
    formerly: &[],
};

/// Most bytes of all annotations together.
const ANNOTATIONS_LIMIT: usize = 262_144;

/// Annotations by which Talos remembers what it has set.
const RESERVED: [&str; 3] = ["talos.dev/owned-labels", "talos.dev/owned-annotations", "talos.dev/owned-taints"];

const EFFECTS: [&str; 3] = ["NoSchedule", "PreferNoSchedule", "NoExecute"];

/// What is wrong with a key, as a sentence part; every fault of it.
pub(super) fn key_faults(key: &str) -> Vec<String> {
    let mut out = Vec::new();
    let (prefix, name) = match key.split_once('/') {
        Some((_, rest)) if rest.contains('/') => return vec!["it has more than one `/`".to_owned()],
        Some((prefix, name)) => (Some(prefix), name),
        None => (None, key),
    };
    match prefix {
        Some("") => out.push("nothing stands before the `/`".to_owned()),
        Some(prefix) if prefix.len() > 253 => {
            out.push("the part before the `/` is longer than 253 characters".to_owned());
        }
        Some(prefix) if !is_subdomain(prefix) => {
            out.push(format!("`{prefix}` before the `/` is not a DNS name in lower case"));
        }
        _ => {}
    }
    if name.is_empty() {
        out.push("its name is empty".to_owned());
    } else if name.len() > 63 {
        out.push(format!("its name has {} characters, and 63 are allowed", name.len()));
    } else if !is_name(name) {
        out.push(format!("`{name}` must begin and end with a letter or digit, with only `-`, `_` and `.` between"));
    }
    out
}

/// What is wrong with a value.
fn value_fault(value: &str) -> Option<String> {
    if value.len() > 63 {
        return Some(format!("it has {} characters, and 63 are allowed", value.len()));
    }
    let fits = value.is_empty() || is_name(value);
    (!fits).then(|| "it must begin and end with a letter or digit, with only `-`, `_` and `.` between".to_owned())
}

fn is_name(text: &str) -> bool {
    let bytes = text.as_bytes();
    let edge = |b: Option<&u8>| b.is_some_and(u8::is_ascii_alphanumeric);
    edge(bytes.first())
        && edge(bytes.last())
        && bytes.iter().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
}

/// A DNS-1123 subdomain.
pub(super) fn is_subdomain(text: &str) -> bool {
    text.split('.').all(|label| {
        let bytes = label.as_bytes();
        let inner = bytes.iter().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || *b == b'-');
        !bytes.is_empty() && inner && bytes[0] != b'-' && bytes[bytes.len() - 1] != b'-'
    })
}

/// The mapping of a document that holds the labels, annotations or taints.
fn mapping<'a>(cx: &DocumentCx<'a>, legacy: &str, typed: &str) -> Option<MapView<'a, String>> {
    let path = if cx.view.kind.flags.headless { legacy } else { typed };
    // A patch that deletes the mapping says nothing of its keys.
    let node = node(cx, path).filter(|n| !is_marked(&cx.doc.tree, *n))?;
    Map::<String>::read(cx.doc.view_cx(), node)
}

fn keys(cx: &DocumentCx<'_>, sink: &mut Sink<'_>, noun: &str, key: Spanned<&str>) {
    for fault in key_faults(key.value) {
        let problem = sink.finding(format!("`{}` is not a key of a {noun}: {fault}", key.value), key.span);
        sink.push(cx.doc, problem.help("a key is `name` or `domain/name`, as in `example.org/rack`"));
    }
}

fn labels(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(map) = mapping(cx, "machine.nodeLabels", "labels") else { return };
    for (key, value) in map.iter() {
        keys(cx, sink, "label", key);
        if let Some(fault) = value_fault(value.value) {
            sink.push(cx.doc, sink.finding(format!("`{}` is not a label value: {fault}", value.value), value.span));
        }
    }
}

fn annotations(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(map) = mapping(cx, "machine.nodeAnnotations", "annotations") else { return };
    let mut total = 0;
    for (key, value) in map.iter() {
        total += key.value.len() + value.value.len();
        if RESERVED.contains(&key.value) {
            let problem = sink.finding(format!("the annotation `{}` is reserved", key.value), key.span);
            sink.push(cx.doc, problem.help("Talos keeps its own notes there; choose another key"));
        } else {
            keys(cx, sink, "annotation", key);
        }
    }
    if total > ANNOTATIONS_LIMIT {
        let headline = format!("the annotations have {total} bytes, and {ANNOTATIONS_LIMIT} are allowed together");
        sink.push(cx.doc, sink.finding(headline, map.span().at_start()));
    }
}

fn taints(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(map) = mapping(cx, "machine.nodeTaints", "taints") else { return };
    for (key, value) in map.iter() {
        if !key_faults(key.value).is_empty() {
            keys(cx, sink, "taint", key);
            continue;
        }
        let (text, effect) = value.value.split_once(':').unwrap_or(("", value.value));
        if !EFFECTS.contains(&effect) {
            let problem = sink.finding(format!("`{effect}` is not an effect of a taint"), value.span);
            sink.push(cx.doc, problem.help("the effects are `NoSchedule`, `PreferNoSchedule` and `NoExecute`"));
        } else if let Some(fault) = value_fault(text) {
            sink.push(cx.doc, sink.finding(format!("`{text}` is not a taint value: {fault}"), value.span));
        }
    }
}

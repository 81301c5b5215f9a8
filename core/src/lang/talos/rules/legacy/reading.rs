//! How rules read the legacy document: its sections, the machine's role, and findings about texts. It must not know
//! any rule.

use crate::check::{DocumentCx, SetCx, Sink};
use crate::lang::talos::kinds::legacy::cluster::ClusterView;
use crate::lang::talos::kinds::legacy::machine::MachineView;
use crate::lang::talos::kinds::legacy::{LegacyConfig, LegacyConfigView};
use crate::model::{Format, FormatError, StructView, is_null};
use crate::syntax::holes::is_hole;
use crate::text::{Span, Spanned};
use crate::tree::NodeId;

/// The document; `None` when a whole configuration lacks `machine`: nothing else is validated then.
pub(super) fn config<'a>(cx: &DocumentCx<'a>) -> Option<LegacyConfigView<'a>> {
    let root = cx.root()?;
    (!cx.is_config() || root.has("machine")).then_some(LegacyConfigView(root))
}

/// The section `machine`.
pub(super) fn machine<'a>(cx: &DocumentCx<'a>) -> Option<MachineView<'a>> {
    config(cx)?.machine()
}

/// The section `cluster`.
pub(super) fn cluster<'a>(cx: &DocumentCx<'a>) -> Option<ClusterView<'a>> {
    config(cx)?.cluster()
}

/// The legacy documents of a set that are whole configurations.
pub(super) fn whole<'a>(cx: &SetCx<'a>) -> impl Iterator<Item = &'a DocumentCx<'a>> {
    cx.of_kind(LegacyConfig::KIND.name).filter(|cx| cx.is_config())
}

/// What a machine is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MachineRole {
    ControlPlane,
    Worker,
    /// `machine.type` is no known word, which is a finding of its own.
    Unknown,
}

/// Role of the machine; `None` when the document does not say, as most patches do not.
pub(super) fn role(cx: &DocumentCx<'_>) -> Option<MachineRole> {
    let machine = machine(cx)?;
    match machine.r#type() {
        Some(text) if is_hole(text.value) => None,
        Some(text) => Some(match text.value {
            "controlplane" | "init" => MachineRole::ControlPlane,
            "worker" | "join" | "" => MachineRole::Worker,
            _ => MachineRole::Unknown,
        }),
        None if machine.0.has("type") => None,
        None => cx.is_config().then_some(MachineRole::Worker),
    }
}

/// True unless the document says that the machine is no control plane machine.
pub(super) fn may_be_control_plane(cx: &DocumentCx<'_>) -> bool {
    matches!(role(cx), Some(MachineRole::ControlPlane) | None)
}

/// True when the document says that the machine is no control plane machine.
pub(super) fn is_not_control_plane(cx: &DocumentCx<'_>) -> bool {
    matches!(role(cx), Some(MachineRole::Worker | MachineRole::Unknown))
}

/// A text that is there and not empty; upstream cannot tell the empty one from nothing.
pub(super) fn given(text: Option<Spanned<&str>>) -> Option<Spanned<&str>> {
    text.filter(|t| !t.value.is_empty())
}

/// True for a switch that is on.
pub(super) fn on(switch: Option<Spanned<bool>>) -> bool {
    switch.is_some_and(|s| s.value)
}

/// True for a switch that is off: by saying so, or in a whole configuration by saying nothing.
pub(super) fn off(cx: &DocumentCx<'_>, switch: Option<Spanned<bool>>) -> bool {
    switch.map_or(cx.is_config(), |s| !s.value)
}

/// Place of a key's value if one is written there, else of the key itself, else of `section`.
pub(super) fn place(view: StructView<'_>, key: &str, section: Span) -> Span {
    match view.value_span(key).filter(|s| !s.is_empty()) {
        Some(span) => span,
        None => view.key_span(key).unwrap_or(section),
    }
}

/// Place of a key that is there.
pub(super) fn key(view: StructView<'_>, key: &str) -> Span {
    view.key_span(key).unwrap_or_else(|| view.head())
}

/// Reports something about a list item as a whole: at its first line, with the path of the item.
pub(super) fn push_at_item(cx: &DocumentCx<'_>, sink: &mut Sink<'_>, item: StructView<'_>, headline: &str, help: &str) {
    let problem = sink.finding(headline, item.head()).at_path(cx.doc.path_at(item.span())).help(help);
    sink.push(cx.doc, problem);
}

/// Holds a text to a format and reports what is wrong with it.
pub(super) fn expect(cx: &DocumentCx<'_>, sink: &mut Sink<'_>, format: &Format, text: Spanned<&str>) {
    if let Err(error) = (format.check)(text.value, cx.version()) {
        refuse(cx, sink, format.noun, text, &error);
    }
}

/// Reports a text that is not what a noun phrase says.
pub(super) fn refuse(cx: &DocumentCx<'_>, sink: &mut Sink<'_>, noun: &str, text: Spanned<&str>, error: &FormatError) {
    let headline = if text.value.is_empty() {
        format!("an empty text is not {noun}")
    } else {
        format!("`{}` is not {noun}: {}", text.value, error.message)
    };
    let mut problem = sink.finding(headline, text.span);
    match (&error.help, &error.instead) {
        (Some(help), _) => problem = problem.help(help.clone()),
        (None, Some(instead)) => problem = problem.help(format!("write `{instead}`")),
        (None, None) => {}
    }
    sink.push(cx.doc, problem);
}

/// Reports entries without a value, which upstream stores as nothing and trips over.
pub(super) fn is_empty_node(cx: &DocumentCx<'_>, node: NodeId) -> bool {
    is_null(cx.doc.view_cx(), node)
}

/// Place of an item without a value: what stands for it, or the dash before it.
pub(super) fn empty_place(cx: &DocumentCx<'_>, node: NodeId) -> Span {
    let mut span = cx.doc.tree.span(node);
    if span.is_empty() && span.start > 0 {
        span.start -= 1;
    }
    span
}

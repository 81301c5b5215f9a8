//! Entries in lists of patches that were meant as something else.

use super::{clusters, nodes, rule};
use crate::check::{DocumentCx, Sink};
use crate::diag::{Applicability, Severity};
use crate::lang::ostler::kinds::{ClusterView, PatchView};
use crate::model::Rule;
use crate::text::Spanned;

/// The text of a patch where a path belongs.
pub static PATCH_AS_TEXT: Rule = rule(
    "ostler/patch-as-text",
    Severity::Error,
    "A patch in the inventory is a path or a mapping.",
    patch_as_text,
    include_str!("patch_as_text.md"),
);

/// All texts in lists of patches.
fn texts<'t>(cluster: &ClusterView<'t>) -> Vec<Spanned<&'t str>> {
    let of_layers = cluster.patches().into_iter().flat_map(|p| p.iter()).flat_map(|(_, list)| list.iter());
    let of_nodes = nodes(cluster).into_iter().filter_map(|n| n.patches()).flat_map(|l| l.iter());
    let all = of_layers.chain(of_nodes);
    all.filter_map(|(_, p)| if let PatchView::File(text) = p { Some(text) } else { None }).collect()
}

fn patch_as_text(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    for text in clusters(cx).iter().flat_map(texts) {
        let problem = if text.value.contains('\n') {
            sink.finding("this is the text of a patch, and a path or a mapping belongs here", text.span)
                .help("write the patch as YAML, without `|` before it; several documents are several entries")
        } else if let Some(path) = text.value.strip_prefix('@') {
            sink.finding(format!("paths are written without `@`: `{path}`"), text.span).fix(
                "Remove the `@`",
                Applicability::Safe,
                text.span,
                path,
            )
        } else {
            continue;
        };
        sink.push(cx.doc, problem);
    }
}

//! What a fleet must hold beyond its shape, as far as its own file tells.

mod check;
mod layers;
mod names;
mod patches;

pub use check::{TARGET_WITHOUT_EFFECT, UNKNOWN_CODE};
pub use layers::{FINAL_LAYER, REPEATED_LAYER, UNKNOWN_LAYER, UNUSED_LAYER};
pub use names::{DUPLICATE_ADDRESS, DUPLICATE_NAME, VARIABLE_NAME};
pub use patches::PATCH_AS_TEXT;

use super::kinds::{Cluster, ClusterView, Fleet, FleetView, NodeView};
use crate::check::DocumentCx;
use crate::diag::Severity;
use crate::model::{Rule, RuleRun, Shape as _};

/// A rule over one file.
const fn rule(
    code: &'static str,
    severity: Severity,
    summary: &'static str,
    run: fn(&DocumentCx<'_>, &mut crate::check::Sink<'_>),
    page: &'static str,
) -> Rule {
    let run = RuleRun::Document(run);
    Rule { code, summary, severity, since: None, until: None, ids: &[], run, page, formerly: &[] }
}

fn fleet<'t>(cx: &DocumentCx<'t>) -> Option<FleetView<'t>> {
    Fleet::read(cx.doc.view_cx(), cx.doc.root()?)
}

fn clusters<'t>(cx: &DocumentCx<'t>) -> Vec<ClusterView<'t>> {
    let list = fleet(cx).and_then(|f| f.0.field::<Vec<Cluster>>("clusters"));
    list.into_iter().flat_map(|l| l.iter()).map(|(_, c)| c).collect()
}

fn nodes<'t>(cluster: &ClusterView<'t>) -> Vec<NodeView<'t>> {
    cluster.nodes().into_iter().flat_map(|l| l.iter()).map(|(_, n)| n).collect()
}

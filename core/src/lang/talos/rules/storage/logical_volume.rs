//! `LVMLogicalVolumeConfig`.

use super::super::typed::{ERROR, given, key, report};
use crate::check::{DocumentCx, Sink};
use crate::lang::talos::kinds::storage::lvm_logical_volume_config::LVMLogicalVolumeConfigView;
use crate::model::{Rule, RuleRun};

/// Numbers that another type of volume takes.
pub static COPIES_OR_STRIPES: Rule = Rule {
    code: "talos/copies-or-stripes",
    summary: "`mirrors` goes with raid1 and raid10, `stripes` with raid0 and raid10.",
    ids: &["T-STO-009", "T-STO-011"],
    run: RuleRun::Document(copies_or_stripes),
    page: include_str!("copies_or_stripes.md"),
    ..ERROR
};

fn copies_or_stripes(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(volume) = cx.root().filter(|_| cx.is_config()).map(LVMLogicalVolumeConfigView) else { return };
    if volume.r#type().is_none() && volume.0.has("type") {
        return;
    }
    let kind = given(volume.r#type()).map_or_else(|| "linear".to_owned(), |t| t.value.to_ascii_lowercase());
    for (name, types) in [("mirrors", ["raid1", "raid10"]), ("stripes", ["raid0", "raid10"])] {
        if volume.0.has(name) && !types.contains(&kind.as_str()) {
            let headline = format!("`{name}` has no use for a volume of type `{kind}`");
            let help = format!("remove it, or set `type` to `{}` or `{}`", types[0], types[1]);
            report(cx, sink, key(volume.0, name), headline, help);
        }
    }
}

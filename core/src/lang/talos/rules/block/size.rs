//! Sizes of volumes against each other.

use super::super::typed::{ERROR, report, texts};
use crate::check::{DocumentCx, Sink};
use crate::lang::formats::bytes;
use crate::model::{Rule, RuleRun, Version};

/// A range of sizes that is none.
pub static VOLUME_SIZE_ORDER: Rule = Rule {
    code: "talos/volume-size-order",
    summary: "The least size of a volume is not above its largest.",
    ids: &["T-BLK-011", "T-STO-016"],
    run: RuleRun::Document(order),
    page: include_str!("volume_size_order.md"),
    ..ERROR
};

/// A size below zero, where that does not mean "leave free".
pub static NEGATIVE_SIZE: Rule = Rule {
    code: "talos/negative-size",
    summary: "Sizes are not negative, except for the largest size of a partition.",
    since: Some(Version::new(1, 13)),
    ids: &["T-BLK-012", "T-STO-015"],
    run: RuleRun::Document(negative),
    page: include_str!("negative_size.md"),
    ..ERROR
};

const LOGICAL: &str = "LVMLogicalVolumeConfig";

fn order(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    if cx.view.kind.name == "UserVolumeConfig" && super::user::volume_type(cx) != "partition" {
        return;
    }
    let size = |path| texts(cx, path).into_iter().find_map(|t| Some((bytes(t.value).ok()?, t)));
    let (Some((least, min)), Some((most, max))) = (size("provisioning.minSize"), size("provisioning.maxSize")) else {
        return;
    };
    if least > most {
        let problem = sink
            .finding(format!("`minSize` {} is more than `maxSize` {}", min.value, max.value), min.span)
            .label(max.span, "the largest size is here")
            .help("lower `minSize`, or raise `maxSize`");
        sink.push(cx.doc, problem);
    }
}

fn negative(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let paths: &[&str] =
        if cx.view.kind.name == LOGICAL { &["provisioning.maxSize"] } else { &["provisioning.minSize"] };
    for text in paths.iter().flat_map(|p| texts(cx, p)).filter(|t| t.value.starts_with('-')) {
        let headline = format!("the size `{}` is negative", text.value);
        let help = "remove the minus sign; only `maxSize` of a partition may be negative, which leaves that much free";
        report(cx, sink, text.span, headline, help);
    }
}

//! `provisioning` of volumes: what must be there, and what cannot.

use super::super::typed::{ERROR, given, key, report, section};
use super::user::volume_type;
use crate::check::{DocumentCx, Sink};
use crate::lang::talos::kinds::shared::volume::{ProvisioningSpec, ProvisioningSpecView};
use crate::model::{Rule, RuleRun, Version};

/// A volume on no disk in particular.
pub static VOLUME_WITHOUT_DISK: Rule = Rule {
    code: "talos/volume-without-disk",
    summary: "A volume says on which disks it may be.",
    ids: &["T-BLK-009"],
    run: RuleRun::Document(without_disk),
    page: include_str!("volume_without_disk.md"),
    ..ERROR
};

/// A partition of no size.
pub static VOLUME_SIZE_MISSING: Rule = Rule {
    code: "talos/volume-size-missing",
    summary: "A partition has a least size, a largest size, or both.",
    ids: &["T-BLK-010"],
    run: RuleRun::Document(without_size),
    page: include_str!("volume_size_missing.md"),
    ..ERROR
};

/// A size of a whole disk.
pub static DISK_VOLUME_SIZE: Rule = Rule {
    code: "talos/disk-volume-size",
    summary: "A volume that is a whole disk has no size.",
    since: Some(Version::new(1, 12)),
    ids: &["T-BLK-013"],
    run: RuleRun::Document(disk_size),
    page: include_str!("disk_volume_size.md"),
    ..ERROR
};

/// True when anything is set that asks for a partition.
pub(super) fn provisioned(spec: &ProvisioningSpecView<'_>) -> bool {
    spec.disk_selector().is_some_and(|d| d.0.has("match")) || spec.0.has("grow") || sized(spec)
}

fn sized(spec: &ProvisioningSpecView<'_>) -> bool {
    ["minSize", "maxSize"].into_iter().any(|k| given(spec.0.field::<String>(k)).is_some())
}

fn spec<'a>(cx: &DocumentCx<'a>) -> Option<ProvisioningSpecView<'a>> {
    cx.root()?.field::<ProvisioningSpec>("provisioning")
}

/// True for a volume that needs the section. Where the table wants the section itself, its absence was reported there.
fn is_needed(cx: &DocumentCx<'_>, spec: Option<&ProvisioningSpecView<'_>>) -> bool {
    let user = cx.view.kind.name == "UserVolumeConfig";
    let written = cx.root().is_some_and(|r| r.has("provisioning"));
    let skip = !cx.is_config() || spec.is_none() && (!user || written);
    !skip && (!user || matches!(volume_type(cx).as_str(), "partition" | "disk"))
}

fn without_disk(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let spec = spec(cx);
    if !is_needed(cx, spec.as_ref()) {
        return;
    }
    let selector = spec.and_then(|s| s.disk_selector());
    let missing = match selector.map(|s| (s, s.r#match())) {
        Some((_, Some(text))) => text.value.trim().is_empty(),
        Some((selector, None)) => !selector.0.has("match"),
        None => !spec.is_some_and(|s| s.0.has("diskSelector")),
    };
    if missing {
        let place = section(cx, "provisioning.diskSelector.match");
        let help =
            "add `diskSelector` with `match: disk.transport == \"nvme\"` or another expression below `provisioning`";
        report(cx, sink, place, "this volume does not say on which disk it is", help);
    }
}

fn without_size(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let spec = spec(cx);
    let whole_disk = cx.view.kind.name == "UserVolumeConfig" && volume_type(cx) == "disk";
    if whole_disk || !is_needed(cx, spec.as_ref()) {
        return;
    }
    if !spec.is_some_and(|s| sized(&s)) {
        let help = "add `minSize`, the least that is worth having, or `maxSize`";
        report(cx, sink, section(cx, "provisioning"), "this volume has neither `minSize` nor `maxSize`", help);
    }
}

fn disk_size(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(spec) = spec(cx).filter(|_| volume_type(cx) == "disk") else { return };
    for name in ["minSize", "maxSize", "grow"] {
        let empty = given(spec.0.field::<String>(name)).is_none() && name != "grow";
        if spec.0.has(name) && !empty {
            let headline = format!("`{name}` has no use for a volume that is a whole disk");
            report(cx, sink, key(spec.0, name), headline, "remove it, or set `volumeType: partition`");
        }
    }
}

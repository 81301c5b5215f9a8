//! `VolumeConfig`: which system volumes there are, and what can be set on each.

use super::super::typed::{ERROR, key, name_place, on, report};
use super::provisioning::provisioned;
use crate::check::{DocumentCx, Sink};
use crate::lang::talos::kinds::block::volume_config::VolumeConfigView;
use crate::model::{Rule, RuleRun, StructView, Version};

/// A volume that is none of the system's.
pub static SYSTEM_VOLUME_NAME: Rule = Rule {
    code: "talos/system-volume-name",
    summary: "`VolumeConfig` is about volumes of the system, by their names.",
    ids: &["T-BLK-001"],
    run: RuleRun::Document(name),
    page: include_str!("system_volume_name.md"),
    ..ERROR
};

/// A setting that the volume does not take.
pub static SYSTEM_VOLUME_SETTING: Rule = Rule {
    code: "talos/system-volume-setting",
    summary: "Each system volume takes only some settings.",
    since: Some(Version::new(1, 11)),
    ids: &["T-BLK-002", "T-BLK-003", "T-BLK-004", "T-BLK-005", "T-BLK-006", "T-BLK-007"],
    run: RuleRun::Document(setting),
    page: include_str!("system_volume_setting.md"),
    ..ERROR
};

/// Volumes and the minor of Talos 1 that first has them in `VolumeConfig`.
const VOLUMES: &[(&str, u16)] =
    &[("EPHEMERAL", 8), ("IMAGECACHE", 9), ("STATE", 11), ("ETCD", 14), ("CRI", 14), ("KUBELET", 14), ("LOG", 14)];

fn name(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let known: Vec<_> = VOLUMES.iter().filter(|(_, minor)| Version::new(1, *minor) <= cx.version()).collect();
    if cx.name().is_empty() || known.iter().any(|(volume, _)| *volume == cx.name()) {
        return;
    }
    let all = known.iter().map(|(volume, _)| format!("`{volume}`")).collect::<Vec<_>>().join(", ");
    let headline = format!("`{}` is not a system volume of Talos {}", cx.name(), cx.version());
    let help = format!("the system volumes are {all}; other volumes are a `UserVolumeConfig`");
    report(cx, sink, name_place(cx), headline, help);
}

/// True for a section in which anything at all is set.
fn set(view: StructView<'_>, name: &str) -> bool {
    let section = view.cx.tree.get(view.node, name).and_then(|n| StructView::new(view.cx, n));
    section.is_some_and(|s| view.cx.tree.entries(s.node).any(|(_, v)| !crate::model::is_null(view.cx, v)))
}

fn setting(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(volume) = cx.root().map(VolumeConfigView) else { return };
    let refuse = |sink: &mut Sink<'_>, name: &str, help: &str| {
        let headline = format!("`{name}` cannot be set on the volume `{}`", cx.name());
        report(cx, sink, key(volume.0, name), headline, help.to_owned());
    };
    let mounts = cx.version() >= Version::new(1, 14) && set(volume.0, "mount");
    let own_partition = volume.provisioning().is_some_and(|p| provisioned(&p));
    match cx.name() {
        "STATE" => {
            if own_partition {
                refuse(sink, "provisioning", "its place and size are fixed; remove the section");
            }
            if mounts {
                refuse(sink, "mount", "remove the section");
            }
            locked_to_state(cx, sink, &volume);
        }
        "IMAGECACHE" if cx.version() >= Version::new(1, 14) => {
            if mounts {
                refuse(sink, "mount", "remove the section");
            }
            if set(volume.0, "filesystem") {
                refuse(sink, "filesystem", "it is always ext4; remove the section");
            }
        }
        "ETCD" | "CRI" | "KUBELET" | "LOG" if mounts && !own_partition && cx.is_config() => {
            refuse(
                sink,
                "mount",
                "it is a directory of `EPHEMERAL` unless `provisioning` gives it a partition of its own",
            );
        }
        _ => {}
    }
}

fn locked_to_state(cx: &DocumentCx<'_>, sink: &mut Sink<'_>, volume: &VolumeConfigView<'_>) {
    for (_, slot) in volume.encryption().and_then(|e| e.keys()).into_iter().flat_map(|k| k.iter()) {
        if on(slot.lock_to_state()) {
            let headline = "a key of `STATE` cannot be locked to `STATE`";
            report(cx, sink, key(slot.0, "lockToState"), headline, "remove `lockToState`");
        }
    }
}

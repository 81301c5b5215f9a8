//! User and external volumes: what their types take.

use super::super::typed::{ERROR, given, key, on, report};
use super::provisioning::provisioned;
use crate::check::{DocumentCx, Sink};
use crate::lang::talos::kinds::block::external_volume_config::ExternalVolumeConfigView;
use crate::lang::talos::kinds::block::user_volume_config::{FilesystemSpecView, UserVolumeConfigView};
use crate::model::{Rule, RuleRun, Version};

/// A type that is read, but not for user volumes.
pub static USER_VOLUME_TYPE: Rule = Rule {
    code: "talos/user-volume-type",
    summary: "A user volume is a partition, a disk or a directory.",
    since: Some(Version::new(1, 12)),
    ids: &["T-BLK-024"],
    run: RuleRun::Document(kind_of_volume),
    page: include_str!("user_volume_type.md"),
    ..ERROR
};

/// What a directory does not have.
pub static DIRECTORY_VOLUME_SETTING: Rule = Rule {
    code: "talos/directory-volume-setting",
    summary: "A volume that is a directory has no place, file system, encryption or mount of its own.",
    since: Some(Version::new(1, 12)),
    ids: &["T-BLK-025", "T-BLK-026", "T-BLK-027", "T-BLK-028"],
    run: RuleRun::Document(directory),
    page: include_str!("directory_volume_setting.md"),
    ..ERROR
};

/// A file system that Talos does not make.
pub static VOLUME_FILESYSTEM: Rule = Rule {
    code: "talos/volume-filesystem",
    summary: "User volumes have the file system xfs, ext4, or btrfs since 1.14.",
    ids: &["T-BLK-030"],
    run: RuleRun::Document(filesystem),
    page: include_str!("volume_filesystem.md"),
    ..ERROR
};

/// Features of xfs on another file system.
pub static XFS_ONLY: Rule = Rule {
    code: "talos/xfs-only",
    summary: "Project quotas and `xfs` options go with xfs only.",
    since: Some(Version::new(1, 11)),
    ids: &["T-BLK-031", "T-BLK-032"],
    run: RuleRun::Document(xfs_only),
    page: include_str!("xfs_only.md"),
    ..ERROR
};

/// An external volume of another type.
pub static EXTERNAL_FILESYSTEM: Rule = Rule {
    code: "talos/external-filesystem",
    summary: "External volumes are of type virtiofs.",
    ids: &["T-BLK-046"],
    run: RuleRun::Document(external),
    page: include_str!("external_filesystem.md"),
    ..ERROR
};

fn volume<'a>(cx: &DocumentCx<'a>) -> Option<UserVolumeConfigView<'a>> {
    cx.root().map(UserVolumeConfigView)
}

/// The type in lower case; `partition` without one, nothing when it is no text.
pub(super) fn volume_type(cx: &DocumentCx<'_>) -> String {
    let Some(volume) = volume(cx).filter(|v| v.0.has("volumeType")) else { return "partition".to_owned() };
    volume.volume_type().map(|t| t.value.to_ascii_lowercase()).unwrap_or_default()
}

fn kind_of_volume(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(text) = volume(cx).and_then(|v| given(v.volume_type())) else { return };
    if ["tmpfs", "symlink", "overlay", "external"].iter().any(|t| t.eq_ignore_ascii_case(text.value)) {
        let headline = format!("a user volume cannot be of type `{}`", text.value);
        report(cx, sink, text.span, headline, "write `partition`, `disk` or `directory`");
    }
}

fn directory(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(volume) = volume(cx).filter(|_| volume_type(cx) == "directory") else { return };
    let none =
        |text: Option<crate::text::Spanned<&str>>| given(text).is_none_or(|t| t.value.eq_ignore_ascii_case("none"));
    let encrypted = |e: crate::lang::talos::kinds::shared::encryption::EncryptionSpecView<'_>| {
        !none(e.provider()) || e.keys().is_some_and(|k| !k.is_empty())
    };
    let formatted = |f: FilesystemSpecView<'_>| !none(f.r#type()) || f.0.has("projectQuotaSupport") || f.0.has("xfs");
    let mounted = volume.mount().is_some_and(|m| m.0.has("disableAccessTime") || m.0.has("secure"));
    let settings = [
        ("provisioning", volume.provisioning().is_some_and(|p| provisioned(&p))),
        ("encryption", volume.encryption().is_some_and(encrypted)),
        ("filesystem", volume.filesystem().is_some_and(formatted)),
        ("mount", mounted && cx.version() >= Version::new(1, 13)),
    ];
    for (name, _) in settings.into_iter().filter(|(_, set)| *set) {
        let headline = format!("`{name}` has no use for a volume that is a directory");
        let help = "the directory is part of `EPHEMERAL`; remove the section, or set `volumeType: partition`";
        report(cx, sink, key(volume.0, name), headline, help);
    }
}

/// The file system of a volume that has one.
fn own_filesystem<'a>(cx: &DocumentCx<'a>) -> Option<FilesystemSpecView<'a>> {
    volume(cx).filter(|_| matches!(volume_type(cx).as_str(), "partition" | "disk"))?.filesystem()
}

/// The file system's name in lower case, `xfs` without one.
fn filesystem_type(spec: &FilesystemSpecView<'_>) -> String {
    let name = given(spec.r#type()).map_or_else(|| "none".to_owned(), |t| t.value.to_ascii_lowercase());
    if name == "none" { "xfs".to_owned() } else { name }
}

fn made_by_talos(cx: &DocumentCx<'_>, name: &str) -> bool {
    matches!(name, "xfs" | "ext4") || name == "btrfs" && cx.version() >= Version::new(1, 14)
}

fn filesystem(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(spec) = own_filesystem(cx) else { return };
    let Some(text) = given(spec.r#type()).filter(|_| !made_by_talos(cx, &filesystem_type(&spec))) else { return };
    // Words that are no file system at all were reported by the table.
    if ["vfat", "iso9660", "swap", "swapi", "virtiofs"].iter().any(|n| n.eq_ignore_ascii_case(text.value)) {
        let headline = format!("a user volume cannot have the file system `{}`", text.value);
        report(cx, sink, text.span, headline, "write `xfs` or `ext4`");
    }
}

fn xfs_only(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(spec) = own_filesystem(cx).filter(|s| made_by_talos(cx, &filesystem_type(s))) else { return };
    let kind = filesystem_type(&spec);
    if kind == "xfs" {
        return;
    }
    let settings = [
        ("projectQuotaSupport", on(spec.project_quota_support())),
        ("xfs", spec.0.has("xfs") && cx.version() >= Version::new(1, 14)),
    ];
    for (name, _) in settings.into_iter().filter(|(_, set)| *set) {
        let headline = format!("`{name}` works with xfs only, and this volume is {kind}");
        report(cx, sink, key(spec.0, name), headline, "remove it, or set `type: xfs`");
    }
}

fn external(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(text) = cx.root().map(ExternalVolumeConfigView).and_then(|v| given(v.filesystem_type())) else { return };
    let known = ["none", "xfs", "vfat", "ext4", "iso9660", "swapi", "btrfs"];
    if known.iter().any(|n| n.eq_ignore_ascii_case(text.value)) {
        let headline = format!("an external volume cannot be of type `{}`", text.value);
        report(cx, sink, text.span, headline, "write `virtiofs`");
    }
}

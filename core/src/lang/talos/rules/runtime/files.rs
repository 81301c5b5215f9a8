//! `EtcFileConfig`.

use super::super::typed::{ERROR, name_place, report};
use crate::check::{DocumentCx, Sink};
use crate::model::{Rule, RuleRun};

/// A file that is not the user's.
pub static ETC_FILE: Rule = Rule {
    code: "talos/etc-file",
    summary: "Files are below `/etc` and none that Talos manages.",
    ids: &["T-RUN-003", "T-RUN-004", "T-RUN-005"],
    run: RuleRun::Document(etc_file),
    page: include_str!("etc_file.md"),
    ..ERROR
};

/// Files of Talos in `/etc` (Talos 1.14).
const FILES: &[&str] =
    &["extensions.yaml", "hosts", "localtime", "machine-id", "os-release", "resolv.conf", "xattr.conf"];

/// Folders of Talos in `/etc` (Talos 1.14).
const FOLDERS: &[&str] = &[
    "apparmor",
    "apparmor.d",
    "ca-certificates",
    "cni",
    "cri",
    "iscsi",
    "kubernetes",
    "lvm",
    "nvme",
    "pki",
    "selinux",
    "ssl",
];

fn etc_file(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let name = cx.name();
    if name.is_empty() {
        return;
    }
    if !is_local(name) || name.starts_with('.') {
        let headline = format!("`{name}` is not a path below `/etc`");
        let help = "the name is a path relative to `/etc`, such as `foo/bar.conf`, and does not begin with a dot";
        report(cx, sink, name_place(cx), headline, help);
    } else if FILES.contains(&name) || FOLDERS.iter().any(|f| is_in(name, f)) {
        report(cx, sink, name_place(cx), format!("Talos manages `/etc/{name}` itself"), "choose another file");
    }
}

fn is_in(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// As Go's `filepath.IsLocal`: relative, and never above its start.
fn is_local(path: &str) -> bool {
    let mut depth = 0i64;
    let stays = path.split('/').all(|part| {
        depth += match part {
            "" | "." => 0,
            ".." => -1,
            _ => 1,
        };
        depth >= 0
    });
    !path.starts_with('/') && stays
}

#[cfg(test)]
mod tests {
    #[test]
    fn local_paths() {
        assert!(["a", "a/b", "a/../b", "a//b"].into_iter().all(super::is_local));
        assert!(!["/a", "..", "a/../../b", "../a"].into_iter().any(super::is_local));
    }
}

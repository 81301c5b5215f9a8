//! Mounts and other paths of a container.

use super::super::typed::{ERROR, given, report, report_item, texts};
use crate::check::{DocumentCx, Sink};
use crate::lang::talos::kinds::container::container_config::{ContainerConfigView, ContainerMountView};
use crate::model::{Rule, RuleRun, Shape as _, StructView};
use crate::text::Spanned;

/// A mount of nothing, or of two things.
pub static CONTAINER_MOUNT: Rule = Rule {
    code: "talos/container-mount",
    summary: "A mount is a user volume, a tmpfs or a path of the host.",
    ids: &["T-CON-008"],
    run: RuleRun::Document(mount),
    page: include_str!("container_mount.md"),
    ..ERROR
};

/// Two mounts in one place.
pub static CONTAINER_MOUNT_TWICE: Rule = Rule {
    code: "talos/container-mount-twice",
    summary: "Every mount of a container has a place of its own.",
    ids: &["T-CON-009"],
    run: RuleRun::Document(mount_twice),
    page: include_str!("container_mount_twice.md"),
    ..ERROR
};

/// A path from nowhere.
pub static CONTAINER_PATH: Rule = Rule {
    code: "talos/container-path",
    summary: "Paths of a container begin with `/`.",
    ids: &["T-CON-012", "T-CON-013", "T-CON-028"],
    run: RuleRun::Document(path),
    page: include_str!("container_path.md"),
    ..ERROR
};

/// Options that do not go together, or do not exist.
pub static MOUNT_OPTION: Rule = Rule {
    code: "talos/mount-option",
    summary: "Mount options exist, and `ro` and `rw` exclude each other.",
    ids: &["T-CON-014", "T-CON-015"],
    run: RuleRun::Document(option),
    page: include_str!("mount_option.md"),
    ..ERROR
};

const KINDS: [&str; 3] = ["userVolume", "tmpfs", "hostPath"];

fn mounts<'a>(cx: &DocumentCx<'a>) -> Vec<ContainerMountView<'a>> {
    let list = cx.root().map(ContainerConfigView).and_then(|c| c.mounts());
    list.into_iter().flat_map(|l| l.iter()).map(|(_, m)| m).collect()
}

/// What is mounted: the sections of a mount that are there.
fn sections<'a>(mount: &ContainerMountView<'a>) -> Vec<StructView<'a>> {
    let (tree, node) = (mount.0.cx.tree, mount.0.node);
    KINDS.iter().filter_map(|k| StructView::new(mount.0.cx, tree.get(node, k)?)).collect()
}

fn options(section: StructView<'_>) -> Vec<Spanned<&str>> {
    let list = section.field::<Vec<String>>("options");
    list.into_iter().flat_map(|l| l.iter()).map(|(_, t)| t).collect()
}

fn mount(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    for mount in mounts(cx).into_iter().filter(|_| cx.is_config()) {
        let headline = match KINDS.iter().filter(|k| mount.0.has(k)).count() {
            0 => "this mount does not say what is mounted",
            1 => continue,
            _ => "a mount is of one thing only",
        };
        report_item(cx, sink, mount.0, headline, "write one of `userVolume`, `tmpfs` and `hostPath`");
    }
}

fn mount_twice(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let mut seen: Vec<Spanned<&str>> = Vec::new();
    for mount in mounts(cx) {
        let [section] = sections(&mount)[..] else { continue };
        let Some(place) = given(section.field::<String>("destination")) else { continue };
        match seen.iter().find(|s| s.value == place.value) {
            Some(first) => {
                let problem = sink
                    .finding(format!("something is mounted at `{}` before", place.value), place.span)
                    .label(first.span, "the first mount is here")
                    .help("choose another `destination`");
                sink.push(cx.doc, problem);
            }
            None => seen.push(place),
        }
    }
}

fn path(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let mounts = mounts(cx);
    let sections = mounts.iter().flat_map(sections);
    let written = sections.flat_map(|s| ["source", "destination"].map(|k| given(s.field::<String>(k))));
    let awaited = super::super::typed::nodes(cx, "dependsOn.paths[]");
    let awaited = awaited.into_iter().filter_map(|n| String::read(cx.doc.view_cx(), n));
    for text in written.flatten().chain(awaited).filter(|t| !t.value.starts_with('/')) {
        let headline = match text.value {
            "" => "this path is empty".to_owned(),
            path => format!("`{path}` is not an absolute path"),
        };
        report(cx, sink, text.span, headline, "begin with `/`");
    }
}

fn option(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let known: Vec<_> = crate::lang::talos::enums::CONTAINER_MOUNT_OPTION.values.iter().map(|v| v.text).collect();
    for text in ["tmpfs", "hostPath"].iter().flat_map(|k| texts(cx, &format!("mounts[].{k}.options[]"))) {
        if !known.contains(&text.value) {
            let headline = format!("`{}` is not a mount option", text.value);
            report(cx, sink, text.span, headline, format!("the options are {}", known.join(", ")));
        }
    }
    for section in mounts(cx).iter().flat_map(sections) {
        let options = options(section);
        let find = |name: &str| options.iter().find(|o| o.value == name);
        if let (Some(ro), Some(rw)) = (find("ro"), find("rw")) {
            let (first, second) = if ro.span.start < rw.span.start { (ro, rw) } else { (rw, ro) };
            let problem = sink
                .finding("`ro` and `rw` exclude each other", second.span)
                .label(first.span, "the other one is here")
                .help("keep one of them");
            sink.push(cx.doc, problem);
        }
    }
}

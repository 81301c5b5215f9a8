//! `machine.install`.

use super::reading::{given, key, machine, on, whole};
use crate::check::nearest::nearest;
use crate::check::{DocumentCx, SetCx, Sink};
use crate::diag::{Applicability, Severity};
use crate::lang::talos::enums::INSTALL_DISK_TYPE;
use crate::lang::talos::kinds::legacy::install::{InstallDiskSelectorView, InstallView};
use crate::model::{Rule, RuleRun, Version};
use std::collections::BTreeMap;

/// The mode that installs to a disk.
const INSTALLS: &str = "metal";

/// First release that turns the selector into an expression.
const SELECTOR_COMPILED: Version = Version::new(1, 9);

/// `machine.install` on bare metal, up to 1.13.
pub static INSTALL_MISSING: Rule = Rule {
    code: "talos/install-missing",
    summary: "Bare metal needs `machine.install`.",
    severity: Severity::Error,
    since: None,
    until: Some(Version::new(1, 14)),
    ids: &["T-V1-005"],
    run: RuleRun::Set(install_missing),
    page: include_str!("install_missing.md"),
    formerly: &[],
};

/// A disk to install on.
pub static INSTALL_WITHOUT_DISK: Rule = Rule {
    code: "talos/install-without-disk",
    summary: "An installation names its disk, or a selector that picks one.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["T-V1-006"],
    run: RuleRun::Document(install_without_disk),
    page: include_str!("install_without_disk.md"),
    formerly: &[],
};

/// What the disk selector can do.
pub static INSTALL_DISK_SELECTOR: Rule = Rule {
    code: "talos/install-disk-selector",
    summary: "The disk selector of an installation selects by what disks are known by.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["T-V1-007", "T-V1-008"],
    run: RuleRun::Document(install_disk_selector),
    page: include_str!("install_disk_selector.md"),
    formerly: &[],
};

/// Kernel arguments against those of the unified image.
pub static KERNEL_ARGS_TWICE: Rule = Rule {
    code: "talos/kernel-args-twice",
    summary: "Kernel arguments come from the configuration or from the unified image, not from both.",
    severity: Severity::Error,
    since: Some(Version::new(1, 12)),
    until: None,
    ids: &["T-V1-009"],
    run: RuleRun::Document(kernel_args_twice),
    page: include_str!("kernel_args_twice.md"),
    formerly: &[],
};

/// One extension image twice.
pub static EXTENSION_TWICE: Rule = Rule {
    code: "talos/extension-twice",
    summary: "A system extension is listed once.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["T-V1-011"],
    run: RuleRun::Document(extension_twice),
    page: include_str!("extension_twice.md"),
    formerly: &[],
};

/// Extensions in the configuration.
pub static EXTENSIONS_AT_INSTALL: Rule = Rule {
    code: "talos/extensions-at-install",
    summary: "System extensions belong into the boot image, not into `machine.install`.",
    severity: Severity::Warning,
    since: None,
    until: None,
    ids: &["T-V1-012"],
    run: RuleRun::Document(extensions_at_install),
    page: include_str!("extensions_at_install.md"),
    formerly: &[],
};

fn install<'a>(cx: &DocumentCx<'a>) -> Option<InstallView<'a>> {
    machine(cx)?.install()
}

fn install_missing(cx: &SetCx<'_>, sink: &mut Sink<'_>) {
    if cx.mode != INSTALLS || !cx.complete {
        return;
    }
    for cx in whole(cx) {
        let (Some(root), Some(machine)) = (cx.root(), machine(cx)) else { continue };
        if !machine.0.has("install") {
            let headline = format!("`machine.install` is missing, and mode `{INSTALLS}` needs it");
            let help = "add it with a `disk`; for cloud images and containers, check in mode `cloud` or `container`";
            sink.push(cx.doc, sink.finding(headline, key(root, "machine")).help(help));
        }
    }
}

fn install_without_disk(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let (Some(machine), Some(install)) = (machine(cx), install(cx)) else { return };
    if cx.mode != INSTALLS || !cx.is_config() || given(install.disk()).is_some() {
        return;
    }
    let compiled = cx.version() >= SELECTOR_COMPILED;
    let picks = match install.disk_selector() {
        None => false,
        Some(selector) if compiled => refused_part(cx, &selector).is_none(),
        Some(selector) => !is_blank(&selector),
    };
    if picks {
        return;
    }
    let headline = match install.disk_selector() {
        None => "neither `disk` nor `diskSelector` says where to install",
        Some(_) if compiled => "there is no `disk`, and the `diskSelector` is refused",
        Some(_) => "there is no `disk`, and the `diskSelector` is empty",
    };
    let span = install.0.key_span("diskSelector").unwrap_or_else(|| key(machine.0, "install"));
    let help = "add `disk: /dev/…`, or select the disk by size, model, serial or type";
    sink.push(cx.doc, sink.finding(headline, span).help(help));
}

/// True when no property is given, as releases up to 1.8 count.
fn is_blank(selector: &InstallDiskSelectorView<'_>) -> bool {
    let texts = [
        selector.name(),
        selector.model(),
        selector.serial(),
        selector.modalias(),
        selector.uuid(),
        selector.wwid(),
        selector.r#type(),
        selector.bus_path(),
    ];
    selector.size().is_none() && texts.into_iter().all(|t| given(t).is_none())
}

/// The part of a selector that makes it invalid.
enum Refused<'t> {
    Name(crate::text::Span),
    Type(crate::text::Spanned<&'t str>),
}

/// Before selectors were compiled, a name was taken, and a type was refused while reading, whatever the mode.
fn refused_part<'t>(cx: &DocumentCx<'t>, selector: &InstallDiskSelectorView<'t>) -> Option<Refused<'t>> {
    if cx.version() >= SELECTOR_COMPILED {
        if cx.mode != INSTALLS {
            return None;
        }
        if let Some(name) = given(selector.name()) {
            return Some(Refused::Name(name.span));
        }
    }
    let compiled = cx.version() >= SELECTOR_COMPILED;
    let is = |text: &str, known: &str| text == known || !compiled && text.eq_ignore_ascii_case(known);
    let known = |text: &str| INSTALL_DISK_TYPE.values.iter().any(|v| is(text, v.text));
    given(selector.r#type()).filter(|t| !known(t.value)).map(Refused::Type)
}

fn install_disk_selector(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(selector) = install(cx).and_then(|i| i.disk_selector()) else { return };
    let problem = match refused_part(cx, &selector) {
        None => return,
        Some(Refused::Name(span)) => sink
            .finding("a disk cannot be selected by `name`", span)
            .help("name it as `disk`, or select it by model, serial, size or type"),
        Some(Refused::Type(text)) => {
            let known = INSTALL_DISK_TYPE.values.iter().map(|v| v.text);
            let problem = sink.finding(format!("`{}` is not a type of disk", text.value), text.span);
            let problem = match nearest(text.value, known.clone()).first() {
                Some(best) => {
                    problem.fix(format!("Replace by `{best}`"), Applicability::Safe, text.span, (*best).to_owned())
                }
                None => problem,
            };
            problem.help(format!("the types are {}", known.collect::<Vec<_>>().join(", ")))
        }
    };
    sink.push(cx.doc, problem);
}

fn kernel_args_twice(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(install) = install(cx).filter(|_| cx.mode == INSTALLS) else { return };
    let Some(arguments) = install.extra_kernel_args().filter(|a| !a.is_empty()) else { return };
    if !on(install.grub_use_uki_cmdline()) {
        return;
    }
    let problem = sink
        .finding(
            "`extraKernelArgs` and `grubUseUKICmdline: true` exclude each other",
            key(install.0, "extraKernelArgs"),
        )
        .label(key(install.0, "grubUseUKICmdline"), "takes the arguments of the boot image alone")
        .at_path(cx.doc.path_at(arguments.span()))
        .help("put the arguments into the boot image, or set `grubUseUKICmdline: false`");
    sink.push(cx.doc, problem);
}

fn extension_twice(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(extensions) = install(cx).and_then(|i| i.extensions()) else { return };
    let mut seen = BTreeMap::new();
    for (_, extension) in extensions.iter() {
        // Items without an image are all the same to the reader.
        let (value, span) = given(extension.image()).map_or(("", extension.0.span()), |i| (i.value, i.span));
        if let Some(first) = seen.insert(value, span) {
            let problem = sink
                .finding(format!("the extension `{value}` is listed twice"), span)
                .label(first, "listed here before")
                .help("remove one of the two");
            sink.push(cx.doc, problem);
        }
    }
}

fn extensions_at_install(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(install) = install(cx) else { return };
    if install.extensions().is_some_and(|e| !e.is_empty()) {
        let problem = sink
            .finding("`machine.install.extensions` is out of use", key(install.0, "extensions"))
            .help("build the extensions into the installer image, and name that image as `machine.install.image`");
        sink.push(cx.doc, problem);
    }
}

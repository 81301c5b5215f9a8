//! Names of documents that mean something to the kernel or to the disk.

use super::super::typed::{ERROR, name_place, report};
use crate::check::{DocumentCx, Sink};
use crate::lang::formats::{IP, IP_PREFIX};
use crate::model::{Rule, RuleRun};

/// A name of a volume, a volume group or an array.
pub static STORAGE_NAME: Rule = Rule {
    code: "talos/storage-name",
    summary: "Names of volumes, volume groups and arrays are short and plain.",
    ids: &[
        "T-BLK-022",
        "T-BLK-023",
        "T-BLK-034",
        "T-BLK-035",
        "T-BLK-037",
        "T-BLK-038",
        "T-BLK-040",
        "T-BLK-041",
        "T-BLK-043",
        "T-STO-002",
        "T-STO-003",
        "T-STO-007",
        "T-STO-008",
        "T-STO-018",
        "T-STO-019",
    ],
    run: RuleRun::Document(storage_name),
    page: include_str!("storage_name.md"),
    ..ERROR
};

/// A document that is named by an address or a network, and is not.
pub static NAME_IS_NO_ADDRESS: Rule = Rule {
    code: "talos/name-is-no-address",
    summary: "Documents for an address or a network have it as their name.",
    ids: &["T-NET-038", "T-NET-058", "T-NET-068"],
    run: RuleRun::Document(name_is_no_address),
    page: include_str!("name_is_no_address.md"),
    ..ERROR
};

/// Most bytes of a name and whether underscores are allowed (Talos 1.14). Existing volumes have no limit.
fn limits(kind: &str) -> (usize, bool) {
    match kind {
        "LVMLogicalVolumeConfig" | "LVMVolumeGroupConfig" => (63, true),
        "RAIDArrayConfig" => (32, true),
        "ExistingVolumeConfig" => (usize::MAX, false),
        _ => (34, false),
    }
}

fn storage_name(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let (limit, underscore) = limits(cx.view.kind.name);
    let name = cx.name();
    if name.len() > limit {
        let headline = format!("the name is too long: {} bytes, and {limit} are allowed", name.len());
        report(cx, sink, name_place(cx), headline, "the name becomes a label on the disk; shorten it");
    }
    let allowed = |c: char| c.is_ascii_alphanumeric() || c == '-' || underscore && c == '_';
    if let Some(odd) = name.chars().find(|c| !allowed(*c)) {
        let more = if underscore { ", `-` and `_`" } else { " and `-`" };
        let help = format!("use ASCII letters, digits{more}");
        report(cx, sink, name_place(cx), format!("`{}` cannot be part of the name", odd.escape_debug()), help);
    }
}

fn name_is_no_address(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let name = cx.name();
    if name.is_empty() {
        return;
    }
    let network = cx.view.kind.name == "BlackholeRouteConfig";
    let format = if network { &IP_PREFIX } else { &IP };
    if (format.check)(name, cx.version()).is_ok() {
        return;
    }
    let (noun, example) = if network { ("a network", "10.0.0.0/8") } else { ("an IP address", "192.0.2.10") };
    let help = format!("the name says what the document is about; write {noun} such as `{example}`");
    report(cx, sink, name_place(cx), format!("the name `{name}` is not {noun}"), help);
}

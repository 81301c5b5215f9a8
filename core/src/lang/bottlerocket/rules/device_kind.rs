//! Keys by what a device is. The machine tries interface, bond and VLAN in turn and then says only that none fits.

use super::devices::{Device, devices};
use crate::check::{DocumentCx, Sink};
use crate::diag::Severity;
use crate::lang::bottlerocket::formats::is_mac;
use crate::model::{Rule, RuleRun};
use crate::text::Span;

/// Keys that do not go with the device's kind, or are missing for it.
pub static DEVICE_KIND: Rule = Rule {
    code: "bottlerocket/device-kind",
    summary: "A device has the keys of its kind, all that are needed and no others.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["R-NET-009", "R-NET-016"],
    run: RuleRun::Document(check),
    page: include_str!("device_kind.md"),
    formerly: &[],
};

/// Keys of bonds alone; the last one need not be there.
const BOND: &[&str] = &["mode", "interfaces", "monitoring", "min-links"];
/// Keys of VLANs alone.
const VLAN: &[&str] = &["device", "id"];

fn check(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    for device in devices(cx) {
        let kind = device.kind();
        let (own, needed): (&[&'static str], &[&'static str]) = match kind {
            "bond" => (BOND, &BOND[..3]),
            "vlan" => (VLAN, VLAN),
            _ => (&[], &[]),
        };
        for key in BOND.iter().chain(VLAN).filter(|key| !own.contains(key)) {
            if let Some(place) = device.table.key_span(key) {
                foreign(cx, sink, &device, key, place);
            }
        }
        for key in needed.iter().filter(|key| device.table.key_span(key).is_none()) {
            let problem = sink
                .finding(format!("the {kind} `{}` has no `{key}`", device.name.value), device.name.span)
                .help(format!("add `{key}`"));
            sink.push(cx.doc, problem);
        }
        if !kind.is_empty() && is_mac(device.name.value) {
            let problem = sink
                .finding(format!("a {kind} cannot be named by a MAC address"), device.name.span)
                .help("it has none of its own; name it as it is to be called, such as `bond0`");
            sink.push(cx.doc, problem);
        }
    }
}

fn foreign(cx: &DocumentCx<'_>, sink: &mut Sink<'_>, device: &Device<'_>, key: &str, place: Span) {
    let belongs = if BOND.contains(&key) { "bond" } else { "vlan" };
    let what = match device.kind() {
        "" => "an interface",
        "bond" => "a bond",
        _ => "a VLAN",
    };
    let problem = sink.finding(format!("`{key}` belongs to a {belongs}, and `{}` is {what}", device.name.value), place);
    let help = match device.table.key_span("kind") {
        None => format!("add `kind = \"{belongs}\"`, or remove the key"),
        Some(_) => "remove the key".to_owned(),
    };
    sink.push(cx.doc, problem.help(help));
}

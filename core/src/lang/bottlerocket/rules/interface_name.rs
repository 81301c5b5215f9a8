//! Names of devices.

use super::devices::devices;
use crate::check::{DocumentCx, Sink};
use crate::diag::Severity;
use crate::lang::bottlerocket::formats::{interface_name, is_mac};
use crate::model::{Rule, RuleRun};

/// A table that is not named as an interface can be.
pub static INTERFACE_NAME: Rule = Rule {
    code: "bottlerocket/interface-name",
    summary: "Tables are named as interfaces can be, or from version 3 on by a MAC address.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["R-NET-008"],
    run: RuleRun::Document(check),
    page: include_str!("interface_name.md"),
    formerly: &[],
};

fn check(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let macs = cx.view.kind.name == "NetConfigV3";
    for device in devices(cx) {
        let name = device.name.value;
        let Err(why) = interface_name(name) else { continue };
        if macs && is_mac(name) {
            continue;
        }
        let problem =
            sink.finding(format!("`{name}` cannot be the name of an interface: {}", why.message), device.name.span);
        let problem = match (is_mac(name), macs) {
            (true, _) => problem.help("MAC addresses can be used from version 3 of the file on"),
            (false, true) => {
                problem.help("a name has 1 to 15 bytes; a MAC address is six octets, such as `3c:ec:ef:00:12:34`")
            }
            _ => problem.help("a name has 1 to 15 bytes without dots, slashes and white space"),
        };
        sink.push(cx.doc, problem);
    }
}

//! Client identifiers of DHCP.

use super::super::typed::{ERROR, given, key, report};
use crate::check::{DocumentCx, Sink};
use crate::lang::talos::kinds::network::dhcpv4_config::DHCPv4ConfigView;
use crate::model::{Rule, RuleRun};

/// `duidRaw` and `clientIdentifier` go together.
pub static DUID_AND_IDENTIFIER: Rule = Rule {
    code: "talos/duid-and-identifier",
    summary: "`duidRaw` is given with `clientIdentifier: duid`, and only then.",
    ids: &["T-NET-032", "T-NET-033"],
    run: RuleRun::Document(duid),
    page: include_str!("duid_and_identifier.md"),
    ..ERROR
};

/// Both kinds have the same two keys, so one view reads either.
fn duid(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(client) = cx.root().filter(|_| cx.is_config()).map(DHCPv4ConfigView) else { return };
    let identifier = given(client.client_identifier());
    let by_duid = identifier.filter(|i| i.value.eq_ignore_ascii_case("duid"));
    // Colons alone are no bytes.
    let raw = given(client.duid_raw()).filter(|r| r.value.bytes().any(|b| b != b':'));
    match (by_duid, raw) {
        (None, Some(_)) if identifier.is_some() || !client.0.has("clientIdentifier") => {
            let headline = "`duidRaw` has no use without `clientIdentifier: duid`";
            report(cx, sink, key(client.0, "duidRaw"), headline, "set `clientIdentifier: duid`, or remove `duidRaw`");
        }
        (Some(identifier), None) => {
            let headline = "the client identifier `duid` needs `duidRaw`";
            let help = "add `duidRaw` with the bytes in hexadecimal, or choose `mac`";
            report(cx, sink, identifier.span, headline, help);
        }
        _ => {}
    }
}

//! Addresses of interfaces and of their VLANs.

use super::interfaces::active;
use super::reading::{given, key, refuse};
use crate::check::{DocumentCx, Sink};
use crate::diag::Severity;
use crate::lang::formats::{IP, IP_PREFIX};
use crate::model::{FormatError, ListView, Rule, RuleRun, StructView};
use crate::text::Spanned;

/// Both forms of addresses.
pub static CIDR_AND_ADDRESSES: Rule = Rule {
    code: "talos/cidr-and-addresses",
    summary: "Addresses are given as `cidr` or as `addresses`, not as both.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["T-VNET-009", "T-VNET-019"],
    run: RuleRun::Document(cidr_and_addresses),
    page: include_str!("cidr_and_addresses.md"),
    formerly: &[],
};

/// Addresses that are none.
pub static INTERFACE_ADDRESS: Rule = Rule {
    code: "talos/interface-address",
    summary: "Addresses of interfaces are IP addresses, mostly with a prefix length.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["T-VNET-010", "T-VNET-012", "T-VNET-020", "T-VNET-021"],
    run: RuleRun::Document(interface_address),
    page: include_str!("interface_address.md"),
    formerly: &[],
};

/// The old form.
pub static CIDR_OUT_OF_USE: Rule = Rule {
    code: "talos/cidr-out-of-use",
    summary: "`addresses` has replaced `cidr`.",
    severity: Severity::Warning,
    since: None,
    until: None,
    ids: &["T-VNET-011"],
    run: RuleRun::Document(cidr_out_of_use),
    page: include_str!("cidr_out_of_use.md"),
    formerly: &[],
};

/// A shared address that is none.
pub static VIP_ADDRESS: Rule = Rule {
    code: "talos/vip-address",
    summary: "A shared address is an IP address.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["T-VNET-013"],
    run: RuleRun::Document(vip_address),
    page: include_str!("vip_address.md"),
    formerly: &[],
};

/// Addresses of an interface or a VLAN.
struct Holder<'t> {
    view: StructView<'t>,
    cidr: Option<Spanned<&'t str>>,
    addresses: Option<ListView<'t, String>>,
}

fn holders<'a>(cx: &DocumentCx<'a>) -> Vec<Holder<'a>> {
    let mut out = Vec::new();
    for link in active(cx) {
        out.push(Holder { view: link.0, cidr: given(link.cidr()), addresses: link.addresses() });
        let vlans = link.vlans().into_iter().flat_map(|v| v.iter());
        out.extend(vlans.map(|(_, v)| Holder { view: v.0, cidr: given(v.cidr()), addresses: v.addresses() }));
    }
    out
}

fn cidr_and_addresses(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    for holder in holders(cx).iter().filter(|h| h.addresses.is_some_and(|a| !a.is_empty())) {
        let Some(cidr) = holder.cidr else { continue };
        let problem = sink
            .finding("`cidr` and `addresses` exclude each other", cidr.span)
            .label(key(holder.view, "addresses"), "addresses are listed here")
            .help("move it into `addresses`");
        sink.push(cx.doc, problem);
    }
}

fn interface_address(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    for holder in holders(cx) {
        let listed = holder.addresses.into_iter().flat_map(|a| a.iter()).map(|(_, text)| text);
        for text in holder.cidr.into_iter().chain(listed) {
            let verdict = if text.value.contains('/') { network(cx, text.value) } else { address(cx, text.value) };
            if let Err(error) = verdict {
                refuse(cx, sink, "an address such as `10.0.0.2/24`", text, &error);
            }
        }
    }
}

fn cidr_out_of_use(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    for link in active(cx) {
        if let Some(cidr) = given(link.cidr()) {
            let problem = sink
                .finding("`cidr` of an interface is out of use", cidr.span)
                .help(format!("write `addresses: [{}]`", cidr.value));
            sink.push(cx.doc, problem);
        }
    }
}

fn vip_address(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    for link in active(cx) {
        let Some(vip) = link.vip() else { continue };
        match vip.ip() {
            Some(text) => {
                if let Err(error) = address(cx, text.value) {
                    refuse(cx, sink, IP.noun, text, &error);
                }
            }
            None if cx.is_config() && !vip.0.has("ip") => {
                let problem = sink.finding("`vip` has no `ip`", key(link.0, "vip"));
                sink.push(cx.doc, problem.help("add the address that the control plane machines share"));
            }
            None => {}
        }
    }
}

/// An address as Go's `net.ParseIP` takes it: without a zone.
pub(super) fn address(cx: &DocumentCx<'_>, text: &str) -> Result<(), FormatError> {
    if text.is_empty() {
        return Err(FormatError::new("it is empty"));
    }
    (IP.check)(text, cx.version())?;
    if text.contains('%') { Err(FormatError::new("an address has no zone here")) } else { Ok(()) }
}

/// A network as Go's `net.ParseCIDR` takes it: the length may have leading zeros.
pub(super) fn network(cx: &DocumentCx<'_>, text: &str) -> Result<(), FormatError> {
    if text.is_empty() {
        return Err(FormatError::new("it is empty"));
    }
    let Some((bare, bits)) = text.split_once('/').filter(|(_, bits)| bits.starts_with('0')) else {
        return (IP_PREFIX.check)(text, cx.version());
    };
    let bits = bits.trim_start_matches('0');
    (IP_PREFIX.check)(&format!("{bare}/{}", if bits.is_empty() { "0" } else { bits }), cx.version())
}

//! `ResolverConfig`.

use super::super::typed::{ERROR, WARNING, given, key, on, report};
use crate::check::{DocumentCx, Sink};
use crate::lang::talos::kinds::network::resolver_config::{NameserverConfigView, ResolverConfigView};
use crate::model::{Rule, RuleRun, Version};

/// Parts of host DNS without host DNS.
pub static HOST_DNS_OFF: Rule = Rule {
    code: "talos/host-dns-off",
    summary: "What host DNS does needs host DNS to be on.",
    since: Some(Version::new(1, 14)),
    ids: &["T-NET-046", "T-NET-047"],
    run: RuleRun::Document(host_dns_off),
    page: include_str!("host_dns_off.md"),
    ..ERROR
};

/// The name in a server's certificate.
pub static ENCRYPTED_DNS_NAME: Rule = Rule {
    code: "talos/encrypted-dns-name",
    summary: "Name servers over TLS or HTTPS have `tlsServerName`, plain ones have none.",
    since: Some(Version::new(1, 14)),
    ids: &["T-NET-048", "T-NET-049", "T-NET-050"],
    run: RuleRun::Document(encrypted_dns_name),
    page: include_str!("encrypted_dns_name.md"),
    ..ERROR
};

/// A clock is needed for certificates, and names for the clock.
pub static ONLY_ENCRYPTED_DNS: Rule = Rule {
    code: "talos/only-encrypted-dns",
    summary: "Some name server works before the clock is right.",
    since: Some(Version::new(1, 14)),
    ids: &["T-NET-053"],
    run: RuleRun::Document(only_encrypted_dns),
    page: include_str!("only_encrypted_dns.md"),
    ..WARNING
};

fn host_dns_off(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let resolver = cx.root().filter(|_| cx.is_config()).map(ResolverConfigView);
    let Some(host) = resolver.and_then(|r| r.host_dns()) else { return };
    if on(host.enabled()) || host.enabled().is_none() && host.0.has("enabled") {
        return;
    }
    let switches = [
        ("forwardKubeDNSToHost", host.forward_kube_dns_to_host()),
        ("resolveMemberNames", host.resolve_member_names()),
    ];
    for (name, switch) in switches {
        if on(switch) {
            let headline = format!("`{name}` needs host DNS, which is off");
            report(cx, sink, key(host.0, name), headline, "set `enabled: true` beside it");
        }
    }
}

fn servers<'a>(cx: &DocumentCx<'a>) -> Vec<NameserverConfigView<'a>> {
    let list = cx.root().filter(|_| cx.is_config()).map(ResolverConfigView).and_then(|r| r.nameservers());
    list.into_iter().flat_map(|l| l.iter()).map(|(_, server)| server).collect()
}

/// `DoT`, `DoH`, or nothing for a plain one.
fn encryption(server: &NameserverConfigView<'_>) -> Option<&'static str> {
    let protocol = given(server.protocol())?.value;
    ["DoT", "DoH"].into_iter().find(|p| p.eq_ignore_ascii_case(protocol))
}

fn encrypted_dns_name(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    for server in servers(cx) {
        let plain = given(server.protocol()).is_none_or(|p| p.value.eq_ignore_ascii_case("Do53"));
        match (encryption(&server), given(server.tls_server_name())) {
            (Some(protocol), None) => {
                let headline = format!("a name server over `{protocol}` needs `tlsServerName`");
                let place = given(server.protocol()).map_or_else(|| server.0.head(), |p| p.span);
                report(cx, sink, place, headline, "add the name that is in the server's certificate");
            }
            (None, Some(name)) if plain => {
                let headline = "`tlsServerName` has no use with plain DNS";
                report(cx, sink, name.span, headline, "remove it, or set `protocol` to `DoT` or `DoH`");
            }
            _ => {}
        }
    }
}

fn only_encrypted_dns(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let servers = servers(cx);
    if servers.is_empty() || servers.iter().any(|s| encryption(s).is_none()) {
        return;
    }
    let help = "certificates need the right time, and time servers given by name need DNS: add a plain name server, or \
                give time servers by address";
    let Some(place) = cx.root().and_then(|r| r.key_span("nameservers")) else { return };
    report(cx, sink, place, "all name servers are encrypted ones", help);
}

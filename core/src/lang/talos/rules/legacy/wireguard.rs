//! WireGuard on interfaces.

use super::addresses::network;
use super::interfaces::active;
use super::reading::{key, push_at_item, refuse};
use crate::check::{DocumentCx, Sink};
use crate::diag::Severity;
use crate::lang::formats::{IP, IP_PREFIX, decoded_length};
use crate::model::{Rule, RuleRun};
use crate::text::Spanned;

/// Bytes of a key.
const KEY_BYTES: usize = 32;

/// Keys that are none.
pub static WIREGUARD_KEY: Rule = Rule {
    code: "talos/wireguard-key",
    summary: "Keys of WireGuard are base64 of 32 bytes.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["T-VNET-022", "T-VNET-023"],
    run: RuleRun::Document(wireguard_key),
    page: include_str!("wireguard_key.md"),
    formerly: &[],
};

/// Where a peer is reached.
pub static WIREGUARD_ENDPOINT: Rule = Rule {
    code: "talos/wireguard-endpoint",
    summary: "The endpoint of a WireGuard peer has a host and a port.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["T-VNET-024"],
    run: RuleRun::Document(wireguard_endpoint),
    page: include_str!("wireguard_endpoint.md"),
    formerly: &[],
};

/// What comes from a peer.
pub static WIREGUARD_ALLOWED_IP: Rule = Rule {
    code: "talos/wireguard-allowed-ip",
    summary: "What a WireGuard peer may use are networks.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["T-VNET-025"],
    run: RuleRun::Document(wireguard_allowed_ip),
    page: include_str!("wireguard_allowed_ip.md"),
    formerly: &[],
};

fn wireguard_key(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    for link in active(cx) {
        let Some(tunnel) = link.wireguard() else { continue };
        match tunnel.private_key() {
            Some(text) => key_text(cx, sink, "private", text),
            None if cx.is_config() && !tunnel.0.has("privateKey") => {
                let problem = sink.finding("the WireGuard tunnel has no `privateKey`", key(link.0, "wireguard"));
                sink.push(cx.doc, problem.help("make one with `wg genkey`"));
            }
            None => {}
        }
        for (_, peer) in tunnel.peers().into_iter().flat_map(|p| p.iter()) {
            match peer.public_key() {
                Some(text) => key_text(cx, sink, "public", text),
                None if !peer.0.has("publicKey") => {
                    push_at_item(cx, sink, peer.0, "this WireGuard peer has no `publicKey`", "take it from the peer");
                }
                None => {}
            }
        }
    }
}

/// The text itself is never repeated: it may be a private key.
fn key_text(cx: &DocumentCx<'_>, sink: &mut Sink<'_>, which: &str, text: Spanned<&str>) {
    let why = match decoded_length(text.value) {
        Some(KEY_BYTES) => return,
        Some(0) => "it is empty".to_owned(),
        Some(length) => format!("it has {length} bytes and not {KEY_BYTES}"),
        None => "it is no base64".to_owned(),
    };
    let problem = sink.finding(format!("this is not the {which} key of a WireGuard tunnel: {why}"), text.span);
    let help = match which {
        "private" => "make one with `wg genkey`: 44 characters, the last one `=`",
        _ => "take it from the peer, by `wg pubkey`: 44 characters, the last one `=`",
    };
    sink.push(cx.doc, problem.help(help));
}

fn wireguard_endpoint(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let peers = active(cx).filter_map(|l| l.wireguard()).filter_map(|w| w.peers()).flat_map(|p| p.iter());
    for text in peers.filter_map(|(_, p)| super::reading::given(p.endpoint())) {
        if let Err(why) = host_and_port(cx, text.value) {
            let problem = sink
                .finding(format!("`{}` is not a host with a port: {why}", text.value), text.span)
                .help("write `host:51820`; an IPv6 address stands in brackets, `[2001:db8::1]:51820`");
            sink.push(cx.doc, problem);
        }
    }
}

/// Go's `net.SplitHostPort`, after which a host with colons must be an address.
fn host_and_port(cx: &DocumentCx<'_>, text: &str) -> Result<(), &'static str> {
    let colon = text.rfind(':').ok_or("the port is missing")?;
    let host = if let Some(rest) = text.strip_prefix('[') {
        let end = rest.find(']').ok_or("the `]` is missing")? + 1;
        match end + 1 {
            at if at == text.len() => return Err("the port is missing"),
            at if at == colon => {}
            _ => return Err("only a port may stand behind the bracket"),
        }
        let behind = &text[end + 1..];
        if text[1..].contains('[') || behind.contains(']') {
            return Err("there is a bracket too many");
        }
        &text[1..end]
    } else {
        let host = &text[..colon];
        if host.contains(':') {
            return Err("an IPv6 address needs brackets");
        }
        if text.contains(['[', ']']) {
            return Err("there is a bracket too many");
        }
        host
    };
    let is_address = !host.contains(':') || (IP.check)(host, cx.version()).is_ok();
    if is_address { Ok(()) } else { Err("what stands in the brackets is no IPv6 address") }
}

fn wireguard_allowed_ip(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let peers = active(cx).filter_map(|l| l.wireguard()).filter_map(|w| w.peers()).flat_map(|p| p.iter());
    for (_, text) in peers.filter_map(|(_, p)| p.allowed_ips()).flat_map(|a| a.iter()) {
        if let Err(error) = network(cx, text.value) {
            refuse(cx, sink, IP_PREFIX.noun, text, &error);
        }
    }
}

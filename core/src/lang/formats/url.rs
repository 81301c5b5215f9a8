//! URLs as Go's `url.Parse` reads them, which is nearly anything, and endpoints, which need a host.

use super::{FormatError, V1_10, V1_13, ip, no, since, yes};
use crate::model::{Format, Printed, Version};
use core::ops::Range;

/// A URL or relative reference. Empty means none. Which schemes make sense is a rule's matter.
pub static URL: Format = Format {
    name: "url",
    noun: "a URL",
    doc: "Scheme, `://`, host with optional port, path. The reader is lenient; what it does refuse are blanks and control \
          characters in the host, ports that are not numbers, stray `%` and a `:` in the first part of a relative path.",
    check: |text, version| parse(text, Reader::of(version)).map(drop),
    schema: &[],
    examples: &[
        yes("https://example.com/path?x=1"),
        yes("tcp://[::1]:514"),
        yes("relative/path"),
        yes(""),
        no("10.0.0.1:6443"),
        no("https://host:port"),
        no("https://example.com/%zz"),
        no("https://exa mple.com"),
        yes("http://fd00::1"),
        since(V1_13, no("http://fd00::1")),
        yes("http://[10.0.0.1]"),
        since(V1_10, no("http://[10.0.0.1]")),
    ],
    numbers: false,
    number: None,
    is_zero: None,
    bytes: false,
    unread: false,
    print: Some(|text| Printed::Text(super::url_print::print(text))),
};

/// The URL of an API endpoint: a URL with a host and, if any, a port from 1 to 65535 (siderolabs/net,
/// ValidateEndpointURI, as Talos applies it in validation). The empty text is refused.
pub static ENDPOINT: Format = Format {
    name: "endpoint",
    noun: "an endpoint URL such as `https://10.0.0.1:6443`",
    doc: "A URL with scheme and host. An IPv6 address stands in brackets; the port, if given, is from 1 to 65535.",
    check: |text, version| endpoint(text, Reader::of(version)),
    schema: &[("pattern", "//")],
    examples: &[
        yes("https://10.0.0.1:6443"),
        yes("https://[2001:db8::1]:6443"),
        yes("https://cluster.example.com"),
        no(""),
        no("10.0.0.1:6443"),
        no("https://"),
        no("cluster.example.com"),
        no("https://10.0.0.1:0"),
        no("https://fd00::1:6443"),
    ],
    numbers: false,
    number: None,
    is_zero: None,
    bytes: false,
    unread: false,
    print: Some(|text| Printed::Text(super::url_print::print(text))),
};

/// What the upstream reader's release of Go makes of hosts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reader {
    /// Go up to 1.24.7: anything may stand between brackets.
    Lenient,
    /// Go 1.24.8 and 1.25.2 on: only an IPv6 address may, and only at the start of the host.
    Brackets,
    /// Go 1.26 on: besides, `http` and `https` hosts have one colon at most.
    Colons,
}

impl Reader {
    /// By the Go release that the last patch release of a Talos minor is built with.
    fn of(version: Version) -> Self {
        match version {
            v if v < V1_10 => Self::Lenient,
            v if v < V1_13 => Self::Brackets,
            _ => Self::Colons,
        }
    }
}

type Host = Range<usize>;

/// Places of the parts of a URL.
#[derive(Clone, Debug, Default)]
pub(super) struct Parts {
    /// End of the scheme, its colon not included.
    pub scheme: Option<usize>,
    /// User and password without the `@`.
    pub user: Option<Range<usize>>,
    /// Host and port; `None` when nothing starts with `//`.
    pub host: Option<Host>,
    /// Path, or what stands for it behind the scheme of a URL that has none.
    pub path: Range<usize>,
    /// The path is to be kept as it is.
    pub opaque: bool,
    /// From the `?` to the fragment; empty when there is none.
    pub query: Range<usize>,
    /// Behind the `#`.
    pub fragment: Range<usize>,
}

/// Parts of a URL as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UrlParts<'t> {
    /// As written, without the colon; empty when there is none.
    pub scheme: &'t str,
    /// Host with its port; empty when there is none.
    pub host: &'t str,
    /// Path; empty for a URL such as `mailto:x`.
    pub path: &'t str,
}

/// Takes a URL apart; `None` for what the reader of the release refuses.
pub fn url_parts(text: &str, version: Version) -> Option<UrlParts<'_>> {
    let parts = parse(text, Reader::of(version)).ok()?;
    let path = if parts.opaque { "" } else { &text[parts.path] };
    Some(UrlParts { scheme: &text[..parts.scheme.unwrap_or(0)], host: &text[parts.host.unwrap_or(0..0)], path })
}

/// The host of a URL without its port and the brackets of an address; `None` for what is no URL.
pub fn hostname(text: &str) -> Option<&str> {
    let parts = parse(text, Reader::Lenient).ok()?;
    let host = &text[parts.host.unwrap_or(0..0)];
    let bracketed = host.strip_prefix('[').and_then(|h| h.split_once(']')).map(|(h, _)| h);
    Some(bracketed.unwrap_or_else(|| host.rsplit_once(':').map_or(host, |(name, _)| name)))
}

pub(super) fn parse(text: &str, reader: Reader) -> Result<Parts, FormatError> {
    let before_fragment = text.find('#').unwrap_or(text.len());
    let body = &text[..before_fragment];
    if let Some((at, c)) = body.char_indices().find(|(_, c)| c.is_ascii_control()) {
        let error = FormatError::new("control characters such as line breaks are not allowed in it");
        return Err(error.at(at..at + c.len_utf8()));
    }
    let mut parts = Parts { fragment: (before_fragment + 1).min(text.len())..text.len(), ..Parts::default() };
    if body == "*" {
        parts.path = 0..1;
        parts.query = 1..1;
        return escapes(text, parts.fragment.clone()).map(|()| parts);
    }
    let scheme = scheme(body)?;
    let start = scheme.map_or(0, |s| s.len() + 1);
    let end = start + body[start..].find('?').unwrap_or(body.len() - start);
    (parts.scheme, parts.query) = (scheme.map(str::len), end..before_fragment);
    (parts.path, parts.opaque) = (start..end, false);
    let rest = &body[start..end];
    if !rest.starts_with('/') && scheme.is_some() {
        parts.opaque = true;
        return escapes(text, parts.fragment.clone()).map(|()| parts);
    }
    if !rest.starts_with('/') {
        let segment = rest.split('/').next().unwrap_or_default();
        if let Some(colon) = segment.find(':') {
            return Err(relative_with_colon(text, segment, colon));
        }
    }
    if rest.starts_with("//") && (scheme.is_some() || !rest.starts_with("///")) {
        let authority = start + 2..start + 2 + rest[2..].find('/').unwrap_or(rest.len() - 2);
        let at = text[authority.clone()].rfind('@').map(|i| authority.start + i);
        if let Some(at) = at {
            parts.user = Some(authority.start..at);
            user(text, authority.start..at)?;
        }
        let host = at.map_or(authority.start, |at| at + 1)..authority.end;
        check_host(text, host.clone(), scheme.unwrap_or_default(), reader)?;
        (parts.host, parts.path) = (Some(host), authority.end..end);
    }
    escapes(text, parts.path.clone())?;
    escapes(text, parts.fragment.clone())?;
    Ok(parts)
}

/// The part before the first colon if it is a scheme.
fn scheme(text: &str) -> Result<Option<&str>, FormatError> {
    for (at, c) in text.char_indices() {
        match c {
            'a'..='z' | 'A'..='Z' => {}
            '0'..='9' | '+' | '-' | '.' if at > 0 => {}
            ':' if at == 0 => {
                return Err(FormatError::new("the scheme before `:` is missing")
                    .at(0..1)
                    .help("start with a scheme such as `https://`"));
            }
            ':' => return Ok(Some(&text[..at])),
            _ => return Ok(None),
        }
    }
    Ok(None)
}

fn relative_with_colon(text: &str, segment: &str, colon: usize) -> FormatError {
    let error = FormatError::new("the scheme is missing");
    let port = &segment[colon + 1..];
    if !port.is_empty()
        && port.bytes().all(|b| b.is_ascii_digit())
        && parse(&format!("https://{text}"), Reader::Colons).is_ok()
    {
        return error.help(format!("write `https://{text}`")).instead(format!("https://{text}"));
    }
    error.at(colon..colon + 1).help("start with a scheme such as `https://`")
}

fn user(text: &str, range: Range<usize>) -> Result<(), FormatError> {
    let fine = |c: char| c.is_ascii_alphanumeric() || "-._:~!$&'()*+,;=%@".contains(c);
    if let Some((at, c)) = text[range.clone()].char_indices().find(|(_, c)| !fine(*c)) {
        let at = range.start + at;
        return Err(FormatError::new(format!("`{c}` cannot stand in the user part before `@`"))
            .at(at..at + c.len_utf8())
            .help("write it as `%` and two hexadecimal digits"));
    }
    escapes(text, range)
}

fn check_host(text: &str, range: Host, scheme: &str, reader: Reader) -> Result<(), FormatError> {
    let host = &text[range.clone()];
    let at = |from: usize, to: usize| range.start + from..range.start + to;
    match host.rfind('[') {
        Some(open) if open > 0 && reader >= Reader::Brackets => {
            Err(FormatError::new("a bracket may only stand at the start of the host").at(at(open, open + 1)))
        }
        _ if host.starts_with('[') => bracketed(text, range, reader),
        _ => {
            let strict = reader >= Reader::Colons && matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https");
            let colon = if strict { host.find(':') } else { host.rfind(':') };
            if let Some(colon) = colon.filter(|c| !is_port(&host[*c..])) {
                return Err(not_a_port(text, range, colon));
            }
            host_characters(text, range, Place::Host)
        }
    }
}

fn not_a_port(text: &str, range: Host, colon: usize) -> FormatError {
    let host = &text[range.clone()];
    let (start, end) = (range.start, range.end);
    if let Ok(ip::Family::V6) = ip::address(host) {
        return FormatError::new("an IPv6 address in a URL needs brackets")
            .at(range)
            .help(format!("write `[{host}]`, with the port behind the bracket"));
    }
    let port = &host[colon + 1..];
    FormatError::new(format!("`{port}` is not a port number")).at(start + colon + 1..end)
}

fn bracketed(text: &str, range: Host, reader: Reader) -> Result<(), FormatError> {
    let host = &text[range.clone()];
    let Some(close) = host.rfind(']') else {
        return Err(FormatError::new("the `]` behind the address is missing").at(range));
    };
    if !is_port(&host[close + 1..]) {
        return Err(
            FormatError::new(format!("`{}` is not a port", &host[close + 1..])).at(range.start + close + 1..range.end)
        );
    }
    let (start, end) = (range.start, range.start + close);
    let zone = text[start..end].find("%25").map_or(end, |z| start + z);
    host_characters(text, start..zone, Place::Host)?;
    host_characters(text, zone..end, Place::Zone)?;
    host_characters(text, end..range.end, Place::Host)?;
    if reader >= Reader::Brackets {
        let inner = String::from_utf8_lossy(&unescaped_bytes(&text[start + 1..end])).into_owned();
        match ip::address(&inner) {
            Ok(ip::Family::V6) => {}
            Ok(ip::Family::V4) => {
                return Err(FormatError::new("brackets are for IPv6 addresses only").at(start..end + 1));
            }
            Err(why) => {
                return Err(
                    FormatError::new(format!("`{inner}` is not an IPv6 address: {}", why.message)).at(start + 1..end)
                );
            }
        }
    }
    Ok(())
}

fn is_port(text: &str) -> bool {
    text.is_empty() || text.strip_prefix(':').is_some_and(|p| p.bytes().all(|b| b.is_ascii_digit()))
}

/// Where a `%` stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Host,
    Zone,
}

pub(super) fn allowed_in_host(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:[]<>\"".contains(&byte)
}

fn host_characters(text: &str, range: Range<usize>, place: Place) -> Result<(), FormatError> {
    let (bytes, mut at) = (text.as_bytes(), range.start);
    while at < range.end {
        let byte = bytes[at];
        if byte == b'%' {
            let value = escape(&bytes[at..range.end]).ok_or_else(|| stray_percent(text, at))?;
            let fine = match place {
                _ if value == b'%' => true,
                Place::Host => value >= 0x80,
                Place::Zone => value == b' ' || value >= 0x80 || allowed_in_host(value),
            };
            // In a zone bytes beyond ASCII are refused as any other that a host cannot have.
            if !fine || (place == Place::Zone && value >= 0x80) {
                return Err(
                    FormatError::new(format!("`{}` cannot be escaped in a host", &text[at..at + 3])).at(at..at + 3)
                );
            }
            at += 3;
            continue;
        }
        if byte < 0x80 && !allowed_in_host(byte) {
            return Err(FormatError::new(format!("`{}` cannot stand in a host", char::from(byte))).at(at..at + 1));
        }
        at += 1;
    }
    Ok(())
}

/// Value of `%41`.
fn escape(bytes: &[u8]) -> Option<u8> {
    let [b'%', high, low, ..] = bytes else { return None };
    let digit = |b: &u8| char::from(*b).to_digit(16);
    u8::try_from(digit(high)? * 16 + digit(low)?).ok()
}

/// Every `%` is followed by two hexadecimal digits.
fn escapes(text: &str, range: Range<usize>) -> Result<(), FormatError> {
    let bytes = &text.as_bytes()[..range.end];
    match range.clone().find(|at| bytes[*at] == b'%' && escape(&bytes[*at..]).is_none()) {
        Some(at) => Err(stray_percent(text, at)),
        None => Ok(()),
    }
}

fn stray_percent(text: &str, at: usize) -> FormatError {
    let end = text[at..].char_indices().nth(3).map_or(text.len(), |(i, _)| at + i);
    FormatError::new(format!("`{}` is not an escape", &text[at..end]))
        .at(at..end)
        .help("a `%` is followed by two hexadecimal digits; a literal one is written `%25`")
}

pub(super) fn unescaped_bytes(text: &str) -> Vec<u8> {
    let (bytes, mut out, mut at) = (text.as_bytes(), Vec::new(), 0);
    while at < bytes.len() {
        if let Some(value) = escape(&bytes[at..]) {
            out.push(value);
            at += 3;
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    out
}

fn endpoint(text: &str, reader: Reader) -> Result<(), FormatError> {
    let range = parse(text, reader)?.host.unwrap_or_default();
    let host = &text[range.clone()];
    if host.matches(':').count() > 2 && !(host.contains('[') && host.contains(']')) {
        return Err(FormatError::new("an IPv6 address in a URL needs brackets")
            .at(range)
            .help(format!("write `[{host}]`, with the port behind the bracket")));
    }
    let (name, port) = split_port(host);
    if name.trim_start_matches('[').trim_end_matches(']').is_empty() && !host.contains("[]") || name == "[]" {
        return Err(without_host(text));
    }
    if port.is_empty() {
        return Ok(());
    }
    match port.parse::<u64>() {
        Ok(1..=65535) => Ok(()),
        _ => {
            Err(FormatError::new(format!("the port `{port}` is not from 1 to 65535"))
                .at(range.end - port.len()..range.end))
        }
    }
}

/// Host name and port as the reader tells them apart.
fn split_port(host: &str) -> (&str, &str) {
    let colon = host.rfind(':').filter(|c| is_port(&host[*c..]));
    colon.map_or((host, ""), |c| (&host[..c], &host[c + 1..]))
}

fn without_host(text: &str) -> FormatError {
    let error = FormatError::new("it has no host");
    let guess = format!("https://{text}");
    let plain = !text.is_empty() && !text.contains("//") && !text.contains(|c: char| c.is_whitespace());
    if plain && endpoint(&guess, Reader::Colons).is_ok() {
        return error.help(format!("write `{guess}`")).instead(guess);
    }
    error.help("write scheme and host, such as `https://10.0.0.1:6443`")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn the_way_out_is_named() {
        let error = |text| endpoint(text, Reader::Colons).unwrap_err();
        assert_eq!(error("10.0.0.1:6443").instead.as_deref(), Some("https://10.0.0.1:6443"));
        assert_eq!(error("cluster.example.com").instead.as_deref(), Some("https://cluster.example.com"));
        assert_eq!(error("localhost:6443").instead.as_deref(), Some("https://localhost:6443"));
        assert_eq!(error("https://h:70000").range, 10..15);
        assert!(error("https://fd00::1:6443").message.contains("brackets"));
        assert_eq!(error("https://h/%zz").range, 10..13);
    }
}

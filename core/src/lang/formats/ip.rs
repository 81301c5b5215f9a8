//! IP addresses, prefixes and addresses with port, as Go's `net/netip` reads them.

use super::{FormatError, no, yes};
use crate::model::{Format, Printed};
use core::net::{Ipv4Addr, Ipv6Addr};

/// An address; a zone may follow an IPv6 address. Empty means none, as for every upstream type that decodes itself.
pub static IP: Format = Format {
    name: "ip",
    noun: "an IP address",
    doc: "IPv4 in four decimal numbers without leading zeros, or IPv6; a zone such as `%eth0` may follow IPv6.",
    check: |text, _| if text.is_empty() { Ok(()) } else { address(text).map(drop) },
    schema: &[("pattern", r"^([0-9.]{7,15}|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*(%[\s\S]+)?)?$")],
    examples: &[
        yes("10.0.0.1"),
        yes("2001:db8::1"),
        yes("fe80::1%eth0"),
        yes(""),
        no("10.0.0.1/24"),
        no("10.0.0.01"),
        no("10.0.0"),
        no("node1"),
    ],
    numbers: false,
    number: None,
    is_zero: None,
    bytes: false,
    unread: false,
    print: Some(|text| Printed::Text(canonical(text))),
};

/// An address with the length of its network. Empty means none.
pub static IP_PREFIX: Format = Format {
    name: "ip-prefix",
    noun: "an address with prefix length such as `10.0.0.0/8`",
    doc: "An IP address, `/` and the number of leading bits of its network. Bits behind the prefix may be set.",
    check: |text, _| if text.is_empty() { Ok(()) } else { prefix(text).map(drop) },
    schema: &[("pattern", r"^([0-9.]{7,15}/[0-9]{1,2}|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*/[0-9]{1,3})?$")],
    examples: &[
        yes("10.0.0.0/8"),
        yes("10.0.0.1/32"),
        yes("2001:db8::/32"),
        yes(""),
        no("10.0.0.1"),
        no("10.0.0.0/33"),
        no("10.0.0.0/08"),
        no("10.0.0.0/255.0.0.0"),
        no("fe80::1%eth0/64"),
    ],
    numbers: false,
    number: None,
    is_zero: None,
    bytes: false,
    unread: false,
    print: Some(|text| Printed::Text(canonical_prefix(text))),
};

/// A prefix or an address, with at most one `!` in front for "all but these". Upstream checks such texts only in
/// validation and refuses the empty one.
pub static IP_OR_PREFIX: Format = Format {
    name: "ip-or-prefix",
    noun: "an IP address or a prefix such as `10.0.0.0/8`",
    doc: "An IP address, or one with `/` and the length of its network. `!` in front excludes what it matches.",
    check: |text, _| prefix_or_address(text),
    schema: &[("pattern", r"^!?([0-9.]{7,15}(/[0-9]{1,2})?|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*(/[0-9]{1,3}|%[\s\S]+)?)$")],
    examples: &[yes("10.0.0.0/8"), yes("!10.0.0.0/8"), yes("::1"), no("!!10.0.0.0/8"), no(""), no("example.com")],
    numbers: false,
    number: None,
    is_zero: None,
    bytes: false,
    unread: false,
    print: None,
};

/// An address with a port. Empty means none.
pub static IP_PORT: Format = Format {
    name: "ip-port",
    noun: "an IP address with port such as `10.0.0.1:53`",
    doc: "An IPv4 address or an IPv6 address in brackets, `:` and a decimal port. Host names are not looked up.",
    check: |text, _| if text.is_empty() { Ok(()) } else { address_and_port(text) },
    schema: &[("pattern", r"^([0-9.]{7,15}:[0-9]+|\[[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*(%[\s\S]+)?\]:[0-9]+)?$")],
    examples: &[
        yes("10.0.0.1:53"),
        yes("[::1]:53"),
        yes(""),
        no("::1:53"),
        no("[10.0.0.1]:53"),
        no("10.0.0.1"),
        no("localhost:53"),
        no("10.0.0.1:65536"),
    ],
    numbers: false,
    number: None,
    is_zero: None,
    bytes: false,
    unread: false,
    print: Some(|text| Printed::Text(canonical_port(text))),
};

/// Version of the protocol of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    V4,
    V6,
}

impl Family {
    const fn bits(self) -> u8 {
        match self {
            Self::V4 => 32,
            Self::V6 => 128,
        }
    }
}

/// Reads an address.
pub(super) fn address(text: &str) -> Result<Family, FormatError> {
    match text.find(['.', ':', '%']).map(|at| text.as_bytes()[at]) {
        Some(b'.') => text.parse::<Ipv4Addr>().map(|_| Family::V4).map_err(|_| why_not_v4(text)),
        Some(b':') => {
            let (bare, zone) = text.split_once('%').map_or((text, None), |(a, z)| (a, Some(z)));
            if zone == Some("") {
                return Err(FormatError::new("the zone behind `%` is empty").at(bare.len()..text.len()));
            }
            bare.parse::<Ipv6Addr>().map(|_| Family::V6).map_err(|_| why_not_v6(bare))
        }
        Some(_) => Err(FormatError::new("a zone needs an IPv6 address before it")),
        None if text.is_empty() => Err(FormatError::new("it is empty")),
        None => Err(FormatError::new("it has neither dots nor colons").help("host names are not allowed here")),
    }
}

fn prefix(text: &str) -> Result<Family, FormatError> {
    let Some((bare, bits)) = text.rsplit_once('/') else {
        return Err(match address(text) {
            Ok(family) => FormatError::new("the prefix length is missing")
                .help(format!("add it, such as `{text}/{}` for this address alone", family.bits())),
            Err(error) => part(error, 0),
        });
    };
    let family = address(bare).map_err(|e| part(e, 0))?;
    let behind = bare.len() + 1..text.len();
    if let Some(zone) = bare.find('%') {
        return Err(FormatError::new("a prefix has no zone").at(zone..bare.len()).help("leave the zone out"));
    }
    let canonical = bits.len() == 1 || !bits.starts_with('0');
    match bits.parse::<u32>() {
        Ok(length) if canonical && bits.bytes().all(|b| b.is_ascii_digit()) => {
            if length <= u32::from(family.bits()) {
                return Ok(family);
            }
            Err(FormatError::new(format!("`{bits}` is more than the {} bits of the address", family.bits())).at(behind))
        }
        Ok(length) if length <= u32::from(family.bits()) => {
            Err(FormatError::new(format!("`{bits}` is not written as a plain number"))
                .at(behind)
                .instead(format!("{bare}/{length}")))
        }
        _ => Err(wrong_length(bare, bits, behind)),
    }
}

fn wrong_length(bare: &str, bits: &str, behind: core::ops::Range<usize>) -> FormatError {
    let error = FormatError::new(format!("`{bits}` is not a prefix length")).at(behind);
    let Some(mask) = bits.parse::<Ipv4Addr>().ok().map(u32::from).filter(|m| m.leading_ones() == m.count_ones()) else {
        return error;
    };
    let length = mask.count_ones();
    error.help(format!("that mask is written `/{length}`")).instead(format!("{bare}/{length}"))
}

fn prefix_or_address(text: &str) -> Result<(), FormatError> {
    let bare = text.strip_prefix('!').unwrap_or(text);
    let shift = text.len() - bare.len();
    let Err(mut error) = (if bare.contains('/') { prefix(bare) } else { address(bare) }) else { return Ok(()) };
    // A zone may contain a slash, so the text may still be an address.
    if bare.contains('/') && address(bare).is_ok() {
        return Ok(());
    }
    if !error.range.is_empty() {
        error.range = error.range.start + shift..error.range.end + shift;
    }
    error.instead = error.instead.map(|i| format!("{}{i}", &text[..shift]));
    Err(error)
}

fn address_and_port(text: &str) -> Result<(), FormatError> {
    let Some((host, port)) = text.rsplit_once(':') else {
        return Err(match address(text) {
            Ok(_) => FormatError::new("the port is missing").help(format!("add it, such as `{text}:53`")),
            Err(error) => part(error, 0),
        });
    };
    let inner = host.strip_prefix('[').and_then(|h| h.strip_suffix(']'));
    if text.parse::<Ipv6Addr>().is_ok() && inner.is_none() {
        return Err(FormatError::new("an IPv6 address with port needs brackets")
            .help(format!("write `[{text}]:PORT`, or `[{host}]:{port}` if `{port}` is the port")));
    }
    if !port.bytes().all(|b| b.is_ascii_digit()) || port.parse::<u16>().is_err() {
        let error = if port.is_empty() {
            FormatError::new("the port behind `:` is missing")
        } else {
            FormatError::new(format!("`{port}` is not a port from 0 to 65535")).at(host.len() + 1..text.len())
        };
        return Err(error);
    }
    let family = match inner {
        Some(inner) => address(inner).map_err(|e| part(e, 1))?,
        None => address(host).map_err(|e| part(e, 0))?,
    };
    match (inner, family) {
        (Some(inner), Family::V4) => Err(FormatError::new("brackets are for IPv6 addresses only")
            .at(0..host.len())
            .instead(format!("{inner}:{port}"))),
        (None, Family::V6) => Err(FormatError::new("an IPv6 address with port needs brackets")
            .at(0..host.len())
            .instead(format!("[{host}]:{port}"))),
        _ => Ok(()),
    }
}

/// An error of an address that starts at `by` as one of the text around it, for which the way out is none.
fn part(mut error: FormatError, by: usize) -> FormatError {
    error.instead = None;
    if !error.range.is_empty() {
        error.range = error.range.start + by..error.range.end + by;
    }
    error
}

/// What is wrong with a text that is known not to be an IPv4 address.
fn why_not_v4(text: &str) -> FormatError {
    let trimmed = text.trim();
    if trimmed != text && address(trimmed).is_ok() {
        return FormatError::new("blanks are not allowed around it").instead(trimmed);
    }
    if let Some((bare, _)) = text.split_once('/')
        && address(bare).is_ok()
    {
        let range = bare.len()..text.len();
        return FormatError::new("it has a prefix length, which does not belong here").at(range).instead(bare);
    }
    if let Some((bare, port)) = text.split_once(':')
        && address(bare).is_ok()
    {
        return FormatError::new(format!("`:{port}` does not belong to an address"))
            .at(bare.len()..text.len())
            .help("only the address is wanted");
    }
    if let Some((at, c)) = text.char_indices().find(|(_, c)| !c.is_ascii_digit() && *c != '.') {
        let error = FormatError::new(format!("`{c}` does not belong into an IPv4 address")).at(at..at + c.len_utf8());
        return if c.is_alphabetic() { error.help("host names are not allowed here") } else { error };
    }
    let mut at = 0;
    for number in text.split('.') {
        let range = at..at + number.len();
        at = range.end + 1;
        if number.len() > 1 && number.starts_with('0') {
            return FormatError::new(format!("`{number}` has a leading zero, which some take for octal"))
                .at(range)
                .help("write the numbers without leading zeros");
        }
        if number.is_empty() {
            return FormatError::new("a number is missing between the dots");
        }
        if number.parse::<u8>().is_err() {
            return FormatError::new(format!("`{number}` is more than 255")).at(range);
        }
    }
    let count = text.split('.').count();
    FormatError::new(format!("an IPv4 address has four numbers, this one {count}"))
}

/// What is wrong with a text that is known not to be an IPv6 address.
fn why_not_v6(text: &str) -> FormatError {
    let trimmed = text.trim();
    if trimmed != text && address(trimmed).is_ok() {
        return FormatError::new("blanks are not allowed around it").instead(trimmed);
    }
    if let Some(inner) = text.strip_prefix('[') {
        let inner = inner.split_once(']').map_or(inner, |(i, _)| i);
        return FormatError::new("brackets belong to an address with port").at(0..1).help(format!("write `{inner}`"));
    }
    if let Some((bare, _)) = text.split_once('/')
        && address(bare).is_ok()
    {
        let range = bare.len()..text.len();
        return FormatError::new("it has a prefix length, which does not belong here").at(range).instead(bare);
    }
    let strange = |c: char| !c.is_ascii_hexdigit() && c != ':' && c != '.';
    if let Some((at, c)) = text.char_indices().find(|(_, c)| strange(*c)) {
        let error = FormatError::new(format!("`{c}` does not belong into an IPv6 address")).at(at..at + c.len_utf8());
        return if c.is_alphabetic() { error.help("host names are not allowed here") } else { error };
    }
    if text.matches("::").count() > 1 || text.contains(":::") {
        return FormatError::new("`::` may stand in it once");
    }
    let mut at = 0;
    for group in text.split(':') {
        let range = at..at + group.len();
        at = range.end + 1;
        if group.len() > 4 && !group.contains('.') {
            return FormatError::new(format!("the group `{group}` has more than four digits")).at(range);
        }
    }
    let groups = text.split(':').filter(|g| !g.is_empty()).map(|g| if g.contains('.') { 2 } else { 1 }).sum::<usize>();
    if text.contains("::") {
        FormatError::new(format!("the {groups} groups leave no room for `::`, or a part of it is malformed"))
    } else {
        FormatError::new(format!("an IPv6 address has eight groups, this one {groups}"))
            .help("`::` stands for groups of zeros")
    }
}

/// An accepted address as its printer writes it.
fn canonical(text: &str) -> String {
    let (bare, zone) = text.split_once('%').map_or((text, None), |(a, z)| (a, Some(z)));
    let bare = match (bare.parse::<Ipv4Addr>(), bare.parse::<Ipv6Addr>()) {
        (Ok(v4), _) => v4.to_string(),
        (_, Ok(v6)) => v6.to_string(),
        _ => return text.to_owned(),
    };
    zone.map_or(bare.clone(), |zone| format!("{bare}%{zone}"))
}

fn canonical_prefix(text: &str) -> String {
    text.rsplit_once('/').map_or_else(|| text.to_owned(), |(bare, bits)| format!("{}/{bits}", canonical(bare)))
}

fn canonical_port(text: &str) -> String {
    let Some((host, port)) = text.rsplit_once(':') else { return text.to_owned() };
    let port = port.parse::<u16>().map_or_else(|_| port.to_owned(), |p| p.to_string());
    match host.strip_prefix('[').and_then(|h| h.strip_suffix(']')) {
        Some(inner) => format!("[{}]:{port}", canonical(inner)),
        None => format!("{}:{port}", canonical(host)),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn the_part_to_blame_is_named() {
        assert_eq!(address("10.0.0.256").unwrap_err().range, 7..10);
        assert_eq!(address("10.0.0.1/24").unwrap_err().instead.as_deref(), Some("10.0.0.1"));
        assert_eq!(prefix("10.0.0.0/255.255.0.0").unwrap_err().instead.as_deref(), Some("10.0.0.0/16"));
        assert_eq!(prefix("10.0.0.0/08").unwrap_err().instead.as_deref(), Some("10.0.0.0/8"));
        assert_eq!(prefix_or_address("!10.0.0.300").unwrap_err().range, 8..11);
        assert_eq!(address_and_port("fe80::1%x:53").unwrap_err().instead.as_deref(), Some("[fe80::1%x]:53"));
        assert_eq!(address_and_port("[10.0.0.1]:53").unwrap_err().instead.as_deref(), Some("10.0.0.1:53"));
    }
}

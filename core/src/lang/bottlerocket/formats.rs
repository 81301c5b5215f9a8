//! Formats of the network file, as Bottlerocket's libraries (ipnet, the standard library of Rust) read them.

use crate::model::{Format, FormatError, FormatExample};
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

const fn yes(text: &'static str) -> FormatExample {
    FormatExample { text, ok: true, since: None }
}

const fn no(text: &'static str) -> FormatExample {
    FormatExample { text, ok: false, since: None }
}

/// All formats, sorted by name.
pub static FORMATS: &[&Format] = &[&CIDR, &CIDR_OR_DEFAULT, &INTERFACE_NAME, &ADDRESS];

/// An address without zone (Rust's `IpAddr`).
pub static ADDRESS: Format = Format {
    name: "ip-address",
    noun: "an IP address",
    doc: "IPv4 or IPv6, without a zone.",
    check: |text, _| match text.parse::<IpAddr>() {
        Ok(_) => Ok(()),
        Err(_) if text.contains('/') => Err(FormatError::new("it has a prefix length, which does not belong here")),
        Err(_) => Err(FormatError::new("it can be read neither as IPv4 nor as IPv6")),
    },
    schema: &[("pattern", "^[0-9A-Fa-f:.]+$")],
    examples: &[yes("10.0.0.1"), yes("2001:db8::1"), no("10.0.0.1/24"), no("fe80::1%eth0"), no("")],
    numbers: false,
    number: None,
    is_zero: None,
    bytes: false,
    unread: false,
    print: None,
};

/// An address with prefix length (ipnet 2, which takes leading zeros in IPv4).
pub static CIDR: Format = Format {
    name: "cidr",
    noun: "an address with prefix length such as `10.0.0.5/24`",
    doc: "An IP address, `/` and the number of leading bits of its network.",
    check: |text, _| cidr(text).map(drop),
    schema: &[("pattern", "^[0-9A-Fa-f:.]+/[0-9]{1,3}$")],
    examples: &[
        yes("10.0.0.5/24"),
        yes("2001:db8::5/64"),
        yes("010.0.0.5/08"),
        no("10.0.0.5"),
        no("10.0.0.5/33"),
        no("10.0.0.5/008"),
        no("default"),
    ],
    numbers: false,
    number: None,
    is_zero: None,
    bytes: false,
    unread: false,
    print: None,
};

/// Destination of a route.
pub static CIDR_OR_DEFAULT: Format = Format {
    name: "cidr-or-default",
    noun: "`default` or a network such as `10.0.0.0/8`",
    doc: "`default`, in any case, or an IP address with prefix length.",
    check: |text, _| if text.to_lowercase() == "default" { Ok(()) } else { cidr(&text.to_lowercase()).map(drop) },
    schema: &[("pattern", "^([Dd][Ee][Ff][Aa][Uu][Ll][Tt]|[0-9A-Fa-f:.]+/[0-9]{1,3})$")],
    examples: &[yes("default"), yes("Default"), yes("10.0.0.0/8"), no("10.0.0.1"), no("any")],
    numbers: false,
    number: None,
    is_zero: None,
    bytes: false,
    unread: false,
    print: None,
};

/// Name of an interface (core-kit 12.3.0, netdog, `interface_id.rs`).
pub static INTERFACE_NAME: Format = Format {
    name: "interface-name",
    noun: "the name of an interface",
    doc: "1 to 15 bytes without dots, slashes and white space.",
    check: |text, _| interface_name(text),
    schema: &[("pattern", r"^[^./\s]{1,15}$")],
    examples: &[yes("enp1s0"), yes("vlan42"), no(""), no("eth0.42"), no("a name"), no("enp1s0f0np0enp1s0")],
    numbers: false,
    number: None,
    is_zero: None,
    bytes: false,
    unread: false,
    print: None,
};

/// Checks the name of an interface.
pub fn interface_name(text: &str) -> Result<(), FormatError> {
    let bad = |c: char| c == '.' || c == '/' || c.is_whitespace();
    if let Some((at, c)) = text.char_indices().find(|(_, c)| bad(*c)) {
        return Err(FormatError::new(format!("`{}` cannot stand in it", c.escape_debug())).at(at..at + c.len_utf8()));
    }
    match text.len() {
        0 => Err(FormatError::new("it is empty")),
        1..=15 => Ok(()),
        length => Err(FormatError::new(format!("it has {length} bytes, and 15 are possible"))),
    }
}

/// True for six pairs of hexadecimal digits with `:` or `-` between them.
pub fn is_mac(text: &str) -> bool {
    let mut octets = text.split([':', '-']);
    let six = octets.by_ref().take(6).filter(|o| o.len() == 2 && u8::from_str_radix(o, 16).is_ok()).count() == 6;
    six && octets.next().is_none()
}

/// Reads an address with prefix length.
pub fn cidr(text: &str) -> Result<IpAddr, FormatError> {
    let Some((address, bits)) = text.split_once('/') else {
        return Err(FormatError::new("the prefix length is missing").help(format!("add it, such as `{text}/24`")));
    };
    // The reader takes IPv4 numbers with leading zeros, up to three digits.
    let parsed = without_zeros(address).parse::<Ipv4Addr>().map(IpAddr::V4);
    let parsed = parsed.or_else(|_| mapped(address).parse::<Ipv6Addr>().map(IpAddr::V6));
    let Ok(parsed) = parsed else {
        return Err(FormatError::new(format!("`{address}` is not an IP address")).at(0..address.len()));
    };
    let (digits, most) = if parsed.is_ipv4() { (2, 32) } else { (3, 128) };
    let plain = bits.len() <= digits && bits.bytes().all(|b| b.is_ascii_digit());
    match bits.parse::<u8>() {
        Ok(length) if plain && length <= most => Ok(parsed),
        _ => Err(FormatError::new(format!("`{bits}` is not a prefix length from 0 to {most}"))
            .at(address.len() + 1..text.len())),
    }
}

fn without_zeros(address: &str) -> String {
    let number = |part: &str| match part.trim_start_matches('0') {
        _ if part.len() > 3 => part.to_owned(),
        "" if !part.is_empty() => "0".to_owned(),
        rest => rest.to_owned(),
    };
    address.split('.').map(number).collect::<Vec<_>>().join(".")
}

/// An IPv6 address whose IPv4 part has no leading zeros any more.
fn mapped(address: &str) -> String {
    match address.rsplit_once(':') {
        Some((head, tail)) if tail.contains('.') => format!("{head}:{}", without_zeros(tail)),
        _ => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Version;

    #[test]
    fn examples_hold() {
        assert!(FORMATS.is_sorted_by_key(|f| f.name));
        for format in FORMATS {
            for example in format.examples {
                let result = (format.check)(example.text, Version::new(1, 50));
                assert_eq!(result.is_ok(), example.ok, "{} {:?} {result:?}", format.name, example.text);
            }
        }
    }

    /// Verdicts of ipnet 2.12.
    #[test]
    fn networks_are_read_as_the_library_does() {
        for text in
            ["010.0.0.1/8", "10.0.0.1/08", "::1/128", "::ffff:1.2.3.4/96", "::ffff:01.2.3.4/96", "1:2:3:4:5:6:7::/64"]
        {
            assert!(cidr(text).is_ok(), "{text}");
        }
        for text in [
            "10.0.0.1",
            "10.0.0.1/008",
            "10.0.0.1/33",
            "::1/0128",
            "::1/129",
            "fe80::1%e/64",
            " 10.0.0.1/8",
            "10.0.0.1/8 ",
            "10.0.0.1/+8",
            "1.2.3/8",
            "10.0.0.1/",
            "0001.2.3.4/8",
            "00001::/16",
        ] {
            assert!(cidr(text).is_err(), "{text}");
        }
        assert!(is_mac("3c:ec:ef:00:12:34") && is_mac("3C-EC-EF-00-12-34"));
        assert!(!is_mac("3c:ec:ef:00:12") && !is_mac("3c:ec:ef:00:12:34:56") && !is_mac("3c:ec:ef:00:12:3g"));
    }
}

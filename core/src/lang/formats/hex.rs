//! Bytes in hexadecimal, as hardware addresses and DHCP identifiers are written.

use super::{FormatError, no, yes};
use crate::model::{Format, Printed, Version};

/// Hardware addresses and raw DUIDs (Talos, pkg/machinery/nethelpers): pairs of hexadecimal digits, colons ignored.
pub static HEX_BYTES: Format = Format {
    name: "hex-bytes",
    noun: "hexadecimal bytes such as `00:1a:2b:3c:4d:5e`",
    doc: "Pairs of hexadecimal digits. Colons may stand anywhere and are ignored; dashes and dots may not.",
    check,
    schema: &[("pattern", "^:*([0-9A-Fa-f]:*[0-9A-Fa-f]:*)*$")],
    examples: &[yes("00:1a:2b:3c:4d:5e"), yes("001a2b"), yes(""), no("0"), no("00-1a"), no("0x00")],
    numbers: false,
    number: None,
    is_zero: None,
    bytes: true,
    unread: false,
    print: Some(print),
};

#[allow(clippy::trivially_copy_pass_by_ref, reason = "signature of a check")]
fn check(text: &str, _: Version) -> Result<(), FormatError> {
    if let Some((at, c)) = text.char_indices().find(|(_, c)| *c != ':' && !c.is_ascii_hexdigit()) {
        let error = FormatError::new(format!("`{c}` is not a hexadecimal digit")).at(at..at + c.len_utf8());
        let fixed: String = text.chars().map(|c| if c == '-' { ':' } else { c }).collect();
        return Err(match c {
            '-' if check(&fixed, Version::new(0, 0)).is_ok() => error.help("separate the bytes by `:`").instead(fixed),
            _ => error,
        });
    }
    match text.bytes().filter(|b| *b != b':').count() % 2 {
        0 => Ok(()),
        _ => Err(FormatError::new("the number of digits is odd").help("each byte has two digits, such as `0a`")),
    }
}

/// Pairs in lower case with colons between them.
fn print(text: &str) -> Printed {
    let digits: Vec<char> = text.chars().filter(|c| *c != ':').map(|c| c.to_ascii_lowercase()).collect();
    let pairs: Vec<String> = digits.chunks(2).map(|pair| pair.iter().collect()).collect();
    Printed::Text(pairs.join(":"))
}

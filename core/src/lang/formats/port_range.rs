//! Ports and ranges of ports.

use super::{FormatError, no, yes};
use crate::model::{Format, Printed, Version};
use crate::syntax::GO_YAML_V4;
use crate::tree::Style;

/// A port, which is a plain number, or a range of ports, which is a text (Talos, pkg/machinery/config/types/network,
/// PortRange). That the first port is not above the last, and that ranges do not overlap, is a rule's matter.
pub static PORT_RANGE: Format = Format {
    name: "port-range",
    noun: "a port, or a range of ports such as `80-90`",
    doc: "A port as a plain number without quotes, or two decimal ports with `-` between them and no blanks.",
    check: |text, _| range(text).map(drop),
    schema: &[("pattern", "^[0-9]+-[0-9]+$")],
    examples: &[yes("80-90"), yes("0-65535"), yes("90-80"), no("80"), no("80 - 90"), no("80-"), no("1-65536"), no("")],
    numbers: true,
    number: Some(port),
    is_zero: None,
    bytes: false,
    unread: false,
    print: Some(print),
};

fn port(value: i128, _: Version) -> Result<(), FormatError> {
    match u16::try_from(value) {
        Ok(_) => Ok(()),
        Err(_) => Err(FormatError::new("a port is from 0 to 65535")),
    }
}

/// First and last port of an accepted scalar, given as it is written.
pub fn ports(text: &str) -> Option<(u16, u16)> {
    let single = (GO_YAML_V4.to_int)(text, Style::Plain, None).and_then(|port| u16::try_from(port).ok());
    single.map(|port| (port, port)).or_else(|| range(text).ok())
}

fn print(text: &str) -> Printed {
    match ports(text) {
        Some((low, high)) if low == high => Printed::Bare(low.to_string()),
        Some((low, high)) => Printed::Text(format!("{low}-{high}")),
        None => Printed::Bare("0".into()),
    }
}

/// Both ends of a range.
fn range(text: &str) -> Result<(u16, u16), FormatError> {
    let Some((low, high)) = text.split_once('-') else {
        let error = FormatError::new("there is no `-` in it");
        return Err(match text.parse::<u16>() {
            Ok(_) => error.help("write a single port as a number, without quotes"),
            Err(_) => error.help("write both ports, such as `80-90`"),
        });
    };
    Ok((end(text, low, 0)?, end(text, high, low.len() + 1)?))
}

/// One end, which starts at a place of the text.
fn end(text: &str, part: &str, start: usize) -> Result<u16, FormatError> {
    if let Some(port) = part.parse::<u16>().ok().filter(|_| part.bytes().all(|b| b.is_ascii_digit())) {
        return Ok(port);
    }
    let error = match part {
        "" => FormatError::new("a port is missing beside the `-`"),
        _ => FormatError::new(format!("`{part}` is not a port from 0 to 65535")).at(start..start + part.len()),
    };
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    Err(if compact.len() < text.len() && range(&compact).is_ok() { error.instead(compact) } else { error })
}

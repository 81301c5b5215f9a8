//! Ports and ranges of ports.

use super::{FormatError, no, yes};
use crate::model::{Format, Int, Shape, Type, ViewCx};
use crate::text::Spanned;
use crate::tree::NodeId;

/// The text form of a range of ports. A single port is a plain number upstream, not a text, so fields are declared as
/// [`PortRange`], which takes both.
pub static PORT_RANGE: Format = Format {
    name: "port-range",
    noun: "a range of ports such as `80-90`",
    doc: "Two decimal ports with `-` between them and no blanks. A single port is written as a plain number.",
    check: |text, _| bounds(text).map(drop),
    schema: &[("pattern", "^[0-9]+-[0-9]+$")],
    examples: &[yes("80-90"), yes("0-65535"), yes("90-80"), no("80"), no("80 - 90"), no("80-"), no("1-65536"), no("")],
    numbers: true,
    is_zero: None,
    bytes: false,
    print: None,
};

/// Declares a port (a plain number) or a range of ports (Talos, pkg/machinery/config/types/network, PortRange). That
/// the first port is not above the last, and that ranges do not overlap, is a rule's matter.
#[derive(Debug)]
pub struct PortRange;

impl Shape for PortRange {
    const TYPE: Type = Type::OneOf(&[Type::Int(Int { min: 0, max: 65535, name: "uint16" }), Type::Format(&PORT_RANGE)]);
    type View<'t> = Spanned<(u16, u16)>;
    fn read(cx: ViewCx<'_>, node: NodeId) -> Option<Self::View<'_>> {
        if let Some(port) = u16::read(cx, node) {
            return Some(Spanned::new((port.value, port.value), port.span));
        }
        let text = String::read(cx, node)?;
        bounds(text.value).ok().map(|b| Spanned::new(b, text.span))
    }
}

/// Both ends of a range.
fn bounds(text: &str) -> Result<(u16, u16), FormatError> {
    let Some((low, high)) = text.split_once('-') else {
        let error = FormatError::new("there is no `-` in it");
        return Err(match text.parse::<u16>() {
            Ok(_) => error.help("write a single port as a number, without quotes"),
            Err(_) => error.help("write both ports, such as `80-90`"),
        });
    };
    let port = |part: &str, start: usize| {
        let plain = part.bytes().all(|b| b.is_ascii_digit());
        part.parse::<u16>().ok().filter(|_| plain).ok_or_else(|| {
            let error = FormatError::new(match part {
                "" => "a port is missing beside the `-`".to_owned(),
                _ => format!("`{part}` is not a port from 0 to 65535"),
            });
            let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            let error = error.at(start..start + part.len());
            if compact.len() < text.len() && bounds(&compact).is_ok() { error.instead(compact) } else { error }
        })
    };
    Ok((port(low, 0)?, port(high, low.len() + 1)?))
}

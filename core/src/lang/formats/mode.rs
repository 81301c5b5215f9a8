//! File modes.

use super::{FormatError, no, yes};
use crate::model::{Format, Version};

/// Permissions of a file as text in octal.
///
/// Where the upstream type is an integer (`machine.files[].permissions` of Talos is a uint32), declare the field as
/// `u32` instead: `0o644`, `0644` and `420` are then one number, and quoted text is refused, as upstream does.
pub static OCTAL_MODE: Format = Format {
    name: "octal-mode",
    noun: "a file mode such as `0o644`",
    doc: "Octal digits, with `0o` or `0` in front by habit.",
    check,
    schema: &[("pattern", "^(0o)?0*[0-7]{1,5}$")],
    examples: &[yes("0644"), yes("0o755"), yes("644"), no("0888"), no("rw-r--r--"), no("0x1ff"), no("")],
    numbers: true,
    is_zero: None,
    bytes: false,
    print: None,
};

#[allow(clippy::trivially_copy_pass_by_ref, reason = "signature of a check")]
fn check(text: &str, _: Version) -> Result<(), FormatError> {
    let digits = text.strip_prefix("0o").unwrap_or(text);
    let start = text.len() - digits.len();
    if digits.is_empty() {
        return Err(FormatError::new("there are no digits in it").help("write it in octal, such as `0o644`"));
    }
    if let Some((at, c)) = digits.char_indices().find(|(_, c)| !c.is_digit(8)) {
        return Err(FormatError::new(format!("`{c}` is not an octal digit"))
            .at(start + at..start + at + c.len_utf8())
            .help("write it in octal, such as `0o644`"));
    }
    match digits.trim_start_matches('0').len() {
        0..=5 => Ok(()),
        _ => Err(FormatError::new("it has more digits than a mode can have")),
    }
}

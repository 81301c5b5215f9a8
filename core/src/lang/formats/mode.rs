//! File modes.

use super::{FormatError, no};
use crate::model::{Format, Printed, Version};
use crate::syntax::GO_YAML_V4;
use crate::tree::Style;

/// Permissions of a file (Talos, v1alpha1, FileMode): upstream a uint32, so `0o644`, `0644` and `420` are one number and
/// a quoted text is refused.
pub static OCTAL_MODE: Format = Format {
    name: "octal-mode",
    noun: "a file mode such as `0o644`",
    doc: "A number, in octal by habit: `0o644`, `0644` and `420` are the same. It must not be quoted.",
    check,
    schema: &[("pattern", r"^[^\s\S]$")],
    examples: &[no("0644"), no("rw-r--r--"), no("")],
    numbers: true,
    number: Some(mode),
    is_zero: Some(|text| value(text) == Some(0)),
    bytes: false,
    unread: false,
    print: Some(print),
};

/// Only numbers are modes; a text never is.
#[allow(clippy::trivially_copy_pass_by_ref, reason = "signature of a check")]
fn check(text: &str, _: Version) -> Result<(), FormatError> {
    let error = FormatError::new("it is a text, and the reader wants a number");
    let digits = text.strip_prefix("0o").unwrap_or(text);
    Err(match u32::from_str_radix(digits, 8) {
        Ok(mode) if digits.bytes().all(|b| b.is_ascii_digit()) => {
            error.help(format!("write `0o{mode:o}` without quotes"))
        }
        _ => error.help("write it in octal without quotes, such as `0o644`"),
    })
}

fn mode(value: i128, _: Version) -> Result<(), FormatError> {
    match u32::try_from(value) {
        Ok(_) => Ok(()),
        Err(_) => Err(FormatError::new("it is not from 0 to 4294967295").help("write it in octal, such as `0o644`")),
    }
}

fn value(text: &str) -> Option<i128> {
    (GO_YAML_V4.to_int)(text, Style::Plain, None)
}

fn print(text: &str) -> Printed {
    match value(text) {
        Some(mode) => Printed::Bare(format!("0o{mode:o}")),
        None => Printed::Bare("0o0".into()),
    }
}

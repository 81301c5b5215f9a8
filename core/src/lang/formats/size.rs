//! Sizes in bytes as `humanize.ParseBytes` 1.0.1 reads them, alone, as percentages and in conditions.

use super::{FormatError, V1_12, V1_13, no, since, yes};
use crate::model::{Format, Printed, Version};

/// A size of the newer block documents (Talos, pkg/machinery/config/types/block, ByteSize). Empty means none. A minus
/// in front is read from 1.13 on; where it makes no sense, a rule of the document refuses it.
pub static BYTE_SIZE: Format = Format {
    name: "byte-size",
    noun: "a size such as `10GiB`",
    doc: "A number with a unit: `kB`, `MB`, `GB` are powers of 1000, `KiB`, `MiB`, `GiB` of 1024; case does not count, and \
          `K`, `M`, `G` alone mean 1000. Without a unit it counts bytes.",
    check: |text, version| if text.is_empty() { Ok(()) } else { signed_bytes(text, version) },
    schema: &[("pattern", SIZE_PATTERN)],
    examples: &[
        yes("10GiB"),
        yes("10 gib"),
        yes("1.5TB"),
        yes("1,000"),
        yes("10737418240"),
        yes(""),
        no("10 gigs"),
        no("16EiB"),
        no("GiB"),
        no("10%"),
        no("-10GiB"),
        since(V1_13, yes("-10GiB")),
    ],
    numbers: true,
    number: None,
    is_zero: None,
    bytes: false,
    unread: false,
    print: None,
};

/// A size of the legacy document (Talos, v1alpha1, DiskSize: `machine.disks[].partitions[].size`): never negative, and
/// the empty text is refused.
pub static DISK_SIZE: Format = Format {
    name: "disk-size",
    noun: "a size such as `10GiB`",
    doc: "A number with a unit: `kB`, `MB`, `GB` are powers of 1000, `KiB`, `MiB`, `GiB` of 1024. Without a unit it counts \
          bytes.",
    check: |text, _| bytes(text).map(drop),
    schema: &[("pattern", SIZE_PATTERN)],
    examples: &[yes("10GiB"), yes("0"), no(""), no("-10GiB"), no("10%")],
    numbers: true,
    number: None,
    is_zero: Some(|text| bytes(text) == Ok(0)),
    bytes: false,
    unread: false,
    print: Some(print_disk_size),
};

/// A size in bytes or in percent of the disk (Talos, block, Size, read from 1.12 on; before, bytes only). Empty means
/// none. A minus in front, "leave that much free", is read from 1.13 on.
pub static BYTE_SIZE_OR_PERCENTAGE: Format = Format {
    name: "byte-size-or-percentage",
    noun: "a size such as `10GiB` or a percentage such as `80%`",
    doc: "A size as elsewhere, or a number from 0 to 100 followed by `%`; decimals of a percentage are cut off. With a \
          minus in front, from Talos 1.13 on, that much is left free.",
    check: |text, version| match text {
        "" => Ok(()),
        _ if text.contains('%') => percentage(text, version),
        _ => signed_bytes(text, version),
    },
    schema: &[("pattern", r"^(-?[0-9.,]+[\s\u0085]*[A-Za-z\u212A\u0130]*[\s\u0085]*|[-+0-9A-Za-z._]+%)?$")],
    examples: &[
        yes("10GiB"),
        yes(""),
        no("50%"),
        since(V1_12, yes("50%")),
        no("-10%"),
        since(V1_13, yes("-10%")),
        no("101%"),
        no("50 %"),
        no("%50"),
    ],
    numbers: true,
    number: None,
    is_zero: None,
    bytes: false,
    unread: false,
    print: None,
};

/// Comparison of a disk's size (Talos, v1alpha1, InstallDiskSizeMatcher).
pub static DISK_SIZE_CONDITION: Format = Format {
    name: "disk-size-condition",
    noun: "a condition on a disk's size such as `>= 10GiB`",
    doc: "One of `>=`, `<=`, `>`, `<`, `==` and a size. Without an operator the size has to be equal.",
    check: |text, _| condition(text),
    schema: &[("pattern", r"[0-9.]")],
    examples: &[
        yes(">= 10GiB"),
        yes("<1TB"),
        yes("== 100GB"),
        yes("100GB"),
        no("= 10GiB"),
        no("=> 10GiB"),
        no(">="),
        no(""),
    ],
    numbers: true,
    number: None,
    is_zero: None,
    bytes: false,
    unread: false,
    print: None,
};

const SIZE_PATTERN: &str = r"^(-?[0-9.,]+[\s\u0085]*[A-Za-z\u212A\u0130]*[\s\u0085]*)?$";

const UNITS: &[(&str, u64)] = &[
    ("", 1),
    ("b", 1),
    ("k", 1_000),
    ("kb", 1_000),
    ("ki", 1 << 10),
    ("kib", 1 << 10),
    ("m", 1_000_000),
    ("mb", 1_000_000),
    ("mi", 1 << 20),
    ("mib", 1 << 20),
    ("g", 1_000_000_000),
    ("gb", 1_000_000_000),
    ("gi", 1 << 30),
    ("gib", 1 << 30),
    ("t", 1_000_000_000_000),
    ("tb", 1_000_000_000_000),
    ("ti", 1 << 40),
    ("tib", 1 << 40),
    ("p", 1_000_000_000_000_000),
    ("pb", 1_000_000_000_000_000),
    ("pi", 1 << 50),
    ("pib", 1 << 50),
    ("e", 1_000_000_000_000_000_000),
    ("eb", 1_000_000_000_000_000_000),
    ("ei", 1 << 60),
    ("eib", 1 << 60),
];

/// 2^64 as the reader compares with it.
const TOO_LARGE: f64 = 18_446_744_073_709_551_616.0;

/// The size in bytes; decimals are cut off after the multiplication, and digits beyond double precision are lost, as
/// upstream.
#[allow(clippy::cast_precision_loss, clippy::cast_sign_loss, reason = "what the reader does")]
pub fn bytes(text: &str) -> Result<u64, FormatError> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    let value = number.replace(',', "").parse::<f64>().ok().filter(|v| v.is_finite());
    // The reader counts characters but cuts bytes, so a foreign digit never gets through.
    let Some(value) = value.filter(|_| !unit.starts_with(char::is_numeric)) else {
        return Err(not_a_number(text, end));
    };
    // Go lowers a dotted capital I to a plain i.
    let name = unit.trim().replace('\u{130}', "i").to_lowercase();
    let Some((_, factor)) = UNITS.iter().find(|(n, _)| *n == name) else { return Err(unknown_unit(text, end)) };
    let size = value * *factor as f64;
    if size >= TOO_LARGE {
        return Err(FormatError::new("it is 16 EiB or more, which is too large"));
    }
    Ok(size as u64)
}

/// With a unit of 1000 when the printed text is read back as the same size, else in bytes (v1alpha1, DiskSize).
#[allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap,
    reason = "as the printer"
)]
fn print_disk_size(text: &str) -> Printed {
    let Ok(size) = bytes(if text.is_empty() { "0" } else { text }) else { return Printed::Text(text.to_owned()) };
    let exponent = if size < 10 { 0 } else { ((size as f64).ln() / 1000f64.ln()).floor() as usize };
    let value = (size as f64 / 1000f64.powi(i32::try_from(exponent).unwrap_or(0)) * 10.0 + 0.5).floor() / 10.0;
    let unit = ["B", "kB", "MB", "GB", "TB", "PB", "EB"][exponent.min(6)];
    let human = match size {
        0..10 => format!("{size} B"),
        _ if value < 10.0 => format!("{value:.1} {unit}"),
        _ => format!("{value:.0} {unit}"),
    };
    if size % 1000 == 0 && bytes(&human) == Ok(size) { Printed::Text(human) } else { Printed::Bare(size.to_string()) }
}

fn not_a_number(text: &str, end: usize) -> FormatError {
    let number = &text[..end];
    let error = match number {
        "" if text.is_empty() => FormatError::new("it is empty"),
        "" if text.starts_with(char::is_whitespace) => FormatError::new("blanks are not allowed before it"),
        "" => FormatError::new("it does not start with a number"),
        _ => FormatError::new(format!("`{number}` is not a number")).at(0..end),
    };
    let trimmed = text.trim_start();
    if trimmed.len() < text.len() && bytes(trimmed).is_ok() {
        error.instead(trimmed)
    } else {
        error.help("write a number and a unit, such as `10GiB`")
    }
}

fn unknown_unit(text: &str, end: usize) -> FormatError {
    let (number, unit) = text.split_at(end);
    let name = unit.trim();
    let start = end + (unit.len() - unit.trim_start().len());
    let lower = name.to_lowercase();
    let error = FormatError::new(format!("`{name}` is not a unit of size")).at(start..start + name.len());
    let meant = match lower.as_str() {
        "byte" | "bytes" => "",
        "kbyte" | "kbytes" | "kilobyte" | "kilobytes" => "kB",
        "mbyte" | "mbytes" | "megabyte" | "megabytes" | "meg" | "megs" => "MB",
        "gbyte" | "gbytes" | "gigabyte" | "gigabytes" | "gig" | "gigs" => "GB",
        "tbyte" | "tbytes" | "terabyte" | "terabytes" => "TB",
        "kibibyte" | "kibibytes" => "KiB",
        "mebibyte" | "mebibytes" => "MiB",
        "gibibyte" | "gibibytes" => "GiB",
        "tebibyte" | "tebibytes" => "TiB",
        _ => return error.help("the units are `kB`, `MB`, `GB`, `TB` (1000) and `KiB`, `MiB`, `GiB`, `TiB` (1024)"),
    };
    error.help(format!("write `{number}{meant}`")).instead(format!("{number}{meant}"))
}

fn signed_bytes(text: &str, version: Version) -> Result<(), FormatError> {
    let Some(size) = text.strip_prefix('-') else { return bytes(text).map(drop) };
    if version < V1_13 {
        return Err(FormatError::new(format!("a size cannot be negative at {version}"))
            .at(0..1)
            .help("sizes with a minus, for what is left free, are read from 1.13 on"));
    }
    bytes(size).map(drop).map_err(|e| behind(e, 1, text))
}

/// An error of the text behind the first `by` bytes as one of the whole text.
fn behind(mut error: FormatError, by: usize, text: &str) -> FormatError {
    if !error.range.is_empty() {
        error.range = error.range.start + by..error.range.end + by;
    }
    error.instead = error.instead.map(|i| format!("{}{i}", &text[..by]));
    error
}

fn percentage(text: &str, version: Version) -> Result<(), FormatError> {
    if version < V1_12 {
        return Err(FormatError::new(format!("percentages are not read at {version}"))
            .help("write a size such as `10GiB`; percentages exist from 1.12 on"));
    }
    let Some(number) = text.strip_suffix('%') else {
        return Err(FormatError::new("`%` has to be the last character"));
    };
    let unsigned = if version < V1_13 { number } else { number.strip_prefix('-').unwrap_or(number) };
    let range = number.len() - unsigned.len()..number.len();
    match super::number::float(unsigned) {
        None => {
            let trimmed: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            let error = FormatError::new(format!("`{unsigned}` is not a number")).at(range);
            let meant = trimmed.len() < text.len() && percentage(&trimmed, version).is_ok();
            Err(if meant { error.instead(trimmed) } else { error })
        }
        Some(value) if value < 0.0 && version < V1_13 => {
            Err(FormatError::new(format!("a percentage cannot be negative at {version}"))
                .at(range)
                .help("a minus, for what is left free, is read from 1.13 on"))
        }
        Some(value) if !(0.0..=100.0).contains(&value) && !value.is_nan() => {
            Err(FormatError::new(format!("`{unsigned}` is not between 0 and 100")).at(range))
        }
        Some(_) => Ok(()),
    }
}

fn condition(text: &str) -> Result<(), FormatError> {
    // The reader's pattern cannot pass a line break, so of several lines only the last one counts.
    let trimmed = text.trim();
    let line = trimmed.rsplit('\n').next().unwrap_or_default();
    let rest = [">=", "<=", "==", ">", "<"].iter().find_map(|op| line.strip_prefix(op)).unwrap_or(line);
    let size = rest.trim();
    let Err(error) = bytes(size) else { return Ok(()) };
    let operator = size.len() - size.trim_start_matches(['=', '<', '>', '!', '~', ' ']).len();
    let start = text.find(line).unwrap_or(0) + (line.len() - rest.len()) + (rest.len() - rest.trim_start().len());
    if operator == 0 || size.is_empty() {
        return Err(match size {
            "" => FormatError::new("the size is missing").help("write an operator and a size, such as `>= 10GiB`"),
            _ => behind(error, start, text),
        });
    }
    let written = line[..line.len() - size.len() + operator].trim();
    let meant = match written {
        "=" => "==",
        "=>" => ">=",
        "=<" => "<=",
        _ => "",
    };
    let error =
        FormatError::new(format!("`{written}` is not an operator")).help("use one of `>=`, `<=`, `>`, `<`, `==`");
    match bytes(size[operator..].trim()) {
        Ok(_) if !meant.is_empty() => Err(error.instead(format!("{meant} {}", size[operator..].trim()))),
        _ => Err(error),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn values_are_those_of_the_reader() {
        assert_eq!(bytes("1.5KiB"), Ok(1536));
        assert_eq!(bytes("10gb"), Ok(10_000_000_000));
        assert_eq!(bytes("0.0015kB"), Ok(1));
    }

    #[test]
    fn the_way_out_is_named() {
        assert_eq!(bytes("10 gigs").unwrap_err().instead.as_deref(), Some("10GB"));
        assert_eq!(bytes("10 foo").unwrap_err().range, 3..6);
        assert_eq!(condition("=> 10GB").unwrap_err().instead.as_deref(), Some(">= 10GB"));
        assert_eq!(condition(">= 10 foo").unwrap_err().range, 6..9);
        assert_eq!(percentage("50 %", V1_13).unwrap_err().instead.as_deref(), Some("50%"));
        assert_eq!(signed_bytes("-10 foo", V1_13).unwrap_err().range, 4..7);
    }
}

//! Formats of texts in objects of Kubernetes.

use crate::lang::formats::GO_DURATION;
use crate::model::{Format, FormatError, FormatExample, Version};

const fn yes(text: &'static str) -> FormatExample {
    FormatExample { text, ok: true, since: None }
}

const fn no(text: &'static str) -> FormatExample {
    FormatExample { text, ok: false, since: None }
}

/// A length of time, always as text.
pub static DURATION: Format = Format {
    name: "kubernetes-duration",
    noun: "a duration such as `1m30s`",
    doc: "Numbers with units: `ns`, `us`, `ms`, `s`, `m`, `h`. Days do not exist: a day is `24h`. A number without a unit \
          is refused.",
    check: duration,
    schema: &[("pattern", r"^[-+]?(0|((\d+(\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h))+)$")],
    examples: &[yes("1m30s"), yes("0s"), yes("0"), no("30"), no("1d"), no("")],
    numbers: false,
    number: None,
    is_zero: None,
    bytes: false,
    unread: false,
    print: None,
};

/// An amount, as text or as a plain number.
pub static QUANTITY: Format = Format {
    name: "kubernetes-quantity",
    noun: "an amount such as `500m` or `2Gi`",
    doc: "A number with an optional suffix: `m` for thousandths, `k`, `M`, `G`, `T` for powers of 1000, `Ki`, `Mi`, `Gi`, \
          `Ti` for powers of 1024. `512MB` is not one: write `512M` or `512Mi`.",
    check: quantity,
    schema: &[("pattern", QUANTITY_PATTERN)],
    examples: QUANTITY_EXAMPLES,
    numbers: true,
    number: None,
    is_zero: None,
    bytes: false,
    unread: false,
    print: None,
};

/// An amount where only a text will do.
pub static QUANTITY_TEXT: Format = Format {
    name: "kubernetes-quantity-text",
    noun: "an amount such as `500m` or `2Gi`, as text",
    doc: "A number with an optional suffix: `m` for thousandths, `k`, `M`, `G`, `T` for powers of 1000, `Ki`, `Mi`, `Gi`, \
          `Ti` for powers of 1024. Whole numbers need quotes here: `\"2\"`.",
    check: quantity,
    schema: &[("pattern", QUANTITY_PATTERN)],
    examples: QUANTITY_EXAMPLES,
    numbers: false,
    number: None,
    is_zero: None,
    bytes: false,
    unread: false,
    print: None,
};

const QUANTITY_PATTERN: &str = r"^[-+]?(\d+(\.\d*)?|\.\d+)([numkMGTPE]|[KMGTPE]i|[eE][-+]?\d+)?$";

const QUANTITY_EXAMPLES: &[FormatExample] = &[
    yes("500m"),
    yes("2Gi"),
    yes("1.5"),
    yes("1e3"),
    yes("-1"),
    yes("100M"),
    no("512MB"),
    no("1 Gi"),
    no("10%"),
    no("2gi"),
    no(""),
];

fn duration(text: &str, version: Version) -> Result<(), FormatError> {
    (GO_DURATION.check)(text, version)
}

/// As `resource.ParseQuantity` of apimachinery reads it.
fn quantity(text: &str, _: Version) -> Result<(), FormatError> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let digits = unsigned.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(unsigned.len());
    let (number, suffix) = unsigned.split_at(digits);
    if number.matches('.').count() > 1 || !number.contains(|c: char| c.is_ascii_digit()) {
        return Err(FormatError::new("it does not begin with a number"));
    }
    let exponent = suffix.strip_prefix(['e', 'E']).map(|e| e.strip_prefix(['+', '-']).unwrap_or(e));
    let known = ["", "n", "u", "m", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
    let is_exponent = exponent.is_some_and(|e| !e.is_empty() && e.bytes().all(|b| b.is_ascii_digit()));
    if known.contains(&suffix) || is_exponent {
        return Ok(());
    }
    let start = text.len() - suffix.len();
    let error = FormatError::new(format!("`{suffix}` is not a suffix")).at(start..text.len());
    Err(match suffix.trim() {
        "B" => error.help("bytes have no suffix"),
        "KB" | "MB" | "GB" | "TB" => error.help("write `M` or `Mi` for megabytes, and so on, without the `B`"),
        "KiB" | "MiB" | "GiB" | "TiB" | "kb" | "mb" | "gb" | "gi" | "mi" | "ki" | "K" => {
            error.help("the suffixes are k, M, G, T for powers of 1000 and Ki, Mi, Gi, Ti for powers of 1024")
        }
        _ => error,
    })
}

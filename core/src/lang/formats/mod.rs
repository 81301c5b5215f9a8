//! String formats that declarations of several languages share: durations, addresses, sizes, encodings, expressions.
//!
//! A format accepts and refuses exactly what the upstream reader (written in Go) or its validation does, at every
//! release. Formats know releases where upstream changed, but neither kinds nor fields. The files under `verdicts/`
//! were recorded from the upstream parsers; a test holds every check to them.

mod base64;
mod cel;
mod duration;
mod hex;
mod ip;
mod mode;
mod number;
mod pem;
mod port_range;
mod size;
mod url;
mod url_print;
#[cfg(test)]
mod verdicts;

pub use base64::{BASE64, BASE64_KEY, decoded, decoded_length};
pub use cel::{CEL_DISK, CEL_LINK, CEL_OOM_SCORE, CEL_OOM_TRIGGER, CEL_VOLUME};
pub use duration::{GO_DURATION, nanoseconds};
pub use hex::HEX_BYTES;
pub use ip::{IP, IP_OR_PREFIX, IP_PORT, IP_PREFIX};
pub use mode::OCTAL_MODE;
pub use pem::{PEM, block as pem_block};
pub use port_range::{PORT_RANGE, ports};
pub use size::{BYTE_SIZE, BYTE_SIZE_OR_PERCENTAGE, DISK_SIZE, DISK_SIZE_CONDITION, bytes};
pub use url::{ENDPOINT, URL, UrlParts, hostname, url_parts};

use crate::model::{Format, FormatError, FormatExample, Version};

const V1_10: Version = Version::new(1, 10);
const V1_12: Version = Version::new(1, 12);
const V1_13: Version = Version::new(1, 13);

/// All shared formats, sorted by name.
pub static FORMATS: &[&Format] = &[
    &BASE64,
    &BASE64_KEY,
    &BYTE_SIZE,
    &BYTE_SIZE_OR_PERCENTAGE,
    &CEL_DISK,
    &CEL_LINK,
    &CEL_OOM_SCORE,
    &CEL_OOM_TRIGGER,
    &CEL_VOLUME,
    &DISK_SIZE,
    &DISK_SIZE_CONDITION,
    &ENDPOINT,
    &GO_DURATION,
    &HEX_BYTES,
    &IP,
    &IP_OR_PREFIX,
    &IP_PORT,
    &IP_PREFIX,
    &OCTAL_MODE,
    &PEM,
    &PORT_RANGE,
    &URL,
];

/// An accepted text.
const fn yes(text: &'static str) -> FormatExample {
    FormatExample { text, ok: true, since: None }
}

/// A refused text.
const fn no(text: &'static str) -> FormatExample {
    FormatExample { text, ok: false, since: None }
}

/// From a release on. Of several examples with one text the last that has begun counts.
#[allow(clippy::needless_pass_by_value, reason = "reads as `since(V1_13, yes(…))` in tables")]
const fn since(version: Version, example: FormatExample) -> FormatExample {
    FormatExample { since: Some(version), ..example }
}

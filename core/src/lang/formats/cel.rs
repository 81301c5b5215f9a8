//! CEL expressions, checked against the variables of the field that they stand in.

use super::FormatError;
use crate::model::{Format, Version};

#[allow(clippy::unnecessary_wraps, reason = "signature of a check")]
const fn any(_: &str, _: Version) -> Result<(), FormatError> {
    Ok(())
}

const fn open(name: &'static str, noun: &'static str, doc: &'static str) -> Format {
    Format {
        name,
        noun,
        doc,
        check: any,
        schema: &[],
        examples: &[],
        numbers: false,
        number: None,
        is_zero: None,
        bytes: false,
        print: None,
    }
}

/// Expression that picks disks.
pub static CEL_DISK: Format = open("cel-disk", "a CEL expression over `disk`", "Picks disks.");
/// Expression that picks volumes.
pub static CEL_VOLUME: Format = open("cel-volume", "a CEL expression over `volume`", "Picks volumes.");
/// Expression that picks links.
pub static CEL_LINK: Format = open("cel-link", "a CEL expression over `link`", "Picks links.");
/// Expression that starts the memory killer.
pub static CEL_OOM_TRIGGER: Format = open("cel-oom-trigger", "a CEL expression over memory pressure", "Starts it.");
/// Expression that ranks groups of processes for the memory killer.
pub static CEL_OOM_SCORE: Format = open("cel-oom-score", "a CEL expression that gives a score", "Ranks groups.");

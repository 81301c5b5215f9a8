//! CEL expressions, checked against the variables of the field that they stand in.
//!
//! The empty text means that there is no expression, as upstream; whether one is needed is the field's presence.

use super::{FormatError, no, since, yes};
use crate::cel::{self, Env};
use crate::lang::talos::cel_env;
use crate::model::{Format, Version};

const DOC: &str = "An expression of the Common Expression Language that gives true or false. Sizes are unsigned: write \
                   `10u * GiB`, not `10 * GiB`.";

/// Expression that picks disks.
pub static CEL_DISK: Format = Format {
    name: "cel-disk",
    noun: "a CEL expression over `disk` and `system_disk`",
    doc: DOC,
    check: |text, version| check(text, &cel_env::DISK_LOCATOR, version),
    schema: &[],
    examples: &[
        yes("disk.transport == 'nvme' && disk.size > 10u * GiB"),
        yes("!system_disk"),
        yes(""),
        since(Version::new(1, 9), yes("glob('/dev/sd*', disk.dev_path)")),
        since(Version::new(1, 10), yes("'/dev/disk/by-id/x' in disk.symlinks")),
        no("disk.size > 10 * GiB"),
        no("disk.size"),
        no("disk.modle == 'x'"),
        no("disk.transport = 'nvme'"),
    ],
    numbers: false,
    number: None,
    is_zero: None,
    bytes: false,
    unread: true,
    print: None,
};

/// Expression that picks volumes.
pub static CEL_VOLUME: Format = Format {
    name: "cel-volume",
    noun: "a CEL expression over `volume`",
    doc: DOC,
    check: |text, version| check(text, &cel_env::VOLUME_LOCATOR, version),
    schema: &[],
    examples: &[
        yes("volume.partition_label == 'DATA'"),
        no("disk.rotational"),
        since(Version::new(1, 11), yes("disk.rotational")),
        no("system_disk"),
        no("glob('a*', volume.label)"),
    ],
    numbers: false,
    number: None,
    is_zero: None,
    bytes: false,
    unread: true,
    print: None,
};

/// Expression that picks links.
pub static CEL_LINK: Format = Format {
    name: "cel-link",
    noun: "a CEL expression over `link`",
    doc: "An expression of the Common Expression Language that gives true or false. Hardware addresses are bytes; \
          `mac(link.hardware_addr)` is the text.",
    check: |text, version| check(text, &cel_env::LINK_LOCATOR, version),
    schema: &[],
    examples: &[
        yes("mac(link.hardware_addr) == '00:1a:2b:3c:4d:5e'"),
        yes("glob('eth*', link.alias) || link.driver == 'virtio_net'"),
        no("link.hardware_addr == '00:1a:2b:3c:4d:5e'"),
        no("link.mtu > 1500"),
    ],
    numbers: false,
    number: None,
    is_zero: None,
    bytes: false,
    unread: true,
    print: None,
};

/// Expression that starts the memory killer.
pub static CEL_OOM_TRIGGER: Format = Format {
    name: "cel-oom-trigger",
    noun: "a CEL expression over memory pressure",
    doc: "An expression of the Common Expression Language that gives true or false. Pressure is a double: write `10.0`.",
    check: |text, version| check(text, &cel_env::OOM_TRIGGER, version),
    schema: &[],
    examples: &[
        yes("memory_full_avg10 > 12.0 && time_since_trigger > duration('500ms')"),
        yes("multiply_qos_vectors(d_qos_memory_full_total, {Besteffort: 1.0, Burstable: 0.5}) > 3000.0"),
        no("memory_full_avg10 > 12"),
        no("memory_full_avg10"),
    ],
    numbers: false,
    number: None,
    is_zero: None,
    bytes: false,
    unread: true,
    print: None,
};

/// Expression that ranks groups of processes for the memory killer.
pub static CEL_OOM_SCORE: Format = Format {
    name: "cel-oom-score",
    noun: "a CEL expression that gives a double",
    doc: "An expression of the Common Expression Language that gives a double; the group with the highest is killed first. \
          Memory sizes are optional: write `memory_current.orValue(0u)`.",
    check: |text, version| check(text, &cel_env::OOM_SCORE, version),
    schema: &[],
    examples: &[
        yes(
            "memory_max.hasValue() ? 0.0 : {Besteffort: 1.0, Burstable: 0.5}[class] * double(memory_current.orValue(0u))",
        ),
        yes("1.0"),
        no("1"),
        no("memory_current"),
    ],
    numbers: false,
    number: None,
    is_zero: None,
    bytes: false,
    unread: true,
    print: None,
};

fn check(text: &str, env: &'static Env, version: Version) -> Result<(), FormatError> {
    if text.is_empty() {
        return Ok(());
    }
    let Err(error) = cel::check(text, env, version) else { return Ok(()) };
    Err(FormatError { message: error.message, range: error.range, help: error.help, instead: error.instead })
}

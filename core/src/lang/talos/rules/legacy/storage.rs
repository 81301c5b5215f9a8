//! `machine.disks` and `machine.systemDiskEncryption`.

use super::reading::{machine, push_at_item};
use crate::check::{DocumentCx, Sink};
use crate::diag::Severity;
use crate::lang::formats::bytes;
use crate::lang::talos::kinds::legacy::encryption::PartitionEncryptionView;
use crate::model::{Rule, RuleRun};
use std::collections::BTreeMap;

/// A partition that takes the rest, with others behind it.
pub static PARTITION_TAKES_ALL: Rule = Rule {
    code: "talos/partition-takes-all",
    summary: "Only the last partition of a disk may take the rest of it.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["T-V1-028"],
    run: RuleRun::Document(partition_takes_all),
    page: include_str!("partition_takes_all.md"),
    formerly: &[],
};

/// One slot for two keys.
pub static ENCRYPTION_SLOT_TWICE: Rule = Rule {
    code: "talos/encryption-slot-twice",
    summary: "Every encryption key has a slot of its own.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["T-V1-030"],
    run: RuleRun::Document(encryption_slot_twice),
    page: include_str!("encryption_slot_twice.md"),
    formerly: &[],
};

/// A key that comes from nowhere.
pub static ENCRYPTION_KEY_WITHOUT_SOURCE: Rule = Rule {
    code: "talos/encryption-key-without-source",
    summary: "Every encryption key says where it comes from.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["T-V1-031"],
    run: RuleRun::Document(encryption_key_without_source),
    page: include_str!("encryption_key_without_source.md"),
    formerly: &[],
};

fn partition_takes_all(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(disks) = machine(cx).and_then(|m| m.disks()) else { return };
    for (_, disk) in disks.iter() {
        let Some(partitions) = disk.partitions() else { continue };
        for (n, partition) in partitions.iter().filter(|(n, _)| n + 1 < partitions.len()) {
            let unread = partition.size().is_none() && partition.0.has("size");
            let size = partition.size().filter(|s| !s.value.is_empty());
            if unread || size.is_some_and(|s| bytes(s.value) != Ok(0)) {
                continue;
            }
            let headline = format!("partition {} takes the rest of the disk, and others stand behind it", n + 1);
            let help = "give it a `size`, or move it to the end";
            match size {
                Some(size) => sink.push(cx.doc, sink.finding(headline, size.span).help(help)),
                None => push_at_item(cx, sink, partition.0, &headline, help),
            }
        }
    }
}

/// Encryption of both partitions.
fn partitions<'a>(cx: &DocumentCx<'a>) -> Vec<PartitionEncryptionView<'a>> {
    let encryption = machine(cx).and_then(|m| m.system_disk_encryption());
    encryption.map(|e| e.ephemeral().into_iter().chain(e.state()).collect()).unwrap_or_default()
}

fn encryption_slot_twice(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    for partition in partitions(cx) {
        let mut seen = BTreeMap::new();
        let Some(keys) = partition.keys() else { continue };
        for (_, key) in keys.iter() {
            let written = key.slot();
            if written.is_none() && key.0.has("slot") {
                continue;
            }
            let slot = written.map_or(0, |s| s.value);
            let span = written.map_or_else(|| key.0.head(), |s| s.span);
            let Some(first) = seen.insert(slot, span) else { continue };
            let headline = match written {
                Some(_) => format!("slot {slot} holds another key already"),
                None => "without a `slot` the key goes into slot 0, which holds another one already".to_owned(),
            };
            let problem =
                sink.finding(headline, span).label(first, "the other key").at_path(cx.doc.path_at(key.0.span()));
            sink.push(cx.doc, problem.help("give each key its own `slot`, from 0 to 7"));
        }
    }
}

fn encryption_key_without_source(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    for partition in partitions(cx) {
        let Some(keys) = partition.keys() else { continue };
        for (_, key) in keys.iter().filter(|(_, k)| !["nodeID", "static", "kms", "tpm"].iter().any(|s| k.0.has(s))) {
            let help = "add one of `tpm: {}`, `nodeID: {}`, `kms` and `static`";
            push_at_item(cx, sink, key.0, "this encryption key has no source", help);
        }
    }
}

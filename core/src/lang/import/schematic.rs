//! The id of an image schematic: SHA-256 of its YAML in a fixed order of fields (Image Factory 1.5, pkg/schematic).

use super::source::{At, Source};
use crate::lang::ImageInput;
use crate::syntax::print::{Blocks, Plain, Style, Words, print};

/// Fields of each level in the order of the printer; what has a list of its own below is a mapping.
const ROOT: &[&str] = &["owner", "overlay", "customization"];
const OVERLAY: &[&str] = &["image", "name", "options"];
const CUSTOMIZATION: &[&str] = &[
    "embeddedMachineConfiguration",
    "extraKernelArgs",
    "meta",
    "systemExtensions",
    "bootloader",
    "secureboot",
    "diskImage",
];
const SECUREBOOT: &[&str] = &["enrollKeys", "includeWellKnownCertificates"];
const META: &[&str] = &["key", "value"];

/// Id of the schematic without any customization.
pub(in crate::lang) const NONE: &str = "376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba";

/// The install image of a schematic for machines that run on metal; none for others, whose platform nobody has named.
pub(in crate::lang) fn image(input: &ImageInput<'_>) -> Result<Option<String>, String> {
    let source = Source::parse("", input.description).map_err(|notices| {
        notices.first().map_or_else(|| "it is no mapping".to_owned(), |n| format!("line {}: {}", n.line, n.text))
    })?;
    let id = id(source.root(), input.sha256).ok_or("it has a key that no schematic has")?;
    let release = input.release.trim_start_matches('v');
    Ok((input.mode == "metal").then(|| format!("factory.talos.dev/metal-installer/{id}:v{release}")))
}

/// The id; `None` when a key stands there that has no place in a schematic.
pub(super) fn id(schematic: At<'_>, sha256: &dyn Fn(&[u8]) -> String) -> Option<String> {
    let value = level(schematic.plain(), ROOT, true)?;
    let style = Style {
        indent: 4,
        flush_lists: false,
        width: None,
        words: Words::DoubleButMergeKeys,
        blocks: Blocks::V3,
        scalars: crate::lang::talos::TALOS.scalars,
    };
    Some(sha256(print(&value, &style).as_bytes()))
}

/// A level in order, empty members left out.
fn level(value: Plain, order: &[&str], root: bool) -> Option<Plain> {
    let Plain::Map(entries) = value else { return None };
    if entries.iter().any(|(key, _)| !order.contains(&key.as_str())) {
        return None;
    }
    let mut out = Vec::new();
    for key in order {
        let given = entries.iter().find(|(k, _)| k == key).map(|(_, v)| v.clone());
        // The customization is written even when there is none.
        let given = if root && *key == "customization" { given.or(Some(Plain::Map(Vec::new()))) } else { given };
        let Some(given) = given else { continue };
        let below = member(key, given)?;
        if *key == "customization" || !is_empty(&below) {
            out.push(((*key).to_owned(), below));
        }
    }
    Some(Plain::Map(out))
}

fn member(key: &str, value: Plain) -> Option<Plain> {
    match (key, value) {
        ("overlay", value) => level(value, OVERLAY, false),
        ("customization", value) => level(value, CUSTOMIZATION, false),
        ("systemExtensions", value) => level(value, &["officialExtensions"], false),
        ("secureboot", value) => level(value, SECUREBOOT, false),
        ("diskImage", value) => level(value, &["sectorSize"], false),
        ("meta", Plain::Seq(items)) => {
            items.into_iter().map(|i| level(i, META, false)).collect::<Option<_>>().map(Plain::Seq)
        }
        (_, value) => Some(value),
    }
}

fn is_empty(value: &Plain) -> bool {
    match value {
        Plain::Map(entries) => entries.is_empty(),
        Plain::Seq(items) => items.is_empty(),
        Plain::Text(text) | Plain::Node(text) => text.is_empty(),
        Plain::Bare(text) => text == "null" || text == "false",
    }
}

//! `encryption` of volumes.

use super::super::typed::{ERROR, given, report, report_item};
use crate::check::{DocumentCx, Sink};
use crate::lang::talos::kinds::shared::encryption::{EncryptionKeyView, EncryptionSpec, EncryptionSpecView};
use crate::model::{Rule, RuleRun, is_null};
use crate::text::Span;

/// Keys, and nothing that they open.
pub static ENCRYPTION_WITHOUT_PROVIDER: Rule = Rule {
    code: "talos/encryption-without-provider",
    summary: "Encryption names its provider, `luks2`.",
    ids: &["T-BLK-014"],
    run: RuleRun::Document(without_provider),
    page: include_str!("encryption_without_provider.md"),
    ..ERROR
};

/// A lock without a key.
pub static ENCRYPTION_WITHOUT_KEYS: Rule = Rule {
    code: "talos/encryption-without-keys",
    summary: "Encryption has at least one key.",
    ids: &["T-BLK-015"],
    run: RuleRun::Document(without_keys),
    page: include_str!("encryption_without_keys.md"),
    ..ERROR
};

/// Two keys in one place.
pub static VOLUME_KEY_SLOT_TWICE: Rule = Rule {
    code: "talos/volume-key-slot-twice",
    summary: "Every key of a volume has a slot of its own.",
    ids: &["T-BLK-016"],
    run: RuleRun::Document(slot_twice),
    page: include_str!("volume_key_slot_twice.md"),
    ..ERROR
};

/// A slot that nothing fills.
pub static VOLUME_KEY_WITHOUT_SOURCE: Rule = Rule {
    code: "talos/volume-key-without-source",
    summary: "Every key of a volume says where it comes from.",
    ids: &["T-BLK-017"],
    run: RuleRun::Document(without_source),
    page: include_str!("volume_key_without_source.md"),
    ..ERROR
};

fn spec<'a>(cx: &DocumentCx<'a>) -> Option<EncryptionSpecView<'a>> {
    cx.root()?.field::<EncryptionSpec>("encryption")
}

fn keys(spec: Option<EncryptionSpecView<'_>>) -> Vec<EncryptionKeyView<'_>> {
    spec.and_then(|s| s.keys()).into_iter().flat_map(|k| k.iter()).map(|(_, key)| key).collect()
}

/// True when a key is written; the reader drops items that are null.
fn has_keys(spec: EncryptionSpecView<'_>) -> Option<bool> {
    let keys = spec.keys()?;
    Some(keys.nodes().iter().any(|n| !is_null(keys.cx(), *n)))
}

fn without_provider(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(spec) = spec(cx).filter(|_| cx.is_config()) else { return };
    let provider = given(spec.provider());
    let none = provider.map_or(!spec.0.has("provider"), |p| p.value.eq_ignore_ascii_case("none"));
    if none && has_keys(spec) == Some(true) {
        let place = provider.map_or_else(|| section(cx), |p| p.span);
        report(cx, sink, place, "the volume has keys, and no `provider` to use them", "add `provider: luks2`");
    }
}

fn section(cx: &DocumentCx<'_>) -> Span {
    super::super::typed::section(cx, "encryption")
}

fn without_keys(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(spec) = spec(cx).filter(|_| cx.is_config()) else { return };
    let on = given(spec.provider()).is_some_and(|p| !p.value.eq_ignore_ascii_case("none"));
    if on && !has_keys(spec).unwrap_or(spec.0.has("keys")) {
        let place = spec.0.key_span("keys").unwrap_or_else(|| section(cx));
        let help = "add an item with `slot: 0` and `nodeID: {}`, `tpm: {}`, `kms` or `static`";
        report(cx, sink, place, "the volume is encrypted and has no keys", help);
    }
}

fn slot_twice(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let mut seen: Vec<(i64, Span)> = Vec::new();
    for slot in keys(spec(cx)) {
        if slot.slot().is_none() && slot.0.has("slot") {
            continue;
        }
        let number = slot.slot().map_or(0, |s| s.value);
        let place = slot.slot().map_or_else(|| slot.0.head(), |s| s.span);
        match seen.iter().find(|(n, _)| *n == number) {
            Some((_, first)) => {
                let problem = sink
                    .finding(format!("the key slot {number} is used before"), place)
                    .label(*first, "the first key is here")
                    .help("give each key a number of its own; without `slot` it is 0");
                sink.push(cx.doc, problem);
            }
            None => seen.push((number, place)),
        }
    }
}

fn without_source(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    for slot in keys(spec(cx)).into_iter().filter(|_| cx.is_config()) {
        if !["static", "nodeID", "kms", "tpm"].into_iter().any(|k| slot.0.has(k)) {
            let help = "add `nodeID: {}`, `tpm: {}`, `kms` or `static`";
            report_item(cx, sink, slot.0, "this key does not say where it comes from", help);
        }
    }
}

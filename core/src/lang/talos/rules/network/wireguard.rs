//! Keys of `WireguardConfig`.

use super::super::typed::{ERROR, report, texts};
use crate::check::{DocumentCx, Sink};
use crate::lang::formats::decoded_length;
use crate::model::{Rule, RuleRun};

/// A text that is no WireGuard key.
pub static WIREGUARD_DOCUMENT_KEY: Rule = Rule {
    code: "talos/wireguard-document-key",
    summary: "WireGuard keys are 32 bytes in base64.",
    ids: &["T-NET-026", "T-NET-029", "T-NET-030"],
    run: RuleRun::Document(keys),
    page: include_str!("wireguard_document_key.md"),
    ..ERROR
};

/// Bytes of a key.
const KEY_LENGTH: usize = 32;

fn keys(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    for path in ["privateKey", "peers[].publicKey", "peers[].presharedKey"] {
        let name = path.rsplit('.').next().unwrap_or(path);
        for text in texts(cx, path) {
            let headline = match decoded_length(text.value) {
                Some(KEY_LENGTH) => continue,
                Some(length) => format!("`{name}` is not a WireGuard key: it has {length} bytes, not {KEY_LENGTH}"),
                None => format!("`{name}` is not a WireGuard key: it is not base64"),
            };
            report(
                cx,
                sink,
                text.span,
                headline,
                "`wg genkey`, `wg pubkey` and `wg genpsk` print keys, 44 characters long",
            );
        }
    }
}

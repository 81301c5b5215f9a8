//! Names of findings that survive an edit elsewhere: made of file, code, place in the document and headline, not of
//! lines.

use std::collections::HashMap;

use ostler_core::session::Finding;

/// Gives every finding of a run its own fingerprint.
#[derive(Debug, Default)]
pub(super) struct Fingerprints {
    seen: HashMap<u64, u32>,
}

impl Fingerprints {
    /// The fingerprint of the next finding. Equal findings of a file are told apart by their order.
    pub fn next(&mut self, finding: &Finding) -> String {
        let d = &finding.diagnostic;
        let base = hash([&*finding.primary.file, d.code, &d.path, &d.headline]);
        let count = self.seen.entry(base).or_default();
        *count += 1;
        if *count == 1 { format!("{base:016x}") } else { format!("{base:016x}{count:04x}") }
    }
}

/// FNV-1a with 64 bits: the same in every release and on every machine, which the hashers of std do not promise.
fn hash(parts: [&str; 4]) -> u64 {
    let mut state = 0xcbf2_9ce4_8422_2325_u64;
    for part in parts {
        for byte in part.bytes().chain([0xff]) {
            state = (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    state
}

//! PEM blocks and the outermost structure of what is in them. Signatures, names and dates are not looked at.

/// A block with its name and content.
pub(super) struct Block<'t> {
    /// What stands behind `BEGIN`.
    pub name: &'t str,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// All blocks that can be read; others are skipped, as Go does.
pub(super) fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut out = Vec::new();
    let mut open: Option<(&str, String)> = None;
    for line in text.lines() {
        let line = line.trim_end();
        if let Some(name) = line.strip_prefix("-----BEGIN ").and_then(|l| l.strip_suffix("-----")) {
            open = Some((name, String::new()));
        } else if let Some(name) = line.strip_prefix("-----END ").and_then(|l| l.strip_suffix("-----")) {
            let body = open.take().filter(|(begin, _)| *begin == name).and_then(|(_, body)| decode(&body));
            out.extend(body.map(|bytes| Block { name, bytes }));
        } else if let Some((_, body)) = &mut open
            && !line.contains(':')
        {
            body.extend(line.chars().filter(|c| !c.is_ascii_whitespace()));
        }
    }
    out
}

/// Standard base64 with padding.
fn decode(text: &str) -> Option<Vec<u8>> {
    crate::lang::formats::decoded_length(text)?;
    let (mut out, mut buffer, mut bits) = (Vec::new(), 0u32, 0);
    for byte in text.bytes().take_while(|b| *b != b'=') {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            _ => 63,
        };
        buffer = buffer << 6 | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push((buffer >> bits & 0xff) as u8);
        }
    }
    Some(out)
}

/// True for the outline of an X.509 certificate: what is signed, the algorithm, the signature.
pub(super) fn is_certificate(bytes: &[u8]) -> bool {
    members(bytes).is_some_and(|m| m == [0x30, 0x30, 0x03])
}

/// True for the outline of a private key of the kind that a block's name says.
pub(super) fn is_key(block: &Block<'_>) -> bool {
    let Some(members) = members(&block.bytes) else { return false };
    match block.name {
        "RSA PRIVATE KEY" => members.len() >= 9 && members.iter().take(9).all(|t| *t == 0x02),
        "EC PRIVATE KEY" => members.starts_with(&[0x02, 0x04]),
        // Siderolabs' name for Ed25519 keys, which are PKCS #8 inside.
        "PRIVATE KEY" | "ED25519 PRIVATE KEY" => members.starts_with(&[0x02, 0x30, 0x04]),
        _ => false,
    }
}

/// Tags of the members of a DER sequence that fills the bytes.
fn members(bytes: &[u8]) -> Option<Vec<u8>> {
    let (0x30, mut rest, []) = element(bytes)? else { return None };
    let mut out = Vec::new();
    while !rest.is_empty() {
        let (tag, _, next) = element(rest)?;
        out.push(tag);
        rest = next;
    }
    Some(out)
}

/// First element: tag, content, and what follows.
fn element(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (&tag, rest) = bytes.split_first()?;
    let (&first, rest) = rest.split_first()?;
    let (length, rest) = match usize::from(first) {
        short @ 0..=0x7f => (short, rest),
        count @ 0x81..=0x84 => {
            let (digits, rest) = rest.split_at_checked(count - 0x80)?;
            (digits.iter().fold(0, |n, d| n << 8 | usize::from(*d)), rest)
        }
        _ => return None,
    };
    let (content, rest) = rest.split_at_checked(length)?;
    Some((tag, content, rest))
}

#[cfg(test)]
mod tests {
    use super::{blocks, is_certificate, is_key};

    #[test]
    fn outlines() {
        assert!(is_certificate(&[0x30, 6, 0x30, 0, 0x30, 0, 0x03, 0]));
        assert!(!is_certificate(&[0x30, 6, 0x30, 0, 0x30, 0, 0x03, 0, 0]));
        assert!(!is_certificate(&[0x30, 0x82, 1]) && !is_certificate(&[]));
    }

    #[test]
    fn blocks_are_found() {
        let text = "x\n-----BEGIN PRIVATE KEY-----\nMAYCADAABAA=\n-----END PRIVATE KEY-----\n-----BEGIN A-----\n*\n-----END A-----\n";
        let found = blocks(text);
        assert_eq!(found.iter().map(|b| b.name).collect::<Vec<_>>(), ["PRIVATE KEY"]);
        assert!(is_key(&found[0]));
    }
}

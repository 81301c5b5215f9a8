//! PEM blocks and the outermost structure of what is in them. Signatures, names and dates are not looked at.

use crate::lang::formats::decoded;

/// A block with its name and content.
pub(in crate::lang) struct Block<'t> {
    /// What stands behind `BEGIN`.
    pub name: &'t str,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// All blocks that can be read; others are skipped, as Go does.
pub(in crate::lang) fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut out = Vec::new();
    let mut open: Option<(&str, String)> = None;
    for line in text.lines() {
        let line = line.trim_end();
        if let Some(name) = line.strip_prefix("-----BEGIN ").and_then(|l| l.strip_suffix("-----")) {
            open = Some((name, String::new()));
        } else if let Some(name) = line.strip_prefix("-----END ").and_then(|l| l.strip_suffix("-----")) {
            let body = open.take().filter(|(begin, _)| *begin == name).and_then(|(_, body)| decoded(&body));
            out.extend(body.map(|bytes| Block { name, bytes }));
        } else if let Some((_, body)) = &mut open
            && !line.contains(':')
        {
            body.extend(line.chars().filter(|c| !c.is_ascii_whitespace()));
        }
    }
    out
}

/// True for the outline of an X.509 certificate: what is signed, the algorithm, the signature.
pub(in crate::lang) fn is_certificate(bytes: &[u8]) -> bool {
    let Some(parts) = sequence(bytes).filter(|p| tags(p) == [SEQUENCE, SEQUENCE, BITS]) else { return false };
    let Some(signed) = members(parts[0].1) else { return false };
    // The version stands in front, except in certificates of the first version.
    let signed = if signed.first().is_some_and(|(tag, _)| *tag == VERSION) { &signed[1..] } else { &signed[..] };
    let names = [INTEGER, SEQUENCE, SEQUENCE, SEQUENCE, SEQUENCE, SEQUENCE];
    tags(signed).starts_with(&names) && members(signed[5].1).is_some_and(|key| tags(&key) == [SEQUENCE, BITS])
}

/// True for the outline of a private key of the kind that a block's name says.
pub(in crate::lang) fn is_key(block: &Block<'_>) -> bool {
    let Some(parts) = sequence(&block.bytes) else { return false };
    let tags = tags(&parts);
    match block.name {
        "RSA PRIVATE KEY" => tags.len() >= 9 && tags.iter().take(9).all(|t| *t == INTEGER),
        "EC PRIVATE KEY" => tags.starts_with(&[INTEGER, OCTETS]) && !parts[1].1.is_empty(),
        // Siderolabs' name for Ed25519 keys, which are PKCS #8 inside.
        "PRIVATE KEY" | "ED25519 PRIVATE KEY" => {
            tags.starts_with(&[INTEGER, SEQUENCE, OCTETS]) && !parts[1].1.is_empty() && !parts[2].1.is_empty()
        }
        _ => false,
    }
}

const INTEGER: u8 = 0x02;
const BITS: u8 = 0x03;
const OCTETS: u8 = 0x04;
const SEQUENCE: u8 = 0x30;
const VERSION: u8 = 0xa0;

/// Tag and content of an element of DER.
type Element<'t> = (u8, &'t [u8]);

fn tags(elements: &[Element<'_>]) -> Vec<u8> {
    elements.iter().map(|(tag, _)| *tag).collect()
}

/// Members of a sequence that fills the bytes.
fn sequence(bytes: &[u8]) -> Option<Vec<Element<'_>>> {
    let (SEQUENCE, content, []) = element(bytes)? else { return None };
    members(content)
}

/// The elements that the bytes are made of.
fn members(mut rest: &[u8]) -> Option<Vec<Element<'_>>> {
    let mut out = Vec::new();
    while !rest.is_empty() {
        let (tag, content, next) = element(rest)?;
        out.push((tag, content));
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
        let key = [0x30, 4, 0x30, 0, 0x03, 0];
        let mut signed = vec![0x30, 17, 0x02, 1, 5, 0x30, 0, 0x30, 0, 0x30, 0, 0x30, 0];
        signed.extend(key);
        let mut whole = vec![0x30, 23];
        whole.extend(&signed);
        whole.extend([0x30, 0, 0x03, 0]);
        assert!(is_certificate(&whole));
        whole.push(0);
        assert!(!is_certificate(&whole));
        assert!(!is_certificate(&[0x30, 6, 0x30, 0, 0x30, 0, 0x03, 0]));
        assert!(!is_certificate(&[0x30, 0x82, 1]) && !is_certificate(&[]));
    }

    #[test]
    fn blocks_are_found() {
        let text = "x\n-----BEGIN PRIVATE KEY-----\nMAgCADABAQQBAA==\n-----END PRIVATE KEY-----\n-----BEGIN A-----\n*\n-----END A-----\n";
        let found = blocks(text);
        assert_eq!(found.iter().map(|b| b.name).collect::<Vec<_>>(), ["PRIVATE KEY"]);
        assert!(is_key(&found[0]));
    }
}

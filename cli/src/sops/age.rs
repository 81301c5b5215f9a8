//! The part of the age format that SOPS files need: reading a text that was encrypted for an X25519 key
//! (age-encryption.org/v1, sections "X25519 recipient stanza" and "Payload"). It must not know SOPS, nor where keys are
//! kept, and it never encrypts.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use bech32::primitives::decode::CheckedHrpstring;
use bech32::{Bech32, Hrp};
use chacha20poly1305::aead::{Aead as _, KeyInit as _};
use chacha20poly1305::{ChaCha20Poly1305, Nonce};
use hkdf::Hkdf;
use hmac::{Hmac, Mac as _};
use sha2::Sha256;
use x25519_dalek::{X25519_BASEPOINT_BYTES, x25519};

/// What a secret key begins with, in upper case as it is written.
const SECRET: &str = "AGE-SECRET-KEY-";

/// First line of a file.
const INTRO: &str = "age-encryption.org/v1";

/// Lines around a file that is written as text.
const ARMOUR: (&str, &str) = ("-----BEGIN AGE ENCRYPTED FILE-----", "-----END AGE ENCRYPTED FILE-----");

/// Bytes of a chunk of the payload with its tag.
const CHUNK: usize = 64 * 1024 + 16;

/// A secret key. Its text is in no output: `Debug` gives the public key.
#[derive(Clone, PartialEq, Eq)]
pub struct Identity {
    secret: [u8; 32],
    public: [u8; 32],
}

impl core::fmt::Debug for Identity {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(&self.recipient())
    }
}

impl Identity {
    /// Reads `AGE-SECRET-KEY-1…`; `None` for other kinds of keys and for one with a typing error.
    pub fn parse(text: &str) -> Option<Self> {
        let read = CheckedHrpstring::new::<Bech32>(text).ok()?;
        let is_ours = read.hrp().to_string().eq_ignore_ascii_case(SECRET);
        let bytes: Vec<u8> = read.byte_iter().collect();
        let secret: [u8; 32] = bytes.try_into().ok().filter(|_| is_ours)?;
        Some(Self { secret, public: x25519(secret, X25519_BASEPOINT_BYTES) })
    }

    /// The public key: `age1…`.
    pub fn recipient(&self) -> String {
        let hrp = Hrp::parse("age").ok();
        hrp.and_then(|hrp| bech32::encode::<Bech32>(hrp, &self.public).ok()).unwrap_or_default()
    }
}

/// True for a public key that [`Identity`] has the secret half of: neither of a plug-in nor of another kind.
pub fn is_plain_recipient(text: &str) -> bool {
    CheckedHrpstring::new::<Bech32>(text).is_ok_and(|read| read.hrp().to_string() == "age")
}

/// Why a text cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgeError {
    /// It is not of the form.
    Damaged,
    /// It was encrypted for other keys.
    OtherKeys,
}

/// Decrypts a text in armour.
pub fn decrypt(text: &str, identities: &[Identity]) -> Result<Vec<u8>, AgeError> {
    let bytes = unarmoured(text).ok_or(AgeError::Damaged)?;
    let file = File::parse(&bytes).ok_or(AgeError::Damaged)?;
    let opened = identities.iter().find_map(|i| file.stanzas.iter().find_map(|stanza| unwrapped(stanza, i)));
    let key = opened.ok_or(AgeError::OtherKeys)?;
    let mut mac = Hmac::<Sha256>::new_from_slice(&derived(&key, &[], b"header")).map_err(|_| AgeError::Damaged)?;
    mac.update(file.header);
    mac.verify_slice(&file.mac).map_err(|_| AgeError::Damaged)?;
    payload(file.payload, &key).ok_or(AgeError::Damaged)
}

fn unarmoured(text: &str) -> Option<Vec<u8>> {
    let inner = text.trim().strip_prefix(ARMOUR.0)?.strip_suffix(ARMOUR.1)?;
    let joined: String = inner.split_ascii_whitespace().collect();
    STANDARD.decode(joined).ok()
}

/// A recipient's stanza: the ephemeral public key and the wrapped key of the file.
struct Stanza {
    share: [u8; 32],
    body: Vec<u8>,
}

struct File<'b> {
    /// Up to and including `---`.
    header: &'b [u8],
    mac: Vec<u8>,
    stanzas: Vec<Stanza>,
    payload: &'b [u8],
}

impl<'b> File<'b> {
    fn parse(bytes: &'b [u8]) -> Option<Self> {
        let mut at = 0;
        let mut line = || {
            let rest = bytes.get(at..)?;
            let end = rest.iter().position(|b| *b == b'\n')?;
            let start = at;
            at += end + 1;
            Some((start, core::str::from_utf8(&rest[..end]).ok()?))
        };
        if line()?.1 != INTRO {
            return None;
        }
        let (mut stanzas, mut next) = (Vec::new(), line()?);
        loop {
            if let Some(mac) = next.1.strip_prefix("--- ") {
                let header = bytes.get(..next.0 + 3)?;
                let mac = STANDARD_NO_PAD.decode(mac).ok()?;
                return Some(Self { header, mac, stanzas, payload: bytes.get(at..)? });
            }
            let head = next.1.strip_prefix("-> ")?;
            let mut body = String::new();
            loop {
                next = line()?;
                let part = next.1;
                // A body ends with the first line that is not full.
                body.push_str(part);
                if part.len() < 64 {
                    break;
                }
            }
            next = line()?;
            if let Some(share) = head.strip_prefix("X25519 ") {
                let share = STANDARD_NO_PAD.decode(share).ok()?.try_into().ok()?;
                stanzas.push(Stanza { share, body: STANDARD_NO_PAD.decode(body).ok()? });
            }
        }
    }
}

/// The key of the file, when the stanza is for this identity.
fn unwrapped(stanza: &Stanza, identity: &Identity) -> Option<Vec<u8>> {
    let shared = x25519(identity.secret, stanza.share);
    if shared == [0; 32] {
        return None;
    }
    let salt = [stanza.share, identity.public].concat();
    let wrapping = derived(&shared, &salt, b"age-encryption.org/v1/X25519");
    let cipher = ChaCha20Poly1305::new_from_slice(&wrapping).ok()?;
    let key = cipher.decrypt(&Nonce::default(), stanza.body.as_slice()).ok()?;
    (key.len() == 16).then_some(key)
}

fn derived(key: &[u8], salt: &[u8], info: &[u8]) -> [u8; 32] {
    let mut out = [0; 32];
    // Fails only for outputs of more than 255 hashes.
    let _ = Hkdf::<Sha256>::new(Some(salt), key).expand(info, &mut out);
    out
}

/// The chunks behind the header, each with a nonce that counts and tells the last one.
fn payload(bytes: &[u8], key: &[u8]) -> Option<Vec<u8>> {
    let (nonce, chunks) = bytes.split_at_checked(16)?;
    let cipher = ChaCha20Poly1305::new_from_slice(&derived(key, nonce, b"payload")).ok()?;
    let mut out = Vec::new();
    let count = chunks.len().div_ceil(CHUNK);
    for (number, chunk) in chunks.chunks(CHUNK).enumerate() {
        let mut nonce = [0; 12];
        nonce[3..11].copy_from_slice(&(number as u64).to_be_bytes());
        nonce[11] = u8::from(number + 1 == count);
        out.extend(cipher.decrypt(&Nonce::from(nonce), chunk).ok()?);
    }
    (count > 0).then_some(out)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use crate::sops::tests::{KEY, OTHER_KEY};

    #[test]
    fn keys_are_read_strictly() {
        let key = Identity::parse(KEY).unwrap();
        assert!(is_plain_recipient(&key.recipient()));
        assert_eq!(format!("{key:?}"), key.recipient());
        assert_eq!(Identity::parse(&KEY[..KEY.len() - 1]), None);
        assert_eq!(Identity::parse(&key.recipient()), None);
        assert_eq!(Identity::parse(""), None);
        for other in
            ["age1yubikey1qwt50d05nh5vutpdzmlg5wn80xq5negm4uj9ghv0snvdd3yysf5yw3rhl3t", "ssh-ed25519 AAAA", "x"]
        {
            assert!(!is_plain_recipient(other), "{other}");
        }
        assert_ne!(Identity::parse(OTHER_KEY).unwrap().recipient(), key.recipient());
    }

    #[test]
    fn damaged_texts_are_told_from_other_keys() {
        let keys = [Identity::parse(KEY).unwrap()];
        for text in ["", "x", "-----BEGIN AGE ENCRYPTED FILE-----\nAAAA\n-----END AGE ENCRYPTED FILE-----"] {
            assert_eq!(decrypt(text, &keys), Err(AgeError::Damaged), "{text}");
        }
        let foreign = format!("{INTRO}\n-> X25519 {0}\n{0}\n--- {0}\npayload", STANDARD_NO_PAD.encode([7; 32]));
        let armoured = format!("{}\n{}\n{}", ARMOUR.0, STANDARD.encode(foreign), ARMOUR.1);
        assert_eq!(decrypt(&armoured, &keys), Err(AgeError::OtherKeys));
    }
}

//! One value as SOPS writes it: `ENC[AES256_GCM,data:…,iv:…,tag:…,type:…]`, bound to its path in the document. It must
//! not know documents.

use aes_gcm::aead::consts::{U12, U32};
use aes_gcm::aead::{Aead as _, KeyInit as _, Payload};
use aes_gcm::aes::Aes256;
use aes_gcm::{AesGcm, Nonce};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The key of a file, which encrypts its values.
pub struct DataKey([u8; 32]);

impl DataKey {
    /// `None` for bytes that are no key.
    pub fn new(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
}

/// A decrypted value with its type. It has no `Debug`, so that it cannot be printed by accident.
#[derive(Clone, PartialEq)]
pub enum Plain {
    /// Text; what SOPS calls bytes and comments, too.
    Text(String),
    /// A whole number, as SOPS prints it.
    Int(String),
    /// A number with a fraction, as SOPS prints it.
    Float(f64),
    /// A boolean.
    Bool(bool),
    /// A time in the form of RFC 3339.
    Time(String),
}

/// Why a value cannot be decrypted; never with a part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueError {
    /// It is not of the form, or of a type that is unknown here.
    Form,
    /// The key or the path does not fit, or its bytes were changed.
    Changed,
    /// It is no text that a config can hold.
    NoText,
}

/// True for what [`decrypt`] takes.
pub fn is_sealed(text: &str) -> bool {
    text.starts_with("ENC[AES256_GCM,data:") && text.ends_with(']')
}

/// Decrypts a value. `place` is what it is bound to: the keys that lead to it, each with `:` behind.
pub fn decrypt(text: &str, key: &DataKey, place: &str) -> Result<Plain, ValueError> {
    let (bytes, kind) = opened(text, key, place)?;
    let text = String::from_utf8(bytes).map_err(|_| ValueError::NoText)?;
    match kind {
        "str" | "bytes" | "comment" => Ok(Plain::Text(text)),
        "int" => text.parse::<i64>().map(|n| Plain::Int(n.to_string())).map_err(|_| ValueError::Form),
        "float" => text.parse().map(Plain::Float).map_err(|_| ValueError::Form),
        "bool" => match text.as_str() {
            "1" | "t" | "T" | "TRUE" | "true" | "True" => Ok(Plain::Bool(true)),
            "0" | "f" | "F" | "FALSE" | "false" | "False" => Ok(Plain::Bool(false)),
            _ => Err(ValueError::Form),
        },
        "time" => Ok(Plain::Time(text)),
        _ => Err(ValueError::Form),
    }
}

fn opened<'t>(text: &'t str, key: &DataKey, place: &str) -> Result<(Vec<u8>, &'t str), ValueError> {
    let inner = text.strip_prefix("ENC[AES256_GCM,").and_then(|t| t.strip_suffix(']')).ok_or(ValueError::Form)?;
    let mut parts = inner.split(',');
    let mut part = |name: &str| parts.next()?.strip_prefix(name)?.strip_prefix(':');
    let (Some(data), Some(iv), Some(tag), Some(kind)) = (part("data"), part("iv"), part("tag"), part("type")) else {
        return Err(ValueError::Form);
    };
    let bytes = |text: &str| STANDARD.decode(text).map_err(|_| ValueError::Form);
    let (mut data, iv, tag) = (bytes(data)?, bytes(iv)?, bytes(tag)?);
    data.extend(tag);
    let payload = Payload { msg: &data, aad: place.as_bytes() };
    // SOPS makes nonces of 32 bytes; the usual length is taken, too.
    let done = match (<[u8; 32]>::try_from(iv.as_slice()), <[u8; 12]>::try_from(iv.as_slice())) {
        (Ok(iv), _) => AesGcm::<Aes256, U32>::new(&key.0.into()).decrypt(&Nonce::from(iv), payload),
        (_, Ok(iv)) => AesGcm::<Aes256, U12>::new(&key.0.into()).decrypt(&Nonce::from(iv), payload),
        _ => return Err(ValueError::Form),
    };
    done.map(|bytes| (bytes, kind)).map_err(|_| ValueError::Changed)
}

impl Plain {
    /// What the check sum of a file takes of the value.
    pub fn summed(&self) -> String {
        match self {
            Self::Text(text) | Self::Int(text) | Self::Time(text) => text.clone(),
            Self::Float(value) if value.is_infinite() => if *value > 0.0 { "+Inf" } else { "-Inf" }.to_owned(),
            Self::Float(value) => value.to_string(),
            Self::Bool(value) => if *value { "True" } else { "False" }.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn sealed(data: &[u8], place: &str, kind: &str) -> String {
        let cipher = AesGcm::<Aes256, U32>::new(&[7; 32].into());
        let done = cipher.encrypt(&Nonce::from([9; 32]), Payload { msg: data, aad: place.as_bytes() }).unwrap();
        let (data, tag) = done.split_at(done.len() - 16);
        let text = |b: &[u8]| STANDARD.encode(b);
        format!("ENC[AES256_GCM,data:{},iv:{},tag:{},type:{kind}]", text(data), text(&[9; 32]), text(tag))
    }

    fn read(text: &str, place: &str) -> Result<Plain, ValueError> {
        decrypt(text, &DataKey::new(&[7; 32]).unwrap(), place)
    }

    #[test]
    fn types_are_kept() {
        let of = |data: &str, kind| read(&sealed(data.as_bytes(), "a:", kind), "a:");
        assert!(of("x\ny", "str") == Ok(Plain::Text("x\ny".to_owned())));
        assert!(of("-12", "int") == Ok(Plain::Int("-12".to_owned())));
        assert!(of("1.5", "float") == Ok(Plain::Float(1.5)));
        assert!(of("True", "bool") == Ok(Plain::Bool(true)));
        assert!(of("1.5", "int") == Err(ValueError::Form));
        assert!(of("x", "riddle") == Err(ValueError::Form));
    }

    #[test]
    fn a_value_is_bound_to_its_place_and_bytes() {
        let text = sealed(b"hunter2", "a:b:", "str");
        assert!(read(&text, "a:c:") == Err(ValueError::Changed));
        assert!(read(&text.replacen("data:", "data:AAAA", 1), "a:b:") == Err(ValueError::Changed));
        assert!(read("ENC[AES256_GCM,data:x]", "a:") == Err(ValueError::Form));
        assert!(read(&sealed(&[0xff], "a:", "str"), "a:") == Err(ValueError::NoText));
    }

    #[test]
    fn sums_are_those_of_go() {
        let sums = [(1.0, "1"), (1.5, "1.5"), (1e21, "1000000000000000000000"), (f64::INFINITY, "+Inf")];
        for (value, sum) in sums {
            assert_eq!(Plain::Float(value).summed(), sum);
        }
        assert_eq!(Plain::Bool(true).summed(), "True");
    }
}

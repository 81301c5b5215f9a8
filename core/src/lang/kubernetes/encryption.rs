//! How the API server encrypts what it keeps in etcd, `apiserver.config.k8s.io/v1`: its shape.

use super::formats::DURATION;
use crate::model::Object;
use ostler_derive::Shape;

/// Encryption of resources in etcd. Talos adds `apiVersion` and `kind`.
#[derive(Shape)]
pub struct EncryptionConfiguration {
    /// Version of the object, which Talos adds.
    #[field(hidden = "1.6")]
    pub api_version: String,
    /// What the object is, which Talos adds.
    #[field(hidden = "1.6")]
    pub kind: String,
    /// Resources with their providers. The first entry that names a resource counts.
    #[field(required, example = "[{resources: [secrets], providers: [{identity: {}}]}]")]
    pub resources: Vec<ResourceEncryption>,
}

/// Resources that are encrypted alike.
#[derive(Shape)]
pub struct ResourceEncryption {
    /// Resources in plural, with their group behind a dot: `secrets`, `widgets.example.org`, `*.*`.
    #[field(required, example = "[secrets]")]
    pub resources: Vec<String>,
    /// Providers: the first one encrypts, all can decrypt.
    /// Keep old ones until everything was written anew, or it is lost.
    #[field(required, example = "[{identity: {}}]")]
    pub providers: Vec<EncryptionProvider>,
}

/// A way to encrypt; exactly one key.
#[derive(Shape)]
pub struct EncryptionProvider {
    /// AES in Galois mode; keys must be changed every 200,000 writes.
    pub aesgcm: Option<KeyList>,
    /// AES with padding; not recommended any more.
    pub aescbc: Option<KeyList>,
    /// XSalsa20 and Poly1305, what Talos generates.
    pub secretbox: Option<KeyList>,
    /// No encryption. As the first provider it decrypts everything on rewriting.
    pub identity: Option<Object>,
    /// A program that keeps the keys.
    pub kms: Option<Kms>,
}

/// Keys of a provider.
#[derive(Shape)]
pub struct KeyList {
    /// The keys; the first one encrypts.
    #[field(required, example = "[{name: key1, secret: c2VjcmV0IGlzIHNlY3VyZSwgaXMgaXQ/ISE=}]")]
    pub keys: Vec<EncryptionKey>,
}

/// What encrypts, with the name under which it is found again.
#[derive(Shape)]
pub struct EncryptionKey {
    /// Name, which is written beside what it encrypts and must stay.
    #[field(required, example = "key1")]
    pub name: String,
    /// The key in base64: 16, 24 or 32 bytes for AES, 32 for secretbox.
    #[field(required, secret, example = "c2VjcmV0IGlzIHNlY3VyZSwgaXMgaXQ/ISE=")]
    pub secret: String,
}

/// A program that keeps keys.
#[derive(Shape)]
pub struct Kms {
    /// Version of the language that it speaks: `v1` or `v2`.
    #[field(example = "v2")]
    pub api_version: String,
    /// Name, which is written beside what it encrypts and must stay.
    #[field(required, example = "vault")]
    pub name: String,
    /// Keys that are kept in memory, with `v1`.
    #[field(rename = "cachesize")]
    pub cache_size: Option<i32>,
    /// Its socket.
    #[field(required, example = "unix:///run/kms/kms.sock")]
    pub endpoint: String,
    /// How long an answer may take.
    #[field(format = DURATION, default = "3s")]
    pub timeout: Option<String>,
}

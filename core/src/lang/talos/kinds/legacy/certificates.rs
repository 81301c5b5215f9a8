//! Certificates and keys of the legacy document: PEM text in base64.

use crate::lang::formats::{BASE64, BASE64_KEY};
use ostler_derive::Shape;

/// A certificate with its private key, both PEM and then base64.
#[derive(Shape)]
pub struct CertificateAndKey {
    /// Certificate: PEM text in base64.
    /// In a patch give it together with `key`, since a pair without `key` clears the key that was there.
    #[field(keep_empty, format = BASE64, merge = assign_always, example = "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t")]
    pub crt: String,
    /// Private key: PEM text in base64.
    /// `******`, as printed by redaction, is read too but is no key.
    #[field(keep_empty, format = BASE64_KEY, secret, merge = assign_always, example = "LS0tLS1CRUdJTiBFRDI1NTE5IFBSSVZBVEUgS0VZLS0tLS0K")]
    pub key: String,
}

/// A certificate without a key.
#[derive(Shape)]
pub struct Certificate {
    /// Certificate of the authority: PEM text in base64.
    #[field(keep_empty, format = BASE64, example = "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t", since = "1.7")]
    pub crt: String,
}

/// A private key without a certificate.
#[derive(Shape)]
pub struct SigningKey {
    /// Private key: PEM text in base64.
    /// The public half is derived from it.
    #[field(keep_empty, format = BASE64_KEY, secret, merge = assign_always, example = "LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQ==")]
    pub key: String,
}

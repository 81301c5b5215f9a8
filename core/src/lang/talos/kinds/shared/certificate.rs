//! A certificate with its private key, as PEM text. Used by several kinds; knows none of them.

use ostler_derive::Shape;

/// A certificate with its private key, both as PEM text.
#[derive(Shape)]
pub struct CertificateAndKey {
    /// The certificate.
    /// Plain PEM text, unlike the base64 of the legacy document.
    #[field(required)]
    pub cert: String,
    /// The private key of the certificate.
    /// That they belong together is not checked.
    #[field(required, secret)]
    pub key: String,
}

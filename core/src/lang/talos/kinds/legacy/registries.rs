//! `machine.registries`.

use super::certificates::CertificateAndKey;
use crate::lang::formats::BASE64;
use crate::model::Map;
use ostler_derive::Shape;

/// Image registries: mirrors, credentials, certificates.
#[derive(Shape)]
pub struct Registries {
    /// Mirrors by registry host as in image names; `*` stands for every registry without an entry.
    #[field(example = "{docker.io: {endpoints: [\"https://mirror.example.org\"]}}")]
    pub mirrors: Map<LegacyRegistryMirror>,
    /// Credentials and certificates by host.
    /// Entries for a mirror are keyed by the mirror's own host and port.
    pub config: Map<LegacyRegistry>,
}

/// Mirrors of one registry.
#[derive(Shape)]
pub struct LegacyRegistryMirror {
    /// URLs of the mirrors, tried in order.
    /// Patches append, so a repeated patch repeats the mirrors.
    #[field(keep_empty, example = "https://registry.local:5000")]
    pub endpoints: Vec<String>,
    /// Takes the path of the endpoint as it is instead of adding `/v2`.
    /// Needed for registries that live below a path.
    #[field(default = "false")]
    pub override_path: Option<bool>,
    /// Never asks the original registry when all mirrors fail.
    /// For machines without access to the internet.
    #[field(default = "false", since = "1.9")]
    pub skip_fallback: Option<bool>,
}

/// Access to one registry host.
#[derive(Shape)]
pub struct LegacyRegistry {
    /// Certificates for talking to the host.
    pub tls: Option<LegacyRegistryTls>,
    /// Credentials for the host.
    /// Up to 1.13 pods get their images with the old ones until the machine reboots.
    // The container runtime reads credentials when it starts, and is started anew by 1.14 only.
    #[field(impact = reboot, impact_since("1.14", in_place))]
    pub auth: Option<LegacyRegistryAuth>,
}

/// Certificates for one registry host.
#[derive(Shape)]
pub struct LegacyRegistryTls {
    /// Client certificate with key, where the registry asks for one.
    pub client_identity: Option<CertificateAndKey>,
    /// Additional certificate authorities that may sign the registry's certificate: PEM text in base64.
    #[field(format = BASE64, example = "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t")]
    pub ca: String,
    /// Accepts any certificate of the registry.
    /// Whoever is on the path can then replace images.
    #[field(default = "false")]
    pub insecure_skip_verify: Option<bool>,
}

/// Credentials of one registry host.
#[derive(Shape)]
pub struct LegacyRegistryAuth {
    /// User name for basic authentication, together with `password`.
    #[field(example = "robot")]
    pub username: String,
    /// Password or access token that belongs to `username`.
    #[field(secret)]
    pub password: String,
    /// User name and password as base64 of `user:password`, as Docker stores them.
    #[field(secret)]
    pub auth: String,
    /// Token of a login session, as Docker stores it.
    #[field(secret)]
    pub identity_token: String,
}

//! `RegistryTLSConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::talos::kinds::shared::certificate::CertificateAndKey;
use crate::lang::talos::rules::common;
use ostler_derive::Kind;

/// Sets certificates for a registry or mirror.
///
/// Replaces `machine.registries.config.HOST.tls`; where both exist for a host, this document wins whole. An
/// authority that the whole machine should trust belongs into a `TrustedRootsConfig`.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "RegistryTLSConfig",
    version = "v1alpha1",
    since = "1.12",
    identity = "name",
    rules(common::CERTIFICATE, common::PRIVATE_KEY),
    example = "apiVersion: v1alpha1
kind: RegistryTLSConfig
name: registry.example.org
ca: |
  -----BEGIN CERTIFICATE-----
  MIIBQDCB86ADAgECAhR70NWVPqreheUXciPTqTyT8TB9HjAFBgMrZXAwFTETMBEG
  A1UEAwwKZXhhbXBsZS1jYTAgFw0yNjExMjQxOTI2MzJaGA8yMTI2MTAzMTE5MjYz
  MlowFTETMBEGA1UEAwwKZXhhbXBsZS1jYTAqMAUGAytlcAMhANOdgdA9yMLXmlg6
  LME6fx4MdmHXdhBKwlGDnvCHGCJIo1MwUTAdBgNVHQ4EFgQUUmQmoVUJdvAKvF5v
  CgylOI2yXqswHwYDVR0jBBgwFoAUUmQmoVUJdvAKvF5vCgylOI2yXqswDwYDVR0T
  AQH/BAUwAwEB/zAFBgMrZXADQQBtEp7uQOOvs5gVQv61FSuVq9pQHO10G70xy5di
  k8snDe+HF+saolMSCzvOBXfJeF1zrUlM+H3zg3DsGENS4hQD
  -----END CERTIFICATE-----
"
)]
pub struct RegistryTLSConfig {
    /// Host, with its port if it has one, of the endpoint that is asked: the mirror's host when a mirror is used.
    #[field(keep_empty, required, example = "registry.example.org:5000")]
    pub name: String,
    /// Certificate and key that the machine shows to the registry.
    pub client_identity: Option<CertificateAndKey>,
    /// Authority that the registry's certificate is checked against, in PEM form, beside those that the machine trusts.
    pub ca: String,
    /// Whether any certificate is accepted.
    /// Everyone on the path can then replace images.
    #[field(default = "false")]
    pub insecure_skip_verify: Option<bool>,
}

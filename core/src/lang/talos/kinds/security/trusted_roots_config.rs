//! `TrustedRootsConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use ostler_derive::Kind;

/// Adds certificate authorities that the machine trusts.
///
/// Used by Talos itself, by image pulls and, mounted from the host, by Kubernetes components; pods bring their own.
/// Several documents add up.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "TrustedRootsConfig",
    version = "v1alpha1",
    since = "1.8",
    identity = "name",
    example = "apiVersion: v1alpha1
kind: TrustedRootsConfig
name: company-ca
certificates: |
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
pub struct TrustedRootsConfig {
    /// Free name that tells several documents apart.
    #[field(keep_empty, example = "company-ca")]
    pub name: String,
    /// Certificates in PEM form, one after the other.
    /// Talos does not check the text, so a broken one shows only when a connection fails.
    #[field(keep_empty)]
    pub certificates: String,
}

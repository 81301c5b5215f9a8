//! `KubeAPIServerCAConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::talos::kinds::shared::certificate::CertificateAndKey;
use crate::lang::talos::rules::common;
use ostler_derive::Kind;

/// Sets the certificate authority of the Kubernetes API.
///
/// Replaces `cluster.ca` and `cluster.acceptedCAs`; giving both is refused. Control plane machines need the pair,
/// workers only the certificates that they should trust.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "KubeAPIServerCAConfig",
    version = "v1alpha1",
    since = "1.14",
    rules(common::CERTIFICATE, common::PRIVATE_KEY),
    example = "apiVersion: v1alpha1
kind: KubeAPIServerCAConfig
acceptedCAs:
  - |
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
pub struct KubeAPIServerCAConfig {
    /// Authority that signs certificates now, with its key.
    /// Control plane machines only; its certificate is accepted without being listed.
    #[field(rename = "issuingCA")]
    pub issuing_ca: Option<CertificateAndKey>,
    /// Further authorities to trust, each as PEM text.
    /// For a rotation list the new one everywhere before it signs.
    #[field(rename = "acceptedCAs")]
    // Unordered: a bundle that is searched.
    #[field(unordered)]
    pub accepted_cas: Vec<String>,
}

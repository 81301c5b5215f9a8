//! `KubeAggregatorCAConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::talos::kinds::shared::certificate::CertificateAndKey;
use crate::lang::talos::rules::common;
use ostler_derive::Kind;

/// Sets the certificate authority of the API aggregation layer.
///
/// Replaces `cluster.aggregatorCA`; giving both is refused. The API server proves itself by it to extension API
/// servers, such as the metrics server.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "KubeAggregatorCAConfig",
    version = "v1alpha1",
    since = "1.14",
    control_plane_only,
    rules(common::CERTIFICATE, common::PRIVATE_KEY),
    example = "apiVersion: v1alpha1
kind: KubeAggregatorCAConfig
issuingCA:
  cert: |
    -----BEGIN CERTIFICATE-----
    MIIBUTCCAQOgAwIBAgIUPCXlIKuOvfi/BW5MbcTQ6LpHFEQwBQYDK2VwMB0xGzAZ
    BgNVBAMMEmV4YW1wbGUtYWdncmVnYXRvcjAgFw0yNjExMjQxOTI2MzJaGA8yMTI2
    MTAzMTE5MjYzMlowHTEbMBkGA1UEAwwSZXhhbXBsZS1hZ2dyZWdhdG9yMCowBQYD
    K2VwAyEAjJ3bvfZc+CR9/6eFvRQFrfeyfUh/Inf7UAcqwSW9suijUzBRMB0GA1Ud
    DgQWBBRmpBuSwOXoaQh7eYIDfjVXgrK5vjAfBgNVHSMEGDAWgBRmpBuSwOXoaQh7
    eYIDfjVXgrK5vjAPBgNVHRMBAf8EBTADAQH/MAUGAytlcANBADoeeJ1Jyrlifk8n
    9q8xpokr2eKQwmwW5VrMcLmYxYRbSDClH5NXtkTawnjosDgmk0hLUSGHANqMO8Iw
    i1G8/QI=
    -----END CERTIFICATE-----
  key: |
    -----BEGIN PRIVATE KEY-----
    MC4CAQAwBQYDK2VwBCIEIHnMwJyoDKyBdyWr2NYYrHFshScgvkLNf4byB/IPg5Xn
    -----END PRIVATE KEY-----
"
)]
pub struct KubeAggregatorCAConfig {
    /// Authority that signs certificates now, with its key.
    #[field(rename = "issuingCA", required)]
    pub issuing_ca: Option<CertificateAndKey>,
    /// Further authorities that extension API servers should trust, each as PEM text.
    #[field(rename = "acceptedCAs")]
    // Unordered: a bundle that is searched.
    #[field(unordered)]
    pub accepted_cas: Vec<String>,
}

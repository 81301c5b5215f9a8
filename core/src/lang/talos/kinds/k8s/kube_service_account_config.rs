//! `KubeServiceAccountConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::formats;
use crate::lang::talos::rules::common;
use ostler_derive::{Kind, Shape};

/// Sets how service account tokens are signed and which are accepted.
///
/// Replaces `cluster.serviceAccount`; giving both is refused. Control plane machines must agree on all of it.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "KubeServiceAccountConfig",
    version = "v1alpha1",
    since = "1.14",
    control_plane_only,
    rules(common::PRIVATE_KEY),
    example = "apiVersion: v1alpha1
kind: KubeServiceAccountConfig
issuer:
  issuerURL: https://kube.example.org:6443
  privateKey: |
    -----BEGIN PRIVATE KEY-----
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg3BjCFRkbbgr3SiTw
    T8AA1OewEwsKNz5YSVUpVKusLu2hRANCAAS+CDXW20AgDfFTgtWSfGTeH3UYI8Vl
    jE1tRHQzeq0Eve7htpoZdqvcy2qZwblrNMr1doVECf+GgwT8OonEn6pK
    -----END PRIVATE KEY-----
"
)]
pub struct KubeServiceAccountConfig {
    /// What signs tokens now.
    #[field(keep_empty, required)]
    pub issuer: IssuerServiceAccountConfig,
    /// What else is accepted: older keys and issuers during a rotation, or those of other clusters.
    pub accepted: AcceptedServiceAccountConfig,
}

/// What signs service account tokens.
#[derive(Shape)]
pub struct IssuerServiceAccountConfig {
    /// Key that signs, RSA or ECDSA, as PEM text.
    /// Changing it at once makes all tokens invalid: list the old public key under `accepted` first.
    #[field(keep_empty, required, secret)]
    pub private_key: String,
    /// Issuer that tokens name.
    /// Systems outside of the cluster look up keys there, so a change breaks their trust.
    #[field(rename = "issuerURL", format = formats::URL, keep_empty, merge = url, required, example = "https://kube.example.org:6443")]
    pub issuer_url: String,
}

/// What is accepted beside the issuer's own tokens.
#[derive(Shape)]
pub struct AcceptedServiceAccountConfig {
    /// Public keys that may have signed, RSA or ECDSA, each as PEM text.
    // Unordered: any of them may have signed a token.
    #[field(unordered)]
    pub public_keys: Vec<String>,
    /// Issuers that tokens may name.
    #[field(format = formats::URL, example = "[https://old.example.org:6443]")]
    pub issuers: Vec<String>,
    /// Audiences that tokens may be made for.
    /// Absent means the issuer's URL.
    #[field(example = "[https://kube.example.org:6443]")]
    // Unordered: a token needs one of them.
    #[field(unordered)]
    pub audiences: Vec<String>,
}

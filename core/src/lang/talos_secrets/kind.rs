//! The bundle's shape (Talos 1.14, pkg/machinery/config/generate/secrets). Its keys are in lower case throughout.

use super::rules;
use crate::lang::formats::BASE64;
use crate::model::{Anything, Map};
use ostler_derive::{Kind, Shape};

/// Everything secret of a Talos cluster, in one file.
///
/// Made once by `talosctl gen secrets`; whoever has it owns the cluster. From it and the same options the same
/// configurations are generated again. `ostler render` reads it for clusters that have no `base`.
#[derive(Kind)]
#[kind(
    name = "SecretsBundle",
    headless,
    since = "1.6",
    rules(rules::AUTHORITY, rules::ENCRYPTION_SECRET),
    example = super::PLACEHOLDER
)]
pub struct SecretsBundle {
    /// Identity of the cluster.
    #[field(required)]
    pub cluster: Option<ClusterSecrets>,
    /// Secrets of Kubernetes.
    #[field(required)]
    pub secrets: Option<KubernetesSecrets>,
    /// Secrets by which machines join.
    #[field(required)]
    pub trustdinfo: Option<TrustdInfo>,
    /// Certificate authorities and keys.
    #[field(required)]
    pub certs: Option<Certificates>,
    /// Keys that the generator does not look at.
    #[field(rest)]
    pub others: Map<Anything>,
}

/// Identity of the cluster.
#[derive(Shape)]
pub struct ClusterSecrets {
    /// Name of the cluster at the discovery service: 32 bytes in base64, of the standard or the URL alphabet.
    #[field(required, example = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    pub id: String,
    /// Key by which members encrypt what they tell the discovery service: 32 bytes in base64.
    #[field(required, secret, example = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    pub secret: String,
    /// Keys that the generator does not look at.
    #[field(rest)]
    pub others: Map<Anything>,
}

/// Secrets of Kubernetes.
#[derive(Shape)]
pub struct KubernetesSecrets {
    /// Token by which kubelets join, six and sixteen characters with a dot between.
    #[field(required, secret, example = "abcdef.0123456789abcdef")]
    pub bootstraptoken: String,
    /// Key for Secrets in etcd, of the older algorithm. Clusters made before 1.3 have it.
    #[field(secret, example = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    pub aescbcencryptionsecret: String,
    /// Key for Secrets in etcd: 32 bytes in base64.
    #[field(secret, example = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    pub secretboxencryptionsecret: String,
    /// Keys that the generator does not look at.
    #[field(rest)]
    pub others: Map<Anything>,
}

/// Secrets by which machines join.
#[derive(Shape)]
pub struct TrustdInfo {
    /// Token that a machine shows to get its certificate, six and sixteen characters with a dot between.
    #[field(required, secret, example = "abcdef.0123456789abcdef")]
    pub token: String,
    /// Keys that the generator does not look at.
    #[field(rest)]
    pub others: Map<Anything>,
}

/// Certificate authorities and keys. All are PEM text in base64.
#[derive(Shape)]
pub struct Certificates {
    /// Authority of etcd's members and clients.
    #[field(required)]
    pub etcd: Option<AuthorityPair>,
    /// Authority of Kubernetes.
    #[field(required)]
    pub k8s: Option<AuthorityPair>,
    /// Authority of the API aggregation layer.
    #[field(required)]
    pub k8saggregator: Option<AuthorityPair>,
    /// Key by which tokens of service accounts are signed.
    #[field(required)]
    pub k8sserviceaccount: Option<ServiceAccountKey>,
    /// Authority of the Talos API.
    #[field(required)]
    pub os: Option<AuthorityPair>,
    /// Keys that the generator does not look at.
    #[field(rest)]
    pub others: Map<Anything>,
}

/// A certificate with its private key.
#[derive(Shape)]
pub struct AuthorityPair {
    /// Certificate: PEM text in base64.
    #[field(format = BASE64, example = "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t")]
    pub crt: String,
    /// Private key: PEM text in base64.
    #[field(format = BASE64, secret, example = "LS0tLS1CRUdJTiBFRDI1NTE5IFBSSVZBVEUgS0VZLS0tLS0K")]
    pub key: String,
}

/// A private key alone.
#[derive(Shape)]
pub struct ServiceAccountKey {
    /// Private key: PEM text in base64. RSA from 1.7 on, ECDSA before.
    #[field(format = BASE64, secret, example = "LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQ==")]
    pub key: String,
}

//! `KubeEtcdEncryptionConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::talos::embedded;
use crate::model::Object;
use ostler_derive::Kind;

/// Sets how the API server encrypts secrets in etcd.
///
/// Replaces `cluster.secretboxEncryptionSecret` and `cluster.aescbcEncryptionSecret`; giving both is refused. Keep
/// old keys in the list until everything was written anew, or the data is lost.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "KubeEtcdEncryptionConfig",
    version = "v1alpha1",
    since = "1.14",
    control_plane_only,
    example = "apiVersion: v1alpha1
kind: KubeEtcdEncryptionConfig
config:
  resources:
    - resources:
        - secrets
      providers:
        - secretbox:
            keys:
              - name: key2
                secret: s4wXMDWFZoImXGCwdmsOsIEjrJWY0LUA+BBkg9STGs0=
        - identity: {}
"
)]
pub struct KubeEtcdEncryptionConfig {
    /// Encryption configuration of Kubernetes without `apiVersion` and `kind`.
    /// The first provider encrypts, all can decrypt; on migration key names must stay.
    #[field(keep_empty, required, secret_key = "secret", embedded = embedded::ETCD_ENCRYPTION)]
    pub config: Object,
}

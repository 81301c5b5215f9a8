//! `KubeInlineManifestConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::talos::embedded;
use crate::lang::talos::rules::k8s;
use ostler_derive::Kind;

/// Applies manifests that stand in the configuration when the cluster starts.
///
/// Replaces an item of `cluster.inlineManifests`; both lists together are used. Removing the document does not
/// delete what it made.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "KubeInlineManifestConfig",
    version = "v1alpha1",
    since = "1.14",
    identity = "name",
    page = "kube_inline_manifest_config.md",
    rules(k8s::KUBERNETES_OBJECT_NAME),
    example = "apiVersion: v1alpha1
kind: KubeInlineManifestConfig
name: namespace-ci
manifest: |
  apiVersion: v1
  kind: Namespace
  metadata:
    name: ci
"
)]
pub struct KubeInlineManifestConfig {
    /// Name of the manifest, a lower-case DNS name.
    /// `talosctl get manifests` shows it.
    #[field(keep_empty, required, example = "namespace-ci")]
    pub name: String,
    /// Text of one or more Kubernetes objects, separated by `---`.
    /// Secrets in it are as readable as the rest of the configuration.
    #[field(keep_empty, embedded = embedded::MANIFESTS)]
    pub manifest: String,
}

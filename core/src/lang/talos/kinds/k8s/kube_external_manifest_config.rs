//! `KubeExternalManifestConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::formats;
use crate::lang::talos::rules::{common, k8s};
use crate::model::Map;
use ostler_derive::Kind;

/// Applies manifests from a URL when the cluster starts.
///
/// Replaces an item of `cluster.extraManifests`; both lists together are used. The URL is not watched: Talos may
/// read it only once.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "KubeExternalManifestConfig",
    version = "v1alpha1",
    since = "1.14",
    identity = "name",
    rules(k8s::KUBERNETES_OBJECT_NAME, common::URL_SCHEME),
    example = "apiVersion: v1alpha1
kind: KubeExternalManifestConfig
name: kubelet-csr-approver
url: https://manifests.example.org/kubelet-csr-approver.yaml
"
)]
pub struct KubeExternalManifestConfig {
    /// Name of the manifest, a lower-case DNS name.
    /// `talosctl get manifests` shows it.
    #[field(keep_empty, required, example = "kubelet-csr-approver")]
    pub name: String,
    /// HTTP headers of the request, such as one with a token.
    #[field(secret, example = "Accept: application/yaml")]
    pub headers: Map<String>,
    /// Address of the manifests, `http` or `https`.
    /// Pin a version: what it gives is applied with full rights.
    #[field(format = formats::URL, keep_empty, merge = url, required, example = "https://manifests.example.org/kubelet-csr-approver.yaml")]
    pub url: String,
}

//! `RegistryMirrorConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::formats;
use crate::lang::talos::rules::common;
use ostler_derive::{Kind, Shape};

/// Sends image pulls for a registry to mirrors.
///
/// Replaces an entry of `machine.registries.mirrors`; where both exist for a registry, this document wins whole.
/// Credentials and certificates are set per endpoint by `RegistryAuthConfig` and `RegistryTLSConfig`.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "RegistryMirrorConfig",
    version = "v1alpha1",
    since = "1.12",
    identity = "name",
    rules(common::URL_SCHEME),
    example = "apiVersion: v1alpha1
kind: RegistryMirrorConfig
name: docker.io
endpoints:
  - url: https://mirror.example.org
"
)]
pub struct RegistryMirrorConfig {
    /// Registry as images name it: `docker.io` also covers names without a host, `*` every registry without a document of its own.
    #[field(keep_empty, required, example = "docker.io")]
    pub name: String,
    /// Mirrors in the order in which they are tried.
    /// A patch appends. An empty list leaves only the registry itself.
    pub endpoints: Vec<RegistryEndpoint>,
    /// Whether a pull fails when no mirror has the image, instead of asking the registry itself.
    #[field(default = "false")]
    pub skip_fallback: Option<bool>,
}

/// A mirror of a registry.
#[derive(Shape)]
pub struct RegistryEndpoint {
    /// Address of the mirror, `http` or `https`.
    /// A path is kept, with `/v2` added unless `overridePath` is set.
    #[field(format = formats::URL, keep_empty, merge = url, required, example = "https://mirror.example.org")]
    pub url: String,
    /// Whether the path of `url` is used as it is, for mirrors such as Harbor that serve several registries below one host.
    #[field(default = "false")]
    pub override_path: Option<bool>,
}

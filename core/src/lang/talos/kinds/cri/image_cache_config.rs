//! `ImageCacheConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use ostler_derive::{Kind, Shape};

/// Switches the image cache of the installation medium on.
///
/// Replaces `machine.features.imageCache`; giving both is refused. The cache is copied to the `IMAGECACHE` volume
/// when the medium brings one.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "ImageCacheConfig",
    version = "v1alpha1",
    since = "1.14",
    example = "apiVersion: v1alpha1
kind: ImageCacheConfig
local:
  enabled: true
"
)]
pub struct ImageCacheConfig {
    /// The cache on this machine, the only kind there is.
    #[field(keep_empty)]
    pub local: LocalImageCacheConfig,
}

/// The image cache on this machine.
#[derive(Shape)]
pub struct LocalImageCacheConfig {
    /// Whether images are first looked up in the cache.
    #[field(default = "false")]
    pub enabled: Option<bool>,
}

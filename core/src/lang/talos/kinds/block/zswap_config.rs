//! `ZswapConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use ostler_derive::Kind;

/// Keeps swapped pages compressed in memory before they go to disk.
///
/// Means something only with swap, which a `SwapVolumeConfig` brings.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "ZswapConfig",
    version = "v1alpha1",
    since = "1.11",
    example = "apiVersion: v1alpha1
kind: ZswapConfig
maxPoolPercent: 20
shrinkerEnabled: true
"
)]
pub struct ZswapConfig {
    /// Share of memory that compressed pages may take, 0 to 100 per cent.
    /// Absent leaves the kernel's 20.
    #[field(range(0, 100), default = "20", example = "20")]
    pub max_pool_percent: Option<i64>,
    /// Whether the kernel moves cold pages to disk before the pool is full.
    #[field(default = "false")]
    pub shrinker_enabled: Option<bool>,
}

//! Pace and patience of network probes. Used by several kinds; knows none of them.

use crate::lang::formats;
use ostler_derive::Shape;

/// What every kind of probe has in common.
#[derive(Shape)]
pub struct CommonProbeConfig {
    /// Time between two attempts.
    /// 0 or absent means one second.
    #[field(format = formats::GO_DURATION, default = "1s", example = "5s")]
    pub interval: String,
    /// Failures in a row after which a probe that had succeeded counts as failed.
    /// 0 or absent fails at the first.
    #[field(range(0, 9_223_372_036_854_775_807), example = "3")]
    pub failure_threshold: i64,
}

//! `WatchdogTimerConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::formats;
use crate::lang::talos::rules::common;
use ostler_derive::Kind;

/// Resets the machine by a hardware watchdog when Talos hangs.
///
/// Has no legacy counterpart. Without this document no watchdog is fed, even where the hardware has one.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "WatchdogTimerConfig",
    version = "v1alpha1",
    since = "1.7",
    rules(common::DURATION_TOO_SHORT),
    example = "apiVersion: v1alpha1
kind: WatchdogTimerConfig
device: /dev/watchdog0
timeout: 2m
"
)]
pub struct WatchdogTimerConfig {
    /// Device file of the watchdog.
    /// Virtual machines mostly need one added to their definition.
    #[field(keep_empty, required, example = "/dev/watchdog0")]
    pub device: String,
    /// Time without a sign of life after which the hardware resets the machine, at least ten seconds.
    /// Hardware may allow less than is asked for.
    #[field(format = formats::GO_DURATION, default = "1m0s", example = "2m")]
    pub timeout: String,
}

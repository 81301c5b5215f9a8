//! `TimeSyncConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::formats;
use crate::lang::talos::rules::{common, network};
use ostler_derive::{Kind, Shape};

/// Sets where the machine takes its time from.
///
/// Replaces `machine.time`; giving the same setting in both is refused. Certificates and etcd need a right clock,
/// so boot waits for it.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "TimeSyncConfig",
    version = "v1alpha1",
    since = "1.12",
    rules(common::NEGATIVE_DURATION, network::NTP_AND_PTP, network::NTS_ADDRESS),
    example = "apiVersion: v1alpha1
kind: TimeSyncConfig
ntp:
  servers:
    - ntp.example.org
bootTimeout: 2m
"
)]
pub struct TimeSyncConfig {
    /// Whether time is synchronised.
    /// Switch it off only where the hypervisor keeps the clock right.
    #[field(default = "true")]
    pub enabled: Option<bool>,
    /// Time after which boot goes on with an unsynchronised clock.
    /// 0 or absent waits for ever.
    #[field(format = formats::GO_DURATION, example = "2m")]
    pub boot_timeout: String,
    /// Time from the network.
    /// Excludes `ptp`.
    pub ntp: Option<NTPConfig>,
    /// Time from a precision clock device.
    /// Excludes `ntp`.
    pub ptp: Option<PTPConfig>,
}

/// Time servers.
#[derive(Shape)]
pub struct NTPConfig {
    /// Servers by name or address.
    /// Absent takes `time.cloudflare.com`; with encrypted DNS prefer addresses, since names need a right clock.
    #[field(example = "[ntp.example.org]")]
    pub servers: Vec<String>,
    /// Whether answers must be authenticated (NTS).
    /// All servers must then be given by name and support it.
    #[field(rename = "useNTS", since = "1.14")]
    pub use_nts: Option<bool>,
}

/// Clock devices.
#[derive(Shape)]
pub struct PTPConfig {
    /// Device files, such as the clock that a hypervisor offers.
    #[field(example = "[/dev/ptp_kvm]")]
    pub devices: Vec<String>,
}

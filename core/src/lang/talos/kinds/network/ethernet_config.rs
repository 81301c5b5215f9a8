//! `EthernetConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::talos::enums;
use crate::model::Map;
use ostler_derive::{Kind, Shape};

/// Tunes the hardware side of an Ethernet link: offloads, ring buffers, queues, wake-on-LAN.
///
/// Does what `ethtool` does elsewhere, and has no legacy counterpart. It may stand beside a `LinkConfig` of the
/// same name. What a driver supports is shown by `talosctl get ethernetstatus`.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "EthernetConfig",
    version = "v1alpha1",
    since = "1.10",
    identity = "name",
    example = "apiVersion: v1alpha1
kind: EthernetConfig
name: enp0s1
features:
  tx-tcp-segmentation: false
rings:
  rx: 4096
  tx: 4096
"
)]
pub struct EthernetConfig {
    /// Kernel name of the link or an alias of it.
    #[field(keep_empty, required, example = "enp0s1", see = "LinkAliasConfig")]
    pub name: String,
    /// Offload features by their kernel name, switched on or off.
    /// Names and what can be switched depend on the driver; features left out keep their state.
    #[field(example = "tx-tcp-segmentation: false")]
    pub features: Map<bool>,
    /// Sizes of the ring buffers, as `ethtool -G` sets them.
    /// Larger rings drop fewer packets under bursts and cost memory.
    pub rings: Option<EthernetRingsConfig>,
    /// Numbers of hardware queues, as `ethtool -L` sets them.
    /// More queues spread interrupts over more cores.
    pub channels: Option<EthernetChannelsConfig>,
    /// Events that wake the sleeping machine.
    /// An empty list switches wake-on-LAN off; leaving the key out changes nothing.
    #[field(values = enums::WAKE_ON_LAN, since = "1.12", example = "[magic]")]
    // Unordered: a set of modes.
    #[field(unordered)]
    pub wake_on_lan: Vec<String>,
}

/// Ring buffer sizes; each that is left out keeps the driver's choice.
#[derive(Shape)]
pub struct EthernetRingsConfig {
    /// Descriptors in the receive ring.
    #[field(example = "4096")]
    pub rx: Option<u32>,
    /// Descriptors in the transmit ring.
    #[field(example = "4096")]
    pub tx: Option<u32>,
    /// Descriptors in the ring for small frames, on hardware that separates them.
    #[field(rename = "rx-mini")]
    pub rx_mini: Option<u32>,
    /// Descriptors in the ring for jumbo frames, on hardware that separates them.
    #[field(rename = "rx-jumbo")]
    pub rx_jumbo: Option<u32>,
    /// Bytes of one receive buffer.
    #[field(rename = "rx-buf-len")]
    pub rx_buf_len: Option<u32>,
    /// Bytes of one completion queue entry.
    #[field(rename = "cqe-size")]
    pub cqe_size: Option<u32>,
    /// Whether descriptors are pushed straight to the device, which saves latency on transmit.
    #[field(rename = "tx-push")]
    pub tx_push: Option<bool>,
    /// Whether receive descriptors are pushed straight to the device.
    #[field(rename = "rx-push")]
    pub rx_push: Option<bool>,
    /// Bytes of a packet that may be pushed to the device together with its descriptor.
    #[field(rename = "tx-push-buf-len")]
    pub tx_push_buf_len: Option<u32>,
    /// Whether the card puts headers and payload of TCP packets into separate buffers, which zero-copy receive needs.
    #[field(rename = "tcp-data-split")]
    pub tcp_data_split: Option<bool>,
}

/// Numbers of hardware queues; drivers mostly support either `combined` or `rx` with `tx`.
#[derive(Shape)]
pub struct EthernetChannelsConfig {
    /// Queues that only receive.
    pub rx: Option<u32>,
    /// Queues that only send.
    pub tx: Option<u32>,
    /// Queues for other work, such as link interrupts.
    pub other: Option<u32>,
    /// Queues that both receive and send.
    /// A usual choice is one per core.
    #[field(example = "8")]
    pub combined: Option<u32>,
}

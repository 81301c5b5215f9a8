//! `BondConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::formats;
use crate::lang::talos::enums;
use crate::lang::talos::kinds::shared::link::CommonLinkConfig;
use crate::lang::talos::rules::network;
use ostler_derive::Kind;

/// Creates a bond: several links that act as one.
///
/// Replaces an item of `machine.network.interfaces` with `bond`. Member links need no document of their own;
/// addresses go on the bond. Options that are left out keep the kernel's defaults, and most options matter in some
/// modes only.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "BondConfig",
    version = "v1alpha1",
    since = "1.12",
    identity = "name",
    conflicts(
        "BridgeConfig",
        "DummyLinkConfig",
        "LinkConfig",
        "VLANConfig",
        "VRFConfig",
        "VethConfig",
        "WireguardConfig"
    ),
    rules(network::BOND_WITHOUT_MONITOR, network::UNSPECIFIED_ADDRESS),
    page = "bond_config.md",
    example = "apiVersion: v1alpha1
kind: BondConfig
name: bond0
links:
  - enp1s0
  - enp2s0
bondMode: 802.3ad
miimon: 100
updelay: 200
downdelay: 200
lacpRate: fast
xmitHashPolicy: layer3+4
addresses:
  - address: 10.20.0.5/24
"
)]
pub struct BondConfig {
    /// Name of the bond that is created, at most 15 bytes.
    #[field(keep_empty, required, example = "bond0")]
    pub name: String,
    /// MAC address of the bond.
    /// Absent takes the address of the first member.
    #[field(format = formats::HEX_BYTES, example = "2e:3c:4d:5e:6f:70")]
    pub hardware_addr: String,
    /// Names or aliases of the members, at least one.
    /// A patch appends to the list, it cannot take members out.
    #[field(required, example = "[enp1s0, enp2s0]")]
    pub links: Vec<String>,
    /// How traffic is spread over the members.
    /// Only `802.3ad` needs the switch to speak LACP; `balance-rr`, `balance-xor` and `broadcast` need static
    /// grouping there.
    #[field(values = enums::BOND_MODE, required, example = "802.3ad")]
    pub bond_mode: Option<String>,
    /// Milliseconds between two looks at the members' carrier.
    /// 0 switches the monitor off, and failures then go unnoticed; 100 is usual.
    #[field(example = "100")]
    pub miimon: Option<u32>,
    /// Milliseconds that a returned member must stay up before it is used.
    /// A multiple of `miimon`, else rounded down.
    #[field(example = "200")]
    pub updelay: Option<u32>,
    /// Milliseconds that a member must be down before it is dropped.
    /// A multiple of `miimon`, else rounded down.
    #[field(example = "200")]
    pub downdelay: Option<u32>,
    /// Whether `miimon` reads the driver's carrier flag (`true`, the kernel's default) or asks by MII or ethtool calls.
    pub use_carrier: Option<bool>,
    /// What of a packet decides the member it leaves by, in `balance-xor`, `802.3ad` and `balance-tlb`.
    #[field(values = enums::XMIT_HASH_POLICY, example = "layer3+4")]
    pub xmit_hash_policy: Option<String>,
    /// Milliseconds between ARP probes, the alternative to `miimon`.
    /// 0 switches it off; it does not work in `802.3ad`, `balance-tlb` and `balance-alb`.
    pub arp_interval: Option<u32>,
    /// IPv4 addresses that are probed every `arpInterval`, at most 16.
    /// One that does not answer while the network is fine takes the bond down.
    #[field(format = formats::IP, example = "[10.20.0.1]")]
    // Unordered: all are asked.
    #[field(unordered)]
    pub arp_ip_targets: Vec<String>,
    /// IPv6 addresses that are probed by neighbour solicitation every `arpInterval`, at most 16.
    #[field(format = formats::IP, example = "[\"fd00::1\"]")]
    pub ns_ip6_targets: Vec<String>,
    /// Which members check that ARP traffic is an answer to their own probes.
    #[field(values = enums::ARP_VALIDATE)]
    pub arp_validate: Option<String>,
    /// Whether one answering target is enough to count a member as up, or all must answer.
    #[field(values = enums::ARP_ALL_TARGETS)]
    pub arp_all_targets: Option<String>,
    /// How often the partner is asked to send LACP frames: every 30 seconds (`slow`) or every second (`fast`).
    #[field(values = enums::LACP_RATE, example = "fast")]
    pub lacp_rate: Option<String>,
    /// What happens to MAC addresses when the active member changes, in `active-backup`.
    #[field(values = enums::FAIL_OVER_MAC)]
    pub fail_over_mac: Option<String>,
    /// Which group of members `802.3ad` uses when the members see different switches.
    #[field(values = enums::AD_SELECT)]
    pub ad_select: Option<String>,
    /// System priority in LACP, 1 to 65535; the end with the lower number decides.
    #[field(example = "65535")]
    pub ad_actor_sys_prio: Option<u16>,
    /// Upper ten bits of the port key in LACP, 0 to 1023, to keep members of one speed in separate groups.
    pub ad_user_port_key: Option<u16>,
    /// Whether LACP frames are sent unasked.
    /// With `off` on both ends no group ever forms.
    #[field(rename = "adLACPActive", values = enums::AD_LACP_ACTIVE)]
    pub ad_lacp_active: Option<String>,
    /// When the primary member takes over again after it has returned.
    #[field(values = enums::PRIMARY_RESELECT)]
    pub primary_reselect: Option<String>,
    /// How many IGMP membership reports are sent after a failover, 0 to 255, so that switches learn the new way for multicast.
    #[field(rename = "resendIGMP")]
    pub resend_igmp: Option<u32>,
    /// Members that must be up before an `802.3ad` bond reports carrier.
    /// 0 behaves as 1.
    pub min_links: Option<u32>,
    /// Seconds between learning packets to the switches in `balance-tlb` and `balance-alb`.
    /// The kernel's default is 1.
    pub lp_interval: Option<u32>,
    /// Packets that leave by one member before the next is used in `balance-rr`; 0 picks a member at random.
    pub packets_per_slave: Option<u32>,
    /// How many gratuitous ARPs and neighbour advertisements follow a failover.
    /// The kernel's default is 1.
    pub num_peer_notif: Option<u8>,
    /// Whether `balance-tlb` moves flows by load (`1`) or leaves them where the hash put them (`0`).
    pub tlb_logical_lb: Option<u8>,
    /// Whether frames that arrive on inactive members are dropped (`0`) or delivered (`1`), which gives duplicates.
    pub all_slaves_active: Option<u8>,
    /// Milliseconds between peer notifications.
    /// A multiple of `miimon`; 0 sends them at that pace.
    pub peer_notif_delay: Option<u32>,
    /// Probes in a row that may fail before the ARP monitor takes a member down.
    /// The kernel's default is 2.
    pub missed_max: Option<u8>,
    /// What every link has: state, packet size, addresses and routes.
    #[field(flatten)]
    pub common: CommonLinkConfig,
}

//! What CEL expressions of Talos may use: variables, functions, constants and message types of each environment.
//!
//! Facts: pkg/machinery/cel/celenv and api/resource/definitions of Talos 1.8 to 1.14, and the release of cel-go in each
//! minor's go.mod. This module must not know how expressions are checked.

use crate::cel::{Constant, Env, Field, Function, Library, Message, Overload, Ty, Variable};
use crate::model::Version;
use Ty::{Bool, Bytes, Double, Duration, Int, List, String, Uint};

/// cel-go of each minor: 0.21 in 1.8, 0.22 in 1.9, 0.24 in 1.10, 0.26 in 1.11 and 1.12, 0.27 in 1.13, 0.31 in 1.14.
const LIBRARY: &[(Version, Library)] = &[
    (Version::new(1, 8), Library::V0_21),
    (Version::new(1, 10), Library::V0_24),
    (Version::new(1, 11), Library::V0_26),
    (Version::new(1, 13), Library::V0_27),
    (Version::new(1, 14), Library::V0_31),
];

static DISK: Message = Message {
    name: "talos.resource.definitions.block.DiskSpec",
    doc: "A block device of the machine.",
    fields: &[
        Field { name: "size", ty: Uint, doc: "Size in bytes.", since: None },
        Field { name: "io_size", ty: Uint, doc: "Preferred size of a read or write, in bytes.", since: None },
        Field { name: "sector_size", ty: Uint, doc: "Size of a sector in bytes.", since: None },
        Field { name: "readonly", ty: Bool, doc: "True when nothing can be written.", since: None },
        Field { name: "model", ty: String, doc: "Model name as the device reports it.", since: None },
        Field { name: "serial", ty: String, doc: "Serial number.", since: None },
        Field { name: "modalias", ty: String, doc: "Text by which the kernel picks a driver.", since: None },
        Field { name: "wwid", ty: String, doc: "World-wide identifier.", since: None },
        Field { name: "bus_path", ty: String, doc: "Path of the device on its bus, below `/sys`.", since: None },
        Field { name: "sub_system", ty: String, doc: "Subsystem of the kernel, as a path below `/sys`.", since: None },
        Field {
            name: "transport",
            ty: String,
            doc: "How it is attached: `nvme`, `sata`, `usb`, `virtio`, `mmc`; empty for loop and other virtual devices.",
            since: None,
        },
        Field { name: "rotational", ty: Bool, doc: "True for spinning disks.", since: None },
        Field { name: "cdrom", ty: Bool, doc: "True for optical drives.", since: None },
        Field { name: "dev_path", ty: String, doc: "Path of the device node, such as `/dev/sda`.", since: None },
        Field { name: "pretty_size", ty: String, doc: "Size for people, such as `1.0 TB`.", since: None },
        Field {
            name: "secondary_disks",
            ty: List(&String),
            doc: "Disks below this one, for RAID and multipath.",
            since: Some(Version::new(1, 9)),
        },
        Field { name: "uuid", ty: String, doc: "UUID of the device.", since: Some(Version::new(1, 9)) },
        Field {
            name: "symlinks",
            ty: List(&String),
            doc: "Stable names such as `/dev/disk/by-id/…`.",
            since: Some(Version::new(1, 10)),
        },
        Field {
            name: "firmware_version",
            ty: String,
            doc: "Version of the firmware.",
            since: Some(Version::new(1, 14)),
        },
    ],
};

static VOLUME: Message = Message {
    name: "talos.resource.definitions.block.DiscoveredVolumeSpec",
    doc: "A disk or partition with what was found on it.",
    fields: &[
        Field { name: "size", ty: Uint, doc: "Size in bytes.", since: None },
        Field { name: "sector_size", ty: Uint, doc: "Size of a sector in bytes.", since: None },
        Field { name: "io_size", ty: Uint, doc: "Preferred size of a read or write, in bytes.", since: None },
        Field {
            name: "name",
            ty: String,
            doc: "Kind of the content: a filesystem such as `xfs`, or `luks`, `gpt`.",
            since: None,
        },
        Field { name: "uuid", ty: String, doc: "UUID of the content.", since: None },
        Field { name: "label", ty: String, doc: "Label of the filesystem.", since: None },
        Field { name: "block_size", ty: Uint, doc: "Block size of the content in bytes.", since: None },
        Field { name: "filesystem_block_size", ty: Uint, doc: "Block size of the filesystem in bytes.", since: None },
        Field { name: "probed_size", ty: Uint, doc: "Size that the content takes, in bytes.", since: None },
        Field { name: "partition_uuid", ty: String, doc: "UUID of the partition.", since: None },
        Field { name: "partition_type", ty: String, doc: "Type UUID of the partition.", since: None },
        Field { name: "partition_label", ty: String, doc: "Label of the partition.", since: None },
        Field { name: "partition_index", ty: Uint, doc: "Number of the partition, from 1.", since: None },
        Field { name: "type", ty: String, doc: "`disk` or `partition`.", since: None },
        Field { name: "device_path", ty: String, doc: "Path of the device on its bus, below `/sys`.", since: None },
        Field { name: "parent", ty: String, doc: "Id of the disk that the partition is on.", since: None },
        Field { name: "dev_path", ty: String, doc: "Path of the device node, such as `/dev/sda1`.", since: None },
        Field {
            name: "parent_dev_path",
            ty: String,
            doc: "Device node of the disk that the partition is on.",
            since: None,
        },
        Field { name: "pretty_size", ty: String, doc: "Size for people, such as `1.0 TB`.", since: None },
        Field { name: "offset", ty: Uint, doc: "Start on the disk, in bytes.", since: Some(Version::new(1, 12)) },
    ],
};

static VLAN: Message = Message {
    name: "talos.resource.definitions.network.VLANSpec",
    doc: "A virtual network on a link.",
    fields: &[
        Field { name: "vid", ty: Uint, doc: "Number of the VLAN.", since: None },
        Field { name: "protocol", ty: Int, doc: "802.1Q or 802.1ad, as a number.", since: None },
    ],
};

static STP: Message = Message {
    name: "talos.resource.definitions.network.STPSpec",
    doc: "Spanning tree protocol of a bridge.",
    fields: &[Field { name: "enabled", ty: Bool, doc: "True when it is on.", since: None }],
};

static BRIDGE_VLAN: Message = Message {
    name: "talos.resource.definitions.network.BridgeVLANSpec",
    doc: "VLAN handling of a bridge.",
    fields: &[Field { name: "filtering_enabled", ty: Bool, doc: "True when the bridge filters by VLAN.", since: None }],
};

static BRIDGE_MASTER: Message = Message {
    name: "talos.resource.definitions.network.BridgeMasterSpec",
    doc: "A bridge.",
    fields: &[
        Field { name: "stp", ty: Ty::Message(&STP), doc: "Spanning tree protocol.", since: None },
        Field { name: "vlan", ty: Ty::Message(&BRIDGE_VLAN), doc: "VLAN handling.", since: None },
    ],
};

static NET_IP: Message = Message {
    name: "common.NetIP",
    doc: "An IP address.",
    fields: &[Field { name: "ip", ty: Bytes, doc: "The address, 4 or 16 bytes.", since: None }],
};

static NET_IP_PREFIX: Message = Message {
    name: "common.NetIPPrefix",
    doc: "An address with prefix length.",
    fields: &[
        Field { name: "ip", ty: Bytes, doc: "The address, 4 or 16 bytes.", since: None },
        Field { name: "prefix_length", ty: Int, doc: "Number of leading bits.", since: None },
    ],
};

static BOND_MASTER: Message = Message {
    name: "talos.resource.definitions.network.BondMasterSpec",
    doc: "A bond.",
    fields: &[
        Field { name: "mode", ty: Int, doc: "Bonding mode, as a number.", since: None },
        Field { name: "hash_policy", ty: Int, doc: "How packets are spread, as a number.", since: None },
        Field {
            name: "lacp_rate",
            ty: Int,
            doc: "How often the partner is asked for LACP packets, as a number.",
            since: None,
        },
        Field { name: "arp_validate", ty: Int, doc: "Which ARP probes are validated, as a number.", since: None },
        Field {
            name: "arp_all_targets",
            ty: Int,
            doc: "How many ARP targets have to answer, as a number.",
            since: None,
        },
        Field { name: "primary_index", ty: Uint, doc: "Index of the primary link.", since: None },
        Field {
            name: "primary_reselect",
            ty: Int,
            doc: "When the primary link is chosen again, as a number.",
            since: None,
        },
        Field {
            name: "fail_over_mac",
            ty: Int,
            doc: "What becomes of hardware addresses on failover, as a number.",
            since: None,
        },
        Field { name: "ad_select", ty: Int, doc: "How the aggregator is chosen, as a number.", since: None },
        Field { name: "mii_mon", ty: Uint, doc: "Milliseconds between link checks.", since: None },
        Field { name: "up_delay", ty: Uint, doc: "Milliseconds before a link counts as up.", since: None },
        Field { name: "down_delay", ty: Uint, doc: "Milliseconds before a link counts as down.", since: None },
        Field { name: "arp_interval", ty: Uint, doc: "Milliseconds between ARP probes.", since: None },
        Field { name: "resend_igmp", ty: Uint, doc: "Number of IGMP reports after a failover.", since: None },
        Field { name: "min_links", ty: Uint, doc: "Links that have to be up.", since: None },
        Field { name: "lp_interval", ty: Uint, doc: "Seconds between learning packets.", since: None },
        Field { name: "packets_per_slave", ty: Uint, doc: "Packets before the next link is used.", since: None },
        Field { name: "num_peer_notif", ty: Uint, doc: "Number of notifications after a failover.", since: None },
        Field { name: "tlb_dynamic_lb", ty: Uint, doc: "1 when outgoing traffic is balanced by load.", since: None },
        Field {
            name: "all_slaves_active",
            ty: Uint,
            doc: "1 when packets from inactive links are taken.",
            since: None,
        },
        Field { name: "use_carrier", ty: Bool, doc: "True when the driver reports the carrier.", since: None },
        Field { name: "ad_actor_sys_prio", ty: Uint, doc: "Priority of the system in LACP.", since: None },
        Field { name: "ad_user_port_key", ty: Uint, doc: "User part of the port key in LACP.", since: None },
        Field { name: "peer_notify_delay", ty: Uint, doc: "Milliseconds between notifications.", since: None },
        Field {
            name: "arpip_targets",
            ty: List(&Ty::Message(&NET_IP)),
            doc: "IPv4 targets of ARP probes.",
            since: Some(Version::new(1, 12)),
        },
        Field {
            name: "nsip6_targets",
            ty: List(&Ty::Message(&NET_IP)),
            doc: "IPv6 targets of neighbour solicitations.",
            since: Some(Version::new(1, 12)),
        },
        Field {
            name: "adlacp_active",
            ty: Int,
            doc: "Whether LACP packets are sent unasked, as a number.",
            since: Some(Version::new(1, 12)),
        },
        Field {
            name: "missed_max",
            ty: Uint,
            doc: "Missed probes before a link counts as down.",
            since: Some(Version::new(1, 12)),
        },
    ],
};

static WIREGUARD_PEER: Message = Message {
    name: "talos.resource.definitions.network.WireguardPeer",
    doc: "A peer of a WireGuard link.",
    fields: &[
        Field { name: "public_key", ty: String, doc: "Its public key.", since: None },
        Field { name: "preshared_key", ty: String, doc: "Key shared with it.", since: None },
        Field { name: "endpoint", ty: String, doc: "Its address and port.", since: None },
        Field {
            name: "persistent_keepalive_interval",
            ty: Duration,
            doc: "Time between keep-alive packets.",
            since: None,
        },
        Field {
            name: "allowed_ips",
            ty: List(&Ty::Message(&NET_IP_PREFIX)),
            doc: "Addresses that are routed to it.",
            since: None,
        },
    ],
};

static WIREGUARD: Message = Message {
    name: "talos.resource.definitions.network.WireguardSpec",
    doc: "A WireGuard link.",
    fields: &[
        Field { name: "private_key", ty: String, doc: "Its private key.", since: None },
        Field { name: "public_key", ty: String, doc: "Its public key.", since: None },
        Field { name: "listen_port", ty: Int, doc: "UDP port.", since: None },
        Field { name: "firewall_mark", ty: Int, doc: "Mark on its packets.", since: None },
        Field { name: "peers", ty: List(&Ty::Message(&WIREGUARD_PEER)), doc: "Its peers.", since: None },
    ],
};

static VRF_MASTER: Message = Message {
    name: "talos.resource.definitions.network.VRFMasterSpec",
    doc: "A virtual routing domain.",
    fields: &[Field { name: "table", ty: Int, doc: "Its routing table.", since: None }],
};

static VETH: Message = Message {
    name: "talos.resource.definitions.network.VethSpec",
    doc: "A virtual cable.",
    fields: &[Field { name: "peer_name", ty: String, doc: "Name of the other end.", since: None }],
};

static LINK: Message = Message {
    name: "talos.resource.definitions.network.LinkStatusSpec",
    doc: "A network link of the machine.",
    fields: &[
        Field { name: "index", ty: Uint, doc: "Number of the link.", since: None },
        Field { name: "type", ty: Int, doc: "Type of the link layer, 1 for Ethernet.", since: None },
        Field { name: "link_index", ty: Uint, doc: "Number of the link below.", since: None },
        Field { name: "flags", ty: Uint, doc: "Flags of the kernel, as bits.", since: None },
        Field {
            name: "hardware_addr",
            ty: Bytes,
            doc: "Hardware address; `mac(link.hardware_addr)` is its text.",
            since: None,
        },
        Field { name: "broadcast_addr", ty: Bytes, doc: "Broadcast hardware address.", since: None },
        Field { name: "mtu", ty: Uint, doc: "Largest packet in bytes.", since: None },
        Field { name: "queue_disc", ty: String, doc: "Queueing discipline.", since: None },
        Field { name: "master_index", ty: Uint, doc: "Number of the bond or bridge that it belongs to.", since: None },
        Field { name: "operational_state", ty: Int, doc: "State as a number, 6 for up.", since: None },
        Field {
            name: "kind",
            ty: String,
            doc: "Kind of a virtual link: `bond`, `vlan`, `bridge`; empty for physical ones.",
            since: None,
        },
        Field { name: "slave_kind", ty: String, doc: "Kind of what it belongs to.", since: None },
        Field { name: "bus_path", ty: String, doc: "Path of the device on its bus.", since: None },
        Field {
            name: "pciid",
            ty: String,
            doc: "Vendor and product on the PCI bus, such as `1AF4:1000`.",
            since: None,
        },
        Field { name: "driver", ty: String, doc: "Name of the driver.", since: None },
        Field { name: "driver_version", ty: String, doc: "Version of the driver.", since: None },
        Field { name: "firmware_version", ty: String, doc: "Version of the firmware.", since: None },
        Field { name: "product_id", ty: String, doc: "Product on the bus.", since: None },
        Field { name: "vendor_id", ty: String, doc: "Vendor on the bus.", since: None },
        Field { name: "product", ty: String, doc: "Name of the product.", since: None },
        Field { name: "vendor", ty: String, doc: "Name of the vendor.", since: None },
        Field { name: "link_state", ty: Bool, doc: "True when a cable is plugged in.", since: None },
        Field { name: "speed_megabits", ty: Int, doc: "Speed in megabits per second.", since: None },
        Field { name: "port", ty: Int, doc: "Type of the port, as a number.", since: None },
        Field { name: "duplex", ty: Int, doc: "Half or full duplex, as a number.", since: None },
        Field { name: "vlan", ty: Ty::Message(&VLAN), doc: "Settings of a VLAN link.", since: None },
        Field { name: "bridge_master", ty: Ty::Message(&BRIDGE_MASTER), doc: "Settings of a bridge.", since: None },
        Field { name: "bond_master", ty: Ty::Message(&BOND_MASTER), doc: "Settings of a bond.", since: None },
        Field { name: "wireguard", ty: Ty::Message(&WIREGUARD), doc: "Settings of a WireGuard link.", since: None },
        Field {
            name: "permanent_addr",
            ty: Bytes,
            doc: "Hardware address that the device was made with.",
            since: None,
        },
        Field { name: "alias", ty: String, doc: "Alias given by the kernel or Talos.", since: None },
        Field { name: "alt_names", ty: List(&String), doc: "Alternative names.", since: None },
        Field {
            name: "vrf_master",
            ty: Ty::Message(&VRF_MASTER),
            doc: "Settings of a virtual routing domain.",
            since: Some(Version::new(1, 13)),
        },
        Field {
            name: "veth",
            ty: Ty::Message(&VETH),
            doc: "Settings of a virtual cable.",
            since: Some(Version::new(1, 14)),
        },
    ],
};

/// Multiples of a byte, all unsigned.
static UNITS: &[Constant] = &[
    Constant { name: "KiB", ty: Uint, value: "1024u", doc: "1024 bytes." },
    Constant { name: "MiB", ty: Uint, value: "1048576u", doc: "1024 KiB." },
    Constant { name: "GiB", ty: Uint, value: "1073741824u", doc: "1024 MiB." },
    Constant { name: "TiB", ty: Uint, value: "1099511627776u", doc: "1024 GiB." },
    Constant { name: "PiB", ty: Uint, value: "1125899906842624u", doc: "1024 TiB." },
    Constant { name: "EiB", ty: Uint, value: "1152921504606846976u", doc: "1024 PiB." },
    Constant { name: "kB", ty: Uint, value: "1000u", doc: "1000 bytes." },
    Constant { name: "MB", ty: Uint, value: "1000000u", doc: "1000 kB." },
    Constant { name: "GB", ty: Uint, value: "1000000000u", doc: "1000 MB." },
    Constant { name: "TB", ty: Uint, value: "1000000000000u", doc: "1000 GB." },
    Constant { name: "PB", ty: Uint, value: "1000000000000000u", doc: "1000 TB." },
    Constant { name: "EB", ty: Uint, value: "1000000000000000000u", doc: "1000 PB." },
];

/// Classes of process groups, by what becomes of them when memory runs out.
static CLASSES: &[Constant] = &[
    Constant { name: "Besteffort", ty: Int, value: "0", doc: "Pods without requests." },
    Constant { name: "Burstable", ty: Int, value: "1", doc: "Pods with requests below their limits." },
    Constant { name: "Guaranteed", ty: Int, value: "2", doc: "Pods with requests equal to their limits." },
    Constant { name: "Podruntime", ty: Int, value: "3", doc: "Kubelet and container runtime." },
    Constant { name: "System", ty: Int, value: "4", doc: "Services of Talos." },
];

const GLOB_FORMS: &[Overload] = &[Overload::free(&[String, String], Bool)];
const GLOB: &str = "True when the text, second, matches the pattern, first; `*` stands for any characters.";

/// Picks disks: `provisioning.diskSelector.match` of volumes.
pub static DISK_LOCATOR: Env = Env {
    name: "DiskLocator",
    doc: "Decides whether a disk is one to use.",
    result: Bool,
    variables: &[
        Variable { name: "disk", ty: Ty::Message(&DISK), doc: "The disk in question.", since: None },
        Variable { name: "system_disk", ty: Bool, doc: "True for the disk that Talos is installed on.", since: None },
    ],
    constants: &[UNITS],
    functions: &[Function { name: "glob", doc: GLOB, overloads: GLOB_FORMS, since: Some(Version::new(1, 9)) }],
    optional: false,
    library: LIBRARY,
};

/// Picks volumes: `volumeSelector.match` of existing volumes, LVM groups and RAID arrays.
pub static VOLUME_LOCATOR: Env = Env {
    name: "VolumeLocator",
    doc: "Decides whether a volume is one to use.",
    result: Bool,
    variables: &[
        Variable { name: "volume", ty: Ty::Message(&VOLUME), doc: "The volume in question.", since: None },
        Variable {
            name: "disk",
            ty: Ty::Message(&DISK),
            doc: "The disk that the volume is on.",
            since: Some(Version::new(1, 11)),
        },
    ],
    constants: &[UNITS],
    functions: &[],
    optional: false,
    library: LIBRARY,
};

/// Picks links: `selector.match` of link aliases.
pub static LINK_LOCATOR: Env = Env {
    name: "LinkLocator",
    doc: "Decides whether a network link is the one meant.",
    result: Bool,
    variables: &[Variable { name: "link", ty: Ty::Message(&LINK), doc: "The link in question.", since: None }],
    constants: &[],
    functions: &[
        Function { name: "glob", doc: GLOB, overloads: GLOB_FORMS, since: None },
        Function {
            name: "mac",
            doc: "Text of a hardware address, in lower case with colons.",
            overloads: &[Overload::free(&[Bytes], String)],
            since: None,
        },
    ],
    optional: false,
    library: LIBRARY,
};

const BY_CLASS: Ty = Ty::Map(&Int, &Double);
const BY_ANY: Ty = Ty::Map(&Ty::Dyn, &Double);

const fn pressure(name: &'static str, ty: Ty, doc: &'static str) -> Variable {
    Variable { name, ty, doc, since: None }
}

/// Starts the memory killer: `triggerExpression` of OOMConfig.
pub static OOM_TRIGGER: Env = Env {
    name: "OOMTrigger",
    doc: "Decides whether memory is so short that something has to be killed.",
    result: Bool,
    variables: &[
        pressure(
            "memory_some_avg10",
            Double,
            "Share of the last 10 seconds, in percent, in which some tasks waited for memory.",
        ),
        pressure(
            "memory_some_avg60",
            Double,
            "Share of the last 60 seconds, in percent, in which some tasks waited for memory.",
        ),
        pressure(
            "memory_some_avg300",
            Double,
            "Share of the last 5 minutes, in percent, in which some tasks waited for memory.",
        ),
        pressure("memory_some_total", Double, "Time that some tasks have waited for memory, in microseconds."),
        pressure(
            "memory_full_avg10",
            Double,
            "Share of the last 10 seconds, in percent, in which all tasks waited for memory.",
        ),
        pressure(
            "memory_full_avg60",
            Double,
            "Share of the last 60 seconds, in percent, in which all tasks waited for memory.",
        ),
        pressure(
            "memory_full_avg300",
            Double,
            "Share of the last 5 minutes, in percent, in which all tasks waited for memory.",
        ),
        pressure("memory_full_total", Double, "Time that all tasks have waited for memory, in microseconds."),
        pressure(
            "d_memory_some_avg10",
            Double,
            "Change since the last look of: share of the last 10 seconds, in percent, in which some tasks waited for memory.",
        ),
        pressure(
            "d_memory_some_avg60",
            Double,
            "Change since the last look of: share of the last 60 seconds, in percent, in which some tasks waited for memory.",
        ),
        pressure(
            "d_memory_some_avg300",
            Double,
            "Change since the last look of: share of the last 5 minutes, in percent, in which some tasks waited for memory.",
        ),
        pressure(
            "d_memory_some_total",
            Double,
            "Change since the last look of: time that some tasks have waited for memory, in microseconds.",
        ),
        pressure(
            "d_memory_full_avg10",
            Double,
            "Change since the last look of: share of the last 10 seconds, in percent, in which all tasks waited for memory.",
        ),
        pressure(
            "d_memory_full_avg60",
            Double,
            "Change since the last look of: share of the last 60 seconds, in percent, in which all tasks waited for memory.",
        ),
        pressure(
            "d_memory_full_avg300",
            Double,
            "Change since the last look of: share of the last 5 minutes, in percent, in which all tasks waited for memory.",
        ),
        pressure(
            "d_memory_full_total",
            Double,
            "Change since the last look of: time that all tasks have waited for memory, in microseconds.",
        ),
        pressure(
            "qos_memory_some_avg10",
            BY_CLASS,
            "Share of the last 10 seconds, in percent, in which some tasks waited for memory, by class.",
        ),
        pressure(
            "qos_memory_some_avg60",
            BY_CLASS,
            "Share of the last 60 seconds, in percent, in which some tasks waited for memory, by class.",
        ),
        pressure(
            "qos_memory_some_avg300",
            BY_CLASS,
            "Share of the last 5 minutes, in percent, in which some tasks waited for memory, by class.",
        ),
        pressure(
            "qos_memory_some_total",
            BY_CLASS,
            "Time that some tasks have waited for memory, in microseconds, by class.",
        ),
        pressure(
            "qos_memory_full_avg10",
            BY_CLASS,
            "Share of the last 10 seconds, in percent, in which all tasks waited for memory, by class.",
        ),
        pressure(
            "qos_memory_full_avg60",
            BY_CLASS,
            "Share of the last 60 seconds, in percent, in which all tasks waited for memory, by class.",
        ),
        pressure(
            "qos_memory_full_avg300",
            BY_CLASS,
            "Share of the last 5 minutes, in percent, in which all tasks waited for memory, by class.",
        ),
        pressure(
            "qos_memory_full_total",
            BY_CLASS,
            "Time that all tasks have waited for memory, in microseconds, by class.",
        ),
        pressure(
            "d_qos_memory_some_avg10",
            BY_CLASS,
            "Change since the last look of: share of the last 10 seconds, in percent, in which some tasks waited for memory, by class.",
        ),
        pressure(
            "d_qos_memory_some_avg60",
            BY_CLASS,
            "Change since the last look of: share of the last 60 seconds, in percent, in which some tasks waited for memory, by class.",
        ),
        pressure(
            "d_qos_memory_some_avg300",
            BY_CLASS,
            "Change since the last look of: share of the last 5 minutes, in percent, in which some tasks waited for memory, by class.",
        ),
        pressure(
            "d_qos_memory_some_total",
            BY_CLASS,
            "Change since the last look of: time that some tasks have waited for memory, in microseconds, by class.",
        ),
        pressure(
            "d_qos_memory_full_avg10",
            BY_CLASS,
            "Change since the last look of: share of the last 10 seconds, in percent, in which all tasks waited for memory, by class.",
        ),
        pressure(
            "d_qos_memory_full_avg60",
            BY_CLASS,
            "Change since the last look of: share of the last 60 seconds, in percent, in which all tasks waited for memory, by class.",
        ),
        pressure(
            "d_qos_memory_full_avg300",
            BY_CLASS,
            "Change since the last look of: share of the last 5 minutes, in percent, in which all tasks waited for memory, by class.",
        ),
        pressure(
            "d_qos_memory_full_total",
            BY_CLASS,
            "Change since the last look of: time that all tasks have waited for memory, in microseconds, by class.",
        ),
        pressure("qos_memory_current", BY_CLASS, "Memory in use, in bytes, by class."),
        pressure("qos_memory_peak", BY_CLASS, "Most memory ever in use, in bytes, by class."),
        pressure("qos_memory_max", BY_CLASS, "Limit of memory, in bytes, by class."),
        pressure("d_qos_memory_current", BY_CLASS, "Change since the last look of: memory in use, in bytes, by class."),
        pressure(
            "d_qos_memory_peak",
            BY_CLASS,
            "Change since the last look of: most memory ever in use, in bytes, by class.",
        ),
        pressure("d_qos_memory_max", BY_CLASS, "Change since the last look of: limit of memory, in bytes, by class."),
        pressure("time_since_trigger", Duration, "Time since the killer was started last."),
    ],
    constants: &[UNITS, CLASSES],
    functions: &[Function {
        name: "multiply_qos_vectors",
        doc: "Sum of the products of two maps by class; classes that one of them lacks are left out.",
        overloads: &[Overload::free(&[BY_ANY, BY_ANY], Double)],
        since: None,
    }],
    optional: true,
    library: LIBRARY,
};

/// Ranks process groups for the memory killer: `cgroupRankingExpression` of OOMConfig.
pub static OOM_SCORE: Env = Env {
    name: "OOMCgroupScoring",
    doc: "Ranks a group of processes; the highest is killed first.",
    result: Double,
    variables: &[
        pressure("memory_max", Ty::Optional(&Uint), "Limit of memory in bytes, if there is one."),
        pressure("memory_current", Ty::Optional(&Uint), "Memory in use in bytes, if known."),
        pressure("memory_peak", Ty::Optional(&Uint), "Most memory ever in use in bytes, if known."),
        pressure("path", String, "Path of the group."),
        pressure("class", Int, "Class of the group, one of the class constants."),
    ],
    constants: &[UNITS, CLASSES],
    functions: &[],
    optional: true,
    library: LIBRARY,
};

/// All environments, sorted by name.
pub static ENVIRONMENTS: &[&Env] = &[&DISK_LOCATOR, &LINK_LOCATOR, &OOM_SCORE, &OOM_TRIGGER, &VOLUME_LOCATOR];

//! Enumerations of Talos documents, sorted by name.
//!
//! Those called `LEGACY_…` belong to fields of the legacy document that are plain text upstream: validation compares
//! them exactly, while the types of the newer documents ignore case. Values that upstream only advises are not here.

use crate::model::{Change, Enum, EnumValue, Event, Version};

/// A value that a release brought; `life` holds its event.
const fn newer(text: &'static str, doc: &'static str, life: crate::model::Life) -> EnumValue {
    EnumValue { text, doc, life }
}

/// A list whose reader has ignored case since 1.7. `zero` is the first value of the upstream number type, empty when
/// the type has no such value.
const fn folding(name: &'static str, doc: &'static str, zero: &'static str, values: &'static [EnumValue]) -> Enum {
    let zero = if zero.is_empty() { None } else { Some(zero) };
    Enum {
        name,
        doc,
        values,
        ignores_case_since: Some(Version::new(1, 7)),
        aliases: &[],
        left_to_rules: false,
        zero,
        unnamed: "",
    }
}

/// A list of exact texts that validation compares in some cases only.
const fn by_rules(name: &'static str, doc: &'static str, values: &'static [EnumValue]) -> Enum {
    Enum { left_to_rules: true, ..Enum::exact(name, doc, values) }
}

static SINCE_1_13: [Event; 1] = [Event { at: Version::new(1, 13), change: Change::Since }];
static SINCE_1_14: [Event; 1] = [Event { at: Version::new(1, 14), change: Change::Since }];
static SWAP_1_11_TO_1_12: [Event; 2] = [
    Event { at: Version::new(1, 11), change: Change::Since },
    Event { at: Version::new(1, 13), change: Change::Removed },
];

/// Order of a machine's addresses.
pub static ADDRESS_SORT_ALGORITHM: Enum = Enum {
    ignores_case_since: Some(Version::new(1, 9)),
    ..Enum::exact(
        "AddressSortAlgorithm",
        "How the addresses of a machine are ordered.",
        &[
            EnumValue::new("v1", "Plain order of the addresses as numbers."),
            EnumValue::new(
                "v2",
                "More specific prefixes first, so that the order hardly depends on addresses that come and go.",
            ),
        ],
    )
};

/// Whether LACP frames are sent unasked.
pub static AD_LACP_ACTIVE: Enum = folding(
    "AdLacpActive",
    "Whether LACP frames are sent unasked.",
    "off",
    &[
        EnumValue::new("off", "Only answers the partner: with `off` on both ends the links never aggregate."),
        EnumValue::new("on", "Sends frames at the LACP rate, which is the kernel's default."),
    ],
);

/// LACP aggregation.
pub static AD_SELECT: Enum = folding(
    "AdSelect",
    "When a bond chooses another aggregate.",
    "stable",
    &[
        EnumValue::new("stable", "Only when the aggregate in use has no member left."),
        EnumValue::new("bandwidth", "Whenever another one has more bandwidth."),
        EnumValue::new("count", "Whenever another one has more members."),
    ],
);

/// ARP targets that count.
pub static ARP_ALL_TARGETS: Enum = folding(
    "ArpAllTargets",
    "How many ARP targets must answer.",
    "any",
    &[
        EnumValue::new("any", "One of them is enough to count a member as up."),
        EnumValue::new("all", "Every one of them, which detects a switch that is cut off from some."),
    ],
);

/// Validation of ARP traffic.
pub static ARP_VALIDATE: Enum = folding(
    "ArpValidate",
    "On which members ARP traffic is checked.",
    "none",
    &[
        EnumValue::new("none", "On none: any traffic counts as a sign of life."),
        EnumValue::new("active", "On the active member only."),
        EnumValue::new("backup", "On the waiting members only."),
        EnumValue::new("all", "On every member."),
        EnumValue::new("filter", "On none, but only ARP traffic counts as a sign of life."),
        EnumValue::new("filter-active", "On the active member; on the others only ARP traffic counts, unchecked."),
        EnumValue::new(
            "filter-backup",
            "On the waiting members; on the active one only ARP traffic counts, unchecked.",
        ),
    ],
);

/// Kinds of authorizers of the API server.
pub static AUTHORIZER_TYPE: Enum = Enum::exact(
    "AuthorizerType",
    "Who decides about a request to the API server.",
    &[
        EnumValue::new("Node", "Lets kubelets do what their node needs and nothing more."),
        EnumValue::new("RBAC", "Decides by roles and role bindings."),
        EnumValue::new("Webhook", "Asks a service over HTTP."),
    ],
);

/// How a hostname is made up.
pub static AUTO_HOSTNAME: Enum = folding(
    "AutoHostname",
    "How a hostname is derived when none is given.",
    "off",
    &[
        EnumValue::new("off", "Not at all: the machine waits for a name from DHCP or the platform."),
        EnumValue::new("talos-addr", "From the first address. Read from documents, but refused by the validation."),
        EnumValue::new(
            "stable",
            "From the machine's identity, so that it stays the same over reinstallation on the same hardware.",
        ),
    ],
);

/// Bond modes.
pub static BOND_MODE: Enum = folding(
    "BondMode",
    "How the members of a bond share the traffic.",
    "balance-rr",
    &[
        EnumValue::new(
            "balance-rr",
            "Packets in turn over all members. Reorders packets and needs a static group on the switch.",
        ),
        EnumValue::new("active-backup", "One member works, the others wait. Needs nothing from the switch."),
        EnumValue::new("balance-xor", "Member chosen by hash. Needs a static group on the switch."),
        EnumValue::new("broadcast", "Every packet on every member, for special networks."),
        EnumValue::new("802.3ad", "Groups are negotiated by LACP, which the switch must speak on these ports."),
        EnumValue::new(
            "balance-tlb",
            "Outgoing traffic by load, incoming on one member. Needs nothing from the switch.",
        ),
        EnumValue::new(
            "balance-alb",
            "As `balance-tlb`, and incoming IPv4 traffic is spread by rewriting ARP answers.",
        ),
    ],
);

/// How a DHCP client names itself.
pub static CLIENT_IDENTIFIER: Enum = folding(
    "ClientIdentifier",
    "What a DHCP client identifies itself by.",
    "none",
    &[
        EnumValue::new("none", "Nothing is sent; the server goes by the MAC address of the frame."),
        EnumValue::new("mac", "The MAC address of the link, sent as an option."),
        EnumValue::new("duid", "The identifier in `duidRaw`, which must then be given."),
    ],
);

/// Providers of the pod network.
pub static CNI_NAME: Enum = by_rules(
    "CniName",
    "Who provides the pod network.",
    &[
        EnumValue::new("flannel", "Talos deploys flannel."),
        EnumValue::new("custom", "Talos applies the manifests that `urls` names."),
        EnumValue::new("none", "Talos deploys nothing: nodes stay not ready until you install a CNI."),
    ],
);

/// What a container waits for on the network.
pub static CONTAINER_DEPENDS_ON_NETWORK: Enum = Enum::exact(
    "ContainerDependsOnNetwork",
    "State of the machine's network that a container waits for.",
    &[
        EnumValue::new("addresses", "The machine has an address."),
        EnumValue::new("connectivity", "The configured probes answer, or a default route exists when there are none."),
        EnumValue::new("hostname", "The hostname is set."),
        EnumValue::new("etcfiles", "Files such as `/etc/hosts` and `/etc/resolv.conf` are written."),
    ],
);

/// Mount options of containers.
pub static CONTAINER_MOUNT_OPTION: Enum = Enum::exact(
    "ContainerMountOption",
    "Option of a mount in a container.",
    &[
        EnumValue::new("ro", "The container cannot write. Excludes `rw`."),
        EnumValue::new(
            "rw",
            "The container can write; volumes and host paths are read-only without it. Excludes `ro`.",
        ),
        EnumValue::new("noexec", "Programs on the mount cannot be run."),
        EnumValue::new("nosuid", "Set-uid bits on the mount mean nothing."),
        EnumValue::new("nodev", "Device files on the mount mean nothing."),
        EnumValue::new("noatime", "Reading leaves access times alone."),
        EnumValue::new("rbind", "Mounts below the source are taken along."),
        EnumValue::new("rshared", "Mounts made later below the source or the destination show up on both sides."),
    ],
);

/// Network of a container.
pub static CONTAINER_NETWORK: Enum = Enum {
    aliases: &[("", "none")],
    ..Enum::exact(
        "ContainerNetworkMode",
        "Network that a container sees.",
        &[
            EnumValue::new("none", "Only its own loopback link."),
            EnumValue::new("host", "The machine's network with all its ports: no isolation."),
        ],
    )
};

/// How much a container may do.
pub static CONTAINER_PROFILE: Enum = Enum {
    aliases: &[("", "restricted")],
    ..Enum::exact(
        "ContainerSecurityProfile",
        "How far a container is confined.",
        &[
            EnumValue::new("restricted", "No capabilities, no devices, root file system and `/sys` read-only."),
            EnumValue::new("privileged", "All capabilities and devices: as good as root on the machine."),
        ],
    )
};

/// What happens to traffic without a rule.
pub static DEFAULT_ACTION: Enum = folding(
    "DefaultAction",
    "What happens to incoming traffic that no rule is about.",
    "accept",
    &[
        EnumValue::new("accept", "It is let in; a rule then closes its own ports to all other networks."),
        EnumValue::new("block", "It is dropped, also the Talos API unless a rule opens its port."),
    ],
);

/// Ways to ask a name server.
pub static DNS_PROTOCOL: Enum = folding(
    "DnsProtocol",
    "How a name server is asked.",
    "Do53",
    &[
        EnumValue::new("Do53", "Plain DNS over UDP and TCP, port 53."),
        EnumValue::new("DoT", "DNS over TLS, port 853. Needs `tlsServerName` and a right clock."),
        EnumValue::new("DoH", "DNS over HTTPS, port 443, path `/dns-query`. Needs `tlsServerName` and a right clock."),
    ],
);

/// Providers of disk encryption.
pub static ENCRYPTION_PROVIDER: Enum = folding(
    "EncryptionProvider",
    "How a volume is encrypted.",
    "none",
    &[
        EnumValue::new("none", "Not at all; refused as soon as keys are given."),
        EnumValue::new("luks2", "LUKS version 2, the only one that Talos offers."),
    ],
);

/// MAC address of a bond.
pub static FAIL_OVER_MAC: Enum = Enum {
    ignores_case_since: None,
    aliases: &[("", "none"), ("0", "none"), ("1", "active"), ("2", "follow")],
    ..folding(
        "FailOverMac",
        "Which MAC address a bond has in mode `active-backup`.",
        "none",
        &[
            EnumValue::new("none", "All members get the bond's address."),
            EnumValue::new("active", "The bond takes the address of the active member, so it changes at a failover."),
            EnumValue::new(
                "follow",
                "A member gets the bond's address when it becomes active, for cards that share addresses.",
            ),
        ],
    )
};

/// File systems.
pub static FILESYSTEM_TYPE: Enum = folding(
    "FilesystemType",
    "File system of a volume. All are read, but each kind of document allows only some.",
    "none",
    &[
        EnumValue::new("none", "No choice: the kind's default counts."),
        EnumValue::new("xfs", "XFS: grows online, knows project quotas, cannot shrink."),
        EnumValue::new("vfat", "FAT, as firmware partitions have it."),
        EnumValue::new("ext4", "ext4: the most widely readable one, without project quotas here."),
        EnumValue::new("iso9660", "Read-only image of an optical disk."),
        newer("swap", "Swap space.", &SWAP_1_11_TO_1_12),
        newer("swapi", "Swap space; the odd spelling is upstream's and holds from 1.13 on.", &SINCE_1_13),
        newer("virtiofs", "Directory that the hypervisor shares.", &SINCE_1_13),
        newer("btrfs", "Btrfs: checksums of data, compression.", &SINCE_1_14),
    ],
);

/// Kinds of disks.
pub static INSTALL_DISK_TYPE: Enum = by_rules(
    "InstallDiskType",
    "Kind of disk.",
    &[
        EnumValue::new("ssd", "Disk without rotating parts."),
        EnumValue::new("hdd", "Disk with rotating parts."),
        EnumValue::new("nvme", "Disk on NVMe."),
        EnumValue::new("sd", "Card or embedded flash (MMC)."),
    ],
);

/// Rate of LACP frames.
pub static LACP_RATE: Enum = folding(
    "LacpRate",
    "How often the partner is asked to send LACP frames.",
    "slow",
    &[
        EnumValue::new("slow", "Every 30 seconds: a dead partner is noticed after 90."),
        EnumValue::new("fast", "Every second: a dead partner is noticed after three."),
    ],
);

/// LACP aggregation.
pub static LEGACY_AD_SELECT: Enum = Enum {
    name: "LegacyAdSelect",
    ignores_case_since: None,
    aliases: &[("", "stable")],
    left_to_rules: true,
    zero: None,
    ..AD_SELECT
};

/// ARP targets that count.
pub static LEGACY_ARP_ALL_TARGETS: Enum = Enum {
    name: "LegacyArpAllTargets",
    ignores_case_since: None,
    aliases: &[("", "any")],
    left_to_rules: true,
    zero: None,
    ..ARP_ALL_TARGETS
};

/// Validation of ARP traffic.
pub static LEGACY_ARP_VALIDATE: Enum = Enum {
    name: "LegacyArpValidate",
    ignores_case_since: None,
    aliases: &[("", "none")],
    left_to_rules: true,
    zero: None,
    ..ARP_VALIDATE
};

/// Bond modes.
pub static LEGACY_BOND_MODE: Enum = Enum {
    name: "LegacyBondMode",
    ignores_case_since: None,
    aliases: &[("", "balance-rr")],
    left_to_rules: true,
    zero: None,
    ..BOND_MODE
};

/// MAC address of a bond.
pub static LEGACY_FAIL_OVER_MAC: Enum = Enum {
    name: "LegacyFailOverMac",
    ignores_case_since: None,
    aliases: &[("", "none")],
    left_to_rules: true,
    zero: None,
    ..FAIL_OVER_MAC
};

/// LACP rate.
pub static LEGACY_LACP_RATE: Enum = Enum {
    name: "LegacyLacpRate",
    ignores_case_since: None,
    aliases: &[("", "slow")],
    left_to_rules: true,
    zero: None,
    ..LACP_RATE
};

/// Return to the primary member.
pub static LEGACY_PRIMARY_RESELECT: Enum = Enum {
    name: "LegacyPrimaryReselect",
    ignores_case_since: None,
    aliases: &[("", "always")],
    left_to_rules: true,
    zero: None,
    ..PRIMARY_RESELECT
};

/// Roles of the Talos API.
pub static LEGACY_TALOS_ROLE: Enum = Enum { name: "LegacyTalosRole", left_to_rules: true, ..TALOS_ROLE };

/// Versions of the legacy document.
pub static LEGACY_VERSION: Enum = by_rules(
    "LegacyVersion",
    "Format of the legacy document.",
    &[EnumValue::new("v1alpha1", "The only version there is.")],
);

/// Hash policies of bonds.
pub static LEGACY_XMIT_HASH_POLICY: Enum = Enum {
    name: "LegacyXmitHashPolicy",
    ignores_case_since: None,
    aliases: &[("", "layer2")],
    left_to_rules: true,
    zero: None,
    ..XMIT_HASH_POLICY
};

/// Encodings of shipped logs.
pub static LOGGING_FORMAT: Enum =
    Enum::exact("LoggingFormat", "Encoding of log lines.", &[EnumValue::new("json_lines", "One JSON object a line.")]);

/// Layouts of logical volumes.
pub static LOGICAL_VOLUME_TYPE: Enum = folding(
    "LogicalVolumeType",
    "How the data of a logical volume lies on the physical ones.",
    "linear",
    &[
        EnumValue::new("linear", "One after the other, without redundancy."),
        EnumValue::new("raid1", "As whole copies; `mirrors` says how many more than one."),
        EnumValue::new("raid0", "In stripes without redundancy: fast, lost when one disk is."),
        EnumValue::new("raid10", "In stripes of mirrored copies."),
    ],
);

/// Roles of machines.
pub static MACHINE_TYPE: Enum = Enum {
    aliases: &[("join", "worker"), ("", "worker")],
    ..Enum::exact(
        "MachineType",
        "Role of a machine in its cluster.",
        &[
            EnumValue::new(
                "init",
                "Control plane machine that bootstraps etcd by itself. Kept for old clusters: it must never be reinstalled so.",
            ),
            EnumValue::new("controlplane", "Runs etcd and the control plane; ordinary pods only when allowed."),
            EnumValue::new("worker", "Runs pods."),
        ],
    )
};

/// When the primary member of a bond takes over again.
pub static PRIMARY_RESELECT: Enum = folding(
    "PrimaryReselect",
    "When the primary member of a bond takes over again after its return.",
    "always",
    &[
        EnumValue::new("always", "As soon as it is up."),
        EnumValue::new("better", "When it is faster than the member in use."),
        EnumValue::new("failure", "When the member in use fails."),
    ],
);

/// Protocols of firewall rules.
///
/// Upstream has no word for the protocol that was not given, and prints it as `Protocol(0)`.
pub static PROTOCOL: Enum = Enum {
    unnamed: "Protocol(0)",
    ..folding(
        "Protocol",
        "Protocol of a firewall rule.",
        "",
        &[
            EnumValue::new("icmp", "ICMP for IPv4. Blocking it breaks discovery of packet sizes."),
            EnumValue::new("tcp", "Connections, reassembled in order."),
            EnumValue::new("udp", "Datagrams, each on its own."),
            EnumValue::new("icmpv6", "ICMP for IPv6, which neighbour discovery needs."),
        ],
    )
};

/// Levels of RAID arrays.
pub static RAID_LEVEL: Enum = folding(
    "RaidLevel",
    "Level of a RAID array.",
    "raid1",
    &[EnumValue::new("raid1", "Every member holds all the data.")],
);

/// Places of RAID metadata.
pub static RAID_METADATA: Enum = folding(
    "RaidMetadata",
    "Format of a RAID array's description on its members.",
    "1.0",
    &[
        EnumValue::new(
            "1.0",
            "At the end of each member, so that firmware sees an ordinary partition and can boot from it.",
        ),
        EnumValue::new("1.2", "4 KiB behind the start of each member."),
    ],
);

/// Actions of routing rules.
pub static ROUTING_RULE_ACTION: Enum = folding(
    "RoutingRuleAction",
    "What happens to packets that a routing rule matches.",
    "unspec",
    &[
        EnumValue::new("unspec", "Not given: the rule's table is looked up."),
        EnumValue::new("unicast", "The rule's table is looked up."),
        EnumValue::new("blackhole", "They are dropped without a word."),
        EnumValue::new("unreachable", "They are dropped and the sender is told that there is no way."),
        EnumValue::new("prohibit", "They are dropped and the sender is told that it is forbidden."),
    ],
);

macro_rules! routing_tables {
    ($($number:literal)*) => {
        /// Routing tables.
        pub static ROUTING_TABLE: Enum = folding(
            "RoutingTable",
            "A routing table: a name, or a number from 1 to 252 in plain decimal digits.",
            "unspec",
            &[
                EnumValue::new("main", "Table 254, where routes go by default."),
                EnumValue::new("local", "Table 255, which the kernel fills with the machine's own addresses."),
                EnumValue::new("default", "Table 253, looked up last and normally empty."),
                EnumValue::new("unspec", "No table given."),
                $(EnumValue::new(stringify!($number), concat!("Table ", stringify!($number), ", free for routes of your own."))),*
            ],
        );
    };
}
routing_tables! {
    1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40
    41 42 43 44 45 46 47 48 49 50 51 52 53 54 55 56 57 58 59 60 61 62 63 64 65 66 67 68 69 70 71 72 73 74 75 76 77
    78 79 80 81 82 83 84 85 86 87 88 89 90 91 92 93 94 95 96 97 98 99 100 101 102 103 104 105 106 107 108 109 110
    111 112 113 114 115 116 117 118 119 120 121 122 123 124 125 126 127 128 129 130 131 132 133 134 135 136 137 138
    139 140 141 142 143 144 145 146 147 148 149 150 151 152 153 154 155 156 157 158 159 160 161 162 163 164 165 166
    167 168 169 170 171 172 173 174 175 176 177 178 179 180 181 182 183 184 185 186 187 188 189 190 191 192 193 194
    195 196 197 198 199 200 201 202 203 204 205 206 207 208 209 210 211 212 213 214 215 216 217 218 219 220 221 222
    223 224 225 226 227 228 229 230 231 232 233 234 235 236 237 238 239 240 241 242 243 244 245 246 247 248 249 250
    251 252
}

/// Roles of clients of the Talos API.
pub static TALOS_ROLE: Enum = Enum::exact(
    "TalosRole",
    "What a client of the Talos API may do.",
    &[
        EnumValue::new("os:admin", "Everything."),
        EnumValue::new("os:operator", "Everything that reads, plus reboot, shutdown and etcd maintenance."),
        EnumValue::new("os:reader", "Calls that read without revealing secrets."),
        EnumValue::new("os:etcd:backup", "Taking snapshots of etcd."),
        newer("os:image:verifier", "Verifying the signatures of images.", &SINCE_1_13),
        EnumValue::new("os:impersonator", "Acting as a user of another role. For Talos' own services."),
        newer("os:meta:writer", "Writing values of the META partition.", &SINCE_1_13),
    ],
);

/// Kinds of VLAN tags.
pub static VLAN_PROTOCOL: Enum = Enum {
    zero: None,
    ..folding(
        "VlanProtocol",
        "Kind of tag that marks frames of a VLAN.",
        "",
        &[
            EnumValue::new("802.1q", "The ordinary tag."),
            EnumValue::new("802.1ad", "The outer tag of stacked VLANs (QinQ), between providers' switches."),
        ],
    )
};

/// What backs a volume.
pub static VOLUME_TYPE: Enum = folding(
    "VolumeType",
    "What backs a volume. All are read, but a user volume allows only the first, `disk` and `directory`.",
    "partition",
    &[
        EnumValue::new("partition", "A partition that Talos makes."),
        EnumValue::new("disk", "A whole disk without a partition table."),
        EnumValue::new("tmpfs", "Memory. Refused for user volumes."),
        EnumValue::new("directory", "A directory on `EPHEMERAL`: no size limit, no file system of its own."),
        EnumValue::new("symlink", "A link to another place. Refused for user volumes."),
        EnumValue::new("overlay", "A layer over another directory. Refused for user volumes."),
        newer("external", "Something outside of the machine. Refused for user volumes.", &SINCE_1_13),
    ],
);

/// Events that wake a machine.
pub static WAKE_ON_LAN: Enum = Enum {
    zero: None,
    ..folding(
        "WakeOnLan",
        "Event on the network that wakes a sleeping machine.",
        "",
        &[
            EnumValue::new("phy", "The link comes up."),
            EnumValue::new("unicast", "A packet to the machine's own address."),
            EnumValue::new("multicast", "A multicast packet."),
            EnumValue::new("broadcast", "A broadcast packet."),
            EnumValue::new("magic", "A magic packet, the usual choice."),
            EnumValue::new("magicsecure", "A magic packet with a password."),
            EnumValue::new("filter", "A packet that a filter of the card matches."),
        ],
    )
};

/// Hash of a bond.
pub static XMIT_HASH_POLICY: Enum = folding(
    "XmitHashPolicy",
    "What of a packet decides the member of a bond that it leaves by.",
    "layer2",
    &[
        EnumValue::new("layer2", "MAC addresses: all traffic to one router takes one member."),
        EnumValue::new("layer3+4", "IP addresses and ports: spreads best, but fragments may arrive out of order."),
        EnumValue::new("layer2+3", "MAC and IP addresses: spreads by peer, keeps to LACP's rules."),
        EnumValue::new("encap2+3", "As `layer2+3`, looking inside tunnels."),
        EnumValue::new("encap3+4", "As `layer3+4`, looking inside tunnels."),
    ],
);

//! Enumerations of Talos documents, sorted by name.
//!
//! Those called `LEGACY_…` belong to fields of the legacy document that are plain text upstream: validation compares
//! them exactly, while the types of the newer documents ignore case. Values that upstream only advises are not here.

use crate::model::{Change, Enum, EnumValue, Event, Version};

/// A value of all releases.
const fn value(text: &'static str, doc: &'static str) -> EnumValue {
    EnumValue { text, doc, life: &[] }
}

/// A value that a release brought; `life` holds its event.
const fn newer(text: &'static str, doc: &'static str, life: crate::model::Life) -> EnumValue {
    EnumValue { text, doc, life }
}

/// A list of exact texts.
const fn exact(name: &'static str, doc: &'static str, values: &'static [EnumValue]) -> Enum {
    Enum { name, doc, values, ignores_case_since: None, aliases: &[], zero: None }
}

static SINCE_1_13: [Event; 1] = [Event { at: Version::new(1, 13), change: Change::Since }];

/// Order of a machine's addresses.
pub static ADDRESS_SORT_ALGORITHM: Enum = Enum {
    ignores_case_since: Some(Version::new(1, 9)),
    ..exact(
        "AddressSortAlgorithm",
        "How the addresses of a machine are ordered.",
        &[
            value("v1", "Plain order of the addresses as numbers."),
            value(
                "v2",
                "More specific prefixes first, so that the order hardly depends on addresses that come and go.",
            ),
        ],
    )
};

/// Kinds of authorizers of the API server.
pub static AUTHORIZER_TYPE: Enum = exact(
    "AuthorizerType",
    "Who decides about a request to the API server.",
    &[
        value("Node", "Lets kubelets do what their node needs and nothing more."),
        value("RBAC", "Decides by roles and role bindings."),
        value("Webhook", "Asks a service over HTTP."),
    ],
);

/// Providers of the pod network.
pub static CNI_NAME: Enum = exact(
    "CniName",
    "Who provides the pod network.",
    &[
        value("flannel", "Talos deploys flannel."),
        value("custom", "Talos applies the manifests that `urls` names."),
        value("none", "Talos deploys nothing: nodes stay not ready until you install a CNI."),
    ],
);

/// Kinds of disks.
pub static INSTALL_DISK_TYPE: Enum = exact(
    "InstallDiskType",
    "Kind of disk.",
    &[
        value("ssd", "Disk without rotating parts."),
        value("hdd", "Disk with rotating parts."),
        value("nvme", "Disk on NVMe."),
        value("sd", "Card or embedded flash (MMC)."),
    ],
);

/// LACP aggregation.
pub static LEGACY_AD_SELECT: Enum = Enum {
    aliases: &[("", "stable")],
    ..exact(
        "BondAdSelect",
        "When a bond chooses another aggregate.",
        &[
            value("stable", "Only when the aggregate in use has no member left."),
            value("bandwidth", "Whenever another one has more bandwidth."),
            value("count", "Whenever another one has more members."),
        ],
    )
};

/// ARP targets that count.
pub static LEGACY_ARP_ALL_TARGETS: Enum = Enum {
    aliases: &[("", "any")],
    ..exact(
        "BondArpAllTargets",
        "How many ARP targets must answer.",
        &[value("any", "One of them."), value("all", "Every one of them.")],
    )
};

/// Validation of ARP traffic.
pub static LEGACY_ARP_VALIDATE: Enum = Enum {
    aliases: &[("", "none")],
    ..exact(
        "BondArpValidate",
        "On which members ARP traffic is checked.",
        &[
            value("none", "On none: any traffic counts as a sign of life."),
            value("active", "On the active member."),
            value("backup", "On the members that wait."),
            value("all", "On every member."),
            value("filter", "On none, but only ARP traffic counts."),
            value("filter-active", "On the active member, and only ARP traffic counts elsewhere."),
            value("filter-backup", "On the members that wait, and only ARP traffic counts elsewhere."),
        ],
    )
};

/// Bond modes.
pub static LEGACY_BOND_MODE: Enum = Enum {
    aliases: &[("", "balance-rr")],
    ..exact(
        "BondMode",
        "How the members of a bond share the traffic.",
        &[
            value(
                "balance-rr",
                "Packets in turn over all members. Reorders packets and needs a static aggregate on the switch.",
            ),
            value("active-backup", "One member works, the others wait. Needs nothing from the switch."),
            value("balance-xor", "Member chosen by hash. Needs a static aggregate on the switch."),
            value("broadcast", "Every packet on every member."),
            value("802.3ad", "Aggregate negotiated with the switch by LACP."),
            value(
                "balance-tlb",
                "Outgoing traffic spread by load, incoming on one member. Needs nothing from the switch.",
            ),
            value("balance-alb", "As `balance-tlb`, and incoming IPv4 traffic is spread by answering ARP differently."),
        ],
    )
};

/// MAC address of a bond.
pub static LEGACY_FAIL_OVER_MAC: Enum = Enum {
    aliases: &[("", "none")],
    ..exact(
        "BondFailOverMac",
        "Which MAC address a bond has in mode `active-backup`.",
        &[
            value("none", "All members get the bond's address."),
            value("active", "The bond takes the address of the active member."),
            value("follow", "A member gets the bond's address when it becomes active."),
        ],
    )
};

/// LACP rate.
pub static LEGACY_LACP_RATE: Enum = Enum {
    aliases: &[("", "slow")],
    ..exact(
        "BondLacpRate",
        "How often LACP frames are asked for.",
        &[value("slow", "Every 30 seconds."), value("fast", "Every second, so a dead partner is noticed after three.")],
    )
};

/// Return to the primary member.
pub static LEGACY_PRIMARY_RESELECT: Enum = Enum {
    aliases: &[("", "always")],
    ..exact(
        "BondPrimaryReselect",
        "When the primary member becomes active again.",
        &[
            value("always", "As soon as it is up."),
            value("better", "When it is faster than the active one."),
            value("failure", "Only when the active one fails."),
        ],
    )
};

/// Versions of the legacy document.
pub static LEGACY_VERSION: Enum =
    exact("LegacyVersion", "Format of the legacy document.", &[value("v1alpha1", "The only version there is.")]);

/// Hash policies of bonds.
pub static LEGACY_XMIT_HASH_POLICY: Enum = Enum {
    aliases: &[("", "layer2")],
    ..exact(
        "BondXmitHashPolicy",
        "What a bond hashes to choose a member.",
        &[
            value("layer2", "MAC addresses."),
            value("layer3+4", "IP addresses and ports. Fragments may take another member."),
            value("layer2+3", "MAC and IP addresses."),
            value("encap2+3", "As `layer2+3`, but of the packet inside a tunnel."),
            value("encap3+4", "As `layer3+4`, but of the packet inside a tunnel."),
        ],
    )
};

/// Encodings of shipped logs.
pub static LOGGING_FORMAT: Enum =
    exact("LoggingFormat", "Encoding of log lines.", &[value("json_lines", "One JSON object a line.")]);

/// Roles of machines.
pub static MACHINE_TYPE: Enum = Enum {
    aliases: &[("join", "worker"), ("", "worker")],
    ..exact(
        "MachineType",
        "Role of a machine in its cluster.",
        &[
            value(
                "init",
                "Control plane machine that bootstraps etcd by itself. Kept for old clusters: it must never be reinstalled so.",
            ),
            value("controlplane", "Runs etcd and the control plane; ordinary pods only when allowed."),
            value("worker", "Runs pods."),
        ],
    )
};

/// Roles of clients of the Talos API.
pub static TALOS_ROLE: Enum = exact(
    "TalosRole",
    "What a client of the Talos API may do.",
    &[
        value("os:admin", "Everything."),
        value("os:operator", "Everything that reads, plus reboot, shutdown and etcd maintenance."),
        value("os:reader", "Calls that read without revealing secrets."),
        value("os:etcd:backup", "Taking snapshots of etcd."),
        newer("os:image:verifier", "Verifying the signatures of images.", &SINCE_1_13),
        value("os:impersonator", "Acting as a user of another role. For Talos' own services."),
        newer("os:meta:writer", "Writing values of the META partition.", &SINCE_1_13),
    ],
);

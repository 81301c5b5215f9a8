//! The legacy machine configuration, kind `v1alpha1` without envelope: every section of it, for all releases.
//!
//! One file per section. Structs that upstream uses in several places are declared once, beside their first use. The
//! documents that replace parts of it are kinds of their own; each deprecated key names them. Sources: Talos,
//! `pkg/machinery/config/types/v1alpha1`, releases 1.6 to 1.14. Rules are in
//! `rules::legacy`.

pub mod api_server;
pub mod bond;
pub mod certificates;
pub mod cluster;
pub mod cluster_network;
pub mod control_plane;
pub mod discovery;
pub mod disks;
pub mod encryption;
pub mod etcd;
pub mod features;
pub mod install;
pub mod interface;
pub mod kubelet;
pub mod kubespan;
pub mod logging;
pub mod machine;
pub mod manifests;
pub mod network;
pub mod registries;
pub mod system;
pub mod wireguard;

use crate::lang::talos::enums;
use crate::lang::talos::rules::labels;
use crate::lang::talos::rules::legacy as rules;
use crate::lang::talos::rules::runtime_spec::RUNTIME_SPEC;
use cluster::Cluster;
use machine::Machine;
use ostler_derive::Kind;

/// A control plane machine's configuration.
const CONTROLPLANE: &str = include_str!("controlplane.yaml");

/// A worker's configuration with the parts that every release needs.
const WORKER: &str = include_str!("worker.yaml");

// Impact: up to 1.13 the machine compares old and new document and takes only some parts while it runs (Talos 1.6 to 1.13,
// internal/app/machined/pkg/runtime/v1alpha1/v1alpha1_runtime.go); 1.14 takes everything, but files and disks are set up
// by the boot sequence alone (v1alpha1_sequencer.go), encrypted partitions are opened and quotas mounted at boot, and services
// get their environment when they start.
/// The legacy machine configuration: one document for the whole machine, without `apiVersion` and `kind`.
#[derive(Kind)]
#[kind(impact = reboot, impact_since("1.14", in_place))]
#[kind(
    name = "v1alpha1",
    headless,
    rules(
        RUNTIME_SPEC,
        labels::NODE_ANNOTATION,
        labels::NODE_LABEL,
        labels::NODE_TAINT,
        rules::API_ACCESS_ON_WORKER,
        rules::API_ACCESS_ROLE,
        rules::API_ACCESS_WITHOUT_RBAC,
        rules::AUTHORIZATION_TWICE,
        rules::BOND_AND_BRIDGE,
        rules::BOND_DELAY,
        rules::BOND_MEMBERS_TWICE,
        rules::BOND_MODE_LACKS_SETTING,
        rules::BOND_UNSUPPORTED,
        rules::BOND_VALUE,
        rules::CA_KEY_ON_WORKER,
        rules::CIDR_AND_ADDRESSES,
        rules::CIDR_OUT_OF_USE,
        rules::CLOUD_MANIFESTS_UNUSED,
        rules::CLOUD_MANIFEST_URL,
        rules::CLUSTER_ENDPOINT,
        rules::CNI_NAME_UNKNOWN,
        rules::CNI_URL,
        rules::CNI_URLS_UNUSED,
        rules::COMPONENT_RESOURCE,
        rules::CUSTOM_CNI_WITHOUT_URLS,
        rules::DEVICE_SELECTOR_EMPTY,
        rules::DISCOVERY_ENDPOINT,
        rules::DISCOVERY_SERVICE_WITHOUT_IDENTITY,
        rules::DNS_DOMAIN,
        rules::EMPTY_ENTRY,
        rules::ENCRYPTION_KEY_WITHOUT_SOURCE,
        rules::ENCRYPTION_SLOT_TWICE,
        rules::ETCD_ON_WORKER,
        rules::ETCD_SUBNET,
        rules::ETCD_SUBNET_TWICE,
        rules::EXTENSIONS_AT_INSTALL,
        rules::EXTENSION_TWICE,
        rules::FLANNEL_SETTINGS_UNUSED,
        rules::FORWARDING_WITHOUT_HOST_DNS,
        rules::HOST_DNS_IN_CONTAINER,
        rules::INLINE_MANIFEST_NAME,
        rules::INSTALL_DISK_SELECTOR,
        rules::INSTALL_WITHOUT_DISK,
        rules::INTERFACE_ADDRESS,
        rules::INTERFACE_OR_SELECTOR,
        rules::KERNEL_ARGS_TWICE,
        rules::KUBELET_MANAGED_FIELD,
        rules::KUBELET_SUBNET,
        rules::KUBERNETES_VERSION,
        rules::KUBESPAN_FILTER,
        rules::KUBESPAN_MTU,
        rules::KUBESPAN_WITHOUT_CLUSTER_DISCOVERY,
        rules::LOG_ENDPOINT,
        rules::MACHINE_CA_MISSING,
        rules::MACHINE_TYPE_ALIAS,
        rules::MEMBER_OF_TWO,
        rules::MEMBER_WITH_ADDRESS,
        rules::PARTITION_TAKES_ALL,
        rules::PERSIST_OFF,
        rules::ROUTE_ADDRESS,
        rules::ROUTE_TO_NOWHERE,
        rules::SECTION_OUT_OF_USE,
        rules::VIP_ADDRESS,
        rules::VIP_ON_WORKER,
        rules::WIREGUARD_ALLOWED_IP,
        rules::WIREGUARD_ENDPOINT,
        rules::WIREGUARD_KEY
    ),
    example = CONTROLPLANE,
    example = WORKER
)]
pub struct LegacyConfig {
    /// Version of this document's format.
    /// It does not identify the document: the keys `machine`, `cluster`, `debug` or `persist` do.
    #[field(keep_empty, values = enums::LEGACY_VERSION)]
    pub version: String,
    /// Sends the logs of all services to the console too.
    /// Kernel messages get hard to find there, so switch it off again.
    #[field(default = "false")]
    #[field(impact = in_place)]
    pub debug: Option<bool>,
    /// Once chose between keeping the configuration on disk and losing it at reboot.
    /// Only `true` is left and `false` is refused: nothing replaces it, leave it out.
    #[field(default = "true", deprecated("1.6"))]
    pub persist: Option<bool>,
    /// Settings of this one machine: role, certificates, disk, network, kubelet.
    /// Validation stops with an error when the section is missing.
    #[field(keep_empty, required)]
    pub machine: Option<Machine>,
    /// Settings that machines of one cluster have in common: endpoint, secrets, networks, control plane components.
    /// Keep them equal on all machines.
    #[field(keep_empty, required)]
    #[field(impact = in_place)]
    pub cluster: Option<Cluster>,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::{CONTROLPLANE, LegacyConfig};
    use crate::model::{Shape as _, ViewCx};
    use crate::syntax::{Dialect, GO_YAML_V4, Syntax, parse};
    use crate::text::SourceId;

    fn with_view(text: &str, test: impl Fn(super::LegacyConfigView<'_>)) {
        let parsed = parse(text, Syntax::Yaml, &Dialect { reader: "test", refuses: &[] }, SourceId(0), &[]);
        let cx = ViewCx { tree: &parsed.tree, scalars: &GO_YAML_V4 };
        test(LegacyConfig::read(cx, parsed.tree.root().unwrap()).unwrap());
    }

    #[test]
    fn views_read_every_level() {
        with_view(CONTROLPLANE, |config| {
            let machine = config.machine().unwrap();
            assert_eq!(machine.r#type().unwrap().value, "controlplane");
            let interfaces = machine.network().unwrap().interfaces().unwrap();
            let (_, first) = interfaces.iter().next().unwrap();
            assert_eq!(first.vip().unwrap().ip().unwrap().value, "10.0.0.100");
            assert!(machine.time().is_none());
        });
    }

    #[test]
    fn flags_are_one_text_or_several() {
        let text = "cluster:\n  apiServer:\n    extraArgs:\n      a: x\n      b: [y, z]\n      c: {d: 1}\n";
        with_view(text, |config| {
            let flags = config.cluster().unwrap().api_server().unwrap().extra_args().unwrap();
            let values = |flag: &str| flags.get(flag).map(|v| v.iter().map(|t| t.value).collect::<Vec<_>>());
            assert_eq!(values("a").unwrap(), ["x"]);
            assert_eq!(values("b").unwrap(), ["y", "z"]);
            assert!(values("c").is_none());
        });
    }
}

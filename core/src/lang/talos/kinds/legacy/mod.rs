//! The legacy machine configuration, kind `v1alpha1` without envelope: every section of it, for all releases.
//!
//! One file per section. Structs that upstream uses in several places are declared once, beside their first use. The
//! documents that replace parts of it are kinds of their own; each deprecated key names them. Sources: Talos,
//! `pkg/machinery/config/types/v1alpha1`, releases 1.6 to 1.14. Rules do not belong here.

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
use cluster::Cluster;
use machine::Machine;
use ostler_derive::Kind;

/// A control plane machine's configuration.
const CONTROLPLANE: &str = include_str!("controlplane.yaml");

/// A worker's configuration with the parts that every release needs.
const WORKER: &str = include_str!("worker.yaml");

/// The legacy machine configuration: one document for the whole machine, without `apiVersion` and `kind`.
#[derive(Kind)]
#[kind(name = "v1alpha1", headless, rules(labels::NODE_ANNOTATION, labels::NODE_LABEL, labels::NODE_TAINT), example = CONTROLPLANE, example = WORKER)]
pub struct LegacyConfig {
    /// Version of this document's format.
    /// It does not identify the document: the keys `machine`, `cluster`, `debug` or `persist` do.
    #[field(keep_empty, values = enums::LEGACY_VERSION)]
    pub version: String,
    /// Sends the logs of all services to the console too.
    /// Kernel messages get hard to find there, so switch it off again.
    #[field(default = "false")]
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

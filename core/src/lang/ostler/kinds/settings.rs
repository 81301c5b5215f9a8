//! What defaults, clusters and nodes can all say.

use super::{MODE, OS};
use crate::lang::ostler::formats;
use crate::model::Object;
use ostler_derive::Shape;

/// What counts for nodes: operating system, releases, mode, variables.
///
/// A node's own word counts before its cluster's, and that before the defaults.
#[derive(Shape)]
#[allow(dead_code, reason = "a declaration")]
pub struct Settings {
    /// Operating system of the machines, which decides the language of their configs.
    #[field(values = OS, default = "talos", example = "talos")]
    pub os: Option<String>,
    /// Release of Talos that machines run: their configs are checked for it, and patches merge as it merges them.
    ///
    /// Different nodes may run different releases, as they do in the middle of an upgrade.
    #[field(format = formats::TALOS_RELEASE, example = "v1.13.9")]
    pub talos_version: Option<String>,
    /// Release of Kubernetes that machines run.
    #[field(format = formats::KUBERNETES_RELEASE, example = "v1.35.2")]
    pub kubernetes_version: Option<String>,
    /// How machines run; some checks depend on it.
    #[field(values = MODE, default = "metal", example = "cloud")]
    pub mode: Option<String>,
    /// Values that patches take by name: `${var.installDisk}`.
    ///
    /// Any YAML value may stand here, and keeps its type where it is used alone. Names are looked up in the node first, then
    /// in its cluster, then in the defaults; the nearest definition of the first name of a path counts whole, since mappings
    /// are not merged. Do not put secrets here.
    #[field(example = "{installDisk: /dev/nvme0n1, vlan: {id: 42}}")]
    pub vars: Option<Object>,
}

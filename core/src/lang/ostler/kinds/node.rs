//! A machine.

use super::{Patch, ROLE, Settings};
use crate::lang::ostler::formats;
use ostler_derive::Shape;

/// A machine: what it is called, what it does, and what is particular about it.
#[derive(Shape)]
#[allow(dead_code, reason = "a declaration")]
pub struct Node {
    /// Name of the machine, unique in its cluster; its config is called after it, and patches have it as `${node.name}`.
    #[field(required, format = formats::NAME, example = "cp-1")]
    pub name: String,
    /// Where the machine is reached, as an IP address or host name; patches have it as `${node.address}`.
    #[field(format = formats::HOST, example = "10.0.0.11")]
    pub address: Option<String>,
    /// What the machine does in its cluster.
    #[field(required, values = ROLE, example = "worker")]
    pub role: String,
    /// Sets of nodes that share patches: the hardware, the rack, the site. Their layers apply in this order.
    #[field(format = formats::NAME, example = "[nuc, rack-b]")]
    pub groups: Option<Vec<String>>,
    /// What counts for this machine alone.
    #[field(flatten)]
    pub settings: Settings,
    /// Patches of this machine alone, which come behind those of its folder.
    ///
    /// A patch is the path of a file, relative to this one, or the patch itself.
    #[field(example = "[{machine: {nodeLabels: {gpu: \"true\"}}}]")]
    pub patches: Option<Vec<Patch>>,
}

//! Enumerations of the inventory.

use crate::lang::talos::TALOS;
use crate::model::{Enum, EnumValue};

/// Operating systems.
pub static OS: Enum = Enum::exact(
    "operating system",
    "The operating system of a machine, which decides the language of its config.",
    &[EnumValue::new("talos", "Talos Linux.")],
);

static MODES: [EnumValue; 3] = [
    EnumValue::new(TALOS.modes[0].name, TALOS.modes[0].doc),
    EnumValue::new(TALOS.modes[1].name, TALOS.modes[1].doc),
    EnumValue::new(TALOS.modes[2].name, TALOS.modes[2].doc),
];

/// How machines run, as Talos tells it.
pub static MODE: Enum = Enum::exact("mode", "How a machine runs.", &MODES);

/// What a machine does in its cluster.
pub static ROLE: Enum = Enum::exact(
    "node role",
    "What a machine does in its cluster.",
    &[
        EnumValue::new("controlplane", "Runs the control plane of Kubernetes and etcd."),
        EnumValue::new("worker", "Runs workloads only."),
    ],
);

/// Layers of patches.
pub static LAYER: Enum = Enum::exact(
    "layer",
    "A set of patches that some nodes share.",
    &[
        EnumValue::new("all", "Patches of every node of the cluster."),
        EnumValue::new("role:{role}", "Patches of the node's role."),
        EnumValue::new("group:{group}", "Patches of the node's groups, in the order in which it lists them."),
        EnumValue::new("node:{node}", "Patches of the node itself: its folder, then what its entry lists."),
        EnumValue::new("final", "Patches of every node that come behind all others, as some importers need them."),
    ],
);

/// Whether findings are wanted.
pub static SWITCH: Enum = Enum::exact(
    "rule switch",
    "Whether findings of a code or area are wanted.",
    &[EnumValue::new("on", "Findings are shown."), EnumValue::new("off", "Findings are left out.")],
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modes_are_those_of_the_operating_system() {
        let ours: Vec<_> = MODE.values.iter().map(|v| v.text).collect();
        let theirs: Vec<_> = TALOS.modes.iter().map(|m| m.name).collect();
        assert_eq!(ours, theirs);
    }
}

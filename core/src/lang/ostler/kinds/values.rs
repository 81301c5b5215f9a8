//! Enumerations of the inventory.

use crate::lang::talos::TALOS;
use crate::model::{Enum, EnumValue};

const fn value(text: &'static str, doc: &'static str) -> EnumValue {
    EnumValue { text, doc, life: &[] }
}

const fn list(name: &'static str, doc: &'static str, values: &'static [EnumValue]) -> Enum {
    Enum { name, doc, values, ignores_case_since: None, aliases: &[], left_to_rules: false, zero: None }
}

/// Operating systems.
pub static OS: Enum = list(
    "operating system",
    "The operating system of a machine, which decides the language of its config.",
    &[value("talos", "Talos Linux.")],
);

static MODES: [EnumValue; 3] = [
    value(TALOS.modes[0].name, TALOS.modes[0].doc),
    value(TALOS.modes[1].name, TALOS.modes[1].doc),
    value(TALOS.modes[2].name, TALOS.modes[2].doc),
];

/// How machines run, as Talos tells it.
pub static MODE: Enum = list("mode", "How a machine runs.", &MODES);

/// What a machine does in its cluster.
pub static ROLE: Enum = list(
    "node role",
    "What a machine does in its cluster.",
    &[value("controlplane", "Runs the control plane of Kubernetes and etcd."), value("worker", "Runs workloads only.")],
);

/// Layers of patches.
pub static LAYER: Enum = list(
    "layer",
    "A set of patches that some nodes share.",
    &[
        value("all", "Patches of every node of the cluster."),
        value("role:{role}", "Patches of the node's role."),
        value("group:{group}", "Patches of the node's groups, in the order in which it lists them."),
        value("node:{node}", "Patches of the node itself: its folder, then what its entry lists."),
        value("final", "Patches of every node that come behind all others, as some importers need them."),
    ],
);

/// Whether findings are wanted.
pub static SWITCH: Enum = list(
    "rule switch",
    "Whether findings of a code or area are wanted.",
    &[value("on", "Findings are shown."), value("off", "Findings are left out.")],
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

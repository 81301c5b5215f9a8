//! Directories by which people divide the patches of a cluster: for all machines, by role, by group, by machine.
//!
//! The names are those of topf, of talhelper's and `talosctl`'s examples, and of the repositories that follow them. A
//! file in such a directory is one layer of a configuration, not a whole one.

/// Names of directories with one layer each, or with a directory for each group or machine.
const NAMES: [&str; 24] = [
    "all",
    "base",
    "cluster",
    "common",
    "control-plane",
    "control-planes",
    "controller",
    "controlplane",
    "controlplanes",
    "final",
    "global",
    "group",
    "groups",
    "layers",
    "machine",
    "machines",
    "node",
    "nodes",
    "overlays",
    "patch",
    "patches",
    "roles",
    "worker",
    "workers",
];

/// How deep below the cluster's own directory layers lie: `node/NAME`.
const DEPTH: usize = 2;

/// The directory of the cluster that a directory of layers belongs to: `talos` for `talos/node/w1`, and the directory
/// itself when it is none.
pub fn home(directory: &str) -> &str {
    let mut home = directory;
    let mut at = directory;
    for _ in 0..DEPTH {
        let (parent, name) = at.rsplit_once('/').unwrap_or(("", at));
        if is_layers(name) {
            home = parent;
        }
        at = parent;
    }
    home
}

/// True for the name of a directory of layers.
pub fn is_layers(name: &str) -> bool {
    NAMES.contains(&name)
}

/// True when the path says that the file is a patch or one layer of several.
pub fn is_layer(path: &str) -> bool {
    let (directory, _) = path.rsplit_once('/').unwrap_or(("", path));
    path.to_lowercase().contains("patch") || home(directory) != directory
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn homes() {
        for (directory, expected) in [
            ("talos/all", "talos"),
            ("talos/node/w1", "talos"),
            ("k/talos/nodes/controlplane", "k/talos"),
            ("clusters/base/talos/patches", "clusters/base/talos"),
            ("talos", "talos"),
            ("nodes", ""),
            ("", ""),
        ] {
            assert_eq!(home(directory), expected, "{directory}");
        }
    }

    #[test]
    fn layers() {
        assert!(is_layer("talos/patches/a.yaml") && is_layer("talos/my-Patch.yaml") && is_layer("nodes/w1.yaml"));
        assert!(!is_layer("talos/controlplane.yaml") && !is_layer("worker.yaml") && !is_layer("allowed/x.yaml"));
        assert!(NAMES.is_sorted());
    }
}

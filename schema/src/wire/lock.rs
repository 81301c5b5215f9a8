//! `ostler.lock/1`: from what every node of a fleet was rendered last, and what came of it. A change of an output
//! without a change of an input shows that the tool changed.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::render::Node;
use super::to_json;

/// Name and version of the form.
const FORMAT: &str = "ostler.lock/1";

/// The file `ostler.lock`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Lock {
    /// Always `ostler.lock/1`.
    pub format: String,
    /// Version of ostler that wrote the file.
    pub ostler: String,
    /// What stood where a secret belongs, `written` or `placeholder`: hashes of the two cannot be compared.
    pub secrets: String,
    /// Hash of each file that was read, by path: `sha256:…`.
    pub inputs: BTreeMap<String, String>,
    /// Nodes by `CLUSTER/NODE`.
    pub nodes: BTreeMap<String, LockedNode>,
}

/// A node.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LockedNode {
    /// Release of the operating system.
    pub release: String,
    /// Release of Kubernetes; missing when the inventory has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub kubernetes: String,
    /// Hash of its config: `sha256:…`.
    pub output: String,
    /// What it was made of, in order.
    pub inputs: Vec<String>,
}

impl Lock {
    /// The lock of nodes that were rendered, those that were refused left out.
    pub fn of(ostler: &str, secrets: &str, nodes: &[Node], inputs: &BTreeMap<String, String>) -> Self {
        let node = |n: &Node| {
            let locked = LockedNode {
                release: n.release.clone(),
                kubernetes: n.kubernetes.clone(),
                output: n.digest.clone()?,
                inputs: n.layers.iter().flat_map(|l| l.files.iter().cloned()).collect(),
            };
            Some((format!("{}/{}", n.cluster, n.name), locked))
        };
        let nodes = nodes.iter().filter_map(node).collect();
        Self {
            format: FORMAT.to_owned(),
            ostler: ostler.to_owned(),
            secrets: secrets.to_owned(),
            inputs: inputs.clone(),
            nodes,
        }
    }

    /// Reads a lock; `None` for a text that is none of this version.
    pub fn parse(text: &str) -> Option<Self> {
        serde_json::from_str::<Self>(text).ok().filter(|lock| lock.format == FORMAT)
    }

    /// The text of the file.
    pub fn text(&self) -> String {
        to_json(self)
    }

    /// Takes over what is known of other nodes, as far as `is_there` says that there still are such.
    #[must_use]
    pub fn over(mut self, old: Self, is_there: impl Fn(&str) -> bool) -> Self {
        for (name, node) in old.nodes.into_iter().filter(|(name, _)| is_there(name)) {
            self.nodes.entry(name).or_insert(node);
        }
        let used = |path: &String| self.nodes.values().any(|n| n.inputs.contains(path));
        let kept: Vec<_> = old.inputs.into_iter().filter(|(path, _)| used(path)).collect();
        for (path, hash) in kept {
            self.inputs.entry(path).or_insert(hash);
        }
        self
    }
}

//! `ostler.lock/1`: from what every node of a fleet was rendered last, and what came of it. A change of an output
//! without a change of an input shows that the tool changed.

use std::collections::{BTreeMap, HashSet};

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
        let used: HashSet<&String> = self.nodes.values().flat_map(|n| &n.inputs).collect();
        for (path, hash) in old.inputs.into_iter().filter(|(path, _)| used.contains(path)) {
            self.inputs.entry(path).or_insert(hash);
        }
        self
    }

    /// True when both say the same, as far as they can be compared: hashes of configs only when the same stood where
    /// secrets belong, and without secrets only the files that both have read.
    pub fn agrees_with(&self, other: &Self) -> bool {
        if self.secrets == other.secrets {
            return self == other;
        }
        let releases = |lock: &Self| -> Vec<_> {
            let of = |(name, n): (&String, &LockedNode)| {
                (name.clone(), n.release.clone(), n.kubernetes.clone(), n.inputs.clone())
            };
            lock.nodes.iter().map(of).collect()
        };
        let differs = |(path, hash): (&String, &String)| other.inputs.get(path).is_some_and(|theirs| theirs != hash);
        self.ostler == other.ostler && releases(self) == releases(other) && !self.inputs.iter().any(differs)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn lock(secrets: &str, files: &[(&str, &str)], output: &str) -> Lock {
        let inputs: BTreeMap<_, _> = files.iter().map(|(p, h)| ((*p).to_owned(), (*h).to_owned())).collect();
        let node = LockedNode {
            release: "v1.13.0".to_owned(),
            kubernetes: String::new(),
            output: output.to_owned(),
            inputs: vec!["base.yaml".to_owned(), "all/a.yaml".to_owned()],
        };
        let nodes = BTreeMap::from([("home/w-1".to_owned(), node)]);
        Lock { format: FORMAT.to_owned(), ostler: "1".to_owned(), secrets: secrets.to_owned(), inputs, nodes }
    }

    #[test]
    fn locks_are_compared_as_far_as_they_can_be() {
        let written = lock("written", &[("base.yaml", "1"), ("secrets.yaml", "2")], "x");
        assert!(written.agrees_with(&written));
        assert!(!written.agrees_with(&lock("written", &[("base.yaml", "1"), ("secrets.yaml", "2")], "y")));
        assert!(written.agrees_with(&lock("placeholder", &[("base.yaml", "1")], "y")), "outputs differ by secrets");
        assert!(!written.agrees_with(&lock("placeholder", &[("base.yaml", "3")], "y")), "an input changed");
        let mut other = lock("placeholder", &[("base.yaml", "1")], "y");
        other.nodes.get_mut("home/w-1").unwrap().release = "v1.13.1".to_owned();
        assert!(!written.agrees_with(&other), "a release changed");
    }

    #[test]
    fn a_part_keeps_what_is_known_of_the_rest() {
        let old = lock("written", &[("base.yaml", "1"), ("gone.yaml", "2")], "x");
        let mut new = lock("written", &[("all/a.yaml", "3")], "y");
        let node = new.nodes.remove("home/w-1").unwrap();
        new.nodes.insert("home/w-2".to_owned(), node);
        let both = new.over(old, |name| name == "home/w-1");
        assert_eq!(both.nodes.len(), 2);
        assert_eq!(both.inputs.keys().collect::<Vec<_>>(), ["all/a.yaml", "base.yaml"]);
    }
}

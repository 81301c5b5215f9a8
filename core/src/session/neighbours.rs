//! What the files of a run say about each other: the release of the machines, and which tool reads what.
//!
//! A patch rarely names the release that it is for, but the install image beside it does, or the configuration of the
//! tool that applies it. So a first pass reads every file by itself and collects what each [`Statement`] says; a file
//! that names no release is then read for the one of the nearest directory upwards. The order in which statements are
//! added makes no difference. Knows no language: what a file says is found by the tables of languages and tools.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::lang::Language;
use crate::lang::foreign::Tells;
use crate::lang::layers;
use crate::model::Version;

/// How much a statement about the release weighs; the least counts first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    /// The configuration of the tool that makes the machine configs.
    Tool,
    /// A machine config of the same directory.
    Beside,
    /// A machine config in one of the directories for layers below.
    Layer,
}

/// What a file says about others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Id of the language that it is about.
    pub(super) language: &'static str,
    /// What it says.
    pub(super) tells: Tells,
    /// True for the configuration of a tool, false for a machine config that names its own release.
    pub(super) by_tool: bool,
}

/// A release, with the file that names it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Named {
    weight: Weight,
    pub version: Version,
    pub by: Arc<str>,
}

/// What other files say about one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// By id of the language.
    releases: BTreeMap<&'static str, Named>,
    /// A tool that replaces `$NAME` reads the file.
    pub(super) replaces_dollars: bool,
    /// A tool reads the file as a patch.
    pub(super) is_patch: bool,
}

impl Beside {
    /// The release that a neighbour names.
    pub(super) fn release(&self, language: &Language) -> Option<&Named> {
        self.releases.get(language.id)
    }
}

/// Statements by directory.
#[derive(Clone, Debug, Default)]
pub struct Neighbours {
    releases: BTreeMap<String, BTreeMap<&'static str, Named>>,
    replaces_dollars: BTreeSet<String>,
    patches: BTreeSet<String>,
}

impl Neighbours {
    /// Adds what a file says.
    pub fn add(&mut self, path: &str, statement: &Statement) {
        let directory = directory(path);
        let Statement { language, tells, by_tool } = statement;
        if let Some(version) = tells.release {
            let weight = if *by_tool { Weight::Tool } else { Weight::Beside };
            self.name(directory, language, Named { weight, version, by: path.into() });
            let home = layers::home(directory);
            if !by_tool && home != directory {
                self.name(home, language, Named { weight: Weight::Layer, version, by: path.into() });
            }
        }
        if tells.replaces_dollars {
            self.replaces_dollars.insert(directory.to_owned());
        }
        self.patches.extend(tells.patches.iter().map(|p| joined(directory, p)));
    }

    /// Of several releases with the same weight the oldest counts: what lies beside both machines must suit both.
    fn name(&mut self, directory: &str, language: &'static str, named: Named) {
        let entry = self.releases.entry(directory.to_owned()).or_default();
        let least = entry.entry(language).or_insert_with(|| named.clone());
        if named < *least {
            *least = named;
        }
    }

    /// What the others say about a file.
    pub fn beside(&self, path: &str) -> Beside {
        let mut beside = Beside { is_patch: self.patches.contains(path), ..Beside::default() };
        for directory in upwards(directory(path)) {
            for (language, named) in self.releases.get(directory).into_iter().flatten() {
                if &*named.by != path {
                    beside.releases.entry(language).or_insert_with(|| named.clone());
                }
            }
            beside.replaces_dollars |= self.replaces_dollars.contains(directory);
        }
        beside
    }
}

/// The directory of a path, empty at the root.
pub fn directory(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(directory, _)| directory)
}

/// A directory and all above it, the root last.
pub fn upwards(directory: &str) -> impl Iterator<Item = &str> {
    core::iter::successors(Some(directory), |d| if d.is_empty() { None } else { Some(self::directory(d)) })
}

/// A path as written in a file of `directory`, without `.` and `..` as far as they lead somewhere.
fn joined(directory: &str, path: &str) -> String {
    let mut out: Vec<&str> = directory.split('/').filter(|s| !s.is_empty()).collect();
    for step in path.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(out.pop()),
            step => out.push(step),
        }
    }
    out.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(minor: u16, by_tool: bool) -> Statement {
        let tells = Tells { release: Some(Version::new(1, minor)), ..Tells::default() };
        Statement { language: "talos", tells, by_tool }
    }

    fn release(neighbours: &Neighbours, path: &str) -> Option<(u16, String)> {
        let named = neighbours.beside(path).releases.get("talos").cloned()?;
        Some((named.version.minor, named.by.to_string()))
    }

    fn with(statements: &[(&str, u16, bool)]) -> Neighbours {
        let mut neighbours = Neighbours::default();
        for (path, minor, by_tool) in statements {
            neighbours.add(path, &says(*minor, *by_tool));
        }
        neighbours
    }

    #[test]
    fn the_nearest_directory_upwards_counts() {
        let found = with(&[("talconfig.yaml", 10, true), ("a/cp.yaml", 11, false), ("b/talconfig.yaml", 12, true)]);
        assert_eq!(release(&found, "a/patches/x.yaml"), Some((11, "a/cp.yaml".to_owned())));
        assert_eq!(release(&found, "b/x.yaml"), Some((12, "b/talconfig.yaml".to_owned())));
        assert_eq!(release(&found, "c/d/x.yaml"), Some((10, "talconfig.yaml".to_owned())));
        assert_eq!(release(&with(&[("a/cp.yaml", 11, false)]), "x.yaml"), None, "never downwards");
        assert_eq!(release(&with(&[("a/cp.yaml", 11, false)]), "a/cp.yaml"), None, "not itself");
    }

    #[test]
    fn tools_come_before_machines_and_old_before_new() {
        let mixed = [("t/cp.yaml", 11, false), ("t/w.yaml", 10, false), ("t/topf.yaml", 13, true)];
        assert_eq!(release(&with(&mixed), "t/x.yaml").map(|r| r.0), Some(13));
        assert_eq!(release(&with(&mixed[..2]), "t/x.yaml").map(|r| r.0), Some(10));
        let mut reversed = mixed;
        reversed.reverse();
        assert_eq!(release(&with(&reversed), "t/x.yaml").map(|r| r.0), Some(13));
    }

    #[test]
    fn layers_of_one_directory_know_each_other() {
        let found = with(&[("k/talos/all/00-install.yaml", 12, false)]);
        assert_eq!(release(&found, "k/talos/node/w1/x.yaml").map(|r| r.0), Some(12));
        assert_eq!(release(&found, "k/other/x.yaml"), None);
        let found = with(&[("examples/old/cp.yaml", 6, false)]);
        assert_eq!(release(&found, "talos/x.yaml"), None);
    }

    #[test]
    fn paths_of_patches_are_relative_to_the_tool() {
        assert_eq!(joined("a/b", "./p/x.yaml"), "a/b/p/x.yaml");
        assert_eq!(joined("a/b", "../x.yaml"), "a/x.yaml");
        assert_eq!(joined("", "../../x.yaml"), "x.yaml");
    }
}

//! What differs between two configs, masked and with places: what every shell shows. It must not know how differences
//! are found, nor how they are shown.

use core::hash::{Hash, Hasher};
use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;

use super::Location;
use crate::diag::Redacted;
use crate::diff::ChangeKind;
use crate::model::{Impact, Target};
use crate::syntax::print::Plain;

/// Most places that are kept of a value that several nodes have from different files.
const MOST_PLACES: usize = 8;

/// What differs between two files, or between two revisions of nodes.
#[derive(Clone, Debug)]
pub struct Difference {
    /// Path of the old file.
    pub old: String,
    /// Path of the new file.
    pub new: String,
    /// Nodes of a fleet that it holds for, with their roles; empty outside of one. `old` and `new` are revisions then.
    pub nodes: Vec<(String, String)>,
    /// Whether the nodes are new or gone, in which case there are no changes.
    pub whole: Option<ChangeKind>,
    /// The release that both were read for; `None` when a whole file came or went unread.
    pub target: Option<Target>,
    /// Differences, by document and place.
    pub changes: Vec<ShownChange>,
    /// What a reader should know about the comparison, each a sentence without full stop.
    pub notes: Vec<String>,
}

/// One difference, masked.
#[derive(Clone, Debug, PartialEq)]
pub struct ShownChange {
    /// Name of the document: `LinkConfig/eth0`, empty for a headless one.
    pub document: String,
    /// What happened.
    pub kind: ChangeKind,
    /// True when a secret is what changed; its values are not given then.
    pub secret: bool,
    /// What it asks of a running machine.
    pub impact: Impact,
    /// Before.
    pub old: Option<ShownSide>,
    /// After.
    pub new: Option<ShownSide>,
}

/// A value on one side, masked.
#[derive(Clone, Debug, PartialEq)]
pub struct ShownSide {
    /// Document and path: `LinkConfig/eth0:mtu`; without a colon for a document as a whole.
    pub path: String,
    /// The value; `None` when it is secret.
    pub value: Option<Plain>,
    /// Where it is written: nowhere for what nobody wrote, in several places when nodes have it from different files.
    pub places: Vec<WrittenAt>,
    /// True when it is written in more places than are kept.
    pub elsewhere: bool,
}

/// Where a value is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenAt {
    /// Place in a file; in a fleet the file of the base or patch that sets it.
    pub location: Location,
    /// The variable that the place names, with the place of its definition.
    pub variable: Option<(String, Location)>,
}

impl ShownChange {
    /// Where the change is to be looked for: in the new file, or in the old one when it is gone.
    pub fn path(&self) -> &str {
        self.new.as_ref().or(self.old.as_ref()).map_or("", |s| s.path.as_str())
    }

    /// Both sides that there are, the old one first.
    pub fn sides(&self) -> impl Iterator<Item = &ShownSide> {
        [&self.old, &self.new].into_iter().flatten()
    }

    /// True when the same happened, wherever it is written.
    fn is_like(&self, other: &Self) -> bool {
        let side = |s: &Option<ShownSide>, t: &Option<ShownSide>| match (s, t) {
            (Some(s), Some(t)) => s.path == t.path && s.value == t.value,
            (s, t) => s.is_none() && t.is_none(),
        };
        (&self.document, self.kind, self.secret, self.impact)
            == (&other.document, other.kind, other.secret, other.impact)
            && side(&self.old, &other.old)
            && side(&self.new, &other.new)
    }

    fn hash_into(&self, hasher: &mut impl Hasher) {
        (&self.document, self.kind, self.secret, self.impact).hash(hasher);
        for side in [&self.old, &self.new] {
            side.as_ref().map(|s| (&s.path, &s.value)).hash(hasher);
        }
    }
}

impl ShownSide {
    /// Adds the places of the same value of another node.
    fn join(&mut self, other: Self) {
        self.elsewhere |= other.elsewhere;
        for place in other.places {
            if self.places.contains(&place) {
                continue;
            }
            if self.places.len() < MOST_PLACES { self.places.push(place) } else { self.elsewhere = true }
        }
    }
}

impl Difference {
    /// A node that one revision alone has.
    pub fn whole(old: &str, new: &str, kind: ChangeKind) -> Redacted<Self> {
        Redacted::masked(Self {
            old: old.to_owned(),
            new: new.to_owned(),
            nodes: Vec::new(),
            whole: Some(kind),
            target: None,
            changes: Vec::new(),
            notes: Vec::new(),
        })
    }

    /// True when there is nothing to tell.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.whole.is_none()
    }

    /// The farthest-reaching impact of all changes; `None` without any.
    pub fn impact(&self) -> Option<Impact> {
        self.changes.iter().map(|c| c.impact).max()
    }

    fn is_like(&self, other: &Self) -> bool {
        self.whole == other.whole
            && self.target == other.target
            && self.changes.len() == other.changes.len()
            && self.changes.iter().zip(&other.changes).all(|(a, b)| a.is_like(b))
    }

    /// Equal for differences that are alike.
    fn key(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.whole.hash(&mut hasher);
        self.target.as_ref().map(|t| (t.language, t.version)).hash(&mut hasher);
        self.changes.iter().for_each(|c| c.hash_into(&mut hasher));
        hasher.finish()
    }
}

/// Nodes put together by equal changes, in the order in which they come. Of a node only its name is kept when its
/// change is known.
#[derive(Debug, Default)]
pub struct Groups {
    groups: Vec<Difference>,
    by_key: HashMap<u64, Vec<usize>>,
}

impl Groups {
    /// Adds a node: its name, its role and its difference.
    pub fn add(&mut self, name: &str, role: &str, difference: Redacted<Difference>) {
        let mut difference = difference.into_inner();
        let node = (name.to_owned(), role.to_owned());
        let known = self.by_key.entry(difference.key()).or_default();
        if let Some(at) = known.iter().find(|at| self.groups[**at].is_like(&difference)) {
            self.groups[*at].nodes.push(node);
            let changes = self.groups[*at].changes.iter_mut().zip(difference.changes);
            for (mine, theirs) in changes {
                for (mine, theirs) in [(&mut mine.old, theirs.old), (&mut mine.new, theirs.new)] {
                    if let (Some(mine), Some(theirs)) = (mine, theirs) {
                        mine.join(theirs);
                    }
                }
            }
            return;
        }
        known.push(self.groups.len());
        difference.nodes.push(node);
        self.groups.push(difference);
    }

    /// The groups.
    pub fn finish(self) -> Vec<Redacted<Difference>> {
        self.groups.into_iter().map(Redacted::masked).collect()
    }
}

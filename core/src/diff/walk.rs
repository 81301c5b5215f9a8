//! Going down two documents at once.

use std::collections::HashMap;

use super::{Change, ChangeKind, Side};
use crate::model::{FieldView, Impact, Merge, Order};
use crate::patch::{Content, Meant, Pair};
use crate::syntax::print::Plain;
use crate::tree::Path;

/// Where the walk is, on both sides.
pub(super) struct Walk<'m> {
    pub old: Path,
    pub new: Path,
    pub changes: Vec<Change<'m>>,
}

impl<'m> Walk<'m> {
    /// Compares two values of one place. `field` declares it, when something does.
    pub fn value(&mut self, old: &'m Meant<'m>, new: &'m Meant<'m>, field: Option<&FieldView>, impact: Impact) {
        match (&old.content, &new.content) {
            (Content::Map(mine), Content::Map(theirs)) => self.pairs(mine, theirs, impact),
            (Content::Seq(mine), Content::Seq(theirs)) => {
                let merge = field.map_or(Merge::ByType, |f| f.merge);
                let order = field.map_or(Order::Listed, |f| f.field.order);
                self.list(mine, theirs, (merge, order), impact);
            }
            _ if old.equals(new) => {}
            // What the printer fills in is not there for a reader.
            _ if is_filled_in(old) => self.added(new, impact),
            _ if is_filled_in(new) => self.removed(old, impact),
            _ => {
                let impact = impact.max(worst(old, impact)).max(worst(new, impact));
                self.push(ChangeKind::Changed, Some(old), Some(new), impact);
            }
        }
    }

    fn pairs(&mut self, old: &'m [Pair<'m>], new: &'m [Pair<'m>], impact: Impact) {
        let (mine, theirs) = (index(old), index(new));
        for pair in old.iter().filter(|p| counts(p, &mine)) {
            let below = pair.field.and_then(|f| f.impact).unwrap_or(impact);
            self.old.push_key(&pair.key);
            self.new.push_key(&pair.key);
            match theirs.get(pair.key.as_str()) {
                Some(twin) => self.value(&pair.value, &twin.value, pair.field, below),
                None => self.removed(&pair.value, below),
            }
            self.old.pop();
            self.new.pop();
        }
        for pair in new.iter().filter(|p| counts(p, &theirs)) {
            if !mine.contains_key(pair.key.as_str()) {
                let below = pair.field.and_then(|f| f.impact).unwrap_or(impact);
                self.new.push_key(&pair.key);
                self.added(&pair.value, below);
                self.new.pop();
            }
        }
    }

    pub fn added(&mut self, new: &'m Meant<'m>, impact: Impact) {
        let impact = worst(new, impact);
        self.push(ChangeKind::Added, None, Some(new), impact);
    }

    pub fn removed(&mut self, old: &'m Meant<'m>, impact: Impact) {
        let impact = worst(old, impact);
        self.push(ChangeKind::Removed, Some(old), None, impact);
    }

    pub fn push(&mut self, kind: ChangeKind, old: Option<&'m Meant<'m>>, new: Option<&'m Meant<'m>>, impact: Impact) {
        let old = old.map(|value| Side { path: self.old.clone(), value });
        let new = new.map(|value| Side { path: self.new.clone(), value });
        self.changes.push(Change { kind, old, new, impact });
    }
}

/// True for the pair that its key stands for.
fn counts<'m>(pair: &Pair<'m>, all: &HashMap<&str, &Pair<'m>>) -> bool {
    all.get(pair.key.as_str()).is_some_and(|first| core::ptr::eq(*first, pair))
}

fn index<'p, 'm>(pairs: &'p [Pair<'m>]) -> HashMap<&'p str, &'p Pair<'m>> {
    // Of repeated keys the first counts, as everywhere.
    pairs.iter().rev().map(|p| (p.key.as_str(), p)).collect()
}

/// A scalar that nobody wrote: the printer writes the key all the same.
fn is_filled_in(value: &Meant<'_>) -> bool {
    value.node.is_none() && matches!(&value.content, Content::Scalar(Plain::Bare(_) | Plain::Text(_)))
}

/// The farthest-reaching impact of a value that comes or goes with everything in it.
pub(super) fn worst(value: &Meant<'_>, own: Impact) -> Impact {
    let pairs = value.pairs().iter().filter(|p| p.value.node.is_some());
    let below = pairs.map(|p| worst(&p.value, p.field.and_then(|f| f.impact).unwrap_or(own)));
    let items = value.items().iter().map(|i| worst(i, own));
    below.chain(items).fold(own, Impact::max)
}

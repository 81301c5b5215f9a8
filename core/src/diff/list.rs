//! Lists: which item became which.

use std::collections::{HashMap, HashSet};

use super::ChangeKind;
use super::sequence::{common, rising};
use super::walk::Walk;
use crate::model::{Impact, Merge, Order};
use crate::patch::{Content, Meant};

/// For each new item the old one that it comes from.
type Partners = Vec<Option<usize>>;

impl<'m> Walk<'m> {
    /// Items that a merge would match by key are matched by key; of others, equal ones are, and what is left between
    /// them is paired when it plainly is the same thing. Where order means nothing, no item moves.
    pub fn list(&mut self, old: &'m [Meant<'m>], new: &'m [Meant<'m>], (merge, order): (Merge, Order), impact: Impact) {
        let partners = match merge {
            Merge::ByKey(keys) | Merge::ByKeyReplaceItem(keys) => by_key(old, new, keys),
            _ if order == Order::Free => as_set(old, new),
            _ => by_content(old, new),
        };
        let pairs: Vec<(usize, usize)> =
            partners.iter().enumerate().filter_map(|(to, from)| Some(((*from)?, to))).collect();
        let stays = rising(&pairs.iter().map(|(from, _)| *from).collect::<Vec<_>>());
        let moves = |stays: &bool| order == Order::Listed && !stays;
        let moved: Vec<usize> = pairs.iter().zip(&stays).filter(|(_, s)| moves(s)).map(|((_, to), _)| *to).collect();
        for step in steps(old.len(), &partners) {
            match step {
                Step::Removed(from) => {
                    self.old.push_index(from);
                    self.removed(&old[from], impact);
                    self.old.pop();
                }
                Step::Added(to) => {
                    self.new.push_index(to);
                    self.added(&new[to], impact);
                    self.new.pop();
                }
                Step::Both(from, to) => {
                    self.old.push_index(from);
                    self.new.push_index(to);
                    if moved.binary_search(&to).is_ok() {
                        self.push(ChangeKind::Moved, Some(&old[from]), Some(&new[to]), impact);
                    }
                    self.value(&old[from], &new[to], None, impact);
                    self.old.pop();
                    self.new.pop();
                }
            }
        }
    }
}

/// What happens to items, in an order that follows both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Removed(usize),
    Added(usize),
    Both(usize, usize),
}

/// `partners` says for each new item which old one it comes from.
pub(super) fn steps(old: usize, partners: &[Option<usize>]) -> Vec<Step> {
    let mut stays = vec![false; old];
    partners.iter().flatten().for_each(|from| stays[*from] = true);
    let mut out = Vec::with_capacity(old.max(partners.len()));
    let mut next = 0;
    for (to, from) in partners.iter().enumerate() {
        let before = from.unwrap_or(next);
        out.extend((next..before).filter(|i| !stays[*i]).map(Step::Removed));
        next = next.max(before);
        out.push(from.map_or(Step::Added(to), |from| Step::Both(from, to)));
    }
    out.extend((next..old).filter(|i| !stays[*i]).map(Step::Removed));
    out
}

/// What tells an item from others: the first of the keys that it has, with its value.
fn identity(item: &Meant<'_>, keys: &[&str]) -> String {
    let pair = keys.iter().find_map(|key| item.get(key));
    pair.map_or(String::new(), |p| format!("{}:{:?}", p.key, p.value.plain()))
}

fn by_key(old: &[Meant<'_>], new: &[Meant<'_>], keys: &[&str]) -> Partners {
    let mut places: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, item) in old.iter().enumerate().rev() {
        places.entry(identity(item, keys)).or_default().push(at);
    }
    new.iter().map(|item| places.get_mut(&identity(item, keys)).and_then(Vec::pop)).collect()
}

/// Equal items wherever they stand; of what is left, mappings that begin with the same pair.
fn as_set(old: &[Meant<'_>], new: &[Meant<'_>]) -> Partners {
    let texts = |items: &[Meant<'_>]| items.iter().map(|i| format!("{:?}", i.plain())).collect::<Vec<_>>();
    let mut free = vec![true; old.len()];
    let mut partners = matched(&texts(old), &texts(new), &mut free);
    let mine: Vec<_> = old.iter().map(|i| name(i).unwrap_or_default()).collect();
    let open = new.iter().zip(&partners);
    let theirs: Vec<_> = open.map(|(i, p)| name(i).filter(|_| p.is_none()).unwrap_or_default()).collect();
    let named = matched(&mine, &theirs, &mut free);
    partners.iter_mut().zip(named).for_each(|(partner, found)| *partner = partner.or(found));
    partners
}

/// For each new text the first free old one that is equal; the empty text has no partner.
fn matched(old: &[String], new: &[String], free: &mut [bool]) -> Partners {
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    let candidates = old.iter().enumerate().rev().filter(|(at, text)| free[*at] && !text.is_empty());
    candidates.for_each(|(at, text)| places.entry(text).or_default().push(at));
    let partner = |text: &String| places.get_mut(text.as_str()).and_then(Vec::pop);
    let partners: Partners = new.iter().map(partner).collect();
    partners.iter().flatten().for_each(|at| free[*at] = false);
    partners
}

fn by_content(old: &[Meant<'_>], new: &[Meant<'_>]) -> Partners {
    let mut numbers: HashMap<String, u32> = HashMap::new();
    let mut number = |item: &Meant<'_>| {
        let next = numbers.len() as u32;
        *numbers.entry(format!("{:?}", item.plain())).or_insert(next)
    };
    let mine: Vec<_> = old.iter().map(&mut number).collect();
    let theirs: Vec<_> = new.iter().map(&mut number).collect();
    let anchors = common(&mine, &theirs);
    let mut partners: Partners = vec![None; new.len()];
    let mut free = vec![true; old.len()];
    for (from, to) in &anchors {
        partners[*to] = Some(*from);
        free[*from] = false;
    }
    // Equal items that stand elsewhere have moved.
    let mut elsewhere: HashMap<u32, Vec<usize>> = HashMap::new();
    (0..old.len()).rev().filter(|i| free[*i]).for_each(|i| elsewhere.entry(mine[i]).or_default().push(i));
    for to in 0..new.len() {
        if partners[to].is_none()
            && let Some(from) = elsewhere.get_mut(&theirs[to]).and_then(Vec::pop)
        {
            partners[to] = Some(from);
            free[from] = false;
        }
    }
    let (mut from, mut to) = (0, 0);
    for (a, b) in anchors.into_iter().chain([(old.len(), new.len())]) {
        gap(old, from..a, &free, new, to..b, &mut partners);
        (from, to) = (a + 1, b + 1);
    }
    partners
}

/// Pairs what is left between two items that stay: mappings that begin with the same pair, such as a name; then, when
/// as many are left on both sides, all in order.
fn gap(
    old: &[Meant<'_>],
    from: core::ops::Range<usize>,
    free: &[bool],
    new: &[Meant<'_>],
    to: core::ops::Range<usize>,
    partners: &mut Partners,
) {
    let mut left: Vec<usize> = from.filter(|i| free[*i]).collect();
    let mut right: Vec<usize> = to.filter(|i| partners[*i].is_none()).collect();
    let mut named: HashMap<String, Vec<usize>> = HashMap::new();
    left.iter().rev().for_each(|i| {
        if let Some(name) = name(&old[*i]) {
            named.entry(name).or_default().push(*i);
        }
    });
    let mut taken = HashSet::new();
    right.retain(|at| {
        let found = name(&new[*at]).and_then(|n| named.get_mut(&n)).and_then(Vec::pop);
        partners[*at] = found;
        taken.extend(found);
        found.is_none()
    });
    left.retain(|i| !taken.contains(i));
    if left.len() == right.len() && left.iter().zip(&right).all(|(a, b)| is_alike(&old[*a], &new[*b])) {
        left.into_iter().zip(right).for_each(|(a, b)| partners[b] = Some(a));
    }
}

/// The first pair of a mapping, when it is a scalar that somebody wrote.
fn name(item: &Meant<'_>) -> Option<String> {
    let pair = item.pairs().iter().find(|p| p.value.node.is_some())?;
    let Content::Scalar(value) = &pair.value.content else { return None };
    Some(format!("{}:{value:?}", pair.key))
}

fn is_alike(old: &Meant<'_>, new: &Meant<'_>) -> bool {
    core::mem::discriminant(&old.content) == core::mem::discriminant(&new.content)
}

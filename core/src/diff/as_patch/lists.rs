//! Lists: a merge adds to them and, where they have keys, reaches items. Everything else is deleting and writing anew.

use std::collections::{HashMap, HashSet};

use super::{Blocked, Place, Proposal, Steps, marker};
use crate::diff::sequence::rising;
use crate::model::{Merge, Order, Type};
use crate::patch::{Content, Meant, Pair};
use crate::syntax::print::Plain;

impl Proposal<'_> {
    /// A list that only grows is appended to: at its end, or anywhere when its order means nothing.
    pub(super) fn list(&self, order: Order, old: &Meant<'_>, new: &Meant<'_>) -> Result<Steps, Blocked> {
        let is_list = matches!((&old.content, &new.content), (Content::Seq(_), Content::Seq(_)));
        let more = match order {
            _ if !is_list => None,
            Order::Listed => behind(old.items(), new.items()),
            Order::Free => beside(old.items(), new.items()),
        };
        more.map_or_else(|| self.anew(new), |more| Ok(Steps { first: Some(Plain::Seq(more)), second: None }))
    }

    /// A list whose items have keys: items that stay in order are changed, deleted and appended one by one.
    pub(super) fn keyed(
        &mut self,
        place: Place,
        old: &Meant<'_>,
        new: &Meant<'_>,
        keys: &'static [&'static str],
    ) -> Result<Steps, Blocked> {
        let Type::List(of) = place.ty else { return self.anew(new) };
        let Some(plan) = plan(old.items(), new.items(), keys) else { return self.anew(new) };
        let (mut first, mut second) = (Vec::new(), Vec::new());
        for (from, to) in plan.both {
            let (mine, theirs) = (&old.items()[from], &new.items()[to]);
            if mine.equals(theirs) {
                continue;
            }
            if matches!(place.merge, Merge::ByKeyReplaceItem(_)) {
                first.push(theirs.plain());
                continue;
            }
            self.path.push_index(to);
            self.lists += 1;
            let steps = self.change(Place::inside(of), mine, theirs);
            self.lists -= 1;
            self.path.pop();
            let steps = steps?;
            first.extend(steps.first.map(|body| named(body, theirs, keys)));
            second.extend(steps.second.map(|body| named(body, theirs, keys)));
        }
        for from in plan.gone {
            let Some(key) = selector(&old.items()[from], keys).filter(|p| self.selects(p)) else {
                return self.anew(new);
            };
            first.push(deletion(key));
        }
        first.extend(plan.more.into_iter().map(|to| new.items()[to].plain()));
        let close = |items: Vec<Plain>| (!items.is_empty()).then_some(Plain::Seq(items));
        Ok(Steps { first: close(first), second: close(second) })
    }

    /// True when a deletion can say which item it means by this pair.
    fn selects(&self, pair: &Pair<'_>) -> bool {
        let anywhere = self.rules.deletes_anywhere;
        self.rules.deletes
            && pair.field.is_some_and(|f| match f.field.ty {
                Type::Str | Type::Enum(_) => true,
                Type::Format(_) => anywhere,
                _ => false,
            })
    }
}

/// What comes behind the old items, when all of them stay where they are.
fn behind(old: &[Meant<'_>], new: &[Meant<'_>]) -> Option<Vec<Plain>> {
    let grows = old.len() < new.len() && old.iter().zip(new).all(|(a, b)| a.equals(b));
    grows.then(|| new[old.len()..].iter().map(Meant::plain).collect())
}

/// What comes to the old items, when all of them stay.
fn beside(old: &[Meant<'_>], new: &[Meant<'_>]) -> Option<Vec<Plain>> {
    let mut left: HashMap<String, usize> = HashMap::new();
    for item in old {
        *left.entry(format!("{:?}", item.plain())).or_default() += 1;
    }
    let mut more = Vec::new();
    for item in new.iter().map(Meant::plain) {
        match left.get_mut(&format!("{item:?}")).filter(|n| **n > 0) {
            Some(count) => *count -= 1,
            None => more.push(item),
        }
    }
    left.values().all(|n| *n == 0).then_some(more)
}

struct Plan {
    both: Vec<(usize, usize)>,
    gone: Vec<usize>,
    more: Vec<usize>,
}

/// How items became others, when a merge can follow: every item has a key of its own, those that stay keep their order,
/// and new ones stand at the end.
fn plan(old: &[Meant<'_>], new: &[Meant<'_>], keys: &[&str]) -> Option<Plan> {
    let name = |item: &Meant<'_>| {
        let pair = selector(item, keys)?;
        Some(format!("{}:{:?}", pair.key, pair.value.plain()))
    };
    let mine: Vec<_> = old.iter().map(name).collect::<Option<_>>()?;
    let theirs: Vec<_> = new.iter().map(name).collect::<Option<_>>()?;
    let unique = |names: &[String]| names.iter().collect::<HashSet<_>>().len() == names.len();
    if !unique(&mine) || !unique(&theirs) {
        return None;
    }
    let partner = |name: &String| mine.iter().position(|m| m == name);
    let both: Vec<_> = theirs.iter().enumerate().filter_map(|(to, name)| Some((partner(name)?, to))).collect();
    let in_order = rising(&both.iter().map(|(from, _)| *from).collect::<Vec<_>>()).iter().all(|kept| *kept);
    let at_the_end = both.iter().enumerate().all(|(at, (_, to))| at == *to);
    if !in_order || !at_the_end {
        return None;
    }
    let gone = (0..old.len()).filter(|i| !both.iter().any(|(from, _)| from == i)).collect();
    let more = (both.len()..new.len()).collect();
    Some(Plan { both, gone, more })
}

/// The pair that a merge matches an item by, when it is a plain value and not empty.
fn selector<'m, 'v>(item: &'m Meant<'v>, keys: &[&str]) -> Option<&'m Pair<'v>> {
    let pair = keys.iter().find_map(|key| item.get(key))?;
    let given = match &pair.value.content {
        Content::Scalar(Plain::Text(text) | Plain::Node(text) | Plain::Bare(text)) => !text.is_empty(),
        _ => false,
    };
    given.then_some(pair)
}

/// A change of an item with the pair that names it.
fn named(body: Plain, item: &Meant<'_>, keys: &[&str]) -> Plain {
    let (Plain::Map(mut pairs), Some(key)) = (body, selector(item, keys)) else { return item.plain() };
    pairs.retain(|(k, _)| *k != key.key);
    pairs.insert(0, (key.key.clone(), key.value.plain()));
    Plain::Map(pairs)
}

fn deletion(key: &Pair<'_>) -> Plain {
    let Plain::Map(marker) = marker() else { return Plain::null() };
    let mut pairs = vec![(key.key.clone(), key.value.plain())];
    pairs.extend(marker);
    Plain::Map(pairs)
}

//! What two sequences have in common, for items of lists and lines of texts alike. Items are numbers here: equal numbers
//! are equal items.

/// Largest table that is filled for an exact answer; beyond that, only items that stand once on both sides are anchors.
const EXACT: usize = 4_000_000;

/// Pairs of indices of a longest common subsequence, rising on both sides. For very long sequences that have little in
/// common it may be a shorter one.
pub fn common(old: &[u32], new: &[u32]) -> Vec<(usize, usize)> {
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (rest, other) = (&old[head..], &new[head..]);
    let tail = rest.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    let (rest, other) = (&rest[..rest.len() - tail], &other[..other.len() - tail]);
    let middle =
        if rest.len().saturating_mul(other.len()) <= EXACT { exact(rest, other) } else { anchors(rest, other) };
    let mut out: Vec<_> = (0..head).map(|i| (i, i)).collect();
    out.extend(middle.into_iter().map(|(a, b)| (a + head, b + head)));
    out.extend((0..tail).map(|i| (old.len() - tail + i, new.len() - tail + i)));
    out
}

fn exact(old: &[u32], new: &[u32]) -> Vec<(usize, usize)> {
    let width = new.len() + 1;
    let mut length = vec![0u32; (old.len() + 1) * width];
    for a in (0..old.len()).rev() {
        for b in (0..new.len()).rev() {
            length[a * width + b] = if old[a] == new[b] {
                length[(a + 1) * width + b + 1] + 1
            } else {
                length[(a + 1) * width + b].max(length[a * width + b + 1])
            };
        }
    }
    let (mut a, mut b, mut out) = (0, 0, Vec::new());
    while a < old.len() && b < new.len() {
        if old[a] == new[b] {
            out.push((a, b));
            (a, b) = (a + 1, b + 1);
        } else if length[(a + 1) * width + b] >= length[a * width + b + 1] {
            a += 1;
        } else {
            b += 1;
        }
    }
    out
}

/// Items that stand once on both sides, as many of them as keep their order.
fn anchors(old: &[u32], new: &[u32]) -> Vec<(usize, usize)> {
    let once = |items: &[u32]| {
        let mut seen = std::collections::HashMap::<u32, Option<usize>>::new();
        for (at, item) in items.iter().enumerate() {
            seen.entry(*item).and_modify(|place| *place = None).or_insert(Some(at));
        }
        seen
    };
    let (mine, theirs) = (once(old), once(new));
    let place = |item: &u32| Some((mine.get(item).copied()??, theirs.get(item).copied()??));
    let pairs: Vec<_> = old.iter().filter_map(place).collect();
    let kept = rising(&pairs.iter().map(|(_, b)| *b).collect::<Vec<_>>());
    pairs.into_iter().zip(kept).filter_map(|(pair, kept)| kept.then_some(pair)).collect()
}

/// Which values belong to a longest rising subsequence: what has to move for all to be in order is the rest.
pub(super) fn rising(values: &[usize]) -> Vec<bool> {
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(values.len());
    for (at, value) in values.iter().enumerate() {
        let place = ends.partition_point(|end| values[*end] < *value);
        before.push(place.checked_sub(1).map(|p| ends[p]));
        if place == ends.len() { ends.push(at) } else { ends[place] = at }
    }
    let mut kept = vec![false; values.len()];
    let mut at = ends.last().copied();
    while let Some(index) = at {
        kept[index] = true;
        at = before[index];
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn finds_the_longest() {
        assert_eq!(common(&[1, 2, 3, 4], &[1, 3, 2, 4]).len(), 3);
        assert_eq!(common(&[], &[1]), []);
        assert_eq!(common(&[1, 2], &[3, 1, 2, 4]), [(0, 1), (1, 2)]);
        assert_eq!(rising(&[2, 0, 1, 3]), [false, true, true, true]);
    }

    proptest! {
        #[test]
        fn pairs_are_equal_and_rise(a in prop::collection::vec(0u32..6, 0..12), b in prop::collection::vec(0u32..6, 0..12)) {
            for pairs in [common(&a, &b), anchors(&a, &b)] {
                prop_assert!(pairs.windows(2).all(|w| w[0].0 < w[1].0 && w[0].1 < w[1].1));
                prop_assert!(pairs.iter().all(|(i, j)| a[*i] == b[*j]));
            }
            prop_assert!(anchors(&a, &b).len() <= exact(&a, &b).len());
            prop_assert_eq!(common(&a, &b).len(), exact(&a, &b).len());
        }
    }
}

//! The order in which Go's YAML library prints the keys of a map: letters behind everything else, digits as numbers.

use core::cmp::Ordering;

/// Compares two keys (go.yaml.in/yaml v3 and v4, sorter.go).
pub fn natural(left: &str, right: &str) -> Ordering {
    compare(left, right, Letters::BeforeBehindDigits)
}

/// Compares two keys as yaml v2 does.
pub fn natural_v2(left: &str, right: &str) -> Ordering {
    compare(left, right, Letters::Last)
}

/// Where a letter stands that meets something else.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Letters {
    /// Behind everything else.
    Last,
    /// The same, but before it when digits have gone before.
    BeforeBehindDigits,
}

fn compare(left: &str, right: &str, letters: Letters) -> Ordering {
    if left == right {
        return Ordering::Equal;
    }
    let (a, b): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    if less(&a, &b, letters) { Ordering::Less } else { Ordering::Greater }
}

fn less(a: &[char], b: &[char], letters: Letters) -> bool {
    let mut digits = false;
    for i in 0..a.len().min(b.len()) {
        if a[i] == b[i] {
            digits = letters == Letters::BeforeBehindDigits && a[i].is_numeric();
            continue;
        }
        return match (a[i].is_alphabetic(), b[i].is_alphabetic()) {
            (true, true) => a[i] < b[i],
            (first, second) if first || second => {
                if digits {
                    first
                } else {
                    second
                }
            }
            _ => numbers(a, b, i),
        };
    }
    a.len() < b.len()
}

/// Neither of the differing characters is a letter: runs of digits compare as numbers.
fn numbers(left: &[char], right: &[char], at: usize) -> bool {
    let mut start = 0i128;
    if left[at] == '0' || right[at] == '0' {
        let mut before = left[..at].iter().rev().take_while(|c| c.is_ascii_digit());
        if before.any(|c| *c != '0') {
            start = 1;
        }
    }
    let run = |text: &[char]| {
        let mut value = start;
        let mut end = at;
        while let Some(digit) = text.get(end).and_then(|c| c.to_digit(10)) {
            value = value.wrapping_mul(10).wrapping_add(i128::from(digit));
            end += 1;
        }
        (value, end)
    };
    let (one, other) = (run(left), run(right));
    if one == other { left[at] < right[at] } else { one < other }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_keys_count() {
        let mut keys = vec!["key10", "b", "key9", "Alpha", "a2", "a10", "1", "_", "a-1", "a.1", "aB"];
        keys.sort_by(|a, b| natural(a, b));
        assert_eq!(keys, ["_", "1", "Alpha", "a-1", "a.1", "a2", "a10", "aB", "b", "key9", "key10"]);
    }

    #[test]
    fn libraries_differ_behind_digits() {
        assert_eq!(natural("a1b", "a1-"), Ordering::Less);
        assert_eq!(natural_v2("a1b", "a1-"), Ordering::Greater);
        assert_eq!(natural_v2("a_b", "a2"), Ordering::Less);
    }
}

//! Which of the known names was meant.

/// Candidates that are close to `word`, best first, at most three. Case does not count as a difference, so that a key
/// in the wrong case comes first. Words may differ in about a third of their letters.
pub fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let lower = word.to_lowercase();
    let limit = (word.chars().count() / 3).clamp(1, 4);
    let mut scored: Vec<_> = candidates
        .filter_map(|c| {
            let other = c.to_lowercase();
            let away = distance(&lower, &other, limit);
            let prefix =
                lower.len() >= 3 && (other.starts_with(&lower) || lower.starts_with(&other)) && other.len() >= 3;
            match away {
                Some(away) => Some((away * 2 + usize::from(c != word && other != lower), c)),
                None if prefix => Some((limit * 2 + 1, c)),
                None => None,
            }
        })
        .collect();
    scored.sort_unstable();
    scored.dedup_by(|a, b| a.1 == b.1);
    scored.into_iter().map(|(_, c)| c).take(3).collect()
}

/// Insertions, deletions, replacements and swaps of neighbours between two words, `None` beyond `limit`.
fn distance(one: &str, other: &str, limit: usize) -> Option<usize> {
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if a.len().abs_diff(b.len()) > limit {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let same = usize::from(a[i - 1] != b[j - 1]);
            row[j] = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + same);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        before = core::mem::replace(&mut last, row);
    }
    last.last().copied().filter(|d| *d <= limit)
}

/// `` `a` ``, `` `a` or `b` ``, `` `a`, `b` or `c` ``.
pub fn any_of(words: &[&str]) -> String {
    let quoted: Vec<_> = words.iter().map(|w| format!("`{w}`")).collect();
    match quoted.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_meant() {
        let keys = ["mtu", "addresses", "hostname", "dhcp", "certSANs"];
        assert_eq!(nearest("mtuu", keys.into_iter()), ["mtu"]);
        assert_eq!(nearest("adresses", keys.into_iter()), ["addresses"]);
        assert_eq!(nearest("hostnmae", keys.into_iter()), ["hostname"]);
        assert_eq!(nearest("certSans", keys.into_iter()), ["certSANs"]);
        assert!(nearest("zzz", keys.into_iter()).is_empty());
        assert_eq!(any_of(&["a", "b", "c"]), "`a`, `b` or `c`");
    }
}

//! Values of a difference as lines for people.

use ostler_core::diff::common;
use ostler_core::session::{ShownChange, ShownSide};
use ostler_core::syntax::YAML_1_2;
use ostler_core::syntax::print::{Blocks, Plain, Style, Words, print};

/// What stands for a value that must not be shown.
const HIDDEN: &str = "(secret)";

/// Longest text on one line; of longer ones the part that differs is shown.
const WIDTH: usize = 72;

const STYLE: Style =
    Style { indent: 2, flush_lists: false, width: None, words: Words::Single, blocks: Blocks::V4, scalars: &YAML_1_2 };

/// How a change reads.
#[derive(Debug, PartialEq, Eq)]
pub enum Shown {
    /// Before and after, on one line.
    Line(Option<String>, Option<String>),
    /// Lines of a block, each with its sign: ` `, `-` or `+`.
    Block(Vec<(char, String)>),
}

/// The values of a change.
pub fn shown(change: &ShownChange) -> Shown {
    match (side(change.old.as_ref()), side(change.new.as_ref())) {
        (old, new) if change.secret => Shown::Line(old.map(|_| HIDDEN.to_owned()), new.map(|_| HIDDEN.to_owned())),
        (Some(Some(old)), Some(Some(new))) => both(old, new),
        (Some(Some(old)), None) => alone('-', old),
        (None, Some(Some(new))) => alone('+', new),
        (old, new) => Shown::Line(old.map(|_| HIDDEN.to_owned()), new.map(|_| HIDDEN.to_owned())),
    }
}

#[allow(clippy::option_option, reason = "a side that is not there differs from one whose value is hidden")]
fn side(side: Option<&ShownSide>) -> Option<Option<&Plain>> {
    side.map(|s| s.value.as_ref())
}

fn both(old: &Plain, new: &Plain) -> Shown {
    if let (Some(old), Some(new)) = (inline(old), inline(new)) {
        let (old, new) = excerpt(&old, &new);
        return Shown::Line(Some(old), Some(new));
    }
    let (old, new) = (block(old), block(new));
    Shown::Block(changed_lines(&old, &new))
}

fn alone(sign: char, value: &Plain) -> Shown {
    match inline(value) {
        Some(text) => {
            let text = Some(clipped(&text));
            if sign == '-' { Shown::Line(text, None) } else { Shown::Line(None, text) }
        }
        None => Shown::Block(block(value).into_iter().map(|line| (sign, line)).collect()),
    }
}

/// A value that fits on a line; `None` for collections with something in them, and for texts of several lines.
fn inline(value: &Plain) -> Option<String> {
    match value {
        Plain::Map(pairs) if !pairs.is_empty() => None,
        Plain::Seq(items) if !items.is_empty() => None,
        Plain::Text(text) | Plain::Node(text) if text.trim_end().contains('\n') => None,
        Plain::Text(text) if text.is_empty() => Some("\"\"".to_owned()),
        other => Some(print(other, &STYLE).trim_end().to_owned()),
    }
}

fn block(value: &Plain) -> Vec<String> {
    let text = match value {
        Plain::Text(text) | Plain::Node(text) => text.clone(),
        other => print(other, &STYLE),
    };
    text.lines().map(str::to_owned).collect()
}

/// Of two long texts the parts that differ.
fn excerpt(old: &str, new: &str) -> (String, String) {
    let same = old.chars().zip(new.chars()).take_while(|(a, b)| a == b).count();
    if old.chars().count().max(new.chars().count()) <= WIDTH || same < WIDTH / 2 {
        return (clipped(old), clipped(new));
    }
    let skipped = same - WIDTH / 4;
    let part = |text: &str| clipped(&format!("…{}", text.chars().skip(skipped).collect::<String>()));
    (part(old), part(new))
}

fn clipped(text: &str) -> String {
    if text.chars().count() <= WIDTH {
        return text.to_owned();
    }
    let mut out: String = text.chars().take(WIDTH - 1).collect();
    out.push('…');
    out
}

/// Lines that stay the same around changed ones.
const CONTEXT: usize = 1;

fn changed_lines(old: &[String], new: &[String]) -> Vec<(char, String)> {
    let mut numbers = std::collections::HashMap::new();
    let mut number = |line: &String| {
        let next = numbers.len() as u32;
        *numbers.entry(line.clone()).or_insert(next)
    };
    let mine: Vec<_> = old.iter().map(&mut number).collect();
    let theirs: Vec<_> = new.iter().map(&mut number).collect();
    let mut all: Vec<(char, &String)> = Vec::new();
    let (mut a, mut b) = (0, 0);
    for (from, to) in common(&mine, &theirs).into_iter().chain([(old.len(), new.len())]) {
        all.extend(old[a..from].iter().map(|l| ('-', l)));
        all.extend(new[b..to].iter().map(|l| ('+', l)));
        all.extend(old.get(from).map(|l| (' ', l)));
        (a, b) = (from + 1, to + 1);
    }
    let near = |at: usize| {
        let (low, high) = (at.saturating_sub(CONTEXT), (at + CONTEXT + 1).min(all.len()));
        all[low..high].iter().any(|(sign, _)| *sign != ' ')
    };
    let mut out: Vec<(char, String)> = Vec::new();
    for (at, (sign, line)) in all.iter().enumerate() {
        if near(at) {
            out.push((*sign, (*line).clone()));
        } else if out.last().is_none_or(|(_, last)| last != "…") {
            out.push((' ', "…".to_owned()));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn only_changed_lines_are_shown() {
        let shown = changed_lines(&lines("a\nb\nc\nd\ne\nf"), &lines("a\nb\nc\nD\ne\nf"));
        let text: Vec<_> = shown.iter().map(|(sign, line)| format!("{sign}{line}")).collect();
        assert_eq!(text, [" …", " c", "-d", "+D", " e", " …"]);
    }

    #[test]
    fn long_texts_are_shown_where_they_differ() {
        let head = "x".repeat(200);
        let (old, new) = excerpt(&format!("{head}1"), &format!("{head}2"));
        assert!(old.starts_with('…') && old.ends_with("x1") && new.ends_with("x2"));
        assert!(old.chars().count() <= WIDTH);
        assert_eq!(excerpt("1", "2"), ("1".to_owned(), "2".to_owned()));
    }
}

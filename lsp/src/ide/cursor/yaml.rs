//! The place of a cursor in block-style YAML: parents are lines above with less indentation.

use core::ops::Range;

use ostler_core::tree::Path;

use super::line::{Line, comment_start, is_block_header};
use super::{Cursor, Layout, Slot, flow};

/// How many lines away siblings and parents are looked for; keeps the time bounded in texts of one enormous list.
const MAX_LINES: usize = 50_000;

/// What a line above contributes to the path.
#[derive(Debug)]
enum Parent<'a> {
    /// A key, with the bytes of its value on its own line.
    Key(&'a str, Range<usize>),
    /// An item with its index.
    Item(usize),
}

/// Finds the place of byte `at`.
pub(super) fn locate(text: &str, at: usize) -> Option<Cursor> {
    let line_start = text[..at].rfind('\n').map_or(0, |n| n + 1);
    let line_text = line_at(text, line_start);
    let column = at - line_start;
    if column > line_text.len() || comment_start(line_text).is_some_and(|c| c < column) {
        return None;
    }
    let line = Line::parse(line_text);
    let own = Own::of(line_text, &line, column)?;
    let walk = Walk::up(text, line_start, &line, &own)?;
    let (path, parents) = (walk.path(), &walk.parents);
    // A bracket that was opened above, or on this line before the cursor, changes the syntax.
    for value in parents.iter().filter_map(|p| if let Parent::Key(_, value) = p { Some(value.clone()) } else { None }) {
        if text[value.clone()].starts_with(['[', '{']) && flow::is_open(text, value.start, at) {
            return flow::locate(text, value.start, at, &walk.path_to(&value), Layout::Flow);
        }
    }
    if let Some(start) = Own::bracket(line_text, &line).map(|c| line_start + c)
        && start < at
        && flow::is_open(text, start, at)
    {
        let base = own.key.map_or_else(|| path.clone(), |k| path.key(k));
        return flow::locate(text, start, at, &base, Layout::Flow);
    }
    if parents.is_empty()
        && let Some(start) = root_bracket(text).filter(|s| *s < at)
    {
        return flow::locate(text, start, at, &Path::default(), Layout::Flow);
    }
    let typed = (line_start + own.word.start) as u32..(line_start + own.word.end) as u32;
    let layout = Layout::Block { column: own.column as u32 };
    Some(match own.slot {
        Slot::Value => Cursor {
            path: path.key(own.key?),
            slot: Slot::Value,
            typed,
            needs_space: own.needs_space,
            siblings: Vec::new(),
            layout,
        },
        slot => {
            let siblings = walk.siblings(text, line_start, line_text, own.column);
            Cursor { path, slot, typed, needs_space: own.needs_space, siblings, layout }
        }
    })
}

/// What the cursor's own line says.
#[derive(Debug)]
struct Own<'a> {
    slot: Slot,
    /// Column of the entry that the cursor is in.
    column: usize,
    /// Columns of the word to replace.
    word: Range<usize>,
    needs_space: bool,
    key: Option<&'a str>,
}

impl<'a> Own<'a> {
    fn of(text: &str, line: &Line<'a>, cursor: usize) -> Option<Self> {
        let open = |column: usize, word: Range<usize>, needs_space: bool| {
            Some(Self { slot: Slot::Open, column, word, needs_space, key: None })
        };
        if matches!(&text[..line.end], "---" | "...") || text.starts_with('%') {
            return None;
        }
        if line.end == 0 || cursor < line.dashes.first().copied().unwrap_or(line.start).min(line.end) {
            return open(cursor, cursor..cursor, false);
        }
        let behind_dash = line.dashes.iter().rev().find(|d| **d < cursor);
        if cursor < line.start || line.start >= line.end {
            // Behind a dash, before anything else.
            let dash = *behind_dash?;
            return open(cursor.max(dash + 2), cursor..cursor, cursor == dash + 1);
        }
        match &line.key {
            Some(key) if cursor > key.colon => {
                let start = key.value.min(line.end).max(key.colon + 1);
                let word = if cursor < start || key.value >= line.end {
                    cursor..cursor
                } else {
                    key.value..line.end.max(cursor)
                };
                let (slot, needs_space) = (Slot::Value, cursor == key.colon + 1);
                Some(Self { slot, column: line.start, word, needs_space, key: Some(key.name) })
            }
            Some(key) => {
                let word = line.start..text[..key.colon].trim_end().len();
                Some(Self { slot: Slot::Key, column: line.start, word, needs_space: false, key: None })
            }
            None => open(line.start, line.start..line.end.max(cursor), false),
        }
    }

    /// Column of the bracket with which the value on this line begins.
    fn bracket(text: &str, line: &Line<'_>) -> Option<usize> {
        let start = line.key.as_ref().map_or(line.start, |k| k.value);
        text.get(start..line.end).is_some_and(|v| v.starts_with(['[', '{'])).then_some(start)
    }
}

#[derive(Debug)]
struct Walk<'a> {
    /// Innermost first.
    parents: Vec<Parent<'a>>,
    /// Keys above at the cursor's own column.
    above: Vec<String>,
}

impl<'a> Walk<'a> {
    /// Goes up from the cursor's line; `None` inside a block scalar.
    fn up(text: &'a str, line_start: usize, line: &Line<'_>, own: &Own<'_>) -> Option<Self> {
        let mut out = Self { parents: Vec::new(), above: Vec::new() };
        let mut limit = own.column;
        // Index of the item in the list that is being left, while its column is known.
        let mut item: Option<(usize, usize)> = None;
        for dash in line.dashes.iter().rev().filter(|d| **d < own.column) {
            out.leave_item(&mut item);
            item = Some((*dash, 0));
            limit = *dash;
        }
        let mut end = line_start;
        for _ in 0..MAX_LINES {
            if end == 0 {
                break;
            }
            let start = text[..end - 1].rfind('\n').map_or(0, |n| n + 1);
            let line_text = line_at(text, start);
            let above = Line::parse(line_text);
            end = start;
            if above.is_blank(line_text) {
                continue;
            }
            if let Some(key) = &above.key {
                // A list may stand at the column of its key.
                let is_parent = above.start < limit || (item.is_some() && above.start == limit);
                if is_parent {
                    if is_block_header(above.value(line_text)) {
                        return None;
                    }
                    out.leave_item(&mut item);
                    out.parents.push(Parent::Key(key.name, start + key.value.min(above.end)..start + above.end));
                    limit = above.start;
                } else if out.parents.is_empty() && item.is_none() && above.start == own.column {
                    out.above.push(key.name.to_owned());
                }
            } else if is_block_header(line_text.get(above.start..above.end).unwrap_or(""))
                && above.dashes.last().unwrap_or(&above.start) < &limit
            {
                return None;
            }
            for dash in above.dashes.iter().rev() {
                match &mut item {
                    Some((column, index)) if dash == column => *index += 1,
                    _ if *dash < limit => {
                        out.leave_item(&mut item);
                        item = Some((*dash, 0));
                        limit = *dash;
                    }
                    _ => {}
                }
            }
            if limit == 0 && item.is_none() && !out.parents.is_empty() {
                break;
            }
        }
        out.leave_item(&mut item);
        Some(out)
    }

    fn leave_item(&mut self, item: &mut Option<(usize, usize)>) {
        if let Some((_, index)) = item.take() {
            self.parents.push(Parent::Item(index));
        }
    }

    fn path(&self) -> Path {
        path_of(self.parents.iter().rev())
    }

    /// Path of the key whose value has these bytes.
    fn path_to(&self, value: &Range<usize>) -> Path {
        let at = self.parents.iter().position(|p| matches!(p, Parent::Key(_, v) if v == value)).unwrap_or(0);
        path_of(self.parents[at..].iter().rev())
    }

    fn siblings(&self, text: &str, line_start: usize, line_text: &str, column: usize) -> Vec<String> {
        let mut out = self.above.clone();
        out.reverse();
        let mut start = line_start + line_text.len();
        for _ in 0..MAX_LINES {
            let Some(next) = text[start..].find('\n').map(|n| start + n + 1) else { break };
            let line_text = line_at(text, next);
            let line = Line::parse(line_text);
            start = next + line_text.len();
            if line.is_blank(line_text) {
                continue;
            }
            let first = line.dashes.first().copied().unwrap_or(line.start);
            if first < column {
                break;
            }
            if let Some(key) = line.key.filter(|_| line.dashes.is_empty() && line.start == column) {
                out.push(key.name.to_owned());
            }
        }
        out
    }
}

fn path_of<'a, 'p: 'a>(parents: impl Iterator<Item = &'a Parent<'p>>) -> Path {
    let mut path = Path::default();
    for parent in parents {
        match parent {
            Parent::Key(name, _) => path.push_key(name),
            Parent::Item(index) => path.push_index(*index),
        }
    }
    path
}

/// The line that begins at a byte, without its line break.
fn line_at(text: &str, start: usize) -> &str {
    let rest = &text[start..];
    rest[..rest.find('\n').unwrap_or(rest.len())].trim_end_matches('\r')
}

/// Start of a document that is one bracketed value.
fn root_bracket(text: &str) -> Option<usize> {
    let mut at = 0;
    for raw in text.split_inclusive('\n') {
        let code = raw.trim_end_matches(['\n', '\r']);
        let line = Line::parse(code);
        if !line.is_blank(code) {
            return code[line.start..].starts_with(['[', '{']).then_some(at + line.start);
        }
        at += raw.len();
    }
    None
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use ostler_core::syntax::Syntax;

    use super::super::locate;

    /// Path, slot, replaced word and siblings at the `$0` of a text.
    fn at(marked: &str) -> String {
        let offset = marked.find("$0").unwrap();
        let text = marked.replace("$0", "");
        let Some(c) = locate(&text, offset as u32, Syntax::Yaml) else { return "none".to_owned() };
        let word = &text[c.typed.start as usize..c.typed.end as usize];
        format!("{} {:?} {word:?} {}", c.path, c.slot, c.siblings.join(","))
    }

    #[test]
    fn parents_by_indentation() {
        assert_eq!(at("a:\n  b:\n    $0\n"), "a.b Open \"\" ");
        assert_eq!(at("a:\n  b: 1\n  $0\n  c: 2\nd: 3\n"), "a Open \"\" b,c");
        assert_eq!(at("a:\n  b: 1\n$0\nd: 3\n"), " Open \"\" a,d");
        assert_eq!(at("a:\n  b: 1\n  ke$0\n"), "a Open \"ke\" b");
        assert_eq!(at("a:\n  b: 1\n  ke$0y: 1\n"), "a Key \"key\" b");
        assert_eq!(at("a:\n  b: $0\n"), "a.b Value \"\" ");
        assert_eq!(at("a:\n  b:$0\n"), "a.b Value \"\" ");
        assert_eq!(at("a:\n  b: tr$0\n"), "a.b Value \"tr\" ");
        assert_eq!(at("$0"), " Open \"\" ");
        assert_eq!(at("a:\n  b:\r\n    $0\r\n"), "a.b Open \"\" ");
        assert_eq!(at("---\nkind: X\n$0\n"), " Open \"\" kind");
    }

    #[test]
    fn lists() {
        assert_eq!(at("a:\n  - b: 1\n    $0\n"), "a[0] Open \"\" b");
        assert_eq!(at("a:\n- b: 1\n  $0\n"), "a[0] Open \"\" b");
        assert_eq!(at("a:\n  - b: 1\n  - c: 1\n    d$0\n    e: 1\n  - b: 2\n"), "a[1] Open \"d\" c,e");
        assert_eq!(at("a:\n  - $0\n"), "a[0] Open \"\" ");
        assert_eq!(at("a:\n  - x\n  -$0\n"), "a[1] Open \"\" ");
        assert_eq!(at("a:\n  - x\n  $0\n"), "a Open \"\" ");
        assert_eq!(at("a:\n  - b: 1\n  - c$0\n    e: 1\n"), "a[1] Open \"c\" e");
        assert_eq!(at("a:\n  - b$0: 1\n    e: 1\n"), "a[0] Key \"b\" e");
        assert_eq!(at("a:\n  - b: $0\n    e: 1\n"), "a[0].b Value \"\" ");
        assert_eq!(at("- - a: 1\n    $0"), "[0][0] Open \"\" a");
        assert_eq!(at("a:\n- b\n- c:\n  - d:\n    - e: 1\n      $0"), "a[1].c[0].d[0] Open \"\" e");
    }

    #[test]
    fn places_without_structure() {
        assert_eq!(at("a: 1 # $0\n"), "none");
        assert_eq!(at("a: |\n  b: $0\n"), "none");
        assert_eq!(at("a:\n  - |\n    b$0\n"), "none");
        assert_eq!(at("a: |\n  b: 1\n$0\n"), " Open \"\" a");
        assert_eq!(at("--$0-\n"), "none");
    }

    #[test]
    fn brackets_inside_block_style() {
        assert_eq!(at("a: {b: 1, $0}\n"), "a Open \"\" b");
        assert_eq!(at("a: [x, y$0]\n"), "a[1] Open \"y\" ");
        assert_eq!(at("a: {b: $0}\n"), "a.b Value \"\" ");
        assert_eq!(at("a: [1, 2]\nb$0\n"), " Open \"b\" a");
        assert_eq!(at("a: {\n  b: 1,\n  $0\n}\n"), "a Open \"\" b");
        assert_eq!(at("- {a: 1, b$0\n"), "[0] Open \"b\" a");
        assert_eq!(at("{a: {$0\n"), "a Open \"\" ");
    }

    #[test]
    fn every_offset_of_broken_texts() {
        let text = "---\na: {b: [\"x\", 'y\n  - ü: |\n    x\n\t- - k:\n  \"q: #\n&a *b\n? x\n: y\n}]\n%\n...\n- a:";
        for offset in 0..=text.len() as u32 {
            for syntax in [Syntax::Yaml, Syntax::Json, Syntax::Toml] {
                let _ = locate(text, offset, syntax);
            }
        }
    }
}

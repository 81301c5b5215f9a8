//! The emitter: block style only, as Go's YAML library writes what it marshals.

use super::Plain;
use super::analysis::{Analysis, analyse, is_break, is_printable};
use crate::syntax::{ScalarRules, Value};
use crate::tree::Style as Written;

/// How words of YAML 1.1 (`yes`, `on`) and sexagesimal look-alikes are kept from being read as something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Words {
    /// In double quotes, but `<<` bare (yaml v3, Talos up to 1.11).
    DoubleButMergeKeys,
    /// In double quotes (yaml v4 up to rc.4, Talos 1.12 and 1.13).
    Double,
    /// In single quotes (yaml v4 rc.6, Talos 1.14).
    Single,
}

/// Which library lays texts of several lines out as blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blocks {
    /// yaml v2: a text with a tab is quoted.
    V2,
    /// yaml v3 (Talos up to 1.11): the first line break of a text that begins with one is lost.
    V3,
    /// yaml v4 up to rc.3 (Talos 1.12): a text of blanks alone is quoted.
    V4Rc3,
    /// Later ones (Talos since 1.13): only a leading blank asks for an indentation indicator.
    V4,
}

impl Blocks {
    /// The indicator that says how far the text is indented.
    const fn indicates(self, first: char) -> bool {
        first == ' ' || is_break(first) && !matches!(self, Self::V4)
    }

    /// Whether a text of several lines is laid out as a block at all.
    fn takes(self, text: &str) -> bool {
        match self {
            Self::V2 => !text.contains('\t') && analyse(text).block,
            Self::V3 => analyse(text).block,
            Self::V4Rc3 | Self::V4 => text.chars().any(|c| !c.is_whitespace()) && analyse(text).block,
        }
    }
}

/// Settings of an emitter.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Columns of one level.
    pub indent: usize,
    /// Items of a list stand at the column of its key.
    pub flush_lists: bool,
    /// Column behind which long scalars are folded at blanks; `None` for never.
    pub width: Option<usize>,
    /// What happens to YAML 1.1 words.
    pub words: Words,
    /// How texts of several lines are written.
    pub blocks: Blocks,
    /// How the reader of the output resolves plain scalars.
    pub scalars: &'static ScalarRules,
}

/// Prints a document without markers, with a final line break.
pub fn print(value: &Plain, style: &Style) -> String {
    let mut emitter = Emitter { out: String::new(), style };
    match value {
        Plain::Map(pairs) if !pairs.is_empty() => emitter.map(pairs, 0, Start::Line),
        Plain::Seq(items) if !items.is_empty() => emitter.seq(items, 0, Start::Line),
        other => emitter.leaf(other, 0),
    }
    if !emitter.out.ends_with('\n') {
        emitter.out.push('\n');
    }
    emitter.out
}

/// Where a collection begins: on a line of its own, or behind `- `.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Start {
    Line,
    Dash,
}

struct Emitter<'s> {
    out: String,
    style: &'s Style,
}

impl Emitter<'_> {
    fn pad(&mut self, columns: usize) {
        self.out.extend(core::iter::repeat_n(' ', columns));
    }

    fn column(&self) -> usize {
        self.out.len() - self.out.rfind('\n').map_or(0, |n| n + 1)
    }

    /// The next level below a mapping at `column`: the next multiple of the indentation.
    fn deeper(&self, column: usize) -> usize {
        let step = self.style.indent;
        step * ((column + step) / step)
    }

    fn map(&mut self, pairs: &[(String, Plain)], column: usize, start: Start) {
        for (index, (key, value)) in pairs.iter().enumerate() {
            if index > 0 || start == Start::Line {
                self.pad(column);
            }
            let simple = self.key(key, column);
            match value {
                Plain::Map(inner) if !inner.is_empty() => {
                    self.out.push('\n');
                    let deeper = self.deeper(column);
                    self.map(inner, deeper, Start::Line);
                }
                Plain::Seq(inner) if !inner.is_empty() => {
                    self.out.push('\n');
                    let at = if self.style.flush_lists { column } else { self.deeper(column) };
                    self.seq(inner, at, Start::Line);
                }
                other => {
                    self.out.push(' ');
                    let deeper = if simple { self.deeper(column) } else { column + 2 };
                    self.leaf(other, deeper);
                    self.out.push('\n');
                }
            }
        }
    }

    /// Writes a key with its colon. A key of more than 128 bytes or several lines needs `? `; false then.
    fn key(&mut self, key: &str, column: usize) -> bool {
        if key.len() <= 128 {
            let text = self.scalar(key, true);
            self.out.push_str(&text);
            self.out.push(':');
            return true;
        }
        self.out.push_str("? ");
        let text = self.scalar(key, true);
        self.out.push_str(&text);
        self.out.push('\n');
        self.pad(column);
        self.out.push(':');
        false
    }

    fn seq(&mut self, items: &[Plain], column: usize, start: Start) {
        for (index, item) in items.iter().enumerate() {
            if index > 0 || start == Start::Line {
                self.pad(column);
            }
            self.out.push_str("- ");
            match item {
                Plain::Map(inner) if !inner.is_empty() => self.map(inner, column + 2, Start::Dash),
                Plain::Seq(inner) if !inner.is_empty() => self.seq(inner, column + 2, Start::Dash),
                other => {
                    self.leaf(other, column + 2);
                    self.out.push('\n');
                }
            }
        }
    }

    /// A scalar or an empty collection. `deeper` is the column of block text.
    fn leaf(&mut self, value: &Plain, deeper: usize) {
        match value {
            Plain::Bare(text) => self.out.push_str(text),
            Plain::Map(_) => self.out.push_str("{}"),
            Plain::Seq(_) => self.out.push_str("[]"),
            Plain::Text(text) | Plain::Node(text) if text.contains('\n') && self.style.blocks.takes(text) => {
                self.literal(text, deeper);
            }
            Plain::Node(text) if is_old_word(text) => self.out.push_str(text),
            Plain::Text(text) | Plain::Node(text) => {
                let written = self.scalar(text, false);
                match self.style.width {
                    Some(width) => self.folded(&written, deeper, width),
                    None => self.out.push_str(&written),
                }
            }
        }
    }

    /// A text on one line, in the least quotes that carry it.
    fn scalar(&self, text: &str, key: bool) -> String {
        let analysis = analyse(text);
        if analysis.multiline && key || text.contains('\n') {
            return double_quoted(text);
        }
        let resolved = (self.style.scalars.resolve)(text, Written::Plain, None);
        let plain_is_text = matches!(resolved, Value::Str(_)) || text == "<<";
        if !plain_is_text {
            return double_quoted(text);
        }
        if is_old_word(text) || is_sexagesimal(text) || text == "<<" {
            return match self.style.words {
                Words::DoubleButMergeKeys if text == "<<" => text.to_owned(),
                Words::DoubleButMergeKeys | Words::Double => double_quoted(text),
                Words::Single => single_or_double(text, analysis),
            };
        }
        if analysis.block_plain && !text.is_empty() { text.to_owned() } else { single_or_double(text, analysis) }
    }

    fn literal(&mut self, text: &str, column: usize) {
        self.out.push('|');
        if text.chars().next().is_some_and(|c| self.style.blocks.indicates(c)) {
            self.out.push_str(&self.style.indent.to_string());
        }
        let mut last = text.chars().rev();
        match (last.next(), last.next()) {
            (Some(c), _) if !is_break(c) => self.out.push('-'),
            (Some(_), None) => self.out.push('+'),
            (Some(_), Some(c)) if is_break(c) => self.out.push('+'),
            _ => {}
        }
        let lost = self.style.blocks == Blocks::V3;
        if lost && text == "\n" {
            return;
        }
        self.out.push('\n');
        let body = text.strip_suffix('\n').unwrap_or(text);
        let body = body.strip_prefix('\n').filter(|_| lost).unwrap_or(body);
        for (index, line) in body.split('\n').enumerate() {
            if index > 0 {
                self.out.push('\n');
            }
            if !line.is_empty() {
                self.pad(column);
                self.out.push_str(line);
            }
        }
    }

    /// Breaks a long plain or quoted scalar at single blanks once the line is beyond `width`.
    fn folded(&mut self, written: &str, column: usize, width: usize) {
        let double = written.starts_with('"');
        let mut chars = written.chars().peekable();
        let mut before = ' ';
        while let Some(c) = chars.next() {
            let next = chars.peek().copied();
            let lone = c == ' ' && before != ' ' && next.is_some_and(|n| n != ' ');
            let inside = !double || (before != '"' || self.column() > column + 1);
            if lone && inside && self.column() > width {
                self.out.push('\n');
                self.pad(column);
                if double && next == Some(' ') {
                    self.out.push('\\');
                }
            } else {
                self.out.push(c);
            }
            before = c;
        }
    }
}

fn single_or_double(text: &str, analysis: Analysis) -> String {
    if analysis.single_quoted { format!("'{}'", text.replace('\'', "''")) } else { double_quoted(text) }
}

fn double_quoted(text: &str) -> String {
    use core::fmt::Write as _;
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        let short = match c {
            '\0' => Some('0'),
            '\u{7}' => Some('a'),
            '\u{8}' => Some('b'),
            '\t' => Some('t'),
            '\n' => Some('n'),
            '\u{b}' => Some('v'),
            '\u{c}' => Some('f'),
            '\r' => Some('r'),
            '\u{1b}' => Some('e'),
            '"' => Some('"'),
            '\\' => Some('\\'),
            '\u{85}' => Some('N'),
            '\u{2028}' => Some('L'),
            '\u{2029}' => Some('P'),
            _ => None,
        };
        match (short, u32::from(c)) {
            (Some(letter), _) => out.extend(['\\', letter]),
            (None, _) if is_printable(c) => out.push(c),
            (None, code @ 0..=0xff) => _ = write!(out, "\\x{code:02X}"),
            (None, code @ 0x100..=0xffff) => _ = write!(out, "\\u{code:04X}"),
            (None, code) => _ = write!(out, "\\U{code:08X}"),
        }
    }
    out.push('"');
    out
}

fn is_old_word(text: &str) -> bool {
    const WORDS: &[&str] =
        &["y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "n", "N", "no", "No", "NO", "off", "Off", "OFF"];
    WORDS.contains(&text)
}

/// `10:20:30` and its like, a number in base 60 for YAML 1.1.
fn is_sexagesimal(text: &str) -> bool {
    let body = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, fraction) = body.split_once('.').unwrap_or((body, ""));
    let mut groups = whole.split(':');
    let first = groups.next().unwrap_or("");
    let mut rest = groups.peekable();
    rest.peek().is_some()
        && first.starts_with(|c: char| c.is_ascii_digit())
        && first.chars().all(|c| c.is_ascii_digit() || c == '_')
        && rest.all(|g| {
            let digits = g.bytes().all(|b| b.is_ascii_digit());
            digits && (g.len() == 1 || (g.len() == 2 && g.as_bytes()[0] <= b'5'))
        })
        && fraction.chars().all(|c| c.is_ascii_digit() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::GO_YAML_V4;

    const V4: Style = Style {
        indent: 4,
        flush_lists: false,
        width: None,
        words: Words::Single,
        blocks: Blocks::V4,
        scalars: &GO_YAML_V4,
    };

    fn text(value: &str) -> String {
        let out = print(&Plain::Map(vec![("k".into(), Plain::Text(value.into()))]), &V4);
        out.strip_prefix("k: ").unwrap_or(&out).trim_end().to_owned()
    }

    #[test]
    fn quotes_only_where_needed() {
        for (value, written) in [
            ("plain words", "plain words"),
            ("", "\"\""),
            ("10", "\"10\""),
            ("true", "\"true\""),
            ("yes", "'yes'"),
            ("10:20:30", "'10:20:30'"),
            ("a: b", "'a: b'"),
            ("# no", "'# no'"),
            (" lead", "' lead'"),
            ("it's", "it's"),
            ("'q", "'''q'"),
            ("tab\there", "\"tab\\there\""),
            ("- x", "'- x'"),
            ("-x", "-x"),
            ("2020-01-02", "\"2020-01-02\""),
            ("😀", "\"\\U0001F600\""),
            ("<<", "'<<'"),
            ("null", "\"null\""),
        ] {
            assert_eq!(text(value), written, "{value:?}");
        }
    }

    #[test]
    fn nesting_goes_to_the_next_multiple_of_four() {
        let map = |k: &str, v: Plain| Plain::Map(vec![(k.into(), v)]);
        let item = map("a", map("b", Plain::Seq(vec![map("c", Plain::Bare("1".into()))])));
        let value =
            map("list", Plain::Seq(vec![item, Plain::Seq(vec![Plain::Bare("1".into()), Plain::Bare("2".into())])]));
        assert_eq!(print(&value, &V4), "list:\n    - a:\n        b:\n            - c: 1\n    - - 1\n      - 2\n");
    }

    #[test]
    fn several_lines_are_literal() {
        let value = Plain::Map(vec![("k".into(), Plain::Text("a\n\nb\n".into()))]);
        assert_eq!(print(&value, &V4), "k: |\n    a\n\n    b\n");
        let value = Plain::Map(vec![("k".into(), Plain::Text("a\nb".into()))]);
        assert_eq!(print(&value, &V4), "k: |-\n    a\n    b\n");
    }

    #[test]
    fn libraries_differ_in_leading_breaks_and_blanks() {
        let print = |blocks: Blocks, text: &str| {
            let style = Style { blocks, ..V4 };
            print(&Plain::Map(vec![("k".into(), Plain::Text(text.into()))]), &style)
        };
        for (blocks, written) in [
            (Blocks::V2, "k: |4\n\n    a\n"),
            (Blocks::V3, "k: |4\n    a\n"),
            (Blocks::V4Rc3, "k: |4\n\n    a\n"),
            (Blocks::V4, "k: |\n\n    a\n"),
        ] {
            assert_eq!(print(blocks, "\na\n"), written, "{blocks:?}");
        }
        assert_eq!(print(Blocks::V3, "\n"), "k: |4+\n");
        assert_eq!(print(Blocks::V4, "\n"), "k: \"\\n\"\n");
        assert_eq!(print(Blocks::V4, "a\tb\nc\n"), "k: |\n    a\tb\n    c\n");
        assert_eq!(print(Blocks::V2, "a\tb\nc\n"), "k: \"a\\tb\\nc\\n\"\n");
    }
}

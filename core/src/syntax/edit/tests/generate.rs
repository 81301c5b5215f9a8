//! Random values, and texts that write them in many styles.

/// A value, as a test sees it: independent of trees and drafts.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Model {
    Null,
    /// A bare scalar that is no text.
    Bare(String),
    Str(String),
    Alias(String),
    Seq(Vec<Model>),
    Map(Vec<(String, Model)>),
}

/// A small generator; the same seed gives the same document.
pub(super) struct Rng(pub(super) u64);

impl Rng {
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let x = self.0;
        (x ^ (x >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd) >> 20
    }

    pub(super) fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    pub(super) fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    pub(super) fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

const TEXTS: &[&str] = &[
    "plain",
    "two words",
    "true",
    "yes",
    "10",
    "1.5",
    "2001-01-01",
    "",
    "a: b",
    "a #b",
    "- x",
    "it's",
    "say \"x\"",
    "back\\slash",
    "*star",
    "é😀",
    "trailing ",
    " leading",
    "tab\there",
    "x,y",
    "[z]",
    "{w}",
    "null",
    "~",
    "#",
    "::",
    "a:b",
    "10.0.0.1/24",
    "!tag",
    "%pct",
    "@at",
    "one\ntwo",
    "one\n  two\n\nthree\n",
    "\n",
    "x\n\n",
    "--- ",
    "<<",
];
const BARES: &[&str] = &["1", "true", "false", "12", "-3", "1.5"];
const KEYS: &[&str] = &["a", "b", "key", "net.ipv4.x", "with space", "k-1", "on", "é", "x/y", "10", "deep_one", "z"];

/// A value of at most `depth` levels. `nulls` in a row of syntaxes that have them.
pub(super) fn model(rng: &mut Rng, depth: usize, nulls: Nulls) -> Model {
    match rng.below(if depth == 0 { 5 } else { 10 }) {
        0 if nulls == Nulls::Some => Model::Null,
        0 | 1 => Model::Bare(rng.pick(BARES).into()),
        2..=4 => Model::Str(rng.pick(TEXTS).into()),
        5 | 6 => Model::Seq((0..rng.below(4)).map(|_| model(rng, depth - 1, nulls)).collect()),
        _ => map(rng, depth, nulls),
    }
}

/// Whether values may be null.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Nulls {
    None,
    Some,
}

pub(super) fn map(rng: &mut Rng, depth: usize, nulls: Nulls) -> Model {
    let mut entries: Vec<(String, Model)> = Vec::new();
    for _ in 0..rng.below(5) {
        let key = rng.pick(KEYS).to_owned();
        if entries.iter().all(|(k, _)| *k != key) {
            let value = model(rng, depth.saturating_sub(1), nulls);
            entries.push((key, value));
        }
    }
    Model::Map(entries)
}

fn double(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c => out.push(c),
        }
    }
    out + "\""
}

/// YAML in one of many styles.
pub(super) struct YamlWriter {
    pub(super) rng: Rng,
    step: usize,
    dash_step: usize,
    /// Names of anchors written so far; `None` in a document without.
    anchors: Option<usize>,
    out: String,
}

/// A YAML document for the value: `---`, comments, line breaks, end vary.
pub(super) fn yaml(seed: u64, value: &Model, anchored: bool) -> String {
    let mut rng = Rng(seed);
    let step = 1 + rng.below(4);
    let dash_step = if rng.one_in(2) { 0 } else { step };
    let anchors = anchored.then_some(0);
    let mut w = YamlWriter { rng, step, dash_step, anchors, out: String::new() };
    match w.rng.below(6) {
        0 => w.out.push_str("---\n"),
        1 => w.out.push_str("# head\n\n"),
        2 => w.out.push_str("# head\n---\n# below\n"),
        _ => {}
    }
    w.value(value, 0, Standing::Alone);
    let mut out = w.out;
    match w.rng.below(8) {
        0 if out.ends_with('\n') => drop(out.pop()),
        1 => out.push_str("# end\n"),
        2 => out.push_str("\n\n"),
        3 => out.push_str("...\n"),
        _ => {}
    }
    if w.rng.one_in(4) { out.replace('\n', "\r\n") } else { out }
}

/// Where a value stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    Alone,
    Key,
    Dash,
}

impl YamlWriter {
    fn pad(&mut self, col: usize) {
        self.out.extend(std::iter::repeat_n(' ', col));
    }

    fn comments(&mut self, col: usize) {
        if self.rng.one_in(6) {
            self.out.push('\n');
        }
        if self.rng.one_in(4) {
            for _ in 0..=self.rng.below(2) {
                self.pad(col);
                self.out.push_str("# note\n");
            }
        }
    }

    fn end_line(&mut self) {
        if self.rng.one_in(5) {
            self.out.push_str(" # behind");
        }
        self.out.push('\n');
    }

    /// A value behind whatever is on the line so far; `col` is the column of the key or dash.
    fn value(&mut self, value: &Model, col: usize, standing: Standing) {
        let filled = matches!(value, Model::Seq(v) if !v.is_empty()) || matches!(value, Model::Map(v) if !v.is_empty());
        let gap = if standing == Standing::Alone { "" } else { " " };
        let block = filled && (self.rng.below(5) > 0 || standing == Standing::Alone);
        if let Some(n) = self.anchors.filter(|_| standing != Standing::Alone) {
            if n > 0 && self.rng.one_in(6) {
                let name = self.rng.below(n);
                self.out.push_str(&format!(" *a{name}"));
                return self.end_line();
            }
            if self.rng.one_in(6) && !(block && standing == Standing::Dash) && *value != Model::Null {
                self.out.push_str(&format!(" &a{n}"));
                self.anchors = Some(n + 1);
            }
        }
        if block {
            return self.block(value, col, standing);
        }
        match value {
            Model::Null if standing != Standing::Alone && self.rng.one_in(2) => self.end_line(),
            Model::Str(text) => self.text(text, col, gap, standing),
            _ => {
                self.out.push_str(gap);
                let multi = filled && self.rng.one_in(3);
                let at = if multi { Some(col + 2) } else { None };
                self.flow(value, at);
                self.end_line();
            }
        }
    }

    fn text(&mut self, text: &str, col: usize, gap: &str, standing: Standing) {
        let literal = text.trim() == text.trim_end_matches('\n')
            && text.trim().len() > 1
            && text.ends_with('e') | text.ends_with("e\n") | text.ends_with("two");
        self.out.push_str(gap);
        if literal && self.rng.one_in(2) {
            let keep = text.ends_with('\n') && self.rng.one_in(3);
            let comment = if self.rng.one_in(4) { " # head" } else { "" };
            self.out.push_str(if keep {
                "|+"
            } else if text.ends_with('\n') {
                "|"
            } else {
                "|-"
            });
            self.out.push_str(comment);
            self.out.push('\n');
            let inner = if standing == Standing::Alone { 1 } else { col + self.step };
            for line in text.trim_end_matches('\n').split('\n') {
                if !line.is_empty() {
                    self.pad(inner);
                }
                self.out.push_str(line);
                self.out.push('\n');
            }
            return;
        }
        let written = self.quoted(text);
        self.out.push_str(&written);
        self.end_line();
    }

    fn quoted(&mut self, text: &str) -> String {
        let word =
            text.chars().all(|c| c.is_ascii_lowercase() || c == ' ') && !text.starts_with(' ') && !text.ends_with(' ');
        let bare = word && !matches!(text, "" | "null" | "true" | "yes" | "on");
        match self.rng.below(3) {
            0 | 1 if bare => text.to_owned(),
            0 if !text.contains(['\n', '\t']) => format!("'{}'", text.replace('\'', "''")),
            _ => double(text),
        }
    }

    fn flow(&mut self, value: &Model, lines: Option<usize>) {
        let break_to = |w: &mut Self, text: &str| {
            w.out.push_str(text);
            if let Some(col) = lines {
                if w.rng.one_in(5) {
                    w.out.push_str(" # in");
                }
                w.out.push('\n');
                w.pad(col);
            }
        };
        match value {
            Model::Null => self.out.push_str("null"),
            Model::Bare(text) => self.out.push_str(text),
            Model::Alias(name) => self.out.push_str(&format!("*{name}")),
            Model::Str(text) => {
                let text = self.quoted(text);
                self.out.push_str(&text);
            }
            Model::Seq(items) => {
                break_to(self, "[");
                for (i, item) in items.iter().enumerate() {
                    if i > 0 {
                        break_to(self, if lines.is_none() { ", " } else { "," });
                    }
                    self.flow(item, None);
                }
                let comma = lines.is_some() && !items.is_empty() && self.rng.one_in(2);
                break_to(self, if comma { "," } else { "" });
                self.out.push(']');
            }
            Model::Map(entries) => {
                break_to(self, "{");
                for (i, (key, item)) in entries.iter().enumerate() {
                    if i > 0 {
                        break_to(self, if lines.is_none() { ", " } else { "," });
                    }
                    let key = self.quoted(key);
                    self.out.push_str(&key);
                    self.out.push_str(": ");
                    self.flow(item, None);
                }
                break_to(self, "");
                self.out.push('}');
            }
        }
    }

    fn block(&mut self, value: &Model, col: usize, standing: Standing) {
        let anchored = self.out.rsplit([' ', '\n']).next().is_some_and(|w| w.starts_with('&'));
        let mut inline = standing == Standing::Dash && !anchored && self.rng.below(6) > 0;
        let inner = match (standing, value) {
            (Standing::Alone, _) => 0,
            (Standing::Dash, _) => col + 2,
            (Standing::Key, Model::Seq(_)) => col + self.dash_step,
            (Standing::Key, _) => col + self.step,
        };
        if standing != Standing::Alone && !inline {
            self.end_line();
        }
        if inline {
            self.out.push(' ');
        }
        match value {
            Model::Seq(items) => {
                for item in items {
                    if !std::mem::take(&mut inline) {
                        self.comments(inner);
                        self.pad(inner);
                    }
                    self.out.push('-');
                    self.value(item, inner, Standing::Dash);
                }
            }
            Model::Map(entries) => {
                for (key, item) in entries {
                    if !std::mem::take(&mut inline) {
                        self.comments(inner);
                        self.pad(inner);
                    }
                    let key = self.quoted(key);
                    self.out.push_str(&key);
                    self.out.push(':');
                    self.value(item, inner, Standing::Key);
                }
            }
            _ => {}
        }
    }
}

/// JSON: on one line with or without blanks, or indented.
pub(super) fn json(seed: u64, value: &Model) -> String {
    let mut rng = Rng(seed);
    let unit = rng.pick(&["", " ", "  ", "    ", "\t"]);
    let gap = if rng.one_in(2) { " " } else { "" };
    let mut out = String::new();
    json_value(value, unit, gap, 0, &mut out);
    if rng.one_in(2) {
        out.push('\n');
    }
    if rng.one_in(4) { out.replace('\n', "\r\n") } else { out }
}

fn json_value(value: &Model, unit: &str, gap: &str, depth: usize, out: &mut String) {
    let break_to = |out: &mut String, depth: usize| {
        if !unit.is_empty() {
            out.push('\n');
            out.push_str(&unit.repeat(depth));
        }
    };
    let (open, close, entries): (char, char, Vec<(Option<&str>, &Model)>) = match value {
        Model::Null | Model::Alias(_) => return out.push_str("null"),
        Model::Bare(text) => return out.push_str(text),
        Model::Str(text) => return out.push_str(&double(text)),
        Model::Seq(items) => ('[', ']', items.iter().map(|i| (None, i)).collect()),
        Model::Map(entries) => ('{', '}', entries.iter().map(|(k, v)| (Some(&**k), v)).collect()),
    };
    out.push(open);
    for (i, (key, item)) in entries.iter().enumerate() {
        if i > 0 {
            out.push(',');
            out.push_str(if unit.is_empty() { gap } else { "" });
        }
        break_to(out, depth + 1);
        if let Some(key) = key {
            out.push_str(&double(key));
            out.push(':');
            out.push_str(if unit.is_empty() { gap } else { " " });
        }
        json_value(item, unit, gap, depth + 1, out);
    }
    if !entries.is_empty() {
        break_to(out, depth);
    }
    out.push(close);
}

/// TOML with headers, dotted keys, inline tables and comments.
pub(super) fn toml(seed: u64, value: &Model) -> String {
    let mut rng = Rng(seed);
    let mut out = String::new();
    if let Model::Map(entries) = value {
        toml_table(&mut rng, "", entries, &mut out);
    }
    if rng.one_in(5) && out.ends_with('\n') {
        out.pop();
    }
    if rng.one_in(4) { out.replace('\n', "\r\n") } else { out }
}

fn toml_key(key: &str) -> String {
    let bare = key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
    if bare { key.to_owned() } else { double(key) }
}

fn toml_table(rng: &mut Rng, path: &str, entries: &[(String, Model)], out: &mut String) {
    let is_table = |v: &Model| match v {
        Model::Map(e) => !e.is_empty(),
        Model::Seq(items) => !items.is_empty() && items.iter().all(|i| matches!(i, Model::Map(e) if !e.is_empty())),
        _ => false,
    };
    let mut sections = Vec::new();
    for (key, value) in entries {
        let key = toml_key(key);
        match value {
            Model::Map(inner) if is_table(value) && rng.one_in(4) => {
                for (k, v) in inner {
                    toml_line(rng, &format!("{key}.{}", toml_key(k)), v, out);
                }
            }
            _ if is_table(value) && rng.below(4) > 0 => sections.push((key, value)),
            _ => toml_line(rng, &key, value, out),
        }
    }
    for (key, value) in sections {
        let path = if path.is_empty() { key } else { format!("{path}.{key}") };
        let comment = |rng: &mut Rng, out: &mut String| {
            if rng.one_in(2) {
                out.push('\n');
            }
            if rng.one_in(4) {
                out.push_str("# section\n");
            }
        };
        match value {
            Model::Map(inner) => {
                comment(rng, out);
                out.push_str(&format!("[{path}]\n"));
                toml_table(rng, &path, inner, out);
            }
            Model::Seq(items) => {
                for item in items {
                    comment(rng, out);
                    out.push_str(&format!("[[{path}]]\n"));
                    if let Model::Map(inner) = item {
                        toml_table(rng, &path, inner, out);
                    }
                }
            }
            _ => {}
        }
    }
}

fn toml_line(rng: &mut Rng, key: &str, value: &Model, out: &mut String) {
    if rng.one_in(5) {
        out.push_str("# note\n");
    }
    out.push_str(key);
    out.push_str(" = ");
    toml_value(rng, value, out);
    out.push_str(if rng.one_in(5) { " # behind\n" } else { "\n" });
}

fn toml_value(rng: &mut Rng, value: &Model, out: &mut String) {
    match value {
        Model::Null | Model::Alias(_) => out.push('0'),
        Model::Bare(text) => out.push_str(text),
        Model::Str(text) => out.push_str(&double(text)),
        Model::Seq(items) => {
            let lines = !items.is_empty() && rng.one_in(3);
            out.push_str(if lines { "[\n" } else { "[" });
            for (i, item) in items.iter().enumerate() {
                out.push_str(if lines {
                    "  "
                } else if i > 0 {
                    ", "
                } else {
                    ""
                });
                toml_value(rng, item, out);
                out.push_str(if lines { ",\n" } else { "" });
            }
            out.push(']');
        }
        Model::Map(entries) => {
            out.push_str("{ ");
            for (i, (key, item)) in entries.iter().enumerate() {
                out.push_str(if i > 0 { ", " } else { "" });
                out.push_str(&toml_key(key));
                out.push_str(" = ");
                toml_inline(item, out);
            }
            out.push_str(" }");
        }
    }
}

/// Inside of an inline table everything stays on the line.
fn toml_inline(value: &Model, out: &mut String) {
    match value {
        Model::Seq(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                out.push_str(if i > 0 { ", " } else { "" });
                toml_inline(item, out);
            }
            out.push(']');
        }
        _ => toml_value(&mut Rng(0), value, out),
    }
}

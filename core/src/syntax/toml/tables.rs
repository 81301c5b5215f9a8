//! From the physical layout, headers and dotted keys, to the logical one, tables in tables. Knows which definitions
//! TOML lets stand side by side; a definition that it does not is reported with both places and kept as one more
//! entry.

use super::values::{Cursor, Key, Scalar, range};
use super::{Errors, MAX_NESTING};
use std::collections::HashMap;
use toml_parser::parser::{Event, EventKind};

/// What a table was made by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A header of its own, or the document.
    Header,
    /// Only a longer header names it so far.
    Implied,
    /// A dotted key.
    Dotted,
    /// Braces.
    Inline,
}

/// A table being read.
#[derive(Debug)]
pub(super) struct Table<'t> {
    pub(super) kind: Kind,
    pub(super) start: usize,
    /// End of the header; `start` for other kinds.
    pub(super) head_end: usize,
    /// End of the last value.
    pub(super) end: usize,
    pub(super) closed: bool,
    /// Tables around it.
    pub(super) depth: usize,
    pub(super) entries: Vec<(Key<'t>, Node<'t>)>,
    index: HashMap<String, usize>,
}

/// A value being read.
#[derive(Debug)]
pub(super) enum Node<'t> {
    Table(Table<'t>),
    /// `[[header]]`s.
    Tables(Vec<Table<'t>>),
    Array {
        items: Vec<Node<'t>>,
        range: (usize, usize),
        closed: bool,
    },
    Scalar(Scalar<'t>),
    /// Nothing stands there.
    Missing(usize),
    /// Nested too deeply.
    Unread(usize, usize),
}

impl Node<'_> {
    pub(super) fn end(&self) -> usize {
        match self {
            Self::Table(table) => table.end,
            Self::Tables(tables) => tables.iter().map(|t| t.end).max().unwrap_or(0),
            Self::Array { range, .. } => range.1,
            Self::Scalar(scalar) => scalar.range.1,
            Self::Missing(at) => *at,
            Self::Unread(_, end) => *end,
        }
    }
}

impl<'t> Table<'t> {
    pub(super) fn new(kind: Kind, start: usize, depth: usize) -> Self {
        let index = HashMap::new();
        Self { kind, start, head_end: start, end: start, closed: true, depth, entries: Vec::new(), index }
    }

    fn get(&mut self, key: &str) -> Option<&mut (Key<'t>, Node<'t>)> {
        self.index.get(key).map(|i| &mut self.entries[*i])
    }

    /// Adds an entry; later look-ups of the key find this one.
    fn add(&mut self, key: Key<'t>, node: Node<'t>) -> &mut Node<'t> {
        let at = self.entries.len();
        self.index.insert(key.text.clone().into_owned(), at);
        self.entries.push((key, node));
        &mut self.entries[at].1
    }
}

/// Reads a whole document.
pub(super) fn read<'t>(text: &'t str, events: &[Event], errors: &mut Errors) -> Table<'t> {
    let mut root = Table::new(Kind::Header, 0, 0);
    let mut cursor = Cursor::new(text, events);
    let mut section = Section { keys: Vec::new(), open: true };
    while let Some(event) = cursor.peek() {
        match event.kind() {
            EventKind::StdTableOpen | EventKind::ArrayTableOpen => {
                section = header(&mut cursor, &mut root, errors);
            }
            EventKind::SimpleKey => {
                let keys = cursor.keys(errors);
                let mut lost = Table::new(Kind::Header, event.span().start(), 0);
                let table = if section.open { walk(&mut root, &section.keys) } else { None };
                let end = cursor.entry(table.unwrap_or(&mut lost), keys, errors);
                stretch(&mut root, &section.keys, end);
            }
            _ => {
                cursor.next();
            }
        }
    }
    root
}

/// The table that entries go into now.
struct Section {
    keys: Vec<String>,
    /// False behind a header that was too deep to be read.
    open: bool,
}

/// The newest table at these keys.
fn walk<'r, 't>(root: &'r mut Table<'t>, keys: &[String]) -> Option<&'r mut Table<'t>> {
    keys.iter().try_fold(root, |table, key| match &mut table.get(key)?.1 {
        Node::Table(next) => Some(next),
        Node::Tables(list) => list.last_mut(),
        _ => None,
    })
}

/// Moves the ends of the tables at these keys, and of those around, to `end`.
fn stretch(root: &mut Table, keys: &[String], end: usize) {
    root.end = root.end.max(end);
    let mut table = root;
    for key in keys {
        let next = match table.get(key) {
            Some((_, Node::Table(next))) => Some(next),
            Some((_, Node::Tables(list))) => list.last_mut(),
            _ => None,
        };
        let Some(next) = next else { return };
        next.end = next.end.max(end);
        table = next;
    }
}

/// Reads a header; the cursor is at its opening bracket.
fn header<'t>(cursor: &mut Cursor<'_, 't>, root: &mut Table<'t>, errors: &mut Errors) -> Section {
    let Some(open) = cursor.next() else { return Section { keys: Vec::new(), open: false } };
    let many = open.kind() == EventKind::ArrayTableOpen;
    let start = open.span().start();
    let keys = cursor.keys(errors);
    let mut end = keys.last().map_or(open.span().end(), |k| k.range.1);
    if let Some(EventKind::StdTableClose | EventKind::ArrayTableClose) = cursor.kind() {
        end = end.max(cursor.next().map_or(end, |e| range(e).1));
    }
    if keys.is_empty() {
        return Section { keys: Vec::new(), open: false };
    }
    if keys.len() > MAX_NESTING {
        errors.syntax((start, end), format!("Tables are nested deeper than {MAX_NESTING} levels"));
        return Section { keys: Vec::new(), open: false };
    }
    let path: Vec<String> = keys.iter().map(|k| k.text.clone().into_owned()).collect();
    let mut new = Table::new(Kind::Header, start, keys.len());
    new.head_end = end;
    new.end = end;
    define_table(root, keys, new, many, errors);
    stretch(root, &path, end);
    Section { keys: path, open: true }
}

/// Opens `[keys]` or `[[keys]]`.
fn define_table<'t>(root: &mut Table<'t>, keys: Vec<Key<'t>>, new: Table<'t>, many: bool, errors: &mut Errors) {
    let start = new.start;
    let mut table = root;
    let mut keys = keys.into_iter();
    let Some(last) = keys.next_back() else { return };
    for key in keys {
        let usable = match table.get(&key.text) {
            None => false,
            Some((_, Node::Table(t))) if t.kind != Kind::Inline => true,
            Some((_, Node::Tables(_))) => true,
            Some((first, _)) => {
                duplicate(&key, first, "is a value already and cannot take a table", errors);
                false
            }
        };
        let text = key.text.clone();
        if !usable {
            let depth = table.depth + 1;
            table.add(key, Node::Table(Table::new(Kind::Implied, start, depth)));
        }
        let next = match table.get(&text) {
            Some((_, Node::Table(t))) => Some(t),
            Some((_, Node::Tables(list))) => list.last_mut(),
            _ => None,
        };
        let Some(next) = next else { return };
        table = next;
    }
    match table.get(&last.text) {
        None => {}
        Some((_, Node::Tables(list))) if many => {
            list.push(new);
            return;
        }
        Some((_, Node::Table(t))) if !many && t.kind == Kind::Implied => {
            t.kind = Kind::Header;
            // A header behind those of its own tables: what stands between belongs to the span.
            t.head_end = new.head_end;
            t.start = t.start.min(start);
            t.end = t.end.max(new.end);
            return;
        }
        Some((first, _)) => duplicate(&last, first, "is defined already", errors),
    }
    let node = if many { Node::Tables(vec![new]) } else { Node::Table(new) };
    table.add(last, node);
}

/// Puts `keys = value` into a table, through the tables that dotted keys make.
pub(super) fn define<'t>(table: &mut Table<'t>, keys: Vec<Key<'t>>, value: Node<'t>, errors: &mut Errors) {
    let end = value.end();
    let Some(first) = keys.first() else { return };
    let whole = (first.range.0, keys.last().map_or(0, |k| k.range.1));
    if table.depth + keys.len() > MAX_NESTING {
        errors.syntax(whole, format!("Tables are nested deeper than {MAX_NESTING} levels"));
        return;
    }
    let mut table = table;
    let mut keys = keys.into_iter();
    let Some(last) = keys.next_back() else { return };
    for key in keys {
        let usable = match table.get(&key.text) {
            None => false,
            Some((_, Node::Table(t))) if t.kind == Kind::Dotted => true,
            Some((first, Node::Table(t))) if t.kind != Kind::Inline => {
                duplicate(&key, first, "has a header already, which a dotted key cannot add to", errors);
                true
            }
            Some((first, _)) => {
                duplicate(&key, first, "is a value already and cannot take keys", errors);
                false
            }
        };
        let (text, start, depth) = (key.text.clone(), key.range.0, table.depth + 1);
        if !usable {
            table.add(key, Node::Table(Table::new(Kind::Dotted, start, depth)));
        }
        let Some((_, Node::Table(next))) = table.get(&text) else { return };
        next.end = next.end.max(end);
        table = next;
    }
    if let Some((first, _)) = table.get(&last.text) {
        duplicate(&last, first, "is defined already", errors);
    }
    table.add(last, value);
}

fn duplicate(key: &Key, first: &Key, what: &str, errors: &mut Errors) {
    let shown: String = key.text.chars().take(60).collect();
    let message = format!("`{shown}` {what}");
    errors.push("toml/duplicate-key", key.range, message, Some(("first here".into(), first.range)));
}

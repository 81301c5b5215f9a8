//! The place of a cursor in TOML: the table header above, keys of the table around, brackets and long strings left
//! alone.

use ostler_core::tree::Path;

use super::{Cursor, Layout, Slot};

/// Finds the place of byte `at`; `None` in headers, comments, and values that span lines.
pub(super) fn locate(text: &str, at: usize) -> Option<Cursor> {
    let line_start = text[..at].rfind('\n').map_or(0, |n| n + 1);
    let line_end = text[at..].find(['\n', '\r']).map_or(text.len(), |n| at + n);
    let line = &text[line_start..line_end];
    let column = at - line_start;
    let table = Table::above(text, line_start)?;
    if line.trim_start().starts_with('[') || comment(line).is_some_and(|c| c < column) {
        return None;
    }
    let code = &line[..comment(line).unwrap_or(line.len())];
    let equals = code.find('=');
    if let Some(equals) = equals.filter(|e| column > *e) {
        let start = (equals + 1 + blanks(&code[equals + 1..])).min(code.trim_end().len()).max(equals + 1);
        if code[start..].starts_with(['[', '{'])
            || code[start..].starts_with("\"\"\"")
            || code[start..].starts_with("'''")
        {
            return None;
        }
        let is_empty = code[equals + 1..].trim().is_empty();
        let word = if column < start || is_empty { column..column } else { start..code.trim_end().len().max(column) };
        let mut path = table.path;
        for key in dotted(&code[..equals]) {
            path.push_key(&key);
        }
        return Some(Cursor {
            path,
            slot: Slot::Value,
            typed: (line_start + word.start) as u32..(line_start + word.end) as u32,
            needs_space: column == equals + 1,
            siblings: Vec::new(),
            layout: Layout::Toml,
        });
    }
    // Of a dotted key, the last part that the cursor touches is typed; what is before it leads to the container.
    let head = &code[..column.min(code.len())];
    let start = head.rfind('.').map_or(blanks(head), |dot| dot + 1);
    let end = code[start..]
        .find(['=', '.', ' ', '\t'])
        .map_or(code.trim_end().len(), |n| start + n)
        .max(column.min(code.len()));
    let mut path = table.path;
    for key in dotted(code[..start].trim_end_matches('.')) {
        path.push_key(&key);
    }
    let siblings = if head.contains('.') { Vec::new() } else { keys_around(text, table.start, line_start) };
    Some(Cursor {
        path,
        slot: if equals.is_some() { Slot::Key } else { Slot::Open },
        typed: (line_start + start) as u32..(line_start + end) as u32,
        needs_space: false,
        siblings,
        layout: Layout::Toml,
    })
}

struct Table {
    path: Path,
    /// First byte of its keys.
    start: usize,
}

impl Table {
    /// The table that a line belongs to; `None` when the line is inside of a value that began above.
    fn above(text: &str, line_start: usize) -> Option<Self> {
        let mut arrays: Vec<(Path, usize)> = Vec::new();
        let mut out = Self { path: Path::default(), start: 0 };
        let mut open = Open::default();
        let mut at = 0;
        for line in text[..line_start].split_inclusive('\n') {
            at += line.len();
            let trimmed = line.trim();
            if open.is_open() || !trimmed.starts_with('[') {
                open.read(line);
                continue;
            }
            let is_item = trimmed.starts_with("[[");
            let inner = trimmed.trim_start_matches('[');
            let mut path = Path::default();
            for key in dotted(&inner[..inner.find(']').unwrap_or(inner.len())]) {
                path.push_key(&key);
                let here = path.clone();
                if let Some((_, count)) = arrays.iter().find(|(p, _)| *p == here) {
                    path.push_index(*count);
                }
            }
            if is_item {
                // The last key is a list; this header begins its next item.
                if let Some(ostler_core::tree::Segment::Index(n)) = path.segments().last().cloned() {
                    path.pop();
                    arrays.iter_mut().filter(|(p, _)| *p == path).for_each(|(_, count)| *count += 1);
                    path.push_index(n + 1);
                } else {
                    arrays.push((path.clone(), 0));
                    path.push_index(0);
                }
            }
            out = Self { path, start: at };
        }
        (!open.is_open()).then_some(out)
    }
}

/// Values that span lines: brackets and long strings.
#[derive(Default)]
struct Open {
    depth: usize,
    long: Option<&'static str>,
}

impl Open {
    fn is_open(&self) -> bool {
        self.depth > 0 || self.long.is_some()
    }

    fn read(&mut self, line: &str) {
        let mut rest = line;
        loop {
            if let Some(quotes) = self.long {
                let Some(end) = rest.find(quotes) else { return };
                rest = &rest[end + quotes.len()..];
                self.long = None;
                continue;
            }
            let Some(next) = rest.find(['"', '\'', '[', ']', '{', '}', '#']) else { return };
            let (what, behind) = (rest.as_bytes()[next], &rest[next..]);
            rest = match what {
                b'#' => return,
                b'[' | b'{' => {
                    self.depth += 1;
                    &behind[1..]
                }
                b']' | b'}' => {
                    self.depth = self.depth.saturating_sub(1);
                    &behind[1..]
                }
                _ => {
                    let long = if what == b'"' { "\"\"\"" } else { "'''" };
                    if let Some(inner) = behind.strip_prefix(long) {
                        self.long = Some(long);
                        inner
                    } else {
                        let close = behind[1..].bytes().position(|b| b == what);
                        close.map_or("", |c| &behind[c + 2..])
                    }
                }
            };
        }
    }
}

/// Keys of the table whose keys begin at `start`, the line at `own` left out.
fn keys_around(text: &str, start: usize, own: usize) -> Vec<String> {
    let mut out = Vec::new();
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        let here = at;
        at += line.len();
        if line.trim_start().starts_with('[') {
            break;
        }
        if here != own
            && let Some((keys, _)) = line.split_once('=')
        {
            out.extend(dotted(keys).into_iter().next());
        }
    }
    out
}

/// Parts of a dotted key, without quotes.
fn dotted(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut part = String::new();
    let mut quote = None;
    for c in text.trim().chars() {
        match (quote, c) {
            (Some(q), _) if c == q => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '.') => out.push(core::mem::take(&mut part).trim().to_owned()),
            _ => part.push(c),
        }
    }
    out.push(part.trim().to_owned());
    out.retain(|p| !p.is_empty());
    out
}

fn blanks(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\t']).len()
}

/// Start of a comment, outside of quotes.
fn comment(line: &str) -> Option<usize> {
    let mut quote = None;
    for (i, b) in line.bytes().enumerate() {
        match (quote, b) {
            (Some(q), _) if q == b => quote = None,
            (None, b'"' | b'\'') => quote = Some(b),
            (None, b'#') => return Some(i),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use ostler_core::syntax::Syntax;

    use super::super::locate;

    fn at(marked: &str) -> String {
        let offset = marked.find("$0").unwrap();
        let text = marked.replace("$0", "");
        let Some(c) = locate(&text, offset as u32, Syntax::Toml) else { return "none".to_owned() };
        let word = &text[c.typed.start as usize..c.typed.end as usize];
        format!("{} {:?} {word:?} {}", c.path, c.slot, c.siblings.join(","))
    }

    #[test]
    fn places_in_tables() {
        assert_eq!(at("version = 3\n$0\n"), " Open \"\" version");
        assert_eq!(at("[eth0]\ndhcp4 = true\npri$0\n[eth1]\nx = 1\n"), "eth0 Open \"pri\" dhcp4");
        assert_eq!(at("[eth0.static4]\naddresses = $0\n"), "eth0.static4.addresses Value \"\" ");
        assert_eq!(at("[eth0]\ndhcp4 = tr$0 # x\n"), "eth0.dhcp4 Value \"tr\" ");
        assert_eq!(at("[eth0]\ndhcp4.en$0 = 1\n"), "eth0.dhcp4 Key \"en\" ");
        assert_eq!(at("[\"a.b\".c]\n$0"), "\"a.b\".c Open \"\" ");
        assert_eq!(at("[[r]]\na = 1\n[[r]]\n$0"), "r[1] Open \"\" ");
        assert_eq!(at("[[r]]\n[[r]]\n[r.x]\n$0"), "r[1].x Open \"\" ");
    }

    #[test]
    fn places_without_structure() {
        assert_eq!(at("a = [\n  1,\n  $0\n]\n"), "none");
        assert_eq!(at("a = \"\"\"\nb = $0\n\"\"\"\n"), "none");
        assert_eq!(at("[a$0]\n"), "none");
        assert_eq!(at("a = 1 # $0\n"), "none");
        assert_eq!(at("a = [1]\nb = \"x # y\" $0\n"), "b Value \"\\\"x # y\\\" \" ");
    }
}

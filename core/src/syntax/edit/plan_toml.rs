//! From the edited value to splices in TOML, where a table is a header with lines behind it and its parts may be
//! scattered. Must not read back; [`super`] does.

use super::block::{Raw, Step};
use super::draft::{Draft, Entry, Item, Key, is_flow};
use super::flow::Brackets;
use super::geometry::{Geometry, Part};
use super::lines::{before, eol, lead_start, line_start, newline, next_line};
use super::out::{self, Body, Maker, Out};
use super::plan::Reason;
use super::print_toml::{Header, Sections, inline, is_section, key as key_text, pair};
use super::quote::toml_key;
use super::{Doc, SourceText};
use crate::tree::{NodeId, NodeKind, Style, Tree};

/// What made a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Made {
    Root,
    /// A header of its own.
    Header,
    /// A longer header.
    Implied,
    Dotted,
    /// `[[headers]]`.
    Items,
    /// A value behind `=` or between brackets.
    Value,
}

/// Ranges and texts that turn the document into the draft.
pub(super) fn splices(doc: &Doc, draft: &Draft, anew: Option<usize>) -> Result<Vec<Raw>, Reason> {
    let tree = &doc.parsed.tree;
    let sources = [SourceText { source: doc.source, text: doc.text, comments: tree.comments() }];
    let mut planner = Planner {
        text: doc.text,
        tree,
        sections: Sections { rules: doc.rules, newline: newline(doc.text) },
        maker: Maker { home: Some(tree), sources: &sources, budget: out::budget(tree) },
        anew,
        raw: Vec::new(),
    };
    match (draft, tree.root()) {
        (Draft::Map(id, entries), _) if anew != Some(0) => planner.table(*id, entries, "", 0)?,
        (Draft::Old(_), _) => {}
        (_, root) => planner.whole(draft, root)?,
    }
    Ok(planner.raw)
}

struct Planner<'p> {
    text: &'p str,
    tree: &'p Tree,
    sections: Sections<'p>,
    maker: Maker<'p>,
    anew: Option<usize>,
    raw: Vec<Raw>,
}

impl<'p> Planner<'p> {
    fn start(&self, id: NodeId) -> usize {
        self.tree.span(id).start as usize
    }

    fn end(&self, id: NodeId) -> usize {
        self.tree.span(id).end as usize
    }

    fn made(&self, id: NodeId) -> Made {
        let node = self.tree.node(id);
        let start = node.span.start;
        match (node.kind, node.style) {
            _ if self.tree.root() == Some(id) => Made::Root,
            (NodeKind::Seq, Style::Block) => Made::Items,
            (NodeKind::Map, Style::Block) if node.inner.0 > start => Made::Header,
            (NodeKind::Map, Style::Block) if self.text[start as usize..].starts_with('[') => Made::Implied,
            (NodeKind::Map, Style::Block) => Made::Dotted,
            _ => Made::Value,
        }
    }

    /// First byte of the header line of a table, comment lines above included.
    fn header_start(&self, id: NodeId) -> usize {
        let at = match self.made(id) {
            Made::Header => line_start(self.text, (self.tree.node(id).inner.0 as usize).saturating_sub(1)),
            _ => line_start(self.text, self.start(id)),
        };
        self.lead(at)
    }

    /// Start of the comment lines directly above the statement that begins on the line of `at`.
    fn lead(&self, at: usize) -> usize {
        let line = line_start(self.text, at);
        let blanks = self.text[line..].len() - self.text[line..].trim_start_matches([' ', '\t']).len();
        lead_start(self.text, line + blanks, 0)
    }

    /// End of the last line that belongs to the table itself, dotted keys included; `None` for a table without.
    fn own_end(&self, id: NodeId) -> Option<usize> {
        let ends = self.tree.entries(id).filter_map(|(_, v)| match self.made(v) {
            Made::Value => Some(self.end(v)),
            Made::Dotted => self.own_end(v),
            _ => None,
        });
        ends.max()
    }

    /// Removes everything that a value of a table consists of: lines and sections.
    fn remove(&mut self, key: NodeId, value: NodeId) {
        match self.made(value) {
            Made::Value => {
                let range = self.lead(self.start(key))..next_line(self.text, self.end(value));
                self.raw.push((range, String::new()));
            }
            Made::Dotted => {
                for (k, v) in self.tree.entries(value).collect::<Vec<_>>() {
                    self.remove(k, v);
                }
            }
            _ => self.remove_sections(value),
        }
    }

    fn remove_sections(&mut self, id: NodeId) {
        match self.made(id) {
            Made::Items => {
                for item in self.tree.items(id) {
                    self.remove_sections(*item);
                }
                return;
            }
            Made::Value => return,
            Made::Header => {
                let head = self.tree.node(id).inner.0 as usize;
                let end = self.own_end(id).map_or(head, |e| e.max(head));
                self.raw.push((self.header_start(id)..next_line(self.text, end), String::new()));
            }
            _ => {}
        }
        for (_, v) in self.tree.entries(id) {
            self.remove_sections(v);
        }
    }

    fn insert(&mut self, at: usize, mut text: String) {
        if at > 0 && !self.text[..at].ends_with('\n') {
            text.insert_str(0, self.sections.newline);
            let body = text.trim_end_matches(['\r', '\n']).len();
            text.truncate(body);
        }
        self.raw.push((at..at, text));
    }

    /// A section behind what ends at `end`, with a blank line between.
    fn insert_section(&mut self, end: usize, section: &str) {
        let at = next_line(self.text, end);
        let blank = self.text[..at].trim().is_empty() || self.text[..at].ends_with("\n\n");
        let gap = if blank { "" } else { self.sections.newline };
        self.insert(at, format!("{gap}{section}"));
    }

    fn table<'a: 'p>(&mut self, id: NodeId, entries: &[Entry<'a>], path: &str, depth: usize) -> Result<(), Reason> {
        let old: Vec<(NodeId, NodeId)> = self.tree.entries(id).collect();
        let mut kept = vec![false; old.len()];
        let mut new: Vec<(Out, Out)> = Vec::new();
        for entry in entries {
            match &entry.key {
                Key::Old(i, key) => {
                    kept[*i] = true;
                    let inner = join(path, &toml_key(self.tree.text(*key)));
                    if !self.keep(old[*i].1, &entry.value, &inner, depth + 1)? {
                        self.remove(*key, old[*i].1);
                        let name = Out { body: Body::Str(self.tree.text(*key).into(), Style::Plain), ..Out::default() };
                        new.push((name, self.maker.draft(&entry.value, depth + 1)?));
                    }
                }
                Key::New(name) => {
                    let name = Out { body: Body::Str(name.clone(), Style::Plain), ..Out::default() };
                    new.push((name, self.maker.draft(&entry.value, depth + 1)?));
                }
            }
        }
        for (i, (k, v)) in old.iter().enumerate().filter(|(i, _)| !kept[*i]) {
            let _ = i;
            self.remove(*k, *v);
        }
        let emptied = entries.is_empty() && !old.is_empty();
        self.add(id, &new, path, emptied)
    }

    /// Changes a value in its place; false when it has to be written somewhere else.
    fn keep<'a: 'p>(&mut self, old: NodeId, draft: &Draft<'a>, path: &str, depth: usize) -> Result<bool, Reason> {
        let anew = self.anew == Some(depth);
        let made = self.made(old);
        match draft {
            Draft::Old(_) => Ok(true),
            _ if made == Made::Value => self.value(old, draft, depth).map(|()| true),
            Draft::Map(id, entries) if !anew => self.table(*id, entries, path, depth).map(|()| true),
            Draft::Seq(id, items) if !anew => self.items(*id, items, path, depth),
            _ => Ok(false),
        }
    }

    /// Writes what is new in a table.
    fn add(&mut self, id: NodeId, new: &[(Out, Out)], path: &str, emptied: bool) -> Result<(), Reason> {
        let made = self.made(id);
        let is_line = |out: &Out| made == Made::Dotted || !is_section(out);
        let mut lines = String::new();
        let prefix = if made == Made::Dotted { self.prefix(id) } else { "" };
        for (name, value) in new.iter().filter(|(_, v)| is_line(v)) {
            lines.push_str(&self.sections.line(prefix, name, value)?);
        }
        let newline = self.sections.newline;
        match made {
            Made::Dotted if emptied => {
                let at = line_start(self.text, self.start(id));
                let name = prefix.trim_end_matches([' ', '\t', '.']);
                self.insert(at, format!("{name} = {{}}{newline}"));
            }
            Made::Implied if emptied || !lines.is_empty() => {
                let at = self.header_start(id);
                let gap = if emptied { "" } else { newline };
                self.insert(at, format!("[{path}]{newline}{lines}{gap}"));
            }
            _ if lines.is_empty() => {}
            Made::Root => self.root_lines(id, lines),
            _ => {
                let head = self.tree.node(id).inner.0 as usize;
                let end = self.own_end(id).unwrap_or(head);
                self.insert(next_line(self.text, end), lines);
            }
        }
        for (name, value) in new.iter().filter(|(_, v)| !is_line(v)) {
            let section = self.sections.section(&join(path, &key_text(name)), value)?;
            let end = if made == Made::Root { self.text.len() } else { self.end(id) };
            self.insert_section(end, &section);
        }
        Ok(())
    }

    /// Lines of the document itself: behind its others, or before the first header.
    fn root_lines(&mut self, id: NodeId, mut lines: String) {
        if let Some(end) = self.own_end(id) {
            self.insert(next_line(self.text, end), lines);
            return;
        }
        let first = self.tree.entries(id).map(|(_, v)| self.header_start(self.first_table(v))).min();
        match first {
            Some(at) => {
                lines.push_str(self.sections.newline);
                self.insert(at, lines);
            }
            None => self.insert(self.text.len(), lines),
        }
    }

    fn first_table(&self, id: NodeId) -> NodeId {
        self.tree.items(id).first().copied().unwrap_or(id)
    }

    /// What stands before the last part of a dotted key: `a.b.` of `a.b.c = 1`.
    fn prefix(&self, id: NodeId) -> &'p str {
        let Some((key, _)) = self.tree.entries(id).next() else { return "" };
        before(self.text, self.start(key)).trim_start()
    }

    /// `[[tables]]`; false when what they become is no array of tables.
    fn items<'a: 'p>(&mut self, id: NodeId, items: &[Item<'a>], path: &str, depth: usize) -> Result<bool, Reason> {
        let old = self.tree.items(id).to_vec();
        let mut outs = Vec::with_capacity(items.len());
        for item in items {
            let stays = item.old.is_some()
                && matches!(item.value, Draft::Old(_) | Draft::Map(..))
                && self.anew != Some(depth + 1);
            let out = if stays { None } else { Some(self.maker.draft(&item.value, depth + 1)?) };
            if out.as_ref().is_some_and(|o| !matches!(o.body, Body::Map(_))) {
                return Ok(false);
            }
            outs.push(out);
        }
        if items.is_empty() {
            return Ok(false);
        }
        let mut kept = vec![false; old.len()];
        let mut at = None;
        let first = old.first().map_or(self.text.len(), |f| self.header_start(*f));
        let first_kept = items.iter().zip(&outs).find_map(|(i, o)| i.old.filter(|_| o.is_none()));
        let before = first_kept.map_or(first, |i| self.header_start(old[i]));
        for (item, out) in items.iter().zip(&outs) {
            match (item.old, out) {
                (Some(i), None) => {
                    kept[i] = true;
                    if let Draft::Map(table, entries) = &item.value {
                        self.table(*table, entries, path, depth + 1)?;
                    }
                    at = Some(self.end(old[i]));
                }
                (_, Some(out)) => {
                    let mut parts = Vec::new();
                    self.sections.table(path, out, Header::Item, &mut parts)?;
                    let text = parts.join(self.sections.newline);
                    match at {
                        Some(end) => self.insert_section(end, &text),
                        None => self.insert(before, format!("{text}{}", self.sections.newline)),
                    }
                }
                (None, None) => {}
            }
        }
        for (i, table) in old.iter().enumerate() {
            if !kept[i] {
                self.remove_sections(*table);
            }
        }
        Ok(true)
    }

    /// A value behind `=` or between brackets.
    fn value<'a: 'p>(&mut self, old: NodeId, draft: &Draft<'a>, depth: usize) -> Result<(), Reason> {
        let done = match draft {
            _ if self.anew == Some(depth) => false,
            Draft::Map(id, entries) if is_flow(self.tree, *id) => self.inline_table(*id, entries, depth)?,
            Draft::Seq(id, items) if is_flow(self.tree, *id) => self.array(*id, items, depth)?,
            _ => false,
        };
        if done {
            return Ok(());
        }
        let out = self.maker.draft(draft, depth)?;
        let mut text = inline(&out, self.sections.rules)?;
        let range = self.tree.span(old).range();
        if range.is_empty() {
            text.insert(0, ' ');
        }
        self.raw.push((range, text));
        Ok(())
    }

    fn inline_table<'a: 'p>(&mut self, id: NodeId, entries: &[Entry<'a>], depth: usize) -> Result<bool, Reason> {
        let old: Vec<(NodeId, NodeId)> = self.tree.entries(id).collect();
        let dotted = |v: NodeId| self.made(v) != Made::Value;
        let kept = entries.iter().any(|e| matches!(e.key, Key::Old(..)));
        if !kept || old.iter().any(|(_, v)| dotted(*v)) {
            return Ok(false);
        }
        let mut steps = Vec::with_capacity(entries.len());
        for entry in entries {
            if let Key::Old(i, _) = entry.key {
                if !matches!(entry.value, Draft::Old(_)) {
                    self.value(old[i].1, &entry.value, depth + 1)?;
                }
                steps.push(Step::Keep(i));
            } else if let Key::New(name) = &entry.key {
                let name = Out { body: Body::Str(name.clone(), Style::Plain), ..Out::default() };
                let value = self.maker.draft(&entry.value, depth + 1)?;
                steps.push(Step::New(pair(&name, &value, self.sections.rules)?));
            }
        }
        let part = |&(k, v): &(NodeId, NodeId)| {
            let start = self.start(k);
            Part { start, after: start, end: self.end(v), value: v, keeps: false }
        };
        let parts: Vec<Part> = old.iter().map(part).collect();
        self.between(id, &parts, &steps);
        Ok(true)
    }

    fn array<'a: 'p>(&mut self, id: NodeId, items: &[Item<'a>], depth: usize) -> Result<bool, Reason> {
        if items.iter().all(|i| i.old.is_none()) {
            return Ok(false);
        }
        let parts = Geometry { text: self.text, tree: self.tree }.parts(id);
        let mut steps = Vec::with_capacity(items.len());
        for item in items {
            if let Some(i) = item.old {
                if !matches!(item.value, Draft::Old(_)) {
                    self.value(parts[i].value, &item.value, depth + 1)?;
                }
                steps.push(Step::Keep(i));
            } else {
                let value = self.maker.draft(&item.value, depth + 1)?;
                steps.push(Step::New(inline(&value, self.sections.rules)?));
            }
        }
        self.between(id, &parts, &steps);
        Ok(true)
    }

    fn between(&mut self, id: NodeId, parts: &[Part], steps: &[Step]) {
        let all_kept = steps.len() == parts.len() && steps.iter().enumerate().all(|(i, s)| *s == Step::Keep(i));
        if !all_kept {
            let close = self.end(id).saturating_sub(1);
            let brackets = Brackets { text: self.text, parts, close, gap: " ", newline: self.sections.newline };
            brackets.splices(steps, &mut self.raw);
        }
    }

    /// Writes the document anew, from its first entry on.
    fn whole<'a: 'p>(&mut self, draft: &Draft<'a>, root: Option<NodeId>) -> Result<(), Reason> {
        let out = self.maker.draft(draft, 0)?;
        let text = match &out.body {
            Body::Null | Body::Absent => String::new(),
            _ => self.sections.document(&out)?,
        };
        let root = root.filter(|r| !self.tree.children(*r).is_empty());
        let range = match root {
            Some(root) => {
                let start = self.lead(self.start(root));
                let end = next_line(self.text, eol(self.text, self.end(root)));
                start..end
            }
            None => self.text.len()..self.text.len(),
        };
        if root.is_none() {
            self.insert(range.start, text);
        } else {
            self.raw.push((range, text));
        }
        Ok(())
    }
}

fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

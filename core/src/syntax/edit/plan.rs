//! From the edited value to splices: walks what the edits opened and asks the block and flow modules for the text
//! between parts. Must not read back; [`super`] does.

use super::block::{self, Raw, Step};
use super::draft::{Draft, Entry, Item, Key, is_flow};
use super::flow::Brackets;
use super::geometry::{Geometry, Part};
use super::lines::{column, eol, indent_of, leads_line, line_start, newline};
use super::out::{self, Body, Maker, Out, TooBig};
use super::print_yaml::{Layout, Printer, ends_in_block_text};
use super::quote::Place;
use super::{Doc, JsonLayout, SourceText, Splice, plan_toml, print_json};
use crate::syntax::Syntax;
use crate::text::Span;
use crate::tree::{NodeId, NodeKind, Style, Tree};

/// Why a value cannot be written, as a sentence part.
pub(super) type Reason = &'static str;

impl From<TooBig> for Reason {
    fn from(_: TooBig) -> Self {
        "it is nested too deeply, or its aliases multiply too much"
    }
}

/// Where a value stands.
#[derive(Clone, Copy, Debug)]
pub(super) enum Slot {
    Root,
    /// Behind a colon; column of the key.
    Entry {
        after: usize,
        col: usize,
    },
    /// Behind a dash; column of the dash.
    Item {
        after: usize,
        col: usize,
    },
    /// Between brackets, behind a colon or in a list.
    Flow {
        after: usize,
    },
}

/// Splices that turn the document's text into the draft. `anew` is the depth at which an opened collection is
/// written anew.
pub(super) fn splices(doc: &Doc, draft: &Draft, anew: Option<usize>) -> Result<Vec<Splice>, Reason> {
    let raw = match doc.syntax {
        Syntax::Toml => plan_toml::splices(doc, draft, anew)?,
        Syntax::Yaml | Syntax::Json => in_brackets_or_blocks(doc, draft, anew)?,
    };
    let splice =
        |(range, text): Raw| Splice { span: Span::new(doc.source, range.start as u32, range.end as u32), text };
    Ok(raw.into_iter().map(splice).collect())
}

fn in_brackets_or_blocks(doc: &Doc, draft: &Draft, anew: Option<usize>) -> Result<Vec<Raw>, Reason> {
    let sources = [SourceText { source: doc.source, text: doc.text, comments: doc.parsed.tree.comments() }];
    let geometry = Geometry { text: doc.text, tree: &doc.parsed.tree };
    let mut planner = Planner {
        geometry,
        doc,
        printer: Printer { layout: layout_of(&geometry), rules: doc.rules },
        maker: Maker { home: Some(&doc.parsed.tree), sources: &sources, budget: out::budget(&doc.parsed.tree) },
        anew,
        raw: Vec::new(),
    };
    match doc.parsed.tree.root() {
        Some(root) => planner.place(Slot::Root, root, draft, 0)?,
        None => planner.first_value(draft)?,
    }
    Ok(planner.raw)
}

struct Planner<'p> {
    geometry: Geometry<'p>,
    doc: &'p Doc<'p>,
    printer: Printer<'p>,
    maker: Maker<'p>,
    anew: Option<usize>,
    raw: Vec<Raw>,
}

impl<'p> Planner<'p> {
    fn text(&self) -> &'p str {
        self.doc.text
    }

    /// Changes the text of `old` to what `draft` says.
    fn place<'a: 'p>(&mut self, slot: Slot, old: NodeId, draft: &Draft<'a>, depth: usize) -> Result<(), Reason> {
        let (id, keeps) = match draft {
            Draft::Old(_) => return Ok(()),
            Draft::New(value) => {
                let out = self.maker.value(value, depth)?;
                self.set(slot, old, out);
                return Ok(());
            }
            Draft::Map(id, entries) => (*id, entries.iter().any(|e| matches!(e.key, Key::Old(..)))),
            Draft::Seq(id, items) => (*id, items.iter().any(|i| i.old.is_some())),
        };
        if !keeps || self.anew == Some(depth) {
            let out = self.maker.draft(draft, depth)?;
            self.set(slot, old, out);
            return Ok(());
        }
        let parts = self.geometry.parts(id);
        match draft {
            Draft::Map(_, entries) => self.entries(id, &parts, entries, depth),
            Draft::Seq(_, items) => self.items(id, &parts, items, depth),
            _ => Ok(()),
        }
    }

    fn col(&self, parts: &[Part]) -> usize {
        parts.first().map_or(0, |p| column(self.text(), p.start))
    }

    fn slot(&self, id: NodeId, part: &Part, col: usize) -> Slot {
        match self.geometry.tree.kind(id) {
            _ if is_flow(self.geometry.tree, id) => Slot::Flow { after: part.after },
            NodeKind::Map => Slot::Entry { after: part.after, col },
            _ => Slot::Item { after: part.after, col },
        }
    }

    fn entries<'a: 'p>(
        &mut self,
        id: NodeId,
        parts: &[Part],
        entries: &[Entry<'a>],
        depth: usize,
    ) -> Result<(), Reason> {
        let col = self.col(parts);
        let mut steps = Vec::with_capacity(entries.len());
        for entry in entries {
            match &entry.key {
                Key::Old(i, _) => {
                    let part = parts[*i];
                    self.place(self.slot(id, &part, col), part.value, &entry.value, depth + 1)?;
                    steps.push(Step::Keep(*i));
                }
                Key::New(key) => {
                    let key = Out { body: Body::Str(key.clone(), Style::Plain), ..Out::default() };
                    let value = self.maker.draft(&entry.value, depth + 1)?;
                    steps.push(Step::New(self.new_entry(id, parts, &key, &value, col)));
                }
            }
        }
        self.between(id, parts, &steps);
        Ok(())
    }

    fn items<'a: 'p>(&mut self, id: NodeId, parts: &[Part], items: &[Item<'a>], depth: usize) -> Result<(), Reason> {
        let col = self.col(parts);
        let mut steps = Vec::with_capacity(items.len());
        for item in items {
            if let Some(i) = item.old {
                let part = parts[i];
                self.place(self.slot(id, &part, col), part.value, &item.value, depth + 1)?;
                steps.push(Step::Keep(i));
            } else {
                let value = self.maker.draft(&item.value, depth + 1)?;
                steps.push(Step::New(self.new_item(id, parts, &value, col)));
            }
        }
        self.between(id, parts, &steps);
        Ok(())
    }

    fn new_entry(&self, id: NodeId, parts: &[Part], key: &Out, value: &Out, col: usize) -> String {
        match self.doc.syntax {
            Syntax::Json => {
                let (layout, indent) = self.json_layout(id, parts);
                print_json::entry(key, value, &layout, &indent, self.doc.rules)
            }
            _ if is_flow(self.geometry.tree, id) => self.printer.inline_entry(key, value),
            _ => self.closed(self.printer.entry(key, value, col), value),
        }
    }

    fn new_item(&self, id: NodeId, parts: &[Part], value: &Out, col: usize) -> String {
        match self.doc.syntax {
            Syntax::Json => {
                let (layout, indent) = self.json_layout(id, parts);
                let mut text = String::new();
                print_json::print(value, &layout, &indent, self.doc.rules, &mut text);
                text
            }
            _ if is_flow(self.geometry.tree, id) => self.printer.inline(value, Place::Flow),
            _ => self.closed(self.printer.item(value, col), value),
        }
    }

    /// A `|` block at the very end needs its line break, or some readers drop it from the text.
    fn closed(&self, mut text: String, value: &Out) -> String {
        if !self.text().ends_with('\n') && ends_in_block_text(&self.printer, value) {
            text.push_str(self.printer.layout.newline);
        }
        text
    }

    fn between(&mut self, id: NodeId, parts: &[Part], steps: &[Step]) {
        let all_kept = steps.len() == parts.len() && steps.iter().enumerate().all(|(i, s)| *s == Step::Keep(i));
        if all_kept {
            return;
        }
        let newline = self.printer.layout.newline;
        if !is_flow(self.geometry.tree, id) {
            for pair in steps.windows(2) {
                if let [Step::Keep(i), Step::New(_)] = pair {
                    self.strip_final(&parts[*i]);
                }
            }
            block::splices(self.text(), parts, steps, newline, &mut self.raw);
            return;
        }
        let gap = self.gap(parts);
        let close = (self.geometry.tree.span(id).end as usize).saturating_sub(1);
        let brackets = Brackets { text: self.text(), parts, close, gap, newline };
        brackets.splices(steps, &mut self.raw);
    }

    /// A `|` block that ends the text without a line break is read without one, but not when lines follow: it becomes
    /// `|-`.
    fn strip_final(&mut self, part: &Part) {
        if part.end < self.text().len() {
            return;
        }
        let Some(last) = self.geometry.last_block_text(part.value) else { return };
        let header = self.geometry.header(last);
        let at = self.geometry.tree.span(last).start as usize;
        if header.contains('-') || self.geometry.tree.text(last).ends_with('\n') {
            return;
        }
        let range = header.find('+').map_or(at + 1..at + 1, |plus| at + plus..at + plus + 1);
        let splice = (range, "-".to_owned());
        if !self.raw.contains(&splice) {
            self.raw.push(splice);
        }
    }

    /// Text between comma and second part, when they share a line.
    fn gap(&self, parts: &[Part]) -> &'p str {
        let [first, second, ..] = parts else { return if self.is_tight(parts) { "" } else { " " } };
        let between = &self.text()[first.end.min(second.start)..second.start];
        match between.split_once(',') {
            Some((_, gap)) if gap.bytes().all(|b| b == b' ') => gap,
            _ => " ",
        }
    }

    /// JSON without a blank behind the colon.
    fn is_tight(&self, parts: &[Part]) -> bool {
        let part = parts.first().filter(|p| p.after > p.start && self.doc.syntax == Syntax::Json);
        part.is_some_and(|p| !self.text()[p.after..].starts_with([' ', '\n', '\r', '\t']))
    }

    fn json_layout(&self, id: NodeId, parts: &[Part]) -> (JsonLayout, String) {
        let text = self.text();
        match parts.first() {
            Some(part) if leads_line(text, part.start) => {
                let indent = indent_of(text, part.start).to_owned();
                let outer = indent_of(text, self.geometry.tree.span(id).start as usize);
                let unit = indent.strip_prefix(outer).filter(|u| !u.is_empty()).unwrap_or("  ").to_owned();
                (JsonLayout::Lines { unit, newline: self.printer.layout.newline }, indent)
            }
            Some(_) => {
                let comma = if self.gap(parts).is_empty() { "" } else { " " };
                let is_map = self.geometry.tree.kind(id) == NodeKind::Map;
                let colon = if is_map && !self.is_tight(parts) { " " } else { comma };
                (JsonLayout::Line { comma, colon }, String::new())
            }
            None => self.json_root_layout(id),
        }
    }

    /// Layout for a JSON collection without parts of its own: that of the root.
    fn json_root_layout(&self, id: NodeId) -> (JsonLayout, String) {
        let text = self.text();
        let tree = self.geometry.tree;
        let indent = indent_of(text, tree.span(id).start as usize).to_owned();
        let root = tree.root().filter(|r| *r != id).map(|r| self.geometry.parts(r)).unwrap_or_default();
        let newline = self.printer.layout.newline;
        match root.first() {
            Some(part) if leads_line(text, part.start) => {
                let unit = indent_of(text, part.start);
                let unit = if unit.is_empty() { "  " } else { unit }.to_owned();
                (JsonLayout::Lines { unit, newline }, indent)
            }
            Some(_) if self.is_tight(&root) => (JsonLayout::Line { comma: "", colon: "" }, indent),
            Some(_) => (JsonLayout::Line { comma: " ", colon: " " }, indent),
            None => (JsonLayout::Lines { unit: "  ".into(), newline }, indent),
        }
    }

    /// Writes a value into a document that has none.
    fn first_value<'a: 'p>(&mut self, draft: &Draft<'a>) -> Result<(), Reason> {
        let Draft::New(value) = draft else { return Ok(()) };
        let out = self.maker.value(value, 0)?;
        let text = self.text();
        let mut new = String::new();
        if !text.is_empty() && !text.ends_with('\n') {
            new.push_str(self.printer.layout.newline);
        }
        new.push_str(&self.whole(&out));
        new.push_str(self.printer.layout.newline);
        self.raw.push((text.len()..text.len(), new));
        Ok(())
    }

    /// A document's whole value.
    fn whole(&self, out: &Out) -> String {
        if self.doc.syntax == Syntax::Json {
            let mut text = String::new();
            let layout = JsonLayout::Lines { unit: "  ".into(), newline: self.printer.layout.newline };
            print_json::print(out, &layout, "", self.doc.rules, &mut text);
            return text;
        }
        if !self.printer.is_block(out) {
            let mut text = String::new();
            self.printer.behind_key(&mut text, out, 0);
            return text.trim_start_matches(' ').to_owned();
        }
        let block = self.printer.block(out, 0);
        let bare = Out { body: Body::Absent, anchor: out.anchor, tag: out.tag, ..Out::default() };
        let props = self.printer.inline(&bare, Place::Block);
        if props.is_empty() { block } else { [&*props, self.printer.layout.newline, &block].concat() }
    }

    /// Writes `out` in the place of `old`, whatever either is.
    fn set(&mut self, slot: Slot, old: NodeId, mut out: Out<'p>) {
        let above = core::mem::take(&mut out.lead);
        let tree = self.geometry.tree;
        let anchor = tree.props(old).filter(|_| tree.kind(old) != NodeKind::Alias).and_then(|p| p.anchor.as_ref());
        out.anchor = anchor.map(|(name, _)| &**name);
        match slot {
            _ if self.doc.syntax == Syntax::Json => self.set_json(old, &out),
            Slot::Root => self.set_root(old, &out),
            Slot::Flow { after } => self.set_flow(after, old, &out),
            Slot::Entry { after, col } => {
                self.set_above(after, col, &above);
                let mut text = String::new();
                self.printer.behind_key(&mut text, &out, col);
                self.set_block(after, old, text, &out);
            }
            Slot::Item { after, col } => {
                self.set_above(after, col, &above);
                let mut text = String::new();
                self.printer.behind_dash(&mut text, &out, col);
                self.set_block(after, old, text, &out);
            }
        }
    }

    /// Adds comment lines that are not there yet right above the line of a key or dash, which begins in column `col`.
    fn set_above(&mut self, after: usize, col: usize, lines: &[&str]) {
        let text = self.text();
        let line = line_start(text, after);
        let at = text[line..].char_indices().nth(col).map_or(text.len(), |(i, _)| line + i);
        if !leads_line(text, at) || at > after || text[at..].starts_with(['?', ':']) {
            return;
        }
        let source = SourceText { source: self.doc.source, text, comments: self.doc.parsed.tree.comments() };
        let there = out::comment_lines_above(&source, at);
        let missing = lines.iter().filter(|l| !there.contains(l));
        let pad = &text[line..at];
        // Behind the blanks of the line, so that what is inserted between lines stays above.
        let new: String = missing.flat_map(|l| [*l, self.printer.layout.newline, pad]).collect();
        if !new.is_empty() {
            self.raw.push((at..at, new));
        }
    }

    fn set_json(&mut self, old: NodeId, out: &Out) {
        let parts = self.geometry.parts(old);
        let (layout, _) = if parts.is_empty() { self.json_root_layout(old) } else { self.json_layout(old, &parts) };
        let span = self.geometry.tree.span(old).range();
        let indent = indent_of(self.text(), span.start).to_owned();
        let mut text = String::new();
        print_json::print(out, &layout, &indent, self.doc.rules, &mut text);
        self.raw.push((span, text));
    }

    fn set_flow(&mut self, after: usize, old: NodeId, out: &Out) {
        let text = self.printer.inline(out, Place::Flow);
        if self.geometry.tree.kind(old) != NodeKind::Null {
            let start = self.geometry.start(old);
            self.raw.push((start..self.geometry.end(old, start), text));
            return;
        }
        let end = self.geometry.end(old, after);
        let rest = &self.text()[end..];
        let end = end + rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let colon = if self.text()[..after].ends_with(':') || self.text()[..after].ends_with(',') { "" } else { ":" };
        self.raw.push((after..end, format!("{colon} {text}")));
    }

    fn set_root(&mut self, old: NodeId, out: &Out) {
        let text = self.text();
        let tree = self.geometry.tree;
        let start = self.geometry.start(old);
        if tree.kind(old) == NodeKind::Null && self.geometry.props_end(old).is_none() {
            let gap = if text.is_empty() || text.ends_with('\n') { "" } else { self.printer.layout.newline };
            let new = [gap, &self.whole(out), self.printer.layout.newline].concat();
            self.raw.push((text.len()..text.len(), new));
            return;
        }
        let alone = leads_line(text, start);
        let from = if alone && tree.node(old).style == Style::Block { line_start(text, start) } else { start };
        let from = if text[from..].starts_with('\u{feff}') { from + 3 } else { from };
        let end = self.geometry.end(old, start);
        let end = if tree.node(old).style == Style::Block { eol(text, end) } else { end };
        let mut new = self.whole(out);
        if !alone && self.printer.is_block(out) {
            new.insert_str(0, self.printer.layout.newline);
        }
        let mut end = end;
        let comment = text[end..eol(text, end)].trim();
        if new.contains('\n') && !comment.is_empty() {
            // The comment behind a one-line value goes above the lines that take its place.
            end = eol(text, end);
            let gap = if alone { self.printer.layout.newline } else { "" };
            new.insert_str(0, &[comment, gap].concat());
        }
        if end == text.len() && ends_in_block_text(&self.printer, out) {
            new.push_str(self.printer.layout.newline);
        }
        self.raw.push((from..end, new));
    }

    /// `new` is what follows the colon or dash at `after`.
    fn set_block(&mut self, after: usize, old: NodeId, mut new: String, out: &Out) {
        let text = self.text();
        let stands = self.stands(after, old);
        let many = new.contains('\n') || stands.to_eol;
        let mut from = after;
        if stands.same_line && !new.starts_with(['\r', '\n']) && new.starts_with(' ') {
            // Keep the blanks between colon and value.
            from = stands.start;
            new.remove(0);
        }
        let mut end = stands.end;
        if many {
            let comment = stands.rest.trim_end();
            if !comment.trim().is_empty() && out.trail.is_none() {
                let head = new.find(['\r', '\n']).unwrap_or(new.len());
                new.insert_str(head, comment);
            }
            end = eol(text, end);
        } else if out.trail.is_some() && matches!(stands.rest.trim_start().bytes().next(), None | Some(b'#')) {
            // The new value's own comment takes the place of the old one's.
            end = eol(text, end);
        }
        if end == text.len() && ends_in_block_text(&self.printer, out) {
            new.push_str(self.printer.layout.newline);
        }
        self.raw.push((from..end, new));
    }

    fn stands(&self, after: usize, old: NodeId) -> Stands<'p> {
        let text = self.text();
        let node = self.geometry.tree.node(old);
        let end = self.geometry.end(old, after);
        let written = node.kind != NodeKind::Null || self.geometry.props_end(old).is_some();
        let start = if written { self.geometry.start(old).max(after) } else { after };
        let same_line = written && start <= eol(text, after);
        let props_end = self.geometry.props_end(old).unwrap_or(after).max(after);
        let line_rest = |at: usize| &text[at..eol(text, at)];
        match node.style {
            Style::Block => {
                let first = node.span.start as usize;
                let inline = first <= eol(text, props_end);
                let rest = if inline { "" } else { line_rest(props_end) };
                Stands { start, end, same_line, to_eol: true, rest }
            }
            Style::Literal | Style::Folded => {
                let header = line_rest(node.span.start as usize);
                let rest = header.find([' ', '\t']).map_or("", |i| &header[i..]);
                Stands { start, end, same_line, to_eol: true, rest }
            }
            _ => Stands { start, end, same_line, to_eol: false, rest: line_rest(end) },
        }
    }
}

/// How a value stands behind its colon or dash.
struct Stands<'a> {
    start: usize,
    end: usize,
    /// Begins on the line of the colon or dash.
    same_line: bool,
    /// What follows the end on its line belongs to the value.
    to_eol: bool,
    /// Rest of the line that keeps its comment.
    rest: &'a str,
}

/// How the document indents: the first map and the first sequence below a key say.
fn layout_of(geometry: &Geometry) -> Layout {
    let text = geometry.text;
    let tree: &Tree = geometry.tree;
    let (mut map, mut seq) = (None, None);
    for id in (0..tree.len() as u32).map(NodeId).filter(|id| tree.kind(*id) == NodeKind::Map && !is_flow(tree, *id)) {
        for (key, value) in tree.entries(id).filter(|(_, v)| tree.node(*v).style == Style::Block) {
            let from = column(text, tree.span(key).start as usize);
            let step = column(text, tree.span(value).start as usize).checked_sub(from);
            match tree.kind(value) {
                NodeKind::Map => map = map.or(step.filter(|s| (1..=9).contains(s))),
                _ => seq = seq.or(step.filter(|s| *s <= 9)),
            }
        }
        if map.is_some() && seq.is_some() {
            break;
        }
    }
    let map_step = map.or(seq.filter(|s| *s > 0)).unwrap_or(2);
    Layout { map_step, seq_step: seq.unwrap_or(map_step), newline: newline(text) }
}

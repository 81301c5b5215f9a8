//! The outline of a file: documents, their keys, items named by what names them.

use core::ops::Range;

use ostler_core::session::{OpenFile, Part};
use ostler_core::tree::{NodeId, NodeKind, Tree};

/// Most entries of an outline; editors draw no more than a fraction of it.
const MAX_SYMBOLS: usize = 10_000;
/// Deepest level.
const MAX_DEPTH: usize = 24;
/// Keys whose value names an item of a list, the first that is there counts.
const NAMES: &[&str] = &["name", "interface", "deviceSelector", "network", "path", "address"];

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SymbolKind {
    /// A document.
    Document,
    /// A mapping.
    Map,
    /// A sequence.
    List,
    /// A plain value.
    Value,
}

/// One entry of the outline.
#[derive(Clone, Debug)]
pub struct Symbol {
    /// What is shown. Never a value that could be secret: only keys, kinds and names.
    pub name: String,
    /// What it is.
    pub kind: SymbolKind,
    /// Everything that belongs to it, in bytes of the file's text.
    pub range: Range<u32>,
    /// The part to select: the key.
    pub name_range: Range<u32>,
    /// Entries below.
    pub children: Vec<Symbol>,
}

/// The outline of a file.
pub fn symbols(file: &OpenFile) -> Vec<Symbol> {
    let mut budget = MAX_SYMBOLS;
    let parts = file.parts();
    let only = parts.iter().filter(|p| p.document.root().is_some()).count() == 1;
    let mut out = Vec::new();
    for part in parts {
        let walk = Walk { part, tree: &part.document.tree };
        let Some(root) = part.document.root() else { continue };
        let children = walk.below(root, 0, &mut budget);
        let label = part.document.label();
        if only && label.is_empty() {
            return children;
        }
        let name = match (label.is_empty(), part.document.kind) {
            (false, _) => label,
            (true, Some(kind)) => kind.name.to_owned(),
            (true, None) => "document".to_owned(),
        };
        let range = walk.range(root);
        let anchor = part.document.anchor();
        let name_range = anchor.start + part.chunk.start..anchor.end + part.chunk.start;
        let name_range =
            if range.start <= name_range.start && name_range.end <= range.end { name_range } else { range.clone() };
        out.push(Symbol { name, kind: SymbolKind::Document, range, name_range, children });
    }
    out
}

struct Walk<'a> {
    part: &'a Part,
    tree: &'a Tree,
}

impl Walk<'_> {
    fn range(&self, id: NodeId) -> Range<u32> {
        let (span, shift) = (self.tree.span(id), self.part.chunk.start);
        span.start + shift..span.end + shift
    }

    fn below(&self, id: NodeId, depth: usize, budget: &mut usize) -> Vec<Symbol> {
        // What an alias stands for is listed where it stands.
        if depth > MAX_DEPTH {
            return Vec::new();
        }
        match self.tree.kind(id) {
            NodeKind::Map => self.entries(id, depth, budget),
            NodeKind::Seq => self.items(id, depth, budget),
            _ => Vec::new(),
        }
    }

    fn entries(&self, id: NodeId, depth: usize, budget: &mut usize) -> Vec<Symbol> {
        let mut out = Vec::new();
        for (key, value) in self.tree.entries(id) {
            let Some(left) = budget.checked_sub(1) else { break };
            *budget = left;
            let name_range = self.range(key);
            let range = name_range.start..self.range(value).end.max(name_range.end);
            let name = self.tree.text(self.tree.resolve(key));
            // Editors refuse entries without a name.
            let name = if name.trim().is_empty() { "\"\"".to_owned() } else { name.to_owned() };
            let children = self.below(value, depth + 1, budget);
            out.push(Symbol { name, kind: self.kind(value), range, name_range, children });
        }
        out
    }

    /// Items that are mappings or lists; plain ones would only repeat the text.
    fn items(&self, id: NodeId, depth: usize, budget: &mut usize) -> Vec<Symbol> {
        let mut out = Vec::new();
        for (index, item) in self.tree.items(id).iter().enumerate() {
            if !matches!(self.tree.kind(*item), NodeKind::Map | NodeKind::Seq) {
                continue;
            }
            let Some(left) = budget.checked_sub(1) else { break };
            *budget = left;
            let named = NAMES.iter().find_map(|n| {
                let value = self.tree.get(*item, n)?;
                (self.tree.kind(value) == NodeKind::Scalar)
                    .then(|| self.tree.text(value))
                    .filter(|t| !t.trim().is_empty())
            });
            let name = named.map_or_else(|| format!("[{index}]"), str::to_owned);
            let range = self.range(*item);
            let children = self.below(*item, depth + 1, budget);
            out.push(Symbol { name, kind: self.kind(*item), name_range: range.clone(), range, children });
        }
        out
    }

    fn kind(&self, id: NodeId) -> SymbolKind {
        match self.tree.kind(self.tree.resolve(id)) {
            NodeKind::Map => SymbolKind::Map,
            NodeKind::Seq => SymbolKind::List,
            _ => SymbolKind::Value,
        }
    }
}

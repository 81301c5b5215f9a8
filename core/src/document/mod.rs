//! A document: a tree that a language recognised, with its kind, name, role and target.
//!
//! Made by the session from a parsed chunk; read by checks, merge and editor features. This module must not know any
//! language by name.

use crate::lang::Language;
use crate::model::{Kind, Target, ViewCx};
use crate::syntax::Parsed;
use crate::syntax::edit::{Doc, Shared};
use crate::text::{SourceId, Span, Spanned};
use crate::tree::{NodeId, NodeKind, Path, Tree};

/// What a document is for. It decides what may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// A whole configuration, or a document of one.
    Config,
    /// A strategic merge patch: nothing is required, deletions are legal.
    Patch,
    /// A list of JSON 6902 operations.
    JsonPatch,
    /// Our own inventory.
    Fleet,
    /// A file beside the configuration proper, such as Bottlerocket's `net.toml`.
    Network,
    /// A merged result.
    Rendered,
    /// Secrets that configurations are made from.
    Secrets,
}

impl Role {
    /// Name in machine-readable output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Config => "config",
            Self::Patch => "patch",
            Self::JsonPatch => "json-patch",
            Self::Fleet => "fleet",
            Self::Network => "network",
            Self::Rendered => "rendered",
            Self::Secrets => "secrets",
        }
    }
}

/// One recognised document.
#[derive(Debug)]
pub struct Document {
    /// The source that its spans are relative to.
    pub source: SourceId,
    /// Its tree.
    pub tree: Tree,
    /// The language that recognised it.
    pub language: &'static Language,
    /// Its kind; `None` when the language does not know it (there is a finding then) or it has no content.
    pub kind: Option<&'static Kind>,
    /// Text of the key that names it, for kinds that have names.
    pub name: Option<Spanned<String>>,
    /// What it is for.
    pub role: Role,
    /// The release that it is read for.
    pub target: Target,
    /// False when its syntax is broken: what seems to be missing may stand in the part that could not be read.
    pub readable: bool,
    /// True when a template steers it: branches of conditions stand beside each other, and more may be put in.
    pub steered: bool,
    /// True when a tool replaces variables in it before a machine sees it, so that `$$` stands for `$`.
    pub substituted: bool,
}

impl Document {
    /// The root node, when there is content.
    pub fn root(&self) -> Option<NodeId> {
        self.tree.root()
    }

    /// Tree and scalar rules, for typed views.
    pub fn view_cx(&self) -> ViewCx<'_> {
        ViewCx { tree: &self.tree, scalars: self.language.scalars }
    }

    /// `LinkConfig/eth0`, `HostnameConfig`, or nothing for a headless kind; the part of a path before the colon.
    pub fn label(&self) -> String {
        match (self.kind, &self.name) {
            (Some(kind), _) if kind.flags.headless => String::new(),
            (Some(kind), Some(name)) => format!("{}/{}", kind.name, name.value),
            (Some(kind), None) => kind.name.to_owned(),
            (None, _) => String::new(),
        }
    }

    /// True when both are the same document by identity: kind and name.
    pub fn is_same_document(&self, other: &Self) -> bool {
        let kind = |d: &Self| d.kind.map(|k| (k.name, k.api_version));
        let name = |d: &Self| d.name.as_ref().map_or(String::new(), |n| n.value.clone());
        kind(self).is_some() && kind(self) == kind(other) && name(self) == name(other)
    }

    /// Label and path of the innermost node that a span lies in: `LinkConfig/eth0:mtu`.
    pub fn path_at(&self, span: Span) -> String {
        format!("{}:{}", self.label(), self.path_of(span))
    }

    /// Path of the innermost value whose key or value the span lies in; the root's for any other span.
    pub fn path_of(&self, span: Span) -> Path {
        let path = self.path_down(span);
        let found = self.root().and_then(|root| self.tree.at(root, &path)).map(|n| self.tree.span(n));
        let covers = |at: Span| at.source == span.source && at.start <= span.start && span.end <= at.end;
        // In a merged document a value does not lie inside of the text of what holds it.
        let merged = span.source != self.source || self.root().is_some_and(|r| self.tree.span(r).source != self.source);
        if merged && !found.is_some_and(covers) { self.path_among_all(span).unwrap_or(path) } else { path }
    }

    /// Path of the smallest node of any depth that covers a span, or whose key does.
    fn path_among_all(&self, span: Span) -> Option<Path> {
        let mut best: Option<(u32, Path)> = None;
        let mut stack = vec![(self.root()?, Path::default())];
        while let Some((at, path)) = stack.pop() {
            let at = self.tree.resolve(at);
            let mut offer = |node: NodeId, path: &Path| {
                let s = self.tree.span(node);
                let covers = s.source == span.source && s.start <= span.start && span.end <= s.end;
                if covers && best.as_ref().is_none_or(|(len, _)| s.len() < *len) {
                    best = Some((s.len(), path.clone()));
                }
            };
            offer(at, &path);
            if path.segments().len() >= crate::tree::MAX_DEPTH {
                continue;
            }
            for (key, value) in self.tree.entries(at) {
                let below = path.key(self.tree.text(self.tree.resolve(key)));
                offer(key, &below);
                stack.push((value, below));
            }
            stack.extend(self.tree.items(at).iter().enumerate().map(|(i, item)| (*item, path.index(i))));
        }
        best.map(|(_, path)| path)
    }

    /// Goes down from the root as long as the span lies inside.
    fn path_down(&self, span: Span) -> Path {
        let mut path = Path::default();
        let (tree, Some(mut at)) = (&self.tree, self.tree.root()) else { return path };
        let inside = |id: NodeId| {
            let s = tree.span(id);
            s.source == span.source && s.start <= span.start && span.end <= s.end.max(s.start + 1)
        };
        loop {
            let next = match tree.kind(at) {
                NodeKind::Map => tree.entries(at).find(|(k, v)| inside(*k) || inside(*v)).map(|(k, v)| {
                    path.push_key(tree.text(tree.resolve(k)));
                    (v, inside(v))
                }),
                NodeKind::Seq => tree.items(at).iter().enumerate().find(|(_, i)| inside(**i)).map(|(n, i)| {
                    path.push_index(n);
                    (*i, true)
                }),
                _ => None,
            };
            match next {
                // A span that covers the child from end to end ends there.
                Some((child, true)) if tree.span(child) != span => at = child,
                _ => return path,
            }
        }
    }

    /// The lines that say which document this is: from the first of the envelope's keys and the name to the last of
    /// their values, as far as they stand at the top; else [`Document::anchor`].
    pub fn head(&self) -> Span {
        let (Some(root), Some(kind)) = (self.root(), self.kind) else { return self.anchor() };
        let named = match kind.identity {
            crate::model::Identity::Key(key) => key,
            crate::model::Identity::Single => "",
        };
        let identity = |key: NodeId| {
            let text = self.tree.text(self.tree.resolve(key));
            kind.envelope.contains(&text) || (!text.is_empty() && text == named)
        };
        let mut top = self.tree.entries(root).take_while(|(key, _)| identity(*key));
        let Some((first, value)) = top.next() else { return self.anchor() };
        let start = self.tree.span(first);
        let end = top.last().map_or(value, |(_, value)| value);
        Span::new(start.source, start.start, self.tree.span(end).end.max(start.end))
    }

    /// The document for edits of its text; `parsed` holds its tree. Values that aliases repeat are left alone.
    pub fn for_edits<'a>(&'a self, text: &'a str, parsed: &'a Parsed) -> Doc<'a> {
        Doc {
            text,
            parsed,
            syntax: self.language.syntax,
            rules: self.language.scalars,
            dialect: self.language.dialect,
            source: self.source,
            earlier: &[],
            shared: Shared::Refuse,
        }
    }

    /// The place to point at for something that concerns the whole document: its `kind` value, or its start.
    pub fn anchor(&self) -> Span {
        let Some(root) = self.root() else { return Span::new(self.source, 0, 0) };
        match self.tree.entry(root, "kind") {
            Some((_, value)) => self.tree.span(value),
            None => match self.tree.entries(root).next() {
                Some((key, _)) => self.tree.span(key),
                None => self.tree.span(root).at_start(),
            },
        }
    }
}

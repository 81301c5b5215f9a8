//! Variables in patches: `${var.path}` becomes the typed value, before anything is merged. Values never pass through
//! text, so no value can change the shape of a document. This module must not know languages, layers or files.
//!
//! A scalar that is exactly one reference takes the value with its type: mappings and lists too. Inside a longer text
//! the text of a scalar is inserted, and the result is text. `$${var.x}` is the text `${var.x}`; any other `${…}`
//! stays as it is.

use super::scope::{HEADS, Scope, Variable};
use crate::check::nearest::{any_of, nearest};
use crate::diag::Diagnostic;
use crate::syntax::{Number, ScalarRules, Value, YAML_1_2};
use crate::text::Span;
use crate::tree::{MAX_DEPTH, NodeId, NodeKind, Step, Style, Tree, TreeBuilder};

/// A place that takes its value from a variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// The scalar that names the variable; the value's origin.
    pub place: Span,
    /// The variable: `var.installDisk`.
    pub name: String,
    /// Where it is defined.
    pub defined: Span,
    /// True when it is encrypted there.
    pub secret: bool,
}

/// A tree with its variables put in.
#[derive(Debug, Default)]
pub struct Substituted {
    /// The tree. A reference that cannot be followed stays as text.
    pub tree: Tree,
    /// Every place that a value was put in.
    pub uses: Vec<Use>,
    /// References that cannot be followed.
    pub problems: Vec<Diagnostic>,
}

/// A stretch of a scalar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece<'t> {
    Text(&'t str),
    Variable(&'t str),
}

/// Most nodes that one substitution may make; values are copied once for each use.
const BUDGET: usize = 1_000_000;

/// The variables that a tree names, each once, in order; `None` when nothing in it has to be replaced.
pub fn references(tree: &Tree) -> Option<Vec<&str>> {
    let mut names: Vec<&str> = Vec::new();
    let mut any = false;
    for text in (0..tree.len() as u32).map(|id| tree.text(NodeId(id))).filter(|t| t.contains("${")) {
        let found = pieces(text);
        any |= found.as_slice() != [Piece::Text(text)];
        for piece in found {
            match piece {
                Piece::Variable(name) if !names.contains(&name) => names.push(name),
                _ => {}
            }
        }
    }
    any.then_some(names)
}

/// Puts the values of a scope into a tree. `scalars` are the rules of the tree's language: a text that would read as
/// something else there comes in quotes.
pub fn substitute(tree: &Tree, scope: &Scope, scalars: &'static ScalarRules) -> Substituted {
    let out = TreeBuilder::with_capacity(tree.len() * 16);
    let mut work = Work { tree, scope, scalars, out, uses: Vec::new(), problems: Vec::new(), budget: BUDGET };
    let root = tree.root().and_then(|root| work.value(root, 0));
    for comment in tree.comments() {
        work.out.comment(*comment);
    }
    Substituted { tree: work.out.finish(root), uses: work.uses, problems: work.problems }
}

struct Work<'a> {
    tree: &'a Tree,
    scope: &'a Scope,
    scalars: &'static ScalarRules,
    out: TreeBuilder,
    uses: Vec<Use>,
    problems: Vec<Diagnostic>,
    budget: usize,
}

impl Work<'_> {
    fn value(&mut self, id: NodeId, depth: usize) -> Option<NodeId> {
        let (tree, id) = (self.tree, self.tree.resolve(id));
        self.budget = self.budget.checked_sub(1).filter(|_| depth < MAX_DEPTH)?;
        let node = *tree.node(id);
        let new = match node.kind {
            NodeKind::Map => {
                let mut kids = Vec::with_capacity(tree.children(id).len());
                for (key, value) in tree.entries(id) {
                    kids.push(self.key(key)?);
                    kids.push(self.value(value, depth + 1)?);
                }
                self.out.map(&kids, node.style, node.span, node.inner)
            }
            NodeKind::Seq => {
                let items = tree.items(id).iter();
                let kids = items.map(|i| self.value(*i, depth + 1)).collect::<Option<Vec<_>>>()?;
                self.out.seq(&kids, node.style, node.span, node.inner)
            }
            NodeKind::Scalar if tree.text(id).contains("${") => return self.scalar(id),
            _ => return self.out.copy(tree, id, &mut self.budget),
        };
        if let Some(props) = tree.props(id) {
            self.out.set_props(new, props.clone());
        }
        Some(new)
    }

    fn key(&mut self, id: NodeId) -> Option<NodeId> {
        let id = self.tree.resolve(id);
        if !self.tree.text(id).contains("${") {
            return self.out.copy(self.tree, id, &mut self.budget);
        }
        Some(self.text(id))
    }

    /// A scalar with references.
    fn scalar(&mut self, id: NodeId) -> Option<NodeId> {
        let place = self.tree.span(id);
        let [Piece::Variable(name)] = pieces(self.tree.text(id))[..] else { return Some(self.text(id)) };
        match self.find(name, place) {
            Some(found) => self.paste(&found, found.node, place, 0),
            None => self.out.copy(self.tree, id, &mut self.budget),
        }
    }

    /// A scalar that stays text, references replaced by the texts of their values.
    fn text(&mut self, id: NodeId) -> NodeId {
        let node = *self.tree.node(id);
        let old = self.tree.text(id);
        let mut text = String::new();
        let mut replaced = false;
        for piece in pieces(old) {
            match piece {
                Piece::Text(part) => text.push_str(part),
                Piece::Variable(name) => {
                    match self.find(name, node.span).and_then(|v| self.text_of(&v, name, node.span)) {
                        Some(value) => {
                            text.push_str(&value);
                            replaced = true;
                        }
                        None => text.push_str(&format!("${{{name}}}")),
                    }
                }
            }
        }
        let style = if replaced && self.reads_otherwise(&text, node.style) { Style::DoubleQuoted } else { node.style };
        let new = self.out.scalar(&text, style, node.span, node.inner);
        if let Some(props) = self.tree.props(id) {
            self.out.set_props(new, props.clone());
        }
        new
    }

    /// True for a bare text that the language would not read as text, whatever type is declared.
    fn reads_otherwise(&self, text: &str, style: Style) -> bool {
        style == Style::Plain
            && (!matches!((self.scalars.resolve)(text, style, None), Value::Str(_))
                || (self.scalars.to_bool)(text, style, None).is_some())
    }

    fn find(&mut self, name: &str, place: Span) -> Option<Variable> {
        if let Some(found) = self.scope.get(name) {
            self.uses.push(Use { place, name: name.to_owned(), defined: found.defined, secret: found.secret });
            return Some(found);
        }
        let problem = Diagnostic::error("render/undefined-variable", format!("there is no variable `{name}`"), place);
        let near = nearest(name, self.scope.names().into_iter());
        self.problems.push(if near.is_empty() {
            problem.help("define it in `vars` of the node, of its cluster or of `defaults`")
        } else {
            problem.help(format!("did you mean {}?", any_of(&near)))
        });
        None
    }

    fn text_of(&mut self, value: &Variable, name: &str, place: Span) -> Option<String> {
        let (tree, node) = (&value.tree, value.tree.resolve(value.node));
        let text = match tree.kind(node) {
            NodeKind::Scalar => match (YAML_1_2.resolve)(tree.text(node), tree.node(node).style, tree.tag(node)) {
                Value::Null => None,
                _ => Some(tree.text(node).to_owned()),
            },
            _ => None,
        };
        if text.is_none() {
            let headline = format!("`{name}` is no single value, so it cannot stand inside a text");
            let problem = Diagnostic::error("render/not-a-text", headline, place);
            self.problems.push(
                problem
                    .label(value.defined, "defined here")
                    .help("a mapping or a list takes the whole value: write the reference alone"),
            );
        }
        text
    }

    /// Copies a variable's value; every node of it stands at the place of use.
    fn paste(&mut self, from: &Variable, id: NodeId, place: Span, depth: usize) -> Option<NodeId> {
        self.budget = self.budget.checked_sub(1).filter(|_| depth < MAX_DEPTH)?;
        let (tree, id) = (&from.tree, from.tree.resolve(id));
        let inner = (place.start, place.end);
        let new = match tree.kind(id) {
            NodeKind::Map | NodeKind::Seq => {
                let kids = tree.children(id).iter();
                let kids = kids.map(|k| self.paste(from, *k, place, depth + 1)).collect::<Option<Vec<_>>>()?;
                match tree.kind(id) {
                    NodeKind::Map => self.out.map(&kids, Style::Block, place, inner),
                    _ => self.out.seq(&kids, Style::Block, place, inner),
                }
            }
            NodeKind::Scalar => {
                let (text, style) = self.typed(tree.text(id), tree.node(id).style, tree.tag(id));
                self.out.scalar(&text, style, place, inner)
            }
            _ => self.out.scalar("null", Style::Plain, place, inner),
        };
        self.out.set_origin(new, 0, Step::Written);
        Some(new)
    }

    /// The same value as a scalar of the tree's language.
    fn typed(&self, text: &str, style: Style, tag: Option<&str>) -> (String, Style) {
        match (YAML_1_2.resolve)(text, style, tag) {
            Value::Null => ("null".to_owned(), Style::Plain),
            Value::Bool(value) => (value.to_string(), Style::Plain),
            Value::Number(Number::Int(value)) => (value.to_string(), Style::Plain),
            Value::Number(Number::Float(_)) => (text.to_owned(), Style::Plain),
            Value::Str(_) | Value::Timestamp(_) => {
                let style = if self.reads_otherwise(text, style) { Style::DoubleQuoted } else { style };
                (text.to_owned(), style)
            }
        }
    }
}

/// Cuts a text into references and what stands between them.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let (mut out, mut from, mut at) = (Vec::new(), 0, 0);
    while let Some(open) = text[at..].find("${").map(|i| at + i) {
        let inner = &text[open + 2..];
        let name = inner.find('}').map(|end| &inner[..end]).filter(|name| is_ours(name));
        let Some(name) = name else {
            at = open + 2;
            continue;
        };
        let escaped = text[..open].ends_with('$') && open > from;
        let end = if escaped { open - 1 } else { open };
        if end > from {
            out.push(Piece::Text(&text[from..end]));
        }
        at = open + 2 + name.len() + 1;
        from = at;
        out.push(if escaped { Piece::Text(&text[open..at]) } else { Piece::Variable(name) });
    }
    if from < text.len() || out.is_empty() {
        out.push(Piece::Text(&text[from..]));
    }
    out
}

fn is_ours(name: &str) -> bool {
    let head = name.split('.').next().unwrap_or("");
    name.len() > head.len() && HEADS.contains(&head)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use std::sync::Arc;

    use super::*;
    use crate::syntax::{Dialect, GO_YAML_V4, Syntax, parse};
    use crate::text::SourceId;
    use crate::tree::flatten;

    const DIALECT: Dialect = Dialect { reader: "a test", refuses: &[] };

    fn scope(text: &str) -> Scope {
        let tree = Arc::new(parse(text, Syntax::Yaml, &DIALECT, SourceId(7), &[]).tree);
        let own: Vec<_> = tree
            .entries(tree.root().unwrap())
            .map(|(key, node)| {
                let name = format!("var.{}", tree.text(key)).into();
                (name, Variable { tree: Arc::clone(&tree), node, defined: tree.span(node), secret: false })
            })
            .collect();
        Scope::new(own, None)
    }

    fn run(text: &str, vars: &str) -> (Vec<(String, String)>, Substituted) {
        let tree = parse(text, Syntax::Yaml, &DIALECT, SourceId(1), &[]).tree;
        let done = substitute(&tree, &scope(vars), &GO_YAML_V4);
        (flatten(&done.tree), done)
    }

    #[test]
    fn a_reference_alone_takes_the_typed_value() {
        let (flat, done) = run("a: ${var.n}\nb: \"${var.m}\"\nc: ${var.yes}\n", "n: 0x10\nm: {k: [1]}\nyes: yes\n");
        let flat: Vec<_> = flat.iter().map(|(p, t)| (p.as_str(), t.as_str())).collect();
        assert_eq!(flat, [("a", "16"), ("b.k[0]", "1"), ("c", "yes")]);
        assert_eq!(done.uses.len(), 3);
        assert!(done.problems.is_empty());
        let root = done.tree.root().unwrap();
        let yes = done.tree.get(root, "c").unwrap();
        assert_eq!(done.tree.node(yes).style, Style::DoubleQuoted, "a text in YAML 1.2 stays one in Go's YAML");
        assert!(done.uses.iter().all(|u| u.place.source == SourceId(1) && u.defined.source == SourceId(7)));
    }

    #[test]
    fn inside_a_text_it_is_text() {
        let (flat, done) = run("a: h-${var.n}.x\nb: ${var.n}${var.n}\n${var.k}: $${var.n} ${HOME}\n", "n: 1\nk: key\n");
        let flat: Vec<_> = flat.iter().map(|(p, t)| (p.as_str(), t.as_str())).collect();
        assert_eq!(flat, [("a", "h-1.x"), ("b", "11"), ("key", "${var.n} ${HOME}")]);
        let b = done.tree.get(done.tree.root().unwrap(), "b").unwrap();
        assert_eq!(done.tree.node(b).style, Style::DoubleQuoted);
    }

    #[test]
    fn what_cannot_be_followed_is_told_at_the_place_of_use() {
        let (flat, done) = run("a: ${var.disc}\nb: x${var.m}\n", "disk: 1\nm: {}\n");
        assert_eq!(flat[0].1, "${var.disc}");
        let codes: Vec<_> = done.problems.iter().map(|p| (p.code, p.primary.span.start)).collect();
        assert_eq!(codes, [("render/undefined-variable", 3), ("render/not-a-text", 18)]);
        assert_eq!(done.problems[0].help, ["did you mean `var.disk`?"]);
        assert_eq!(done.problems[1].labels[0].span.source, SourceId(7));
    }

    #[test]
    fn references_are_listed_once() {
        let tree =
            parse("a: ${var.n} ${node.name}\nb: ${var.n}\nc: ${X}\n", Syntax::Yaml, &DIALECT, SourceId(1), &[]).tree;
        assert_eq!(references(&tree).unwrap(), ["var.n", "node.name"]);
        let none = parse("c: ${X}\n", Syntax::Yaml, &DIALECT, SourceId(1), &[]).tree;
        assert_eq!(references(&none), None);
    }
}

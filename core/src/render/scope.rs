//! What `${…}` may name at a node: typed values with the places of their definitions. It must not know who defines
//! them, nor how they are put into patches.

use std::sync::Arc;

use crate::text::Span;
use crate::tree::{NodeId, Path, Tree};

/// What names of variables begin with; any other `${…}` is text.
pub const HEADS: &[&str] = &["cluster", "node", "var"];

/// A value of a variable.
#[derive(Clone, Debug)]
pub struct Variable {
    /// Tree of the document that defines it.
    pub tree: Arc<Tree>,
    /// The value.
    pub node: NodeId,
    /// Its definition, for labels: the value's place, or the place that implies it.
    pub defined: Span,
    /// True when it is encrypted where it is defined.
    pub secret: bool,
}

/// Names with their values: the node's own, then those of the scopes around it. A name is the head of a path with its
/// first segment: `var.installDisk`, `node.name`, `cluster.endpoint`. The nearest definition of a name wins; mappings
/// are not merged.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    own: Arc<[(Arc<str>, Variable)]>,
    around: Option<Arc<Scope>>,
}

impl Scope {
    /// A scope inside of another.
    pub fn new(own: impl IntoIterator<Item = (Arc<str>, Variable)>, around: Option<Arc<Scope>>) -> Self {
        Self { own: own.into_iter().collect(), around }
    }

    /// The value of a path such as `var.disks.system` or `node.name`; `None` when nothing of that name is defined.
    pub fn get(&self, path: &str) -> Option<Variable> {
        let (head, rest) = split(path);
        let found = self.name(head)?;
        if rest.is_empty() {
            return Some(found.clone());
        }
        let node = found.tree.at(found.node, &Path::parse(rest).ok()?)?;
        Some(Variable { node, defined: found.tree.span(node), ..found.clone() })
    }

    /// True when a path leads to something that this scope defines itself, so that others around it may differ.
    pub fn is_own(&self, path: &str) -> bool {
        let (head, _) = split(path);
        self.own.iter().any(|(name, _)| **name == *head)
    }

    /// The names that this scope defines itself, with their values.
    pub(super) fn own(&self) -> &[(Arc<str>, Variable)] {
        &self.own
    }

    /// The scope around it.
    pub(super) fn around(&self) -> Option<&Self> {
        self.around.as_deref()
    }

    fn name(&self, head: &str) -> Option<&Variable> {
        let mut scope = Some(self);
        while let Some(at) = scope {
            if let Some((_, found)) = at.own.iter().rfind(|(name, _)| **name == *head) {
                return Some(found);
            }
            scope = at.around.as_deref();
        }
        None
    }

    /// All names, the nearest first.
    pub fn names(&self) -> Vec<&str> {
        let mut names = Vec::new();
        let mut scope = Some(self);
        while let Some(at) = scope {
            names.extend(at.own.iter().map(|(name, _)| &**name));
            scope = at.around.as_deref();
        }
        names
    }
}

/// The name and what lies below it: `var.a`, `b[0]` of `var.a.b[0]`.
fn split(path: &str) -> (&str, &str) {
    let Some(dot) = path.find('.') else { return (path, "") };
    match path[dot + 1..].find(['.', '[']) {
        None => (path, ""),
        Some(at) => {
            let end = dot + 1 + at;
            (&path[..end], path[end..].trim_start_matches('.'))
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use crate::syntax::{Dialect, Syntax, parse};
    use crate::text::SourceId;

    const DIALECT: Dialect = Dialect { reader: "a test", refuses: &[] };

    fn scope(text: &str, around: Option<Scope>) -> Scope {
        let tree = Arc::new(parse(text, Syntax::Yaml, &DIALECT, SourceId(0), &[]).tree);
        let root = tree.root().unwrap();
        let own: Vec<_> = tree
            .entries(root)
            .map(|(key, node)| {
                let name = format!("var.{}", tree.text(key)).into();
                (name, Variable { tree: Arc::clone(&tree), node, defined: tree.span(node), secret: false })
            })
            .collect();
        Scope::new(own, around.map(Arc::new))
    }

    fn text(scope: &Scope, path: &str) -> Option<String> {
        scope.get(path).map(|v| v.tree.text(v.node).to_owned())
    }

    #[test]
    fn the_nearest_definition_of_a_name_wins_whole() {
        let outer = scope("a: 1\nb: {c: 2, d: 3}\n", None);
        let inner = scope("b: {c: 4}\nlist: [x, {y: z}]\n", Some(outer));
        assert_eq!(text(&inner, "var.a").unwrap(), "1");
        assert_eq!(text(&inner, "var.b.c").unwrap(), "4");
        assert_eq!(text(&inner, "var.b.d"), None);
        assert_eq!(text(&inner, "var.list[1].y").unwrap(), "z");
        assert_eq!(text(&inner, "var"), None);
        assert_eq!(inner.names(), ["var.b", "var.list", "var.a", "var.b"]);
    }
}

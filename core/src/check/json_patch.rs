//! A list of JSON 6902 operations, as far as it tells by itself whether it can be applied.
//!
//! Knows the form of operations only; whether a path exists is the patching's business.

use super::nearest::{any_of, nearest};
use crate::diag::{Applicability, Diagnostic, Severity};
use crate::document::Document;
use crate::text::Span;
use crate::tree::{NodeId, NodeKind};

/// Operations with the keys that they need besides `op` and `path`.
const OPERATIONS: [(&str, &[&str]); 6] = [
    ("add", &[]),
    ("remove", &[]),
    ("replace", &["value"]),
    ("move", &["from"]),
    ("copy", &["from"]),
    ("test", &["value"]),
];

/// Checks the operations of a document.
pub fn json_patch(doc: &Document) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let (tree, Some(root)) = (&doc.tree, doc.root()) else { return out };
    for (index, item) in tree.items(tree.resolve(root)).iter().enumerate() {
        let item = tree.resolve(*item);
        if tree.kind(item) != NodeKind::Map {
            let headline = format!("operation {} is not a mapping", index + 1);
            out.push(error(doc, headline, tree.span(item)).help("an operation has `op`, `path` and mostly `value`"));
            continue;
        }
        operation(doc, item, &mut out);
    }
    out
}

fn error(doc: &Document, headline: String, span: Span) -> Diagnostic {
    Diagnostic::error("patch/bad-operation", headline, span).at_path(doc.path_at(span))
}

fn operation(doc: &Document, item: NodeId, out: &mut Vec<Diagnostic>) {
    let tree = &doc.tree;
    let head = tree.entries(item).next().map_or(tree.span(item), |(k, _)| tree.span(k));
    let text = |key: &str| tree.get(item, key).map(|n| (tree.text(tree.resolve(n)), tree.span(n)));
    let Some((name, span)) = text("op") else {
        return out.push(error(doc, "the operation has no `op`".to_owned(), head).help("add `op: add` or another one"));
    };
    let Some((_, needs)) = OPERATIONS.iter().find(|(op, _)| *op == name) else {
        let close = nearest(name, OPERATIONS.iter().map(|(op, _)| *op));
        let mut problem = error(doc, format!("there is no operation `{name}`"), span)
            .help("the operations are add, remove, replace, move, copy and test");
        if let Some(best) = close.first() {
            problem = problem.help(format!("did you mean {}?", any_of(&close))).fix(
                format!("Replace by `{best}`"),
                Applicability::Safe,
                span,
                *best,
            );
        }
        return out.push(problem);
    };
    for key in core::iter::once(&"path").chain(*needs) {
        if tree.get(item, key).is_none() {
            out.push(error(doc, format!("`{name}` needs `{key}`"), head));
        }
    }
    for (path, span) in ["path", "from"].into_iter().filter_map(text) {
        if !path.is_empty() && !path.starts_with('/') {
            let fixed = format!("/{}", path.replace('.', "/"));
            let problem = error(doc, format!("`{path}` is not a JSON pointer"), span);
            out.push(problem.help(format!("a pointer begins with `/`, as in `{fixed}`")));
        }
    }
    if name == "add" && tree.get(item, "value").is_none() {
        let problem = error(doc, "`add` without `value` adds null".to_owned(), head).severity(Severity::Warning);
        out.push(problem.help("give the `value`"));
    }
}

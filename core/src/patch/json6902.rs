//! The operations of JSON patches (RFC 6902): how they are written, what their pointers lead to, what is wrong with them.
//! It must not know what they do to a document.
//!
//! Semantics are those of evanphx/json-patch 5.9, which Talos uses: missing parents and targets are errors, negative
//! indices count from the end, `-` appends, an `add` without a value adds null.

use crate::diag::Diagnostic;
use crate::syntax::{ScalarRules, Value as Resolved};
use crate::text::Span;
use crate::tree::{NodeId, NodeKind, Path, Tree};

/// One operation as written.
#[derive(Clone, Debug)]
pub(super) struct Operation {
    pub name: String,
    pub path: Vec<String>,
    pub from: Option<Vec<String>>,
    pub value: Option<NodeId>,
    /// Where the operation's path stands, for messages.
    pub span: Span,
}

/// The operations of a patch in order; a patch without any content has none.
pub(super) fn operations(patch: &Tree) -> Result<Vec<Operation>, Diagnostic> {
    let Some(root) = patch.root() else { return Ok(Vec::new()) };
    if patch.kind(root) == NodeKind::Map {
        let at = patch.span(root).at_start();
        return Err(Diagnostic::error(
            "patch/not-a-list",
            "a JSON patch is a list of operations, and this is a mapping",
            at,
        ));
    }
    patch.items(root).iter().map(|item| operation(patch, *item)).collect()
}

fn operation(patch: &Tree, item: NodeId) -> Result<Operation, Diagnostic> {
    let item_span = patch.span(item);
    let text = |key: &str| patch.get(item, key).map(|n| patch.text(patch.resolve(n)).to_owned());
    let span = patch.get(item, "path").map_or(item_span.at_start(), |n| patch.span(n));
    let missing = |key: &str| {
        Diagnostic::error("patch/bad-operation", format!("the operation has no `{key}`"), item_span.at_start())
            .help("an operation has `op`, `path` and, for most, `value`")
    };
    let pointer = |text: String, span: Span| {
        pointer(&text).ok_or_else(|| {
            Diagnostic::error("patch/bad-pointer", format!("`{text}` is not a JSON pointer"), span)
                .help("a pointer is empty or begins with `/`; in keys `~1` stands for `/` and `~0` for `~`")
        })
    };
    let from = match text("from") {
        Some(from) => Some(pointer(from, span)?),
        None => None,
    };
    Ok(Operation {
        name: text("op").ok_or_else(|| missing("op"))?,
        path: pointer(text("path").ok_or_else(|| missing("path"))?, span)?,
        from,
        value: patch.get(item, "value"),
        span,
    })
}

/// What stands before the first slash is not looked at.
fn pointer(text: &str) -> Option<Vec<String>> {
    if text.is_empty() {
        return Some(Vec::new());
    }
    let (_, rest) = text.split_once('/')?;
    Some(rest.split('/').map(|s| s.replace("~1", "/").replace("~0", "~")).collect())
}

pub(super) fn unknown(name: &str, operation: &Operation) -> Diagnostic {
    let problem = Diagnostic::error("patch/bad-operation", format!("there is no operation `{name}`"), operation.span);
    problem.help("the operations are add, remove, replace, move, copy and test")
}

/// Where `copy` and `move` take their value from.
pub(super) fn origin(operation: &Operation) -> Result<&[String], Diagnostic> {
    operation.from.as_deref().ok_or_else(|| {
        Diagnostic::error("patch/bad-operation", format!("`{}` needs `from`", operation.name), operation.span)
    })
}

/// A pointer that leads below the root; upstream takes the root itself for `replace` and `test` only.
pub(super) fn below_root<'p>(operation: &Operation, pointer: &'p [String]) -> Result<&'p [String], Diagnostic> {
    if !pointer.is_empty() {
        return Ok(pointer);
    }
    let headline = format!("`{}` cannot be used on the document as a whole", operation.name);
    let problem = Diagnostic::error("patch/bad-operation", headline, operation.span);
    Err(problem.help("only `replace` and `test` take an empty pointer"))
}

/// The last segment of an operation's path and what leads to it.
pub(super) fn last_and_parents(operation: &Operation) -> Result<(&String, &[String]), Diagnostic> {
    let path = below_root(operation, &operation.path)?;
    path.split_last().ok_or_else(|| not_found(operation, path))
}

/// Where `replace` puts its value. A key that is not there is added.
pub(super) fn replaced(tree: &Tree, patch: &Tree, operation: &Operation) -> Result<Path, Diagnostic> {
    let Some((last, parents)) = operation.path.split_last() else {
        let kind = operation.value.map(|v| patch.kind(patch.resolve(v)));
        if matches!(kind, Some(NodeKind::Map | NodeKind::Seq)) {
            return Ok(Path::default());
        }
        let headline = "only a mapping or a list can replace the document as a whole";
        return Err(Diagnostic::error("patch/bad-operation", headline, operation.span));
    };
    let (mut path, parent) = existing(tree, parents, operation)?;
    if tree.kind(parent) == NodeKind::Map {
        path.push_key(last);
        return Ok(path);
    }
    Ok(existing(tree, &operation.path, operation)?.0)
}

/// What `copy` takes: `None` for a key that is not there, which is copied as null.
pub(super) fn copied(tree: &Tree, from: &[String], operation: &Operation) -> Result<Option<NodeId>, Diagnostic> {
    let from = below_root(operation, from)?;
    let Some((last, parents)) = from.split_last() else { return Ok(None) };
    let (_, parent) = existing(tree, parents, operation)?;
    if tree.kind(parent) == NodeKind::Map && tree.get(parent, last).is_none() {
        return Ok(None);
    }
    Ok(Some(existing(tree, from, operation)?.1))
}

/// Path and node of a pointer, which must exist.
pub(super) fn existing(tree: &Tree, pointer: &[String], operation: &Operation) -> Result<(Path, NodeId), Diagnostic> {
    let mut path = Path::default();
    let mut node = tree.root().map(|r| tree.resolve(r)).ok_or_else(|| not_found(operation, pointer))?;
    for segment in pointer {
        let next = match tree.kind(node) {
            NodeKind::Map => tree.get(node, segment).inspect(|_| path.push_key(segment)),
            NodeKind::Seq => index(segment, tree.items(node).len()).map(|i| {
                path.push_index(i);
                tree.items(node)[i]
            }),
            _ => None,
        };
        node = tree.resolve(next.ok_or_else(|| not_found(operation, pointer))?);
    }
    Ok((path, node))
}

pub(super) fn index(text: &str, length: usize) -> Option<usize> {
    let number: i64 = text.parse().ok()?;
    let index = if number < 0 { i64::try_from(length).ok()? + number } else { number };
    usize::try_from(index).ok().filter(|i| *i < length)
}

pub(super) fn not_found(operation: &Operation, pointer: &[String]) -> Diagnostic {
    let escaped = pointer.iter().map(|s| s.replace('~', "~0").replace('/', "~1"));
    let shown = escaped.fold(String::new(), |path, segment| path + "/" + &segment);
    let headline = format!("there is no `{shown}` for `{}`", operation.name);
    Diagnostic::error("patch/path-not-found", headline, operation.span)
        .help("JSON patches create no parents: add the mapping first, or use a strategic merge patch")
}

pub(super) fn test(
    base: (&Tree, &ScalarRules),
    (patch, rules): (&Tree, &ScalarRules),
    operation: &Operation,
) -> Result<(), Diagnostic> {
    let tree = base.0;
    let found = match operation.path.as_slice() {
        [] => tree.root(),
        path => copied(tree, path, operation)?,
    };
    let null = |tree: &Tree, node: NodeId| matches!(tree.kind(tree.resolve(node)), NodeKind::Null | NodeKind::Missing);
    let same = match (found, operation.value) {
        (Some(node), Some(value)) => equal((base.1, rules), (tree, node), (patch, value)),
        (Some(node), None) => null(tree, node),
        (None, Some(value)) => null(patch, value),
        (None, None) => true,
    };
    if same {
        return Ok(());
    }
    Err(Diagnostic::error("patch/test-failed", "the value is not what this `test` expects", operation.span)
        .help("the patch was written for another configuration, or an earlier operation changed the value"))
}

fn equal(rules: (&ScalarRules, &ScalarRules), one: (&Tree, NodeId), other: (&Tree, NodeId)) -> bool {
    let (left, right) = (one.0.resolve(one.1), other.0.resolve(other.1));
    let value = |rules: &ScalarRules, tree: &'_ Tree, node: NodeId| -> String {
        let resolved = (rules.resolve)(tree.text(node), tree.node(node).style, tree.tag(node));
        match resolved {
            Resolved::Str(text) => format!("\"{text}"),
            other => format!("{other:?}"),
        }
    };
    match (one.0.kind(left), other.0.kind(right)) {
        (NodeKind::Scalar, NodeKind::Scalar) => value(rules.0, one.0, left) == value(rules.1, other.0, right),
        (NodeKind::Map, NodeKind::Map) => {
            one.0.entries(left).len() == other.0.entries(right).len()
                && one.0.entries(left).all(|(k, v)| {
                    let twin = other.0.get(right, one.0.text(one.0.resolve(k)));
                    twin.is_some_and(|t| equal(rules, (one.0, v), (other.0, t)))
                })
        }
        (NodeKind::Seq, NodeKind::Seq) => {
            let (a, b) = (one.0.items(left), other.0.items(right));
            a.len() == b.len() && a.iter().zip(b).all(|(x, y)| equal(rules, (one.0, *x), (other.0, *y)))
        }
        (a, b) => a == b,
    }
}

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

fn pointer(text: &str) -> Option<Vec<String>> {
    if text.is_empty() {
        return Some(Vec::new());
    }
    let rest = text.strip_prefix('/')?;
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
    (tree, rules): (&Tree, &ScalarRules),
    patch: &Tree,
    operation: &Operation,
) -> Result<(), Diagnostic> {
    let (_, node) = existing(tree, &operation.path, operation)?;
    let same = match operation.value {
        Some(value) => equal(rules, (tree, node), (patch, value)),
        None => tree.kind(node) == NodeKind::Null,
    };
    if same {
        return Ok(());
    }
    Err(Diagnostic::error("patch/test-failed", "the value is not what this `test` expects", operation.span)
        .help("the patch was written for another configuration, or an earlier operation changed the value"))
}

fn equal(rules: &ScalarRules, one: (&Tree, NodeId), other: (&Tree, NodeId)) -> bool {
    let (left, right) = (one.0.resolve(one.1), other.0.resolve(other.1));
    let value = |tree: &'_ Tree, node: NodeId| -> String {
        let resolved = (rules.resolve)(tree.text(node), tree.node(node).style, tree.tag(node));
        match resolved {
            Resolved::Str(text) => format!("\"{text}"),
            other => format!("{other:?}"),
        }
    };
    match (one.0.kind(left), other.0.kind(right)) {
        (NodeKind::Scalar, NodeKind::Scalar) => value(one.0, left) == value(other.0, right),
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

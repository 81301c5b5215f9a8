//! Kind and name of a document (Talos 1.14, pkg/machinery/config/configloader/internal/decoder).
//!
//! Upstream looks for `kind` and `apiVersion` among keys *and values* of the root; we read keys only. The verdict is the
//! same but for documents that such a value confuses.

use super::detect::LEGACY_KEYS;
use super::kinds::KINDS;
use super::{API_VERSION, kinds};
use crate::check::codes::{Code, error};
use crate::check::nearest::{any_of, nearest};
use crate::diag::{Applicability, Diagnostic};
use crate::lang::Identified;
use crate::model::{FieldState, Identity, Kind, State, Target};
use crate::text::{Span, Spanned};
use crate::tree::{NodeId, NodeKind, Tree};

/// What can be wrong with the identity of a document, sorted by code.
pub(super) static CODES: &[Code] = &[
    error("talos/api-version-missing", "`apiVersion` is missing beside `kind`.", "Add `apiVersion: v1alpha1`."),
    error(
        "talos/kind-missing",
        "A document does not say what it is.",
        "Add `apiVersion: v1alpha1` and a `kind`; the legacy document has neither.",
    ),
    error(
        "talos/kind-of-later-release",
        "A kind that came with a later release.",
        "The node refuses the whole configuration. If it runs the later release, say so: `--target talos=1.14` on the \
         command line, a line `# ostler: target talos=1.14` in the file, a target in the project file, or the tag of \
         `machine.install.image` beside it. If it does not, remove the document and set the same in the legacy one, as \
         far as that release can.",
    ),
    error("talos/not-a-document", "The root of a document is no mapping.", "A document consists of keys with values."),
    error("talos/unknown-api-version", "An `apiVersion` that no kind has.", "The only one so far is `v1alpha1`."),
    error("talos/unknown-kind", "A kind that is not known.", "Kinds are spelled exactly, capital letters included."),
];

/// Finds kind and name of a document, and what is wrong with them.
pub(super) fn identify(tree: &Tree, target: &Target) -> Identified {
    let mut out = Identified::default();
    let Some(root) = tree.root() else { return out };
    match tree.kind(root) {
        NodeKind::Map => {}
        NodeKind::Null | NodeKind::Error | NodeKind::Missing => return out,
        _ if is_null(tree, root) => return out,
        kind => {
            out.problems.push(not_a_mapping(tree, root, kind));
            return out;
        }
    }
    let (version, kind) = (Key::of(tree, root, "apiVersion"), Key::of(tree, root, "kind"));
    match (version, kind) {
        (None, None) => legacy(tree, root, &mut out),
        (Some(version), None) => out.problems.push(kind_missing(version.span)),
        (version, Some(kind)) => typed(tree, root, version, kind, target, &mut out),
    }
    out
}

/// A top-level scalar with the place of its value.
#[derive(Clone, Copy)]
struct Key<'t> {
    text: &'t str,
    span: Span,
}

impl<'t> Key<'t> {
    fn of(tree: &'t Tree, root: NodeId, key: &str) -> Option<Self> {
        let (key, value) = tree.entry(root, key)?;
        let node = tree.resolve(value);
        let span = if tree.span(value).is_empty() { tree.span(key) } else { tree.span(value) };
        Some(Self { text: tree.text(node), span })
    }
}

fn is_null(tree: &Tree, node: NodeId) -> bool {
    tree.kind(node) == NodeKind::Scalar && matches!(tree.text(node), "~" | "null" | "Null" | "NULL")
}

fn not_a_mapping(tree: &Tree, root: NodeId, kind: NodeKind) -> Diagnostic {
    let what = if kind == NodeKind::Seq { "a list" } else { "a single value" };
    let span = tree.children(root).first().map_or(tree.span(root), |c| tree.span(*c));
    Diagnostic::error("talos/not-a-document", format!("a document must be a mapping, and this is {what}"), span)
        .help("write keys with values; a list of patches has to be one document for each, divided by `---`")
}

fn kind_missing(at: Span) -> Diagnostic {
    Diagnostic::error("talos/kind-missing", "`kind` is missing beside `apiVersion`", at)
        .help("add the `kind`; only the legacy document has none, and it has no `apiVersion` either")
}

fn legacy(tree: &Tree, root: NodeId, out: &mut Identified) {
    let found = LEGACY_KEYS.iter().any(|k| tree.get(root, k).is_some());
    // A document with other keys and no sections is still meant as something: the keys are reported against the
    // legacy document only when one of its own keys shows that it is one.
    if found {
        out.kind = headless();
        return;
    }
    let at = tree.entries(root).next().map_or(tree.span(root), |(k, _)| tree.span(k));
    let marker = tree.get(root, crate::patch::MARKER).is_some();
    let problem = if marker {
        Diagnostic::error("talos/kind-missing", "`$patch: delete` names no document", at).help(
            "add `apiVersion`, `kind` and, for named kinds, `name`; the legacy document as a whole cannot be deleted",
        )
    } else {
        Diagnostic::error(
            "talos/kind-missing",
            "this document has neither a `kind` nor a section of the legacy document",
            at,
        )
        .help("add `apiVersion: v1alpha1` and a `kind`, or one of `machine` and `cluster`")
    };
    out.problems.push(problem);
}

fn headless() -> Option<&'static Kind> {
    KINDS.iter().copied().find(|k| k.flags.headless)
}

fn typed(tree: &Tree, root: NodeId, version: Option<Key<'_>>, kind: Key<'_>, target: &Target, out: &mut Identified) {
    let known = kinds::KINDS.iter().copied().find(|k| k.name == kind.text && !k.flags.headless);
    match version {
        None => {
            let problem =
                Diagnostic::error("talos/api-version-missing", "`apiVersion` is missing beside `kind`", kind.span);
            let start = tree.span(root).at_start();
            out.problems.push(problem.help("add `apiVersion: v1alpha1`").fix(
                "Add `apiVersion: v1alpha1`",
                Applicability::Safe,
                start,
                "apiVersion: v1alpha1\n",
            ));
        }
        Some(version) if version.text != API_VERSION => {
            let headline = format!("there is no `{}` with `apiVersion: {}`", kind.text, version.text);
            let problem = Diagnostic::error("talos/unknown-api-version", headline, version.span);
            out.problems.push(problem.help("the only version is `v1alpha1`").fix(
                "Replace by `v1alpha1`",
                Applicability::Safe,
                version.span,
                API_VERSION,
            ));
        }
        Some(_) => {}
    }
    let Some(known) = known else { return out.problems.push(unknown_kind(kind, target)) };
    if let FieldState::NotYet(since) = State::at(known.life, target.version).state {
        let headline = format!("`{}` exists since Talos {since}, and this is read for {}", known.name, target.version);
        let problem = Diagnostic::error("talos/kind-of-later-release", headline, kind.span);
        out.problems.push(
            problem.help(format!("a {} node refuses the whole configuration: remove the document, or check for {since} if the node runs that", target.version)),
        );
        return;
    }
    out.kind = Some(known);
    out.name = name(tree, root, known);
}

fn name(tree: &Tree, root: NodeId, kind: &Kind) -> Option<Spanned<String>> {
    let Identity::Key(key) = kind.identity else { return None };
    let node = tree.resolve(tree.get(root, key)?);
    let text = tree.text(node);
    (tree.kind(node) == NodeKind::Scalar).then(|| Spanned::new(text.to_owned(), tree.span(node)))
}

fn unknown_kind(kind: Key<'_>, target: &Target) -> Diagnostic {
    if kind.text.is_empty() {
        return Diagnostic::error("talos/kind-missing", "`kind` is empty", kind.span).help("name a kind of document");
    }
    let headline = format!("`{}` is not a kind of Talos document", kind.text);
    let mut problem = Diagnostic::error("talos/unknown-kind", headline, kind.span);
    let alive = KINDS.iter().filter(|k| !k.flags.headless && State::at(k.life, target.version).state.accepted());
    let close = nearest(kind.text, alive.map(|k| k.name));
    if let Some(best) = close.first() {
        problem = problem.help(format!("did you mean {}?", any_of(&close))).fix(
            format!("Replace by `{best}`"),
            Applicability::Safe,
            kind.span,
            *best,
        );
    }
    problem
}

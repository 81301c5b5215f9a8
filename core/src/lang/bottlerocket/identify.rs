//! Which kind a file is: the version in it decides, whatever the release of the operating system.

use super::kinds::{self, KINDS};
use crate::check::codes::{Code, error};
use crate::diag::Diagnostic;
use crate::lang::Identified;
use crate::model::{FieldState, State, Target};
use crate::syntax::TOML_1_0;
use crate::text::Span;
use crate::tree::{NodeKind, Tree};

/// What can be wrong with the version, sorted by code.
pub(super) static CODES: &[Code] = &[error(
    "bottlerocket/net-version",
    "`version` of net.toml is missing, is not 1, 2 or 3, or came with a later release.",
    "The number decides what the file may hold, and the machine has no network without it. Version 2 came with 1.10 and \
     has static addresses and routes, version 3 with 1.12 and has bonds, VLANs and MAC addresses as names (R-NET-001).",
)];

/// The kind of the version in the file.
pub(super) fn identify(tree: &Tree, target: &Target) -> Identified {
    let mut out = Identified::default();
    let Some(root) = tree.root().filter(|r| tree.kind(*r) == NodeKind::Map) else { return out };
    let Some(node) = tree.get(root, kinds::VERSION) else {
        let first = tree.entries(root).next().map_or(tree.span(root).at_start(), |(key, _)| tree.span(key));
        out.problems.push(wrong("`version` is missing", first).help("add `version = 3` as the first line"));
        return out;
    };
    let (text, style, span) = (tree.text(node), tree.node(node).style, tree.span(node));
    let number = (TOML_1_0.to_int)(text, style, None).filter(|_| tree.kind(node) == NodeKind::Scalar);
    let kind = number.and_then(|n| usize::try_from(n).ok()?.checked_sub(1)).and_then(|i| KINDS.get(i));
    let Some(kind) = kind else {
        let problem = match tree.kind(node) {
            NodeKind::Scalar => wrong(format!("`{text}` is not a version of net.toml"), span),
            _ => wrong("`version` must be a number", span),
        };
        out.problems.push(problem.help("write `1`, `2` or `3`, without quotes"));
        return out;
    };
    if let FieldState::NotYet(since) = State::at(kind.life, target.version).state {
        let headline =
            format!("version {text} of net.toml exists since {since}, and this is read for {}", target.version);
        out.problems
            .push(wrong(headline, span).help("use an earlier version, or check for the release that the machine runs"));
    }
    out.kind = Some(kind);
    out
}

fn wrong(headline: impl Into<String>, span: Span) -> Diagnostic {
    Diagnostic::error("bottlerocket/net-version", headline, span)
}

//! Scalars: who wins, and the strategies that look at a single value.

use super::stack::Part;
use super::url;
use super::walk::{How, Walker};
use crate::diag::{Diagnostic, Severity};
use crate::model::Type;
use crate::syntax::{Number, Value};
use crate::tree::{NodeId, NodeKind, Style};

impl Walker<'_> {
    /// True when the value is what an unset variable of the declared type holds: "", 0, false, the first word of some
    /// enumerations, a duration of nothing.
    pub fn is_zero(&self, ty: &Type, part: Part) -> bool {
        let Some(node) = self.given(part) else { return true };
        let tree = self.tree(part);
        match tree.kind(node) {
            NodeKind::Scalar => {}
            _ => return false,
        }
        let (text, style, tag) = (tree.text(node), tree.node(node).style, tree.tag(node));
        match ty {
            Type::Bool => (self.scalars.to_bool)(text, style, tag) == Some(false),
            Type::Int(_) => (self.scalars.to_int)(text, style, tag) == Some(0),
            Type::Float => {
                matches!((self.scalars.resolve)(text, style, tag), Value::Number(Number::Int(0) | Number::Float(0.0)))
            }
            Type::Enum(values) => text.is_empty() || values.zero.is_some_and(|z| z.eq_ignore_ascii_case(text)),
            Type::Format(format) => text.is_empty() || format.is_zero.is_some_and(|zero| zero(text)),
            _ => text.is_empty(),
        }
    }

    /// The generic rule for scalars.
    pub fn scalar(&mut self, how: How<'_>, parts: &[Part]) -> Option<NodeId> {
        let mut now = parts.first().copied().filter(|p| self.given(*p).is_some());
        let boolean = matches!(how.ty, Type::Bool);
        for part in parts.iter().skip(1).copied() {
            if self.given(part).is_none() {
                // A plain boolean cannot be told from false when it is left out.
                if boolean && !how.pointer && now.is_some_and(|n| !self.is_zero(how.ty, n)) {
                    self.decided(parts, None, "always-assigned", None);
                    self.cleared_by_omission(part, now);
                    now = None;
                }
                continue;
            }
            let overrides = boolean
                || !self.is_zero(how.ty, part)
                || now.is_none()
                || (how.pointer && self.rules.pointer_zero_overrides)
                || matches!(how.ty, Type::Format(format) if format.bytes);
            if overrides {
                now = Some(part);
            } else {
                self.swallowed(part);
            }
        }
        self.settle(parts, now, "replace")
    }

    /// Reports that an empty or zero value has no effect.
    fn swallowed(&mut self, part: Part) {
        let text = self.text(part);
        let what = if text.is_empty() { "an empty text".to_owned() } else { format!("`{text}`") };
        let problem = Diagnostic::new(
            "patch/zero-keeps",
            Severity::Warning,
            format!("{what} does not replace the value that is there"),
            self.span(part),
        );
        self.problem(problem.help("to clear the value, delete its key with `$patch: delete`"));
    }

    /// Ends a decision: writes it down and copies the winner.
    pub fn settle(&mut self, parts: &[Part], winner: Option<Part>, strategy: &'static str) -> Option<NodeId> {
        let given: Vec<_> = parts.iter().copied().filter(|p| self.given(*p).is_some()).collect();
        match winner {
            Some(winner) => {
                self.decided(&given, Some(winner), strategy, None);
                self.copy(winner)
            }
            // Nothing was given: an explicit null of the base stays as it is written.
            None => parts.iter().copied().find(|p| p.node.is_some() && given.is_empty()).and_then(|p| self.copy(p)),
        }
    }

    /// The last value that is given wins; without `empty`, a zero value does not count as given.
    pub fn last_given(&mut self, how: How<'_>, parts: &[Part], strategy: &'static str, empty: bool) -> Option<NodeId> {
        let counts = |w: &Self, p: &Part| {
            w.given(*p).is_some_and(|n| {
                let hollow = match w.tree(*p).kind(n) {
                    NodeKind::Map => w.tree(*p).children(n).is_empty(),
                    NodeKind::Scalar => !empty && w.is_zero(how.ty, *p),
                    _ => false,
                };
                !hollow && !w.only_deletes(*p)
            })
        };
        let last = parts.iter().rposition(|p| counts(self, p));
        let winner = last.map(|i| parts[i]).or_else(|| parts.iter().copied().find(|p| self.given(*p).is_some()));
        self.settle(parts, winner, strategy)
    }

    /// The last source that takes part decides, also by saying nothing.
    pub fn assign_always(&mut self, parts: &[Part]) -> Option<NodeId> {
        let last = parts.last().copied()?;
        if self.given(last).is_some() || parts.len() == 1 {
            return self.settle(parts, Some(last), "assign-always");
        }
        let lost = parts.iter().rev().copied().find(|p| self.given(*p).is_some())?;
        let given: Vec<_> = parts.iter().copied().filter(|p| self.given(*p).is_some()).collect();
        self.decided(&given, None, "assign-always", None);
        self.cleared_by_omission(last, Some(lost));
        None
    }

    /// Reports that a patch clears a value because it gives the mapping around it and leaves it out.
    fn cleared_by_omission(&mut self, part: Part, lost: Option<Part>) {
        let key = super::trace::path_of(&self.stack);
        let headline = format!("this patch clears `{key}` because it does not repeat it");
        let problem = Diagnostic::new("patch/clears-by-omission", Severity::Warning, headline, self.place(part));
        let value = self.span(lost.unwrap_or(part));
        self.problem(
            problem
                .label(value, "the value that is lost")
                .help("the mapping around it always assigns the field: repeat the value in the patch to keep it"),
        );
    }

    /// Where a part stands; for one that says nothing, the start of its document.
    fn place(&self, part: Part) -> crate::text::Span {
        let tree = self.sources[usize::from(part.source)].tree;
        match (part.node, tree.root()) {
            (Some(node), _) => tree.span(node),
            (None, Some(root)) => tree.span(root).at_start(),
            (None, None) => crate::text::Span::default(),
        }
    }

    /// Bytes and percentages are kept side by side, and bytes win.
    pub fn size_union(&mut self, parts: &[Part]) -> Option<NodeId> {
        let mut winner: Option<Part> = None;
        let given: Vec<_> = parts.iter().copied().filter(|p| self.given(*p).is_some()).collect();
        for part in given {
            let percent = self.text(part).contains('%');
            let keeps = winner.is_some_and(|w| percent && !self.text(w).contains('%'));
            if keeps {
                let problem = Diagnostic::new(
                    "patch/percentage-loses",
                    Severity::Warning,
                    "a percentage does not replace the size in bytes that is there",
                    self.span(part),
                );
                self.problem(problem.help("delete the field with `$patch: delete` in an earlier patch first"));
            } else {
                winner = Some(part);
            }
        }
        self.settle(parts, winner, "size-union")
    }

    /// Giving a value over another is refused at this release.
    pub fn refused(&mut self, how: How<'_>, parts: &[Part], always: bool) -> Option<NodeId> {
        let later = parts.iter().skip(1).copied().find(|p| always || self.given(*p).is_some());
        if let Some(part) = later {
            let problem = Diagnostic::new(
                "patch/not-settable",
                Severity::Error,
                format!(
                    "{} {} cannot patch this value of a document that is there",
                    self.view.target.language, self.view.target.version
                ),
                self.place(part),
            );
            self.problem(problem.help("a later release can; until then, change the base document"));
        }
        self.last_given(how, parts, "replace", false)
    }

    /// A URL, part by part.
    pub fn url(&mut self, how: How<'_>, parts: &[Part]) -> Option<NodeId> {
        let given: Vec<_> = parts.iter().copied().filter(|p| !self.is_zero(how.ty, *p)).collect();
        let Some((first, rest)) = given.split_first() else { return self.settle(parts, None, "url") };
        let mut merged = url::Parts::of(self.text(*first));
        let mut winner = *first;
        for part in rest {
            let next = url::Parts::of(self.text(*part));
            if merged.user.is_some() && next.user.is_some() {
                let problem = Diagnostic::new(
                    "patch/url-user-twice",
                    Severity::Error,
                    "both URLs carry user information, and the merge cannot decide between them",
                    self.span(*part),
                );
                self.problem(
                    problem.label(self.span(winner), "the other URL").help("leave the user out of one of them"),
                );
            }
            merged = merged.overlaid(next);
            winner = *part;
        }
        let text = merged.to_string();
        self.decided(&given, Some(winner), "url", None);
        if text == self.text(winner) {
            return self.copy(winner);
        }
        let span = self.span(winner);
        let new = self.out.scalar(&text, Style::Plain, span, (span.start, span.end));
        let own = self.tree(winner).node(winner.node?).origin();
        self.stamp(new, winner.source, own);
        Some(new)
    }
}

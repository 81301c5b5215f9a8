//! Free-form content: no table says what it is, so the values themselves decide.

use super::stack::{Part, Seg};
use super::walk::Walker;
use crate::diag::{Diagnostic, Severity};
use crate::syntax::{Number, Value};
use crate::tree::{NodeId, NodeKind};

impl Walker<'_> {
    /// Mappings merge per key, lists append, scalars replace; the types of both sides must be the same.
    pub fn free_form(&mut self, parts: &[Part]) -> Option<NodeId> {
        let given: Vec<_> = parts.iter().copied().filter(|p| self.given(*p).is_some()).collect();
        let Some(first) = given.first().copied() else { return self.settle(parts, None, "per-key") };
        if let [only] = given.as_slice()
            && !self.has_markers(*only)
        {
            return self.copy(*only);
        }
        self.mapping(&given, first)
    }

    fn mapping(&mut self, given: &[Part], first: Part) -> Option<NodeId> {
        if self.given(first).is_none_or(|n| self.tree(first).kind(n) != NodeKind::Map) {
            return self.any(given);
        }
        let mut kids = Vec::new();
        for (text, source, key) in self.keys(given) {
            self.stack.push(Seg::Key(text));
            let below: Vec<_> = self.below(given, text).into_iter().filter(|p| p.node.is_some()).collect();
            let value = self.entry(&below);
            self.stack.pop();
            if let Some(value) = value {
                kids.push(self.key(source, key));
                kids.push(value);
            }
        }
        let node = self.given(first)?;
        Some(self.collection(first, node, &kids))
    }

    fn entry(&mut self, parts: &[Part]) -> Option<NodeId> {
        let mut live: Vec<Part> = Vec::new();
        for part in parts.iter().copied() {
            if self.is_marker(part) {
                self.delete_entry(part, &mut live);
            } else {
                live.push(part);
            }
        }
        let first = live.first().copied()?;
        if self.lookup_fails(&live) || live.len() == 1 {
            return self.copy(first);
        }
        self.any(&live)
    }

    fn delete_entry(&mut self, marker: Part, live: &mut Vec<Part>) {
        if live.is_empty() && marker.begins() {
            // Nothing is there yet, which is said once for the document.
        } else if live.is_empty() || !self.rules.deletes_anywhere {
            self.deleted_nothing_named(marker, !self.rules.deletes_anywhere);
        } else {
            let span = self.span(marker);
            self.decided(live, None, "delete", Some(span));
        }
        live.clear();
    }

    /// Two or more values at one place.
    fn any(&mut self, parts: &[Part]) -> Option<NodeId> {
        let Some(start) = parts.iter().position(|p| self.given(*p).is_some()) else {
            return self.settle(parts, None, "per-key");
        };
        let parts = &parts[start..];
        let first = parts.first().copied()?;
        for part in &parts[1..] {
            if self.given(*part).is_none() {
                let problem = Diagnostic::new(
                    "patch/null-over-value",
                    Severity::Error,
                    "null cannot be merged over a value of free-form content",
                    self.span(*part),
                );
                self.problem(
                    problem.label(self.span(first), "the value").help("to remove the key, give it `$patch: delete`"),
                );
                return self.copy(first);
            }
            let (mine, theirs) = (self.concrete(first), self.concrete(*part));
            if mine != theirs {
                let problem = Diagnostic::new(
                    "patch/type-mismatch",
                    Severity::Error,
                    format!("{} cannot be merged over {}", with_article(theirs), with_article(mine)),
                    self.span(*part),
                );
                self.problem(
                    problem
                        .label(self.span(first), format!("this is {}", with_article(mine)))
                        .help("free-form values must keep their type; write it as the base does"),
                );
                return self.copy(first);
            }
        }
        match self.concrete(first) {
            "mapping" => self.mapping(parts, first),
            "list" => self.list(
                super::walk::How {
                    ty: &crate::model::Type::List(&crate::model::Type::Any),
                    merge: crate::model::Merge::Append,
                    pointer: true,
                },
                parts,
            ),
            _ => {
                let winner = parts.iter().rposition(|p| !self.is_zero_value(*p)).unwrap_or(0);
                self.settle(parts, Some(parts[winner]), "replace")
            }
        }
    }

    /// Zero without a declared type; false is a value.
    fn is_zero_value(&self, part: Part) -> bool {
        let Some(node) = self.given(part) else { return true };
        let tree = self.tree(part);
        match (self.scalars.resolve)(tree.text(node), tree.node(node).style, tree.tag(node)) {
            Value::Null => true,
            Value::Number(Number::Int(i)) => i == 0,
            Value::Number(Number::Float(f)) => f == 0.0,
            Value::Str(text) => text.is_empty(),
            Value::Bool(_) | Value::Timestamp(_) => false,
        }
    }
}

fn with_article(noun: &str) -> String {
    match noun {
        "null" | "text" => noun.to_owned(),
        "integer" => format!("an {noun}"),
        _ => format!("a {noun}"),
    }
}

//! Keys that the tables do not have at the target: unknown, too new, gone.

use super::{Walk, first_line};
use crate::check::nearest::{any_of, nearest};
use crate::diag::{Applicability, Diagnostic};
use crate::model::{FieldView, StructFields, Type, Version};
use crate::patch::MARKER;
use crate::syntax::holes::is_hole;
use crate::tree::NodeId;

/// How deep a key is looked for elsewhere in the kind.
const LOOK_DEPTH: usize = 8;

impl<'a> Walk<'a, '_, '_> {
    pub(super) fn unknown_key(&mut self, fields: &'a StructFields, key: NodeId, text: &str, value: NodeId) {
        // Content of another reader is merged as it is where it asks for no deletion.
        if text == MARKER && self.inside.is_none() {
            return self.stray_marker(key, value);
        }
        if self.is_escaped_marker(text) {
            return self.stray_marker(key, value);
        }
        // Keys that another tool makes.
        if is_hole(text) {
            return;
        }
        let view = self.cx.view;
        let span = self.tree().span(key);
        let owner = if core::ptr::eq(fields, view.root()) && !view.kind.flags.headless {
            view.kind.name.to_owned()
        } else {
            let mut path = self.cx.doc.path_of(span);
            path.pop();
            if path.is_empty() { "this document".to_owned() } else { format!("`{path}`") }
        };
        let mut problem = Diagnostic::error("shape/unknown-key", format!("`{text}` is not a key of {owner}"), span);
        let close = nearest(text, fields.iter_live().map(|f| f.field.key));
        if let Some(best) = close.first() {
            problem = problem.help(format!("did you mean {}?", any_of(&close)));
            if !fields_has(self, key, best) {
                let title = format!("Replace `{text}` by `{best}`");
                problem = problem.fix(title, Applicability::Safe, span, *best);
            }
        }
        if let Some(place) = self.elsewhere(text) {
            problem = problem.help(format!("`{text}` is a key of `{place}`: look at the indentation"));
        } else if close.is_empty() {
            let keys: Vec<_> = fields.iter_live().map(|f| f.field.key).collect();
            if (1..=12).contains(&keys.len()) {
                problem = problem.help(format!("the keys here are {}", keys.join(", ")));
            }
        }
        self.report(problem);
    }

    /// Path of the nearest mapping of the kind that has the key.
    fn elsewhere(&self, key: &str) -> Option<String> {
        let view = self.cx.view;
        let mut level: Vec<(String, &StructFields)> = vec![(String::new(), view.root())];
        let mut seen: Vec<*const StructFields> = Vec::new();
        for _ in 0..LOOK_DEPTH {
            let mut next = Vec::new();
            for (path, fields) in level {
                if seen.iter().any(|s| core::ptr::eq(*s, fields)) {
                    continue;
                }
                seen.push(fields);
                if fields.live(key).is_some() {
                    return (!path.is_empty()).then_some(path);
                }
                for field in fields.iter_live() {
                    let (suffix, shape) = nested(&field.field.ty);
                    let Some(inner) = shape.and_then(|s| view.fields_of(s)) else { continue };
                    let dot = if path.is_empty() { "" } else { "." };
                    next.push((format!("{path}{dot}{}{suffix}", field.field.key), inner));
                }
            }
            level = next;
        }
        None
    }

    pub(super) fn not_yet(&mut self, field: &FieldView, key: NodeId, since: Version) {
        let target = &self.cx.doc.target;
        let headline = format!("`{}` exists since {since}, and this is read for {}", field.field.key, target.version);
        let problem = Diagnostic::error("life/not-yet", headline, self.tree().span(key))
            .note("an unknown key for this release")
            .help(format!("remove the key, or check for {since} if the node runs that"))
            .help(first_line(field.field.doc).to_owned());
        self.report(problem);
    }

    pub(super) fn gone(&mut self, field: &FieldView, key: NodeId, since: Version) {
        let headline = format!("`{}` is gone since {since}", field.field.key);
        let mut problem = Diagnostic::error("life/removed", headline, self.tree().span(key));
        let instead = field.field.event(|e| match e.change {
            crate::model::Change::Deprecated(instead) if !instead.is_empty() => Some(instead),
            _ => None,
        });
        if let Some(instead) = instead {
            problem = problem.help(format!("use {} instead", any_of(instead)));
        }
        self.report(problem);
    }
}

/// True when the mapping of `key` has the other key already, so that renaming would make it stand twice.
fn fields_has(walk: &Walk<'_, '_, '_>, key: NodeId, other: &str) -> bool {
    let tree = walk.tree();
    let span = tree.span(key);
    let mut nodes = tree.nodes_at(span.start);
    nodes.pop();
    nodes.last().is_some_and(|map| tree.get(*map, other).is_some())
}

fn nested(ty: &Type) -> (&'static str, Option<&'static crate::model::Struct>) {
    let shape = |ty: &Type| match ty.opened() {
        Type::Struct(shape) => Some(shape()),
        _ => None,
    };
    match ty {
        Type::List(of) => ("[]", shape(of)),
        Type::Map(of) => (".*", shape(of)),
        ty => ("", shape(ty)),
    }
}

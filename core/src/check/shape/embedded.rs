//! Objects of another system inside a document. Their reader works on plain data: nothing is converted between texts,
//! numbers and booleans, merge keys have done their work, and what it refuses the document's own reader lets pass.

use super::Walk;
use crate::diag::{Applicability, Diagnostic, Severity};
use crate::model::{Content, Embedded, Int, Struct, Type};
use crate::syntax::holes::is_hole;
use crate::syntax::{Number, Value};
use crate::text::Span;
use crate::tree::{NodeId, Style};

/// Codes of findings that the document's own reader is behind, wherever they are found.
const OF_THE_DOCUMENT: [&str; 3] = ["shape/duplicate-key", "shape/date-in-free-form", "shape/key-not-text"];

/// Codes of findings about keys that the object's reader does not know.
const UNKNOWN: [&str; 3] = ["shape/unknown-key", "life/not-yet", "life/removed"];

impl<'a> Walk<'a, '_, '_> {
    /// An object that a mapping of the document holds.
    pub(super) fn object(&mut self, of: &'static Embedded, node: NodeId, owner: Span) {
        let Content::Object(ty) = &of.content else { return };
        let Some(fields) = self.structure(ty, node).and_then(|shape| self.cx.view.fields_of(shape)) else {
            return self.free(node);
        };
        let outer = (self.inside.replace(of), core::mem::take(&mut self.aliased));
        self.mapping(fields, node, owner);
        (self.inside, self.aliased) = outer;
    }

    /// The structure that an object has; of several the one that its `kind` names.
    fn structure(&self, ty: &Type, node: NodeId) -> Option<&'static Struct> {
        match ty {
            Type::Struct(shape) => Some(shape()),
            Type::OneOf(types) => {
                let tree = self.tree();
                let kind = tree.text(tree.resolve(tree.get(node, "kind")?));
                types.iter().filter_map(|t| self.structure(t, node)).find(|shape| shape.name == kind)
            }
            _ => None,
        }
    }

    /// A finding inside an object is a warning that says what its reader does.
    pub(super) fn at_reader(&self, problem: Diagnostic) -> Diagnostic {
        match self.inside {
            Some(of) if !OF_THE_DOCUMENT.contains(&problem.code) && !problem.code.starts_with("patch/") => {
                let outcome = if UNKNOWN.contains(&problem.code) { of.unknown } else { of.refused };
                let severity = problem.severity.min(Severity::Warning);
                Diagnostic { severity, ..problem }.note(outcome)
            }
            _ => problem,
        }
    }

    /// Where several types are possible, the first that takes the value as it is.
    pub(super) fn fitting(&self, types: &'a [Type], node: NodeId) -> Option<&'a Type> {
        let value = self.resolved(node);
        types.iter().find(|ty| fits(ty, &value)).or(types.first())
    }

    fn resolved(&self, node: NodeId) -> Value<'a> {
        let tree = self.tree();
        (self.cx.doc.language.scalars.resolve)(tree.text(node), tree.node(node).style, tree.tag(node))
    }

    pub(super) fn plain_scalar(&mut self, ty: &'a Type, name: &str, node: NodeId) {
        let text = self.tree().text(node);
        if is_hole(text) {
            return;
        }
        let value = self.resolved(node);
        if matches!(value, Value::Timestamp(_)) {
            return self.timestamp(node);
        }
        match ty {
            Type::Int(int) if fits(ty, &value) => {
                if let Value::Number(Number::Int(number)) = value {
                    self.range(*int, name, node, number);
                }
            }
            Type::Format(format) if fits(ty, &value) => self.format(format, name, node),
            Type::Enum(values) if fits(ty, &value) => self.enumerated(values, name, node),
            ty if fits(ty, &value) => {}
            ty => self.unfit(ty, name, node, &value),
        }
    }

    fn unfit(&mut self, ty: &'a Type, name: &str, node: NodeId, value: &Value<'_>) {
        let tree = self.tree();
        let (text, span) = (tree.text(node), tree.span(node));
        let quoted = tree.node(node).style != Style::Plain;
        let problem = self.wrong(ty, name, node);
        let problem = match (ty, value) {
            (Type::Str | Type::Format(_) | Type::Enum(_), Value::Number(_) | Value::Bool(_)) if !quoted => {
                let quoted = format!("\"{text}\"");
                let help = format!("its reader does not make text of it: write it in quotes, {quoted}");
                problem.help(help).fix("Put it in quotes", Applicability::Safe, span, quoted)
            }
            (Type::Int(_), Value::Str(_)) if quoted && text.trim().parse::<i128>().is_ok() => {
                let bare = text.trim().to_owned();
                problem.help("remove the quotes").fix("Remove the quotes", Applicability::Safe, span, bare)
            }
            (Type::Bool, Value::Str(word)) => match as_bool(word) {
                Some(bool) => problem.help(format!("write `{bool}`, without quotes")).fix(
                    format!("Replace by `{bool}`"),
                    Applicability::Safe,
                    span,
                    bool.to_string(),
                ),
                None => problem,
            },
            _ => problem,
        };
        self.report(problem);
    }
}

/// Whether a value is of a type without any conversion.
fn fits(ty: &Type, value: &Value<'_>) -> bool {
    match (ty, value) {
        (Type::Any, _)
        | (_, Value::Null)
        | (Type::Bool, Value::Bool(_))
        | (Type::Float, Value::Number(_))
        | (Type::Int(_), Value::Number(Number::Int(_)))
        | (Type::Str | Type::Format(_) | Type::Enum(_), Value::Str(_)) => true,
        (Type::Int(Int { .. }), Value::Number(Number::Float(float))) => float.fract() == 0.0,
        (Type::Format(format), Value::Number(_)) => format.numbers,
        _ => false,
    }
}

/// What other readers of YAML take for a boolean.
fn as_bool(word: &str) -> Option<bool> {
    match word.to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" | "y" => Some(true),
        "false" | "no" | "off" | "n" => Some(false),
        _ => None,
    }
}

//! Scalars against their declared types, as the reader decodes them.

use super::Walk;
use crate::check::nearest::{any_of, nearest};
use crate::diag::{Applicability, Diagnostic};
use crate::model::{Enum, FieldState, Format, FormatError, Int, Type};
use crate::syntax::holes::is_hole;
use crate::syntax::{Number, Value};
use crate::text::Span;
use crate::tree::Sealed;
use crate::tree::{NodeId, NodeKind, Style};

/// True for types that a scalar can have.
pub(super) fn is_scalar(ty: &Type) -> bool {
    matches!(ty, Type::Bool | Type::Int(_) | Type::Float | Type::Str | Type::Format(_) | Type::Enum(_))
}

/// True for a float that older readers cut to a whole number: one that the upstream type then holds.
fn is_cut(value: f64, int: Int) -> bool {
    value.is_finite() && value.abs() < 1e20 && int.holds(value.trunc() as i128)
}

/// What a type wants, as a noun phrase.
fn noun(ty: &Type) -> String {
    match ty {
        Type::Bool => "a boolean".to_owned(),
        Type::Int(_) => "a whole number".to_owned(),
        Type::Float => "a number".to_owned(),
        Type::Str => "text".to_owned(),
        Type::Format(format) => format.noun.to_owned(),
        Type::Enum(values) if values.values.len() <= 6 => {
            format!("one of {}", values.values.iter().map(|v| format!("`{}`", v.text)).collect::<Vec<_>>().join(", "))
        }
        Type::Enum(values) => format!("a value of {}", values.name),
        Type::List(_) => "a list".to_owned(),
        Type::OneOf(types) => types.iter().map(noun).collect::<Vec<_>>().join(" or "),
        Type::Any => "anything".to_owned(),
        Type::Embedded(of) if of.is_text() => "text".to_owned(),
        Type::Map(_) | Type::Struct(_) | Type::Object | Type::Embedded(_) => "a mapping".to_owned(),
    }
}

/// True when a value of the encrypted type can have the declared one. Whatever is a number or boolean is text, too.
fn is_one_of(sealed: Sealed, ty: &Type) -> bool {
    match (ty, sealed) {
        (Type::OneOf(types), _) => types.iter().any(|t| is_one_of(sealed, t)),
        (Type::Bool, _) => matches!(sealed, Sealed::Bool | Sealed::Other),
        (Type::Int(_), _) => matches!(sealed, Sealed::Int | Sealed::Other),
        (Type::Float, _) => matches!(sealed, Sealed::Int | Sealed::Float | Sealed::Other),
        (Type::List(_) | Type::Map(_) | Type::Struct(_) | Type::Object, _) => sealed == Sealed::Other,
        (Type::Embedded(of), _) => of.is_text() || sealed == Sealed::Other,
        (Type::Str | Type::Format(_) | Type::Enum(_) | Type::Any, _) => true,
    }
}

impl<'a> Walk<'a, '_, '_> {
    pub(super) fn scalar(&mut self, ty: &'a Type, name: &str, node: NodeId) {
        let tree = self.tree();
        let (text, style, tag) = (tree.text(node), tree.node(node).style, tree.tag(node));
        let rules = self.cx.doc.language.scalars;
        if is_hole(text) {
            return self.sealed(ty, name, node);
        }
        if self.inside.is_some() {
            return self.plain_scalar(ty, name, node);
        }
        if !(rules.tag_fits)(text, style, tag) {
            let headline = format!("the tag `{}` does not fit the value", tag.unwrap_or(""));
            return self.report(Diagnostic::error("shape/wrong-tag", headline, tree.span(node)));
        }
        match ty {
            Type::Bool if (rules.to_bool)(text, style, tag).is_none() => self.wrong_bool(name, node),
            Type::Int(int) => self.int(*int, name, node),
            Type::Float if !matches!((rules.resolve)(text, style, tag), Value::Number(_)) => {
                self.wrong_type(ty, name, node, tree.span(node));
            }
            Type::Str => self.text(name, node),
            Type::Format(format) => self.format(format, name, node),
            Type::Enum(values) => self.enumerated(values, name, node),
            _ => {}
        }
    }

    fn wrong_bool(&mut self, name: &str, node: NodeId) {
        let tree = self.tree();
        let text = tree.text(node);
        let mut problem = self.wrong(&Type::Bool, name, node);
        let meant = match text.to_lowercase().as_str() {
            "true" | "yes" | "on" | "y" | "1" => Some("true"),
            "false" | "no" | "off" | "n" | "0" => Some("false"),
            _ => None,
        };
        if let Some(meant) = meant {
            let quoted = tree.node(node).style != Style::Plain;
            let applicability = if quoted { Applicability::Safe } else { Applicability::Unsafe };
            problem = problem.help(format!("write `{meant}` without quotes")).fix(
                format!("Replace by `{meant}`"),
                applicability,
                tree.span(node),
                meant,
            );
        }
        self.report(problem);
    }

    fn int(&mut self, int: Int, name: &str, node: NodeId) {
        let tree = self.tree();
        let (text, style, tag) = (tree.text(node), tree.node(node).style, tree.tag(node));
        let rules = self.cx.doc.language.scalars;
        let resolved = (rules.resolve)(text, style, tag);
        if let Some(value) = (rules.to_int)(text, style, tag) {
            return self.range(int, name, node, value);
        }
        match resolved {
            Value::Number(Number::Float(f)) if !self.reading.fractions_refused && is_cut(f, int) => {
                let problem = Diagnostic::warning(
                    "shape/fraction-cut",
                    format!("`{name}` is a whole number, and the fraction of `{text}` is cut off"),
                    tree.span(node),
                );
                self.report(problem.help("later releases refuse it; write a whole number"));
            }
            Value::Number(Number::Float(f)) if f.is_finite() && f.fract() != 0.0 => {
                let problem = self.wrong(&Type::Int(int), name, node);
                self.report(problem.help(format!("`{text}` has a fraction")));
            }
            Value::Str(_) if style != Style::Plain && text.trim().parse::<i128>().is_ok() => {
                let bare = text.trim().to_owned();
                let problem = self
                    .wrong(&Type::Int(int), name, node)
                    .help("numbers in quotes are text, and the reader refuses them here: remove the quotes")
                    .fix("Remove the quotes", Applicability::Safe, tree.span(node), bare);
                self.report(problem);
            }
            _ => {
                let problem = self.wrong(&Type::Int(int), name, node);
                self.report(problem);
            }
        }
    }

    pub(super) fn range(&mut self, int: Int, name: &str, node: NodeId, value: i128) {
        if value < int.min || value > int.max {
            let headline = format!("`{name}` is {value}, which is outside of {} to {}", int.min, int.max);
            let code = if int.holds(value) { "shape/outside-limits" } else { "shape/out-of-range" };
            let problem = Diagnostic::error(code, headline, self.tree().span(node));
            self.report(problem.note(format!("read as {}", int.name)));
        }
    }

    fn text(&mut self, name: &str, node: NodeId) {
        let tree = self.tree();
        let (text, style, tag) = (tree.text(node), tree.node(node).style, tree.tag(node));
        let rules = self.cx.doc.language.scalars;
        if (rules.to_str)(text, style, tag).is_none() {
            return self.wrong_type(&Type::Str, name, node, tree.span(node));
        }
        let date = matches!((rules.resolve)(text, style, tag), Value::Timestamp(_));
        if date && self.reading.timestamps_refused {
            let problem = Diagnostic::error(
                "shape/date-for-text",
                format!("`{name}` is text, and this release reads `{text}` as a date and refuses it"),
                tree.span(node),
            );
            let quoted = format!("\"{text}\"");
            self.report(problem.help(format!("write it in quotes: {quoted}")).fix(
                "Put it in quotes",
                Applicability::Safe,
                tree.span(node),
                quoted,
            ));
        }
    }

    pub(super) fn format(&mut self, format: &'static Format, name: &str, node: NodeId) {
        let tree = self.tree();
        let (text, style) = (tree.text(node), tree.node(node).style);
        let rules = self.cx.doc.language.scalars;
        let version = self.cx.doc.target.version;
        if !format.numbers && (rules.to_str)(text, style, tree.tag(node)).is_none() {
            return self.unquoted(format, name, node);
        }
        let number = match (rules.resolve)(text, style, tree.tag(node)) {
            Value::Number(Number::Int(number)) => Some(number),
            _ => None,
        };
        let verdict = match (format.number, number) {
            (Some(check), Some(number)) => check(number, version),
            _ => (format.check)(text, version),
        };
        if let Err(error) = verdict {
            let span = self.blamed(&error, node);
            let headline = format!("`{name}` is not {}: {}", format.noun, error.message);
            let mut problem = Diagnostic::error("format/invalid", headline, span).note(format.name);
            problem.by_validation = format.unread;
            if let Some(help) = error.help {
                problem = problem.help(help);
            }
            if let Some(instead) = error.instead {
                let title = format!("Replace by `{instead}`");
                problem = problem.fix(title, Applicability::Unsafe, self.inner(node), instead);
            }
            self.report(problem);
        }
    }

    /// A plain scalar that the reader takes for a number or boolean, where a text of a format belongs.
    fn unquoted(&mut self, format: &'static Format, name: &str, node: NodeId) {
        let (text, span) = (self.tree().text(node), self.tree().span(node));
        let problem = self.wrong(&Type::Format(format), name, node);
        let quoted = format!("\"{text}\"");
        self.report(if (format.check)(text, self.cx.doc.target.version).is_ok() {
            problem.help(format!("write it in quotes: {quoted}")).fix(
                "Put it in quotes",
                Applicability::Safe,
                span,
                quoted,
            )
        } else {
            problem
        });
    }

    /// The part of a text that is to blame. When that is all of a block text, it is the sign that opens the block.
    fn blamed(&self, error: &FormatError, node: NodeId) -> Span {
        let (tree, inner) = (self.tree(), self.inner(node));
        let (all, style) = (tree.span(node), tree.node(node).style);
        if error.range.is_empty() && matches!(style, Style::Literal | Style::Folded) && all.start < inner.start {
            return Span::new(all.source, all.start, all.start + 1);
        }
        error.span_in(inner, tree.text(node).len())
    }

    /// Where the text stands, without quotes.
    fn inner(&self, node: NodeId) -> Span {
        self.tree().node(node).inner_span()
    }

    pub(super) fn enumerated(&mut self, values: &'static Enum, name: &str, node: NodeId) {
        let tree = self.tree();
        let text = tree.text(node);
        let version = self.cx.doc.target.version;
        let view = values.at(version);
        if view.alias(text).is_some() {
            return;
        }
        let span = tree.span(node);
        match view.find(text).map(|(value, state)| (value, state.state)) {
            Some((_, FieldState::Live)) => {}
            Some((_, FieldState::NotYet(_) | FieldState::Gone(_))) | None if values.left_to_rules => {}
            Some((value, FieldState::Deprecated(instead, since))) => {
                let headline = format!("`{}` is deprecated since {since}", value.text);
                let problem = Diagnostic::new("life/deprecated", crate::diag::Severity::Info, headline, span);
                self.report(if instead.is_empty() {
                    problem
                } else {
                    problem.help(format!("use {}", any_of(instead)))
                });
            }
            Some((value, FieldState::NotYet(since))) => {
                let headline = format!("`{}` exists since {since}, and this is read for {version}", value.text);
                self.report(Diagnostic::error("life/not-yet", headline, span));
            }
            Some((value, FieldState::Gone(since))) => {
                let headline = format!("`{}` is gone since {since}", value.text);
                self.report(Diagnostic::error("life/removed", headline, span));
            }
            // Types that are numbers upstream have no word for nothing; for those that are texts the empty one is it.
            None if text.is_empty() && values.ignores_case_since.is_none() => {}
            None => self.no_such_value(values, name, node),
        }
    }

    fn no_such_value(&mut self, values: &'static Enum, name: &str, node: NodeId) {
        let tree = self.tree();
        let text = tree.text(node);
        let version = self.cx.doc.target.version;
        let live: Vec<_> = values.at(version).live().map(|(value, _)| value.text).collect();
        let headline = format!("`{text}` is not a value of `{name}`");
        let mut problem = Diagnostic::error("shape/not-a-value", headline, tree.span(node));
        let close = nearest(text, live.iter().copied());
        if let Some(best) = close.first() {
            let span = self.inner(node);
            let title = format!("Replace `{text}` by `{best}`");
            problem =
                problem.help(format!("did you mean {}?", any_of(&close))).fix(title, Applicability::Safe, span, *best);
        }
        self.report(problem.help(format!("the values are {}", live.join(", "))));
    }

    /// What an encrypted value tells without its key: its type.
    pub(super) fn sealed(&mut self, ty: &Type, name: &str, node: NodeId) {
        let Some(sealed) = Sealed::of(self.tree().text(node)).filter(|s| !is_one_of(*s, ty)) else { return };
        let headline = format!("`{name}` must be {}, and this is {}", noun(ty), sealed.noun());
        let problem = Diagnostic::error("shape/wrong-type", headline, self.tree().span(node));
        let problem = match sealed {
            Sealed::Str => problem.help("it was in quotes when it was encrypted; encrypt it again without them"),
            _ => problem.help("encrypt a value of the right type instead"),
        };
        self.sink.insist(self.cx.doc, problem);
    }

    /// A value of another kind than declared. `owner` is its key: a list on lines of its own is reported there, since
    /// each of its items may look right; a mapping at its first key, which nothing here takes.
    pub(super) fn wrong_type(&mut self, ty: &Type, name: &str, node: NodeId, owner: Span) {
        let mut problem = self.wrong(ty, name, node);
        let block = self.tree().node(node).style == Style::Block && owner.end <= problem.primary.span.start;
        if block && self.tree().kind(node) == NodeKind::Seq {
            let first = core::mem::replace(&mut problem.primary.span, owner);
            problem = problem.label(first, "the list begins here");
        }
        let kind = self.tree().kind(self.tree().resolve(node));
        problem = match (ty, kind) {
            (Type::List(_), NodeKind::Scalar) => {
                problem.help("write it as an item of a list, on a line of its own behind `- `")
            }
            (Type::Str | Type::Format(_), NodeKind::Map) => {
                problem.help("if this is a placeholder such as `{{ name }}`, put it in quotes")
            }
            (Type::Struct(_) | Type::Map(_) | Type::Object | Type::Embedded(_), NodeKind::Seq) => {
                problem.help("drop the dashes: this takes keys, not items")
            }
            _ => problem,
        };
        self.report(problem);
    }

    pub(super) fn wrong(&self, ty: &Type, name: &str, node: NodeId) -> Diagnostic {
        let tree = self.tree();
        let headline = format!("`{name}` must be {}, and this is {}", noun(ty), self.what(tree.resolve(node)));
        Diagnostic::error("shape/wrong-type", headline, self.first_line_of(node))
    }

    /// A long collection is pointed at by its start.
    fn first_line_of(&self, node: NodeId) -> Span {
        let span = self.tree().span(node);
        match self.tree().kind(self.tree().resolve(node)) {
            NodeKind::Map | NodeKind::Seq if self.tree().kind(node) != NodeKind::Alias => {
                let first = self.tree().children(node).first().map(|c| self.tree().span(*c));
                first.map_or(span, |f| Span::new(span.source, span.start, f.end.min(span.end)))
            }
            _ => span,
        }
    }

    /// What a node is, for people. Scalars are not quoted here: they may be secret or long.
    fn what(&self, node: NodeId) -> &'static str {
        let tree = self.tree();
        match tree.kind(node) {
            NodeKind::Map => "a mapping",
            NodeKind::Seq => "a list",
            NodeKind::Scalar => {
                let style = tree.node(node).style;
                match (self.cx.doc.language.scalars.resolve)(tree.text(node), style, tree.tag(node)) {
                    Value::Null => "nothing",
                    Value::Bool(_) => "a boolean",
                    Value::Number(Number::Int(_)) => "a number",
                    Value::Number(Number::Float(_)) => "a number with a fraction",
                    Value::Timestamp(_) => "a date",
                    Value::Str(_) if style == Style::Plain => "text",
                    Value::Str(_) => "text in quotes",
                }
            }
            _ => "nothing",
        }
    }
}

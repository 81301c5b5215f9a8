//! Overrides of the container runtime's base specification, in the legacy document and in a document of their own. Only
//! types are looked at, as upstream does: unknown keys pass, and so do parts for other systems than Linux.

mod table;

use crate::check::{DocumentCx, Sink};
use crate::diag::Severity;
use crate::lang::talos::kinds::legacy::LegacyConfigView;
use crate::model::{Object, Rule, RuleRun, Version, ViewCx, is_null};
use crate::syntax::{Number, Value};
use crate::text::Span;
use crate::tree::{NodeId, NodeKind};

/// Types of the overrides.
pub static RUNTIME_SPEC: Rule = Rule {
    code: "talos/runtime-spec",
    summary: "Overrides of the runtime specification have its types.",
    severity: Severity::Error,
    since: Some(Version::new(1, 9)),
    until: None,
    ids: &["T-V1-015", "T-V1-016", "T-CRI-001", "T-CRI-002"],
    run: RuleRun::Document(runtime_spec),
    page: include_str!("runtime_spec.md"),
    formerly: &[],
};

/// What a value of the specification must be.
#[derive(Clone, Copy, Debug)]
enum Shape {
    Text,
    Bool,
    U16,
    U32,
    U64,
    I32,
    I64,
    List(&'static Shape),
    Map(&'static Shape),
    Fields(&'static [table::Row]),
    /// Known from a release on, and before that anything.
    Since(Version, &'static Shape),
}

impl Shape {
    const fn noun(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Bool => "`true` or `false`",
            Self::U16 => "a whole number from 0 to 65535",
            Self::U32 => "a whole number from 0 to 4294967295",
            Self::U64 => "a whole number that is not negative",
            Self::I32 | Self::I64 => "a whole number",
            Self::List(_) => "a list",
            Self::Map(_) | Self::Fields(_) => "a mapping",
            Self::Since(_, shape) => shape.noun(),
        }
    }

    const fn range(self) -> Option<(i128, i128)> {
        match self {
            Self::U16 => Some((0, u16::MAX as i128)),
            Self::U32 => Some((0, u32::MAX as i128)),
            Self::U64 => Some((0, u64::MAX as i128)),
            Self::I32 => Some((i32::MIN as i128, i32::MAX as i128)),
            Self::I64 => Some((i64::MIN as i128, i64::MAX as i128)),
            _ => None,
        }
    }
}

/// Floating point numbers below this are written without an exponent on their way through JSON.
const PLAIN_BELOW: f64 = 1e21;

/// Values that are looked at; a document that has more through aliases is reported as an expansion.
const MAX_VISITS: usize = 100_000;

fn runtime_spec(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(root) = cx.root() else { return };
    let overrides = if cx.view.kind.flags.headless {
        LegacyConfigView(root).machine().and_then(|m| m.base_runtime_spec_overrides())
    } else {
        root.field::<Object>("overrides")
    };
    let Some((view, node)) = overrides else { return };
    let mut walk = Walk { cx, sink, view, visits: 0 };
    walk.fields(table::SPEC, node);
}

struct Walk<'a, 's, 'o> {
    cx: &'a DocumentCx<'a>,
    sink: &'s mut Sink<'o>,
    view: ViewCx<'a>,
    visits: usize,
}

impl<'a> Walk<'a, '_, '_> {
    fn fields(&mut self, rows: &[table::Row], map: NodeId) {
        for (key, value) in self.view.tree.entries(map) {
            let name = self.view.tree.text(self.view.tree.resolve(key));
            // JSON readers of Go take a key in any case, and prefer the exact one.
            let row = rows.iter().find(|(n, _)| *n == name);
            let row = row.or_else(|| rows.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)));
            let place = self.view.tree.span(key);
            match row {
                Some((name, shape)) => self.value(*shape, name, value, place),
                None => self.free(value),
            }
        }
    }

    fn value(&mut self, shape: Shape, name: &str, value: NodeId, place: Span) {
        self.visits += 1;
        let node = self.view.tree.resolve(value);
        if self.visits > MAX_VISITS || is_null(self.view, node) {
            return;
        }
        match (shape, self.view.tree.kind(node)) {
            (Shape::Since(since, shape), _) if since <= self.cx.version() => self.value(*shape, name, value, place),
            (Shape::Since(..), _) => self.free(value),
            (Shape::List(of), NodeKind::Seq) => {
                for item in self.view.tree.items(node).iter().copied() {
                    self.value(*of, name, item, self.item_place(item));
                }
            }
            (Shape::Map(of), NodeKind::Map) => {
                self.keys(node);
                for (key, value) in self.view.tree.entries(node) {
                    let name = self.view.tree.text(self.view.tree.resolve(key));
                    self.value(*of, name, value, self.view.tree.span(key));
                }
            }
            (Shape::Fields(rows), NodeKind::Map) => {
                self.keys(node);
                self.fields(rows, node);
            }
            (shape, NodeKind::Scalar) => self.scalar(shape, name, node),
            (_, NodeKind::Error | NodeKind::Alias | NodeKind::Missing) => {}
            _ => self.report(name, shape, place),
        }
    }

    /// Where to point for an item: itself when it is a word, else its first line.
    fn item_place(&self, item: NodeId) -> Span {
        let first = self.view.tree.entries(self.view.tree.resolve(item)).next();
        self.view.tree.span(first.map_or(item, |(key, _)| key))
    }

    fn scalar(&mut self, shape: Shape, name: &str, node: NodeId) {
        let fits = match self.resolved(node) {
            Value::Null => true,
            Value::Str(_) | Value::Timestamp(_) => matches!(shape, Shape::Text),
            Value::Bool(_) => matches!(shape, Shape::Bool),
            Value::Number(Number::Int(int)) => shape.range().is_some_and(|(low, high)| (low..=high).contains(&int)),
            #[allow(clippy::cast_possible_truncation, reason = "whole and in range")]
            Value::Number(Number::Float(float)) if float.is_finite() => {
                let whole = float.fract() == 0.0 && float.abs() < PLAIN_BELOW;
                whole && shape.range().is_some_and(|(low, high)| (low..=high).contains(&(float as i128)))
            }
            Value::Number(Number::Float(_)) => return self.no_json(node),
        };
        if !fits {
            self.report(name, shape, self.view.tree.span(node));
        }
    }

    /// Content that the specification does not know; it still goes through JSON.
    fn free(&mut self, value: NodeId) {
        self.visits += 1;
        let node = self.view.tree.resolve(value);
        if self.visits > MAX_VISITS {
            return;
        }
        match self.view.tree.kind(node) {
            NodeKind::Map => {
                self.keys(node);
                for (_, value) in self.view.tree.entries(node) {
                    self.free(value);
                }
            }
            NodeKind::Seq => {
                for item in self.view.tree.items(node).iter().copied() {
                    self.free(item);
                }
            }
            NodeKind::Scalar => {
                if let Value::Number(Number::Float(float)) = self.resolved(node)
                    && !float.is_finite()
                {
                    self.no_json(node);
                }
            }
            _ => {}
        }
    }

    fn resolved(&self, node: NodeId) -> Value<'a> {
        let tree = self.view.tree;
        (self.view.scalars.resolve)(tree.text(node), tree.node(node).style, tree.tag(node))
    }

    /// Keys below the first level must be text, since others have no place in JSON.
    fn keys(&mut self, map: NodeId) {
        for (key, _) in self.view.tree.entries(map) {
            let node = self.view.tree.resolve(key);
            let is_text = self.view.tree.kind(node) == NodeKind::Scalar
                && matches!(self.resolved(node), Value::Str(_) | Value::Timestamp(_));
            if !is_text && self.view.tree.kind(node) == NodeKind::Scalar {
                let headline = format!("the key `{}` is not text", self.view.tree.text(node));
                let problem = self.sink.finding(headline, self.view.tree.span(key));
                self.sink.push(self.cx.doc, problem.help("put it in quotes: the specification is JSON"));
            }
        }
    }

    fn no_json(&mut self, node: NodeId) {
        let problem = self.sink.finding("this is a number that JSON does not have", self.view.tree.span(node));
        self.sink.push(self.cx.doc, problem.help("the specification is JSON; write a finite number"));
    }

    fn report(&mut self, name: &str, shape: Shape, span: Span) {
        let problem = self
            .sink
            .finding(format!("`{name}` of the runtime specification must be {}", shape.noun()), span)
            .help("the overrides are merged into the OCI runtime specification and must have its types");
        self.sink.push(self.cx.doc, problem);
    }
}

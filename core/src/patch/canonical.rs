//! The form that upstream writes after a strategic merge: fields in declared order, maps sorted, comments gone, empty
//! values left out unless the declaration keeps them, scalars in the text of their upstream type.
//!
//! What is printed is also what two documents are compared by ([`meant`]), so a comparison finds nothing exactly when
//! the printed texts are the same.

use std::collections::BTreeMap;

use super::meant::{Content, Meant, Pair};
use crate::model::{FieldView, Int, Printed, StructFields, Type, View, ViewCx, is_null};
use crate::syntax::holes::is_hole;
use crate::syntax::print::{Blocks, Plain, Style, Words, go_float, natural, natural_v2};
use crate::syntax::{Number, Value, YAML_1_1};
use crate::text::Span;
use crate::tree::{NodeId, NodeKind, Tree};

/// Deepest nesting that is printed; parsers refuse more.
const MAX_DEPTH: usize = 512;

/// A document as upstream prints it; `None` when it has no content.
pub fn canonical(cx: ViewCx<'_>, view: &View) -> Option<Plain> {
    let printer = Printer { cx, view: Some(view), reading: Reading::Print };
    Some(printer.document(view)?.into_plain())
}

/// What a document means, with the places that say it; `None` when it has no content. On top of what is printed come
/// keys that the tables do not know, and values that another tool fills in count as the text that stands there: `written`
/// gives the text of a place. Without a view, the values themselves decide.
pub fn meant<'a, 'v>(cx: ViewCx<'a>, view: Option<&'v View>, written: TextAt<'a>) -> Option<Meant<'v>> {
    let printer = Printer { cx, view, reading: Reading::Compare(written) };
    let root = cx.tree.root()?;
    match view {
        Some(view) if cx.tree.kind(cx.tree.resolve(root)) == NodeKind::Map => printer.document(view),
        _ => Some(printer.free(root)),
    }
}

/// Texts of a type with several forms reach the printer as nodes.
fn ready(mut value: Meant<'_>) -> Meant<'_> {
    value.content = match value.content {
        Content::Scalar(Plain::Text(text)) => Content::Scalar(Plain::Node(text)),
        Content::Seq(items) => Content::Seq(items.into_iter().map(ready).collect()),
        other => other,
    };
    value
}

/// Gives the text that stands at a place; empty for a place that it does not know.
pub type TextAt<'a> = &'a dyn Fn(Span) -> String;

/// What the values are read for.
#[derive(Clone, Copy)]
enum Reading<'a> {
    /// To be printed as upstream does.
    Print,
    /// To be compared; the texts of places, for values that have to be taken literally.
    Compare(TextAt<'a>),
}

struct Printer<'a, 'v> {
    cx: ViewCx<'a>,
    view: Option<&'v View>,
    reading: Reading<'a>,
}

impl<'a, 'v> Printer<'a, 'v> {
    fn tree(&self) -> &'a Tree {
        self.cx.tree
    }

    fn text(&self, node: NodeId) -> &'a str {
        self.tree().text(self.tree().resolve(node))
    }

    fn given(&self, node: Option<NodeId>) -> Option<NodeId> {
        node.filter(|n| !is_null(self.cx, *n)).map(|n| self.tree().resolve(n))
    }

    fn document(&self, view: &'v View) -> Option<Meant<'v>> {
        let root = self.tree().root()?;
        let mut pairs = Vec::new();
        for key in view.kind.envelope {
            if let Some(value) = self.tree().get(root, key) {
                let text = Meant::scalar(Plain::Text(self.text(value).to_owned()), Some(value));
                pairs.push(Pair { key: (*key).to_owned(), field: None, value: text });
            }
        }
        self.fields(view.root(), Some(root), &mut pairs);
        Some(Meant { content: Content::Map(pairs), node: Some(root) })
    }

    fn fields(&self, fields: &'v StructFields, map: Option<NodeId>, out: &mut Vec<Pair<'v>>) {
        for field in fields.iter_live() {
            let node = map.and_then(|m| self.tree().get(m, field.field.key));
            if let Some(value) = self.field(field, node) {
                out.push(Pair { key: field.field.key.to_owned(), field: Some(field), value });
            }
        }
        if let Some(map) = map {
            self.others(fields, map, out);
        }
    }

    /// Keys that no field has: those that the declaration leaves free, and unknown ones when it comes to comparing.
    fn others(&self, fields: &'v StructFields, map: NodeId, out: &mut Vec<Pair<'v>>) {
        let compared = matches!(self.reading, Reading::Compare(_));
        let (tree, from) = (self.tree(), out.len());
        for (key, value) in tree.entries(tree.resolve(map)) {
            let name = self.text(key);
            if fields.live(name).is_some() || out[..from].iter().any(|p| p.key == name) {
                continue;
            }
            let found = match &fields.rest {
                Some(rest) => self.given(Some(value)).map(|v| (Some(rest), self.value(&rest.field.ty, v))),
                None => compared.then(|| (None, self.free(value))),
            };
            out.extend(found.map(|(field, value)| Pair { key: name.to_owned(), field, value }));
        }
        out[from..].sort_by(|a, b| natural(&a.key, &b.key));
    }

    /// A field's value; `None` when the printer leaves the key out.
    fn field(&self, field: &FieldView, node: Option<NodeId>) -> Option<Meant<'v>> {
        let declared = field.field;
        let Some(node) = self.given(node) else {
            let empty = || if declared.pointer { Meant::scalar(Plain::null(), None) } else { self.zero(&declared.ty) };
            return field.keep_empty.then(empty);
        };
        let value = self.value(&declared.ty, node);
        if field.keep_empty || declared.pointer {
            return Some(value);
        }
        (!self.is_empty(&declared.ty, node, &value)).then_some(value)
    }

    /// What an unset variable of the type prints as.
    fn zero(&self, ty: &Type) -> Meant<'v> {
        let content = match ty {
            Type::Bool => Content::Scalar(Plain::Bare("false".into())),
            Type::Int(_) | Type::Float => Content::Scalar(Plain::Bare("0".into())),
            Type::Format(format) => Content::Scalar(match format.print {
                Some(print) => printed(print("")),
                None => Plain::Text(String::new()),
            }),
            Type::Enum(values) => Content::Scalar(Plain::Text(values.zero.unwrap_or(values.unnamed).to_owned())),
            Type::Str | Type::OneOf(_) => Content::Scalar(Plain::Text(String::new())),
            Type::Embedded(of) if of.is_text() => Content::Scalar(Plain::Text(String::new())),
            Type::List(_) => Content::Seq(Vec::new()),
            Type::Map(_) | Type::Object | Type::Any | Type::Embedded(_) => Content::Map(Vec::new()),
            Type::Struct(shape) => {
                let mut pairs = Vec::new();
                if let Some(fields) = self.view.and_then(|v| v.fields_of(shape())) {
                    self.fields(fields, None, &mut pairs);
                }
                Content::Map(pairs)
            }
        };
        Meant { content, node: None }
    }

    /// Empty for `omitempty`, for a value that was given.
    fn is_empty(&self, ty: &Type, node: NodeId, value: &Meant<'_>) -> bool {
        match (ty, &value.content) {
            (Type::Bool, Content::Scalar(Plain::Bare(text))) => text == "false",
            (Type::Int(_) | Type::Float, Content::Scalar(Plain::Bare(text))) => text == "0" || text == "-0",
            (Type::Enum(values), Content::Scalar(Plain::Text(text))) => {
                text.is_empty() || values.zero == Some(text.as_str())
            }
            (Type::Format(format), _) => {
                let text = self.text(node);
                text.is_empty() || format.is_zero.is_some_and(|zero| zero(text))
            }
            (_, Content::Scalar(Plain::Text(text) | Plain::Node(text))) => text.is_empty(),
            (Type::Struct(_), Content::Map(pairs)) => {
                self.is_zero_struct(ty, node) && !pairs.iter().any(|p| p.field.is_none())
            }
            (_, Content::Map(pairs)) => pairs.is_empty(),
            (_, Content::Seq(items)) => items.is_empty(),
            (_, Content::Scalar(_)) => false,
        }
    }

    /// A struct by value is left out when every variable in it is unset; `[]` and `{}` count as set for it.
    fn is_zero_struct(&self, ty: &Type, node: NodeId) -> bool {
        let Type::Struct(shape) = ty else { return false };
        let Some(fields) = self.view.and_then(|v| v.fields_of(shape())) else { return false };
        fields.iter_live().filter(|f| !f.uncounted).all(|f| {
            let Some(value) = self.given(self.tree().get(node, f.field.key)) else { return true };
            if f.field.pointer {
                return false;
            }
            match f.field.ty {
                Type::Struct(_) => self.is_zero_struct(&f.field.ty, value),
                Type::List(_) | Type::Map(_) | Type::Object => false,
                Type::Embedded(of) if !of.is_text() => false,
                ref ty => self.is_empty(ty, value, &self.value(ty, value)),
            }
        })
    }

    fn value(&self, ty: &Type, node: NodeId) -> Meant<'v> {
        let node = self.tree().resolve(node);
        match (ty, self.tree().kind(node)) {
            (Type::Struct(shape), NodeKind::Map) => {
                let mut pairs = Vec::new();
                if let Some(fields) = self.view.and_then(|v| v.fields_of(shape())) {
                    self.fields(fields, Some(node), &mut pairs);
                }
                Meant { content: Content::Map(pairs), node: Some(node) }
            }
            (Type::List(of), NodeKind::Seq) => self.list(of, node),
            (Type::Map(of), NodeKind::Map) => self.map(node, |value| match self.given(Some(value)) {
                Some(value) => self.value(of, value),
                None => self.null_in_map(of),
            }),
            (Type::OneOf(types), kind) => {
                let fits = types.iter().find(|t| matches!(t, Type::List(_)) == (kind == NodeKind::Seq));
                match fits {
                    Some(Type::Str) if self.text(node).is_empty() => Meant::scalar(Plain::null(), Some(node)),
                    Some(ty) => ready(self.value(ty, node)),
                    None => self.free(node),
                }
            }
            (Type::Embedded(of), NodeKind::Scalar) if of.is_text() => self.scalar(&Type::Str, node),
            (Type::Object | Type::Any | Type::Embedded(_), _) => self.free(node),
            (_, NodeKind::Scalar) => self.scalar(ty, node),
            _ => self.free(node),
        }
    }

    /// A key without a value in a map: the map's value type decides.
    fn null_in_map(&self, of: &Type) -> Meant<'v> {
        match of {
            Type::Struct(_) | Type::OneOf(_) => Meant::scalar(Plain::null(), None),
            other => self.zero(other),
        }
    }

    fn list(&self, of: &Type, list: NodeId) -> Meant<'v> {
        let items = self.tree().items(list).iter();
        let given = items.filter_map(|i| self.given(Some(*i)));
        Meant { content: Content::Seq(given.map(|i| self.value(of, i)).collect()), node: Some(list) }
    }

    fn map(&self, map: NodeId, value: impl Fn(NodeId) -> Meant<'v>) -> Meant<'v> {
        let pair = |(k, v)| Pair { key: self.text(k).to_owned(), field: None, value: value(v) };
        let mut pairs: Vec<_> = self.tree().entries(map).map(pair).collect();
        pairs.sort_by(|a, b| natural(&a.key, &b.key));
        Meant { content: Content::Map(pairs), node: Some(map) }
    }

    fn scalar(&self, ty: &Type, node: NodeId) -> Meant<'v> {
        match self.literal(node) {
            Some(text) => Meant::scalar(text, Some(node)),
            None => Meant::scalar(self.typed(ty, node), Some(node)),
        }
    }

    /// The text of a value that another tool fills in, when it comes to comparing.
    fn literal(&self, node: NodeId) -> Option<Plain> {
        let Reading::Compare(written) = self.reading else { return None };
        is_hole(self.text(node)).then(|| Plain::Text(written(self.tree().node(node).inner_span())))
    }

    fn typed(&self, ty: &Type, node: NodeId) -> Plain {
        let (tree, style) = (self.tree(), self.tree().node(node).style);
        let (text, tag) = (tree.text(node), tree.tag(node));
        match ty {
            Type::Bool => match (self.cx.scalars.to_bool)(text, style, tag) {
                Some(value) => Plain::Bare(value.to_string()),
                None => Plain::Text(text.to_owned()),
            },
            Type::Int(Int { .. }) => match (self.cx.scalars.to_int)(text, style, tag) {
                Some(value) => Plain::Bare(value.to_string()),
                // Releases that take a fraction cut it off.
                None => match (self.cx.scalars.resolve)(text, style, tag) {
                    Value::Number(Number::Float(value)) => Plain::Bare(format!("{:.0}", value.trunc())),
                    _ => Plain::Text(text.to_owned()),
                },
            },
            Type::Format(format) => match format.print {
                Some(print) => printed(print(text)),
                None => Plain::Text(text.to_owned()),
            },
            // The headless document keeps its enumerations as plain text.
            Type::Enum(_) if self.view.is_some_and(|v| v.kind.flags.headless) => Plain::Text(text.to_owned()),
            Type::Enum(values) => {
                let release = self.view.map(|v| v.target.version);
                let found = release.and_then(|release| {
                    let values = values.at(release);
                    values.alias(text).or_else(|| values.find(text).map(|(value, _)| value.text))
                });
                Plain::Text(found.unwrap_or(text).to_owned())
            }
            Type::Float => self.free_scalar(node),
            _ => {
                let value = (self.cx.scalars.to_str)(text, style, tag).unwrap_or(text);
                Plain::Text(value.to_owned())
            }
        }
    }

    /// Free-form content: what the values are decides how they print.
    fn free(&self, node: NodeId) -> Meant<'v> {
        let node = self.tree().resolve(node);
        match self.tree().kind(node) {
            NodeKind::Map => self.map(node, |v| self.free(v)),
            NodeKind::Seq => {
                let items = self.tree().items(node).iter().map(|i| self.free(*i)).collect();
                Meant { content: Content::Seq(items), node: Some(node) }
            }
            NodeKind::Scalar => {
                let value = self.literal(node).unwrap_or_else(|| self.free_scalar(node));
                Meant::scalar(value, Some(node))
            }
            _ => Meant::scalar(Plain::null(), Some(node)),
        }
    }

    fn free_scalar(&self, node: NodeId) -> Plain {
        let style = self.tree().node(node).style;
        match (self.cx.scalars.resolve)(self.text(node), style, self.tree().tag(node)) {
            Value::Null => Plain::null(),
            Value::Bool(value) => Plain::Bare(value.to_string()),
            Value::Number(Number::Int(value)) => Plain::Bare(value.to_string()),
            Value::Number(Number::Float(value)) => Plain::Bare(go_float(value)),
            Value::Timestamp(text) => Plain::Bare(text.to_owned()),
            Value::Str(text) => Plain::Text(text.to_owned()),
        }
    }
}

fn printed(value: Printed) -> Plain {
    match value {
        Printed::Text(text) => Plain::Text(text),
        Printed::Bare(text) => Plain::Bare(text),
    }
}

/// A document as upstream prints it after a JSON patch: read as YAML 1.1 into JSON, keys sorted.
pub fn json_form(tree: &Tree) -> Option<Plain> {
    tree.root().map(|root| json_value(tree, root, 0))
}

/// How that form is laid out.
pub const JSON_STYLE: Style = Style {
    indent: 2,
    flush_lists: true,
    width: Some(80),
    words: Words::DoubleButMergeKeys,
    blocks: Blocks::V2,
    scalars: &YAML_1_1,
};

fn json_value(tree: &Tree, node: NodeId, depth: usize) -> Plain {
    let node = tree.resolve(node);
    if depth > MAX_DEPTH {
        return Plain::null();
    }
    match tree.kind(node) {
        NodeKind::Map => {
            let mut found = BTreeMap::new();
            json_pairs(tree, node, depth, &mut found);
            let mut pairs: Vec<_> = found.into_iter().collect();
            pairs.sort_by(|a, b| natural_v2(&a.0, &b.0));
            Plain::Map(pairs)
        }
        NodeKind::Seq => Plain::Seq(tree.items(node).iter().map(|i| json_value(tree, *i, depth + 1)).collect()),
        NodeKind::Scalar => match (YAML_1_1.resolve)(tree.text(node), tree.node(node).style, tree.tag(node)) {
            Value::Null => Plain::null(),
            Value::Bool(value) => Plain::Bare(value.to_string()),
            Value::Number(Number::Int(value)) => Plain::Bare(value.to_string()),
            Value::Number(Number::Float(value)) => Plain::Bare(json_float(value)),
            Value::Timestamp(text) | Value::Str(text) => Plain::Text(text.to_owned()),
        },
        _ => Plain::null(),
    }
}

/// What a scalar becomes on its way through JSON, when it is no text: `false` for `no`, `420` for `0644`.
pub(super) fn json_scalar(text: &str, style: crate::tree::Style, tag: Option<&str>) -> Option<String> {
    match (YAML_1_1.resolve)(text, style, tag) {
        Value::Bool(value) => Some(value.to_string()),
        Value::Number(Number::Int(value)) => Some(value.to_string()),
        Value::Number(Number::Float(value)) => Some(json_float(value)),
        Value::Null | Value::Timestamp(_) | Value::Str(_) => None,
    }
}

/// A float on its way through JSON, which has no fraction for whole numbers, so that they come back as integers.
fn json_float(value: f64) -> String {
    let whole = value.fract() == 0.0 && (-9.2e18..1.8e19).contains(&value);
    if whole { format!("{}", value as i128) } else { go_float(value) }
}

/// Of repeated keys the last wins; keys of the mapping win over those that `<<` brings.
fn json_pairs(tree: &Tree, map: NodeId, depth: usize, out: &mut BTreeMap<String, Plain>) {
    for (key, value) in tree.entries(map) {
        let merged = tree.resolve(value);
        if tree.text(tree.resolve(key)) == "<<" && tree.kind(merged) == NodeKind::Map && depth < MAX_DEPTH {
            json_pairs(tree, merged, depth + 1, out);
        }
    }
    for (key, value) in tree.entries(map) {
        let key = tree.resolve(key);
        if tree.text(key) != "<<" {
            out.insert(json_key(tree, key), json_value(tree, value, depth + 1));
        }
    }
}

/// What a key is called in JSON: `true` for `on`.
pub(super) fn json_key(tree: &Tree, key: NodeId) -> String {
    match (YAML_1_1.resolve)(tree.text(key), tree.node(key).style, tree.tag(key)) {
        Value::Bool(value) => value.to_string(),
        Value::Number(Number::Int(value)) => value.to_string(),
        _ => tree.text(key).to_owned(),
    }
}

//! Defaults and examples, which the tables hold as they are written in documents, as JSON values.

use ostler_core::model::{Format, Type};
use ostler_core::syntax::{Dialect, Number, ScalarRules, Syntax, Value as Scalar, parse};
use ostler_core::text::SourceId;
use ostler_core::tree::{NodeId, NodeKind, Style, Tree};
use serde_json::{Map, Value, json};

/// Takes everything that YAML allows.
const DIALECT: Dialect = Dialect { reader: "", refuses: &[] };

/// The value of a text that stands for a value of a type; `None` when it is a phrase and no value.
pub(super) fn value(text: &str, ty: &Type, rules: &ScalarRules) -> Option<Value> {
    let parsed = parse(text, Syntax::Yaml, &DIALECT, SourceId(0), &[]);
    let root = parsed.tree.root().filter(|_| parsed.errors.is_empty());
    let value = root.and_then(|node| Reading { tree: &parsed.tree, rules }.typed(node, ty));
    // `[::]:53` is a list to YAML; where text is wanted, the text is what was meant.
    value.or_else(|| matches!(ty, Type::Str | Type::Format(_) | Type::Enum(_)).then(|| json!(text)))
}

struct Reading<'a> {
    tree: &'a Tree,
    rules: &'a ScalarRules,
}

impl Reading<'_> {
    fn typed(&self, node: NodeId, ty: &Type) -> Option<Value> {
        let node = self.tree.resolve(node);
        let (text, style, tag) = (self.tree.text(node), self.tree.node(node).style, self.tree.tag(node));
        match (ty, self.tree.kind(node)) {
            (Type::Bool, NodeKind::Scalar) => (self.rules.to_bool)(text, style, tag).map(Value::from),
            (Type::Int(_), NodeKind::Scalar) => integer((self.rules.to_int)(text, style, tag)?),
            (Type::Format(format), NodeKind::Scalar) => Some(self.of_format(format, text, style)),
            (Type::Str | Type::Enum(_), NodeKind::Scalar) => Some(json!(text)),
            (Type::Float, NodeKind::Scalar) => self.plain(node).filter(Value::is_number),
            (Type::List(of), NodeKind::Seq) => {
                self.tree.items(node).iter().map(|i| self.typed(*i, of)).collect::<Option<_>>().map(Value::Array)
            }
            (Type::Map(of), NodeKind::Map) => self.mapping(node, |_| Some(**of)),
            (Type::Struct(shape), NodeKind::Map) => {
                self.mapping(node, |key| shape().fields.iter().find(|f| f.key == key).map(|f| f.ty))
            }
            (Type::Object | Type::Embedded(_), NodeKind::Map) | (Type::Any, _) => self.plain(node),
            (Type::Embedded(of), NodeKind::Scalar) if of.is_text() => Some(json!(text)),
            (Type::OneOf(types), _) => types.iter().find_map(|t| self.typed(node, t)),
            _ => None,
        }
    }

    fn mapping(&self, node: NodeId, ty: impl Fn(&str) -> Option<Type>) -> Option<Value> {
        let mut out = Map::new();
        for (key, value) in self.tree.entries(node) {
            let key = self.tree.text(self.tree.resolve(key));
            let value = match ty(key) {
                Some(ty) => self.typed(value, &ty)?,
                None => self.plain(value)?,
            };
            out.insert(key.to_owned(), value);
        }
        Some(Value::Object(out))
    }

    /// Numbers that a format reads as such stay numbers.
    fn of_format(&self, format: &Format, text: &str, style: Style) -> Value {
        let number = match (self.rules.resolve)(text, style, None) {
            Scalar::Number(Number::Int(n)) if format.numbers || format.number.is_some() => integer(n),
            _ => None,
        };
        number.unwrap_or_else(|| json!(text))
    }

    /// A value of which nothing is known.
    fn plain(&self, node: NodeId) -> Option<Value> {
        let node = self.tree.resolve(node);
        match self.tree.kind(node) {
            NodeKind::Map => self.mapping(node, |_| None),
            NodeKind::Seq => {
                self.tree.items(node).iter().map(|i| self.plain(*i)).collect::<Option<_>>().map(Value::Array)
            }
            NodeKind::Scalar => {
                let (text, style) = (self.tree.text(node), self.tree.node(node).style);
                match (self.rules.resolve)(text, style, self.tree.tag(node)) {
                    Scalar::Null => Some(Value::Null),
                    Scalar::Bool(b) => Some(json!(b)),
                    Scalar::Number(Number::Int(n)) => integer(n),
                    Scalar::Number(Number::Float(n)) => Some(json!(n)),
                    Scalar::Timestamp(text) | Scalar::Str(text) => Some(json!(text)),
                }
            }
            _ => Some(Value::Null),
        }
    }
}

fn integer(n: i128) -> Option<Value> {
    i64::try_from(n).map(Value::from).or_else(|_| u64::try_from(n).map(Value::from)).ok()
}

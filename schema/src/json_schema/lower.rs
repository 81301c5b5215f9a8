//! Types to schemas. Everything takes null, as readers do, except what is required.

use ostler_core::lang::Reading;
use ostler_core::model::{FieldState, FieldView, Struct, StructFields, Type, View};
use ostler_core::patch::{DELETE, MARKER};
use serde_json::{Map, Value, json};

use super::defs::Defs;
use super::scalar::{self, Fractions, Lowered, type_list};
use super::{Draft, Form, Wish, literal, words};

/// Definitions for deletions in patches.
const DELETION: &str = "$delete";
const ITEM_DELETION: &str = "$delete-item";

/// A schema in the making.
#[derive(Debug)]
pub(super) struct Lowering {
    pub wish: Wish,
    reading: Reading,
    pub defs: Defs,
    /// Below an object that another reader takes, which converts nothing.
    plain: bool,
}

impl Lowering {
    pub fn new(wish: Wish, views: &[View]) -> Self {
        let reading = wish.language.reader.at(wish.version);
        Self { wish, reading, defs: Defs::new(views), plain: false }
    }

    /// True when mappings may ask for their own deletion.
    pub fn deletes(&self) -> bool {
        self.wish.form == Form::Patch && self.reading.delete_markers
    }

    /// Reference to a definition.
    pub fn refer(&self, name: &str) -> Value {
        json!({ "$ref": format!("#/{}/{name}", self.wish.draft.defs()) })
    }

    fn named(&self, name: &str, types: Vec<&'static str>) -> Lowered {
        let mut body = Map::new();
        body.extend(self.refer(name).as_object().cloned().unwrap_or_default());
        Lowered { body, types }
    }

    fn interned(&mut self, name: &str, part: Lowered) -> Lowered {
        // A reference is a URI.
        let name = self.defs.intern(&name.replace(' ', "-"), Value::Object(part.body));
        self.named(&name, part.types)
    }

    /// Keys of a mapping with known keys: `properties` and `required`.
    pub fn keys(&mut self, view: &View, fields: &StructFields) -> (Map<String, Value>, Vec<Value>) {
        let mut properties = Map::new();
        let mut required = Vec::new();
        for field in fields.iter_live() {
            properties.insert(field.field.key.to_owned(), self.field(view, field));
            if self.is_required(field) {
                required.push(json!(field.field.key));
            }
        }
        if self.deletes() {
            let marker = json!({ "description": "Deletes what the base has here.", "const": DELETE });
            properties.insert(MARKER.to_owned(), marker);
        }
        (properties, required)
    }

    fn is_required(&self, field: &FieldView) -> bool {
        self.wish.form == Form::Whole && field.required && !field.is_required_until()
    }

    fn field(&mut self, view: &View, field: &FieldView) -> Value {
        let ty = field.field.ty;
        let mut notes = Map::new();
        notes.insert("description".into(), json!(words::field(field, self.wish.version, self.wish.form)));
        if matches!(field.state, FieldState::Deprecated(..)) {
            notes.insert("deprecated".into(), json!(true));
        }
        let literal = |text: &&str| literal::value(text, &ty, self.wish.language.scalars);
        let default = Some(field.default).filter(|d| !d.is_empty());
        notes.extend(default.as_ref().and_then(literal).map(|d| ("default".to_owned(), d)));
        let examples: Vec<_> = field.field.examples.iter().filter_map(literal).collect();
        if !examples.is_empty() {
            notes.insert("examples".into(), Value::Array(examples));
        }
        let mut lowered = self.value(view, &ty);
        let mut limits = Map::new();
        if self.is_required(field) {
            let types = type_list(lowered.types.iter().copied());
            limits.insert("type".into(), types);
            let blank = not_blank(&ty).filter(|_| self.reading.empty_is_absent);
            limits.extend(blank.map(|key| (key.to_owned(), json!(1))));
        }
        // Beside a reference, draft-07 ignores everything.
        if self.wish.draft == Draft::Draft7 && lowered.body.contains_key("$ref") {
            lowered.body = Map::from_iter([("allOf".to_owned(), json!([lowered.body]))]);
        }
        if self.deletes() && !matches!(ty, Type::Object | Type::Any | Type::Embedded(_)) {
            lowered.body = self.deletable(Value::Object(lowered.body), DELETION);
        }
        notes.extend(lowered.body);
        notes.extend(limits);
        Value::Object(notes)
    }

    /// A schema, or the deletion of what it stands for.
    fn deletable(&mut self, body: Value, deletion: &str) -> Map<String, Value> {
        if !self.defs.has(deletion) {
            let mut part = json!({
                "type": "object",
                "properties": { (MARKER): { "const": DELETE } },
                "required": [MARKER],
            });
            if deletion == ITEM_DELETION {
                // The other key says which item is meant.
                part["minProperties"] = json!(2);
            }
            self.defs.fill(deletion, part);
        }
        let mut out = Map::new();
        out.insert("if".into(), json!({ "type": "object", "required": [MARKER] }));
        out.insert("then".into(), self.refer(deletion));
        out.insert("else".into(), body);
        out
    }

    /// What a value of a type may be.
    fn value(&mut self, view: &View, ty: &Type) -> Lowered {
        match ty {
            Type::Bool | Type::Int(_) | Type::Float | Type::Str | Type::Format(_) | Type::Enum(_) => self.scalar(ty),
            Type::List(of) => {
                let mut items = self.value(view, of).body;
                if self.deletes() {
                    items = self.deletable(Value::Object(items), ITEM_DELETION);
                }
                Lowered::of(&["array"], [("items", Value::Object(items))])
            }
            Type::Map(of) => {
                let mut values = self.value(view, of).body;
                if self.deletes() {
                    values = self.deletable(Value::Object(values), DELETION);
                }
                Lowered::of(&["object"], [("additionalProperties", Value::Object(values))])
            }
            Type::Struct(shape) => self.structure(view, shape()),
            Type::OneOf(types) => self.one_of(view, types),
            Type::Object => Lowered::of(&["object"], []),
            Type::Any => Lowered { body: Map::new(), types: vec!["object", "array", "string", "number", "boolean"] },
            Type::Embedded(of) if of.is_text() => scalar::text(self.wish.language.scalars),
            Type::Embedded(_) => self.object(view, &ty.opened()),
        }
    }

    fn scalar(&mut self, ty: &Type) -> Lowered {
        let (version, rules) = (self.wish.version, self.wish.language.scalars);
        let fractions = self.reading.fractions_refused || self.plain;
        match ty {
            Type::Bool if self.plain => Lowered::of(&["boolean"], []),
            Type::Bool => scalar::boolean(rules),
            Type::Int(int) => scalar::integer(*int, if fractions { Fractions::Refused } else { Fractions::Cut }),
            Type::Float => Lowered::of(&["number"], []),
            Type::Format(format) => {
                let part =
                    if self.plain { scalar::plain_format(format) } else { scalar::format(format, rules, version) };
                self.interned(format.name, part)
            }
            Type::Enum(of) => {
                let part = if self.plain { scalar::plain_values(of, version) } else { scalar::values(of, version) };
                self.interned(of.name, part)
            }
            _ if self.plain => Lowered::of(&["string"], []),
            _ => scalar::text(rules),
        }
    }

    /// An object of another reader. Of several, the `kind` decides; one that no structure describes may have anything.
    fn object(&mut self, view: &View, ty: &Type) -> Lowered {
        let outer = core::mem::replace(&mut self.plain, true);
        let out = match ty {
            Type::OneOf(types) => {
                let mut body = Map::from_iter([("type".to_owned(), json!(["object", "null"]))]);
                let mut choices = Vec::new();
                for of in *types {
                    let Type::Struct(shape) = of else { continue };
                    let part = self.value(view, of).body;
                    let is_it = json!({ "properties": { "kind": { "const": shape().name } }, "required": ["kind"] });
                    choices.push(json!({ "if": is_it, "then": part }));
                }
                body.insert("allOf".to_owned(), Value::Array(choices));
                Lowered { body, types: vec!["object"] }
            }
            one => self.value(view, one),
        };
        self.plain = outer;
        out
    }

    /// What keys beside the fixed ones may hold: nothing, or the type that the struct declares for them.
    pub(super) fn other_keys(&mut self, view: &View, fields: &StructFields) -> Value {
        match &fields.rest {
            Some(rest) if rest.state.accepted() => Value::Object(self.value(view, &rest.field.ty).body),
            _ => Value::Bool(false),
        }
    }

    fn structure(&mut self, view: &View, shape: &'static Struct) -> Lowered {
        let Some(fields) = view.fields_of(shape) else { return Lowered::of(&["object"], []) };
        let name = self.defs.name_of(shape);
        if !self.defs.has(&name) {
            self.defs.reserve(&name);
            let (properties, required) = self.keys(view, fields);
            let others = self.other_keys(view, fields);
            let mut part = json!({
                "description": shape.doc.trim(),
                "type": ["object", "null"],
                "properties": properties,
                "additionalProperties": others,
            });
            if !required.is_empty() {
                part["required"] = Value::Array(required);
            }
            self.defs.fill(&name, part);
        }
        self.named(&name, vec!["object"])
    }

    /// The first type for each form of a value decides.
    fn one_of(&mut self, view: &View, types: &[Type]) -> Lowered {
        let firsts =
            [Shape::Scalar, Shape::List, Shape::Map].map(|shape| types.iter().find(|t| Shape::of(t) == Some(shape)));
        let choices: Vec<_> = firsts.into_iter().flatten().map(|t| self.value(view, t)).collect();
        let mut types = Vec::new();
        for name in choices.iter().flat_map(|c| &c.types) {
            if !types.contains(name) {
                types.push(*name);
            }
        }
        let choices: Vec<_> = choices.into_iter().map(|c| Value::Object(c.body)).collect();
        Lowered { body: Map::from_iter([("anyOf".to_owned(), Value::Array(choices))]), types }
    }
}

/// Form of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Scalar,
    List,
    Map,
}

impl Shape {
    /// The form that a type has as one of several; `None` for types that have no single one.
    fn of(ty: &Type) -> Option<Self> {
        match ty {
            Type::List(_) => Some(Self::List),
            Type::Map(_) | Type::Object | Type::Struct(_) => Some(Self::Map),
            Type::OneOf(_) | Type::Any | Type::Embedded(_) => None,
            _ => Some(Self::Scalar),
        }
    }
}

/// The keyword that keeps a required value from being empty, where empty is the same as not given.
fn not_blank(ty: &Type) -> Option<&'static str> {
    match ty {
        Type::Str | Type::Format(_) | Type::Enum(_) => Some("minLength"),
        Type::List(_) => Some("minItems"),
        Type::Map(_) | Type::Object | Type::Embedded(_) => Some("minProperties"),
        _ => None,
    }
}

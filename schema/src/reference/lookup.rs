//! Finding the field that a person means by a path, and walking all fields of a kind.

use ostler_core::model::{FieldView, Struct, StructFields, Type, View};

/// A field found by path.
#[derive(Clone, Copy, Debug)]
pub struct Found<'v> {
    /// The field.
    pub field: &'v FieldView,
    /// The type at the end of the path.
    pub ty: Type,
    /// The fields below, when there are known ones.
    pub below: Option<&'v StructFields>,
}

/// Where a path leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotFound {
    /// The part of the path that is right.
    pub right: String,
    /// The key that is not there.
    pub wrong: String,
    /// Keys that are there.
    pub known: Vec<&'static str>,
}

/// Follows keys from the root of a kind. Items of lists need no index, values of mappings no key: both
/// `interfaces[0].mtu` and `interfaces.mtu` mean the same.
pub fn lookup<'v>(view: &'v View, path: &str) -> Result<Found<'v>, NotFound> {
    let mut fields = Some(view.root());
    let mut found: Option<Found<'v>> = None;
    let mut right = String::new();
    for key in keys(path) {
        let next = match found.map(|f| f.ty.opened()) {
            // One of several objects may be embedded: the first that has the key.
            Some(Type::OneOf(types)) => types.iter().filter_map(|t| below(view, *t)).find_map(|f| f.get(&key)),
            _ => fields.and_then(|f| f.get(&key)),
        };
        let inside = match (next, found.map(|f| f.ty)) {
            (Some(field), _) => (field, field.field.ty),
            // The key of a mapping's value.
            (None, Some(Type::Map(of))) => match found {
                Some(found) => (found.field, *of),
                None => continue,
            },
            _ => {
                let known = fields.map(|f| f.iter_live().map(|f| f.field.key).collect()).unwrap_or_default();
                return Err(NotFound { right, wrong: key, known });
            }
        };
        let (field, ty) = inside;
        fields = below(view, ty);
        found = Some(Found { field, ty, below: fields });
        if !right.is_empty() {
            right.push('.');
        }
        right.push_str(&key);
    }
    found.ok_or_else(|| NotFound { right, wrong: String::new(), known: Vec::new() })
}

/// Keys of a path; indexes are left out, quoted keys may hold dots.
fn keys(path: &str) -> Vec<String> {
    let mut keys = vec![String::new()];
    let (mut quoted, mut index) = (false, false);
    for c in path.chars() {
        match c {
            '"' => quoted = !quoted,
            '[' if !quoted => index = true,
            ']' if !quoted => index = false,
            '.' if !quoted => keys.push(String::new()),
            _ if index => {}
            _ => keys.last_mut().map_or((), |k| k.push(c)),
        }
    }
    keys.retain(|k| !k.is_empty());
    keys
}

/// The known fields inside a value of a type: of a structure, or of the items or values that are structures.
fn below(view: &View, ty: Type) -> Option<&StructFields> {
    match ty.opened() {
        Type::Struct(shape) => view.fields_of(shape()),
        Type::List(of) | Type::Map(of) => below(view, *of),
        Type::OneOf(types) => types.iter().find_map(|t| below(view, *t)),
        _ => None,
    }
}

/// A field on the way through a kind.
#[derive(Clone, Copy, Debug)]
pub struct Step<'v, 'p> {
    /// Dotted path from the kind's root.
    pub path: &'p str,
    /// Number of keys above it.
    pub depth: usize,
    /// The field.
    pub field: &'v FieldView,
}

/// Calls `each` for all fields of a kind, or of a part of it, in declared order, those included that the target lacks.
/// A structure inside itself is entered once.
pub fn walk<'v>(view: &'v View, from: &'v StructFields, each: &mut dyn FnMut(Step<'v, '_>)) {
    let mut path = String::new();
    descend(view, from, &mut path, &mut Vec::new(), each);
}

fn descend<'v>(
    view: &'v View,
    fields: &'v StructFields,
    path: &mut String,
    above: &mut Vec<&'static Struct>,
    each: &mut dyn FnMut(Step<'v, '_>),
) {
    if above.iter().any(|s| core::ptr::eq(*s, fields.shape)) {
        return;
    }
    above.push(fields.shape);
    for field in &fields.fields {
        let length = path.len();
        if length > 0 {
            path.push('.');
        }
        path.push_str(field.field.key);
        each(Step { path, depth: above.len() - 1, field });
        if let Some(inner) = below(view, field.field.ty) {
            descend(view, inner, path, above, each);
        }
        path.truncate(length);
    }
    above.pop();
}

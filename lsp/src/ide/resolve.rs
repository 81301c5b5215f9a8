//! From a path to its place in the tables.

use ostler_core::model::{Content, Embedded, FieldView, Type, View};
use ostler_core::tree::{Path, Segment};

/// What the tables know of a path.
#[derive(Clone, Copy, Debug)]
pub struct Spot<'v> {
    /// The type at the path.
    pub ty: Type,
    /// The innermost field on the way; its own type differs from `ty` inside lists and mappings. `None` for the root.
    pub field: Option<&'v FieldView>,
}

impl<'v> Spot<'v> {
    /// The root of a kind.
    pub fn root(view: &'v View) -> Self {
        Self { ty: Type::Struct(view.kind.shape), field: None }
    }

    /// Follows a path from the root; `None` when a step leads out of the tables.
    pub fn at(view: &'v View, path: &Path) -> Option<Self> {
        path.segments().iter().try_fold(Self::root(view), |spot, segment| spot.step(view, segment))
    }

    /// One step down. Of alternatives, the first that has such a step counts.
    pub fn step(self, view: &'v View, segment: &Segment) -> Option<Self> {
        match (self.ty.opened(), segment) {
            (Type::Struct(shape), Segment::Key(key)) => {
                let fields = view.fields_of(shape())?;
                // Keys that the structure does not name have values of one type.
                let field = fields.get(key).or(fields.rest.as_ref())?;
                Some(Self { ty: field.field.ty, field: Some(field) })
            }
            (Type::Map(of), Segment::Key(_)) | (Type::List(of), Segment::Index(_)) => Some(Self { ty: *of, ..self }),
            (Type::OneOf(types), _) => types.iter().find_map(|ty| Self { ty: *ty, ..self }.step(view, segment)),
            _ => None,
        }
    }

    /// The alternatives at this place; one for a plain type.
    pub fn alternatives(&self) -> &[Type] {
        match &self.ty {
            Type::OneOf(types) => types,
            Type::Embedded(Embedded { content: Content::Object(of), .. }) => match of {
                Type::OneOf(types) => types,
                one => core::slice::from_ref(one),
            },
            one => core::slice::from_ref(one),
        }
    }

    /// True when the place is the field's own value, not something inside of it.
    pub fn is_own_value(&self) -> bool {
        let of = |ty: &Type| core::mem::discriminant(ty);
        self.field.is_some_and(|f| of(&f.field.ty) == of(&self.ty)) && !matches!(self.ty, Type::List(_) | Type::Map(_))
    }
}

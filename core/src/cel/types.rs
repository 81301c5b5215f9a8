//! Types while checking, with variables that are bound as arguments meet parameters.

use super::Ty;
use super::env::Message;
use std::rc::Rc;

/// Types with more parts than this are refused; upstream has no bound, and nothing sensible comes near.
const LARGEST: u32 = 2_000;

/// A type. Sharing keeps it cheap to pass on.
#[derive(Clone, Debug)]
pub(super) enum Type {
    Bool,
    Int,
    Uint,
    Double,
    String,
    Bytes,
    Null,
    Duration,
    Timestamp,
    Dyn,
    /// Of a part that is wrong; fits everywhere, so that one mistake is reported once.
    Error,
    List(Rc<Type>),
    Map(Rc<(Type, Type)>),
    Optional(Rc<Type>),
    /// The type of a type.
    Meta(Rc<Type>),
    Message(&'static Message),
    /// A variable, see [`Bindings`].
    Var(u32),
}

impl Type {
    pub fn list(of: Self) -> Self {
        Self::List(Rc::new(of))
    }

    pub fn map(key: Self, value: Self) -> Self {
        Self::Map(Rc::new((key, value)))
    }

    pub fn optional(of: Self) -> Self {
        Self::Optional(Rc::new(of))
    }

    pub fn of_type(of: Self) -> Self {
        Self::Meta(Rc::new(of))
    }

    pub const fn is_dyn(&self) -> bool {
        matches!(self, Self::Dyn)
    }

    pub const fn is_dyn_or_error(&self) -> bool {
        matches!(self, Self::Dyn | Self::Error)
    }

    /// Number of parts, counted up to a bound.
    fn size(&self, left: u32) -> u32 {
        match self {
            _ if left == 0 => 0,
            Self::List(of) | Self::Optional(of) | Self::Meta(of) => 1 + of.size(left - 1),
            Self::Map(of) => {
                let first = 1 + of.0.size(left - 1);
                if first >= left { first } else { first + of.1.size(left - first) }
            }
            _ => 1,
        }
    }

    /// False for types that only grow.
    pub fn is_reasonable(&self) -> bool {
        self.size(LARGEST + 1) <= LARGEST
    }

    /// Equal in every part.
    pub fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::List(a), Self::List(b))
            | (Self::Optional(a), Self::Optional(b))
            | (Self::Meta(a), Self::Meta(b)) => Rc::ptr_eq(a, b) || a.is(b),
            (Self::Map(a), Self::Map(b)) => Rc::ptr_eq(a, b) || (a.0.is(&b.0) && a.1.is(&b.1)),
            (Self::Message(a), Self::Message(b)) => core::ptr::eq(*a, *b),
            (Self::Var(a), Self::Var(b)) => a == b,
            _ => core::mem::discriminant(self) == core::mem::discriminant(other) && !self.has_parts(),
        }
    }

    const fn has_parts(&self) -> bool {
        matches!(
            self,
            Self::List(_) | Self::Map(_) | Self::Optional(_) | Self::Meta(_) | Self::Message(_) | Self::Var(_)
        )
    }

    /// For messages, with an article: "a uint", "a list of string".
    pub fn describe(&self) -> String {
        let name = self.name();
        match self {
            Self::Int => "an int".into(),
            Self::Optional(_) => format!("an {name}"),
            Self::Null | Self::Bytes => name,
            Self::Dyn | Self::Error | Self::Var(_) => "a value of unknown type".into(),
            Self::Message(_) => format!("a message ({name})"),
            _ => format!("a {name}"),
        }
    }

    /// As a reader would say it.
    pub fn name(&self) -> String {
        match self {
            Self::Bool => "bool".into(),
            Self::Int => "int".into(),
            Self::Uint => "uint".into(),
            Self::Double => "double".into(),
            Self::String => "string".into(),
            Self::Bytes => "bytes".into(),
            Self::Null => "null".into(),
            Self::Duration => "duration".into(),
            Self::Timestamp => "timestamp".into(),
            Self::Dyn | Self::Error | Self::Var(_) => "dyn".into(),
            Self::List(of) => format!("list of {}", of.name()),
            Self::Map(of) => format!("map from {} to {}", of.0.name(), of.1.name()),
            Self::Optional(of) => format!("optional {}", of.name()),
            Self::Meta(of) => format!("type ({})", of.name()),
            Self::Message(message) => message.name.rsplit('.').next().unwrap_or_default().into(),
        }
    }
}

/// What the variables of types are bound to.
#[derive(Debug, Default)]
pub(super) struct Bindings {
    bound: Vec<Option<Type>>,
    /// Former values, newest last, so that a failed attempt can be undone.
    trail: Vec<(u32, Option<Type>)>,
}

impl Bindings {
    /// A new variable.
    pub fn fresh(&mut self) -> Type {
        self.bound.push(None);
        Type::Var(self.bound.len() as u32 - 1)
    }

    /// A table's type, with a new variable for each letter.
    pub fn instantiate(&mut self, ty: &Ty, letters: &mut Vec<(char, Type)>) -> Type {
        match ty {
            Ty::Param(letter) => {
                if let Some((_, found)) = letters.iter().find(|(l, _)| l == letter) {
                    return found.clone();
                }
                let new = self.fresh();
                letters.push((*letter, new.clone()));
                new
            }
            Ty::Bool => Type::Bool,
            Ty::Int => Type::Int,
            Ty::Uint => Type::Uint,
            Ty::Double => Type::Double,
            Ty::String => Type::String,
            Ty::Bytes => Type::Bytes,
            Ty::Null => Type::Null,
            Ty::Duration => Type::Duration,
            Ty::Timestamp => Type::Timestamp,
            Ty::Dyn => Type::Dyn,
            Ty::List(of) => Type::list(self.instantiate(of, letters)),
            Ty::Optional(of) => Type::optional(self.instantiate(of, letters)),
            Ty::Type(of) => Type::of_type(self.instantiate(of, letters)),
            Ty::Map(key, value) => {
                let key = self.instantiate(key, letters);
                Type::map(key, self.instantiate(value, letters))
            }
            Ty::Message(message) => Type::Message(message),
        }
    }

    fn find(&self, var: u32) -> Option<&Type> {
        self.bound.get(var as usize).and_then(Option::as_ref)
    }

    fn bind(&mut self, var: u32, ty: Type) {
        if let Some(slot) = self.bound.get_mut(var as usize) {
            self.trail.push((var, slot.replace(ty)));
        }
    }

    /// The type with bound variables replaced; free ones become dyn when `free` says so.
    pub fn resolve(&self, ty: &Type, free: Free) -> Type {
        match ty {
            Type::Var(var) => match self.find(*var) {
                Some(bound) => self.resolve(&bound.clone(), free),
                None if free == Free::Dyn => Type::Dyn,
                None => ty.clone(),
            },
            Type::List(of) => Type::list(self.resolve(of, free)),
            Type::Optional(of) => Type::optional(self.resolve(of, free)),
            Type::Meta(of) => Type::of_type(self.resolve(of, free)),
            Type::Map(of) => Type::map(self.resolve(&of.0, free), self.resolve(&of.1, free)),
            _ => ty.clone(),
        }
    }

    /// Binds variables so that each of `from` can stand where the one of `to` is wanted; leaves them as they were when
    /// that is impossible.
    pub fn assign_all(&mut self, from: &[Type], to: &[Type]) -> bool {
        let mark = self.trail.len();
        let fits = from.len() == to.len() && from.iter().zip(to).all(|(f, t)| self.fits(f, t));
        if !fits {
            while self.trail.len() > mark {
                let Some((var, old)) = self.trail.pop() else { break };
                if let Some(slot) = self.bound.get_mut(var as usize) {
                    *slot = old;
                }
            }
        }
        fits
    }

    /// As [`Bindings::assign_all`] for one type.
    pub fn assign(&mut self, from: &Type, to: &Type) -> bool {
        self.assign_all(core::slice::from_ref(from), core::slice::from_ref(to))
    }

    fn fits(&mut self, from: &Type, to: &Type) -> bool {
        if let Type::Var(var) = to {
            match self.substitute(from, *var) {
                (true, _) => return true,
                (false, true) => return false,
                (false, false) => {}
            }
        }
        if let Type::Var(var) = from {
            return self.substitute(to, *var).0;
        }
        match (from, to) {
            (a, b) if a.is_dyn_or_error() || b.is_dyn_or_error() => true,
            (Type::Null, other) | (other, Type::Null) => {
                matches!(other, Type::Null | Type::Optional(_) | Type::Message(_) | Type::Duration | Type::Timestamp)
            }
            (Type::Meta(_), Type::Meta(_)) => true,
            (Type::List(a), Type::List(b)) | (Type::Optional(a), Type::Optional(b)) => self.fits(a, b),
            (Type::Map(a), Type::Map(b)) => self.fits(&a.0, &b.0) && self.fits(&a.1, &b.1),
            _ => from.is(to),
        }
    }

    /// Whether the variable can stand for the type, and whether it was bound before.
    fn substitute(&mut self, ty: &Type, var: u32) -> (bool, bool) {
        if matches!(ty, Type::Var(other) if *other == var) {
            return (true, true);
        }
        if let Some(bound) = self.find(var).cloned() {
            if ty.is(&bound) {
                return (true, true);
            }
            if !self.fits(ty, &bound) {
                return (false, true);
            }
            let wider = if less_specific(ty, &bound) { ty.clone() } else { bound };
            if !self.occurs(var, &wider) {
                self.bind(var, wider);
            }
            return (true, true);
        }
        if self.occurs(var, ty) {
            return (false, false);
        }
        self.bind(var, ty.clone());
        (true, false)
    }

    /// True when the variable is a part of the type.
    fn occurs(&self, var: u32, within: &Type) -> bool {
        match within {
            Type::Var(other) => *other == var || self.find(*other).is_some_and(|bound| self.occurs(var, bound)),
            Type::List(of) | Type::Optional(of) | Type::Meta(of) => self.occurs(var, of),
            Type::Map(of) => self.occurs(var, &of.0) || self.occurs(var, &of.1),
            _ => false,
        }
    }
}

/// What becomes of a variable that is bound to nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Free {
    Keep,
    Dyn,
}

/// The more general of two types that fit each other.
pub(super) fn most_general(a: Type, b: Type) -> Type {
    if less_specific(&a, &b) { a } else { b }
}

fn less_specific(a: &Type, b: &Type) -> bool {
    match (a, b) {
        (Type::Dyn | Type::Var(_), _) | (Type::Meta(_), Type::Meta(_)) => true,
        (_, Type::Dyn | Type::Var(_)) => false,
        (Type::List(a), Type::List(b)) | (Type::Optional(a), Type::Optional(b)) => less_specific(a, b),
        (Type::Map(a), Type::Map(b)) => less_specific(&a.0, &b.0) && less_specific(&a.1, &b.1),
        _ => a.is(b),
    }
}

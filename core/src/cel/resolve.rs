//! What names mean in an environment at a release.

use super::env::{Env, Field, Function, Library, Message, has};
use super::std::{EARLY, OPTIONALS, OPTIONALS_LATER, STANDARD, TYPES};
use super::types::{Bindings, Free, Type};
use crate::model::Version;

/// An environment at a release.
#[derive(Clone, Copy, Debug)]
pub(super) struct Names {
    pub env: &'static Env,
    pub version: Version,
}

impl Names {
    pub fn library(&self) -> Library {
        self.env.library_at(self.version)
    }

    /// Every function that may be called, with its group.
    pub fn functions(&self) -> impl Iterator<Item = &'static Function> {
        let optional: &'static [Function] = if self.env.optional { OPTIONALS } else { &[] };
        let later = self.env.optional && self.library() >= Library::V0_26;
        let later: &'static [Function] = if later { OPTIONALS_LATER } else { &[] };
        let early: &'static [Function] = if self.library() < Library::V0_31 { EARLY } else { &[] };
        let own = self.env.functions.iter();
        let version = self.version;
        STANDARD.iter().chain(optional).chain(later).chain(early).chain(own).filter(move |f| has(f.since, version))
    }

    /// The overloads of a name, from all groups that have it.
    pub fn overloads(&self, name: &str) -> impl Iterator<Item = &'static super::env::Overload> {
        self.functions().filter(move |f| f.name == name).flat_map(|f| f.overloads)
    }

    pub fn has_function(&self, name: &str) -> bool {
        self.functions().any(|f| f.name == name)
    }

    /// The type of a variable, constant or name of a type; dots included.
    pub fn global(&self, name: &str) -> Option<Type> {
        let mut bindings = Bindings::default();
        let mut plain = |ty| {
            let ty = bindings.instantiate(ty, &mut Vec::new());
            bindings.resolve(&ty, Free::Dyn)
        };
        if let Some(variable) = self.env.variable(name, self.version) {
            return Some(plain(&variable.ty));
        }
        if let Some(constant) = self.env.constant(name) {
            return Some(plain(&constant.ty));
        }
        if let Some((_, ty)) = TYPES.iter().find(|(n, _)| *n == name) {
            return Some(Type::of_type(plain(ty)));
        }
        if self.env.optional && name == "optional_type" {
            return Some(Type::of_type(Type::optional(Type::Dyn)));
        }
        self.message(name).map(|message| Type::of_type(Type::Message(message)))
    }

    /// A message type by its full name.
    pub fn message(&self, name: &str) -> Option<&'static Message> {
        self.env.messages().into_iter().find(|m| m.name == name)
    }

    pub fn field(&self, message: &'static Message, name: &str) -> Option<&'static Field> {
        message.field(name, self.version)
    }
}

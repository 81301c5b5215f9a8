//! Environments: what names an expression may use, as constant tables. Completion and hover read the same tables.

use crate::model::Version;

/// A type in a table. Letters stand for any type, the same one wherever the letter recurs in an overload.
#[derive(Clone, Copy, Debug)]
pub enum Ty {
    /// `true` or `false`.
    Bool,
    /// Signed 64-bit number, `10`.
    Int,
    /// Unsigned 64-bit number, `10u`.
    Uint,
    /// Floating point number, `1.5`.
    Double,
    /// Text.
    String,
    /// Bytes, `b"…"`.
    Bytes,
    /// The type of `null`.
    Null,
    /// Length of time.
    Duration,
    /// Point in time.
    Timestamp,
    /// Anything; nothing is known about it before evaluation.
    Dyn,
    /// List of one type.
    List(&'static Ty),
    /// Map from one type to another.
    Map(&'static Ty, &'static Ty),
    /// A value that may be missing.
    Optional(&'static Ty),
    /// The type of a type.
    Type(&'static Ty),
    /// A message.
    Message(&'static Message),
    /// Any type, named.
    Param(char),
}

/// What expressions of one place may use, and what they must give.
#[derive(Debug)]
pub struct Env {
    /// Name for the reference, such as `DiskLocator`.
    pub name: &'static str,
    /// One sentence: what the expression decides.
    pub doc: &'static str,
    /// The type that it must give, exactly.
    pub result: Ty,
    /// Variables.
    pub variables: &'static [Variable],
    /// Constants, in groups that several environments share.
    pub constants: &'static [&'static [Constant]],
    /// Functions beyond the standard library.
    pub functions: &'static [Function],
    /// Optional values (`a.?b`, `optional.of(x)`) are switched on.
    pub optional: bool,
    /// The release of the library that each release of the target uses, oldest first.
    pub library: &'static [(Version, Library)],
}

/// What the releases of cel-go differ in, as far as parsing and checking go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Library {
    /// 0.21 and 0.22: halves of surrogate pairs may be written as escapes.
    V0_21,
    /// 0.24 on: they may not.
    V0_24,
    /// 0.26 on: `first`, `last` and `unwrap` for optional values.
    V0_26,
    /// 0.27 on: a leading dot reaches past the names of items.
    V0_27,
    /// 0.31 on: fields in backticks; no `duration` of a whole number.
    V0_31,
}

/// A variable.
#[derive(Debug)]
pub struct Variable {
    /// Its name.
    pub name: &'static str,
    /// Its type.
    pub ty: Ty,
    /// One sentence.
    pub doc: &'static str,
    /// First release that has it; `None` for all.
    pub since: Option<Version>,
}

/// A constant.
#[derive(Debug)]
pub struct Constant {
    /// Its name.
    pub name: &'static str,
    /// Its type.
    pub ty: Ty,
    /// Its value as written in an expression.
    pub value: &'static str,
    /// One sentence.
    pub doc: &'static str,
}

/// A function or operator. Operators have names such as `_==_`.
#[derive(Debug)]
pub struct Function {
    /// Its name, with dots for namespaced ones.
    pub name: &'static str,
    /// One sentence.
    pub doc: &'static str,
    /// Its forms.
    pub overloads: &'static [Overload],
    /// First release of the target that has it; `None` for all.
    pub since: Option<Version>,
}

/// A form of a function.
#[derive(Debug)]
pub struct Overload {
    /// Called as `x.f(y)`, with `x` first among the arguments, rather than `f(x, y)`.
    pub member: bool,
    /// Types of the arguments.
    pub args: &'static [Ty],
    /// Type of the result.
    pub result: Ty,
}

impl Overload {
    /// A form `f(x, y)`.
    pub const fn free(args: &'static [Ty], result: Ty) -> Self {
        Self { member: false, args, result }
    }

    /// A form `x.f(y)`.
    pub const fn member(args: &'static [Ty], result: Ty) -> Self {
        Self { member: true, args, result }
    }
}

/// A message type.
#[derive(Debug)]
pub struct Message {
    /// Full name, as in message literals.
    pub name: &'static str,
    /// One sentence.
    pub doc: &'static str,
    /// Its fields.
    pub fields: &'static [Field],
}

/// A field of a message.
#[derive(Debug)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// Its type.
    pub ty: Ty,
    /// One sentence.
    pub doc: &'static str,
    /// First release that has it; `None` for all.
    pub since: Option<Version>,
}

impl Env {
    /// The library of a release.
    pub fn library_at(&self, version: Version) -> Library {
        let found = self.library.iter().rev().find(|(since, _)| *since <= version);
        found.or(self.library.first()).map_or(Library::V0_31, |(_, library)| *library)
    }

    /// A variable that a release has.
    pub fn variable(&self, name: &str, version: Version) -> Option<&'static Variable> {
        self.variables.iter().find(|v| v.name == name && has(v.since, version))
    }

    /// A constant.
    pub fn constant(&self, name: &str) -> Option<&'static Constant> {
        self.constants.iter().copied().flatten().find(|c| c.name == name)
    }

    /// All message types that variables and their fields have, outermost first.
    pub fn messages(&self) -> Vec<&'static Message> {
        let mut out: Vec<&'static Message> = Vec::new();
        let mut todo: Vec<&'static Ty> = self.variables.iter().map(|v| &v.ty).collect();
        while let Some(ty) = todo.pop() {
            match ty {
                Ty::List(of) | Ty::Optional(of) | Ty::Type(of) => todo.push(of),
                Ty::Map(key, value) => todo.extend([*key, *value]),
                Ty::Message(message) if !out.iter().any(|m| core::ptr::eq(*m, *message)) => {
                    out.push(message);
                    todo.extend(message.fields.iter().map(|f| &f.ty));
                }
                _ => {}
            }
        }
        out
    }
}

impl Message {
    /// A field that a release has.
    pub fn field(&self, name: &str, version: Version) -> Option<&'static Field> {
        self.fields.iter().find(|f| f.name == name && has(f.since, version))
    }
}

/// True when something that exists since `since` exists at `version`.
pub(super) fn has(since: Option<Version>, version: Version) -> bool {
    since.is_none_or(|s| s <= version)
}

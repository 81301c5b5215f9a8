//! The tables: what kinds there are, their fields, types, formats, enumerations, and the history of each.
//!
//! Everything here is constant data behind `&'static`, declared once by `#[derive(Kind)]` and `#[derive(Shape)]` in
//! `lang/` and passed around as arguments. Version history is folded in one place, [`View::new`]; whatever reads a
//! [`View`] sees a kind without history. This module must not know any language, and no table here has behaviour.

mod embedded;
mod enumeration;
mod format;
mod impact;
mod kind;
mod life;
mod shape;
mod target;
mod view;

pub use embedded::{Content, Embedded, FileText};
pub use enumeration::EnumView;
pub use format::{Format, FormatError, FormatExample, Printed};
pub use impact::{Impact, ImpactAt};
pub use kind::{Identity, Kind, KindFlags, Rule, RuleRun};
pub use life::{Change, Event, Life};
pub use shape::{
    Anything, Enum, EnumValue, Field, Int, ListView, Map, MapView, Merge, MergeAt, Object, Order, Presence, Secret,
    Shape, Struct, StructView, Type, ViewCx, is_null,
};
pub use target::{Target, Version};
pub use view::{FieldState, FieldView, State, StructFields, View};

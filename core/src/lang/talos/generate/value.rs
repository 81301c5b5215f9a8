//! Short forms for the values that a configuration is built from.

use crate::syntax::print::Plain;

pub(super) fn text(text: impl Into<String>) -> Plain {
    Plain::Text(text.into())
}

/// An absent text where there is none, as for fields that are left out when they are empty.
pub(super) fn unless_empty(value: &str) -> Option<Plain> {
    (!value.is_empty()).then(|| text(value))
}

pub(super) fn bare(text: &str) -> Plain {
    Plain::Bare(text.to_owned())
}

/// `true`, or nothing.
pub(super) fn on(switch: bool) -> Option<Plain> {
    switch.then(|| bare("true"))
}

pub(super) fn list(items: Vec<&str>) -> Plain {
    Plain::Seq(items.into_iter().map(text).collect())
}

/// A list, or nothing when it is empty.
pub(super) fn some_list(items: Vec<&str>) -> Option<Plain> {
    (!items.is_empty()).then(|| list(items))
}

/// The fields that are there, in order.
pub(super) fn map(fields: Vec<(&str, Option<Plain>)>) -> Plain {
    Plain::Map(fields.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect())
}

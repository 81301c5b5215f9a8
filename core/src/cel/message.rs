//! Words for errors about names and single values.

use super::Error;
use super::ast::Expr;
use super::check::Fault;
use super::env::{Message, Ty};
use super::resolve::Names;
use super::types::Type;
use core::ops::Range;

/// A name that is neither variable, constant nor type.
pub(super) fn unknown_name(names: &Names, scopes: &[(String, Type)], name: &str, expr: &Expr) -> Fault {
    let error = Error::new(format!("`{name}` is not known here"), expr.range.clone());
    if let Some(later) = names.env.variables.iter().find(|v| v.name == name)
        && let Some(since) = later.since
    {
        return error.help(format!("`{name}` exists from {since} on")).into();
    }
    if let Some(variable) = names.env.variables.iter().find(|v| owns(names, &v.ty, name)) {
        let whole = format!("{}.{name}", variable.name);
        return Fault { error: error.help(format!("write `{whole}`")), edits: vec![(expr.range.clone(), whole)] };
    }
    if let "True" | "False" | "TRUE" | "FALSE" = name {
        let lower = name.to_lowercase();
        return Fault { error: error.help(format!("write `{lower}`")), edits: vec![(expr.range.clone(), lower)] };
    }
    let constants = names.env.constants.iter().copied().flatten().map(|c| c.name);
    let known =
        names.env.variables.iter().map(|v| v.name).chain(constants).chain(scopes.iter().map(|(n, _)| n.as_str()));
    let error = match nearest(name, known) {
        Some(near) => {
            let edits = vec![(expr.range.clone(), near.to_owned())];
            return Fault { error: error.help(format!("did you mean `{near}`?")), edits };
        }
        None if name.starts_with(|c: char| c.is_ascii_lowercase()) => {
            let variables: Vec<&str> = names.env.variables.iter().take(3).map(|v| v.name).collect();
            let known = crate::check::nearest::any_of(&variables);
            let quoted = format!("'{name}'");
            let error = error.help(format!("a text is written `{quoted}`; variables are such as {known}"));
            return Fault { error, edits: vec![(expr.range.clone(), quoted)] };
        }
        None => error,
    };
    error.into()
}

/// True when values of the type have the field.
fn owns(names: &Names, ty: &Ty, field: &str) -> bool {
    matches!(ty, Ty::Message(message) if names.field(message, field).is_some())
}

/// A field that the message does not have.
pub(super) fn unknown_field(
    names: &Names,
    message: &'static Message,
    name: &str,
    place: Range<usize>,
    operand: &str,
) -> Fault {
    let error = Error::new(format!("`{operand}` has no field `{name}`"), place.clone());
    let later = message.fields.iter().find(|f| f.name == name).and_then(|f| f.since);
    if let Some(since) = later {
        return error.help(format!("the field exists from {since} on")).into();
    }
    let known = message.fields.iter().filter(|f| names.field(message, f.name).is_some()).map(|f| f.name);
    match nearest(name, known) {
        Some(near) => {
            Fault { error: error.help(format!("did you mean `{near}`?")), edits: vec![(place, near.to_owned())] }
        }
        None => error.into(),
    }
}

/// A value that has no fields at all.
pub(super) fn no_fields(operand: &str, ty: &Type, field: &str, place: Range<usize>) -> Fault {
    Error::new(format!("`{operand}` is {}, which has no field `{field}`", ty.describe()), place).into()
}

/// A function that does not exist.
pub(super) fn unknown_function(names: &Names, name: &str, place: Range<usize>, receiver: Option<&Type>) -> Fault {
    let error = Error::new(format!("there is no function `{name}` here"), place.clone());
    let later = names.env.functions.iter().find(|f| f.name == name).and_then(|f| f.since);
    if let Some(since) = later {
        return error.help(format!("`{name}` exists from {since} on")).into();
    }
    let macros = super::MACROS.iter().map(|m| m.name);
    if let Some(found) = super::MACROS.iter().find(|m| m.name == name) {
        return error.help(format!("it is written `{}`", found.form)).into();
    }
    let help = match (name, receiver) {
        ("lower" | "upper" | "lowerAscii" | "upperAscii" | "trim" | "split" | "replace" | "join" | "format", _) => {
            Some("extensions for strings are not part of the library here; `matches('(?i)…')` ignores case")
        }
        ("len" | "length" | "count", _) => Some("write `size(x)`"),
        ("regex" | "match" | "matchesRegex", _) => Some("write `text.matches('pattern')`"),
        _ => None,
    };
    if let Some(help) = help {
        return error.help(help).into();
    }
    let words = names.functions().map(|f| f.name).filter(|n| n.starts_with(|c: char| c.is_ascii_alphabetic()));
    match nearest(name, words.chain(macros)) {
        Some(near) => {
            Fault { error: error.help(format!("did you mean `{near}`?")), edits: vec![(place, near.to_owned())] }
        }
        None => error.into(),
    }
}

/// Something other than an optional value where one is needed.
pub(super) fn not_optional(source: &str, ty: &Type, place: Range<usize>) -> Error {
    Error::new(format!("`{source}` is {}, not an optional value", ty.describe()), place)
        .help("make it one with `optional.of(x)`, or select with `.?`")
}

/// A macro on something that has no items.
pub(super) fn no_range(source: &str, ty: &Type, place: Range<usize>) -> Error {
    Error::new(format!("`{source}` is {}, which has no items to go through", ty.describe()), place)
}

/// The name that is nearest to a mistyped one, if one is near.
pub(super) fn nearest<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    crate::check::nearest::nearest(name, known).first().copied()
}

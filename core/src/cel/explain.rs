//! Words and repairs for types that do not fit.

use super::Error;
use super::ast::{Expr, Kind, Literal};
use super::check::{Checker, Fault, judge};
use super::env::{Env, Ty};
use super::types::Type;
use crate::model::Version;
use core::ops::Range;

/// Bytes of the text, and what to write in their place.
pub(super) type Edit = (Range<usize>, String);

/// Repairs tried one after the other before giving up.
const REPAIRS: usize = 16;

/// The error with the whole expression as it was meant, if its repairs lead to a right one.
pub(super) fn with_instead(text: &str, env: &'static Env, version: Version, fault: Fault) -> Error {
    let (mut current, mut edits) = (text.to_owned(), fault.edits);
    for _ in 0..REPAIRS {
        if edits.is_empty() {
            break;
        }
        current = applied(&current, &mut edits);
        match judge(&current, env, version) {
            Ok(()) => return Error { instead: Some(current), ..fault.error },
            Err(next) => edits = next.edits,
        }
    }
    fault.error
}

fn applied(text: &str, edits: &mut [Edit]) -> String {
    edits.sort_by_key(|(range, _)| range.start);
    let (mut out, mut at) = (String::new(), 0);
    for (range, with) in edits {
        let Some(kept) = text.get(at..range.start) else { return text.to_owned() };
        out.push_str(kept);
        out.push_str(with);
        at = range.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// Repairs of what cannot even be read.
pub(super) fn syntax(text: &str, error: Error) -> Fault {
    let range = error.range.clone();
    let with = match text.get(range.clone()).unwrap_or_default() {
        "=" | "is" => "==",
        "&" | "and" | "AND" => "&&",
        "|" | "or" | "OR" => "||",
        "\u{201c}" | "\u{201d}" => "\"",
        "\u{2018}" | "\u{2019}" => "'",
        _ => return error.into(),
    };
    Fault { error, edits: vec![(range, with.to_owned())] }
}

/// The expression is right, but gives something else than its place needs.
pub(super) fn result(text: &str, expr: &Expr, ty: &Type, wanted: &Type) -> Fault {
    let source = &text[expr.range.clone()];
    let error =
        Error::new(format!("it gives {}, and has to give {}", ty.describe(), wanted.describe()), expr.range.clone());
    match (wanted, ty) {
        (Type::Double, Type::Int | Type::Uint) => {
            let edits = converted(text, expr, &Type::Double).unwrap_or_else(|| wrapped(expr, "double"));
            Fault { error: error.help(format!("write `{}`", replaced(text, expr, &edits))), edits }
        }
        (_, Type::Dyn) => {
            error.help("its type is only known when it runs; compare it with a value of a known type").into()
        }
        (Type::Bool, Type::String) => error.help(format!("compare it, such as `{source} == '…'`")).into(),
        (Type::Bool, Type::Uint) => error.help(format!("compare it, such as `{source} > 10u`")).into(),
        (Type::Bool, Type::Int) => error.help(format!("compare it, such as `{source} > 10`")).into(),
        (Type::Bool, Type::Double) => error.help(format!("compare it, such as `{source} > 10.0`")).into(),
        (Type::Bool, Type::Optional(_)) => error.help(format!("write `{source}.hasValue()`")).into(),
        (Type::Bool, Type::List(_)) => error.help(format!("such as `{source}.exists(x, x == …)`")).into(),
        _ => error.into(),
    }
}

/// A side of `&&` or `||` that is no bool.
pub(super) fn no_condition(checker: &Checker<'_>, expr: &Expr, arg: &Expr, ty: &Type) -> Fault {
    let Kind::Call { function, .. } = &*expr.kind else { return Error::new("not a bool", arg.range.clone()).into() };
    let mark = function.trim_matches('_');
    let ty = checker.resolved(ty);
    let source = checker.source(arg);
    let error = Error::new(
        format!("`{source}` is {}, and `{mark}` needs a bool on both sides", ty.describe()),
        arg.range.clone(),
    );
    match ty {
        Type::String => error.help(format!("compare it, such as `{source} == '…'`")).into(),
        _ => error.into(),
    }
}

/// No form of a function or operator takes these types.
pub(super) fn no_overload(checker: &Checker<'_>, expr: &Expr, name: &str, types: &[Type]) -> Fault {
    let Kind::Call { target, args, .. } = &*expr.kind else { return Error::new("", expr.range.clone()).into() };
    let operator = !name.starts_with(|c: char| c.is_ascii_alphabetic());
    match (operator, args.as_slice(), types) {
        (true, [left, right], [a, b]) if name != "_[_]" && name != "_[?_]" => {
            binary(checker, expr, name, [(left, a), (right, b)])
        }
        (true, [operand], [ty]) => unary(checker, expr, name, operand, ty),
        (true, [condition, ..], [Type::Bool | Type::Dyn, a, b]) => {
            let text = format!("the values of `?` and `:` are {} and {}", a.name(), b.name());
            Error::new(text, condition.range.start..expr.range.end).help("both have to be of one type").into()
        }
        (true, [condition, ..], [ty, _, _]) => {
            let text = format!("`{}` is {}, and `?` needs a bool", checker.source(condition), ty.describe());
            Error::new(text, condition.range.clone()).into()
        }
        (true, [operand, index], [of, by]) => {
            let text = format!(
                "`{}` is {}, which has nothing at `{}`, {}",
                checker.source(operand),
                of.describe(),
                checker.source(index),
                by.describe()
            );
            Error::new(text, index.range.clone()).into()
        }
        _ => function(checker, expr, name, target.as_deref(), args, types),
    }
}

fn unary(checker: &Checker<'_>, expr: &Expr, name: &str, operand: &Expr, ty: &Type) -> Fault {
    let (source, mark) = (checker.source(operand), name.trim_end_matches('_'));
    let error =
        Error::new(format!("`{source}` is {}, which `{mark}` does not take", ty.describe()), expr.range.clone());
    match (mark, ty) {
        ("-", Type::Uint) => error.help("unsigned numbers cannot be negative; convert it with `int(x)`").into(),
        ("!", _) => error.help("`!` takes a bool; put a comparison into parentheses, `!(a == b)`").into(),
        _ => error.into(),
    }
}

fn binary(checker: &Checker<'_>, expr: &Expr, name: &str, sides: [(&Expr, &Type); 2]) -> Fault {
    let [(left, a), (right, b)] = sides;
    let (l, r) = (checker.source(left), checker.source(right));
    let mark = name.trim_matches('_').trim_start_matches('@');
    let verb = match mark {
        "+" | "-" | "*" | "/" | "%" => "combine",
        "in" => "look up in each other",
        _ => "compare",
    };
    let second = b.describe();
    let text = format!("`{l}` is {} and `{r}` {second}, which CEL does not {verb}", a.describe());
    let error = Error::new(text, expr.range.clone());
    if mark == "in" {
        return lookup(checker, expr, error, sides);
    }
    if a.is(b) {
        return Error { message: format!("`{mark}` does not take {} and {second}", a.describe()), ..error }.into();
    }
    if let Some((side, edits)) = number_repair(checker, sides) {
        return Fault { error: error.help(format!("write `{}`", replaced(checker.text, side, &edits))), edits };
    }
    match (a, b) {
        (Type::Uint, Type::Int) if r.starts_with('-') => error.help("a uint is never negative").into(),
        (Type::Int, Type::Uint) if l.starts_with('-') => error.help("a uint is never negative").into(),
        (Type::Bytes, Type::String) => text_of_bytes(checker, error, left),
        (Type::String, Type::Bytes) => text_of_bytes(checker, error, right),
        (a, b) if is_number(a) && is_number(b) => {
            let (side, to) =
                if matches!(b, Type::Double) || matches!((a, b), (Type::Int, Type::Uint)) { (l, b) } else { (r, a) };
            error.help(format!("convert one side, such as `{}({side})`", to.name())).into()
        }
        (Type::String, b) if is_number(b) => {
            error.help(format!("a number stands without quotes; or write `string({r})`")).into()
        }
        (a, Type::String) if is_number(a) => {
            error.help(format!("a number stands without quotes; or write `string({l})`")).into()
        }
        _ => error.into(),
    }
}

const fn is_number(ty: &Type) -> bool {
    matches!(ty, Type::Int | Type::Uint | Type::Double)
}

/// Literals of one side written as the type of the other.
fn number_repair<'e>(checker: &Checker<'_>, sides: [(&'e Expr, &Type); 2]) -> Option<(&'e Expr, Vec<Edit>)> {
    let [(left, a), (right, b)] = sides;
    if !is_number(a) || !is_number(b) {
        return None;
    }
    let to_left = || converted(checker.text, right, a).map(|edits| (right, edits));
    let to_right = || converted(checker.text, left, b).map(|edits| (left, edits));
    match (a, b) {
        (Type::Int, _) => to_right().or_else(to_left),
        _ => to_left().or_else(to_right),
    }
}

/// Edits that turn the number literals of an expression into another type; `None` when it has other parts.
fn converted(text: &str, expr: &Expr, to: &Type) -> Option<Vec<Edit>> {
    match &*expr.kind {
        Kind::Call { function, target: None, args, .. }
            if matches!(function.as_str(), "_+_" | "_-_" | "_*_" | "_/_") =>
        {
            let parts: Option<Vec<_>> = args.iter().map(|arg| converted(text, arg, to)).collect();
            parts.map(|p| p.concat())
        }
        Kind::Literal(literal) => {
            let end = expr.range.end;
            let source = &text[expr.range.clone()];
            let (negative, hex) = (source.starts_with('-'), source.contains('x'));
            match (literal, to) {
                (Literal::Int, Type::Uint) if !negative => Some(vec![(end..end, "u".into())]),
                (Literal::Int, Type::Double) if !hex => Some(vec![(end..end, ".0".into())]),
                (Literal::Uint, Type::Int) => Some(vec![(end - 1..end, String::new())]),
                (Literal::Uint, Type::Double) if !hex => Some(vec![(end - 1..end, ".0".into())]),
                _ => None,
            }
        }
        _ => None,
    }
}

fn wrapped(expr: &Expr, function: &str) -> Vec<Edit> {
    let (start, end) = (expr.range.start, expr.range.end);
    vec![(start..start, format!("{function}(")), (end..end, ")".into())]
}

/// The part of the text that an expression stands on, edited.
fn replaced(text: &str, expr: &Expr, edits: &[Edit]) -> String {
    let start = expr.range.start;
    let mut edits: Vec<_> = edits.iter().map(|(r, with)| (r.start - start..r.end - start, with.clone())).collect();
    applied(&text[expr.range.clone()], &mut edits)
}

/// Bytes compared with text: the environment may have a function that makes text of them.
fn text_of_bytes(checker: &Checker<'_>, error: Error, bytes: &Expr) -> Fault {
    let makes_text =
        |f: &&super::Function| f.overloads.iter().any(|o| matches!((o.args, o.result), ([Ty::Bytes], Ty::String)));
    let function = checker.names.env.functions.iter().find(makes_text).map_or("string", |f| f.name);
    let error = error.help(format!("write `{function}({})`", checker.source(bytes)));
    Fault { error, edits: wrapped(bytes, function) }
}

fn lookup(checker: &Checker<'_>, expr: &Expr, error: Error, sides: [(&Expr, &Type); 2]) -> Fault {
    let [(left, a), (right, b)] = sides;
    let (l, r) = (checker.source(left), checker.source(right));
    match (a, b) {
        (Type::String, Type::String) => {
            let meant = format!("{r}.contains({l})");
            let error = Error { message: format!("`{r}` is a string, and `in` looks into lists and maps"), ..error };
            Fault { error: error.help(format!("write `{meant}`")), edits: vec![(expr.range.clone(), meant)] }
        }
        (_, Type::List(_) | Type::Map(_)) => error.into(),
        _ => {
            Error { message: format!("`{r}` is {}, and `in` looks into lists and maps", b.describe()), ..error }.into()
        }
    }
}

fn function(
    checker: &Checker<'_>,
    expr: &Expr,
    name: &str,
    target: Option<&Expr>,
    args: &[Expr],
    types: &[Type],
) -> Fault {
    let given: Vec<String> = types.iter().map(Type::name).collect();
    let overloads: Vec<_> = checker.names.overloads(name).collect();
    let sources: Vec<&str> = target.into_iter().chain(args).map(|e| checker.source(e)).collect();
    if target.is_none() && overloads.iter().all(|o| o.member) && !sources.is_empty() {
        let meant = format!("{}.{name}({})", sources[0], sources[1..].join(", "));
        let error = Error::new(format!("`{name}` is called on a value"), expr.range.clone());
        let error = error.help(format!("write `{meant}`"));
        return Fault { error, edits: vec![(expr.range.clone(), meant)] };
    }
    if target.is_some() && overloads.iter().all(|o| !o.member) {
        let error = Error::new(format!("`{name}` is not called on a value"), expr.range.clone());
        let forms: Vec<String> = overloads.iter().take(2).map(|o| form(name, o)).collect();
        return error.help(format!("write {}", forms.join(" or "))).into();
    }
    let text = format!("`{name}` does not take ({})", given.join(", "));
    let forms: Vec<String> = overloads.iter().take(4).map(|o| form(name, o)).collect();
    Error::new(text, expr.range.clone()).help(format!("its forms are {}", forms.join(", "))).into()
}

/// A form of a function for messages.
fn form(name: &str, overload: &super::Overload) -> String {
    let names: Vec<String> = overload.args.iter().map(ty_name).collect();
    match (overload.member, names.split_first()) {
        (true, Some((first, rest))) => format!("`{first}.{name}({})`", rest.join(", ")),
        _ => format!("`{name}({})`", names.join(", ")),
    }
}

/// Name of a type in a table.
pub(super) fn ty_name(ty: &Ty) -> String {
    match ty {
        Ty::Bool => "bool".into(),
        Ty::Int => "int".into(),
        Ty::Uint => "uint".into(),
        Ty::Double => "double".into(),
        Ty::String => "string".into(),
        Ty::Bytes => "bytes".into(),
        Ty::Null => "null".into(),
        Ty::Duration => "duration".into(),
        Ty::Timestamp => "timestamp".into(),
        Ty::Dyn | Ty::Param(_) => "any".into(),
        Ty::List(of) => format!("list of {}", ty_name(of)),
        Ty::Map(key, value) => format!("map from {} to {}", ty_name(key), ty_name(value)),
        Ty::Optional(of) => format!("optional {}", ty_name(of)),
        Ty::Type(_) => "type".into(),
        Ty::Message(message) => message.name.rsplit('.').next().unwrap_or_default().into(),
    }
}

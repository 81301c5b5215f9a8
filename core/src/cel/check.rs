//! The type checker.

use super::Error;
use super::ast::{Expr, Form, Initializer, Kind, Literal};
use super::env::{Env, Library, Message};
use super::parse::{Options, parse};
use super::resolve::Names;
use super::types::{Bindings, Free, Type, most_general};
use super::{explain, message as words};
use crate::model::Version;
use core::ops::Range;

/// Decides whether an expression can be read and gives the type that the environment wants.
pub fn check(text: &str, env: &'static Env, version: Version) -> Result<(), Error> {
    match judge(text, env, version) {
        Ok(()) => Ok(()),
        Err(fault) => Err(explain::with_instead(text, env, version, fault)),
    }
}

/// An error with a repair of the text that may cure it: the bytes to replace, and by what.
#[derive(Debug)]
pub(super) struct Fault {
    pub error: Error,
    pub edits: Vec<explain::Edit>,
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self { error, edits: Vec::new() }
    }
}

pub(super) fn judge(text: &str, env: &'static Env, version: Version) -> Result<(), Fault> {
    let names = Names { env, version };
    let options = Options { optional: env.optional, library: names.library() };
    let expr = match parse(text, options) {
        Ok(expr) => expr,
        Err(error) => return Err(explain::syntax(text, *error)),
    };
    let mut checker = Checker { text, names, bindings: Bindings::default(), scopes: Vec::new(), fault: None };
    let ty = checker.expr(&expr);
    let ty = checker.bindings.resolve(&ty, Free::Dyn);
    if let Some(fault) = checker.fault {
        return Err(fault);
    }
    let wanted = checker.bindings.instantiate(&env.result, &mut Vec::new());
    if ty.is(&wanted) { Ok(()) } else { Err(explain::result(text, &expr, &ty, &wanted)) }
}

pub(super) struct Checker<'t> {
    pub text: &'t str,
    pub names: Names,
    pub bindings: Bindings,
    /// Names of items, innermost last.
    scopes: Vec<(String, Type)>,
    /// The first fault; later ones may come from it.
    fault: Option<Fault>,
}

impl Checker<'_> {
    pub fn source(&self, expr: &Expr) -> &str {
        &self.text[expr.range.clone()]
    }

    pub fn resolved(&self, ty: &Type) -> Type {
        self.bindings.resolve(ty, Free::Keep)
    }

    fn report(&mut self, fault: impl Into<Fault>) -> Type {
        if self.fault.is_none() {
            self.fault = Some(fault.into());
        }
        Type::Error
    }

    fn expr(&mut self, expr: &Expr) -> Type {
        let ty = match &*expr.kind {
            Kind::Literal(literal) => of_literal(*literal),
            Kind::Name(name) => self.name(name, expr),
            Kind::Select { operand, field, field_range, optional } => {
                let ty = match self.qualified(expr) {
                    Some(ty) => return ty,
                    None => self.select(operand, field, field_range),
                };
                if *optional && !matches!(ty, Type::Optional(_)) { Type::optional(ty) } else { ty }
            }
            Kind::Has { operand, field, field_range } => {
                self.select(operand, field, field_range);
                Type::Bool
            }
            Kind::Call { .. } => self.call(expr),
            Kind::List(items) => self.list(items),
            Kind::Map(entries) => self.map(entries),
            Kind::Message { name, fields } => self.message(name, fields, expr),
            Kind::Comprehension { .. } => self.comprehension(expr),
        };
        if ty.is_reasonable() {
            return ty;
        }
        self.report(Error::new("its type has too many parts", expr.range.clone()))
    }

    fn name(&mut self, name: &str, expr: &Expr) -> Type {
        let local = self.local(name);
        if let Some(ty) = local.or_else(|| self.names.global(name.trim_start_matches('.'))) {
            return ty;
        }
        let fault = words::unknown_name(&self.names, &self.scopes, name, expr);
        self.report(fault)
    }

    /// The name of an item. A leading dot reaches past it, which early releases did not know.
    fn local(&self, name: &str) -> Option<Type> {
        let name = match self.names.library() {
            early if early < Library::V0_27 => name.trim_start_matches('.'),
            _ => name,
        };
        self.scopes.iter().rev().find(|(n, _)| n == name).map(|(_, ty)| ty.clone())
    }

    /// A chain of names that is one dotted name of the environment.
    fn qualified(&self, expr: &Expr) -> Option<Type> {
        let (name, first) = dotted(expr)?;
        let shadowed = self.local(&first).is_some();
        if shadowed { None } else { self.names.global(name.trim_start_matches('.')) }
    }

    /// The type of a field, made optional when the operand is.
    fn select(&mut self, operand: &Expr, field: &str, place: &Range<usize>) -> Type {
        let ty = self.expr(operand);
        let ty = self.resolved(&ty);
        let (target, optional) = match &ty {
            Type::Optional(of) => ((**of).clone(), true),
            _ => (ty.clone(), false),
        };
        let result = match &target {
            Type::Map(of) => of.1.clone(),
            Type::Message(message) => self.field(message, field, place, operand),
            Type::Var(_) => {
                self.bindings.assign(&Type::Dyn, &target);
                Type::Dyn
            }
            other if other.is_dyn_or_error() => Type::Dyn,
            other => {
                let fault = words::no_fields(self.source(operand), other, field, place.clone());
                self.report(fault);
                Type::Dyn
            }
        };
        let result = self.resolved(&result);
        if optional { Type::optional(result) } else { result }
    }

    fn field(&mut self, message: &'static Message, name: &str, place: &Range<usize>, operand: &Expr) -> Type {
        if let Some(field) = self.names.field(message, name) {
            return self.bindings.instantiate(&field.ty, &mut Vec::new());
        }
        let fault = words::unknown_field(&self.names, message, name, place.clone(), self.source(operand));
        self.report(fault)
    }

    fn call(&mut self, expr: &Expr) -> Type {
        let Kind::Call { function, function_range, target, args } = &*expr.kind else { return Type::Error };
        let mut types: Vec<Type> = args.iter().map(|arg| self.expr(arg)).collect();
        let name = function.trim_start_matches('.');
        let Some(target) = target else {
            if !self.names.has_function(name) {
                let fault = words::unknown_function(&self.names, name, function_range.clone(), None);
                return self.report(fault);
            }
            if matches!(name, "_&&_" | "_||_") {
                return self.logic(expr, args, &types);
            }
            return self.overload(expr, name, &types, Style::Free);
        };
        if let Some((prefix, _)) = dotted(target) {
            let long = format!("{}.{name}", prefix.trim_start_matches('.'));
            if self.names.has_function(&long) {
                return self.overload(expr, &long, &types, Style::Free);
            }
        }
        let receiver = self.expr(target);
        if !self.names.has_function(name) {
            let resolved = self.resolved(&receiver);
            let fault = words::unknown_function(&self.names, name, function_range.clone(), Some(&resolved));
            return self.report(fault);
        }
        types.insert(0, receiver);
        self.overload(expr, name, &types, Style::Member)
    }

    fn logic(&mut self, expr: &Expr, args: &[Expr], types: &[Type]) -> Type {
        let mut out = Type::Bool;
        for (arg, ty) in args.iter().zip(types) {
            if !self.bindings.assign(ty, &Type::Bool) {
                let fault = explain::no_condition(self, expr, arg, ty);
                out = self.report(fault);
            }
        }
        out
    }

    fn overload(&mut self, expr: &Expr, name: &str, types: &[Type], style: Style) -> Type {
        let mut result: Option<Type> = None;
        for overload in self.names.overloads(name).filter(|o| o.member == (style == Style::Member)) {
            let mut letters = Vec::new();
            let wanted: Vec<Type> = overload.args.iter().map(|a| self.bindings.instantiate(a, &mut letters)).collect();
            let gives = self.bindings.instantiate(&overload.result, &mut letters);
            if !self.bindings.assign_all(types, &wanted) {
                continue;
            }
            let gives = self.resolved(&gives);
            result = Some(match result {
                Some(before) if !before.is_dyn() && !gives.is(&before) => Type::Dyn,
                Some(before) => before,
                None => gives,
            });
        }
        if let Some(ty) = result {
            return ty;
        }
        let types: Vec<Type> = types.iter().map(|t| self.bindings.resolve(t, Free::Dyn)).collect();
        let fault = explain::no_overload(self, expr, name, &types);
        self.report(fault)
    }

    /// The part of an entry marked with `?`, which has to be optional.
    fn unwrapped(&mut self, ty: &Type, expr: &Expr) -> Type {
        let ty = self.resolved(ty);
        match ty {
            Type::Optional(of) => (*of).clone(),
            other => {
                if !other.is_dyn() {
                    let source = self.source(expr).to_owned();
                    self.report(words::not_optional(&source, &other, expr.range.clone()));
                }
                other
            }
        }
    }

    /// The type of items so far with one more; items of several types make a list of anything.
    fn join(&mut self, before: Option<Type>, ty: Type) -> Type {
        match before {
            None => ty,
            Some(before) if self.bindings.assign(&before, &ty) => most_general(before, ty),
            Some(_) => Type::Dyn,
        }
    }

    fn list(&mut self, items: &[(bool, Expr)]) -> Type {
        let mut joined = None;
        for (optional, item) in items {
            let ty = self.expr(item);
            let ty = if *optional { self.unwrapped(&ty, item) } else { ty };
            joined = Some(self.join(joined, ty));
        }
        Type::list(joined.unwrap_or_else(|| self.bindings.fresh()))
    }

    fn map(&mut self, entries: &[(bool, Expr, Expr)]) -> Type {
        let (mut keys, mut values) = (None, None);
        for (optional, key, value) in entries {
            let ty = self.expr(key);
            keys = Some(self.join(keys, ty));
            let ty = self.expr(value);
            let ty = if *optional { self.unwrapped(&ty, value) } else { ty };
            values = Some(self.join(values, ty));
        }
        let key = keys.unwrap_or_else(|| self.bindings.fresh());
        Type::map(key, values.unwrap_or_else(|| self.bindings.fresh()))
    }

    fn message(&mut self, name: &str, fields: &[Initializer], expr: &Expr) -> Type {
        let Some(message) = self.names.message(name.trim_start_matches('.')) else {
            let error = Error::new(format!("`{name}` is no message type here"), expr.range.clone());
            return self.report(error);
        };
        for field in fields {
            let given = self.expr(&field.value);
            let wanted = self.field(message, &field.name, &field.range, expr);
            let given = if field.optional { self.unwrapped(&given, &field.value) } else { given };
            if !self.bindings.assign(&wanted, &given) {
                let given = self.resolved(&given);
                let text = format!("`{}` is {}, not {}", field.name, wanted.describe(), given.describe());
                self.report(Error::new(text, field.value.range.clone()));
            }
        }
        Type::Message(message)
    }

    fn comprehension(&mut self, expr: &Expr) -> Type {
        let Kind::Comprehension { form, range, variable, filter, body } = &*expr.kind else { return Type::Error };
        let over = self.expr(range);
        let over = self.resolved(&over);
        let item = match (form, &over) {
            (Form::OptMap | Form::OptFlatMap, _) => self.inside_optional(&over, range),
            (_, Type::List(of)) => (**of).clone(),
            (_, Type::Map(of)) => of.0.clone(),
            (_, Type::Var(_)) => {
                self.bindings.assign(&Type::Dyn, &over);
                Type::Dyn
            }
            (_, other) if other.is_dyn_or_error() => Type::Dyn,
            (_, other) => {
                let fault = words::no_range(self.source(range), other, range.range.clone());
                self.report(fault)
            }
        };
        // A name with a leading dot is taken, but nothing reaches it.
        let name = if variable.starts_with('.') { String::new() } else { variable.clone() };
        self.scopes.push((name, item.clone()));
        if let Some(filter) = filter {
            self.condition(filter);
        }
        let result = match form {
            Form::All | Form::Exists | Form::ExistsOne => {
                self.condition(body);
                Type::Bool
            }
            Form::Filter => {
                self.condition(body);
                Type::list(item)
            }
            Form::Map => Type::list(self.expr(body)),
            Form::OptMap => Type::optional(self.expr(body)),
            Form::OptFlatMap => self.expr(body),
        };
        self.scopes.pop();
        let result = if *form == Form::OptFlatMap { self.flat(result, body) } else { result };
        self.resolved(&result)
    }

    /// What an optional value has inside.
    fn inside_optional(&mut self, over: &Type, range: &Expr) -> Type {
        let inside = self.bindings.fresh();
        if self.bindings.assign(over, &Type::optional(inside.clone())) {
            return self.resolved(&inside);
        }
        let fault = words::not_optional(self.source(range), over, range.range.clone());
        self.report(fault)
    }

    /// `optFlatMap` gives what its body gives, which has to be optional.
    fn flat(&mut self, result: Type, body: &Expr) -> Type {
        let wanted = Type::optional(self.bindings.fresh());
        if self.bindings.assign(&result, &wanted) {
            return most_general(result, wanted);
        }
        let ty = self.resolved(&result);
        let fault = words::not_optional(self.source(body), &ty, body.range.clone());
        self.report(fault)
    }

    fn condition(&mut self, body: &Expr) {
        let ty = self.expr(body);
        if !self.bindings.assign(&ty, &Type::Bool) {
            let ty = self.resolved(&ty);
            let text = format!("the condition `{}` is {}, not a bool", self.source(body), ty.describe());
            self.report(Error::new(text, body.range.clone()));
        }
    }
}

/// How a function is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    Free,
    Member,
}

const fn of_literal(literal: Literal) -> Type {
    match literal {
        Literal::Bool => Type::Bool,
        Literal::Int => Type::Int,
        Literal::Uint => Type::Uint,
        Literal::Double => Type::Double,
        Literal::String => Type::String,
        Literal::Bytes => Type::Bytes,
        Literal::Null => Type::Null,
    }
}

/// `a.b.c` as one name, with its first part.
fn dotted(expr: &Expr) -> Option<(String, String)> {
    match &*expr.kind {
        Kind::Name(name) => Some((name.clone(), name.clone())),
        Kind::Select { operand, field, optional: false, .. } => {
            let (name, first) = dotted(operand)?;
            Some((format!("{name}.{field}"), first))
        }
        _ => None,
    }
}

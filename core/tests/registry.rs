//! Laws that every declaration keeps, one test each. A failure lists every place that breaks the law.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use ostler_core::lang::{ostler, talos};
use ostler_core::model::{Change, Enum, Field, FieldState, Kind, Life, Secret, State, Struct, Type, Version};
use ostler_core::syntax::{Dialect, GO_YAML_V4, Parsed, Syntax, parse};
use ostler_core::text::SourceId;
use ostler_core::tree::{NodeId, NodeKind, Tree};
use std::collections::BTreeSet;

/// Releases at which laws about versions are tried.
const MINORS: core::ops::RangeInclusive<u16> = 6..=14;

/// Fields whose name sounds like a secret and that are none: struct, key, why.
const NOT_SECRET: &[(&str, &str, &str)] = &[
    ("ExtraMapping", "key", "the name of a fact"),
    ("InterfaceWireguardPeer", "publicKey", "the public half"),
    ("Taint", "key", "the name of a taint"),
    ("Toleration", "key", "the name of a taint"),
    ("WireguardPeer", "publicKey", "the public half"),
];

/// Documentation of an absent replacement.
const WHY_NOT: &[&str] = &["othing replaces", "no effect", "ithout effect"];

/// Kinds that the laws are tried on.
fn kinds() -> impl Iterator<Item = &'static Kind> {
    ostler::kinds::KINDS.iter().chain(talos::kinds::KINDS).copied()
}

/// A struct that a kind uses, wherever it is.
struct Used {
    kind: &'static Kind,
    shape: &'static Struct,
}

fn structs() -> Vec<Used> {
    let mut out: Vec<Used> = Vec::new();
    for kind in kinds() {
        add_struct(kind, (kind.shape)(), &mut out);
    }
    out
}

fn add_struct(kind: &'static Kind, shape: &'static Struct, out: &mut Vec<Used>) {
    if out.iter().any(|u| core::ptr::eq(u.shape, shape)) {
        return;
    }
    out.push(Used { kind, shape });
    for field in shape.fields {
        add_type(kind, &field.ty, out);
    }
}

fn add_type(kind: &'static Kind, ty: &Type, out: &mut Vec<Used>) {
    match ty {
        Type::Struct(shape) => add_struct(kind, shape(), out),
        Type::List(of) | Type::Map(of) => add_type(kind, of, out),
        Type::OneOf(types) => types.iter().for_each(|t| add_type(kind, t, out)),
        Type::Embedded(of) if !of.is_text() => add_type(kind, &ty.opened(), out),
        _ => {}
    }
}

/// Every field with the place to name in a failure.
fn fields() -> Vec<(String, &'static Struct, &'static Field)> {
    let place = |u: &Used, f: &Field| format!("{}: {}.{}", u.kind.name, u.shape.name, f.key);
    structs().iter().flat_map(|u| u.shape.fields.iter().map(move |f| (place(u, f), u.shape, f))).collect()
}

fn enum_of(ty: &Type) -> Option<&'static Enum> {
    match ty {
        Type::Enum(of) => Some(of),
        Type::List(of) | Type::Map(of) => enum_of(of),
        Type::OneOf(types) => types.iter().find_map(enum_of),
        _ => None,
    }
}

fn enums() -> Vec<&'static Enum> {
    let mut out: Vec<&'static Enum> = Vec::new();
    for found in fields().iter().filter_map(|(_, _, f)| enum_of(&f.ty)) {
        if !out.iter().any(|e| core::ptr::eq(*e, found)) {
            out.push(found);
        }
    }
    out
}

/// Every life with its place.
fn lives() -> Vec<(String, Life)> {
    let mut out: Vec<(String, Life)> = kinds().map(|k| (k.name.to_owned(), k.life)).collect();
    out.extend(fields().into_iter().map(|(place, _, f)| (place, f.life)));
    for of in enums() {
        out.extend(of.values.iter().map(|v| (format!("{} {}", of.name, v.text), v.life)));
    }
    out
}

#[track_caller]
fn assert_none(broken: &[String]) {
    assert!(broken.is_empty(), "{} places break the law:\n{}", broken.len(), broken.join("\n"));
}

fn live_keys(shape: &'static Struct, version: Version, out: &mut Vec<&'static str>) {
    for field in shape.fields {
        match field.ty {
            Type::Struct(inner) if field.flatten => live_keys(inner(), version, out),
            _ if State::at(field.life, version).state.accepted() => out.push(field.key),
            _ => {}
        }
    }
}

#[test]
fn a_key_means_one_thing_in_a_release() {
    let mut broken = Vec::new();
    for used in structs() {
        for version in MINORS.map(|m| Version::new(1, m)) {
            let mut keys = Vec::new();
            live_keys(used.shape, version, &mut keys);
            keys.sort_unstable();
            let twice = keys.windows(2).filter(|w| w[0] == w[1]).map(|w| w[0]);
            broken.extend(twice.map(|key| format!("{}.{key} at {version}", used.shape.name)));
        }
    }
    assert_none(&broken);
}

#[test]
fn a_kind_has_one_struct_of_a_name() {
    let mut broken = Vec::new();
    for kind in kinds() {
        let mut used = Vec::new();
        add_struct(kind, (kind.shape)(), &mut used);
        let mut names = BTreeSet::new();
        let twice = used.iter().filter(|u| !names.insert(u.shape.name));
        broken.extend(twice.map(|u| format!("{}: {}", kind.name, u.shape.name)));
    }
    assert_none(&broken);
}

/// Words of a key or of prose, in lower case: `certSANs` is `cert` and `sans`.
fn words(text: &str) -> Vec<String> {
    let mut spaced = String::new();
    let mut lower_before = false;
    for c in text.chars() {
        if c.is_uppercase() && lower_before {
            spaced.push(' ');
        }
        lower_before = c.is_lowercase() || c.is_ascii_digit();
        spaced.push(if c.is_alphanumeric() { c.to_ascii_lowercase() } else { ' ' });
    }
    spaced.split_whitespace().map(str::to_owned).collect()
}

/// What is wrong with a documentation text about `key`.
fn doc_problem(key: &str, doc: &str) -> Option<&'static str> {
    const FILLERS: &[&str] =
        &["a", "an", "the", "of", "this", "its", "is", "are", "for", "to", "name", "value", "list"];
    if doc.is_empty() {
        return Some("is empty");
    }
    if !doc.ends_with('.') {
        return Some("does not end with a full stop");
    }
    let first = doc.lines().next().unwrap_or_default();
    if !first.ends_with(['.', ':']) {
        return Some("has a first line that is not a whole sentence");
    }
    let key = words(key);
    let same = |w: &String| key.iter().any(|k| k.trim_end_matches('s') == w.trim_end_matches('s'));
    let says_more = words(doc).iter().any(|w| !same(w) && !FILLERS.contains(&w.as_str()));
    (!says_more).then_some("only repeats the name")
}

#[test]
fn everything_is_documented() {
    let mut broken = Vec::new();
    let mut look = |place: &str, key: &str, doc: &str| {
        if let Some(problem) = doc_problem(key, doc) {
            broken.push(format!("{place} {problem}: {doc:?}"));
        }
    };
    for kind in kinds() {
        look(kind.name, kind.name, kind.doc);
    }
    for used in structs() {
        look(used.shape.name, used.shape.name, used.shape.doc);
    }
    for (place, _, field) in fields() {
        look(&place, field.key, field.doc);
    }
    for of in enums() {
        look(of.name, of.name, of.doc);
        for value in of.values {
            look(&format!("{} {}", of.name, value.text), value.text, value.doc);
        }
    }
    assert_none(&broken);
}

#[test]
fn what_is_deprecated_names_its_replacement_or_says_why_not() {
    let newest = include_str!("../../fixtures/upstream/talos/1.14.tsv");
    let upstream_kinds: BTreeSet<&str> = newest.lines().filter_map(|l| l.split('\t').next()).collect();
    let mut broken = Vec::new();
    for (place, shape, field) in fields() {
        for event in field.life {
            let Change::Deprecated(instead) = event.change else { continue };
            if instead.is_empty() && !WHY_NOT.iter().any(|why| field.doc.contains(why)) {
                broken.push(format!("{place} names no replacement and does not say why"));
            }
            let known = |name: &str| {
                upstream_kinds.contains(name) || shape.fields.iter().any(|f| f.key == name) || name.contains(' ')
            };
            let unknown = instead.iter().filter(|name| !known(name));
            broken.extend(unknown.map(|name| format!("{place}: `{name}` is no kind, no key beside it and no phrase")));
        }
    }
    assert_none(&broken);
}

#[test]
fn events_are_sorted_and_possible() {
    let mut broken = Vec::new();
    for (place, life) in lives() {
        if !life.is_sorted_by_key(|e| e.at) {
            broken.push(format!("{place}: events are not sorted by release"));
        }
        let since = life.iter().filter(|e| e.change == Change::Since).map(|e| e.at).collect::<Vec<_>>();
        let removed = life.iter().filter(|e| e.change == Change::Removed).map(|e| e.at).collect::<Vec<_>>();
        if since.len() > 1 || removed.len() > 1 {
            broken.push(format!("{place}: appears or disappears twice"));
        }
        if let Some(start) = since.first()
            && life.iter().any(|e| e.at < *start)
        {
            broken.push(format!("{place}: something happened to it before it existed"));
        }
        if let Some(end) = removed.first()
            && life.iter().any(|e| e.at > *end)
        {
            broken.push(format!("{place}: something happened to it after it was removed"));
        }
    }
    assert_none(&broken);
}

#[test]
fn merge_strategies_are_sorted() {
    let sorted = |f: &Field| f.merge.is_sorted_by(|a, b| a.since < b.since);
    let broken: Vec<String> = fields().into_iter().filter(|(_, _, f)| !sorted(f)).map(|(place, _, _)| place).collect();
    assert_none(&broken);
}

#[test]
fn enumerations_are_consistent() {
    let mut broken = Vec::new();
    let mut names = BTreeSet::new();
    for of in enums() {
        if !names.insert(of.name) {
            broken.push(format!("{}: the name of two enumerations", of.name));
        }
        let texts: BTreeSet<&str> = of.values.iter().map(|v| v.text).collect();
        if texts.len() != of.values.len() {
            broken.push(format!("{}: a value twice", of.name));
        }
        let strangers = of.aliases.iter().filter(|(alias, value)| texts.contains(alias) || !texts.contains(value));
        broken.extend(strangers.map(|(alias, value)| format!("{}: alias {alias:?} of {value:?}", of.name)));
        if of.zero.is_some_and(|zero| !texts.contains(zero)) {
            broken.push(format!("{}: the zero value is none of the values", of.name));
        }
    }
    assert_none(&broken);
}

/// True for a key that usually holds something that must not be shown.
fn sounds_secret(key: &str) -> bool {
    let last = words(key).pop().unwrap_or_default();
    let whole = key.to_ascii_lowercase();
    ["key", "token", "secret", "password", "passphrase", "auth"].contains(&last.as_str())
        || ["privatekey", "presharedkey", "apitoken", "encryptionsecret"].iter().any(|end| whole.ends_with(end))
}

fn holds_text(ty: &Type) -> bool {
    match ty {
        Type::Str | Type::Format(_) | Type::Any | Type::Embedded(_) => true,
        Type::List(of) | Type::Map(of) => holds_text(of),
        _ => false,
    }
}

#[test]
fn secrets_are_marked() {
    let mut broken = Vec::new();
    let mut excused = BTreeSet::new();
    for (place, shape, field) in fields() {
        let excuse = NOT_SECRET.iter().position(|(s, k, _)| *s == shape.name && *k == field.key);
        let suspicious = sounds_secret(field.key) && holds_text(&field.ty) && field.secret == Secret::No;
        match (suspicious, excuse) {
            (true, None) => broken.push(format!("{place} sounds secret, but is not marked")),
            (true, Some(index)) => {
                excused.insert(index);
            }
            _ => {}
        }
    }
    let unused = NOT_SECRET.iter().enumerate().filter(|(i, _)| !excused.contains(i));
    broken.extend(unused.map(|(_, entry)| format!("exception that nothing needs: {entry:?}")));
    assert_none(&broken);
}

fn parse_yaml(text: &str) -> Parsed {
    parse(text, Syntax::Yaml, &Dialect { reader: "the test", refuses: &[] }, SourceId(0), &[])
}

/// Whether a written value fits a declared type at a release; lists also take a single item, as examples do.
fn fits(tree: &Tree, node: NodeId, ty: &Type, version: Version) -> bool {
    let node = tree.resolve(node);
    let (kind, text, tag) = (tree.kind(node), tree.text(node), tree.tag(node));
    let (scalar, style) = (kind == NodeKind::Scalar, tree.node(node).style);
    match ty {
        Type::Bool => scalar && (GO_YAML_V4.to_bool)(text, style, tag).is_some(),
        Type::Int(int) => {
            scalar && (GO_YAML_V4.to_int)(text, style, tag).is_some_and(|i| (int.min..=int.max).contains(&i))
        }
        Type::Float => scalar && text.parse::<f64>().is_ok(),
        Type::Str => scalar && (GO_YAML_V4.to_str)(text, style, tag).is_some(),
        Type::Format(format) => {
            let number = (GO_YAML_V4.to_int)(text, style, tag).filter(|_| format.numbers);
            scalar
                && match (number, format.number) {
                    (Some(value), Some(check)) => check(value, version).is_ok(),
                    _ => (format.check)(text, version).is_ok(),
                }
        }
        Type::Enum(of) => {
            scalar && of.values.iter().any(|v| v.text == text && State::at(v.life, version).state.accepted())
        }
        Type::List(of) if kind == NodeKind::Seq => tree.items(node).iter().all(|n| fits(tree, *n, of, version)),
        Type::List(of) => fits(tree, node, of, version),
        Type::Map(of) => kind == NodeKind::Map && tree.entries(node).all(|(_, v)| fits(tree, v, of, version)),
        Type::Struct(shape) => kind == NodeKind::Map && fits_struct(tree, node, shape(), version),
        Type::OneOf(types) => types.iter().any(|t| fits(tree, node, t, version)),
        Type::Object => kind == NodeKind::Map,
        Type::Any => true,
        Type::Embedded(of) if of.is_text() => kind == NodeKind::Scalar,
        Type::Embedded(_) => kind == NodeKind::Map && fits_object(tree, node, &ty.opened(), version),
    }
}

/// An object that no structure describes may have anything.
fn fits_object(tree: &Tree, node: NodeId, ty: &Type, version: Version) -> bool {
    match ty {
        Type::OneOf(types) => types.iter().any(|t| fits_object(tree, node, t, version)),
        ty => fits(tree, node, ty, version),
    }
}

fn field_named(shape: &'static Struct, key: &str, version: Version) -> Option<&'static Field> {
    let flat = |f: &'static Field| match f.ty {
        Type::Struct(inner) if f.flatten => field_named(inner(), key, version),
        _ => (f.key == key && State::at(f.life, version).state.accepted()).then_some(f),
    };
    shape.fields.iter().find_map(flat)
}

fn fits_struct(tree: &Tree, node: NodeId, shape: &'static Struct, version: Version) -> bool {
    tree.entries(node).all(|(key, value)| {
        field_named(shape, tree.text(key), version).is_some_and(|f| fits(tree, value, &f.ty, version))
    })
}

/// The newest release that has a field.
fn newest(field: &Field) -> Option<Version> {
    let live = |v: &Version| !matches!(State::at(field.life, *v).state, FieldState::NotYet(_) | FieldState::Gone(_));
    MINORS.rev().map(|m| Version::new(1, m)).find(live)
}

fn value_problem(text: &str, field: &Field) -> Option<String> {
    let version = newest(field)?;
    let parsed = parse_yaml(text);
    if let Some(error) = parsed.errors.first() {
        return Some(format!("{text:?} is no YAML: {}", error.message));
    }
    let Some(root) = parsed.tree.root() else { return Some(format!("{text:?} is nothing")) };
    (!fits(&parsed.tree, root, &field.ty, version)).then(|| format!("{text:?} is not of the field's type"))
}

#[test]
fn examples_of_fields_fit() {
    let mut broken = Vec::new();
    for (place, _, field) in fields() {
        let problems = field.examples.iter().filter_map(|e| value_problem(e, field));
        broken.extend(problems.map(|p| format!("{place}: example {p}")));
    }
    assert_none(&broken);
}

#[test]
fn defaults_fit() {
    let mut broken = Vec::new();
    for (place, _, field) in fields() {
        let later = field.life.iter().filter_map(|e| if let Change::Default(d) = e.change { Some(d) } else { None });
        let all = later.chain(core::iter::once(field.default)).filter(|d| !d.is_empty());
        broken.extend(all.filter_map(|d| value_problem(d, field)).map(|p| format!("{place}: default {p}")));
    }
    assert_none(&broken);
}

#[test]
fn examples_of_kinds_fit_in_every_release() {
    let mut broken = Vec::new();
    for kind in kinds() {
        for (example, minor) in kind.examples.iter().flat_map(|e| MINORS.map(move |m| (e, m))) {
            let version = Version::new(1, minor);
            if !State::at(kind.life, version).state.accepted() {
                continue;
            }
            let parsed = parse_yaml(example);
            let (Some(root), None) = (parsed.tree.root(), parsed.errors.first()) else {
                broken.push(format!("{}: example is no YAML: {:?}", kind.name, parsed.errors));
                continue;
            };
            for (key, value) in parsed.tree.entries(root) {
                let key = parsed.tree.text(key);
                let known = kind.envelope.contains(&key)
                    || field_named((kind.shape)(), key, version)
                        .is_some_and(|f| fits(&parsed.tree, value, &f.ty, version));
                if !known {
                    broken.push(format!("{}: `{key}` of an example does not fit at {version}", kind.name));
                }
            }
        }
    }
    assert_none(&broken);
}

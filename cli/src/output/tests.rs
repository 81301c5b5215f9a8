//! No secret in any output: every secret field of every kind, well-formed and broken in every way that we could think of,
//! in every format.

#![allow(clippy::unwrap_used, clippy::panic, clippy::format_push_string, reason = "tests")]

use clap::ValueEnum as _;
use ostler_core::lang::{Language, REGISTRY};
use ostler_core::model::{Kind, Secret, Struct, Type};
use ostler_core::session::{Engine, Form, Given, Options, PatchFile, Report, patch};

use crate::args::{Format, Paint};

/// No part of it may be seen.
const SECRET: &str = "zq9Kp2-Vw7Xr4-Lm8Tn1";

/// Pieces that would give it away.
const PIECES: &[&str] = &["zq9Kp2", "Vw7Xr4", "Lm8Tn1"];

/// A step of a path in the tables.
#[derive(Clone, Debug)]
enum Step {
    Key(&'static str),
    Item,
    Entry,
}

/// A secret of a kind.
#[derive(Debug)]
struct Place {
    path: Vec<Step>,
    secret: Secret,
}

fn places(kind: &Kind) -> Vec<Place> {
    let mut out = Vec::new();
    fields((kind.shape)(), &mut Vec::new(), &mut Vec::new(), &mut out);
    out
}

fn fields(shape: &'static Struct, path: &mut Vec<Step>, above: &mut Vec<*const Struct>, out: &mut Vec<Place>) {
    if above.contains(&core::ptr::from_ref(shape)) {
        return;
    }
    above.push(shape);
    for field in shape.fields {
        if !field.flatten {
            path.push(Step::Key(field.key));
        }
        match field.secret {
            Secret::No => types(&field.ty, path, above, out),
            secret => out.push(Place { path: path.clone(), secret }),
        }
        if !field.flatten {
            path.pop();
        }
    }
    above.pop();
}

fn types(ty: &Type, path: &mut Vec<Step>, above: &mut Vec<*const Struct>, out: &mut Vec<Place>) {
    match ty {
        Type::Struct(shape) => fields(shape(), path, above, out),
        Type::List(of) => {
            path.push(Step::Item);
            types(of, path, above, out);
            path.pop();
        }
        Type::Map(of) => {
            path.push(Step::Entry);
            types(of, path, above, out);
            path.pop();
        }
        Type::OneOf(all) => all.iter().for_each(|t| types(t, path, above, out)),
        _ => {}
    }
}

/// A document in which `line` stands at the place, with an unknown key beside it, so that the place is shown.
fn document(kind: &Kind, path: &[Step], line: &str) -> String {
    let mut out = String::new();
    if !kind.flags.headless {
        out = format!("apiVersion: {}\nkind: {}\nname: some\n", kind.api_version, kind.name);
    }
    let mut indent = 0;
    for step in &path[..path.len() - 1] {
        let pad = " ".repeat(indent);
        match step {
            Step::Key(key) => out.push_str(&format!("{pad}{key}:\n")),
            Step::Item => out.push_str(&format!("{pad}-\n")),
            Step::Entry => out.push_str(&format!("{pad}some:\n")),
        }
        indent += 2;
    }
    let pad = " ".repeat(indent);
    out.push_str(&format!("{pad}bogusKey: 1\n"));
    for line in line.lines() {
        out.push_str(&format!("{pad}{line}\n"));
    }
    out.push_str(&format!("{pad}bogusToo: 1\n"));
    out
}

/// Texts for the place: as it should be, and wrong.
fn lines(place: &Place) -> Vec<String> {
    let Some(Step::Key(key)) = place.path.last() else { panic!("a secret has a key: {place:?}") };
    let (key, swapped) = (*key, swap(key));
    match place.secret {
        Secret::UrlQuery(parameter) => {
            let url = format!("https://a.example/?x=1&{parameter}={SECRET}&y=2");
            vec![
                format!("{key}: {url}"),
                format!("{key}: \"{url}\""),
                format!("{key}: [\"{url}\"]"),
                format!("{key}: \"{url}"),
                format!("{key}: ht tp://{url}"),
                format!("{swapped}: {url}"),
                format!("{key}: {url}\n{key}: {url}"),
                format!("# {key}: {url}"),
            ]
        }
        Secret::KeyNamed(name) => vec![
            format!("{key}: {{{name}: {SECRET}}}"),
            format!("{key}:\n  - {{deep: [{{{name}: {SECRET}}}]}}"),
            format!("{key}:\n  {name}: {SECRET}\n  {name}: {SECRET}"),
            format!("{key}: {{{name}: {SECRET}"),
            format!("{swapped}: {{{name}: {SECRET}}}"),
        ],
        _ => vec![
            format!("{key}: {SECRET}"),
            format!("{key}: '{SECRET}'"),
            format!("{key}: \"{SECRET}\\n\""),
            format!("{key}: |\n  {SECRET}\n  {SECRET} and more"),
            format!("{key}: >-\n  {SECRET}\n  {SECRET}"),
            format!("{key}: [{SECRET}]"),
            format!("{key}: {{{SECRET}: {SECRET}}}"),
            format!("{key}:\n- {SECRET}\n- a: {SECRET}"),
            format!("{key}: {SECRET}\n{key}: {SECRET}"),
            format!("{key}: !!int {SECRET}"),
            format!("{key}: &a {SECRET}\nbogusAlias: *a"),
            format!("bogusAnchor: &a {SECRET}\n{key}: *a"),
            format!("{swapped}: {SECRET}"),
            format!("{}: {SECRET}", key.to_uppercase()),
            format!("# {key}: {SECRET}"),
            format!("{key} {SECRET}"),
            format!("{key}: \"{SECRET}"),
            format!("{key}: '{SECRET}\nnext: {SECRET}"),
            format!("{key}: {SECRET}: {SECRET}"),
            format!("{key}: @{SECRET}"),
            format!("{key}: [{SECRET}"),
            format!("{key}: {{a: {SECRET}, b"),
            format!("{key}: |\n  {SECRET}\n {SECRET}"),
            format!("\"{key}\": \"{SECRET}\" {SECRET}"),
            format!("? {key}\n: {SECRET}"),
        ],
    }
}

/// The key with two letters swapped: a slip of the fingers.
fn swap(key: &str) -> String {
    let mut letters: Vec<char> = key.chars().collect();
    let last = letters.len() - 1;
    letters.swap(last, last - 1);
    letters.into_iter().collect()
}

fn engine(language: &Language) -> Engine {
    let mut options = Options::default();
    let newest = language.releases.last().unwrap().version;
    options.target(&REGISTRY, &format!("{}={newest}", language.id), "").unwrap();
    Engine::new(REGISTRY, options)
}

fn seen(text: &str) -> Option<String> {
    let line = text.lines().find(|l| PIECES.iter().any(|p| l.contains(p)))?;
    Some(line.chars().take(300).collect())
}

fn assert_hidden(report: &ostler_core::diag::Redacted<Report>, about: &str) {
    for format in Format::value_variants() {
        for paint in [Paint::Plain, Paint::Colored] {
            let text = super::render(report, *format, paint, REGISTRY);
            assert!(!text.is_empty(), "{format:?} says nothing of {about}");
            if let Some(line) = seen(&text) {
                panic!("{format:?} shows a secret: {line}\n{about}");
            }
        }
    }
}

#[test]
fn no_secret_in_any_format() {
    let mut count = 0;
    for language in REGISTRY.languages {
        let engine = engine(language);
        for kind in language.kinds {
            for place in places(kind) {
                for line in lines(&place) {
                    let text = document(kind, &place.path, &line);
                    let unknown = text.replacen("kind: ", "kind: No", 1);
                    for text in [&text, &unknown] {
                        let report = Report::join([engine.open("a.yaml", text.as_bytes(), Given::Named).report()]);
                        assert!(report.get().findings().next().is_some(), "no finding, so nothing is tested:\n{text}");
                        assert_hidden(&report, text);
                        count += 1;
                    }
                }
            }
        }
    }
    assert!(count > 500, "only {count} documents were tried");
}

#[test]
fn why_and_patch_say_no_secret() {
    for language in REGISTRY.languages.iter().filter(|l| l.merge.is_some()) {
        let engine = engine(language);
        for kind in language.kinds {
            for place in places(kind).iter().filter(|p| p.secret == Secret::Value) {
                let Some(Step::Key(key)) = place.path.last() else { panic!("a secret has a key") };
                let clean = |value: &str| {
                    let text = document(kind, &place.path, &format!("{key}: {value}"));
                    text.lines().filter(|l| !l.contains("bogus")).map(|l| format!("{l}\n")).collect::<String>()
                };
                let (base, over) = (clean(&format!("\"{SECRET}\"")), clean(&format!("{SECRET}x")));
                let mut path = if kind.flags.headless { String::new() } else { format!("{}/some:", kind.name) };
                for step in &place.path {
                    match step {
                        Step::Item => path.push_str("[0]"),
                        Step::Entry => path.push_str(".some"),
                        Step::Key(key) if path.is_empty() || path.ends_with(':') => path.push_str(key),
                        Step::Key(key) => path.push_str(&format!(".{key}")),
                    }
                }
                let file = |path, text: &'static str| PatchFile { path, bytes: text.as_bytes() };
                let (base, over): (&'static str, &'static str) = (base.leak(), over.leak());
                let done = patch(&engine, file("b.yaml", base), &[file("p.yaml", over)], Form::Kept, &[&path]);
                for history in &done.histories {
                    let shown = format!("{:?}{}", history.get(), ostler_schema::wire::provenance_json(history));
                    assert_eq!(seen(&shown), None, "{path}");
                }
                assert_hidden_if_any(&done.report, base);
            }
        }
    }
}

fn assert_hidden_if_any(report: &ostler_core::diag::Redacted<Report>, about: &str) {
    if report.get().findings().next().is_some() {
        assert_hidden(report, about);
    }
}

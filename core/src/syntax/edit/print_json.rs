//! Values as JSON text. Must not know the document that the text goes into.

use std::borrow::Cow;

use super::out::{Body, Out};
use super::quote::{Escapes, double_quoted};
use crate::syntax::json::is_number;
use crate::syntax::print::Plain;
use crate::syntax::{Number, ScalarRules, Value as Scalar};
use crate::tree::Style;

/// How JSON is laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JsonLayout {
    /// All on one line; the separators behind `,` and `:`.
    Line {
        /// Text behind a comma.
        comma: &'static str,
        /// Text behind a colon.
        colon: &'static str,
    },
    /// One entry a line.
    Lines {
        /// One step of indentation.
        unit: String,
        /// Line break.
        newline: &'static str,
    },
}

/// A value as JSON, one entry a line, with a line break at the end. `rules` say what bare words are: a number that JSON
/// cannot write as it stands, such as `0o644`, becomes one that it can.
pub fn json_text(value: &Plain, rules: &ScalarRules) -> String {
    let mut text = String::new();
    let layout = JsonLayout::Lines { unit: "  ".to_owned(), newline: "\n" };
    print(&of_plain(value), &layout, "", rules, &mut text);
    text.push('\n');
    text
}

fn of_plain(value: &Plain) -> Out<'_> {
    let text = |text| Body::Str(Cow::Borrowed(text), Style::Plain);
    let body = match value {
        Plain::Bare(word) => Body::Bare(Cow::Borrowed(word)),
        Plain::Text(content) | Plain::Node(content) => text(content),
        Plain::Map(pairs) => {
            let key = |key| Out { body: text(key), ..Out::default() };
            Body::Map(pairs.iter().map(|(k, v)| (key(k), of_plain(v))).collect())
        }
        Plain::Seq(items) => Body::Seq(items.iter().map(of_plain).collect()),
    };
    Out { body, ..Out::default() }
}

/// Prints `out`; lines behind the first begin with `indent`.
pub(super) fn print(out: &Out, layout: &JsonLayout, indent: &str, rules: &ScalarRules, text: &mut String) {
    let inner = match layout {
        JsonLayout::Lines { unit, .. } => format!("{indent}{unit}"),
        JsonLayout::Line { .. } => String::new(),
    };
    let parts: Vec<String> = match &out.body {
        Body::Map(entries) => entries.iter().map(|(k, v)| entry(k, v, layout, &inner, rules)).collect(),
        Body::Seq(items) => items.iter().map(|item| one(item, layout, &inner, rules)).collect(),
        _ => return scalar(out, rules, text),
    };
    let (open, close) = if matches!(out.body, Body::Map(_)) { ('{', '}') } else { ('[', ']') };
    text.push(open);
    match layout {
        _ if parts.is_empty() => {}
        JsonLayout::Line { comma, .. } => text.push_str(&parts.join(&format!(",{comma}"))),
        JsonLayout::Lines { newline, .. } => {
            text.push_str(newline);
            text.push_str(&inner);
            text.push_str(&parts.join(&format!(",{newline}{inner}")));
            text.push_str(newline);
            text.push_str(indent);
        }
    }
    text.push(close);
}

fn one(out: &Out, layout: &JsonLayout, indent: &str, rules: &ScalarRules) -> String {
    let mut text = String::new();
    print(out, layout, indent, rules, &mut text);
    text
}

/// One `"key": value`.
pub(super) fn entry(key: &Out, value: &Out, layout: &JsonLayout, indent: &str, rules: &ScalarRules) -> String {
    let colon = match layout {
        JsonLayout::Line { colon, .. } => colon,
        JsonLayout::Lines { .. } => " ",
    };
    let key = match &key.body {
        Body::Bare(text) | Body::Str(text, _) => double_quoted(text, Escapes::Json),
        _ => double_quoted(&one(key, layout, indent, rules), Escapes::Json),
    };
    format!("{key}:{colon}{}", one(value, layout, indent, rules))
}

fn scalar(out: &Out, rules: &ScalarRules, text: &mut String) {
    match &out.body {
        Body::Bool(b) => text.push_str(if *b { "true" } else { "false" }),
        Body::Int(i) => text.push_str(&i.to_string()),
        Body::Str(s, _) => text.push_str(&double_quoted(s, Escapes::Json)),
        Body::Bare(s) => match (rules.resolve)(s, Style::Plain, out.tag) {
            Scalar::Null => text.push_str("null"),
            Scalar::Bool(b) => text.push_str(if b { "true" } else { "false" }),
            Scalar::Number(_) if is_number(s) => text.push_str(s),
            Scalar::Number(Number::Int(i)) => text.push_str(&i.to_string()),
            Scalar::Number(Number::Float(f)) if f.is_finite() => text.push_str(&f.to_string()),
            _ => text.push_str(&double_quoted(s, Escapes::Json)),
        },
        _ => text.push_str("null"),
    }
}

//! What an accepted offer writes: indentation, separators, quotes, and places to fill in.

use core::fmt::Write as _;

use ostler_core::model::Type;
use ostler_core::syntax::{ScalarRules, Value};
use ostler_core::tree::Style;

use crate::ide::cursor::{Cursor, Layout, Slot};

/// Text with places to fill in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Fixed(String),
    /// A place to fill in, with what stands there at first.
    Blank(String),
}

impl Text {
    /// Text without places to fill in.
    pub fn fixed(text: impl Into<String>) -> Self {
        Self { parts: vec![Part::Fixed(text.into())] }
    }

    /// Puts a text before everything else.
    pub(super) fn behind(self, lead: &str) -> Self {
        let mut out = Self::fixed(lead);
        out.parts.extend(self.parts);
        out
    }

    pub(super) fn push(&mut self, text: &str) {
        match self.parts.last_mut() {
            Some(Part::Fixed(last)) => last.push_str(text),
            _ => self.parts.push(Part::Fixed(text.to_owned())),
        }
    }

    pub(super) fn push_blank(&mut self, text: &str) {
        self.parts.push(Part::Blank(text.to_owned()));
    }

    /// As it stands in the document, the places filled with what they propose.
    pub fn plain(&self) -> String {
        self.parts
            .iter()
            .map(|p| match p {
                Part::Fixed(t) | Part::Blank(t) => t.as_str(),
            })
            .collect()
    }

    /// In the snippet syntax of the language server protocol; `None` when there is nothing to fill in.
    pub fn snippet(&self) -> Option<String> {
        if !self.parts.iter().any(|p| matches!(p, Part::Blank(_))) {
            return None;
        }
        let mut out = String::new();
        let mut number = 0;
        for part in &self.parts {
            match part {
                Part::Fixed(text) => out.push_str(&text.replace('\\', "\\\\").replace('$', "\\$")),
                Part::Blank(text) => {
                    number += 1;
                    if text.is_empty() {
                        let _ = write!(out, "${{{number}}}");
                        continue;
                    }
                    let text = text.replace('\\', "\\\\").replace('$', "\\$").replace('}', "\\}");
                    let _ = write!(out, "${{{number}:{text}}}");
                }
            }
        }
        Some(out)
    }
}

/// Indentation of the first line that has any, which is how the document's author indents; 2 without one.
pub(super) fn indent_step(text: &str) -> usize {
    text.lines()
        .map(|l| (l.len() - l.trim_start_matches(' ').len(), l.trim_start()))
        .find(|(n, rest)| (1..=8).contains(n) && !rest.is_empty() && !rest.starts_with(['#', '-']))
        .map_or(2, |(n, _)| n)
}

/// What a key writes: itself, its separator, and the start of what must stand below or between brackets.
pub(super) fn key_text(key: &str, ty: Type, cursor: &Cursor, step: usize) -> Text {
    let (name, lead) = (quoted_key(key, cursor.layout), if cursor.needs_space { " " } else { "" });
    if cursor.slot == Slot::Key {
        return Text::fixed(format!("{lead}{name}"));
    }
    let first = first(ty);
    let separator = if cursor.layout == Layout::Toml { " =" } else { ":" };
    let Layout::Block { column } = cursor.layout else {
        let (open, close) = match first {
            Type::Struct(_) | Type::Map(_) | Type::Object => ("{", "}"),
            Type::Embedded(of) if !of.is_text() => ("{", "}"),
            Type::List(_) => ("[", "]"),
            _ => return Text::fixed(format!("{lead}{name}{separator} ")),
        };
        let mut text = Text::fixed(format!("{lead}{name}{separator} {open}"));
        text.push_blank("");
        text.push(close);
        return text;
    };
    let below = " ".repeat(column as usize + step);
    Text::fixed(match first {
        Type::Struct(_) | Type::Map(_) | Type::Object => format!("{lead}{name}:\n{below}"),
        Type::Embedded(of) if !of.is_text() => format!("{lead}{name}:\n{below}"),
        Type::List(_) => format!("{lead}{name}:\n{below}- "),
        _ => format!("{lead}{name}: "),
    })
}

fn first(ty: Type) -> Type {
    if let Type::OneOf(types) = ty { types.first().copied().unwrap_or(ty) } else { ty }
}

fn quoted_key(key: &str, layout: Layout) -> String {
    if layout == Layout::Json { format!("\"{key}\"") } else { key.to_owned() }
}

/// A text as a value: quoted where the bare form would be read as something else than text.
pub(super) fn text_value(text: &str, scalars: &ScalarRules, layout: Layout) -> String {
    let quote = || format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    match layout {
        Layout::Json | Layout::Toml => quote(),
        _ if is_bare(text, scalars, layout) => text.to_owned(),
        _ if !text.contains('\'') && !text.contains('\n') => format!("'{text}'"),
        _ => quote(),
    }
}

fn is_bare(text: &str, scalars: &ScalarRules, layout: Layout) -> bool {
    let is_text = matches!((scalars.resolve)(text, Style::Plain, None), Value::Str(_));
    let odd_start = text.starts_with(|c: char| c.is_whitespace() || "!&*-?:,[]{}#|>@`\"'%".contains(c))
        && !(text.starts_with('-') && text.len() > 1 && !text.starts_with("- "));
    let odd_inside = text.contains(": ") || text.contains(" #") || text.contains('\n') || text.ends_with([':', ' ']);
    let odd_in_flow = layout == Layout::Flow && text.contains([',', '[', ']', '{', '}']);
    is_text && !odd_start && !odd_inside && !odd_in_flow
}

#[cfg(test)]
mod tests {
    use super::*;
    use ostler_core::syntax::GO_YAML_V4;

    #[test]
    fn texts_stay_texts() {
        let block = Layout::Block { column: 0 };
        let value = |text: &str| text_value(text, &GO_YAML_V4, block);
        assert_eq!(value("eth0"), "eth0");
        assert_eq!(value("true"), "'true'");
        assert_eq!(value("10"), "'10'");
        assert_eq!(value("a: b"), "'a: b'");
        assert_eq!(value("it's # x"), "\"it's # x\"");
        assert_eq!(text_value("a,b", &GO_YAML_V4, Layout::Flow), "'a,b'");
        assert_eq!(text_value("a", &GO_YAML_V4, Layout::Json), "\"a\"");
    }

    #[test]
    fn places_to_fill_in() {
        let mut text = Text::fixed("a: $");
        text.push_blank("x}");
        text.push("\n");
        assert_eq!(text.plain(), "a: $x}\n");
        assert_eq!(text.snippet().as_deref(), Some("a: \\$${1:x\\}}\n"));
        assert_eq!(Text::fixed("a").snippet(), None);
    }
}

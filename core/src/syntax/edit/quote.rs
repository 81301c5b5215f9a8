//! Writing scalars: which text may stand bare, and how the rest is quoted, in YAML, JSON and TOML. Must not know
//! layout.

use crate::syntax::{ScalarRules, Value as Scalar};
use crate::tree::Style;
use std::fmt::Write as _;

/// Where a YAML scalar stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In a block collection or alone.
    Block,
    /// Between brackets.
    Flow,
    /// Before a colon.
    Key,
    /// Before a colon, between brackets.
    FlowKey,
}

impl Place {
    fn in_flow(self) -> bool {
        matches!(self, Self::Flow | Self::FlowKey)
    }

    fn is_key(self) -> bool {
        matches!(self, Self::Key | Self::FlowKey)
    }
}

/// True when `text` reads back as one bare scalar with exactly this text.
pub(super) fn may_be_bare(text: &str, place: Place) -> bool {
    let Some(first) = text.chars().next() else { return false };
    let second = text[first.len_utf8()..].chars().next();
    let solid = |c: Option<char>| c.is_some_and(|c| c != ' ' && !(place.in_flow() && ",[]{}".contains(c)));
    let starts = match first {
        '-' | '?' | ':' => solid(second),
        ',' | '[' | ']' | '{' | '}' | '#' | '&' | '*' | '!' | '|' | '>' | '\'' | '"' | '%' | '@' | '`' => false,
        _ => true,
    };
    let mut prior = ' ';
    let fine = |c: char| {
        let ok = is_printable(c)
            && !(place.in_flow() && ",[]{}".contains(c))
            && !(c == '#' && prior == ' ')
            && !(c == ' ' && prior == ':')
            && !(place.in_flow() && prior == ':' && ",[]{}".contains(c));
        prior = c;
        ok
    };
    starts
        && !text.starts_with("---")
        && !text.starts_with("...")
        && !text.starts_with(' ')
        && !text.ends_with([' ', ':'])
        && text.chars().all(fine)
}

/// Characters that YAML and our lines let stand as they are; line breaks, tabs and the like are not among them.
fn is_printable(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// Text in YAML, on one line. `style` is a wish.
pub(super) fn yaml_text(text: &str, style: Style, place: Place, rules: &ScalarRules) -> String {
    let stays_text = || {
        matches!((rules.resolve)(text, Style::Plain, None), Scalar::Str(_))
            && (place.is_key() || (rules.to_bool)(text, Style::Plain, None).is_none())
            && text != "<<"
            && text != "="
    };
    let simple = text.chars().all(is_printable);
    match style {
        Style::Plain | Style::Literal | Style::Folded if may_be_bare(text, place) && stays_text() => text.to_owned(),
        Style::SingleQuoted if simple => single_quoted(text),
        Style::Plain if simple && text.contains(['"', '\\']) => single_quoted(text),
        _ => double_quoted(text, Escapes::Yaml),
    }
}

fn single_quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// Which escapes a double-quoted text may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Escapes {
    Yaml,
    Json,
    Toml,
}

/// Text in double quotes, on one line.
pub(super) fn double_quoted(text: &str, escapes: Escapes) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_printable(c) => out.push(c),
            c => {
                let _ = match (escapes, c as u32) {
                    (Escapes::Yaml, n @ 0..=0xff) => write!(out, "\\x{n:02x}"),
                    (_, n) => write!(out, "\\u{n:04x}"),
                };
            }
        }
    }
    out.push('"');
    out
}

/// True when a `|` block gives `text` back exactly: printable lines, the first one without a leading blank, and at
/// most one line break at the end.
pub(super) fn may_be_literal(text: &str) -> bool {
    let body = text.strip_suffix('\n').unwrap_or(text);
    let fine = |line: &str| line.chars().all(|c| is_printable(c) || c == '\t');
    !body.is_empty()
        && !body.ends_with('\n')
        && !body.starts_with([' ', '\t', '\n'])
        && body.split('\n').next_back().is_some_and(|l| !l.trim().is_empty())
        && body.split('\n').all(fine)
}

/// A TOML key: bare where possible.
pub(super) fn toml_key(text: &str) -> String {
    let bare = !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
    if bare { text.to_owned() } else { double_quoted(text, Escapes::Toml) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bare_only_where_it_reads_back() {
        for text in ["a", "a b", "a:b", "-a", "a#b", "10.0.0.1/8", "?x", "é", ":x"] {
            assert!(may_be_bare(text, Place::Block), "{text}");
        }
        for text in [
            "", " a", "a ", "a: b", "a #b", "a:", "- a", "-", "#a", "&a", "*a", "[a", "'a", "a\nb", "a\tb", "---", "@a",
        ] {
            assert!(!may_be_bare(text, Place::Block), "{text}");
        }
        assert!(!may_be_bare("a,b", Place::Flow));
        assert!(may_be_bare("a,b", Place::Block));
    }

    #[test]
    fn literal_only_where_it_reads_back() {
        assert!(may_be_literal("a\n  b\n\nc\n"));
        assert!(may_be_literal("a\nb"));
        for text in ["", "\n", " a\n", "\na", "a\n\n", "a\n ", "a\r\nb", "a\u{7}b"] {
            assert!(!may_be_literal(text), "{text:?}");
        }
    }
}

//! Values as TOML text: inline values, `[tables]` and `[[arrays of tables]]`. Must not know the document that the text
//! goes into.

use super::out::{Body, Out};
use super::plan::Reason;
use super::quote::{Escapes, double_quoted, toml_key};
use crate::syntax::{ScalarRules, Value as Scalar};
use crate::tree::Style;

const NO_NULL: Reason = "TOML has no null: leave the key out instead";

/// A key as TOML writes it.
pub(super) fn key(out: &Out) -> String {
    match &out.body {
        Body::Bare(text) | Body::Str(text, _) => toml_key(text),
        Body::Bool(b) => toml_key(&b.to_string()),
        Body::Int(i) => toml_key(&i.to_string()),
        _ => toml_key(""),
    }
}

/// A value on one line.
pub(super) fn inline(out: &Out, rules: &ScalarRules) -> Result<String, Reason> {
    Ok(match &out.body {
        Body::Absent | Body::Null | Body::Alias(_) => return Err(NO_NULL),
        Body::Bool(b) => b.to_string(),
        Body::Int(i) if i64::try_from(*i).is_ok() => i.to_string(),
        Body::Int(_) => return Err("TOML numbers have 64 bits"),
        Body::Str(text, style) => quoted(text, *style),
        Body::Bare(text) => match (rules.resolve)(text, Style::Plain, out.tag) {
            Scalar::Str(_) => quoted(text, Style::Plain),
            Scalar::Null => return Err(NO_NULL),
            _ => text.to_string(),
        },
        Body::Seq(items) => {
            let items = items.iter().map(|i| inline(i, rules)).collect::<Result<Vec<_>, _>>()?;
            format!("[{}]", items.join(", "))
        }
        Body::Map(entries) if entries.is_empty() => "{}".into(),
        Body::Map(entries) => {
            let entries = entries.iter().map(|(k, v)| pair(k, v, rules)).collect::<Result<Vec<_>, _>>()?;
            format!("{{ {} }}", entries.join(", "))
        }
    })
}

/// `key = value` on one line.
pub(super) fn pair(name: &Out, value: &Out, rules: &ScalarRules) -> Result<String, Reason> {
    Ok(format!("{} = {}", key(name), inline(value, rules)?))
}

fn quoted(text: &str, style: Style) -> String {
    let simple = !text.contains('\'') && text.chars().all(|c| !c.is_control());
    if style == Style::SingleQuoted && simple { format!("'{text}'") } else { double_quoted(text, Escapes::Toml) }
}

/// True for a value that gets headers of its own.
pub(super) fn is_section(out: &Out) -> bool {
    match &out.body {
        Body::Map(_) => out.is_filled() && !out.flow,
        Body::Seq(items) => {
            out.is_filled() && !out.flow && items.iter().all(|i| i.is_filled() && matches!(i.body, Body::Map(_)))
        }
        _ => false,
    }
}

/// Prints tables.
pub(super) struct Sections<'a> {
    pub(super) rules: &'a ScalarRules,
    pub(super) newline: &'static str,
}

impl Sections<'_> {
    /// Comment lines above, `prefix` and the pair, the comment behind it, a line break.
    pub(super) fn line(&self, prefix: &str, name: &Out, value: &Out) -> Result<String, Reason> {
        let mut text: String = value.lead.iter().flat_map(|l| [*l, self.newline]).collect();
        text.push_str(prefix);
        text.push_str(&pair(name, value, self.rules)?);
        if let Some(trail) = value.trail {
            text.push(' ');
            text.push_str(trail);
        }
        text.push_str(self.newline);
        Ok(text)
    }

    /// A table or an array of tables at `path`, sub-tables behind it; ends with a line break.
    pub(super) fn section(&self, path: &str, out: &Out) -> Result<String, Reason> {
        let mut parts = Vec::new();
        match &out.body {
            Body::Seq(items) => {
                for item in items {
                    self.table(path, item, Header::Item, &mut parts)?;
                }
            }
            _ => self.table(path, out, Header::Table, &mut parts)?,
        }
        Ok(parts.join(self.newline))
    }

    /// The entries of a document.
    pub(super) fn document(&self, out: &Out) -> Result<String, Reason> {
        let mut parts = Vec::new();
        self.table("", out, Header::None, &mut parts)?;
        Ok(parts.join(self.newline))
    }

    /// A table's own lines and those of the tables in it, one part a header.
    pub(super) fn table(&self, path: &str, out: &Out, header: Header, parts: &mut Vec<String>) -> Result<(), Reason> {
        let Body::Map(entries) = &out.body else { return Err("a TOML document is a table") };
        let mut own = String::new();
        for (name, value) in entries.iter().filter(|(_, v)| !is_section(v)) {
            own.push_str(&self.line("", name, value)?);
        }
        let inner = |name: &Out| if path.is_empty() { key(name) } else { format!("{path}.{}", key(name)) };
        let implied = own.is_empty() && out.is_filled() && header == Header::Table;
        let lead: String = out.lead.iter().flat_map(|l| [*l, self.newline]).collect();
        match header {
            Header::None if own.is_empty() => {}
            Header::None => parts.push(own),
            Header::Table if implied => {}
            Header::Table => parts.push(format!("{lead}[{path}]{}{own}", self.newline)),
            Header::Item => parts.push(format!("{lead}[[{path}]]{}{own}", self.newline)),
        }
        for (name, value) in entries.iter().filter(|(_, v)| is_section(v)) {
            match &value.body {
                Body::Seq(items) => {
                    for item in items {
                        self.table(&inner(name), item, Header::Item, parts)?;
                    }
                }
                _ => self.table(&inner(name), value, Header::Table, parts)?,
            }
        }
        Ok(())
    }
}

/// The header of a table being printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Header {
    None,
    Table,
    Item,
}

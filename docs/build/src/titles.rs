//! Where pages are: one place that every link and every page asks.

use ostler_core::lang::Language;
use ostler_core::model::Kind;

/// The page of a language.
pub fn language(language: &Language) -> String {
    format!("{}/index.md", language.id)
}

/// The page of an area of kinds.
pub fn area(language: &Language, area: &str) -> String {
    format!("{}/{area}/index.md", language.id)
}

/// The page of a kind.
pub fn kind(language: &Language, kind: &Kind) -> String {
    let folder = if language.areas.is_empty() { String::new() } else { format!("{}/", kind.area()) };
    format!("{}/{folder}{}.md", language.id, kind.name)
}

/// The page of a part of a kind that has a page of its own.
pub fn part(language: &Language, kind: &Kind, path: &str) -> String {
    let folder = if language.areas.is_empty() { String::new() } else { format!("{}/", kind.area()) };
    format!("{}/{folder}{path}.md", language.id)
}

/// The page of a release.
pub fn release(language: &Language, version: impl core::fmt::Display) -> String {
    format!("{}/releases/{version}.md", language.id)
}

/// The page of a code.
pub fn code(code: &str) -> String {
    format!("codes/{code}.md")
}

/// The page of all formats; each has a heading with its name.
pub const FORMATS: &str = "formats.md";

//! Kinds of documents and the rules that belong to them.

use super::{ImpactAt, Life, Struct, Version};
use crate::check::{DocumentCx, SetCx, Sink};
use crate::diag::Severity;

/// How documents of a kind are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identity {
    /// At most one document.
    Single,
    /// By the text of this top-level key.
    Key(&'static str),
}

/// Facts about a kind that are not fields.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KindFlags {
    /// Allowed on control plane machines only.
    pub control_plane_only: bool,
    /// The document has neither `apiVersion` nor `kind`; it is recognised by its keys.
    pub headless: bool,
}

/// A kind of document.
#[derive(Debug)]
pub struct Kind {
    /// Name as in `kind:`.
    pub name: &'static str,
    /// Text of `apiVersion:`; empty when the kind has none.
    pub api_version: &'static str,
    /// How documents of the kind are told apart.
    pub identity: Identity,
    /// First line: one sentence; the rest is Markdown.
    pub doc: &'static str,
    /// History of the kind.
    pub life: Life,
    /// Its fields.
    pub shape: fn() -> &'static Struct,
    /// Top-level keys that say what the document is and are not fields: `apiVersion` and `kind`, or nothing.
    pub envelope: &'static [&'static str],
    /// Facts that are not fields.
    pub flags: KindFlags,
    /// Kinds of which no document may have the same name.
    pub conflicts: &'static [&'static str],
    /// Example documents, each complete and valid at every release where the kind exists.
    pub examples: &'static [&'static str],
    /// Rules that see one document of this kind.
    pub rules: &'static [&'static Rule],
    /// Markdown page beside the declaration: documentation and test.
    pub page: &'static str,
    /// What a document that comes or goes asks of a running machine, and a change of it where its fields do not say
    /// otherwise, by release, sorted. Nothing is what the fields say, and unknown where they are silent.
    pub impact: &'static [ImpactAt],
    /// Path of the module that declares it; its folder is the kind's [area](Kind::area).
    pub module: &'static str,
}

impl Kind {
    /// What the kind is about: the folder below `kinds` that holds its declaration. The language gives areas their
    /// titles.
    pub fn area(&self) -> &'static str {
        let below = self.module.split_once("::kinds::").map_or("", |(_, below)| below);
        below.split_once("::").map_or(below, |(area, _)| area)
    }
}

/// A semantic check.
#[derive(Debug)]
pub struct Rule {
    /// Stable name `area/kebab-name`.
    pub code: &'static str,
    /// One sentence: what must hold.
    pub summary: &'static str,
    /// Severity of its findings.
    pub severity: Severity,
    /// First release that has the rule; `None` for all supported ones.
    pub since: Option<Version>,
    /// First release that no longer has it.
    pub until: Option<Version>,
    /// Rows of the rule catalogue that it covers.
    pub ids: &'static [&'static str],
    /// What it looks at, and the check.
    pub run: RuleRun,
    /// Markdown page: documentation and test.
    pub page: &'static str,
    /// Names that the rule had before.
    pub formerly: &'static [&'static str],
}

/// Scope of a rule with its function.
#[derive(Clone, Copy, Debug)]
pub enum RuleRun {
    /// One document at a time.
    Document(fn(&DocumentCx<'_>, &mut Sink<'_>)),
    /// All documents of one node together.
    Set(fn(&SetCx<'_>, &mut Sink<'_>)),
}

impl Rule {
    /// True when the rule exists in a release.
    pub fn applies(&self, version: Version) -> bool {
        self.since.is_none_or(|s| s <= version) && self.until.is_none_or(|u| version < u)
    }
}

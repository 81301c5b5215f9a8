//! JSON Schemas of documents, lowered from the tables of one release: for editors and validators that know nothing of
//! ostler.
//!
//! A schema accepts every document that the check of that release accepts, and refuses what JSON Schema can express of
//! the rest: unknown keys, wrong types, wrong values, missing fields. It is laxer than the check where a pattern cannot
//! say what a format wants, and where the difference is lost once a document is JSON (repeated keys, dates, tags).
//!
//! This module knows no language and no kind by name.

mod defs;
mod dispatch;
mod literal;
mod lower;
mod scalar;
mod words;

use ostler_core::lang::Language;
use ostler_core::model::{Kind, State, Target, Version, View};
use serde_json::Value;

use lower::Lowering;

/// Edition of JSON Schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Draft {
    /// 2020-12, the current one.
    Draft2020,
    /// draft-07, which most editors read.
    Draft7,
}

impl Draft {
    /// All editions.
    pub const ALL: &'static [Self] = &[Self::Draft2020, Self::Draft7];

    /// URL of the meta-schema.
    pub const fn meta(self) -> &'static str {
        match self {
            Self::Draft2020 => "https://json-schema.org/draft/2020-12/schema",
            Self::Draft7 => "http://json-schema.org/draft-07/schema#",
        }
    }

    /// Keyword under which definitions stand.
    const fn defs(self) -> &'static str {
        match self {
            Self::Draft2020 => "$defs",
            Self::Draft7 => "definitions",
        }
    }
}

/// What documents are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Whole documents: what is required must be there.
    Whole,
    /// Strategic merge patches: nothing is required, and deletions are legal where the release knows them.
    Patch,
}

impl Form {
    /// Both forms.
    pub const ALL: &'static [Self] = &[Self::Whole, Self::Patch];
}

/// What a schema is made for.
#[derive(Clone, Copy, Debug)]
pub struct Wish {
    /// The language of the documents.
    pub language: &'static Language,
    /// The release of it.
    pub version: Version,
    /// Whole documents or patches.
    pub form: Form,
    /// Edition of JSON Schema.
    pub draft: Draft,
}

/// Schema of any document of a language: which branch counts is decided by its `kind`.
pub fn documents(wish: Wish) -> Value {
    let views: Vec<View> = kinds(wish.language, wish.version).map(|k| View::new(k, &target(wish))).collect();
    dispatch::any_kind(Lowering::new(wish, &views), &views)
}

/// Schema of the documents of one kind. `None` when the release does not have it.
pub fn documents_of(wish: Wish, kind: &'static Kind) -> Option<Value> {
    kinds(wish.language, wish.version).find(|k| core::ptr::eq(*k, kind))?;
    let views = [View::new(kind, &target(wish))];
    Some(dispatch::one_kind(Lowering::new(wish, &views), &views[0]))
}

/// The kinds that a release has, sorted by name.
pub fn kinds(language: &'static Language, version: Version) -> impl Iterator<Item = &'static Kind> {
    language.kinds.iter().copied().filter(move |k| State::at(k.life, version).state.accepted())
}

fn target(wish: Wish) -> Target {
    Target::new(wish.language.id, wish.version)
}

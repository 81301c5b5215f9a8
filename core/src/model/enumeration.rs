//! An enumeration at a release: which values exist, and how texts are compared.

use super::view::State;
use super::{Enum, EnumValue, Version};

/// An [`Enum`] folded for a release.
#[derive(Clone, Copy, Debug)]
pub struct EnumView<'e> {
    /// The declaration.
    pub of: &'e Enum,
    /// Whether the reader ignores case.
    pub ignores_case: bool,
    version: Version,
}

impl Enum {
    /// Folds the history of the enumeration and its values for a release.
    pub fn at(&self, version: Version) -> EnumView<'_> {
        let ignores_case = self.ignores_case_since.is_some_and(|since| since <= version);
        EnumView { of: self, ignores_case, version }
    }
}

impl<'e> EnumView<'e> {
    /// All values with their state, also those that the release does not have.
    pub fn states(self) -> impl Iterator<Item = (&'e EnumValue, State)> + Clone {
        self.of.values.iter().map(move |value| (value, State::at(value.life, self.version)))
    }

    /// The values that the release has, in documented order.
    pub fn live(self) -> impl Iterator<Item = (&'e EnumValue, State)> + Clone {
        self.states().filter(|(_, state)| state.state.accepted())
    }

    /// True when the reader takes both texts for the same value.
    pub fn equal(self, one: &str, other: &str) -> bool {
        if self.ignores_case { one.eq_ignore_ascii_case(other) } else { one == other }
    }

    /// What a text that is an alias stands for.
    pub fn alias(self, text: &str) -> Option<&'static str> {
        self.of.aliases.iter().find(|(alias, _)| self.equal(alias, text)).map(|(_, value)| *value)
    }

    /// The value that a text names, whether the release has it or not; one in exactly the same letters before others.
    pub fn find(self, text: &str) -> Option<(&'e EnumValue, State)> {
        let exact = self.states().find(|(value, _)| value.text == text);
        exact.or_else(|| self.states().find(|(value, _)| self.equal(value.text, text)))
    }
}

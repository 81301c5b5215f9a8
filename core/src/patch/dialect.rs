//! What differs between readers and releases in a strategic merge: data of a language.

use crate::model::Version;
use crate::syntax::ScalarRules;
use crate::syntax::print::{Blocks, Style, Words};

/// Releases in which the merge of a language changed. `None` means never.
#[derive(Clone, Copy, Debug)]
pub struct MergeDialect {
    /// From here on an empty text or a zero overrides where absence is told from zero (`Field::pointer`).
    pub pointer_zero_overrides: Option<Version>,
    /// From here on `$patch: delete` is a marker and not content.
    pub deletes: Option<Version>,
    /// From here on a marker reaches keys of free-form mappings, fields of flattened structs, and list items by fields
    /// that are not plain text.
    pub deletes_anywhere: Option<Version>,
    /// From here on a marker for a document that is not there is skipped.
    pub missing_document_skipped: Option<Version>,
    /// From here on a patch may have several documents of one identity.
    pub repeated_documents: Option<Version>,
    /// From here on the upstream printer puts words of YAML 1.1 (`yes`) in single quotes; double before.
    pub single_quoted_words: Option<Version>,
    /// From here on the upstream printer quotes the text `<<`.
    pub quoted_merge_keys: Option<Version>,
    /// From here on a text that begins with a line break is written as a block without an indentation indicator.
    pub leading_breaks_unmarked: Option<Version>,
    /// Keys of which a document of a patch says nothing: one that has only these, with scalars, is dropped since
    /// [`Self::deletes`].
    pub hollow_keys: &'static [&'static str],
}

/// A [`MergeDialect`] at a release.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "independent facts, folded from the dialect's releases")]
pub struct MergeRules {
    /// See [`MergeDialect::pointer_zero_overrides`].
    pub pointer_zero_overrides: bool,
    /// See [`MergeDialect::deletes`].
    pub deletes: bool,
    /// See [`MergeDialect::deletes_anywhere`].
    pub deletes_anywhere: bool,
    /// See [`MergeDialect::missing_document_skipped`].
    pub missing_document_skipped: bool,
    /// See [`MergeDialect::repeated_documents`].
    pub repeated_documents: bool,
}

impl MergeDialect {
    /// How upstream prints at a release.
    pub fn style(&self, version: Version, scalars: &'static ScalarRules) -> Style {
        let since = |at: Option<Version>| at.is_some_and(|at| at <= version);
        let words = match (since(self.single_quoted_words), since(self.quoted_merge_keys)) {
            (true, _) => Words::Single,
            (false, true) => Words::Double,
            (false, false) => Words::DoubleButMergeKeys,
        };
        let blocks = match (since(self.leading_breaks_unmarked), since(self.quoted_merge_keys)) {
            (true, _) => Blocks::V4,
            (false, true) => Blocks::V4Rc3,
            (false, false) => Blocks::V3,
        };
        Style { indent: 4, flush_lists: false, width: None, words, blocks, scalars }
    }

    /// Folds the history for a release.
    pub fn at(&self, version: Version) -> MergeRules {
        let since = |at: Option<Version>| at.is_some_and(|at| at <= version);
        MergeRules {
            pointer_zero_overrides: since(self.pointer_zero_overrides),
            deletes: since(self.deletes),
            deletes_anywhere: since(self.deletes_anywhere),
            missing_document_skipped: since(self.missing_document_skipped),
            repeated_documents: since(self.repeated_documents),
        }
    }
}

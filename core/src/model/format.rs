//! Formats: named string types such as a CIDR or a Go duration.

use super::Version;
use crate::text::Span;

/// A named string type. One constant each, in the language's table of formats.
#[derive(Debug)]
pub struct Format {
    /// Name as in `go-duration`.
    pub name: &'static str,
    /// What a value is, as a noun phrase for messages: "a Go duration such as `1h30m`".
    pub noun: &'static str,
    /// One to three sentences for hover and the book.
    pub doc: &'static str,
    /// Decides on a text, for a release.
    pub check: fn(&str, Version) -> Result<(), FormatError>,
    /// JSON Schema lowering: keyword and value pairs such as `("pattern", "^…$")` or `("format", "ipv4")`. Must accept
    /// everything that `check` accepts.
    pub schema: &'static [(&'static str, &'static str)],
    /// Texts that `check` accepts and refuses, with the releases where they differ; a test runs them.
    pub examples: &'static [FormatExample],
    /// True when a plain number is read as text of this format too (`10` for a byte size); the schema then allows
    /// integers.
    pub numbers: bool,
    /// Verdict on a plain whole number in place of a text, where it is not the verdict on the text as written: ports,
    /// file modes and durations are numbers of their own upstream. It gets the value and the release.
    pub number: Option<NumberCheck>,
    /// Whether a text stands for the zero value of the upstream type (`0s` of a duration), which a strategic merge
    /// takes for "not given"; `None` when only the empty text does.
    pub is_zero: Option<fn(&str) -> bool>,
    /// The upstream type is a slice of bytes: a merge replaces it, also by an empty one.
    pub bytes: bool,
    /// The upstream reader keeps the text as it is and only validation looks into it, so that a wrong one can be
    /// patched.
    pub unread: bool,
    /// How the upstream printer writes an accepted text, where that can differ from the text as given (`90s` as
    /// `1m30s`); `None` when it is printed as given.
    pub print: Option<fn(&str) -> Printed>,
}

/// Verdict on a plain whole number, for a release.
pub type NumberCheck = fn(i128, Version) -> Result<(), FormatError>;

/// A value as the upstream printer writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Printed {
    /// A text, quoted where the syntax needs that.
    Text(String),
    /// A number or other word that is never quoted.
    Bare(String),
}

/// A text with the verdict that a format must give.
#[derive(Debug)]
pub struct FormatExample {
    /// The text.
    pub text: &'static str,
    /// Accepted or not.
    pub ok: bool,
    /// First release of the verdict; `None` is all.
    pub since: Option<Version>,
}

/// Why a text is not of a format. The message completes "`text` is not NOUN: …".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormatError {
    /// What is wrong, as a sentence part: "`d` is not a unit of time".
    pub message: String,
    /// Range in the text that is to blame, in bytes; the whole text when empty.
    pub range: core::ops::Range<usize>,
    /// The way out, when there is one: "write days as hours, `24h`".
    pub help: Option<String>,
    /// The text that was very likely meant, offered as a fix.
    pub instead: Option<String>,
}

impl FormatError {
    /// A refusal of the whole text.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), range: 0..0, help: None, instead: None }
    }

    /// Points at a part of the text.
    #[must_use]
    pub fn at(mut self, range: core::ops::Range<usize>) -> Self {
        self.range = range;
        self
    }

    /// Adds the way out.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds the text that was meant.
    #[must_use]
    pub fn instead(mut self, text: impl Into<String>) -> Self {
        self.instead = Some(text.into());
        self
    }

    /// The part of `value` that is to blame: `inner` is the span of the text, `exact` says whether it is written
    /// there byte for byte (no escapes, no folding).
    pub fn span_in(&self, inner: Span, text_len: usize) -> Span {
        let exact = inner.len() as usize == text_len && !self.range.is_empty() && self.range.end <= text_len;
        if exact {
            Span::new(inner.source, inner.start + self.range.start as u32, inner.start + self.range.end as u32)
        } else {
            inner
        }
    }
}

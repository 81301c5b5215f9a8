//! Diagnostics as data: what, where, why, what to do. Rendering is the shells' business; masking is [`Redactor`]'s,
//! and renderers take only what went through it.

mod redact;

pub use redact::{MASK, Redacted, Redactor};

use crate::text::Span;
use crate::tree::Origin;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Advice.
    Info,
    /// The reader accepts it, and warns, or it almost surely does something else than meant.
    Warning,
    /// At the target, the reader refuses this, or fails to boot with it.
    Error,
}

/// A place with a remark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is there; may be empty for the primary place.
    pub message: String,
}

/// How far a fix can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applicability {
    /// Does what was meant.
    Safe,
    /// Probably; a person should look.
    Unsafe,
}

/// A replacement of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextEdit {
    /// What is replaced; empty to insert.
    pub span: Span,
    /// By what.
    pub text: String,
}

/// A way to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// "Replace `mtuu` by `mtu`".
    pub title: String,
    /// How far it can be trusted.
    pub applicability: Applicability,
    /// Changes, not overlapping.
    pub edits: Vec<TextEdit>,
}

/// Extra facts for editors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// Shown struck through.
    Deprecated,
    /// Shown faded.
    Unnecessary,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable name `area/kebab-name`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// One sentence without full stop that stands alone; names in backticks.
    pub headline: String,
    /// The place to look at.
    pub primary: Label,
    /// Other places that explain it.
    pub labels: Vec<Label>,
    /// Why, and the way out; each a sentence.
    pub help: Vec<String>,
    /// Ways to mend it.
    pub fixes: Vec<Fix>,
    /// Place in the document: `LinkConfig/eth0:mtu`, `:machine.network`; empty when there is none.
    pub path: String,
    /// Contributors of a merged value, the last one first.
    pub origins: Vec<Origin>,
    /// Extra facts for editors.
    pub tags: Vec<Tag>,
    /// The reader of the language takes the value; only its validation refuses it.
    pub by_validation: bool,
}

impl Diagnostic {
    /// A finding with its place; everything else empty.
    pub fn new(code: &'static str, severity: Severity, headline: impl Into<String>, span: Span) -> Self {
        Self {
            code,
            severity,
            headline: headline.into(),
            primary: Label { span, message: String::new() },
            labels: Vec::new(),
            help: Vec::new(),
            fixes: Vec::new(),
            path: String::new(),
            origins: Vec::new(),
            tags: Vec::new(),
            by_validation: false,
        }
    }

    /// An error.
    pub fn error(code: &'static str, headline: impl Into<String>, span: Span) -> Self {
        Self::new(code, Severity::Error, headline, span)
    }

    /// A warning.
    pub fn warning(code: &'static str, headline: impl Into<String>, span: Span) -> Self {
        Self::new(code, Severity::Warning, headline, span)
    }

    /// Changes how bad it is, where one code has several degrees.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// Says what is at the primary place.
    #[must_use]
    pub fn note(mut self, message: impl Into<String>) -> Self {
        self.primary.message = message.into();
        self
    }

    /// Adds another place.
    #[must_use]
    pub fn label(mut self, span: Span, message: impl Into<String>) -> Self {
        self.labels.push(Label { span, message: message.into() });
        self
    }

    /// Adds a sentence on why, or the way out.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// Adds a fix that replaces one stretch.
    #[must_use]
    pub fn fix(
        mut self,
        title: impl Into<String>,
        applicability: Applicability,
        span: Span,
        text: impl Into<String>,
    ) -> Self {
        let edits = vec![TextEdit { span, text: text.into() }];
        self.fixes.push(Fix { title: title.into(), applicability, edits });
        self
    }

    /// Says where in the document it is.
    #[must_use]
    pub fn at_path(mut self, path: impl Into<String>) -> Self {
        self.path = path.into();
        self
    }

    /// Adds a fact for editors.
    #[must_use]
    pub fn tag(mut self, tag: Tag) -> Self {
        self.tags.push(tag);
        self
    }
}

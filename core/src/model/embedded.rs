//! A language inside a value: an object of another system written out in the document, or a text in another syntax.
//!
//! Says what the content is and who reads it; how it is checked is told elsewhere. Must not know any language by name.

use super::Type;
use crate::syntax::Syntax;

/// Content that a document carries for another reader.
#[derive(Debug)]
pub struct Embedded {
    /// Id of the language or format, such as `kubelet-config`.
    pub language: &'static str,
    /// What the content is, as a noun phrase: "a kubelet configuration".
    pub noun: &'static str,
    /// How it is written.
    pub content: Content,
    /// What becomes of content that its reader cannot take, as a sentence. The language that carries it does not look,
    /// so findings inside are warnings.
    pub refused: &'static str,
    /// What becomes of keys that its reader does not know, as a sentence.
    pub unknown: &'static str,
}

/// How embedded content is written.
#[derive(Clone, Copy, Debug)]
pub enum Content {
    /// As a mapping of the document: a structure, or one of several that are told apart by their `kind`.
    Object(Type),
    /// As a text that holds a stream of objects, each with `apiVersion` and `kind`.
    Manifests,
    /// As a text of a syntax.
    Text(Syntax),
    /// As the text of a file, whose syntax its name tells.
    File(&'static FileText),
}

/// The text of a file in a mapping that also says its name.
#[derive(Debug)]
pub struct FileText {
    /// Key beside the text that holds the file's name or path.
    pub name: &'static str,
    /// Key and word beside the text that make it a part of a file, which need not be well-formed by itself.
    pub part: Option<(&'static str, &'static str)>,
    /// Ends of names with the syntax of such files.
    pub endings: &'static [(&'static str, Syntax)],
}

impl Embedded {
    /// True when the content is the text of a scalar, not a mapping.
    pub const fn is_text(&self) -> bool {
        !matches!(self.content, Content::Object(_))
    }
}

impl Type {
    /// The type itself, or, for an object of another system, what that is made of: a structure, or one of several.
    #[must_use]
    pub const fn opened(self) -> Self {
        match self {
            Self::Embedded(Embedded { content: Content::Object(of), .. }) => *of,
            other => other,
        }
    }
}

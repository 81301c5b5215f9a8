//! What whoever renders wants to have. It must not know how it is made.

/// Layout of rendered texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// The base's own text with the changes spliced in.
    #[default]
    Kept,
    /// The bytes that upstream's own tool writes.
    Canonical,
    /// No text, for whoever looks at the documents alone.
    Untold,
}

/// What stands where a secret belongs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Secrets {
    /// The secret.
    #[default]
    Written,
    /// `<secret:PATH>`, which depends on the path alone, so that the text can be kept in git.
    Placeholder,
}

/// Comments that say where values come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Origins {
    /// None.
    #[default]
    Untold,
    /// Behind every value that a patch sets: file and line.
    Told,
}

/// How a fleet is rendered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// Layout of texts.
    pub layout: Layout,
    /// Secrets in texts.
    pub secrets: Secrets,
    /// Comments in texts.
    pub origins: Origins,
}

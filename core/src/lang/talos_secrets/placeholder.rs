//! A bundle for checks and renderings in which no secret may stand.

/// A well-formed bundle, always the same: its certificates and keys can be read, their subject is `placeholder`, and
/// they protect nothing.
pub const PLACEHOLDER: &str = include_str!("placeholder.yaml");

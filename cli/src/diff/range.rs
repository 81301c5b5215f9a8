//! Which revisions are meant, as git writes it. It must not know git.

use std::path::Path;

/// What the old side is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// The revision itself.
    Revision,
    /// The last commit that it has in common with the new side.
    MergeBase,
}

/// Two revisions, or one and the working tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range<'t> {
    /// The old revision.
    pub old: &'t str,
    /// The new one; `None` for the working tree.
    pub new: Option<&'t str>,
    /// What the old side is.
    pub since: Since,
}

impl<'t> Range<'t> {
    /// `OLD..NEW`, `OLD...NEW`, `OLD..`, `OLD...` or `OLD`; `None` for what can only be a path.
    pub fn parse(text: &'t str) -> Option<Self> {
        let dots = [("...", Since::MergeBase), ("..", Since::Revision)];
        let cut = dots.into_iter().find_map(|(dots, since)| text.split_once(dots).map(|(old, new)| (old, new, since)));
        let (old, new, since) = cut.unwrap_or((text, "", Since::Revision));
        let is_path = old.is_empty() || old.ends_with('/') || new.starts_with(['.', '/']) || Path::new(text).exists();
        (!is_path).then_some(Self { old, new: Some(new).filter(|n| !n.is_empty()), since })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn revisions_are_told_from_paths() {
        let range = |old, new, since| Some(Range { old, new, since });
        assert_eq!(Range::parse("a..b"), range("a", Some("b"), Since::Revision));
        assert_eq!(Range::parse("v1.2...origin/b"), range("v1.2", Some("origin/b"), Since::MergeBase));
        assert_eq!(Range::parse("HEAD~1.."), range("HEAD~1", None, Since::Revision));
        assert_eq!(Range::parse("main..."), range("main", None, Since::MergeBase));
        assert_eq!(Range::parse("HEAD@{1}"), range("HEAD@{1}", None, Since::Revision));
        for path in ["../x", "..", "a/../b", ".", "src", ""] {
            assert_eq!(Range::parse(path), None, "{path}");
        }
    }
}

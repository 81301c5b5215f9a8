//! URLs in parts, as Go's `net/url` splits them, for the merge part by part (Talos 1.14, pkg/machinery/config/merge).

use core::fmt;

/// Parts of a URL; empty ones are not there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Parts {
    scheme: String,
    /// What follows a scheme without `//` and without a leading slash: `host:port` reads so.
    opaque: String,
    pub user: Option<String>,
    host: String,
    path: String,
    query: String,
    fragment: String,
}

/// What the merge makes of two URLs; `None` when it refuses both, since each names a user.
pub(crate) fn merged_url(base: &str, patch: &str) -> Option<String> {
    let (base, patch) = (Parts::of(base), Parts::of(patch));
    (base.user.is_none() || patch.user.is_none()).then(|| base.overlaid(patch).to_string())
}

impl Parts {
    pub fn of(text: &str) -> Self {
        let mut out = Self::default();
        let (rest, fragment) = text.split_once('#').unwrap_or((text, ""));
        fragment.clone_into(&mut out.fragment);
        let rest = match scheme(rest) {
            Some((scheme, rest)) => {
                out.scheme = scheme.to_ascii_lowercase();
                rest
            }
            None => rest,
        };
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        query.clone_into(&mut out.query);
        if let Some(authority) = rest.strip_prefix("//") {
            let end = authority.find('/').unwrap_or(authority.len());
            let (authority, path) = authority.split_at(end);
            match authority.rsplit_once('@') {
                Some((user, host)) => {
                    out.user = Some(user.to_owned());
                    host.clone_into(&mut out.host);
                }
                None => authority.clone_into(&mut out.host),
            }
            path.clone_into(&mut out.path);
        } else if !out.scheme.is_empty() && !rest.starts_with('/') {
            rest.clone_into(&mut out.opaque);
        } else {
            rest.clone_into(&mut out.path);
        }
        out
    }

    /// These parts with everything that `other` has put over them.
    pub fn overlaid(self, other: Self) -> Self {
        let pick = |mine: String, theirs: String| if theirs.is_empty() { mine } else { theirs };
        Self {
            scheme: pick(self.scheme, other.scheme),
            opaque: pick(self.opaque, other.opaque),
            user: other.user.or(self.user),
            host: pick(self.host, other.host),
            path: pick(self.path, other.path),
            query: pick(self.query, other.query),
            fragment: pick(self.fragment, other.fragment),
        }
    }
}

fn scheme(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || "+-.".contains(c)))?;
    let starts = text.starts_with(|c: char| c.is_ascii_alphabetic());
    (starts && text[end..].starts_with(':')).then(|| (&text[..end], &text[end + 1..]))
}

impl fmt::Display for Parts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.scheme.is_empty() {
            write!(f, "{}:", self.scheme)?;
        }
        if self.opaque.is_empty() {
            if !self.scheme.is_empty() || !self.host.is_empty() || self.user.is_some() {
                if !self.host.is_empty() || !self.path.is_empty() || self.user.is_some() {
                    f.write_str("//")?;
                }
                if let Some(user) = &self.user {
                    write!(f, "{user}@")?;
                }
                f.write_str(&self.host)?;
                if !self.host.is_empty() && !self.path.is_empty() && !self.path.starts_with('/') {
                    f.write_str("/")?;
                }
            }
            f.write_str(&self.path)?;
        } else {
            f.write_str(&self.opaque)?;
        }
        if !self.query.is_empty() {
            write!(f, "?{}", self.query)?;
        }
        if !self.fragment.is_empty() {
            write!(f, "#{}", self.fragment)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_that_are_missing_stay() {
        let merge = |a: &str, b: &str| Parts::of(a).overlaid(Parts::of(b)).to_string();
        assert_eq!(merge("https://a:6443/p", "https://b"), "https://b/p");
        assert_eq!(merge("https://a/p?x=1#f", "http://b:1/q"), "http://b:1/q?x=1#f");
        assert_eq!(merge("https://u:p@a", "https://b"), "https://u:p@b");
        assert_eq!(merge("https://a:6443", "/path"), "https://a:6443/path");
    }

    #[test]
    fn prints_what_it_read() {
        for text in ["https://a:6443/p?q=1#f", "a:6443", "/p", "tcp://1.2.3.4:5/", "udp://[::1]:5", "https://u@h"] {
            assert_eq!(Parts::of(text).to_string(), text);
        }
    }
}

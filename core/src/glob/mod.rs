//! Patterns of paths: `*`, `**`, `?` and `{a,b}` over paths with `/`. Knows neither files nor who writes patterns.
//!
//! `*` and `?` stand for characters of one name, `**` alone between slashes for any number of directories, none
//! included, and `{a,b}` for either text. `\` takes the next character as it is. A slash at the end means everything
//! below. Patterns are anchored at both ends. Matching takes time in proportion to pattern and path multiplied.

mod parse;

/// Why a text is no pattern, with the bytes to blame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GlobError {
    /// What is wrong, as a sentence part.
    pub message: &'static str,
    /// Range in the text.
    pub range: core::ops::Range<usize>,
}

/// One character of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    /// Any characters.
    Any,
    /// Any one character.
    One,
    /// This character.
    Is(char),
}

/// One name of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Segment {
    /// Any number of directories.
    Deep,
    /// A name.
    Name(Vec<Token>),
}

/// A pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glob {
    /// What the braces expand to.
    alternatives: Vec<Vec<Segment>>,
}

impl Glob {
    /// Reads a pattern.
    pub fn parse(text: &str) -> Result<Self, GlobError> {
        parse::glob(text)
    }

    /// True when the whole path fits. `.` segments and doubled slashes of the path do not count.
    pub fn matches(&self, path: &str) -> bool {
        let names: Vec<_> = path.split('/').filter(|n| !n.is_empty() && *n != ".").collect();
        self.alternatives.iter().any(|segments| fits(segments, &names))
    }

    /// True when something below this directory may fit; the root is the empty path.
    pub fn reaches_below(&self, directory: &str) -> bool {
        let names: Vec<_> = directory.split('/').filter(|n| !n.is_empty() && *n != ".").collect();
        self.alternatives.iter().any(|segments| {
            let Some(deep) = segments.iter().position(|s| *s == Segment::Deep) else {
                return names.len() < segments.len() && fits(&segments[..names.len()], &names);
            };
            let fixed = names.len().min(deep);
            fits(&segments[..fixed], &names[..fixed])
        })
    }
}

/// All segments against all names: a row for each segment says how many names may be used up by then.
fn fits(segments: &[Segment], names: &[&str]) -> bool {
    let mut used = vec![false; names.len() + 1];
    used[0] = true;
    for segment in segments {
        match segment {
            Segment::Deep => {
                for at in 1..used.len() {
                    used[at] |= used[at - 1];
                }
            }
            Segment::Name(tokens) => {
                for at in (1..used.len()).rev() {
                    used[at] = used[at - 1] && fits_name(tokens, names[at - 1]);
                }
                used[0] = false;
            }
        }
    }
    used.last().copied().unwrap_or(false)
}

/// The same within a name.
fn fits_name(tokens: &[Token], name: &str) -> bool {
    let chars: Vec<char> = name.chars().collect();
    let mut used = vec![false; chars.len() + 1];
    used[0] = true;
    for token in tokens {
        if *token == Token::Any {
            for at in 1..used.len() {
                used[at] |= used[at - 1];
            }
            continue;
        }
        for at in (1..used.len()).rev() {
            used[at] = used[at - 1] && (*token == Token::One || *token == Token::Is(chars[at - 1]));
        }
        used[0] = false;
    }
    used.last().copied().unwrap_or(false)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[track_caller]
    fn check(pattern: &str, yes: &[&str], no: &[&str]) {
        let glob = Glob::parse(pattern).unwrap();
        for path in yes {
            assert!(glob.matches(path), "`{pattern}` should match `{path}`");
        }
        for path in no {
            assert!(!glob.matches(path), "`{pattern}` should not match `{path}`");
        }
    }

    #[test]
    fn names_and_depth() {
        check("a/b.yaml", &["a/b.yaml", "./a//b.yaml"], &["a/b.yml", "b.yaml", "x/a/b.yaml"]);
        check("*.yaml", &["a.yaml", ".yaml"], &["a/b.yaml", "a.yml"]);
        check("a/*/c", &["a/b/c"], &["a/c", "a/b/b/c"]);
        check("a/?.y", &["a/x.y", "a/ü.y"], &["a/xx.y", "a/.y"]);
        check("**", &["a", "a/b/c"], &[]);
        check("a/**", &["a/b", "a/b/c", "a"], &["b/a"]);
        check("a/", &["a/b", "a/b/c"], &["b"]);
        check("**/*.yaml", &["a.yaml", "a/b/c.yaml"], &["a.yml"]);
        check("a/**/b/*.y", &["a/b/c.y", "a/x/y/b/c.y"], &["a/b.y", "a/b/c/d.y"]);
        check("a**b", &["ab", "axxb"], &["a/b"]);
    }

    #[test]
    fn alternatives() {
        check("{a,b}/*.{yaml,yml}", &["a/x.yaml", "b/x.yml"], &["c/x.yaml", "a/x.json"]);
        check("{a/b,c}/d", &["a/b/d", "c/d"], &["a/d"]);
        check("x{,-old}", &["x", "x-old"], &["x-"]);
        check("{a,{b,c}d}", &["a", "bd", "cd"], &["ad", "b"]);
        check(r"\{a\}\*", &["{a}*"], &["a", "{a}b"]);
    }

    #[test]
    fn what_is_no_pattern() {
        let range = |text: &str| Glob::parse(text).unwrap_err().range;
        assert_eq!(range("a/{b,c"), 2..6);
        assert_eq!(range("ab}"), 2..3);
        assert_eq!(range(""), 0..0);
        assert_eq!(range("/etc/*"), 0..1);
        assert_eq!(range("a/../b"), 2..4);
        assert_eq!(range("a\\"), 1..2);
        let many = "{a,b}".repeat(12);
        assert_eq!(range(&many), 0..many.len());
        assert!(Glob::parse(&"{".repeat(10_000)).is_err());
    }

    #[test]
    fn directories_worth_looking_into() {
        let glob = Glob::parse("clusters/*/fleet.yaml").unwrap();
        for (directory, worth) in
            [("", true), ("clusters", true), ("clusters/a", true), ("clusters/a/b", false), ("other", false)]
        {
            assert_eq!(glob.reaches_below(directory), worth, "{directory}");
        }
        let deep = Glob::parse("a/**/x").unwrap();
        for (directory, worth) in [("", true), ("a", true), ("a/b/c/d", true), ("b", false)] {
            assert_eq!(deep.reaches_below(directory), worth, "{directory}");
        }
    }

    /// Each star multiplies the ways to match; the time must not.
    #[test]
    fn hostile_patterns_end() {
        let glob = Glob::parse(&("*a".repeat(100) + "/" + &"**/x*/".repeat(50) + "z")).unwrap();
        assert!(!glob.matches(&("a".repeat(2000) + "/" + &"x/".repeat(200) + "y")));
    }
}

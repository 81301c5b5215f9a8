//! Formats of the inventory: names, releases, addresses, path patterns.

use crate::glob::Glob;
use crate::lang::formats::IP;
use crate::lang::talos::TALOS;
use crate::lang::{Language, bottlerocket::BOTTLEROCKET};
use crate::model::{Format, FormatError, FormatExample, Version};

const fn yes(text: &'static str) -> FormatExample {
    FormatExample { text, ok: true, since: None }
}

const fn no(text: &'static str) -> FormatExample {
    FormatExample { text, ok: false, since: None }
}

const fn text(
    name: &'static str,
    noun: &'static str,
    doc: &'static str,
    check: fn(&str, Version) -> Result<(), FormatError>,
    schema: &'static [(&'static str, &'static str)],
    examples: &'static [FormatExample],
) -> Format {
    Format {
        name,
        noun,
        doc,
        check,
        schema,
        examples,
        numbers: false,
        number: None,
        is_zero: None,
        bytes: false,
        unread: false,
        print: None,
    }
}

/// All formats, sorted by name.
pub static FORMATS: &[&Format] =
    &[&BASE, &BOTTLEROCKET_RELEASE, &NAME, &HOST, &KUBERNETES_RELEASE, &PATHS, &TALOS_RELEASE];

/// Path of a base config.
pub static BASE: Format = text(
    "base-path",
    "a path such as `base/{role}.yaml`",
    "A path relative to the fleet's file. `{cluster}`, `{role}` and `{node}` stand for the names of the node's.",
    |text, _| base(text),
    &[("minLength", "1")],
    &[
        yes("base/{role}.yaml"),
        yes("base.yaml"),
        yes("{cluster}/{node}.yaml"),
        no(""),
        no("base/{group}.yaml"),
        no("{role"),
    ],
);

/// A release of Bottlerocket.
pub static BOTTLEROCKET_RELEASE: Format = text(
    "bottlerocket-release",
    "a release of Bottlerocket such as `1.50.0`",
    "Major, minor and, if given, patch number; a `v` may stand before it.",
    |text, _| release(text, &BOTTLEROCKET),
    RELEASE_SCHEMA,
    &[yes("1.50.0"), yes("v1.20"), no("1"), no("latest"), no("9.9")],
);

/// A release of Kubernetes.
pub static KUBERNETES_RELEASE: Format = text(
    "kubernetes-release",
    "a release of Kubernetes such as `v1.35.2`",
    "Major, minor and patch number; a `v` may stand before it.",
    |text, _| numbers(text).map(drop),
    RELEASE_SCHEMA,
    &[yes("v1.35.2"), yes("1.35.0-rc.1"), yes("1.35"), no("latest"), no("v1"), no("v1.35.")],
);

/// A release of Talos.
pub static TALOS_RELEASE: Format = text(
    "talos-release",
    "a release of Talos such as `v1.13.9`",
    "Major, minor and, if given, patch number; a `v` may stand before it. The release decides which keys exist and how \
     patches merge.",
    |text, _| release(text, &TALOS),
    RELEASE_SCHEMA,
    &[yes("v1.13.9"), yes("1.12"), yes("v1.14.0-beta.0"), no("latest"), no("v2.0.0"), no("v1.2.0"), no("1")],
);

/// Address of a machine.
pub static HOST: Format = text(
    "host",
    "an IP address or a host name",
    "An IP address without port and prefix length, or a name that the domain name system knows.",
    host,
    &[("minLength", "1")],
    &[
        yes("10.0.0.11"),
        yes("fd00::1"),
        yes("cp-1.example.com"),
        no(""),
        no("10.0.0.1:50000"),
        no("10.0.0.0/24"),
        no("a_b c"),
    ],
);

/// Name of a cluster, node or group.
pub static NAME: Format = text(
    "fleet-name",
    "a name of letters, digits, `-`, `_` and `.`",
    "1 to 253 letters, digits, `-`, `_` and `.`, beginning with a letter or digit. Files and directories are named after \
     it.",
    |text, _| name(text),
    &[("pattern", "^[A-Za-z0-9][A-Za-z0-9._-]*$"), ("maxLength", "253")],
    &[yes("cp-1"), yes("rack_b.1"), no(""), no("-x"), no("a/b"), no("..")],
);

/// A pattern of paths.
pub static PATHS: Format = text(
    "path-pattern",
    "a pattern of paths such as `talos/**/*.yaml`",
    "A path relative to the fleet's file. `*` and `?` stand for characters of one name, `**` between slashes for any \
     number of directories, `{a,b}` for either.",
    |text, _| pattern(text),
    &[("pattern", "^[^/]")],
    &[yes("talos/**"), yes("{a,b}/*.yaml"), yes("x.yaml"), no(""), no("/etc"), no("../x"), no("{a")],
);

const RELEASE_SCHEMA: &[(&str, &str)] = &[("pattern", r"^v?[0-9]+\.[0-9]+(\.[0-9]+.*)?$")];

/// Major and minor of `v1.13.9`, strictly.
fn numbers(text: &str) -> Result<Version, FormatError> {
    let wrong = || FormatError::new("it is not of the form `v1.2.3`");
    let plain = text.strip_prefix('v').unwrap_or(text);
    let (core, extra) = plain.find(['-', '+']).map_or((plain, ""), |at| plain.split_at(at));
    let parts: Vec<_> = core.split('.').collect();
    let digits = |p: &&str| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit());
    let complete = extra.is_empty() || (parts.len() == 3 && extra.len() > 1);
    if !matches!(parts.len(), 2 | 3) || !parts.iter().all(digits) || !complete {
        return Err(wrong());
    }
    Version::parse(plain).ok_or_else(wrong)
}

fn release(text: &str, language: &Language) -> Result<(), FormatError> {
    if language.supports(numbers(text)?) {
        return Ok(());
    }
    let ends = (language.releases.first(), language.releases.last());
    let (Some(first), Some(last)) = ends else { return Err(FormatError::new("no release is known here")) };
    let known = format!("this ostler knows {} from {} to {}", language.title, first.version, last.version);
    Err(FormatError::new("it is none that is known here").help(known))
}

fn host(text: &str, version: Version) -> Result<(), FormatError> {
    if text.is_empty() {
        return Err(FormatError::new("it is empty"));
    }
    if (IP.check)(text, version).is_ok() {
        return Ok(());
    }
    if let Some(at) = text.find('/') {
        return Err(FormatError::new("it has a prefix length, which does not belong here").at(at..text.len()));
    }
    if let Some(at) = text.rfind(':') {
        return Err(FormatError::new("it has a port, or is no IPv6 address").at(at..text.len()));
    }
    let label = |l: &str| {
        (1..=63).contains(&l.len())
            && l.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !l.starts_with('-')
            && !l.ends_with('-')
    };
    // A name of numbers alone is an address that somebody mistyped.
    let numeric = text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    if text.len() > 253 || numeric || !text.trim_end_matches('.').split('.').all(label) {
        return Err(FormatError::new("it can be read neither as an IP address nor as a host name"));
    }
    Ok(())
}

fn name(text: &str) -> Result<(), FormatError> {
    let good = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if let Some((at, c)) = text.char_indices().find(|(_, c)| !good(*c)) {
        return Err(FormatError::new(format!("`{}` cannot stand in it", c.escape_debug())).at(at..at + c.len_utf8()));
    }
    match text.chars().next() {
        None => Err(FormatError::new("it is empty")),
        Some(c) if !c.is_ascii_alphanumeric() => Err(FormatError::new("it begins with a sign").at(0..1)),
        Some(_) if text.len() > 253 => Err(FormatError::new("it has more than 253 characters")),
        Some(_) => Ok(()),
    }
}

fn pattern(text: &str) -> Result<(), FormatError> {
    Glob::parse(text).map(drop).map_err(|e| FormatError::new(e.message).at(e.range))
}

/// Names that braces in the path of a base may hold.
pub const BASE_PARTS: &[&str] = &["cluster", "node", "role"];

fn base(text: &str) -> Result<(), FormatError> {
    if text.is_empty() {
        return Err(FormatError::new("it is empty"));
    }
    let mut from = 0;
    while let Some(open) = text[from..].find('{').map(|at| from + at) {
        let Some(close) = text[open..].find('}').map(|at| open + at) else {
            return Err(FormatError::new("`{` is never closed").at(open..text.len()));
        };
        let part = &text[open + 1..close];
        if !BASE_PARTS.contains(&part) {
            return Err(FormatError::new(format!("there is no `{{{part}}}` here"))
                .at(open..close + 1)
                .help("`{cluster}`, `{node}` and `{role}` can be used"));
        }
        from = close + 1;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_hold() {
        for format in FORMATS {
            for example in format.examples {
                let result = (format.check)(example.text, Version::new(0, 1));
                assert_eq!(result.is_ok(), example.ok, "{} {:?} {result:?}", format.name, example.text);
            }
        }
        let mut names: Vec<_> = FORMATS.iter().map(|f| f.name).collect();
        names.dedup();
        assert_eq!(names.len(), FORMATS.len());
    }

    #[test]
    fn faults_are_pointed_at() {
        let range = |format: &Format, text: &str| (format.check)(text, Version::new(0, 1)).map_err(|e| e.range);
        assert_eq!(range(&BASE, "base/{rol}.yaml"), Err(5..10));
        assert_eq!(range(&NAME, "cp 1"), Err(2..3));
        assert_eq!(range(&HOST, "10.0.0.1/24"), Err(8..11));
        assert_eq!(range(&PATHS, "a/../b"), Err(2..4));
    }
}

//! Versions and targets: for which release of which operating system a document is read.

use core::fmt;

/// A release, as far as tables distinguish them: major and minor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Version {
    /// Major number.
    pub major: u16,
    /// Minor number.
    pub minor: u16,
}

impl Version {
    /// `Version::new(1, 13)` is 1.13.
    pub const fn new(major: u16, minor: u16) -> Self {
        Self { major, minor }
    }

    /// Reads `1.13`, `v1.13`, `1.13.2` or `v1.13.0-alpha.1`: everything behind the minor is ignored. A single number
    /// such as `3` is version 3.0 of a track that counts in whole numbers.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.strip_prefix('v').unwrap_or(text);
        let mut parts = text.splitn(3, '.');
        let major = parts.next()?.parse().ok()?;
        let minor = match parts.next() {
            None => 0,
            Some(m) => {
                let digits = m.find(|c: char| !c.is_ascii_digit()).unwrap_or(m.len());
                m[..digits].parse().ok()?
            }
        };
        Some(Self { major, minor })
    }

    /// From `"1.13"` in a constant table.
    ///
    /// # Panics
    ///
    /// When the text is not `MAJOR.MINOR`; in a constant that is a compile error.
    #[allow(clippy::panic, reason = "runs while constants are evaluated; a bad table must not compile")]
    pub const fn literal(text: &str) -> Self {
        let bytes = text.as_bytes();
        let (mut numbers, mut at, mut i) = ([0u16; 2], 0, 0);
        while i < bytes.len() {
            match bytes[i] {
                b'.' if at == 0 => at = 1,
                b'0'..=b'9' => numbers[at] = numbers[at] * 10 + (bytes[i] - b'0') as u16,
                _ => panic!("a version is MAJOR.MINOR"),
            }
            i += 1;
        }
        Self { major: numbers[0], minor: numbers[1] }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}

/// A language with the version of it that a document is read for. `variant` narrows it where releases come in
/// flavours (Bottlerocket's `aws-k8s-1.34`); empty where there are none.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Target {
    /// Id of the language, such as `talos`.
    pub language: &'static str,
    /// The release.
    pub version: Version,
    /// The flavour of the release, or empty.
    pub variant: String,
}

impl Target {
    /// A target without variant.
    pub const fn new(language: &'static str, version: Version) -> Self {
        Self { language, version, variant: String::new() }
    }
}

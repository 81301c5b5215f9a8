//! What the user asked for: targets per language and the mode. Wrong wishes are told with what would be right.

use core::fmt;

use crate::lang::{Language, Registry};
use crate::model::{Target, Version};

/// Explicit wishes; everything not said is decided per file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// At most one per language.
    pub targets: Vec<Target>,
    /// How the machine runs; the language's first mode when nothing is said.
    pub mode: Option<String>,
    /// What an editor is set to: counts like the above, but where a project says something itself.
    pub settings: Settings,
}

/// Wishes that a project overrides, so that an editor agrees with other commands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// At most one per language.
    pub targets: Vec<Target>,
    /// How the machine runs.
    pub mode: Option<String>,
}

/// A wish that cannot be met, as a sentence that names what can.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionsError(pub String);

impl fmt::Display for OptionsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl core::error::Error for OptionsError {}

impl Options {
    /// Adds a target in the form `LANGUAGE=VERSION`; a later one of the same language replaces an earlier one.
    pub fn target(&mut self, registry: &Registry, text: &str, variant: &str) -> Result<(), OptionsError> {
        let target = parse_target(registry, text, variant)?;
        self.targets.retain(|t| t.language != target.language);
        self.targets.push(target);
        Ok(())
    }

    /// Adds a target that a project overrides.
    pub fn prefer_target(&mut self, registry: &Registry, text: &str, variant: &str) -> Result<(), OptionsError> {
        let target = parse_target(registry, text, variant)?;
        self.settings.targets.retain(|t| t.language != target.language);
        self.settings.targets.push(target);
        Ok(())
    }

    /// Sets a mode that a project overrides.
    pub fn prefer_mode(&mut self, registry: &Registry, name: &str) -> Result<(), OptionsError> {
        let mut checked = Self::default();
        checked.set_mode(registry, name)?;
        self.settings.mode = checked.mode;
        Ok(())
    }

    /// Sets the mode, if any language has it.
    pub fn set_mode(&mut self, registry: &Registry, name: &str) -> Result<(), OptionsError> {
        let mut known: Vec<_> = registry.languages.iter().flat_map(|l| l.modes).map(|m| m.name).collect();
        known.dedup();
        if !known.contains(&name) {
            return Err(OptionsError(format!("there is no mode `{name}`; {}", list("modes", &known))));
        }
        self.mode = Some(name.to_owned());
        Ok(())
    }

    /// The mode for a language: the wish, the project's word, the editor's setting, whichever the language knows first;
    /// else its default, else empty.
    pub fn mode_for<'o>(&'o self, language: &Language, project: Option<&'o str>) -> &'o str {
        let known = |m: &&str| language.modes.iter().any(|k| k.name == *m);
        let mut wishes = [self.mode.as_deref(), project, self.settings.mode.as_deref()].into_iter().flatten();
        wishes.find(known).unwrap_or_else(|| language.modes.first().map_or("", |m| m.name))
    }
}

/// Reads `LANGUAGE=VERSION`.
pub(super) fn parse_target(registry: &Registry, text: &str, variant: &str) -> Result<Target, OptionsError> {
    let ids: Vec<_> = registry.languages.iter().filter(|l| !l.says_so).map(|l| l.id).collect();
    let Some((id, version)) = text.split_once('=') else {
        // The language with the most kinds is the one that most people come for.
        let largest = registry.languages.iter().max_by_key(|l| l.kinds.len());
        let example = largest.map_or(String::new(), |l| format!("{}={}", l.id, l.default_release()));
        return Err(OptionsError(format!("`{text}` is not of the form LANGUAGE=VERSION, such as `{example}`")));
    };
    let Some(language) = registry.language(id.trim()) else {
        return Err(OptionsError(format!("there is no language `{}`; {}", id.trim(), list("languages", &ids))));
    };
    let version = version.trim();
    match Version::parse(version).filter(|v| language.supports(*v)) {
        Some(version) => Ok(Target { language: language.id, version, variant: variant.to_owned() }),
        None => Err(OptionsError(unknown_release(language, version))),
    }
}

/// Says that a release is unknown and which are known.
pub(super) fn unknown_release(language: &Language, version: &str) -> String {
    let known: Vec<_> = language.releases.iter().map(|r| r.version.to_string()).collect();
    let known: Vec<_> = known.iter().map(String::as_str).collect();
    format!("there is no {} release `{version}` here; {}", language.title, list("releases", &known))
}

fn list(noun: &str, items: &[&str]) -> String {
    match items {
        [] => format!("no {noun} are known"),
        _ => format!("known {noun}: {}", items.join(", ")),
    }
}
